"""The day that a format gives an event, where the record has none or a later one."""

from __future__ import annotations

from calendar import monthrange

from dragoman.exports.formats.tally import Tally
from dragoman.relations.values import JoinedEvent

DAY = 10  # characters of an ISO day


def published_day(joined: JoinedEvent) -> str | None:
    """Return the first day on which a report of the event was published, None where no report has one."""
    days = [r.version.published[:DAY] for r in joined.reports if r.version.published]
    return min((d for d in days if len(d) == DAY), default=None)


def day_of(joined: JoinedEvent, tally: Tally) -> str | None:
    """Return the day to give the event, None where any would be a guess.

    An undated act is dated by its first report, as the data sets of the field date all acts, unless it is past
    history; an act that is dated after its first report (what was agreed for then) is dated by the report too. Both
    are counted in the tally. A month or year is no day.
    """
    reported = published_day(joined)
    if joined.date is None and joined.event.auxiliary == "historical":
        return None
    if joined.date is None:
        if reported:
            tally.noted["dated-by-publication"] += 1
        return reported
    if len(joined.date) < DAY:
        return None
    day = joined.date[:DAY]
    if reported and day > reported:
        tally.noted["dated-after-publication"] += 1
        return reported
    return day


def span_of(joined: JoinedEvent, tally: Tally) -> tuple[str, str | None] | None:
    """Return the first day of an event, and the last where only its month or year is known; None as in `day_of`."""
    date = joined.date
    if date is not None and len(date) == len("2022"):
        return f"{date}-01-01", f"{date}-12-31"
    if date is not None and len(date) == len("2022-03"):
        year, month = int(date[:4]), int(date[5:])
        return f"{date}-01", f"{date}-{monthrange(year, month)[1]:02d}"
    day = day_of(joined, tally)
    return (day, None) if day else None
