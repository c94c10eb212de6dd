"""The grammar of offices and their holders, written over the classes of a passage's units.

It reads "First Deputy Prime Minister and Minister of Foreign Affairs of the Republic of Serbia Ivica Dacic" as one
person with two offices, "Presidents A of X and B of Y" as two persons, and "A, President of X" as one. See units.py
for the classes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Doc

from dragoman.codebook.spec import Office
from dragoman.reading.gazetteer import NamedSpan
from dragoman.reading.mentions.lexicon import Head
from dragoman.reading.mentions.office_words import words_of
from dragoman.reading.mentions.units import Units, is_honorific

CORE = r"(?:I-?)*C(?:I|C|V|N{1,3}(?=C)|-(?=C)){0,5}(?:F(?![CFBHhKk]))?(?:,?J)?"
FIELD = r"(?:[CMDOSZPV-]{0,4}[FB](?:[CMDOSZPV-]{0,2}[FB])*|(?:D|S')?[mbf]*[fb])(?![MmFfBbC-]*[HhKk])"
NAME = re.compile(rf"(,?)((?:[TR][,.]?|d(?=[TR]))*)({CORE})")
NAME_OF_STATE = re.compile(r"H?(?:([SP])C[CI]*)")  # "Israel Katz": a name that begins with a state's or place's
OF_STATE = re.compile(r"od?[SD]")
NAME_OF_STATE_AFTER = re.compile(rf"{CORE}od?S(?![CFB])")
STATE_AFTER = re.compile(r"od?([SDZO])(?![CFB])")
BEFORE = re.compile(
    r"(d?)([VvWw-]*)((?:[SZDPO]'?(?:[SD](?='?[MmFfBbVv]*$))?)?)((?:[MmVvWwFfBbCODZP]|(?<=[MmVvWw])-|(?<=[Ff])a(?=[Ff]))*)$"
)
FORWARD = re.compile(r"([VvWw-]*)((?:[SZDPO]'?)?)([MmVvFfBbCODZ-]*)([Hh])")
BEFORE_LIST = re.compile(r"d?((?:[SDZ]'?,)*[SDZ]'?ad?[SDZ])'?[MmVvFfBb-]*$")
STATES = re.compile(r"od?([SZ](?:,d?[SZ])*,?ad?[SZ])(?![FB])")
NAME_BEFORE = re.compile(rf"([TR]*)({CORE}),$")
TITLED_BEFORE = re.compile(rf"[TR]{CORE},$")
FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
APPOSED_ENDS = re.compile(r"[^aCHK]|$")
COMPLEMENTS = (
    ("state", re.compile(r"o(d?)([SZ])(?!'?[FB])(?:\([COB]\))?")),
    ("office", re.compile(r"([ort])(d?)([VvWw]*)((?:[SZDPO]'?)?)([MmFfBbC-]*)([HhKk])")),
    ("fields", re.compile(rf"([ort])(d?){FIELD}(?:,d?{FIELD})*(?:,?ar?d?{FIELD})?(?:\([COBD]\))?")),
    ("joined", re.compile(r"a(d?)(?:[CM-]{0,3}F)+(?![MmFfBbC-]*[HhKk])")),
    ("organisation", re.compile(r"([orti])(d?)([DS]?)([MFBC]*)O(?:\([OCB]\))?")),
    ("accredited", re.compile(r"[ti](d?)([SZ])(?![FB])")),
    ("portfolio", re.compile(r"o(d?)C(?=CC(?![CI]))")),  # an unknown field before a name of two words
    ("place", re.compile(r"o(d?)(?:P(?![FB])|C{1,3}(?![CI]))")),
    ("place", re.compile(r"(?:[tr](d?)(?:C{1,2}|P)|rd?S)(?![CI'])")),
)


@dataclass(slots=True)
class Holder:
    """A mention of one office-holder or named person; `start` and `end` are tokens, `end` exclusive.

    `owner` is the token before a possessive that it belongs to, `place` the state of a region or city that the office
    is of, `bound` whether it is the office of a body or field and not of a whole state, `deputy` whether a deputy's.
    """

    start: int
    end: int
    name: tuple[int, int] | None = None
    heads: list[Office] = field(default_factory=list)
    offices: list[str] = field(default_factory=list)
    country: str | None = None
    organisation: NamedSpan | None = None
    accredited: str | None = None
    past: bool = False
    bound: bool = False
    deputy: bool = False
    place: str | None = None
    titled: bool = False
    definite: bool = False
    owner: int | None = None
    core: int = 0


@dataclass(slots=True)
class _Office:
    """One office as the grammar reads it: units `start` to `end`, `pieces` the unit runs that are kept in its words.

    `inner` is where another's office begins in its complement ("Spokesperson for Secretary-General X").
    """

    start: int
    end: int
    head: Head
    pieces: list[tuple[int, int]]
    country: str | None = None
    organisation: NamedSpan | None = None
    accredited: str | None = None
    past: bool = False
    definite: bool = False
    lead: bool = False
    complemented: bool = False
    bound: bool = False
    place: str | None = None
    owner: int | None = None
    inner: int | None = None
    states: list[str] = field(default_factory=list)


def read_holders(doc: Doc, units: Units) -> list[Holder]:
    """Return the office-holders of a passage, in order; several holders may share a stretch of the text."""
    found: list[Holder] = []
    done = 0
    for at in sorted(units.heads):
        if at < done or (at > 1 and units.codes[at - 1] == "-" and units.codes[at - 2] not in "MmVvWw"):
            continue
        office = _office(units, at, done)
        holders, end = _holders(doc, units, office, done, found[-1] if found else None)
        found.extend(holders)
        done = max(done, end)
    return found


def _office(units: Units, at: int, floor: int) -> _Office:
    before = BEFORE.search(units.codes, floor, at)
    office = _Office(at, at + 1, units.heads[at], [(at, at + 1)])
    if before:
        _take_before(office, units, before)
    if office.start and units.codes[office.start - 1] == "'":
        office.owner = units.starts[office.start - 1] - 1
    _take_after(office, units)
    return office


def _take_before(office: _Office, units: Units, match: re.Match[str]) -> None:
    determiner, loose, lead, kept = (match.span(i) for i in range(1, 5))
    office.start = match.start()
    office.definite = determiner[0] < determiner[1]
    office.past = any(c in "Ww" for c in units.codes[match.start() : match.end()])
    if lead[0] < lead[1] and _is_where(units, match, office.end):
        office.start = lead[1]  # "received in the Kremlin President of Finland …": the seat is where, not whose
        office.definite = False
    elif lead[0] < lead[1]:
        _take_lead(office, units, lead)
    for i in range(*kept):
        if units.codes[i] == "D":  # a demonym among the modifiers ("then US Secretary") gives the country
            office.country = office.country or units.spans[i].code
            office.lead = True
    dropped = "VvD" if office.past else "VvWwD"
    pieces = [i for i in (*range(*loose), *range(*kept)) if units.codes[i] not in dropped]
    office.pieces = [(i, i + 1) for i in pieces] + office.pieces


def _is_where(units: Units, match: re.Match[str], end: int) -> bool:
    """ "In the Kremlin President of Finland X", "to the White House President X of Y": where it was, and not whose."""
    code = units.codes[match.start(3)]
    if code in "ZP" and NAME_OF_STATE_AFTER.match(units.codes, end):
        return True
    placed = match.start() > 0 and units.codes[match.start() - 1] == "i" and match.start(1) < match.end(1)
    return (code in "ZP" and OF_STATE.match(units.codes, end) is not None) or (code in "ZO" and placed)


def _take_lead(office: _Office, units: Units, lead: tuple[int, int]) -> None:
    span, code = units.spans[lead[0]], units.codes[lead[0]]
    office.lead = True
    if code == "O":
        office.organisation = span
        office.pieces.insert(0, (lead[0], lead[0] + 1))
        return
    office.country = span.code
    if code in "ZP" and not units.codes.startswith("'", lead[0] + 1):
        office.pieces.insert(0, (lead[0], lead[0] + 1))


def _take_after(office: _Office, units: Units) -> None:
    listed = STATES.match(units.codes, office.end)
    for _ in range(4):
        if listed and office.head.singular:
            office.states = [units.spans[i].code or "" for i in range(*listed.span(1)) if i in units.spans]
            office.end = listed.end()
            return
        if not any(_take_complement(office, units, kind, pattern) for kind, pattern in COMPLEMENTS):
            return
        office.complemented = True
        listed = STATES.match(units.codes, office.end)


def _take_complement(office: _Office, units: Units, kind: str, pattern: re.Pattern[str]) -> bool:
    # what stands before a name like a title ends a field: "Minister of Foreign Affairs General X"
    match = pattern.match(units.honorifics if kind in ("fields", "joined") else units.codes, office.end)
    if not match or (kind == "portfolio" and not office.head.office.portfolio):
        return False
    start, end = match.span()
    if kind == "joined" and "of" not in office.head.words:
        return False  # only "Minister of State and Foreign Affairs"
    if kind == "state":
        office.country = office.country or units.spans[match.start(2)].code
    elif kind == "accredited":
        if not office.head.office.accredited:
            return False
        office.accredited = units.spans[match.start(2)].code
    else:
        office.bound = True
        office.pieces.extend(_kept(office, units, start, end))
        if kind == "office" and _is_anothers(units, match):
            office.inner = match.end(2)
    office.end = end
    return True


def _is_anothers(units: Units, match: re.Match[str]) -> bool:
    """ "Adviser to President X": without an article the name is that of the inner office's holder."""
    bare = match.group(1) in "tr" and not match.group(2) and match.group(6) == "H"
    return bare and NAME.match(units.codes, match.end()) is not None and units.codes[match.end()] != ","


