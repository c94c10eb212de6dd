"""A dossier put into words, section by section."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

import msgspec

from dragoman.pages import words
from dragoman.pages.dossier import meetings
from dragoman.pages.dossier.facts import Telling, event, fact, publisher, shelved
from dragoman.pages.dossier.view import (
    Absence,
    Count,
    Decided,
    Fact,
    Group,
    Instrument,
    Maker,
    Moment,
    Outcome,
    Page,
    Period,
    Phrase,
    Promise,
    Quote,
    Tone,
)
from dragoman.pages.plot import plot, uses
from dragoman.pages.quoting import clean
from dragoman.relations.values import (
    Dossier,
    FollowedCommitment,
    Formula,
    JoinedAgreement,
    JoinedEvent,
    JoinedMeeting,
    Link,
    Stated,
    Use,
    Version,
)

Item = TypeVar("Item")

STATUSES: dict[str, tuple[str, Tone]] = {  # in the order of what a desk must look at first
    "overdue": ("Overdue", "bad"),
    "contradicted": ("Contradicted", "bad"),
    "open": ("Open", "plain"),
    "repeated": ("Repeated", "plain"),
    "kept": ("Kept", "good"),
}
LINKS: dict[str, tuple[str, Tone]] = {
    "kept": ("Kept by", "good"),
    "repeated": ("Repeated by", "plain"),
    "contradicted": ("Contradicted by", "bad"),
}
DECISIONS = {"confirmed": "confirmed by a person", "rejected": "rejected by a person", None: "not checked by a person"}


def page_of(
    dossier: Dossier,
    names: words.Names,
    persons: Mapping[tuple[str, int, str], str] | None = None,
    decided: Mapping[str, Decided] | None = None,
) -> Page:
    """Return a dossier in words; `names` are of countries by code, `persons` and `decided` as in `Telling`."""
    told = Telling(names, shelved(versions_of(dossier), names), persons or {}, decided or {})
    a, b = words.country(dossier.a, names), words.country(dossier.b, names)
    return Page(
        a=a, b=b, span=_span(dossier), counts=_counts(dossier), plot=plot(dossier.series),
        timeline=_timeline(dossier, told),
        meetings=meetings.encounters(dossier.meetings, dossier.comparisons, told),
        comparisons=meetings.versions(dossier.comparisons, dossier.meetings, told),
        commitments=_promises(dossier.commitments, told),
        positions=_grouped(dossier.positions, lambda item: words.countries(item.holder, names), told),
        agreements=tuple(instrument(found, told) for found in dossier.agreements),
        appraisals=_grouped(dossier.appraisals, lambda item: words.parties(item.by, item.to, names), told),
        requests=_grouped(dossier.requests, lambda item: words.parties(item.by, item.to, names), told),
        topics=tuple(fact(stated, told) for stated in dossier.topics),
        formulae=tuple(_phrase(formula, told) for formula in dossier.formulae),
        sources=tuple(told.sources.values()),
        maker=_maker(dossier, a, b),
    )  # fmt: skip


def versions_of(dossier: Dossier) -> Iterator[Version]:
    """Give every version that the page names: the pair's documents, then those that only a fact rests on."""
    yield from dossier.documents
    for meeting in (*dossier.meetings, *(comparison.meeting for comparison in dossier.comparisons)):
        yield from (report.version for report in meeting.reports)
    for comparison in dossier.comparisons:
        yield from (saying.version for one in comparison.told for saying in one.sayings)
    yield from (report.version for joined in dossier.events for report in joined.reports)
    for followed in dossier.commitments:
        yield followed.stated.version
        yield from (link.other.version for link in followed.links)
    for facts in (dossier.positions, dossier.appraisals, dossier.requests, dossier.topics):
        yield from (stated.version for stated in facts)
    yield from (citation.version for found in dossier.agreements for citation in found.citations)
    for formula in dossier.formulae:
        yield from (formula.first.version, formula.last.version, *(missing.version for missing in formula.missing))


def _span(dossier: Dossier) -> str:
    since, until = words.day(dossier.since), words.day(dossier.until)
    if since and until:
        return f"{since} to {until}"
    if since or until:
        return f"since {since}" if since else f"until {until}"
    return "all dates"


def _counts(dossier: Dossier) -> tuple[Count, ...]:
    counts = dossier.counts
    held = [joined for joined in dossier.meetings if joined.status == "held"]
    announced = [joined for joined in dossier.meetings if joined.status != "held"]
    done = [joined for joined in dossier.events if not joined.event.auxiliary]
    others = [joined for joined in dossier.events if joined.event.auxiliary]
    shown: tuple[tuple[str, int, Sequence[Any], str], ...] = (
        ("documents", counts.documents, dossier.documents, "sources"),
        ("meetings", counts.meetings, held, "meetings"),
        ("announced meetings", counts.announced, announced, "meetings"),
        ("events", counts.events, done, "timeline"),
        ("other events", counts.other_events, others, "timeline"),
        ("commitments", counts.commitments, dossier.commitments, "commitments"),
        ("positions", counts.positions, dossier.positions, "positions"),
        ("agreements", counts.agreements, dossier.agreements, "agreements"),
        ("thanks and criticism", counts.appraisals, dossier.appraisals, "appraisals"),
        ("requests", counts.requests, dossier.requests, "requests"),
    )
    return tuple(
        Count(noun.removesuffix("s") if total == 1 else noun, total, len(found), section)
        for noun, total, found, section in shown
    )


