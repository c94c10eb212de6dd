"""GDELT 2.0: events (61 columns) and mentions (16), no header; a mention is one report of one pair, with offsets."""

from __future__ import annotations

from pathlib import Path

import msgspec

from dragoman.exports.formats.atomic import replacing
from dragoman.exports.formats.days import DAY, published_day
from dragoman.exports.formats.delimited import Columns, nothing, write_row
from dragoman.exports.formats.gdelt import columns
from dragoman.exports.formats.pairs import Pair, pairs
from dragoman.exports.formats.sides import Side, side_of
from dragoman.exports.formats.tally import Tally
from dragoman.exports.formats.written import Written
from dragoman.record.types import Event
from dragoman.relations.holdings import Holdings
from dragoman.relations.values import Stated

EVENTS, MENTIONS = "events.export.CSV", "events.mentions.CSV"  # the endings by which loaders tell GDELT's files
WEB, CITATION = 1, 2  # GDELT's types of a mention: with an address, or a citation only
NOWHERE = -1  # GDELT's offset of what is not in the article's text
COLUMNS = columns(second=True)


class Mention(msgspec.Struct, frozen=True):
    """One report of one pair."""

    pair: Pair
    report: Stated[Event]


def _offset(mention: Mention, side: Side | None) -> int:
    """Return where the report's text names one end, in code points, NOWHERE where it does not."""
    event = mention.report.item
    if side is None or event.evidence.field is not None:
        return NOWHERE
    named = [(e, side_of(e)) for e in (*event.actor, *event.recipient) if e.end > e.start]
    same = [e.start for e, found in named if found == side]
    kin = [e.start for e, found in named if found and found.country and found.country == side.country]
    return next(iter((*same, *kin)), NOWHERE)


def _action(mention: Mention) -> int:
    evidence = mention.report.item.evidence
    if evidence.field is not None:
        return NOWHERE
    return evidence.trigger.start if evidence.trigger else evidence.start


def _moment(published: str | None) -> str:
    """Return the minute of publication as YYYYMMDDHHMMSS; zeros where only the day is known."""
    digits = "".join(c for c in (published or "")[:19] if c.isdigit())
    return digits.ljust(14, "0") if len(digits) >= DAY - 2 else ""


MENTION_COLUMNS: Columns[Mention] = {
    "GLOBALEVENTID": lambda m: m.pair.number,
    "EventTimeDate": lambda m: _moment(published_day(m.pair.joined)),
    "MentionTimeDate": lambda m: _moment(m.report.version.published),
    "MentionType": lambda m: WEB if m.report.version.url else CITATION,
    "MentionSourceName": lambda m: m.report.version.publisher,
    "MentionIdentifier": lambda m: m.report.version.url or m.report.version.document,
    "SentenceID": nothing,
    "Actor1CharOffset": lambda m: _offset(m, m.pair.source),
    "Actor2CharOffset": lambda m: _offset(m, m.pair.target),
    "ActionCharOffset": _action,
    "InRawText": lambda m: int(m.report.item.evidence.field is None),
    "Confidence": lambda m: round(100 * m.report.item.confidence),
    "MentionDocLen": lambda m: m.report.version.length,
    "MentionDocTone": nothing,
    "MentionDocTranslationInfo": nothing,
    "Extras": nothing,
}


def write(holdings: Holdings, out: Path) -> Written:
    """Write the events and their mentions as GDELT 2.0's two files into the folder OUT. Raises OSError."""
    out.mkdir(parents=True, exist_ok=True)
    tally = Tally()
    with replacing(out / MENTIONS) as mentions, replacing(out / EVENTS) as events:
        for pair in pairs(holdings, tally, lone=True):
            write_row(pair, COLUMNS, events)
            for report in pair.joined.reports:
                write_row(Mention(pair, report), MENTION_COLUMNS, mentions)
            tally.rows += 1 + len(pair.joined.reports)
    return tally.written(out / EVENTS, out / MENTIONS)
