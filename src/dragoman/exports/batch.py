"""Many documents to records: in order, in bounded memory, over processes, to be interrupted and gone on with."""

from __future__ import annotations

import signal
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing, contextmanager
from itertools import islice
from types import FrameType

import msgspec

from dragoman.exports.ordered import chunked, in_order
from dragoman.exports.sinks import CHUNK, Sink
from dragoman.exports.state import State, changed, going_on, state_path, write_state
from dragoman.source.document import Document, Refusal

Found = Document | Refusal
Line = bytes | Refusal  # a record as its line of JSON, or why there is none
Work = Callable[[tuple[Found, ...]], tuple[Line, ...]]


class CannotWriteError(OSError):
    """OUT could not be written; what stands in it is readable, and the same command goes on."""


class InterruptedRunError(RuntimeError):
    """The run was stopped by Ctrl-C; the same command goes on."""


def code_documents(
    found: Iterable[Found],
    sink: Sink,
    fresh: State,
    open_work: Callable[[], Work],
    *,
    workers: int = 1,
    overwrite: bool = False,
    tell: Callable[[object], None] = lambda _: None,
    progress: Callable[[int], None] = lambda _: None,
) -> State:
    """Write the record of every document to the sink, in order, and return the state at the end.

    `found` gives all the documents, also when the run goes on from an earlier one. `fresh` is the state of a run that
    has read nothing. `open_work` is called once in each process and returns what is done with a chunk of documents.
    `tell` hears every refusal in the order of the documents, and that all was done already; `progress` how many
    documents were read, by steps.
    Raises OutputTakenError, CannotWriteError, InterruptedRunError, WorkerLostError.
    """
    with _writing(sink), closing(sink):
        state = _claim(sink, fresh, overwrite)
        progress(state.read)
        if state.finished:
            tell(f"{sink.out}: already done by an earlier run")
            return state
        sink.open(state.read, state.size)
        write_state(sink.out, state)
        chunks = chunked(islice(found, state.read, None), CHUNK)
        with interrupts() as stopped, closing(_results(chunks, open_work, workers, progress)) as results:
            for lines in chunked(_until(stopped, results), sink.unit):
                if len(lines) == sink.unit or not stopped():
                    state = _written(lines, sink, state, tell)
            if stopped():
                raise InterruptedRunError(f"{sink.out}: stopped, the first {state.read} documents are done")
        sink.finish()
        state = msgspec.structs.replace(state, finished=True)
        write_state(sink.out, state)
    return state


def _claim(sink: Sink, fresh: State, overwrite: bool) -> State:
    """Return the state to go on from, with OUT cleared where it is to be written anew."""
    if overwrite:
        state_path(sink.out).unlink(missing_ok=True)
        sink.clear()
    state = going_on(sink.out, fresh, exists=sink.exists())
    if state.finished and not sink.is_whole(state.size):
        raise changed(sink.out)
    return state


def _results(
    chunks: Iterable[tuple[Found, ...]], open_work: Callable[[], Work], workers: int, progress: Callable[[int], None]
) -> Generator[tuple[Line, ...], None, None]:
    with closing(in_order(chunks, open_work, workers)) as done:
        for lines in done:
            progress(len(lines))
            yield lines


def _until(stopped: Callable[[], bool], results: Iterable[tuple[Line, ...]]) -> Iterator[Line]:
    """Yield line by line; once stopped, no further than the chunk at hand."""
    for lines in results:
        yield from lines
        if stopped():
            return


def _written(lines: tuple[Line, ...], sink: Sink, state: State, tell: Callable[[object], None]) -> State:
    """Write one unit, and then how far the run has come."""
    refusals = [line for line in lines if isinstance(line, Refusal)]
    for refusal in refusals:
        tell(refusal)
    size = sink.write([line for line in lines if not isinstance(line, Refusal)])
    read, refused = state.read + len(lines), state.refused + len(refusals)
    state = msgspec.structs.replace(state, read=read, refused=refused, size=size)
    write_state(sink.out, state)
    return state


@contextmanager
def _writing(sink: Sink) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise CannotWriteError(f"{sink.out}: cannot be written ({error.strerror or error})") from error


@contextmanager
def interrupts() -> Iterator[Callable[[], bool]]:
    """Note the first Ctrl-C, so that what is at hand can be finished; a second one stops at once."""
    asked: list[int] = []

    def note(number: int, _: FrameType | None) -> None:
        asked.append(number)
        signal.signal(signal.SIGINT, signal.default_int_handler)

    before = signal.signal(signal.SIGINT, note)
    try:
        yield lambda: bool(asked)
    finally:
        signal.signal(signal.SIGINT, before)
