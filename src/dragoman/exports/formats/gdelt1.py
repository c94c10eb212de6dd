"""GDELT 1.0's events: 58 columns, no header, one row a pair."""

from __future__ import annotations

from pathlib import Path

from dragoman.exports.formats.atomic import replacing
from dragoman.exports.formats.delimited import write_row
from dragoman.exports.formats.gdelt import columns
from dragoman.exports.formats.pairs import pairs
from dragoman.exports.formats.tally import Tally
from dragoman.exports.formats.written import Written
from dragoman.relations.holdings import Holdings

COLUMNS = columns(second=False)


def write(holdings: Holdings, out: Path) -> Written:
    """Write the events as GDELT 1.0's rows to the file OUT. Raises OSError."""
    tally = Tally()
    with replacing(out) as file:
        for pair in pairs(holdings, tally, lone=True):
            write_row(pair, COLUMNS, file)
            tally.rows += 1
    return tally.written(out)
