"""Titles, date lines and datelines are lifted wherever they stand."""

from __future__ import annotations

import pytest

from dragoman.source.document import Document
from dragoman.text.canonical import canonicalise
from dragoman.text.dates import date_line
from dragoman.text.head import dateline
from dragoman.text.layout import Layout
from dragoman.text.passages import Canonical

FIRST = "The ministers of both states met in Vienna today and discussed trade."
SECOND = "They agreed to meet again in the autumn, and thanked their hosts."
THIRD = "The talks were held in a friendly mood, as both sides noted."


def read(layout: Layout, *paragraphs: str, **columns: str) -> Canonical:
    return canonicalise(Document(text="\n\n".join(paragraphs), id="x", **columns), layout)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("line", "day", "place"),
    [
        ("Sunday, 31 July 2016.", "2016-07-31", None),
        ("24 August 1999", "1999-08-24", None),
        ("May 5th, 2021", "2021-05-05", None),
        ("17 May, 1996", "1996-05-17", None),
        ("Date: 2021-05-05", "2021-05-05", None),
        ("Published on Wednesday, 5 May 2021, 10:30 a.m. CET", "2021-05-05", None),
        ("05.02.2021", "2021-02-05", None),
        ("25/12/2020 14:05", "2020-12-25", None),
        ("Kyiv, 5 May 2021", "2021-05-05", "Kyiv"),
        ("5 May 2021 | New York", "2021-05-05", "New York"),
        ("Sochi, October 27", None, "Sochi"),
    ],
)
def test_date_lines(layout: Layout, line: str, day: str | None, place: str | None) -> None:
    """A line that is only a date, with weekday, label, time or place, is read."""
    found = date_line(line, layout)
    assert found is not None
    assert (found.day, found.place) == (day, place)


@pytest.mark.parametrize(
    "line",
    [
        "The treaty of 5 May 2021",
        "Vienna Summit 5 May 2021",
        "The summit will be held on 5 May 2021.",
        "05/02/2021",
        "5 May",
        "31 February 2021",
        "On 5 May 2021, the ministers met.",
        "2021",
    ],
)
def test_lines_that_are_no_date_lines(layout: Layout, line: str) -> None:
    """A line that says anything else, or whose day is in doubt, is no date line."""
    assert date_line(line, layout) is None


def test_title_and_date_at_the_head(layout: Layout) -> None:
    """A title and a date before the first sentence are lifted."""
    canonical = read(layout, "PRESS RELEASE", "Ministers meet in Vienna", "5 May 2021", FIRST, SECOND)
    assert (canonical.title, canonical.published, canonical.published_basis) == (
        "Ministers meet in Vienna",
        "2021-05-05",
        "text",
    )
    assert canonical.text == f"PRESS RELEASE\n\n{FIRST}\n\n{SECOND}"


def test_title_after_the_date(layout: Layout) -> None:
    """The title may follow its date line, with a label."""
    canonical = read(layout, "Date: 5 May 2021", "Title: Ministers meet", FIRST, SECOND)
    assert (canonical.title, canonical.text) == ("Ministers meet", f"{FIRST}\n\n{SECOND}")


def test_title_and_date_in_the_body(layout: Layout) -> None:
    """Scraping can put the title and its date between two paragraphs."""
    canonical = read(layout, FIRST, SECOND, "Ministers meet in Vienna", "Wednesday, 5 May 2021", THIRD)
    assert (canonical.title, canonical.published) == ("Ministers meet in Vienna", "2021-05-05")
    assert canonical.text == f"{FIRST}\n\n{SECOND}\n\n{THIRD}"


def test_a_programme_keeps_its_days(layout: Layout) -> None:
    """Several date lines inside the body are headings of a programme and stay."""
    body = (FIRST, "5 May 2021", SECOND, "6 May 2021", THIRD)
    canonical = read(layout, *body)
    assert canonical.published is None
    assert canonical.text == "\n\n".join(body)


def test_a_last_date_line(layout: Layout) -> None:
    """A date after the last sentence is lifted; it dates a document without a date and never overrules one."""
    undated = read(layout, FIRST, SECOND, "24 August 1999")
    dated = read(layout, FIRST, SECOND, "24 August 1999", published="1999-08-25T10:00:00+10:00")
    assert (undated.published, undated.published_basis) == ("1999-08-24", "text")
    assert (dated.published, dated.published_basis) == ("1999-08-25", "given")
    assert undated.text == dated.text == f"{FIRST}\n\n{SECOND}"


def test_the_given_title_repeated(layout: Layout) -> None:
    """The given title at the head of the body is lifted, in capitals and with a slip of the pen too."""
    title = "Maritime Union of Australia Meeting"
    for line in (title, "MARITME UNION OF AUSTRALIA MEETING"):
        canonical = read(layout, line, FIRST, SECOND, title=title)
        assert (canonical.title, canonical.text) == (title, f"{FIRST}\n\n{SECOND}")


def test_a_given_title_is_not_overruled(layout: Layout) -> None:
    """With a title given another short line stays in the body, as a heading."""
    canonical = read(layout, "Key outcomes", FIRST, SECOND, title="Ministers meet")
    assert canonical.title == "Ministers meet"
    assert [p.kind for p in canonical.passages if p.field is None] == ["heading", "prose", "prose"]


def test_a_first_line_without_a_date(layout: Layout) -> None:
    """A first line without a stop before sentences is the title."""
    assert read(layout, "Ministers meet in Vienna", FIRST).title == "Ministers meet in Vienna"
    assert read(layout, "Ladies and gentlemen,", FIRST).title is None
    assert read(layout, "Ministers meet in Vienna").title is None


@pytest.mark.parametrize(
    ("text", "place", "day"),
    [
        ("BRUSSELS, 5 May 2021 – The ministers met.", "BRUSSELS", "2021-05-05"),
        ("MOSCOW (AP) — The ministers met.", "MOSCOW", None),
        ("Sochi, October 27 – The ministers met.", "Sochi", None),
        ("NEW YORK, May 5, 2021 (Xinhua) -- The ministers met.", "NEW YORK", "2021-05-05"),
    ],
)
def test_datelines(layout: Layout, text: str, place: str, day: str | None) -> None:
    """A dateline gives its place and day; its words stay in the body, the passage begins after it."""
    canonical = read(layout, text, SECOND)
    assert (canonical.dateline_place, canonical.published) == (place, day)
    assert canonical.text.startswith(text)
    assert canonical.passages[0].text == "The ministers met."


@pytest.mark.parametrize(
    "text",
    [
        "Putin – The man of the year met them.",
        "UNESCO – The body met.",
        "On Monday, 5 May the ministers met.",
        "Mr Li: Yes.",
    ],
)
def test_no_datelines(layout: Layout, text: str) -> None:
    """A name or a body before a dash is no dateline."""
    assert dateline(text, layout) is None
