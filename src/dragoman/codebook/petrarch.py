"""Read dictionaries of actors and agents in PETRARCH's format as a layer of the codebook.

The format is that of PETRARCH2 and Phoenix: an actor is a name with a code, `NAME_ [CODE]`, with synonyms on lines of
their own, `+SYNONYM_`, and codes that hold for a time, `[CODE 490101-530101]`, `[CODE <910101]`, `[CODE >010101]`. An
agent's code begins with `~`; `{PLURAL_}` names its plural, and `!SET! = A, B` names words that stand for `!SET!`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from itertools import product
from pathlib import Path

import msgspec
import yaml

from dragoman.codebook.load import CodebookError, Concept, shipped
from dragoman.codebook.spec import Agent, Entry, Organisation, Territory

ABOUT = "Read from a dictionary in PETRARCH's format; codes are mapped to PLOVER 2.0."
NOTE = "The example is made from the name."
COMMENT = re.compile(r"\s*[#;].*|<!--.*")
SET_LINE = re.compile(r"(!\w+!)\s*=\s*(.+)")
SETS = re.compile(r"(!\w+!)")
CODES = re.compile(r"\[([^\]]*)\]")
PLURALS = re.compile(r"\{([^}]*)\}")
NAME = re.compile(r"[\w.&'’/()-]+(?: [\w.&'’/()-]+)*")
SMALL = frozenset(("of", "the", "and", "for", "in", "on", "to", "de", "la", "du", "des"))
LETTERS_OF_ACRONYMS = 3  # a single word of so many letters is written in capitals; longer names are read both ways
PIVOT = 30  # PETRARCH: two-digit years above it are of the last century
ONE_DAY = timedelta(days=1)


class Beyond(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What stands for an actor of no state."""

    country: str
    sector: str | None = None


class Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """CAMEO's codes in PLOVER's terms."""

    countries: dict[str, str]
    international: dict[str, Beyond]
    roles: dict[str, str | None]


@dataclass(frozen=True)
class Code:
    """A code as written, the days between which it holds (ISO, inclusive), and whether it is an agent's."""

    text: str
    since: str | None = None
    until: str | None = None
    agent: bool = False


@dataclass
class Item:
    """A name with its synonyms, plurals and codes, the line that it begins on, and whether a line of it is faulty."""

    line: int
    names: list[str]
    plurals: list[str] = field(default_factory=list)
    codes: list[Code] = field(default_factory=list)
    faulty: bool = False


class UnreadableError(ValueError):
    """What cannot be read in a line."""


def read_petrarch(paths: Sequence[Path]) -> tuple[Concept, ...]:
    """Return the concepts of some dictionaries, a layer for `load` over the shipped codebook.

    A bare country code gives a territory's name, any other code an organisation (persons among them: the format does
    not tell them apart), a code with `~` an agent. Groups that follow a role in a code are not kept. Raises
    CodebookError with a line `file:line: fault` for everything that cannot be read.
    """
    faults: list[str] = []
    concepts = [concept for path in paths for concept in _concepts(path, faults)]
    if faults:
        raise CodebookError("\n".join(faults))
    return tuple(concepts)


def _concepts(path: Path, faults: list[str]) -> Iterator[Concept]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        faults.append(f"{path}:1: cannot be read as UTF-8: {getattr(error, 'strerror', None) or error}")
        return
    found: dict[str, list[tuple[int, Entry]]] = {"territories": [], "organisations": [], "agents": []}
    for item in _items(text, path, faults):
        try:
            for kind, entry in _entries(item):
                found[kind].append((item.line, entry))
        except UnreadableError as fault:
            faults.append(f"{path}:{item.line}: {fault}")
    name = "petrarch_" + _slug(path.stem).replace("-", "_")
    for kind, placed in found.items():
        if placed:
            entries, lines = tuple(e for _, e in placed), tuple(n for n, _ in placed)
            yield Concept(kind, name, ABOUT, entries, str(path), lines)