def _kept(office: _Office, units: Units, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Keep a complement's words but for the names of states; they and its organisation give the country."""
    direct = units.codes[start] in "oi" or "h" in units.codes[start:end].lower()
    for i in range(start, end):
        code, span = units.codes[i], units.spans.get(i)
        if span and code in "SDZ":
            if direct:
                office.country = office.country or span.code
                continue
            if office.head.office.accredited and code == "S":
                office.accredited = span.code
                continue
        if span and code == "O" and direct:
            office.organisation = office.organisation or span
        if span and code == "P" and direct:
            office.place = office.place or span.code
        if code == "'" and i and units.codes[i - 1] in "SDZ":
            continue
        yield (i, i + 1)


def _holders(doc: Doc, units: Units, office: _Office, floor: int, previous: Holder | None) -> tuple[list[Holder], int]:
    if office.head.singular:
        return _several(doc, units, office, floor)
    chain = [office, *_chained(doc, units, office)]
    last = chain[-1]
    name = None if last.inner else _name_after(doc, units, last, floor)
    if previous and not name and _is_second(doc, units, previous, chain):
        _add_offices(previous, _holder(doc, units, chain, None))
        return [], last.end
    if len(chain) > 1 and not name:
        chain, last = _unnamed_chain(chain)
    end = name[2] if name else last.end
    holder = _holder(doc, units, chain, name)
    if name:
        end = _state_after(units, holder, end)
        holder.end = units.ends[end - 1]
    elif _apposed_before(doc, units, holder, range(office.start, end), floor):
        pass
    elif not _stands_alone(units, chain, office):
        return [], end if office.complemented else office.end
    return [holder], last.inner or end


def _is_second(doc: Doc, units: Units, previous: Holder, chain: list[_Office]) -> bool:
    """ "Cardinal X, Secretary of State": an office after the comma is that of the person with a rank before it."""
    start, core = chain[0].start, _core(units, chain[0])
    follows = start > 0 and units.codes[start - 1] == "," and units.starts[start - 1] == previous.end
    if not follows or previous.name is None or previous.name[1] != previous.end:
        return False
    ranked = bool(previous.heads) and all(map(is_honorific, previous.heads))
    return ranked and (doc[core].dep_ == "appos" or APPOSED_ENDS.match(units.codes, chain[-1].end) is not None)


def _add_offices(holder: Holder, other: Holder) -> None:
    """Give a person of rank the office that follows the name; an envoy's own title is an office too."""
    kept = holder.heads[0].level == "envoy"
    holder.heads = [*(holder.heads if kept else ()), *other.heads]
    holder.offices = [*(holder.offices if kept else ()), *other.offices]
    holder.country = holder.country or other.country
    holder.organisation = holder.organisation or other.organisation
    holder.bound, holder.deputy, holder.place, holder.end = other.bound, other.deputy, other.place, other.end


def _stands_alone(units: Units, chain: list[_Office], office: _Office) -> bool:
    """An office without a name counts when it is tied to something, or capitalised and an office by itself."""
    tied = any(o.lead or o.country or o.organisation or o.accredited or o.complemented for o in chain)
    capital = units.codes[office.start : office.end].find("H") >= 0
    if not capital:
        return bool(office.country or office.organisation) or (office.definite and office.head.office.alone)
    return tied or office.head.office.alone


def _chained(doc: Doc, units: Units, office: _Office) -> Iterator[_Office]:
    """Yield further offices of the same person: "A and B", or "A of S, the B of an organisation"."""
    end = office.end
    while True:
        comma = units.codes.startswith(",d", end) and office.country
        at = end + 2 if comma else end + 1 if units.codes.startswith("a", end) else 0
        match = FORWARD.match(units.codes, at) if at else None
        if not match:
            return
        following = _office(units, match.end() - 1, at)
        if following.head.singular or following.start != at or not _same_person(office, following, bool(comma)):
            return
        if comma and not (following.organisation and _name_after(doc, units, following, following.start)):
            return
        yield following
        office, end = following, following.end


def _same_person(office: _Office, following: _Office, comma: bool) -> bool:
    if following.country and office.country:
        return following.country == office.country and not following.lead
    return comma or not (following.lead and office.lead)


def _unnamed_chain(chain: list[_Office]) -> tuple[list[_Office], _Office]:
    """Without a name, "the President and Prime Minister" may be two persons: only the first is kept as read."""
    return chain[:1], chain[0]


def _name_after(doc: Doc, units: Units, office: _Office, floor: int) -> tuple[int, int, int] | None:
    """Return (start of titles, start of the name, end) in units, or None.

    In "Her Excellency X, President of Y, the Honourable Z" the office is that of the titled name before its comma.
    """
    at = office.end
    if units.codes[at - 1] in "Hh" and NAME_OF_STATE.match(units.codes, at):
        match = NAME_OF_STATE.match(units.codes, at)
        return (at, at, match.end()) if match else None
    tied = office.complemented or not units.codes.startswith(",", at)
    match = NAME.match(units.honorifics if tied else units.codes, at)
    if not match:
        return None
    if match.group(1) and (
        not _is_apposed_name(doc, units, match) or TITLED_BEFORE.search(units.codes, floor, office.start)
    ):
        return None
    return match.start(2), match.start(3), match.end(3)


def _is_apposed_name(doc: Doc, units: Units, match: re.Match[str]) -> bool:
    """After a comma a name belongs to the office when it has a title or two words and its phrase ends there."""
    titles, core = match.group(2), match.group(3)
    if titles:
        return True
    if core.count("C") + core.count("I") < 2:
        return False
    following = units.codes[match.end() : match.end() + 1]
    return following in ("", ",", ".", ")") or doc[units.ends[match.end() - 1] - 1].dep_ == "appos"


def _state_after(units: Units, holder: Holder, end: int) -> int:
    """Take "of" a state after the name, or of an organisation where the office is one of organisations."""
    match = STATE_AFTER.match(units.codes, end)
    if not match or (holder.country and not holder.organisation):
        return end
    span = units.spans[match.start(1)]
    if match.group(1) == "O":
        if holder.organisation or holder.heads[0].level != "international":
            return end
        holder.organisation = span
    holder.country = span.code
    return match.end()


def _apposed_before(doc: Doc, units: Units, holder: Holder, office: range, floor: int) -> bool:
    """ "Ivica Dacic, Serbia's foreign minister": take the name before the comma."""
    match = NAME_BEFORE.search(units.codes, floor, office.start)
    if not match or not (APPOSED_ENDS.match(units.codes, office.stop) or doc[holder.core].dep_ == "appos"):
        return False
    if _acts_next(doc, units, office.stop):
        return False
    core = match.group(2)
    if not match.group(1) and core.count("C") + core.count("I") < 2:
        return False
    holder.name = (units.starts[match.start(2)], units.ends[match.end(2) - 1])
    holder.start = units.starts[match.start()]
    holder.titled = True
    return True


def _acts_next(doc: Doc, units: Units, at: int) -> bool:
    """ "At the request of X, the President of Y called": what a verb follows at once is its subject, explains no X."""
    return at < len(units.starts) and doc[units.starts[at]].tag_ in FINITE


def _holder(doc: Doc, units: Units, chain: list[_Office], name: tuple[int, int, int] | None) -> Holder:
    first, last = chain[0], chain[-1]
    holder = Holder(units.starts[first.start], units.ends[last.end - 1], core=units.ends[first.end - 1] - 1)
    holder.core = _core(units, first)
    for office in chain:
        holder.heads.append(office.head.office)
        if not office.head.office.generic or len(office.pieces) > 1:
            holder.offices.append(words_of(doc, units, office.pieces))
        holder.country = holder.country or office.country
        holder.organisation = holder.organisation or office.organisation
        holder.accredited = holder.accredited or office.accredited
    holder.past = first.past
    holder.bound = first.bound
    holder.deputy = any(p[0] in units.deputies and p[0] < _core_unit(first) for p in first.pieces)
    holder.place = first.place
    holder.definite = first.definite
    holder.owner = first.owner
    if name:
        holder.name = (units.starts[name[1]], units.ends[name[2] - 1])
        holder.end = holder.name[1]
    return holder


def _core(units: Units, office: _Office) -> int:
    at = next(p for p in office.pieces if units.codes[p[0]] in "HhKk")
    return units.ends[at[0]] - 1


def _several(doc: Doc, units: Units, office: _Office, floor: int) -> tuple[list[Holder], int]:
    """Holders of an office in the plural: by a list of names, else of states."""
    names = list(_names(units, office.end))
    words = words_of(doc, units, office.pieces, office.head.singular)
    if len(names) > 1:
        listed_holders = [_of_list(units, office, words, n) for n in names]
        listed_holders[0].start = units.starts[office.start]
        return listed_holders, names[-1][2]
    listed = BEFORE_LIST.search(units.codes, floor, office.start + 1) or BEFORE_LIST.search(
        units.codes, floor, _core_unit(office)
    )
    states = office.states or (
        [units.spans[i].code or "" for i in range(*listed.span(1)) if i in units.spans] if listed else []
    )
    start = units.starts[listed.start()] if listed and not office.states else units.starts[office.start]
    end = units.ends[office.end - 1]
    generic = office.head.office.generic
    return [
        Holder(
            start,
            end,
            None,
            [office.head.office],
            [] if generic else [words],
            s,
            definite=True,
            core=_core(units, office),
        )
        for s in states
        if s
    ], office.end


def _core_unit(office: _Office) -> int:
    return max(p[0] for p in office.pieces if p[0] < office.end) if office.pieces else office.start


def _of_list(units: Units, office: _Office, words: str, name: tuple[int, int, int, str | None]) -> Holder:
    span = (units.starts[name[0]], units.ends[name[1] - 1])
    country = name[3] or office.country
    return Holder(
        span[0],
        units.ends[name[2] - 1],
        span,
        [office.head.office],
        [words],
        country,
        office.organisation,
        core=span[1] - 1,
    )


NAMES_STEP = re.compile(rf"(,?a?)([TR]*)({CORE})(?:od?([SD])(?![CFB]))?")


def _names(units: Units, at: int) -> Iterator[tuple[int, int, int, str | None]]:
    """Yield (start, end, end with its state, country) of a list of names that begins at a unit and ends with "and"."""
    found: list[tuple[int, int, int, str | None]] = []
    closed = False
    while not closed:
        match = NAMES_STEP.match(units.codes, at)
        if not match or (found and not match.group(1)):
            break
        country = units.spans[match.start(4)].code if match.group(4) else None
        found.append((match.start(3), match.end(3), match.end(), country))
        closed, at = match.group(1).endswith("a"), match.end()
    if closed:
        yield from found
