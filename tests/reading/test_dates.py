"""Dates: the forms of writing, what is refused, the years and days that are resolved."""

from __future__ import annotations

import time
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.codebook.load import shipped
from dragoman.codebook.spec import Expression
from dragoman.evaluation.markup import parse_example
from dragoman.reading.dates import Calendar, Towards, compile_calendar, find_days

TODAY = "2021-05-12"  # a Wednesday
CALENDAR = compile_calendar(shipped())
MONTHS = [e.phrases[0] for e in shipped().entries(Expression) if e.use == "month"]
DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 30))


def told(text: str, today: str | None = TODAY, towards: Towards = "past") -> list[str]:
    """Return the dates of a text, a range as "first/last"."""
    days = [found.day for found in find_days(text, today, CALENDAR, towards)]
    return [f"{d.date}/{d.end_date}" if d.end_date else str(d.date) for d in days]


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("5 May 2021", ["2021-05-05"]),
        ("May 5, 2021", ["2021-05-05"]),
        ("MAY 5, 2021", ["2021-05-05"]),
        ("Sept. 5, 2021", ["2021-09-05"]),
        ("the 5th of May 2021", ["2021-05-05"]),
        ("the first of May 2021", ["2021-05-01"]),
        ("5-7 May 2021", ["2021-05-05/2021-05-07"]),
        ("May 5–7, 2021", ["2021-05-05/2021-05-07"]),
        ("between 3 and 5 June 2020", ["2020-06-03/2020-06-05"]),
        ("5 and 6 March 2020", ["2020-03-05/2020-03-06"]),
        ("5 and 9 March 2020", ["2020-03-05", "2020-03-09"]),
        ("5, 6 and 9 March 2020", ["2020-03-05/2020-03-06", "2020-03-09"]),
        ("from 29 November to 1 December 2020", ["2020-11-29/2020-12-01"]),
        ("November 29–December 1, 2021", ["2021-11-29/2021-12-01"]),
        ("November 30-December 1, 2021", ["2021-11-30/2021-12-01"]),
        ("29 November 2021–1 December 2021", ["2021-11-29/2021-12-01"]),
        ("30 December to 2 January 2022", ["2021-12-30/2022-01-02"]),
        ("30 December 2021 to 2 January", ["2021-12-30/2022-01-02"]),
        ("November 9, 2020, January 11 and November 26, 2021", ["2020-11-09", "2021-01-11", "2021-11-26"]),
        ("in June 2022", ["2022-06"]),
        ("July–August 2021", ["2021-07/2021-08"]),
        ("early June 2021", ["2021-06"]),
        ("2021-05-05", ["2021-05-05"]),
        ("2021-05-05T10:00:00+03:00", ["2021-05-05"]),
        ("05.06.2021", ["2021-06-05"]),
        ("31/07/2016", ["2016-07-31"]),
        ("7/31/2016", ["2016-07-31"]),
        ("Sunday, 31 July 2016", ["2016-07-31"]),
        ("31 July 2016 (Sunday)", ["2016-07-31"]),
        ("by 2030", ["2030"]),
        ("the end of 2022", ["2022"]),
        ("in the fall of 1990", ["1990"]),
        ("from 2014 to 2020", ["2014/2020"]),
        ("in 2005 and 2007", ["2005", "2007"]),
    ],
)
def test_written_dates_need_no_today(text: str, dates: list[str]) -> None:
    """A date that tells its year is found whatever the day of publication."""
    assert told(text, None) == told(text) == dates
    assert all(found.day.basis == "explicit" for found in find_days(text, TODAY, CALENDAR))


