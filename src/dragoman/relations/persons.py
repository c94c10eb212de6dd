"""One person under many spellings, with the offices that documents show them in."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

import msgspec
from rapidfuzz.distance import Levenshtein

from dragoman.record.types import Participant
from dragoman.relations.folding import fold, sounds
from dragoman.relations.grouping import numbered, order_of
from dragoman.relations.values import Held, JoinedPerson, Stated

SHORT = 4  # letters of a name that is short for another, at most
CLOSE = 0.75  # likeness of given names from which they are one name in two spellings


class Name(msgspec.Struct, frozen=True):
    """A spelling of one country, compared by sound; mentions of one spelling are of one person."""

    text: str
    country: str | None
    last: str
    given: tuple[str, ...]
    offices: frozenset[str]
    mentions: tuple[Stated[Participant], ...]


def join_persons(stated: Sequence[Stated[Participant]]) -> tuple[JoinedPerson, ...]:
    """Return the persons with all their mentions, by country and name; nobody without a name is a person here.

    Spellings of one country are joined by their last name where given names agree. A last name alone is a person's
    whom it can only be: the one of that country and last name, or the one of those who shares an office with it.
    """
    names = _names(sorted(stated, key=order_of))
    lasts: dict[tuple[str | None, str], list[Name]] = defaultdict(list)
    for name in names:
        lasts[name.country, name.last].append(name)
    persons = [_person(group) for same_last in lasts.values() for group in _groups(same_last)]
    persons.sort(key=lambda p: (p.country or "~", p.name, order_of(p.mentions[0])))
    ids = numbered(p.id for p in persons)
    return tuple(msgspec.structs.replace(p, id=i) for p, i in zip(persons, ids, strict=True))


def _names(stated: Sequence[Stated[Participant]]) -> list[Name]:
    """Return the spellings in the order in which they first stand."""
    mentions: dict[tuple[str, str | None], list[Stated[Participant]]] = defaultdict(list)
    for mention in stated:
        if mention.item.name:
            mentions[mention.item.name, mention.item.country].append(mention)
    orders = _orders({spelling: len(group) for spelling, group in mentions.items()})
    return [_name(text, country, orders[text, country], tuple(group)) for (text, country), group in mentions.items()]


def _orders(counts: dict[tuple[str, str | None], int]) -> dict[tuple[str, str | None], tuple[str, ...]]:
    """Return the words of each name, the last name last.

    Of two words either may be the last name, by custom ("Kishida Fumio"): they stand as they are written most.
    """
    usual: dict[tuple[str | None, frozenset[str]], tuple[str, ...]] = {}
    orders = {}
    for text, country in sorted(counts, key=lambda s: (-counts[s], s[0], s[1] or "")):
        words = sounds(text)
        orders[text, country] = usual.setdefault((country, frozenset(words)), words) if len(words) == 2 else words
    return orders


def _name(text: str, country: str | None, words: tuple[str, ...], mentions: tuple[Stated[Participant], ...]) -> Name:
    offices = frozenset(fold(o) for m in mentions for o in m.item.offices)
    return Name(text, country, words[-1] if words else "", words[:-1], offices, mentions)


def _groups(names: Sequence[Name]) -> list[list[Name]]:
    """Return the spellings of one last name by person: the fullest first, then those that can only be one of them."""
    groups: list[list[Name]] = []
    for name in sorted(names, key=lambda n: (-len(n.given), -len(n.mentions), n.text)):
        fitting = [g for g in groups if all(_can_be_one(name, other) for other in g)]
        if len(fitting) > 1:
            fitting = [g for g in fitting if any(name.offices & other.offices for other in g)]
        if len(fitting) == 1 and name.country is not None:
            fitting[0].append(name)
        else:
            groups.append([name])
    return groups


def _can_be_one(a: Name, b: Name) -> bool:
    """Tell whether two names of one last name can be one person's."""
    if not (a.given and b.given):
        return not (a.offices and b.offices) or bool(a.offices & b.offices) or not _both_at_once(a, b)
    if _alike(a.given[0], b.given[0]):
        return True
    return bool(a.offices & b.offices) and (_is_short_form(a.given[0], b.given[0]) or _is_one_of(a.given, b.given))


def _both_at_once(a: Name, b: Name) -> bool:
    """Tell whether one document names both, so that they are two."""
    return bool({m.version.document for m in a.mentions} & {m.version.document for m in b.mentions})


def _is_one_of(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Tell whether the only given name of one is among those of the other ("Haji Hassanal", "Hassanal")."""
    return (len(a) == 1 and a[0] in b) or (len(b) == 1 and b[0] in a)


def _is_short_form(a: str, b: str) -> bool:
    """Tell whether one given name may be short for the other ("Joe" for "Joseph", "Tony" for "Antony")."""
    shorter, longer = sorted((a, b), key=len)
    return len(shorter) <= SHORT and (shorter[:2] == longer[:2] or (len(shorter) == SHORT and shorter in longer))


def _alike(a: str, b: str) -> bool:
    if min(len(a), len(b)) == 1:
        return a[:1] == b[:1]
    return a == b or (a[0] == b[0] and Levenshtein.normalized_similarity(a, b) >= CLOSE)


def _person(names: Sequence[Name]) -> JoinedPerson:
    mentions = sorted((m for n in names for m in n.mentions), key=order_of)
    counts = Counter({n.text: len(n.mentions) for n in names})
    name = min(counts, key=lambda text: (len(sounds(text)) < 2, -counts[text], -len(text), text))
    country = names[0].country
    return JoinedPerson(
        id="-".join((country or "XXX", *fold(name).split())),
        name=name,
        spellings=tuple(sorted(counts)),
        country=country,
        offices=_offices(mentions),
        mentions=tuple(mentions),
    )


def _offices(mentions: Sequence[Stated[Participant]]) -> tuple[Held, ...]:
    """Return the offices by the day on which they are first seen, near-duplicates of a text counted once."""
    shown: dict[str, list[Stated[Participant]]] = defaultdict(list)
    written: dict[str, Counter[str]] = defaultdict(Counter)
    for mention in mentions:
        for office in mention.item.offices:
            shown[fold(office)].append(mention)
            written[fold(office)][office] += 1
    held = [_held(written[office].most_common(1)[0][0], group) for office, group in shown.items()]
    return tuple(sorted(held, key=lambda h: (h.first or "9999", h.office)))


def _held(office: str, mentions: Sequence[Stated[Participant]]) -> Held:
    days = sorted(m.version.published[:10] for m in mentions if m.version.published)
    documents = len({m.version.original for m in mentions})
    return Held(office, days[0] if days else None, days[-1] if days else None, documents)
