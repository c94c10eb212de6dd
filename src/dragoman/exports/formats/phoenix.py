"""Phoenix' 26 columns: one row a pair, actors by their CAMEO code and its parts."""

from __future__ import annotations

from pathlib import Path

from dragoman.exports.formats import places
from dragoman.exports.formats.atomic import replacing
from dragoman.exports.formats.delimited import Columns, addresses, joined, nothing, write_header, write_row
from dragoman.exports.formats.pairs import Pair, pairs
from dragoman.exports.formats.sides import Side
from dragoman.exports.formats.tally import Tally
from dragoman.exports.formats.written import Written
from dragoman.relations.holdings import Holdings


def _actor(prefix: str, side: Side | None) -> dict[str, str]:
    """Return the four columns of one end: the whole code, and its parts of three letters."""
    code = side.code if side else ""
    entity = side.country if side else ""
    rest = code[len(entity) :]
    values = {"Full": code, "Entity": entity, "Role": rest[:3], "Attribute": rest[3:]}
    return {f"{prefix}{name}": value for name, value in values.items()}


def _actors() -> Columns[Pair]:
    source = {n: (lambda p, n=n: _actor("SourceActor", p.source)[n]) for n in _actor("SourceActor", None)}
    target = {n: (lambda p, n=n: _actor("TargetActor", p.target)[n]) for n in _actor("TargetActor", None)}
    return {**source, **target}


COLUMNS: Columns[Pair] = {
    "EventID": lambda p: p.number,
    "Date": lambda p: p.day.replace("-", ""),
    "Year": lambda p: p.day[:4],
    "Month": lambda p: int(p.day[5:7]),
    "Day": lambda p: int(p.day[8:10]),
    **_actors(),
    "EventCode": lambda p: p.code,
    "EventRootCode": lambda p: p.code[:2],
    "QuadClass": lambda p: p.quad,
    "GoldsteinScore": lambda p: p.goldstein,
    "Issues": nothing,
    "Lat": nothing,
    "Lon": nothing,
    "LocationName": lambda p: p.joined.event.place,
    "StateName": nothing,
    "CountryCode": lambda p: places.country(p.joined),
    "SentenceID": lambda p: addresses(r.id for r in p.joined.reports),
    "URLs": lambda p: addresses(r.version.url for r in p.joined.reports),
    "NewsSources": lambda p: joined((r.version.publisher for r in p.joined.reports), ";"),
}


def write(holdings: Holdings, out: Path) -> Written:
    """Write the events as Phoenix' rows to the file OUT. Raises OSError."""
    tally = Tally()
    with replacing(out) as file:
        write_header(COLUMNS, file)
        for pair in pairs(holdings, tally, named=False):
            write_row(pair, COLUMNS, file)
            tally.rows += 1
    return tally.written(out)
