"""One fact to decide: its words in the text, what was read, and what a reviewer says of it."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Sequence
from typing import Any

import msgspec
from starlette.datastructures import FormData

from dragoman.review import ledger
from dragoman.review.history import last_of, of_fact
from dragoman.review.items import corrected, rules_of
from dragoman.review.standing import standing_of
from dragoman.review.subjects import is_present, subject_of
from dragoman.review.values import Decision, ReviewError, Role, Standing, Subject, Verdict
from dragoman.web.asking import Asked
from dragoman.web.faults import missing, wrong
from dragoman.web.view import Moved, View
from dragoman.web.views.review.decisions import done_of, sheet_of, shown_to
from dragoman.web.views.review.defined import defined
from dragoman.web.views.review.forms import Form, faulted, filled, sent, span_of, where_of, written
from dragoman.web.views.review.naming import naming_of
from dragoman.web.views.review.passage import passage_of
from dragoman.web.views.review.telling import Speech, doubtful, headline, item_of, rows_of, told
from dragoman.web.views.review.turns import Turn, address_of, doubt_of, left, next_address, turn_of
from dragoman.web.views.review.wording import ONE

DECIDING = threading.Lock()  # so that nothing is decided between the look at what holds and the decision
PLAIN: dict[str, Verdict] = {"accept": "accepted", "reject": "rejected"}
NOT_KEPT = "The text of this document is not kept: the fact can be accepted or rejected, and not corrected."


class Task(msgspec.Struct, frozen=True):
    """A fact that is to be decided: the queue that it came from, and what was decided of it.

    `ground` is what its form starts from: the reviewer's own correction, else what was read.
    """

    subject: Subject
    turn: Turn
    standing: Standing
    ground: Any
    state: str


def show(asked: Asked) -> View:
    """Return the page on which a fact is decided; raises Fault."""
    task = _task(asked)
    return _page(asked, task, filled(task.subject.ref.kind, task.ground, _where(asked, task)))


def act(asked: Asked) -> View:
    """Keep what a reviewer says of a fact and go to the next one, or show what is wrong with it; raises Fault."""
    assert asked.posted is not None
    posted = asked.posted
    if posted.get("do") == "undo":  # also from the page of a fact that is there no more
        return _undo(asked, posted)
    task = _task(asked)
    match str(posted.get("do") or ""):
        case "skip":
            ledger.skip(asked.settings.record, task.subject.ref, asked.user.name)
            raise Moved(next_address(task.turn))
        case "accept" | "reject" as given:
            return _decide(asked, task, posted, PLAIN[given], None)
        case "correct":
            return _correct(asked, task, posted)
        case given if given.startswith("more:"):
            return _page(asked, task, written(posted, task.subject.ref.kind, _where(asked, task)))
        case given:
            raise wrong("do", given, "Use the buttons of the page.")


def _task(asked: Asked) -> Task:
    try:
        subject = subject_of(asked.held.connection, asked.settings.record, asked.path["id"])
    except ReviewError:
        raise missing("fact that can be reviewed", asked.path["id"]) from None
    turn = turn_of(asked)
    standing = standing_of(asked.settings.record, subject, asked.user.name, admin=_sees_all(asked, turn))
    own = [one for one in standing.current if one.by == asked.user.name]
    ground = next((item_of(one.kind, one.human) for one in reversed(own) if one.verdict == "corrected"), subject.item)
    return Task(subject, turn, standing, ground, _state(subject, standing))


def _sees_all(asked: Asked, turn: Turn) -> bool:
    """An admin sees what all decided, but not while they give a second reading, which is blind."""
    return asked.user.may("admin") and turn.mode != "second"


def _state(subject: Subject, standing: Standing) -> str:
    """Return a mark of all that a decision is based on: text, reading, and the decisions that were seen."""
    source = subject.source
    seen = (
        source.version.sha256, source.reader.codebook, subject.machine, msgspec.json.encode(subject.item),
        [one.number for one in standing.current],
    )  # fmt: skip
    return hashlib.sha256(msgspec.json.encode(seen)).hexdigest()[:16]


def _where(asked: Asked, task: Task) -> Any:
    return where_of(task.subject.source, asked.known.codebook)


def _correct(asked: Asked, task: Task, posted: FormData) -> View:
    got = sent(posted, task.subject.ref.kind, _where(asked, task), task.ground)
    if got.item is None:
        return _page(asked, task, got.form, status=422 if got.form.wrong else 200)
    try:
        human = corrected(task.subject, got.item, rules_of(asked.known.codebook))
    except ReviewError as error:
        return _page(asked, task, faulted(got.form, error), status=422)
    return _decide(asked, task, posted, "corrected", human)


def _decide(asked: Asked, task: Task, posted: FormData, verdict: Verdict, human: str | None) -> View:
    role: Role = "adjudicated" if posted.get("as") == "adjudicated" and asked.user.may("admin") else "review"
    record, note = asked.settings.record, str(posted.get("note") or "")
    form = written(posted, task.subject.ref.kind, _where(asked, task))
    with DECIDING:
        now = _task(asked)  # what holds when it is kept, not when the page was asked for
        if posted.get("state") != now.state:
            return _page(asked, now, _again(asked, now, form, human), conflict=True, status=409)
        try:
            made = ledger.decide(record, task.subject, verdict, asked.user.name, human=human, note=note, role=role)
        except ReviewError as error:
            return _page(asked, now, faulted(form, error), status=422)
    raise Moved(f"/review?done={made.number}" if role == "adjudicated" else next_address(task.turn, done=made.number))


def _again(asked: Asked, now: Task, form: Form, human: str | None) -> Form:
    """Return the form of a decision that came too late: a correction as it was typed, else filled anew."""
    if human is not None:
        return form
    fresh = filled(now.subject.ref.kind, now.ground, _where(asked, now))
    return msgspec.structs.replace(fresh, note=form.note)


def _undo(asked: Asked, posted: FormData) -> View:
    number = str(posted.get("number") or "")
    if not (number.isascii() and number.isdecimal() and len(number) < 12):
        raise wrong("number", number, "Take back one of your decisions by its button.")
    record, admin, turn = asked.settings.record, asked.user.may("admin"), turn_of(asked)
    try:
        undone = ledger.undo(record, int(number), asked.user.name, note=str(posted.get("note") or ""), admin=admin)
    except ReviewError as error:
        task = _task(asked)
        form = filled(task.subject.ref.kind, task.ground, _where(asked, task))
        return _page(asked, task, msgspec.structs.replace(form, fault=_told(error)), status=409)
    if is_present(asked.held.connection, record, undone.ref.id):
        raise Moved(address_of(undone.ref.id, turn, str(undone.number)))
    raise Moved(next_address(turn, done=undone.number))


def _told(error: ReviewError) -> str:
    what = str(error).partition(": ")[2] or str(error)
    return f"{what[:1].upper()}{what[1:]}."


def _page(asked: Asked, task: Task, form: Form, *, conflict: bool = False, status: int = 200) -> View:
    subject, names = task.subject, asked.known.shown
    source, speech = subject.source, Speech(naming_of(asked.known.codebook), subject.source.persons)
    past = _past(asked, task)
    span = span_of(subject.item)
    doubt = doubt_of(asked, subject) if subject.machine is not None else None
    text = (source.fields or {}).get(span.field)
    content = {
        "task": task, "kind": ONE[subject.ref.kind], "version": source.version, "headline": headline(subject, names),
        "passage": passage_of(text, span, subject.item.evidence.trigger) if text is not None else None,
        "not_kept": "" if source.fields is not None else NOT_KEPT, "form": form, "conflict": conflict,
        "doubt": doubt, "doubtful": doubtful(doubt.doubt) if doubt else "",
        "rows": rows_of(subject.item, speech, task.ground if task.ground is not subject.item else None),
        "current": [told(one, asked.user.name, speech) for one in task.standing.current],
        "stale": [told(one, asked.user.name, speech, subject) for one in task.standing.stale],
        "past": [told(one, asked.user.name, speech) for one in past], "retractable": _retractable(asked, past),
        "defined": defined(subject.ref.kind, subject.item, asked.known.codebook),
        "left": left(asked, task.turn, subject.ref.kind), "last": last_of(asked.settings.record, asked.user.name),
        "done": done_of(asked),
        "adjudicates": asked.query.get("as") == "adjudicated" or "as" in (asked.posted or {}),
    }  # fmt: skip
    data = {
        "fact": subject.id, "kind": subject.ref.kind, "document": source.version, "reader": source.reader,
        "read": subject.item if subject.machine is not None else None,
        "added": subject.item if subject.machine is None else None,
        "decisions": shown_to(asked.user, task.standing.current),
        "of_former_readings": shown_to(asked.user, task.standing.stale), "hidden": task.standing.hidden,
        "state": task.state, "wrong": {**form.wrong, **({"": form.fault} if form.fault else {})}, "conflict": conflict,
    }  # fmt: skip
    title = f"Review: {ONE[subject.ref.kind]}"
    return View("review_task.html", title, content, data, lambda: (sheet_of(asked.user, past),), status)


def _past(asked: Asked, task: Task) -> tuple[Decision, ...]:
    """Return what was decided of a fact, all of it; of others only when the user has decided it, or is an admin."""
    found = of_fact(asked.settings.record, task.subject.ref)
    if _sees_all(asked, task.turn) or any(one.by == asked.user.name for one in task.standing.current):
        return found
    return tuple(one for one in found if one.by == asked.user.name)


def _retractable(asked: Asked, past: Sequence[Decision]) -> frozenset[int]:
    """Return the numbers of the decisions that the user may take back."""
    undone = {one.undoes for one in past}
    mine = [one for one in past if one.by == asked.user.name or asked.user.may("admin")]
    return frozenset(
        one.number for one in mine if one.verdict not in ("undone", "forgotten") and one.number not in undone
    )
