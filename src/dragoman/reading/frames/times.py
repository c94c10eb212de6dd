"""When: the dates of the document, beside the words that they date."""

from __future__ import annotations

from datetime import date

import msgspec
from spacy.tokens import Token

from dragoman.reading.dates import Calendar, FoundDay, find_days
from dragoman.reading.findings import Day
from dragoman.reading.parse import Parsed

PAST_AFTER = 21  # days: an act dated longer before publication is history, not news
CONTENT = ("NOUN", "PROPN", "VERB")
UNKNOWN = Day(None, None, "unknown")


class Times(msgspec.Struct, frozen=True):
    """All dates found, by passage, under both directions of time; `words` name months and weekdays."""

    today: str | None
    past: tuple[tuple[FoundDay, ...], ...]
    future: tuple[tuple[FoundDay, ...], ...]
    words: frozenset[str]

    def day_at(self, passage: int, trigger: Token, future: bool) -> Day:
        """Return the date that stands nearest to the trigger in its sentence, else an unknown day."""
        found = self.near(passage, trigger, future)
        return found.day if found else UNKNOWN

    def near(self, passage: int, trigger: Token, future: bool) -> FoundDay | None:
        """Return the found date nearest to the trigger, in its own sentence."""
        days = (self.future if future else self.past)[passage]
        sentence = trigger.sent
        inside = [d for d in days if sentence.start_char <= d.start < sentence.end_char]
        return min(inside, key=lambda d: (abs(d.start - trigger.idx), d.start), default=None)

    def is_of_content(self, passage: int, trigger: Token) -> bool:
        """Tell whether the nearest past date stands below another verb or noun, so that it dates what is spoken of."""
        found = self.near(passage, trigger, False)
        if found is None:
            return False
        token = next((t for t in trigger.sent if t.idx + len(t) > found.start), trigger)
        chain = [token, *token.ancestors]
        inner = chain[: chain.index(trigger)] if trigger in chain else chain
        return any(t.idx < found.start and t.pos_ in CONTENT for t in inner)

    def is_past(self, day: Day) -> bool:
        """Tell whether a day lies well before the publication."""
        end = day.end_date or day.date
        if not end or not self.today:
            return False
        if len(end) < 10:
            return end < self.today[: len(end)]
        return (date.fromisoformat(self.today) - date.fromisoformat(end)).days > PAST_AFTER

    def is_coming(self, day: Day) -> bool:
        """Tell whether a day lies after the publication."""
        return bool(day.date and self.today and day.date > self.today[: len(day.date)])


def read_times(parsed: tuple[Parsed, ...], today: str | None, calendar: Calendar) -> Times:
    """Find every date of the parsed passages."""
    past = tuple(find_days(p.passage.text, today, calendar, towards="past") for p in parsed)
    future = tuple(find_days(p.passage.text, today, calendar, towards="future") for p in parsed)
    return Times(today, past, future, frozenset((*calendar.months, *calendar.weekdays)))
