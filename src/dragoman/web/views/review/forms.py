"""The form in which a fact is corrected or added: what it is filled with, what was sent, what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from starlette.datastructures import FormData

from dragoman.codebook.load import Codebook
from dragoman.relations.values import Kind
from dragoman.review.values import ReviewError, Source
from dragoman.store.loading import TYPES
from dragoman.web.views.review import typed as typing
from dragoman.web.views.review.fields import FOLLOWS, Part, parts_of
from dragoman.web.views.review.naming import Naming, naming_of
from dragoman.web.views.review.proving import doubts_of
from dragoman.web.views.review.typed import QUOTE, Span, Typed, Where, longer, taken, typed_of, typed_span
from dragoman.web.views.review.wording import ABSENT, hint, label, value

LONGEST_TEXT = 5_000  # characters of one field
FAULT = re.compile(r"(?P<path>[\w.\[\]]+): (?P<what>.*)", re.DOTALL)
NOTHING: Mapping[str, Any] = {"attribution": {"layer": "issuer"}}  # what the form of a fact that is added starts from
OF_QUOTE = ("evidence", "words", "surroundings", "further words", "trigger")


class Choice(msgspec.Struct, frozen=True):
    """A value that may be chosen, in words; `group` is what it is a value of, where that matters."""

    value: str
    words: str
    group: str = ""


class Form(msgspec.Struct, frozen=True):
    """What a form shows: its fields, the texts in them, what is wrong by path, the field that has the focus.

    `fault` is wrong with no field of it, `doubts` are why its words may not prove the fact, and `sure` is what a form
    with the same words says to be kept all the same. `persons` are those of the document by id.
    """

    parts: tuple[Part, ...]
    typed: Typed
    naming: Naming
    persons: Mapping[str, str]
    wrong: Mapping[str, str] = {}
    fault: str = ""
    doubts: Sequence[str] = ()
    sure: str = ""
    note: str = ""
    focus: str = ""
    open: bool = False

    def texts(self, path: str) -> Sequence[str]:
        """Return the texts of a field, one empty one where nothing was filled in."""
        return self.typed.get(path) or ("",)

    def rows(self, path: str) -> int:
        """Return how many rows a field with fields of its own has."""
        return typing.rows(self.typed, path)

    def choices(self, part: Part) -> tuple[Choice, ...]:
        """Return what may be chosen for a field: the empty one first where that says something."""
        empty = Choice("", ABSENT.get(part.name, "not said" if part.optional or part.many else "choose one"))
        match part.meaning:
            case "choice":
                found = tuple(Choice(one, value(one)) for one in part.choices)
            case "sector":
                found = tuple(Choice(code, f"{code}: {means}") for code, means in self.naming.sectors.items())
            case "context":
                found = tuple(Choice(code, value(code)) for code in self.naming.contexts)
            case "type":
                found = tuple(Choice(code, code) for code in self.naming.modes)
            case "mode":
                found = tuple(Choice(m, value(m), code) for code, modes in self.naming.modes.items() for m in modes)
            case _:
                found = ()
        return (empty, *found)

    def label(self, part: Part) -> str:
        """Return what a field is called."""
        return label(part.shape, part.name)

    def hint(self, part: Part) -> str:
        """Return what helps to fill in a field."""
        return hint(part.shape, part.name)


class Sent(msgspec.Struct, frozen=True):
    """A form that was sent, and what it says (None where something is wrong or in doubt, which `form` then tells)."""

    form: Form
    item: Mapping[str, Any] | None


def where_of(source: Source, codebook: Codebook) -> Where:
    """Return what a form for facts of a document is read by."""
    return Where(naming_of(codebook), source.persons, source.fields or {})


def filled(kind: Kind, item: Any | None, where: Where, span: Span | None = None) -> Form:
    """Return the form of a kind, filled with a fact; with none it is empty but for the words `span`."""
    parts = parts_of(TYPES[kind])
    given = msgspec.to_builtins(item) if item is not None else NOTHING
    span = span_of(item) if item is not None else span
    texts = typed_of(given, parts, where) | typed_span(span, where.fields)
    return Form(parts, texts, where.naming, where.persons)


def span_of(item: Any) -> Span:
    """Return the words that a fact rests on."""
    return Span(item.evidence.field or "", item.evidence.start, item.evidence.end)


def sent(posted: FormData, kind: Kind, where: Where, former: Any | None) -> Sent:
    """Return what a form says: `former` is the fact that it corrects, None where it adds one."""
    form = written(posted, kind, where)
    got = taken(form.typed, form.parts, where, span_of(former) if former is not None else None)
    form = msgspec.structs.replace(form, wrong=got.wrong)
    if got.wrong or got.span is None:
        return Sent(form, None)
    item = {name: value for name, value in got.item.items() if value is not None or name not in FOLLOWS}
    sure = f"{got.span.field}:{got.span.start}-{got.span.end}"
    doubts = doubts_of(item, form.parts, got.span, where.fields, former)
    if doubts and posted.get("sure") != sure:
        told = {**form.typed, **typed_span(got.span, where.fields)}
        return Sent(msgspec.structs.replace(form, typed=told, doubts=doubts, sure=sure), None)
    return Sent(form, {**item, "evidence": _evidence(got.span, former)})


def written(posted: FormData, kind: Kind, where: Where) -> Form:
    """Return a form as it was sent, nothing of it lost; with one more row where that was asked for."""
    texts: dict[str, list[str]] = {}
    for path, text in posted.multi_items():
        texts.setdefault(path, []).append(str(text)[:LONGEST_TEXT])
    asked = str(posted.get("do") or "")
    focus = asked.removeprefix("more:") if asked.startswith("more:") else ""
    return Form(
        parts_of(TYPES[kind]), longer(texts, focus) if focus else texts, where.naming, where.persons,
        note=str(posted.get("note") or ""), focus=focus, open=True,
    )  # fmt: skip


def faulted(form: Form, error: ReviewError) -> Form:
    """Return a form with what the check of its fact found, told at its field."""
    found = FAULT.fullmatch(str(error))
    path = re.sub(r"\[(\d+)\]", r".\1", found["path"]) if found else ""
    if not found or path.split(".")[0] not in {*(part.name for part in form.parts), *OF_QUOTE}:
        return msgspec.structs.replace(form, fault=str(error).partition(": ")[2] or str(error))
    path = QUOTE if path.split(".")[0] in OF_QUOTE else path
    return msgspec.structs.replace(form, wrong={**form.wrong, path: found["what"]})


def _evidence(span: Span, former: Any | None) -> dict[str, Any]:
    """Return where the words stand, with the trigger and the further places of the former ones."""
    told: dict[str, Any] = {"field": span.field or None, "start": span.start, "end": span.end}
    if former is None:
        return told
    before = msgspec.to_builtins(former.evidence)
    same_field = (before.get("field") or None) == told["field"]
    return {**told, "trigger": before.get("trigger") if same_field else None, "also": before.get("also") or []}
