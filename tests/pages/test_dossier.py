"""The dossier on the terminal and as HTML: what it shows, and that a hostile text stays text."""

from __future__ import annotations

import io
import re
import time
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import lxml.html
import msgspec
import pytest
from rich.cells import cell_len
from rich.console import Console

from dragoman.pages.dossier import html, text
from dragoman.pages.dossier.facts import followable
from dragoman.pages.dossier.page import page_of
from dragoman.pages.dossier.text import spark
from dragoman.pages.words import day
from dragoman.record.types import Reader
from dragoman.relations.values import Counts, Dossier
from tests.pages.dossier_made import NAMES, dossier

PAYLOADS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "' autofocus onfocus='alert(1)",
    "</title></style><svg onload=alert(1)>",
    "<!-- never closed",
    "]]></cite></li></ul><iframe src=https://evil.invalid>",
    "{{7*7}}{% set a = 1 %}{# gone #}",
    "javascript:alert(1)",
    "\u202egnp.\x1b[2J\ud800",
)
KEPT = {  # what is no free text: codes of value sets, keys, and what is reckoned with
    "id", "kind", "status", "standing", "act", "stance", "strength", "layer", "by", "basis", "date_basis", "auxiliary",
    "period", "document", "original", "other_kind", "decision", "a", "b", "countries", "country", "publisher_country",
    "participants", "publishers", "parties", "holder", "to", "voiced_by", "issuer", "partner", "place_country",
}  # fmt: skip
DAYS = {"date", "end_date", "published", "since", "until", "deadline", "first", "last"}


def hostile(value: Any, payload: str, field: str = "") -> Any:
    """Return a value with every free text in it replaced, through all structs and tuples."""
    if isinstance(value, str):
        return value if field in KEPT | DAYS else payload
    if isinstance(value, tuple):
        return value if field == "counts" else tuple(hostile(one, payload, field) for one in value)
    if isinstance(value, msgspec.Struct):
        fields = {name: hostile(getattr(value, name), payload, name) for name in value.__struct_fields__}
        return type(value)(**fields)
    return value


def parsed(page: str) -> lxml.html.HtmlElement:
    """The page as a tree."""
    return lxml.html.document_fromstring(page)


def elements(page: str) -> Iterator[tuple[str, frozenset[str]]]:
    """Each element's name with the names of its attributes."""
    for element in parsed(page).iter():
        if isinstance(element.tag, str):
            yield element.tag, frozenset(element.attrib)


def shown(value: Dossier, width: int, colour: bool = False) -> str:
    """The page as it is written to a terminal of this width."""
    out = io.StringIO()
    console = Console(
        file=out, width=width, force_terminal=colour, color_system="standard" if colour else None, _environ={}
    )
    text.render(value, console, NAMES)
    return out.getvalue()


@pytest.fixture(scope="module")
def page() -> str:
    """The made dossier as HTML."""
    return html.render(dossier(), NAMES)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_words_become_no_markup(payload: str) -> None:
    """No text of a document adds an element or an attribute that the same page does not have without it."""
    attacked = hostile(dossier(), payload)
    rendered = html.render(attacked, {"CHL": payload, "NOR": payload})
    expected = set(elements(html.render(dossier(), NAMES)))
    assert set(elements(rendered)) <= expected
    tree = parsed(rendered)
    assert not tree.xpath("//script|//iframe|//img|//@onerror|//@*[starts-with(name(), 'on')]")
    assert not tree.xpath("//comment()")
    assert not tree.xpath("//a[starts-with(@href, 'javascript')]")
    assert len(tree.xpath("//svg")) == 2
    if payload.isprintable():
        assert " ".join(payload.split()) in tree.text_content()
    rendered.encode("utf-8")


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)", " javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\nscript:alert(1)",
        "data:text/html,x",
        "//example.org/x", "/x", "vbscript:x", "file:///etc/passwd", "https:///x", "https://a b.org", "http://[x", "",
        "https://example.org/\u202egnp", "https://example.org/\"onclick=x", "ftp://example.org", None,
    ],
)  # fmt: skip
def test_only_addresses_of_the_web_become_links(url: str | None) -> None:
    """Whatever is no plain http or https address with a host stays text."""
    assert followable(url) is None