@pytest.mark.parametrize(
    "text",
    [
        "Resolution 1244",
        "500 March participants",
        "they may 5 persons send",
        "the 1990s",
        "in the year 2006-07",
        "05/06/2021",
        "31 February 2021",
        "2021-02-31",
        "from 7 to 5 May 2021",
        "the Sunday Times",
        "every Monday",
        "on Good Friday",
        "open Monday to Friday",
        "May 5,000 troops",
        "+381 11 05 2021",
        "Prime Minister May spoke",
        "the March on the capital",
        "in 2000 cases",
        "over the last year",
        "twenty-five years ago",
        "over a year ago",
        "two weeks ago",
        "in May of that year",
        "last week",
        "later in the day",
        "the channel Russia Today",
        "New Year greetings",
        "the September 11 attacks",
        "the 2005 World Summit",
        "the leaders of tomorrow",
        "in the coming years",
        "at the end of the Year of Science",
    ],
)
def test_what_fixes_no_day_is_left_out(text: str) -> None:
    """Numbers, names, lengths of time and what cannot be resolved are no dates."""
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "past", "future"),
    [
        ("on 10 May", "2021-05-10", "2021-05-10"),
        ("on 20 December", "2020-12-20", "2021-12-20"),
        ("from 15 to 18 September", "2021-09-15/2021-09-18", "2021-09-15/2021-09-18"),
        ("in March", "2021-03", "2022-03"),
        ("mid-May", "2021-05", "2021-05"),
        ("Saturday 24 April", "2021-04-24", "2021-04-24"),
        ("on Monday", "2021-05-10", "2021-05-17"),
        ("on Wednesday", "2021-05-12", "2021-05-12"),
        ("this Monday", "2021-05-10", "2021-05-17"),
        ("from Monday to Wednesday", "2021-05-10/2021-05-12", "2021-05-17/2021-05-19"),
    ],
)
def test_the_verb_points_the_way(text: str, past: str, future: str) -> None:
    """A day without its year, or a weekday, is the one that lies where the verb points, within reason."""
    assert told(text) == [past]
    assert told(text, towards="future") == [future]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", "2021-05-12"),
        ("later tonight", "2021-05-12"),
        ("as of today", "2021-05-12"),
        ("yesterday morning", "2021-05-11"),
        ("the day after tomorrow", "2021-05-14"),
        ("last Friday", "2021-05-07"),
        ("next Monday", "2021-05-17"),
        ("this coming Friday evening", "2021-05-14"),
        ("on Tuesday last week", "2021-05-04"),
        ("next week on Tuesday", "2021-05-18"),
        ("three days ago", "2021-05-09"),
        ("a week from today", "2021-05-19"),
        ("a year ago today", "2020-05-12"),
        ("a year ago", "2020"),
        ("six months ago", "2020-11"),
        ("last month", "2021-04"),
        ("late last year", "2020"),
        ("earlier this year", "2021"),
        ("by the end of the year", "2021"),
        ("at the beginning of the new year", "2021"),
        ("last June", "2020-06"),
        ("next March", "2022-03"),
        ("in December this year", "2021-12"),
        ("on 15 December next year", "2022-12-15"),
        ("in December 30 years ago", "1991-12"),
        ("on the 5th of this month", "2021-05-05"),
    ],
)
def test_relative_dates_hang_on_today(text: str, day: str) -> None:
    """A relative date is counted from the day of publication, and is none without it."""
    assert told(text) == [day]
    assert told(text, None) == []
    assert find_days(text, TODAY, CALENDAR)[0].day.basis == "relative"


def test_the_new_year_is_ahead_late_in_the_year() -> None:
    """In December the new year is the next one."""
    assert told("in the beginning of the new year", "2021-12-03") == ["2022"]


def test_a_date_near_the_turn_of_the_year_is_in_the_nearer_year() -> None:
    """Around New Year a day without its year lies in the year next door."""
    assert told("on 20 December", "2022-01-10") == ["2021-12-20"]
    assert told("on January 11", "2021-12-20") == ["2022-01-11"]


def test_the_weekday_tells_the_year() -> None:
    """A day with its weekday falls in the year where the two agree."""
    assert told("on Monday 26 February", "2001-11-07") == ["2001-02-26"]
    assert told("on Saturday 12 December", TODAY) == ["2020-12-12"]


def test_the_next_day_follows_the_date_before() -> None:
    """The next day is counted from the date told just before, and is nothing without one."""
    assert told("They met on 5 to 7 May 2021 and left the next day.") == ["2021-05-05/2021-05-07", "2021-05-08"]
    assert told("They left the next day.") == []


def test_spans_hold_the_words_of_the_date() -> None:
    """Each span is the words of its date, without the preposition, in the order of the text."""
    text = "On Monday, 3 May 2021, after talks in early April, they agreed to meet again between 3 and 5 June 2021."
    spans = [text[found.start : found.end] for found in find_days(text, TODAY, CALENDAR)]
    assert spans == ["Monday, 3 May 2021", "early April", "3 and 5 June 2021"]


def test_a_wrong_today_is_refused() -> None:
    """A day of publication that is no day is an error of the caller."""
    with pytest.raises(ValueError, match="isoformat"):
        find_days("today", "12 May", CALENDAR)


