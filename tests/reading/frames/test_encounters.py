"""Events of communiqués: one for each meeting, and parties that the document itself makes plain."""

from __future__ import annotations

import pytest

from dragoman.pipeline import LoadedReader, open_reader, read_document
from dragoman.source.document import Document


@pytest.fixture(scope="module")
def loaded() -> LoadedReader:
    """Return the shipped reader."""
    return open_reader()


def coded(loaded: LoadedReader, text: str, title: str | None = None) -> list[tuple[str, set[str], set[str]]]:
    """Read a communiqué of Norway; return type, actors and recipients of each event."""
    document = Document(
        id="t",
        text=text,
        title=title,
        published="2022-03-01",
        publisher="Prime Minister of Norway",
        publisher_country="NOR",
    )
    found = read_document(document, loaded).events
    return [(e.type, {a.country or "" for a in e.actor}, {r.country or "" for r in e.recipient}) for e in found]


def test_a_meeting_told_twice_is_one_event(loaded: LoadedReader) -> None:
    """ "During the talks" tells no second meeting."""
    text = (
        "Prime Minister Kari Haugen met with President Juan Silva of Peru in Oslo today. "
        "During the talks, the Prime Minister spoke about the coast. The meeting lasted an hour."
    )
    consulted = [e for e in coded(loaded, text) if e[0] == "CONSULT"]
    assert consulted == [("CONSULT", {"NOR", "PER"}, set())]


def test_an_invitation_tells_the_visit(loaded: LoadedReader) -> None:
    """Who invites agrees with who is invited; the visit is no second act."""
    text = (
        "Prime Minister Kari Haugen spoke with President Juan Silva of Peru by phone today. "
        "The Prime Minister invited President Silva to visit Norway."
    )
    assert [e for e in coded(loaded, text) if e[0] == "AGREE"] == [("AGREE", {"NOR"}, {"PER"})]


def test_a_complaint_is_against_the_state_of_the_title(loaded: LoadedReader) -> None:
    """A statement on a state need not name it in every sentence."""
    text = "Norway condemns the arrests of journalists."
    found = coded(loaded, text, "Statement by the Prime Minister on the crackdown in Belarus")
    assert ("ACCUSE", {"NOR"}, {"BLR"}) in found
