"""How far a run has come: a small file beside OUT by which the same run is known again and gone on with."""

from __future__ import annotations

from pathlib import Path

import msgspec

from dragoman.exports.inputs import InputFile
from dragoman.record.types import Reader


class OutputTakenError(RuntimeError):
    """OUT holds something else than this run began; the message says what and what to do."""


class Options(msgspec.Struct, frozen=True):
    """What else the records depend on."""

    min_confidence: float = 0.0


class State(msgspec.Struct, frozen=True, kw_only=True):
    """What a run is (inputs, reader, options) and how far it has come.

    `read` counts the documents that were read, refused ones among them; `size` is the length in bytes of what stands
    for good in OUT, where that is one file that grows.
    """

    inputs: tuple[InputFile, ...]
    reader: Reader
    options: Options
    read: int = 0
    refused: int = 0
    size: int = 0
    finished: bool = False

    @property
    def records(self) -> int:
        """How many records were written."""
        return self.read - self.refused


def state_path(out: Path) -> Path:
    """Return the place of the state of an OUT: `OUT.state.json` beside it."""
    return out.with_name(out.name + ".state.json")


def write_state(out: Path, state: State) -> None:
    """Write the state whole or not at all."""
    path = state_path(out)
    beginning = path.with_name(path.name + ".part")
    beginning.write_bytes(msgspec.json.format(msgspec.json.encode(state)) + b"\n")
    beginning.replace(path)


def read_state(out: Path) -> State | None:
    """Return the state of an OUT, or None when there is none that can be understood."""
    try:
        return msgspec.json.decode(state_path(out).read_bytes(), type=State)
    except (OSError, msgspec.DecodeError):
        return None


def going_on(out: Path, fresh: State, *, exists: bool) -> State:
    """Return the state from which this run goes on: that of OUT when it is the same run, else the fresh one.

    Raises OutputTakenError when `exists` and OUT is anything else.
    """
    if not exists:
        return fresh
    begun = read_state(out)
    if begun is None:
        raise OutputTakenError(_taken(out, "exists and was not begun by this command"))
    for name, what in (("inputs", "another input"), ("reader", "another reader"), ("options", "other options")):
        if getattr(begun, name) != getattr(fresh, name):
            raise OutputTakenError(_taken(out, f"was begun with {what}"))
    return begun


def changed(out: Path) -> OutputTakenError:
    """Return the error for an OUT that is not as its run left it."""
    return OutputTakenError(_taken(out, "was changed since it was written"))


def _taken(out: Path, why: str) -> str:
    return f"{out}: {why}, and is left alone; give another OUT, or --overwrite to write it anew"
