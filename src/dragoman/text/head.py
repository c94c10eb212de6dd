"""The head of a release: title, date line and dateline, lifted out of the body wherever they stand in it."""

from __future__ import annotations

import difflib
import re
import unicodedata

import msgspec

from dragoman.source.document import PublishedBasis
from dragoman.text.dates import DateLine, date_line, day_of
from dragoman.text.kinds import is_boilerplate, is_sentence_like, is_title_like
from dragoman.text.layout import Layout

SAME_TITLE = 0.92  # similarity at which a line repeats the title with a slip of the pen
LONGEST_DATELINE = 120


class Head(msgspec.Struct, frozen=True):
    """What was known or lifted: title, published day with its basis, place of the dateline."""

    title: str | None = None
    published: str | None = None
    basis: PublishedBasis = "unknown"
    place: str | None = None


class Dateline(msgspec.Struct, frozen=True):
    """A dateline before the first sentence: it ends at `end`; the day is None without a year."""

    end: int
    place: str
    day: str | None


def lift_head(paragraphs: list[str], known: Head, layout: Layout) -> tuple[Head, list[str]]:
    """Return the head and the paragraphs that stay; what is known already is kept, never overruled.

    Nothing is lifted that would leave the body without words.
    """
    head, body = known, list(paragraphs)
    for lift in (_lift_repeated_title, _lift_outer_dates, _lift_inner_date, _lift_first_line, _lift_repeated_title):
        found, rest = lift(body, head, layout)
        if any(not is_boilerplate(p, layout) for p in rest):
            head, body = found, rest
    return head, body


def dateline(paragraph: str, layout: Layout) -> Dateline | None:
    """Return the dateline at the start of a paragraph ("MOSCOW (AP) — "), or None.

    A place alone is a dateline only in capitals and if the codebook knows it; with a date or an agency any place is.
    """
    found = layout.dateline.match(paragraph[:LONGEST_DATELINE])
    if not found:
        return None
    place = found["place"].rstrip(",")
    if not (found["date"] or found["agency"]) and not (place.isupper() and place.casefold() in layout.places):
        return None
    date = layout.date.search(found["date"]) if found["date"] else None
    return Dateline(found.end(), place, day_of(date, layout) if date else None)


def _lift_repeated_title(body: list[str], head: Head, layout: Layout) -> tuple[Head, list[str]]:
    rest = list(body)
    while head.title and (first := _first_words(rest, layout)) is not None and _same(rest[first], head.title):
        del rest[first]
    return head, rest


def _lift_outer_dates(body: list[str], head: Head, layout: Layout) -> tuple[Head, list[str]]:
    """Lift date lines before the first sentence and after the last one, with a title beside the first of them."""
    lines = {i: line for i, p in enumerate(body) if (line := date_line(p, layout))}
    first = next((i for i, p in enumerate(body) if i not in lines and is_sentence_like(p, layout)), len(body))
    last = next((i for i in reversed(range(len(body))) if i not in lines and not is_boilerplate(body[i], layout)), -1)
    outer = [i for i in lines if i < first or i > last]
    if not outer:
        return head, body
    title = _title_beside(body, outer[0], layout) if head.title is None and outer[0] < first else None
    return _lifted(body, head, {i: lines[i] for i in outer}, title, layout)


def _lift_inner_date(body: list[str], head: Head, layout: Layout) -> tuple[Head, list[str]]:
    """Lift the one date line inside the body, where it is the release's own: beside its title, or its known day."""
    lines = {i: line for i, p in enumerate(body) if (line := date_line(p, layout))}
    if len(lines) != 1:
        return head, body
    ((at, line),) = lines.items()
    title = _title_beside(body, at, layout) if head.title is None else None
    known = line.day is not None and head.published in (None, line.day)
    if title is None and not (known and _stands_alone(body, at)):
        return head, body
    return _lifted(body, head, lines, title, layout)


def _lift_first_line(body: list[str], head: Head, layout: Layout) -> tuple[Head, list[str]]:
    first = _first_words(body, layout)
    if head.title is not None or first is None or not is_title_like(_unlabelled(body[first], layout), layout):
        return head, body
    if not any(is_sentence_like(p, layout) for p in body[first + 1 :]):
        return head, body
    return _lifted(body, head, {}, first, layout)


def _lifted(
    body: list[str], head: Head, lines: dict[int, DateLine], title: int | None, layout: Layout
) -> tuple[Head, list[str]]:
    """Return the head with what the lines at these indices say, and the body without them."""
    gone = {*lines, title}
    day = next((line.day for line in lines.values() if line.day), None)
    place = head.place or next((line.place for line in lines.values() if line.place), None)
    words = head.title if title is None else _unlabelled(body[title], layout)
    dated = head.published is None and day is not None
    found = Head(
        title=words,
        published=day if dated else head.published,
        basis="text" if dated else head.basis,
        place=place,
    )
    return found, [p for i, p in enumerate(body) if i not in gone]


def _title_beside(body: list[str], at: int, layout: Layout) -> int | None:
    """Return the index of the title directly before or after a date line."""
    for i in (at - 1, at + 1):
        if 0 <= i < len(body) and is_title_like(_unlabelled(body[i], layout), layout):
            return i
    return None


def _stands_alone(body: list[str], at: int) -> bool:
    """Return whether sentences surround a line, so that it heads no list or table."""
    return all(body[i][-1] in '.!?…"”' for i in (at - 1, at + 1) if 0 <= i < len(body))


def _first_words(body: list[str], layout: Layout) -> int | None:
    return next((i for i, p in enumerate(body) if not is_boilerplate(p, layout)), None)


def _unlabelled(line: str, layout: Layout) -> str:
    label = layout.title_label.match(line)
    return line[label.end() :] if label and label.end() < len(line) else line


def _same(line: str, title: str) -> bool:
    if abs(len(line) - len(title)) > 0.2 * len(title) + 4:
        return False
    a, b = _folded(line), _folded(title)
    if a == b and a:
        return True
    match = difflib.SequenceMatcher(None, a, b, autojunk=False)
    return len(b) >= 20 and match.quick_ratio() >= SAME_TITLE and match.ratio() >= SAME_TITLE


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text[:500]).casefold()
    return re.sub(r"[^\w]+", " ", "".join(c for c in plain if not unicodedata.combining(c))).strip()
