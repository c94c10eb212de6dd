"""PETRARCH2's lines, without a header: one line a pair, as it writes them with addresses and the event's words."""

from __future__ import annotations

from pathlib import Path

from dragoman.exports.formats.atomic import replacing
from dragoman.exports.formats.delimited import Columns, addresses, joined, nothing, write_row
from dragoman.exports.formats.pairs import Pair, pairs
from dragoman.exports.formats.tally import Tally
from dragoman.exports.formats.written import Written
from dragoman.relations.holdings import Holdings

NULL = "---"  # what PETRARCH2 writes in an optional place that is empty


def _words(pair: Pair) -> str:
    trigger = pair.joined.event.evidence.trigger
    return trigger.exact if trigger else NULL


COLUMNS: Columns[Pair] = {
    "Date": lambda p: p.day.replace("-", ""),
    "Source": lambda p: p.source.code,
    "Target": lambda p: p.target.code if p.target else None,
    "CAMEO": lambda p: p.code,
    "Issues": nothing,
    "SentenceIDs": lambda p: addresses(r.id for r in p.joined.reports),
    "URL": lambda p: addresses(r.version.url for r in p.joined.reports) or NULL,
    "StorySource": lambda p: joined((r.version.publisher for r in p.joined.reports), ";") or NULL,
    "(blank)": nothing,
    "EventText": _words,
}


def write(holdings: Holdings, out: Path) -> Written:
    """Write the events as PETRARCH2's lines to the file OUT. Raises OSError."""
    tally = Tally()
    with replacing(out) as file:
        for pair in pairs(holdings, tally, named=False):
            write_row(pair, COLUMNS, file)
            tally.rows += 1
    return tally.written(out)