def test_links_that_leave_the_page_tell_nothing(page: str) -> None:
    """Addresses of the web are links with rel=noopener; everything else leads to an anchor that is there."""
    tree = parsed(page)
    links = tree.xpath("//a")
    outward = [link for link in links if not link.get("href").startswith("#")]
    assert len(outward) == 4
    assert all(link.get("rel") == "noopener noreferrer" for link in outward)
    anchors = tree.xpath("//@id")
    assert len(anchors) == len(set(anchors))
    assert {link.get("href")[1:] for link in links if link not in outward} <= set(anchors)


def test_nothing_is_loaded_and_nothing_runs(page: str) -> None:
    """The file is whole by itself: no script, no element or rule that loads anything."""
    tree = parsed(page)
    assert not tree.xpath("//script|//link|//iframe|//object|//embed|//img|//@src|//@onclick")
    style = tree.xpath("string(//style)")
    assert not re.search(r"@import|url\(", style)


def test_headings_and_landmarks_are_in_order(page: str) -> None:
    """One h1, no level is skipped on the way down, and header, nav, main and footer stand once each."""
    tree = parsed(page)
    levels = [int(heading.tag[1]) for heading in tree.xpath("//h1|//h2|//h3|//h4|//h5|//h6")]
    assert levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))
    assert [len(tree.xpath(f"//body/{name}")) for name in ("header", "nav", "main", "footer")] == [1, 1, 1, 1]
    assert tree.xpath("//a[@class='skip']/@href") == ["#main"]
    assert tree.xpath("//html/@lang") == ["en"]


def test_tables_have_heads_and_the_plot_has_words(page: str) -> None:
    """Every table has a caption and heads of columns and rows; every drawing has a name."""
    tree = parsed(page)
    for table in tree.xpath("//table"):
        assert table.xpath("caption")
        assert table.xpath("thead//th[@scope='col']")
        assert all(row.xpath("th[@scope='row']") for row in table.xpath("tbody/tr"))
    assert all(drawing.get("aria-label") or drawing.get("aria-labelledby") for drawing in tree.xpath("//svg"))


def luminance(colour: str) -> float:
    """The relative luminance of a colour, by WCAG 2."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_contrast_is_enough_in_light_and_dark(page: str) -> None:
    """Every colour of text, which bars are outlined in too, stands out from both grounds by 4.5 to 1."""
    schemes = re.findall(r"--paper: #\w{6};[^}]*", parsed(page).xpath("string(//style)"))
    assert len(schemes) == 2
    for scheme in schemes:
        colours = dict(re.findall(r"--([\w-]+): (#\w{6})", scheme))
        for ground in ("paper", "tint"):
            for ink in ("ink", "faint", "good", "bad", "link"):
                light, dark = sorted((luminance(colours[ground]), luminance(colours[ink])), reverse=True)
                assert (light + 0.05) / (dark + 0.05) >= 4.5, (ground, ink, colours)


@pytest.mark.parametrize(
    "words",
    [
        "Chile – Norway", "1 March 2031 to 31 October 2031", "Chile and Norway met in person", "Elisa Rojas",
        "“Foreign Minister Dahl received Minister Rojas”", "Overdue", "Kept", "handed over before the deadline",
        "rejected by a person", "They differ in: deadline", "Pact on Sea Safety", "“the Oslo Pact”",
        "used in 9 of 9 documents before it", "says Elisa Rojas", "2 documents, 2 independent publishers",
        "0123456789abcdef", "https://example.org/nor-1", "May 2031", "Deadline: 30 June 2031",
    ],
)  # fmt: skip
def test_both_pages_tell_it(page: str, words: str) -> None:
    """What the dossier holds stands on the terminal page and in the HTML, with names for codes."""
    assert words in " ".join(parsed(page).text_content().split())
    assert words in " ".join(shown(dossier(), 100).split())


def test_every_fact_has_its_words_and_a_source(page: str) -> None:
    """Each quote names a source, each fact in a list has a quote."""
    tree = parsed(page)
    assert all(quote.xpath(".//a[@class='ref']") for quote in tree.xpath("//figure[@class='quote']"))
    facts = tree.xpath("//section[@aria-labelledby!='formulae']//li[contains(@class, 'fact')]")
    assert facts
    assert all(fact.xpath(".//blockquote") for fact in facts)


def test_a_document_that_is_not_in_the_list_is_still_a_source() -> None:
    """A fact of a document that the dossier does not list brings it into the sources."""
    bare = msgspec.structs.replace(dossier(), documents=())
    assert len(parsed(html.render(bare, NAMES)).xpath("//ol[@class='sources']/li")) == 4


def test_words_that_are_not_kept_are_said_to_be_missing() -> None:
    """Where a publisher's policy keeps no words, the page says so and shows no empty quote."""
    whole = hostile(dossier(), "")
    assert "the words are not kept" in html.render(whole, NAMES)
    assert "“”" not in shown(msgspec.structs.replace(whole, formulae=()), 80)


