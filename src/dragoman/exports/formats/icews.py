"""ICEWS' 20 columns: one row a pair, countries and sectors by name, the act in CAMEO's words."""

from __future__ import annotations

from pathlib import Path

from dragoman.codebook.exchange import cameo, country_name
from dragoman.exports.formats import places
from dragoman.exports.formats.atomic import replacing
from dragoman.exports.formats.delimited import Columns, joined, nothing, write_header, write_row
from dragoman.exports.formats.numbers import number
from dragoman.exports.formats.pairs import Pair, pairs
from dragoman.exports.formats.sides import Side
from dragoman.exports.formats.tally import Tally
from dragoman.exports.formats.written import Written
from dragoman.relations.holdings import Holdings


def _sectors(side: Side | None) -> str:
    return joined(side.sectors, ",") if side else ""


def _country(side: Side | None) -> str | None:
    return country_name(side.iso) if side and side.country and side.iso else None


def _words(pair: Pair) -> str | None:
    known = cameo().codes.get(pair.code)
    return known.means if known else None


def _country_of_place(pair: Pair) -> str | None:
    code = places.country(pair.joined)
    return country_name(code) if code else None


COLUMNS: Columns[Pair] = {
    "Event ID": lambda p: p.number,
    "Event Date": lambda p: p.day,
    "Source Name": lambda p: p.source.name,
    "Source Sectors": lambda p: _sectors(p.source),
    "Source Country": lambda p: _country(p.source),
    "Event Text": _words,
    "CAMEO Code": lambda p: p.code,
    "Intensity": lambda p: p.goldstein,
    "Target Name": lambda p: p.target.name if p.target else None,
    "Target Sectors": lambda p: _sectors(p.target),
    "Target Country": lambda p: _country(p.target),
    "Story ID": lambda p: number(p.joined.reports[0].version.document),
    "Sentence Number": nothing,
    "Publisher": lambda p: p.joined.reports[0].version.publisher,
    "City": nothing,
    "District": nothing,
    "Province": nothing,
    "Country": _country_of_place,
    "Latitude": nothing,
    "Longitude": nothing,
}


def write(holdings: Holdings, out: Path) -> Written:
    """Write the events as ICEWS' rows to the file OUT. Raises OSError."""
    tally = Tally()
    with replacing(out) as file:
        write_header(COLUMNS, file)
        for pair in pairs(holdings, tally):
            write_row(pair, COLUMNS, file)
            tally.rows += 1
    return tally.written(out)
