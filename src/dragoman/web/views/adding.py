"""Documents added from a page: the form, what was read before it is kept, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

import msgspec
from starlette.datastructures import FormData, UploadFile

from dragoman.pages import words
from dragoman.pages.quoting import clean
from dragoman.relations.values import TextPolicy
from dragoman.source.open import ENDINGS
from dragoman.source.rows import Defaults, fault_of
from dragoman.store.documents import has_version, policies, read_document_from
from dragoman.store.files import snapshot_path
from dragoman.web import links
from dragoman.web.adding.jobs import MOST_DOCUMENTS, MOST_FILES, Given, Job, given_file
from dragoman.web.asking import Asked, code_of
from dragoman.web.faults import Fault, missing, wrong
from dragoman.web.sheets import Sheet
from dragoman.web.snapshots import stamp_of
from dragoman.web.view import Moved, View
from dragoman.web.views.document.page import record_form, sheets_of, title_of, told

FIELDS = ("title", "publisher", "country", "published", "url", "text", "policy")
POLICIES: dict[TextPolicy, str] = {
    "full": "the whole text",
    "quote": "only the words of each fact",
    "offsets": "no words, only where each fact stands",
}
PASTED = ("Pasted text", ".jsonl")
DOING = {
    "waiting": "Waiting until other documents are done",
    "loading": "Getting ready",
    "reading": "Reading",
    "adding": "Putting into the record",
    "joining": "Joining with what the record holds",
}
SHOWING = "Kept. Making the pages that show it"
COLUMNS = ("number", "document", "publisher", "published", "facts", "silences", "refusal")


def show(asked: Asked) -> View:
    """Return the form in which documents are given."""
    return _form(asked, {"policy": "full"})


def begin(asked: Asked) -> View:
    """Take documents to be read; what cannot be is told above the form. Raises Moved, Fault."""
    form = asked.posted or FormData()
    values = {name: str(form.get(name) or "").strip() for name in FIELDS}
    try:
        given = [*_pasted(values), *_uploaded(form)]
        if not given:
            raise Fault(400, "nothing-given", "There is nothing to read.", "Paste a text or choose a file.")
        policy, defaults = _policy(values["policy"]), _defaults(values, asked)
        if len(given) > 1:  # what names one document names no other
            defaults = msgspec.structs.replace(defaults, title=None, url=None)
        job = asked.adding.begin(asked.user.account, given, defaults, policies(asked.held.connection), policy)
    except Fault as fault:
        return _form(asked, values, fault)
    raise Moved(links.adding(job.id))


def look(asked: Asked) -> View:
    """Return how far documents are, what was read in them, or what became of them; raises Fault."""
    job = asked.adding.of(asked.user.account, asked.path["id"])
    if job.state == "read" and len(job.looks) == 1 and not job.looks[0].refusal:
        return _reading(asked, job, 1)
    return _job(job, _is_shown(asked, job))


def look_at_one(asked: Asked) -> View:
    """Return one of several documents as it was read; raises Fault."""
    job = asked.adding.of(asked.user.account, asked.path["id"])
    return _reading(asked, job, int(asked.path["number"]))


def decide(asked: Asked) -> View:
    """Keep or discard documents that were read; raises Moved, Fault."""
    form, name, user = asked.posted or FormData(), asked.path["id"], asked.user.account
    match form.get("decision"):
        case "keep":
            chosen = [str(number) for number in form.getlist("chosen")]
            asked.adding.keep(user, name, [int(n) for n in chosen if n.isascii() and n.isdecimal() and len(n) < 10])
            raise Moved(links.adding(name))
        case "discard":
            asked.adding.discard(user, name)
            raise Moved("/add")
        case other:
            raise wrong("decision", str(other or ""), "Decide to keep or to discard.")


def _form(asked: Asked, values: Mapping[str, str], fault: Fault | None = None) -> View:
    jobs = asked.adding.all_of(asked.user.account)
    content = {
        "values": {name: values.get(name, "") for name in FIELDS},
        "fault": fault.told if fault else None,
        "jobs": [(clean(job.name), links.adding(job.id), _standing(job)) for job in jobs],
        "policies": POLICIES,
        "endings": ENDINGS,
        "most": (asked.settings.most_bytes // 1024 // 1024, MOST_FILES, MOST_DOCUMENTS),
    }
    data = {"error": fault.told if fault else None, "jobs": [_data(job) for job in jobs]}
    status = fault.told.status if fault else 200
    return View("add.html", "Add documents", content, data, lambda: (_jobs_sheet(jobs),), status)


def _defaults(values: Mapping[str, str], asked: Asked) -> Defaults:
    given = {name: values[name] or None for name in ("title", "publisher", "published", "url")}
    defaults = Defaults(publisher_country=code_of(values["country"], "country", asked.known.written), **given)
    if problem := fault_of(defaults):
        raise Fault(400, "bad-value", clean(problem.replace("`", "")) + ".", "Correct it and send the form again.")
    return defaults


def _policy(given: str) -> TextPolicy:
    found = next((policy for policy in get_args(TextPolicy) if policy == given), None)
    if found is None:
        raise wrong("policy", given, f"Policies are {', '.join(POLICIES)}.")
    return found  # type: ignore[no-any-return] # one of TextPolicy


def _pasted(values: Mapping[str, str]) -> list[Given]:
    """Return a pasted text as a file of one row; what else is known of it are the defaults."""
    text = values["text"].replace("\r\n", "\n")
    return [Given(*PASTED, msgspec.json.encode({"text": text}))] if text else []


def _uploaded(form: FormData) -> list[Given]:
    files = [one for one in form.getlist("files") if isinstance(one, UploadFile) and one.filename]
    if len(files) > MOST_FILES:
        raise Fault(400, "too-many", "Those are too many files.", f"Choose at most {MOST_FILES} at once.")
    return [given_file(one.filename or "", one.file.read()) for one in files]


def _is_shown(asked: Asked, job: Job) -> bool:
    """Tell whether the pages show what was kept: they do when they have been made of the newest snapshot."""
    if not job.put or asked.snapshot.stamp == stamp_of(snapshot_path(asked.settings.record)):
        return True
    return all(has_version(asked.held.connection, one.document, one.version) for one in job.put)


def _job(job: Job, is_shown: bool) -> View:
    readable = [(number, one) for number, one in enumerate(job.looks, start=1) if not one.refusal]
    data = _data(job)
    if not is_shown:
        data |= {"doing": SHOWING, "done": 0, "of": 0, "running": True}
    content = {
        "job": job,
        "name": clean(job.name),
        "doing": data["doing"],
        "under_way": data["running"],
        "is_shown": is_shown,
        "standing": _standing(job),
        "readable": [(number, clean(one.name), _of(one.publisher, one.published), one) for number, one in readable],
        "refused": [(clean(one.name), clean(one.refusal)) for one in job.looks if one.refusal],
        "put": [(one, links.document(one.document, one.version)) for one in job.put],
    }
    return View(
        "adding.html", "Documents to be added", content, data, lambda: (Sheet("documents", COLUMNS, _looks(job)),)
    )


def _of(publisher: str | None, published: str | None) -> str:
    return " · ".join([clean(publisher or "") or "publisher not known", words.day(published) or "date unknown"])


def _reading(asked: Asked, job: Job, number: int) -> View:
    if not 1 <= number <= len(job.looks):
        raise missing("document to be added", str(number))
    spooled = asked.adding.spooled(asked.user.account, job.id, number)
    document = read_document_from(spooled.reading, spooled.policy)
    content = {
        "document": told(document, asked.known), "job": job, "number": number, "alone": len(job.looks) == 1,
    }  # fmt: skip
    data = {**record_form(document), "job": _data(job)}
    return View("look.html", title_of(document.version), content, data, lambda: sheets_of(document, asked.known))


def _standing(job: Job) -> str:
    match job.state:
        case "read":
            readable = sum(not one.refusal for one in job.looks)
            return f"{readable:,} read, to be kept or discarded" if readable else "nothing of it could be read"
        case "kept":
            return "kept"
        case "failed":
            return "could not be read"
    return DOING[job.progress.doing].lower()


def _data(job: Job) -> dict[str, Any]:
    return {
        "id": job.id, "state": job.state, "doing": DOING[job.progress.doing], "done": job.progress.done,
        "of": job.progress.of, "running": job.is_running, "problem": job.problem, "note": job.note, "known": job.known,
        "documents": [dict(zip(COLUMNS, row, strict=True)) for row in _looks(job)],
        "kept": [{"document": one.document, "version": one.version, "facts": one.facts} for one in job.put],
    }  # fmt: skip


def _looks(job: Job) -> list[tuple[Any, ...]]:
    return [
        (number, one.name, one.publisher, one.published, one.facts, one.silences, one.refusal)
        for number, one in enumerate(job.looks, start=1)
    ]


def _jobs_sheet(jobs: list[Job]) -> Sheet:
    return Sheet("adding", ("id", "name", "state"), [(job.id, job.name, job.state) for job in jobs])