def _items(text: str, path: Path, faults: list[str]) -> list[Item]:
    """Return the items of a dictionary that can be read; lines that cannot become faults."""
    sets: dict[str, tuple[str, ...]] = {}
    items: list[Item] = []
    for number, raw in enumerate(text.splitlines(), start=1):
        line = COMMENT.sub("", raw).strip()
        given = SET_LINE.fullmatch(line)
        if given:
            sets[given[1].upper()] = tuple(_clean(word) for word in given[2].split(",") if word.strip())
            continue
        if line and not line.startswith(("+", "[")):
            items.append(Item(number, []))
        try:
            if line and not items:
                raise UnreadableError("it belongs to a name, and none stands before it")
            if line:
                _extend(items[-1], line.removeprefix("+"), sets)
        except UnreadableError as fault:
            faults.append(f"{path}:{number}: {fault}")
            for item in items[-1:]:
                item.faulty = True
    return [item for item in items if not item.faulty]


def _extend(item: Item, line: str, sets: dict[str, tuple[str, ...]]) -> None:
    """Add the name, plural and codes of one line to an item."""
    codes = CODES.findall(line)
    plurals = PLURALS.findall(line)
    bare = PLURALS.sub("", CODES.sub("", line)).strip()
    if any(mark in bare for mark in "[]{}"):
        raise UnreadableError("a bracket is not closed")
    item.names.extend(_spelt(bare, sets) if bare else ())
    item.plurals.extend(p for given in plurals for p in _spelt(given, sets))
    item.codes.extend(_code(c) for c in codes)


def _spelt(name: str, sets: dict[str, tuple[str, ...]]) -> list[str]:
    """Return a name in each of the ways that its sets of words give."""
    parts = [part for part in SETS.split(name) if part]
    strange = [p for p in parts if SETS.fullmatch(p) and p.upper() not in sets]
    if strange:
        raise UnreadableError(f"the set {strange[0]} is not defined before it is used")
    found = [_clean("".join(way)) for way in product(*(sets.get(p.upper(), (p,)) for p in parts))]
    bad = [f for f in found if not NAME.fullmatch(f)]
    if bad:
        raise UnreadableError(f"{bad[0]!r} is no name")
    return found


def _clean(name: str) -> str:
    return " ".join(name.replace("_", " ").split())


def _code(text: str) -> Code:
    """Read what stands in brackets: a code and, perhaps, when it holds."""
    words = text.split()
    if not words or len(words) > 2:
        raise UnreadableError(f"[{text}] is no code with at most one restriction of time")
    agent, code = words[0].startswith("~"), words[0].removeprefix("~").upper()
    if not code or len(code) % 3 or not code.isalnum():
        raise UnreadableError(f"[{text}] is no code of three letters a part")
    if len(words) == 1:
        return Code(code, agent=agent)
    if agent:
        raise UnreadableError(f"[{text}]: an agent's code holds at all times")
    since, until = _bounds(words[1])
    return Code(code, since, until)


def _bounds(text: str) -> tuple[str | None, str | None]:
    if text.startswith("<"):
        return None, (_day(text[1:]) - ONE_DAY).isoformat()
    if text.startswith(">"):
        return (_day(text[1:]) + ONE_DAY).isoformat(), None
    first, dash, last = text.partition("-")
    if not dash:
        raise UnreadableError(f"{text!r} is no restriction of time; write <910101, >010101 or 490101-530101")
    since, until = _day(first), _day(last)
    if since > until:
        raise UnreadableError(f"{text!r} ends before it begins")
    return since.isoformat(), until.isoformat()


def _day(text: str) -> date:
    century = "" if len(text) == 8 else "19" if text[:2] > str(PIVOT) else "20"
    digits = century + text
    try:
        if len(digits) != 8 or not digits.isdigit():
            raise ValueError
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        raise UnreadableError(f"{text!r} is no day; write YYMMDD or YYYYMMDD") from None


