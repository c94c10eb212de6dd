"""A fact that the machine missed: its words in a document, and what they say."""

from __future__ import annotations

import hashlib

import msgspec
from starlette.datastructures import FormData

from dragoman.pages.dossier.facts import shelved
from dragoman.pages.quoting import clean
from dragoman.relations.values import Kind
from dragoman.review import ledger
from dragoman.review.history import last_of
from dragoman.review.items import added, rules_of
from dragoman.review.standing import additions
from dragoman.review.subjects import source_of
from dragoman.review.values import KINDS, Decision, ReviewError, Source
from dragoman.web import links
from dragoman.web.asking import Asked
from dragoman.web.faults import Fault, missing, wrong
from dragoman.web.sheets import Sheet
from dragoman.web.view import Moved, View
from dragoman.web.views.review.decisions import done_of, sheet_of, shown_to
from dragoman.web.views.review.defined import defined
from dragoman.web.views.review.forms import Form, faulted, filled, sent, where_of, written
from dragoman.web.views.review.passage import whole
from dragoman.web.views.review.task import DECIDING
from dragoman.web.views.review.telling import item_of
from dragoman.web.views.review.typed import QUOTE, Span
from dragoman.web.views.review.wording import MEANT, ONE

FIELDS = ("", "title", "summary")


def show(asked: Asked) -> View:
    """Return the page on which a fact is added to a document; raises Fault."""
    source = _source(asked)
    if source is None:
        content = {"done": None, "last": last_of(asked.settings.record, asked.user.name)}
        return View("review_add_where.html", "Add a missed fact", content, {}, lambda: (Sheet("facts", ("fact",), []),))
    kind, where = _kind(asked), where_of(source, asked.known.codebook)
    return _page(asked, source, kind, filled(kind, None, where, _given_span(asked, source)) if kind else None)


def act(asked: Asked) -> View:
    """Keep a fact that a reviewer adds, or show what is wrong with it; raises Fault."""
    assert asked.posted is not None
    source, kind, given = _source(asked), _kind(asked), str(asked.posted.get("do") or "")
    if source is None or kind is None:
        raise wrong("kind", "", "Choose a document and what kind of fact it is.")
    where = where_of(source, asked.known.codebook)
    if given.startswith("more:"):
        return _page(asked, source, kind, written(asked.posted, kind, where))
    got = sent(asked.posted, kind, where, None)
    if got.item is None:
        return _page(asked, source, kind, got.form, status=422 if got.form.wrong else 200)
    try:
        human = added(source, kind, got.item, rules_of(asked.known.codebook))
    except ReviewError as error:
        return _page(asked, source, kind, faulted(got.form, error), status=422)
    return _add(asked, source, kind, human, got.form, asked.posted)


def _add(asked: Asked, source: Source, kind: Kind, human: str, form: Form, posted: FormData) -> View:
    record, by = asked.settings.record, asked.user.name
    with DECIDING:
        if posted.get("state") != _state(source):
            return _page(asked, source, kind, form, conflict=True, status=409)
        if any(_same(one, kind, human, by) for one in additions(record, source.version.document)):
            return _page(
                asked, source, kind, msgspec.structs.replace(form, fault="You added this already."), status=409
            )
        try:
            made = ledger.add(record, source, kind, human, by, note=form.note)
        except ReviewError as error:
            return _page(asked, source, kind, faulted(form, error), status=422)
    raise Moved(f"{links.missed(source.version.document, kind)}&done={made.number}")


def _source(asked: Asked) -> Source | None:
    name, version = asked.query.get("document"), asked.number("version", 0, 0)
    if not name:
        return None
    try:
        source = source_of(asked.held.connection, asked.settings.record, name)
    except ReviewError:
        raise missing("document", name) from None
    if version and version != source.version.number:
        advice = f"Add it to version {source.version.number}, which is the present one."
        raise Fault(409, "former-version", f"Version {version} is not the present text of {name}.", advice)
    if source.fields is None:
        raise Fault(409, "no-text", f"The text of {name} is not kept.", "Facts are added to documents whose text is.")
    return source


def _kind(asked: Asked) -> Kind | None:
    given = asked.query.get("kind") or ""
    if given and given not in KINDS:
        raise wrong("kind", given, f"Kinds are {', '.join(KINDS)}.")
    return next((kind for kind in KINDS if kind == given), None)


def _given_span(asked: Asked, source: Source) -> Span | None:
    field, start, end = asked.query.get("field") or "", asked.number("start", 0, 0), asked.number("end", 0, 0)
    text = (source.fields or {}).get(field, "")
    return Span(field, start, end) if field in FIELDS and start < end <= len(text) else None


def _state(source: Source) -> str:
    told = (source.version.sha256, source.reader.codebook)
    return hashlib.sha256(msgspec.json.encode(told)).hexdigest()[:16]


def _same(one: Decision, kind: Kind, human: str, by: str) -> bool:
    if (one.kind, one.by) != (kind, by) or not one.human:
        return False
    former, now = msgspec.json.decode(one.human), msgspec.json.decode(human)
    return {**former, "id": ""} == {**now, "id": ""}


def _page(
    asked: Asked, source: Source, kind: Kind | None, form: Form | None, *, conflict: bool = False, status: int = 200
) -> View:
    record, fields = asked.settings.record, source.fields or {}
    shown = _shown_span(form)
    own = [one for one in additions(record, source.version.document) if one.by == asked.user.name]
    content = {
        "version": source.version, "kind": kind, "kinds": KINDS, "one": ONE, "meant": MEANT, "form": form,
        "source": next(iter(shelved((source.version,), asked.known.shown).values())),
        "passages": [whole(fields[name], Span(name, *(shown.start, shown.end) if name == shown.field else (0, 0)))
                     for name in ("title", "summary", "") if fields.get(name)],
        "defined": defined(kind, None, asked.known.codebook) if kind else None, "state": _state(source),
        "conflict": conflict, "own": [(one.ref.id, ONE[one.kind], _quote(one)) for one in own],
        "last": last_of(record, asked.user.name),
        "done": done_of(asked),
    }  # fmt: skip
    wrongs = {**form.wrong, **({"": form.fault} if form.fault else {})} if form else {}
    data = {
        "document": source.version,
        "kind": kind,
        "added": shown_to(asked.user, own),
        "wrong": wrongs,
        "state": _state(source),
    }
    return View("review_add.html", "Add a missed fact", content, data, lambda: (sheet_of(asked.user, own),), status)


def _shown_span(form: Form | None) -> Span:
    """Return the words of a form, none where it has none yet."""
    texts = {name: form.texts(f"{QUOTE}.{name}")[0] for name in ("field", "start", "end")} if form else {}
    numbers = [int(text) for text in (texts.get("start", ""), texts.get("end", "")) if text.isdecimal()]
    return Span(texts["field"], *numbers) if len(numbers) == 2 else Span("", 0, 0)


def _quote(one: Decision) -> str:
    item = item_of(one.kind, one.human)
    return clean(item.evidence.exact) if item is not None else ""
