"""The markup of examples: `[span|LABEL]` for a span and what it stands for, `{word}` for a trigger."""

from __future__ import annotations

import msgspec

CLOSES = {"]": "[", "}": "{"}


class MarkupError(ValueError):
    """An example whose markup is wrong; the message names the fault and its column (1-based)."""


class MarkedSpan(msgspec.Struct, frozen=True):
    """A marked span of the bare text: its label is a code ("SRB GOV") or a role ("actor")."""

    start: int
    end: int
    text: str
    label: str


class Example(msgspec.Struct, frozen=True):
    """An example without its markup, and what was marked in it: spans and triggers, in the order of the text."""

    text: str
    spans: tuple[MarkedSpan, ...]
    triggers: tuple[tuple[int, int], ...]


class _Open(msgspec.Struct):
    """A bracket that is not closed yet: its sign, its column, where its text begins and where its label does."""

    sign: str
    column: int
    start: int
    label_at: int | None = None


def parse_example(marked: str) -> Example:
    """Return the bare text and the marks of an example; marks may nest, a backslash takes a sign as it is.

    Raises MarkupError: an unclosed or unopened bracket, a span without a label, an empty span or trigger.
    """
    text: list[str] = []
    spans: list[MarkedSpan] = []
    triggers: list[tuple[int, int]] = []
    open_: list[_Open] = []
    for column, sign in _signs(marked):
        if sign in ("[", "{"):
            open_.append(_Open(sign, column, len(text)))
        elif sign == "|" and open_ and open_[-1].sign == "[" and open_[-1].label_at is None:
            open_[-1].label_at = len(text)
        elif sign in CLOSES:
            mark = _closed(sign, column, open_)
            if mark.sign == "[":
                spans.append(_span(mark, text))
            else:
                triggers.append(_trigger(mark, len(text)))
        else:
            text.append(sign[-1])
    if open_:
        raise MarkupError(f"the {open_[-1].sign} at column {open_[-1].column} is not closed")
    return Example("".join(text), tuple(sorted(spans, key=lambda s: (s.start, -s.end))), tuple(sorted(triggers)))


def _signs(marked: str) -> list[tuple[int, str]]:
    """Return each sign with its column; a backslash and the sign that it takes as it is are one."""
    signs = []
    at = 0
    while at < len(marked):
        width = 2 if marked[at] == "\\" and at + 1 < len(marked) else 1
        signs.append((at + 1, marked[at : at + width]))
        at += width
    return signs


def _closed(sign: str, column: int, open_: list[_Open]) -> _Open:
    if not open_ or open_[-1].sign != CLOSES[sign]:
        raise MarkupError(f"the {sign} at column {column} closes nothing")
    return open_.pop()


def _span(mark: _Open, text: list[str]) -> MarkedSpan:
    """Take the label off the end of the text so far."""
    if mark.label_at is None:
        raise MarkupError(f"the [ at column {mark.column} has no label; write [span|LABEL]")
    label = "".join(text[mark.label_at :]).strip()
    del text[mark.label_at :]
    words = "".join(text[mark.start :])
    if not label or not words.strip():
        raise MarkupError(f"the [ at column {mark.column} has an empty {'span' if label else 'label'}")
    return MarkedSpan(mark.start, mark.label_at, words, label)


def _trigger(mark: _Open, end: int) -> tuple[int, int]:
    if end == mark.start:
        raise MarkupError(f"the {{ at column {mark.column} is empty")
    return mark.start, end