def _entries(item: Item) -> Iterator[tuple[str, Entry]]:
    """Yield the entries of an item with their kinds."""
    if not item.codes:
        raise UnreadableError(f"{item.names[0]!r} has no code")
    for number, code in enumerate(item.codes, start=1):
        key = "petrarch-" + _slug(item.names[0]) + (f"-{number}" if number > 1 else "")
        if code.agent:
            yield "agents", _agent(key, item, code)
            continue
        country, sectors = _codes(code.text)
        written = tuple(dict.fromkeys(w for name in item.names for w in _written(name)))
        state = _states().get(country)
        example = (f"[{written[0]}|{country}] issued a statement.",)
        if state and not sectors and not (code.since or code.until):
            yield (
                "territories",
                Territory(
                    id=key,
                    code=country,
                    name=state.name,
                    names=written,
                    sectors=state.sectors,
                    examples=example,
                    note=NOTE,
                ),
            )
        else:
            yield (
                "organisations",
                Organisation(
                    id=key,
                    name=written[0],
                    names=written,
                    country=country,
                    sector=sectors[0] if sectors else None,
                    other_sectors=sectors[1:],
                    since=code.since,
                    until=code.until,
                    examples=example,
                    note=NOTE,
                ),
            )


def _agent(key: str, item: Item, code: Code) -> Agent:
    sectors = _sectors(code.text)
    if not sectors:
        raise UnreadableError(f"[~{code.text}] names no sector")
    nouns = [name.lower() for name in item.names]
    irregular = [p.lower() for p in item.plurals if not any(_is_regular(p.lower(), n) for n in nouns)]
    example = (f"[The {nouns[0]}|{sectors[0]}] waited.",)
    return Agent(
        id=key,
        nouns=tuple(dict.fromkeys((*nouns, *irregular))),
        sector=sectors[0],
        other_sectors=sectors[1:],
        examples=example,
        note=NOTE,
    )


def _is_regular(plural: str, noun: str) -> bool:
    return plural in (noun + "s", noun + "es", noun[:-1] + "ies")


def _codes(text: str) -> tuple[str, tuple[str, ...]]:
    """Return the PLOVER country and sectors of a CAMEO code."""
    table = _table()
    prefix = max((p for p in table.international if text.startswith(p)), key=len, default=None)
    if prefix is not None:
        beyond = table.international[prefix]
        return beyond.country, (beyond.sector,) if beyond.sector else ()
    country = table.countries.get(text[:3], text[:3])
    if country not in _states():
        raise UnreadableError(f"[{text}]: {text[:3]} is no country and no kind of international actor")
    return country, _sectors(text[3:]) if text[3:] else ()


def _sectors(roles: str) -> tuple[str, ...]:
    """Return the sectors of roles; what follows a known role names a group, and one that no role leads is a fault."""
    table = _table()
    parts = [roles[i : i + 3] for i in range(0, len(roles), 3)]
    if parts[0] not in table.roles:
        raise UnreadableError(f"{parts[0]} is no role; roles are {', '.join(sorted(table.roles))}")
    sectors = (table.roles.get(part) for part in parts)
    return tuple(dict.fromkeys(s for s in sectors if s))


def _written(name: str) -> tuple[str, ...]:
    """Return a name of the dictionary, which is all capitals, as texts write it."""
    if len(name) <= LETTERS_OF_ACRONYMS:
        return (name.upper(),)
    words = [w.lower() if i and w.lower() in SMALL else _capitalised(w) for i, w in enumerate(name.split())]
    return (" ".join(words),)


def _capitalised(word: str) -> str:
    return "-".join(part[:1].upper() + part[1:].lower() for part in word.split("-"))


def _slug(name: str) -> str:
    return re.sub(r"\W+", "-", name.lower()).strip("-")


@cache
def _table() -> Table:
    text = Path(__file__).with_name("petrarch.yaml").read_text(encoding="utf-8")
    return msgspec.convert(yaml.safe_load(text), Table)


@cache
def _states() -> dict[str, Territory]:
    """Return the shipped territory of each code, the one that is named by it where several have it."""
    found: dict[str, Territory] = {}
    for territory in shipped().entries(Territory):
        if territory.code not in found or territory.id == territory.code:
            found[territory.code] = territory
    return found
