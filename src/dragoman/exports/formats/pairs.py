"""Events as pairs of one source and one target, for the formats whose rows hold no lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import permutations, product

import msgspec

from dragoman.codebook.exchange import cameo
from dragoman.exports.formats.days import day_of
from dragoman.exports.formats.numbers import number
from dragoman.exports.formats.sides import Side, side_of
from dragoman.exports.formats.tally import Tally
from dragoman.record.types import Entity
from dragoman.relations.holdings import Holdings
from dragoman.relations.values import JoinedEvent

UNDONE = ("future", "hypothetical", "negation")  # what these formats would tell as done


class Pair(msgspec.Struct, frozen=True):
    """One row of a format of pairs: `day` is an ISO day, `code` the CAMEO code, `target` None for an act on nobody."""

    joined: JoinedEvent
    code: str
    day: str
    source: Side
    target: Side | None

    @property
    def number(self) -> int:
        """A number of its own for the row, made of the event's id and the pair."""
        ends = [self.source, *([self.target] if self.target else [])]
        return number(self.joined.id, *(part for end in ends for part in (end.code, end.name)))

    @property
    def goldstein(self) -> float | None:
        """Where the code stands on Goldstein's scale, None where that is not known."""
        known = cameo().codes.get(self.code)
        return known.score if known else None

    @property
    def quad(self) -> int | None:
        """The quad class of the code's root."""
        return cameo().quads.get(self.code[:2])


def pairs(holdings: Holdings, tally: Tally, *, lone: bool = False, named: bool = True) -> Iterator[Pair]:
    """Yield the pairs of every event that CAMEO can tell, in the order of the events, and count the others.

    `lone` tells whether the format has room for an act on nobody, `named` whether it names its actors: without names
    two actors of one code are one.
    """
    for joined in holdings.events():
        found = _pairs_of(joined, tally, lone, named)
        if isinstance(found, str):
            tally.left_out[found] += 1
        else:
            yield from found


def _pairs_of(joined: JoinedEvent, tally: Tally, lone: bool, named: bool) -> list[Pair] | str:
    """Return the pairs of one event, or why it has none."""
    event = joined.event
    if event.cameo is None:
        return "no-cameo-code"
    if event.auxiliary in UNDONE:
        return event.auxiliary
    sources, targets = _sides(event.actor, named), _sides(event.recipient, named)
    if not sources:
        return "unknown-actor"
    if event.recipient and not targets:
        return "unknown-recipient"
    ends = [(a, b) for a, b in _ends(event.cameo, sources, targets) if b or lone]
    if not ends:
        return "same-actor-and-recipient" if targets else "no-recipient"
    day = day_of(joined, tally)
    if day is None:
        return "no-day"
    unknown = sum(side_of(entity) is None for entity in (*event.actor, *event.recipient))
    if unknown:
        tally.noted["unknown-end-dropped"] += unknown
    return [Pair(joined, event.cameo, day, a, b) for a, b in ends]


def _sides(entities: Iterable[Entity], named: bool) -> list[Side]:
    """Return the ends that CAMEO has a code for, each once."""
    found: dict[tuple[str, str], Side] = {}
    for entity in entities:
        side = side_of(entity)
        if side:
            found.setdefault((side.code, side.name if named else ""), side)
    return list(found.values())


def _ends(code: str, sources: list[Side], targets: list[Side]) -> list[tuple[Side, Side | None]]:
    """Return each source with each target; without a target, those who act mutually with each other, or alone."""
    if targets:
        return [(a, b) for a, b in product(sources, targets) if a != b]
    if code not in cameo().mutual or len(sources) == 1:
        return [(source, None) for source in sources]
    return [(a, b) for a, b in permutations(sources, 2) if _apart(a, b, sources)]


def _apart(a: Side, b: Side, sources: list[Side]) -> bool:
    """Tell whether two who act together are two sides: members of one delegation are not."""
    return a.iso != b.iso or len({side.iso for side in sources}) == 1
