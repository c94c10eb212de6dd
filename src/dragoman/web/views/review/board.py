"""The desk of review: which queue, what is left of it, how far reviewers agree, whether the chain holds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from dragoman.pages import words
from dragoman.pages.quoting import clean, cut
from dragoman.relations.values import Kind
from dragoman.review.agreement import agreement, counted, disagreements, disputes
from dragoman.review.checking import checked
from dragoman.review.history import Reopened, last_of, reopened
from dragoman.review.ledger import decisions
from dragoman.review.subjects import is_present
from dragoman.review.values import KINDS, LEAST_UNITS, Agreement, Counted, Decision, Disagreement
from dragoman.web import links
from dragoman.web.asking import Asked
from dragoman.web.sheets import Sheet
from dragoman.web.view import View
from dragoman.web.views.review.decisions import done_of, sheet_of, shown_to
from dragoman.web.views.review.turns import left, turn_of
from dragoman.web.views.review.wording import ONE, value

MOST_SHOWN = 50  # disagreements
MOST_DOCUMENTS = 20  # in which readings that changed are looked for
RELIABLE, TENTATIVE = 0.8, 0.667  # Krippendorff (2004), Content Analysis, 2nd ed., p. 241


class Left(msgspec.Struct, frozen=True):
    """How many facts of a kind a reviewer has yet to decide in a queue."""

    kind: Kind
    facts: int


class Disputed(msgspec.Struct, frozen=True):
    """A fact of which reviewers say different things, in words."""

    link: str
    kind: str
    quote: str
    said: str
    adjudicated: str


class Again(msgspec.Struct, frozen=True):
    """A fact that is to be read again, in words."""

    link: str
    kind: str
    quote: str
    former: str


def show(asked: Asked) -> View:
    """Return the desk of a reviewer: what is left, what was done; raises Fault."""
    connection, record, user = asked.held.connection, asked.settings.record, asked.user
    turn, last = turn_of(asked), last_of(record, user.name)
    waits = tuple(Left(kind, left(asked, turn, kind)) for kind in turn.kinds)
    agreements, progress = agreement(record), [one for one in counted(record) if one.by == user.name]
    disputed = disputes(connection, record) if user.may("admin") else []
    shown = disagreements(record, disputed if asked.form == "json" else disputed[:MOST_SHOWN])
    again = reopened(connection, record, user.name, MOST_DOCUMENTS)
    chain = checked(record)
    content = {
        "turn": turn, "kinds": KINDS, "one": ONE, "waits": waits, "total": sum(one.facts for one in waits),
        "progress": list(_progress(progress)), "agreements": [(one, meaning(one)) for one in agreements],
        "alphas": [_alpha(one) for one in agreements],
        "disputed": [_disputed(one) for one in shown[:MOST_SHOWN]], "disputes": len(disputed),
        "again": [_again(one) for one in again], "head": chain.head, "broken": chain.broken[:MOST_SHOWN],
        "done": done_of(asked), "last": last, "last_link": _link(asked, last),
        "publishers": _publishers(asked), "given": asked.query,
    }  # fmt: skip
    data = {
        "left": waits, "progress": progress, "agreement": agreements, "disagreements": shown, "reopened": again,
        "head": chain.head if user.may("admin") else None, "broken": chain.broken,
        "decisions": shown_to(user, _visible(asked)) if asked.form == "json" else (),
    }  # fmt: skip
    return View("review.html", "Review", content, data, lambda: _sheets(asked, waits, agreements))


def meaning(one: Agreement) -> str:
    """Return what an alpha means, in a sentence, by the bounds of Krippendorff (2004)."""
    if not one.tells:
        return f"Too few to tell ({one.units or 'none'} decided twice; an alpha is told from {LEAST_UNITS} on)."
    if one.alpha is None:
        return "Not defined: all decisions are the same, and chance would agree as well."
    if one.alpha >= RELIABLE:
        return "Reliable: reviewers agree far more often than chance would."
    if one.alpha >= TENTATIVE:
        return "Enough for tentative conclusions: reviewers agree more often than chance would, and differ in some."
    if one.alpha > 0:
        return "Too low to rely on: settle the disagreements, and write down the rule that was missing."
    return "No better than chance."


def _alpha(one: Agreement) -> tuple[str, str, str, int, int, int]:
    if not one.tells:
        return one.kind, "too few to tell", "", one.units, one.pairable, one.reviewers
    alpha = f"{one.alpha:.2f}" if one.alpha is not None else "not defined"
    ends = f"{one.low:.2f} to {one.high:.2f}" if one.low is not None and one.high is not None else ""
    return one.kind, alpha.replace("-", "−"), ends.replace("-", "−"), one.units, one.pairable, one.reviewers


def _progress(counts: list[Counted]) -> Iterator[tuple[str, int, str]]:
    for one in counts:
        told = ", ".join(f"{count} {value(verdict)}" for verdict, count in one.verdicts.items())
        yield one.kind, sum(one.verdicts.values()), told


def _disputed(one: Disagreement) -> Disputed:
    said = words.listed([f"{clean(each.by)}: {value(each.verdict)}" for each in one.decisions])
    settled = f"{value(one.adjudicated.verdict)} by {clean(one.adjudicated.by)}" if one.adjudicated else ""
    link = f"{links.review(one.id)}?as=adjudicated"
    return Disputed(link, ONE[one.kind], _quote(one.decisions[0]), said, settled)


def _again(one: Reopened) -> Again:
    quote = cut(clean(one.subject.item.evidence.exact), 140)
    former = f"{value(one.former.verdict)} on {words.day(one.former.at[:10])}"
    return Again(links.review(one.subject.id), ONE[one.subject.ref.kind], quote, former)


def _quote(one: Decision) -> str:
    told: Any = msgspec.json.decode(one.machine or one.human or "{}")
    return cut(clean(told.get("evidence", {}).get("exact", "")), 140)


def _link(asked: Asked, last: Decision | None) -> str:
    """Return where a decision may be looked at, nowhere when its fact is there no more."""
    here = last is not None and is_present(asked.held.connection, asked.settings.record, last.ref.id)
    return links.review(last.ref.id) if last and here else ""


def _publishers(asked: Asked) -> list[str]:
    rows = asked.held.connection.execute(
        "SELECT publisher FROM versions WHERE present AND publisher IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC, 1 "
        "LIMIT 200"
    ).fetchall()
    return [row[0] for row in rows]


def _visible(asked: Asked) -> Iterator[Decision]:
    """Yield the user's own decisions, to an admin those of all."""
    for one in decisions(asked.settings.record):
        if asked.user.may("admin") or one.by == asked.user.name:
            yield one


def _sheets(asked: Asked, waits: tuple[Left, ...], agreements: tuple[Agreement, ...]) -> tuple[Sheet, ...]:
    alphas = [(one.kind, one.alpha, one.low, one.high, one.units, one.pairable, one.reviewers) for one in agreements]
    return (
        sheet_of(asked.user, _visible(asked)),
        Sheet("left", ("kind", "facts"), [(one.kind, one.facts) for one in waits]),
        Sheet("agreement", ("kind", "alpha", "low", "high", "facts_decided_by_two", "decisions", "reviewers"), alphas),
    )
