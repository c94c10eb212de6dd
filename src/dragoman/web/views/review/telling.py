"""Readings and decisions in words: the machine's beside a reviewer's, what was decided and what has changed since."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from dragoman.pages import words
from dragoman.pages.dossier.facts import Telling, fact, shelved
from dragoman.pages.dossier.view import Fact
from dragoman.pages.quoting import clean
from dragoman.relations.values import Kind, Stated
from dragoman.review.values import Decision, Subject
from dragoman.store.loading import TYPES
from dragoman.web.views.review.fields import Part, parts_of
from dragoman.web.views.review.naming import Naming
from dragoman.web.views.review.wording import ABSENT, label, value

MACHINE = ("quad", "score", "cameo", "basis", "confidence")  # what follows, or is the machine's own; shown, not asked


DOUBTS = ((2 / 3, "Much in doubt"), (1 / 3, "In some doubt"), (0.0, "In little doubt"))  # from what doubt on


class Row(msgspec.Struct, frozen=True):
    """A field in words: as it was read, and as a reviewer has it (None where nobody has corrected it)."""

    label: str
    read: str
    corrected: str | None = None

    @property
    def differs(self) -> bool:
        """Whether the reviewer has another value."""
        return self.corrected is not None and self.corrected != self.read


class Told(msgspec.Struct, frozen=True):
    """A decision in words; `rows` are the fields of a correction beside those that were read, `changed` what since."""

    number: int
    who: str
    when: str
    verdict: str
    note: str
    quote: str
    rows: tuple[Row, ...] = ()
    changed: str = ""


class Speech(msgspec.Struct, frozen=True):
    """What is needed to put codes into words: names, and the persons of the document by id."""

    naming: Naming
    persons: Mapping[str, str]


def headline(subject: Subject, names: words.Names) -> Fact:
    """Return a fact in words as every page has it, without its quote."""
    version = subject.source.version
    stated = Stated(subject.id, version, subject.item)
    return msgspec.structs.replace(fact(stated, Telling(names, shelved((version,), names))), quotes=())


def rows_of(item: Any, speech: Speech, other: Any | None = None) -> tuple[Row, ...]:
    """Return the fields of a fact in words, beside those of another one."""
    own, others = _fields(item, speech), _fields(other, speech) if other is not None else None
    return tuple(Row(name, told, others.get(name, "") if others is not None else None) for name, told in own.items())


def told(one: Decision, user: str, speech: Speech, subject: Subject | None = None) -> Told:
    """Return a decision in words; with `subject` also what has changed since."""
    item, read = item_of(one.kind, one.human), item_of(one.kind, one.machine)
    shown = item or read
    verdict = value(one.verdict) + (", as an admin, which settles it" if one.role == "adjudicated" else "")
    return Told(
        number=one.number, who="you" if one.by == user else clean(one.by), when=when(one), verdict=verdict,
        note=clean(one.note or ""), quote=clean(shown.evidence.exact) if shown else "",
        rows=rows_of(read, speech, item) if item is not None and read is not None else (),
        changed=changed_since(one, subject) if subject else "",
    )  # fmt: skip


def when(one: Decision) -> str:
    """Return the time of a decision in words."""
    return f"{words.day(one.at)} UTC"


def doubtful(doubt: float) -> str:
    """Return a doubt from 0 to 1 in words."""
    return next(words for least, words in DOUBTS if doubt >= least)


def item_of(kind: Kind, written: str | None) -> Any | None:
    """Return an item out of its JSON, None for none."""
    return msgspec.json.decode(written, type=TYPES[kind]) if written else None


def changed_since(one: Decision, subject: Subject) -> str:
    """Return what is other than it was when a fact was decided: its text, the codebook, the reading."""
    version, reader = subject.source.version, subject.source.reader
    found = [
        (one.sha256 != version.sha256, f"the text (version {one.version} then, {version.number} now)"),
        (one.reader.codebook != reader.codebook, f"the codebook ({one.reader.codebook} then, {reader.codebook} now)"),
        (one.machine != subject.machine, "what the machine reads there"),
    ]
    return words.listed([what for other, what in found if other])


def _fields(item: msgspec.Struct, speech: Speech) -> dict[str, str]:
    shape, given = type(item).__name__, msgspec.to_builtins(item)
    told = dict(_put_into_words(given, parts_of(type(item)), speech))
    told |= {label(shape, name): _of_machine(name, given[name]) for name in MACHINE if name in given}
    return told | {label(shape, "evidence"): clean(given["evidence"]["exact"])}


def _put_into_words(given: Mapping[str, Any], parts: Iterable[Part], speech: Speech) -> Iterable[tuple[str, str]]:
    for part in parts:
        name, found = label(part.shape, part.name), given.get(part.name)
        if part.meaning == "parts" and not part.many:
            yield from _put_into_words(found or {}, part.parts, speech)
        elif part.meaning == "parts":
            yield name, "; ".join(_row(one, part.parts, speech) for one in found or ())
        elif part.many:
            yield name, "; ".join(_shown(part, one, speech) for one in found or ())
        else:
            yield name, ABSENT.get(part.name, "") if found is None else _shown(part, found, speech)


def _row(given: Mapping[str, Any], parts: Iterable[Part], speech: Speech) -> str:
    return ", ".join(told for _, told in _put_into_words(given, parts, speech) if told)


def _shown(part: Part, found: Any, speech: Speech) -> str:
    match part.meaning:
        case "country":
            return clean(speech.naming.country(found))
        case "person" | "speaker":
            return clean(speech.persons.get(found, found))
        case "day":
            return words.day(found)
        case "choice" | "mode" | "context":
            return value(str(found))
    return clean(str(found))


def _of_machine(name: str, found: Any) -> str:
    match name:
        case "quad":
            return words.QUAD[found]
        case "confidence" | "score":
            return f"{found:g}"
        case "basis":
            return value(found)
    return str(found or "")
