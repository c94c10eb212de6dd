"""The terminal page: whole pages at two widths, hostile documents, and pages with little in them."""

from __future__ import annotations

import io
from pathlib import Path

import msgspec
import pytest
from rich.cells import cell_len
from rich.console import Console

from dragoman.pages.picture import write_picture
from dragoman.pages.terminal import render
from dragoman.record.types import Evidence, Participant, Reading, Silence

HERE = Path(__file__).parent
HOSTILE = "[red]Ambassador[/red] [link=https://example.invalid]x\x1b[2J\x1b]0;owned\x07 \u202egnorw\r\n:smile: \ud800"


def shown(reading: Reading, width: int, names: dict[str, str], reasons: dict[str, str], colour: bool = False) -> str:
    """The page as it is written to a terminal of this width."""
    out = io.StringIO()
    console = Console(
        file=out, width=width, force_terminal=colour, color_system="standard" if colour else None, _environ={}
    )
    render(reading, console, names, reasons)
    return out.getvalue()


@pytest.mark.parametrize("width", [66, 100])
def test_page_is_as_it_was(reading: Reading, names: dict[str, str], reasons: dict[str, str], width: int) -> None:
    """The whole page stands as in the snapshot, so that every change of it is seen in review."""
    expected = (HERE / f"page-{width}.txt").read_text(encoding="utf-8")
    assert shown(reading, width, names, reasons) == expected


@pytest.mark.parametrize("width", [40, 60, 80, 120, 160])
def test_no_line_is_wider_than_the_terminal(
    reading: Reading, names: dict[str, str], reasons: dict[str, str], width: int
) -> None:
    """At every width each line fits, and none ends in blanks."""
    for line in shown(reading, width, names, reasons).splitlines():
        assert cell_len(line) <= width
        assert line == line.rstrip()


def test_colour_adds_only_escape_codes(reading: Reading, names: dict[str, str], reasons: dict[str, str]) -> None:
    """What colour shows is in the words too: without its codes the coloured page is the plain one."""
    plain, coloured = (shown(reading, 80, names, reasons, colour) for colour in (False, True))
    assert "\x1b" not in plain
    assert "\x1b[" in coloured
    console = Console(file=io.StringIO(), width=80, force_terminal=True, record=True, _environ={})
    render(reading, console, names, reasons)
    assert console.export_text() == plain


def hostile(reading: Reading) -> Reading:
    """The reading with every text of the document replaced by words that would act on a terminal."""
    quote = Evidence(HOSTILE, 0, len(HOSTILE), "", "")
    replace = msgspec.structs.replace
    head = replace(reading.document, title=HOSTILE, publisher=HOSTILE, url=HOSTILE, published=HOSTILE, text=HOSTILE)
    entities = tuple(replace(party, text=HOSTILE, name=HOSTILE) for party in reading.events[0].actor)
    return replace(
        reading,
        document=head,
        participants=(Participant("p1", HOSTILE, (HOSTILE,), HOSTILE, (), None, quote),),
        meetings=(replace(reading.meetings[0], place=HOSTILE, purpose=HOSTILE, date=HOSTILE, evidence=quote),),
        agreements=(replace(reading.agreements[0], name=HOSTILE, evidence=quote),),
        positions=(replace(reading.positions[0], on=HOSTILE, evidence=quote),),
        commitments=(replace(reading.commitments[0], what=HOSTILE, deadline=HOSTILE, condition=HOSTILE),),
        appraisals=(replace(reading.appraisals[0], reason=HOSTILE),),
        topics=(replace(reading.topics[0], text=HOSTILE),),
        events=(replace(reading.events[0], actor=entities, place=HOSTILE, cameo=HOSTILE, mode=HOSTILE),),
        silences=(Silence(0, len(HOSTILE), HOSTILE),),
    )


def test_hostile_document_cannot_act(reading: Reading) -> None:
    """Markup stays as written; no control, reordering or unpaired character of the document reaches the terminal."""
    page = shown(hostile(reading), 100, {}, {})
    assert not set(page) & set("\x1b\x07\r\u202e\ud800")
    assert "[red]Ambassador[/red] [link=https://example.invalid]x" in page
    assert ":smile:" in page
    page.encode("utf-8")


def test_empty_sections_are_named_in_the_last_lines(
    reading: Reading, names: dict[str, str], reasons: dict[str, str]
) -> None:
    """A record that holds nothing is a head and one line that says so; silences are no loss."""
    kinds = "participants meetings agreements positions commitments appraisals requests topics events silences"
    empty = msgspec.structs.replace(reading, **dict.fromkeys(kinds.split(), ()))
    page = " ".join(shown(empty, 80, names, reasons).split())
    assert "Nothing found: meetings, participants, agreements, positions, commitments, thanks and criticism," in page
    assert "Silences" not in page


def test_codes_without_a_name_are_shown_as_they_are(reading: Reading) -> None:
    """A codebook that knows no names or reasons gives codes, not an error."""
    page = shown(reading, 80, {}, {})
    assert "MKD and TUR met in person" in page
    assert "no-actor" in page


def test_many_silences_of_one_reason_are_counted(
    reading: Reading, names: dict[str, str], reasons: dict[str, str]
) -> None:
    """The first three stretches of a reason are quoted, the rest are counted."""
    many = tuple(Silence(start, start + 9, "no-actor") for start in range(0, 80, 10))
    page = shown(msgspec.structs.replace(reading, silences=many), 80, names, reasons)
    assert page.count("Nobody could be found") == 1
    assert "and 5 more" in page


def test_picture_is_the_same_each_time_and_loads_nothing(
    reading: Reading, names: dict[str, str], reasons: dict[str, str], tmp_path: Path
) -> None:
    """The picture has the title in it, no address but that of SVG and the document's own, and is reproducible."""
    first, second = tmp_path / "1.svg", tmp_path / "2.svg"
    write_picture(reading, first, names, reasons)
    write_picture(reading, second, names, reasons)
    assert first.read_bytes() == second.read_bytes()
    svg = first.read_text(encoding="utf-8")
    assert "Commitments" in svg
    assert "url(" not in svg.replace("url(#", "")
