"""One record against what it must hold and must not hold: the strictest reading of an annotated document."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from dragoman.evaluation.annotated import KINDS, Annotations, Item
from dragoman.evaluation.matching import fold, offices, overlap, pairs, plain, same_place, span
from dragoman.record.types import Reading

Record = Mapping[str, Any]
Check = Callable[[Any, Any], bool]


class Verdict(msgspec.Struct, frozen=True):
    """How many demands there were, a line for each that is not met, and the items that nothing asked for."""

    demands: int
    faults: tuple[str, ...]
    unasked: tuple[str, ...]

    @property
    def value(self) -> float:
        """The share of demands that are met."""
        return 1 - len(self.faults) / self.demands if self.demands else 1.0


def _exact(wanted: Any, given: Any) -> bool:
    return bool((wanted or None) == (given or None))


def _same_set(wanted: Any, given: Any) -> bool:
    return set(wanted or ()) == set(given or ())


def _same_offices(wanted: Any, given: Any) -> bool:
    return offices(Item(offices=tuple(wanted))) == offices(Item(offices=tuple(given or ())))


def _same_words(wanted: Any, given: Any) -> bool:
    """Tell whether half of the words of the shorter phrase are in the other."""
    a, b = set(fold(wanted)), set(fold(given))
    return not a or len(a & b) >= 0.5 * min(len(a), len(b)) > 0


def _same_attribution(wanted: Any, given: Any) -> bool:
    """Tell whether the layer agrees, and somebody is named where somebody should be.

    Where two speak together either may be named, so that who it is does not count.
    """
    given = given or {}
    return bool(wanted["layer"] == given.get("layer") and (not wanted["by"] or given.get("by")))


FIELDS: dict[str, dict[str, Check]] = {
    "participants": {"offices": _same_offices, "accredited_to": _exact},
    "meetings": {"date": _exact, "end_date": _exact, "place": same_place, "purpose": _same_words},
    "agreements": {"parties": _same_set},
    "positions": {"on": _same_words, "attribution": _same_attribution},
    "commitments": {
        "to": _same_set,
        "what": _same_words,
        "strength": _exact,
        "deadline": _exact,
        "attribution": _same_attribution,
    },
    "appraisals": {"to": _same_set, "for": _same_words, "attribution": _same_attribution},
    "requests": {"to": _same_set, "what": _same_words, "attribution": _same_attribution},
    "events": {"mode": _exact, "auxiliary": _exact, "attribution": _same_attribution},
}


def judged(gold: Record, reading: Reading) -> Verdict:
    """Judge a record: every required item found with its fields, the document's head, and nothing of `must_not`."""
    record = json.loads(reading.to_json())
    text = plain("\n".join(record["document"][part] or "" for part in ("text", "title", "summary")))
    demands: list[str | None] = list(_head(gold, record))
    unasked: list[str] = []
    for kind in KINDS:
        found, extra = _kind(kind, gold, record, text)
        demands += found
        unasked += extra
    demands += _forbidden(gold.get("must_not") or {}, record, text)
    return Verdict(len(demands), tuple(d for d in demands if d), tuple(unasked))


def _head(gold: Record, record: Record) -> Iterator[str | None]:
    for name, wanted in (gold.get("document") or {}).items():
        given = record["document"].get(name)
        yield None if given == wanted else f"document.{name} is {given!r}, not {wanted!r}"


def _kind(kind: str, gold: Record, record: Record, text: str) -> tuple[list[str | None], list[str]]:
    wanted, given = gold.get(kind) or [], record[kind]
    matched = dict(pairs(kind, _items(kind, gold), _items(kind, record), text))
    demands: list[str | None] = []
    for i, item in enumerate(wanted):
        if item.get("optional"):
            continue
        if i in matched:
            demands += [None, *_fields(kind, item, given[matched[i]])]
        else:
            demands.append(f"{kind}: not found: {item['quote']!r}")
    others = [item for j, item in enumerate(given) if j not in matched.values()]
    return demands, [f"{kind}: not asked for: {item['evidence']['exact']!r}" for item in others]


def _items(kind: str, record: Record) -> tuple[Item, ...]:
    return msgspec.convert({kind: record.get(kind), "doc_id": "-"}, Annotations).of(kind)


def _fields(kind: str, wanted: Record, given: Record) -> Iterator[str | None]:
    for name, agrees in FIELDS[kind].items():
        if name in wanted:
            right = (name == "place" and not wanted[name]) or agrees(wanted[name], given.get(name))
            where = f"{kind}.{name} of {given['evidence']['exact']!r}"
            yield None if right else f"{where} is {given.get(name)!r}, not {wanted[name]!r}"


def _forbidden(must_not: Record, record: Record, text: str) -> list[str | None]:
    """Return one entry a ban: the fault, or None when it is kept."""
    events, bans = record["events"], must_not.get("events") or {}
    found = [_named(name, record["participants"]) for name in must_not.get("participants") or ()]
    found += [
        _first(f"an event of the type {t}", [e for e in events if e["type"] == t]) for t in bans.get("types") or ()
    ]
    found += [_aid_by(country, events) for country in bans.get("AID by") or ()]
    found += [_from("an event", words, events, text) for words in bans.get("from") or ()]
    found += [_first(f"{k} as appraisal", _of(k, record["appraisals"])) for k in must_not.get("appraisals") or ()]
    found += [_from("a commitment", w, record["commitments"], text) for w in must_not.get("commitments from") or ()]
    return found + [_anywhere(word, record) for word in must_not.get("anywhere") or ()]


def _named(name: str, participants: Sequence[Record]) -> str | None:
    return _first(f"a participant {name!r}", [p for p in participants if fold(p["name"]) == fold(name)])


def _of(kind: str, items: Sequence[Record]) -> list[Record]:
    return [item for item in items if item["kind"] == kind]


def _aid_by(country: str, events: Sequence[Record]) -> str | None:
    given = [e for e in events if e["type"] == "AID" and country in {a["country"] for a in e["actor"]}]
    return _first(f"AID by {country}", given)


def _from(what: str, words: str, items: Sequence[Record], text: str) -> str | None:
    """Return the fault when an item's trigger (its quote, if it has none) stands in the given words."""
    place = span(Item(quote=words), text)
    return _first(f"{what} from {words!r}", [i for i in items if place and _stands_in(place, i, text)])


def _stands_in(place: tuple[int, int], item: Record, text: str) -> bool:
    quote = span(Item(quote=item["evidence"]["exact"]), text)
    trigger = item["evidence"].get("trigger")
    if quote is None or not trigger:
        return bool(overlap(place, quote))
    start = quote[0] + trigger["start"] - item["evidence"]["start"]
    return bool(place[0] <= start < place[1])


def _anywhere(word: str, record: Record) -> str | None:
    read = {kind: items for kind, items in record.items() if kind not in ("document", "silences")}
    return f"must not: {word!r} anywhere" if word in json.dumps(read, ensure_ascii=False) else None


def _first(what: str, items: Sequence[Record]) -> str | None:
    return f"must not: {what}: {items[0]['evidence']['exact']!r}" if items else None
