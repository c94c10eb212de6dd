"""Work spread over processes, its results in the order of the items and no more of them held than needed."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import islice
from multiprocessing.connection import wait
from typing import Any, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
WAITING = 3  # items under way for each worker: enough that none waits, few enough that memory stays small

_work: Callable[[Any], Any]  # what a worker process does with an item; set once when the process begins


class WorkerLostError(RuntimeError):
    """A worker process ended before its work was done, most often because memory ran out."""


def in_order(
    items: Iterable[Item], open_work: Callable[[], Callable[[Item], Result]], workers: int
) -> Generator[Result, None, None]:
    """Yield the result of every item, in order; `open_work` is called once in each process that works.

    With one worker everything runs in this process. With more, `open_work` and the items must be picklable, and of
    the items only a few for each worker are taken ahead. Raises WorkerLostError.
    """
    if workers == 1:
        yield from map(open_work(), items)
        return
    pool = ProcessPoolExecutor(
        workers, mp_context=multiprocessing.get_context("spawn"), initializer=_begin, initargs=(open_work,)
    )
    try:
        yield from _spread(iter(items), pool, workers * WAITING)
    except BrokenProcessPool:
        raise WorkerLostError("a worker process ended before its work was done") from None
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def chunked(items: Iterable[Item], size: int) -> Iterator[tuple[Item, ...]]:
    """Yield the items in tuples of `size`, the last one shorter."""
    rest = iter(items)
    while chunk := tuple(islice(rest, size)):
        yield chunk


def _spread(items: Iterator[Item], pool: ProcessPoolExecutor, ahead: int) -> Iterator[Any]:
    under_way: deque[Future[Any]] = deque()
    for item in items:
        with _interrupts_held():
            under_way.append(pool.submit(_do, item))
        if len(under_way) >= ahead:
            yield under_way.popleft().result()
    while under_way:
        yield under_way.popleft().result()


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Hold Ctrl-C back while processes are begun, which inherit that: only this process answers to it."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin(open_work: Callable[[], Callable[[Any], Any]]) -> None:
    global _work  # noqa: PLW0603 - a worker process has no other place for what it loaded
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _work = open_work()


def _end_with_parent() -> None:
    """End this worker when the process that began it is gone, however that ended."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _do(item: Any) -> Any:
    return _work(item)
