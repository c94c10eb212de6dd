"""Follow commitments: which later facts repeat, keep or contradict each, and where it stands."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

from dragoman.record.types import Agreement, Commitment, Event, Meeting
from dragoman.relations.compared import STATEMENTS, Said, Weights, said_of, titled
from dragoman.relations.outcomes import Ending, Knowledge, shipped_knowledge
from dragoman.relations.series import first_day, last_day
from dragoman.relations.values import (
    CommitmentStatus,
    Decision,
    FollowedCommitment,
    Kind,
    Link,
    LinkKind,
    Stated,
)
from dragoman.relations.words import NUMBER

FOLLOWED_KINDS: tuple[Kind, ...] = ("events", "commitments", "agreements", "meetings", *sorted(STATEMENTS))
SHARED_WORDS = 2  # content words in common that make two facts be of one thing …
RARE = 0.75  # … or one that weighs this much: about one fact in six hundred of some thousands has it
# Of the weight of what was promised, the share that another fact must have in common with it.
SAID_AGAIN = 0.6  # of both, for the same to be said again
DONE = 0.35  # for an act to be of it: acts are told in other words than promises
SAID_WHOLLY = 0.85  # for two words to be enough where the promise is general: "human rights" is in many
LEFT = 0.2  # for a promise to be the rest of it, when it is less firm and all in it
LOOSE = 0.2  # more of each is asked of a promise that is general or weak, as many things look like doing it
COMMONEST = 400  # facts with a word; what stands in more finds no candidates (it still counts among the shared)
SIDES = 2  # states that must be the same for two meetings to be one
SOON = 180  # days: a meeting that was announced is held within half a year, a later one is another


def group_of(commitment: Commitment) -> str:
    """Return the name of the group in which a commitment is followed: the countries by and to whom it is, sorted."""
    return "-".join(sorted({*commitment.by, *commitment.to}))


def follow(
    commitments: Sequence[Stated[Commitment]],
    later: Sequence[tuple[Kind, Stated[Any]]],
    today: str,
    decisions: Mapping[str, Decision],
    knowledge: Knowledge | None = None,
) -> tuple[FollowedCommitment, ...]:
    """Return each commitment of a group with what became of it by `today` (an ISO day), in the order given.

    `later` are all facts of the group, in any order; those that were not published after a commitment are passed over.
    `decisions` are by the id of the link; `knowledge` is that of the shipped codebook when none is given.
    """
    known = knowledge or shipped_knowledge()
    told = [said for kind, stated in later if (said := said_of(kind, stated, known)) and stated.version.published]
    facts = told + [under for said in told if (under := titled(said, known))]
    index = _Index(facts, known)
    return tuple(_followed(stated, index.links(stated, decisions), today) for stated in commitments)


class _Index:
    """The later facts by their words, and how much each word tells."""

    def __init__(self, facts: Sequence[Said], known: Knowledge) -> None:
        self._facts = facts
        self._known = known
        self._weights = Weights([fact.content for fact in facts if fact.kind not in STATEMENTS], known.vague)
        self._holding: dict[str, list[int]] = defaultdict(list)
        self._met_on: dict[str | None, list[int]] = defaultdict(list)
        for place, fact in enumerate(facts):
            if fact.kind == "meetings" and _is_day(fact.stated.item.date):
                self._met_on[fact.stated.item.date].append(place)
            for stem in fact.content:
                self._holding[stem].append(place)

    def links(self, stated: Stated[Commitment], decisions: Mapping[str, Decision]) -> tuple[Link, ...]:
        """Return what became of a commitment, the earliest first; of one document the best link of each kind."""
        promise = said_of("commitments", stated, self._known)
        if promise is None or not stated.version.published:
            return ()
        best: dict[tuple[str, str], tuple[float, Link]] = {}
        for fact in self._candidates(promise):
            for kind, why, weight in self._what(promise, fact):
                key = (kind, fact.stated.version.original)
                if key not in best or best[key][0] < weight:
                    best[key] = (weight, _link(stated, kind, fact, why, decisions))
        return tuple(sorted(_first_meetings([link for _, link in best.values()]), key=_order))

    def _candidates(self, promise: Said) -> Iterator[Said]:
        places = {
            place
            for stem in promise.content
            if self._weights[stem] and len(self._holding[stem]) <= COMMONEST
            for place in self._holding[stem]
        }
        places.update(self._met_on[promise.stated.item.deadline])
        for place in sorted(places):
            fact = self._facts[place]
            if _after(promise, fact) and (_told_of if fact.kind in STATEMENTS else _same_sides)(promise, fact):
                yield fact

    def _what(self, promise: Said, fact: Said) -> Iterator[tuple[LinkKind, str, float]]:
        shared = [s for s in promise.content if s in fact.content and self._weights[s]]
        weight = self._weights.of(shared)
        if self._said_again(promise, fact, shared, weight):
            yield "repeated", _why(promise, fact, shared, "said it again"), weight
        elif self._said_weaker(promise, fact, shared):
            yield "repeated", _why(promise, fact, shared, "said it again, but in a weaker form"), weight
        if not self._of_it(promise, fact, shared, weight):
            return
        for ending in self._known.endings:
            if _ends(ending, promise, fact) and not (ending.entry.effect == "kept" and self._unsaid(promise, fact)):
                yield ending.entry.effect, _why(promise, fact, shared, _DID[ending.entry.effect]), weight
                return

    def _said_again(self, promise: Said, fact: Said, shared: Sequence[str], weight: float) -> bool:
        """Tell whether a later promise says the same again: most of what each says is in the other."""
        if fact.kind != "commitments" or _other_amount(promise, fact):
            return False
        common = min(self._share(weight, promise), self._share(weight, fact))
        few = promise.stated.item.strength != "firm" and len(self._telling(shared)) <= SHARED_WORDS
        return (
            self._enough(shared) and common >= (SAID_WHOLLY if few else SAID_AGAIN) and not self._denied(promise, fact)
        )

    def _said_weaker(self, promise: Said, fact: Said, shared: Sequence[str]) -> bool:
        """Tell whether a firm promise of the same states is said again less firmly, in words it had."""
        if fact.kind != "commitments" or promise.stated.item.strength != "firm" or fact.stated.item.strength == "firm":
            return False
        left = self._weights.of(self._telling(list(fact.content)))
        telling = self._telling(shared)
        kept = self._weights.of(telling)
        wholly = len(telling) >= SHARED_WORDS and kept >= SAID_WHOLLY * left
        return wholly and self._share(kept, promise) >= LEFT and _of_the_same_states(promise, fact)

    def _of_it(self, promise: Said, fact: Said, shared: Sequence[str], weight: float) -> bool:
        """Tell whether an act is of what was promised, whichever act it is."""
        if fact.kind == "meetings" and _on_the_day(promise, fact):
            return True
        asked = DONE + (LOOSE if promise.stated.item.strength != "firm" else 0)
        done = self._enough(shared) and self._share(weight, promise) >= asked
        return done and not _other_amount(promise, fact)

    def _share(self, weight: float, said: Said) -> float:
        return weight / (self._weights.of(said.content) or 1)

    def _enough(self, shared: Sequence[str]) -> bool:
        telling = self._telling(shared)
        return len(telling) >= SHARED_WORDS or any(self._weights[s] >= RARE for s in telling)

    def _telling(self, shared: Sequence[str]) -> list[str]:
        """Return the shared words but numbers and the names of states, which both sides have everywhere."""
        return [s for s in shared if s not in self._known.names and not NUMBER.search(s)]

    def _unsaid(self, promise: Said, fact: Said) -> bool:
        """Tell whether a statement that names an act denies it."""
        return fact.kind in STATEMENTS and self._denied(promise, fact)

    def _denied(self, promise: Said, fact: Said) -> bool:
        """Tell whether the later one has a word of refusing that the promise did not have."""
        broken = (e for e in self._known.endings if e.entry.effect == "contradicted" and e.phrases)
        return any(ending.told(fact.text) and not ending.told(promise.text) for ending in broken)


_DID: Mapping[str, str] = {"kept": "did what was promised", "contradicted": "went back on what was promised"}


def _ends(ending: Ending, promise: Said, fact: Said) -> bool:
    """Tell whether a fact, of the same matter as a promise, is such an end of it."""
    entry, item = ending.entry, fact.stated.item
    if not ending.promised(promise.text) or _promised_so(ending, promise):
        return False
    match item:
        case Event():
            return item.type in entry.events and _real(item, promise) and ending.told(_trigger(item))
        case Meeting():
            return item.kind in entry.meetings and item.status == "held" and _held_then(item, promise, fact)
        case Agreement():
            return item.act in entry.agreements
    return fact.kind in entry.statements and ending.told(fact.text) and _own(ending, fact)


def _own(ending: Ending, fact: Said) -> bool:
    """Tell whether a statement under a title is itself of the act: "opened" there, "the opening" here."""
    return fact.text == fact.own or ending.told(fact.own) or (bool(ending.promise) and ending.promised(fact.own))


def _promised_so(ending: Ending, promise: Said) -> bool:
    """Tell whether a promise is itself to refuse or to halt, so that doing it breaks nothing."""
    return ending.entry.effect == "contradicted" and bool(ending.phrases) and ending.told(promise.text)


def _trigger(event: Event) -> str:
    return event.evidence.trigger.exact if event.evidence.trigger else event.evidence.exact


def _first_meetings(links: Sequence[Link]) -> Iterator[Link]:
    """Yield the links, of those with meetings those of the first day: later ones were not promised."""
    days = [link.other.item.date for link in links if link.other_kind == "meetings"]
    for link in links:
        if link.other_kind != "meetings" or link.other.item.date == min(days):
            yield link


def _real(event: Event, promise: Said) -> bool:
    """Tell whether an event was done, and after the promise: what is told of the past must have its day."""
    promised = promise.stated.version.published or ""
    if event.auxiliary == "historical":
        return bool(event.date and first_day(event.date) > last_day(promised[:10]))
    return event.auxiliary is None and not (event.date and last_day(event.date) < first_day(promised[:10]))


def _is_day(day: str | None) -> bool:
    return day is not None and len(day) == len("2021-12-30")


def _on_the_day(promise: Said, fact: Said) -> bool:
    """Tell whether a meeting of more than one of the sides was on the very day that was promised."""
    day = promise.stated.item.deadline
    return _is_day(day) and day == fact.stated.item.date and len((promise.by | promise.to) & fact.by) >= SIDES


def _held_then(meeting: Meeting, promise: Said, fact: Said) -> bool:
    """Tell whether a meeting is the one that was announced: of two of the sides, not before, and not long after."""
    sides = promise.by | promise.to
    if len(sides & fact.by) < SIDES or not meeting.date:
        return False
    days = (last_day(meeting.date) - first_day(str(promise.stated.version.published)[:10])).days
    return 0 <= days <= SOON


def _after(promise: Said, fact: Said) -> bool:
    before, after = promise.stated.version, fact.stated.version
    return before.original != after.original and str(before.published)[:10] < str(after.published)[:10]


def _same_sides(promise: Said, fact: Said) -> bool:
    """Tell whether the same actor acts, alone or with others in one of the two, and not for another beneficiary."""
    if not promise.by & fact.by or not (promise.by <= fact.by or fact.by <= promise.by):
        return False
    actors = promise.by & fact.by
    mine, other = ((said.by | said.to | said.named) - actors for said in (promise, fact))
    return not mine or not other or bool(mine & other)


def _of_the_same_states(promise: Said, fact: Said) -> bool:
    """Tell whether both are promises by the same to the same, among several states: one alone promises many things."""
    return (promise.by, promise.to) == (fact.by, fact.to) and len(promise.by | promise.to) >= SIDES


def _told_of(promise: Said, fact: Said) -> bool:
    """Tell whether a statement of either side is of those who promised, and not for another beneficiary."""
    told = fact.by | fact.to | fact.named
    mine = (promise.to | promise.named) - promise.by
    return promise.by <= told and (not mine or bool(mine & told))


def _other_amount(promise: Said, fact: Said) -> bool:
    """Tell whether both name amounts or years and none of them is the same."""
    return bool(promise.numbers and fact.numbers and not promise.numbers & fact.numbers)


def _why(promise: Said, fact: Said, shared: Sequence[str], did: str) -> str:
    told = fact.kind in STATEMENTS
    actor = " and ".join(sorted(promise.by if told else promise.by & fact.by))
    who = f"A statement tells that {actor}" if told else f"The same actor ({actor})"
    said = ", ".join(f"“{promise.content[stem]}”" for stem in shared) or "the same day"
    days = (first_day(str(fact.stated.version.published)[:10]) - first_day(_day(promise.stated))).days
    return f"{who} {did}: {said} in both, {days} day{'' if days == 1 else 's'} later."


def _day(stated: Stated[Any]) -> str:
    return str(stated.version.published)[:10]


def _link(stated: Stated[Commitment], kind: LinkKind, fact: Said, why: str, decisions: Mapping[str, Decision]) -> Link:
    name = _link_id(stated, kind, fact)
    return Link(name, stated.id, kind, fact.kind, fact.stated, why, decisions.get(name))


def _link_id(stated: Stated[Commitment], kind: LinkKind, fact: Said) -> str:
    """Return an id that rests on the words of both, so that what a person decided survives a new reading."""
    parts: list[str] = [kind, fact.kind]
    for one in (stated, fact.stated):
        parts += [one.version.document, one.item.evidence.exact]
    return hashlib.sha256(msgspec.json.encode(parts)).hexdigest()[:12]


def _order(link: Link) -> tuple[str, str, str]:
    return str(link.other.version.published), link.other.id, link.kind


def _followed(stated: Stated[Commitment], links: tuple[Link, ...], today: str) -> FollowedCommitment:
    return FollowedCommitment(stated, status_of(stated, links, today), links)


def status_of(stated: Stated[Commitment], links: Iterable[Link], today: str) -> CommitmentStatus:
    """Return where a commitment stands: what a person confirmed comes before what was found, rejected links nowhere."""
    standing = [link for link in links if link.decision != "rejected"]
    confirmed = {link.kind for link in standing if link.decision == "confirmed"}
    found = {link.kind for link in standing}
    for kinds in (confirmed, found):
        if "kept" in kinds:
            return "kept"
        if "contradicted" in kinds:
            return "contradicted"
    if _overdue(stated, today):
        return "overdue"
    return "repeated" if found else "open"


def _overdue(stated: Stated[Commitment], today: str) -> bool:
    """Tell whether a deadline that is an ISO year, month or day has passed, at the end of its period.

    A deadline before the promise itself is none.
    """
    if not stated.item.deadline:
        return False
    try:
        end = last_day(stated.item.deadline)
    except ValueError:
        return False  # a deadline in words: nobody can say on which day it passes
    made = stated.version.published
    return end < date.fromisoformat(today[:10]) and not (made and end < first_day(made[:10]))