def test_the_examples_of_the_months_and_days_are_found() -> None:
    """The examples of months, weekdays and day words in the codebook each hold a date."""
    uses = ("month", "weekday", "day-0", "day-before-1", "day-before-2", "day-after-1", "day-after-2", "number")
    entries = [e for e in shipped().entries(Expression) if e.use in uses]
    assert entries
    assert [e.id for e in entries for x in e.examples if len(told(parse_example(x).text)) != 1] == []


FORMATS = (
    "{d} {m} {y}",
    "{m} {d}, {y}",
    "{d} of {m}, {y}",
    "{y}-{n:02}-{d:02}",
    "{d:02}.{n:02}.{y}",
    "the talks of {m} {d} {y}",
)


@given(DAYS, st.sampled_from(FORMATS))
def test_every_format_gives_its_day_back(day: date, form: str) -> None:
    """A day written in any format is read as that day."""
    text = form.format(d=day.day, m=MONTHS[day.month - 1], n=day.month, y=day.year)
    assert told(f"They met on {text} in the capital.") == [day.isoformat()]


@given(DAYS, st.integers(1, 40))
def test_every_range_gives_its_ends_back(first: date, length: int) -> None:
    """A range of days is read as its first and last day, over the turn of a month or year as well."""
    last = first + timedelta(days=length)
    text = f"from {first.day} {MONTHS[first.month - 1]} to {last.day} {MONTHS[last.month - 1]} {last.year}"
    assert told(text) == [f"{first.isoformat()}/{last.isoformat()}"]


PIECES = st.sampled_from(
    (
        *("5", "31", "12", "2021", "1999", "0", "99", "2021-", "05", "st", "th", "three", "a"),
        *("May", "March", "may", "Monday", "Sun", "next", "last", "this", "today", "tomorrow", "ago", "from"),
        *("year", "month", "week", "day", "new year", "of that year", "to", "between", "and", "of", "the"),
        *("early", "mid-", "end", "in", "late", "spring", ",", ".", "-", "–", "/", "(", ")", "'s", "$", "%"),
    )
)


@settings(max_examples=300)
@given(
    st.one_of(
        st.text(max_size=80), st.lists(PIECES, max_size=25).map(" ".join), st.lists(PIECES, max_size=25).map("".join)
    ),
    st.one_of(st.none(), st.dates().map(date.isoformat)),
    st.sampled_from(("past", "future")),
)
def test_any_text_gives_valid_dates_in_order(text: str, today: str | None, towards: Towards) -> None:
    """Whatever the text, spans lie within it, in order and apart, and dates exist."""
    end = 0
    for found in find_days(text, today, CALENDAR, towards):
        assert end <= found.start < found.end <= len(text)
        end = found.end
        for iso in (found.day.date, found.day.end_date):
            assert iso is None or date.fromisoformat(iso + "2000-01-01"[len(iso) :])
        assert found.day.date
        assert found.day.end_date is None or found.day.date < found.day.end_date


@pytest.mark.parametrize("unit", ["5, ", "5 and ", "May 5, ", "1-", "the end of ", " ", "last next this ", "2021 to "])
def test_time_grows_with_length_alone(unit: str) -> None:
    """Ten times the text takes no more than a multiple of ten times as long."""

    def seconds(text: str) -> float:
        began = time.process_time()
        find_days(text, TODAY, CALENDAR)
        return time.process_time() - began

    assert seconds(unit * 20_000) < 40 * max(seconds(unit * 2_000), 0.005)


def test_the_marked_words_are_phrases_of_their_entry() -> None:
    """Each example of the calendar marks one of the phrases of its own entry."""
    entries = [e for e in shipped().concept("expressions/calendar").entries if isinstance(e, Expression)]
    spans = [(e, span) for e in entries for example in e.examples for span in parse_example(example).spans]
    assert len(spans) >= len(entries)
    assert [e.id for e, span in spans if span.label != e.use or span.text not in e.phrases] == []


def test_an_empty_calendar_finds_only_figures() -> None:
    """The engine knows no word: with no words in the codebook only dates in figures are found."""
    bare = compile_calendar(type(shipped())(()))
    assert isinstance(bare, Calendar)
    assert [f.day.date for f in find_days("On 5 May 2021 and 2021-05-06, today", TODAY, bare)] == ["2021-05-06"]