def _timeline(dossier: Dossier, told: Telling) -> tuple[Period, ...]:
    """Return meetings and events by month, the newest first, a day's meetings before its events.

    What has no day of its own stands on that of its first report, as in the series, and says so; what is still to come
    does too, since it is news of the day on which it was told.
    """
    dated = [(_counted_on(joined), _gathering(n, dossier, told)) for n, joined in enumerate(dossier.meetings, 1)]
    dated += [(_counted_on(joined), _act(joined, told)) for joined in dossier.events]
    dated.sort(key=lambda entry: entry[0], reverse=True)
    periods: dict[str, list[Moment]] = {}
    for date, moment in dated:
        periods.setdefault(words.day(date[:7]) or "Day not given", []).append(moment)
    return tuple(Period(title, tuple(moments)) for title, moments in periods.items())


def _counted_on(joined: JoinedMeeting | JoinedEvent) -> str:
    """Return the day of a meeting or event, else that on which it was first reported; empty where neither is known.

    What is still to come counts on the latter too.
    """
    published = (report.version.published for report in joined.reports)
    reported = min(filter(None, published), default="")[:10]
    return reported if _is_to_come(joined) else joined.date or reported


def _is_to_come(joined: JoinedMeeting | JoinedEvent) -> bool:
    if isinstance(joined, JoinedMeeting):
        return joined.status == "planned"
    return joined.event.auxiliary == "future"


def _day(joined: JoinedMeeting | JoinedEvent) -> str:
    if joined.date and not _is_to_come(joined):
        return words.day(joined.date)
    reported = words.day(_counted_on(joined))
    return f"reported {reported}" if reported else ""


def _due(joined: JoinedMeeting | JoinedEvent) -> str:
    """Return for when something is announced; empty for what has happened, or where that is not told."""
    return f"for {words.day(joined.date)}" if joined.date and _is_to_come(joined) else ""


def _act(joined: JoinedEvent, told: Telling) -> Moment:
    found, due = event(joined, told), _due(joined)
    return Moment(_day(joined), msgspec.structs.replace(found, details=(due, *found.details)) if due else found)


def _gathering(number: int, dossier: Dossier, told: Telling) -> Moment:
    joined = dossier.meetings[number - 1]
    label = "meeting" if joined.status == "held" else "meeting announced"
    what = " · ".join(filter(None, (clean(joined.place or ""), _due(joined))))
    title, decided = meetings.title(joined, told.names), meetings.decided_of(joined, told)
    found = Fact(label, "plain", title, what, (), (), decided=decided)
    return Moment(_day(joined), found, number, joined.id)


def _promises(followed: Iterable[FollowedCommitment], told: Telling) -> tuple[Group, ...]:
    promises: dict[str, list[Promise]] = {status: [] for status in STATUSES}
    for one in followed:
        title, tone = STATUSES[one.status]
        outcomes = tuple(_outcome(link, told) for link in one.links)
        promises[one.status].append(Promise(fact(one.stated, told), title, tone, outcomes))
    return tuple(Group(STATUSES[key][0], promises=tuple(found)) for key, found in promises.items() if found)


def _outcome(link: Link, told: Telling) -> Outcome:
    title, tone = LINKS[link.kind]
    return Outcome(title, tone, fact(link.other, told), clean(link.why), DECISIONS[link.decision])


def _grouped(found: Iterable[Stated[Item]], title: Callable[[Item], str], told: Telling) -> tuple[Group, ...]:
    """Return facts under whom they are of, in the order in which these first appear."""
    groups: dict[str, list[Fact]] = {}
    for stated in found:
        groups.setdefault(title(stated.item) or "Not named", []).append(fact(stated, told))
    return tuple(Group(who, facts=tuple(facts)) for who, facts in groups.items())


def instrument(found: JoinedAgreement, told: Telling) -> Instrument:
    """Return a joined agreement in words, with who cites it since when."""
    since: dict[str, list[Version]] = {}
    for citation in found.citations:
        since.setdefault(publisher(citation.version, told.names), []).append(citation.version)
    others = dict.fromkeys(clean(name) for name in found.names if name != found.name)
    return Instrument(
        name=clean(found.name), names=words.listed([f"“{name}”" for name in others]),
        parties=words.countries(found.parties, told.names),
        cited=tuple(f"{who}: {_since(versions)}" for who, versions in since.items()),
        facts=tuple(fact(citation, told) for citation in found.citations), id=found.id,
    )  # fmt: skip


def _since(versions: list[Version]) -> str:
    first = min((version.published for version in versions if version.published), default=None)
    times = len({version.document for version in versions})
    return f"since {words.day(first) or 'an unknown day'}, in {times} document{'s' if times > 1 else ''}"


def _phrase(formula: Formula, told: Telling) -> Phrase:
    partner = f"on {words.country(formula.partner, told.names)}" if formula.partner else "on all partners"
    remarks = (
        partner,
        f"in {formula.documents} document{'s' if formula.documents != 1 else ''}",
        "declared in the codebook" if formula.declared else "found by its frequency",
    )
    return Phrase(
        phrase=clean(formula.phrase), issuer=words.country(formula.issuer, told.names), remarks=remarks,
        first=_use(formula.first, told), last=_use(formula.last, told), uses=uses(formula.counts),
        missing=tuple(
            Absence(told.source(one.version), f"used in {one.used_before} of {one.of} documents before it")
            for one in formula.missing
        ),
    )  # fmt: skip


def _use(use: Use, told: Telling) -> Quote:
    return Quote(clean(use.exact), "", told.source(use.version))


def _maker(dossier: Dossier, a: str, b: str) -> Maker:
    reader = dossier.reader
    version, codebook, model = clean(reader.version), clean(reader.codebook), clean(reader.model or "")
    by = f"Dragoman {version}, codebook {codebook}" + (f", model {model}" if model else "")
    documents = f"{dossier.counts.documents} document{'s' if dossier.counts.documents != 1 else ''}"
    return Maker(version, codebook, model, f"{a} – {b}: a dossier of {documents}, {_span(dossier)}. Read by {by}.")