def test_an_empty_dossier_is_a_page() -> None:
    """A pair of which the record holds nothing gives both pages, without empty sections."""
    empty = Dossier("CHL", "NOR", None, None, Reader("1", "c0de", None), Counts(0, 0, 0, 0, 0, 0, 0, 0), *[()] * 12)
    assert parsed(html.render(empty, NAMES)).xpath("//h2/text()") == ["About this dossier"]
    assert "all dates" in shown(empty, 60)


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    """At every width each line fits, and none ends in blanks."""
    for line in shown(dossier(), width).splitlines():
        assert cell_len(line) <= width
        assert line == line.rstrip()


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_words_do_nothing_to_the_terminal(payload: str) -> None:
    """No control character of a document reaches the terminal, and no markup of Rich is read in it."""
    written = shown(hostile(dossier(), f"[red]{payload}[/red]"), 80)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]", written)
    assert "[red]" in written


def test_colour_adds_only_escape_codes() -> None:
    """What colour shows is in the words too."""
    assert re.sub(r"\x1b\[[\d;]*m", "", shown(dossier(), 80, colour=True)) == shown(dossier(), 80)


def test_a_row_of_bars_keeps_the_scale() -> None:
    """The highest count has the highest bar, one event is seen, none is a dot."""
    assert spark([0, 1, 4, 100], 100) == "·▁▁█"


def test_rendering_is_quick_and_the_same_each_time() -> None:
    """A dossier of a few hundred facts takes far less than it takes to notice, and gives the same bytes."""
    made = dossier()
    large = msgspec.structs.replace(made, events=made.events * 50, positions=made.positions * 50)
    first = html.render(large, NAMES)
    started = time.perf_counter()
    assert html.render(large, NAMES) == first
    assert time.perf_counter() - started < 0.5  # measured at about 0.02 s; other work may run beside the tests


def test_what_only_one_side_told_stands_beside_the_others_silence(page: str) -> None:
    """Matters told differently come first, then those told alike, then what one told, a column a government."""
    tree = parsed(page)
    titles = tree.xpath("//article[@class='versions']//h4/text()")
    assert titles == ["Told by both, differently", "Told alike by both", "Told by one side only"]
    chile, norway = tree.xpath("//section[contains(@class, 'alone')]//div[@class='column']")
    assert "Not found in its report." in chile.text_content()
    assert "we ask Chile" in norway.text_content()


def test_the_timeline_tells_which_days_are_those_of_reports() -> None:
    """What has no day of its own stands among the rest on the day on which it was first reported, and says so."""
    made = dossier()
    undated = msgspec.structs.replace(made.events[0], date=None)
    page = page_of(msgspec.structs.replace(made, events=(undated, *made.events[1:])), {})
    days = [moment.day for period in page.timeline for moment in period.moments]
    published = min(report.version.published for report in undated.reports if report.version.published)
    assert f"reported {day(published)}" in days
    assert "" not in days
