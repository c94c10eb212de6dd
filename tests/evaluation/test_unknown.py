"""What a corpus shows that the codebook does not know."""

from __future__ import annotations

import pytest

from dragoman.evaluation.unknown import LONGEST_EXAMPLE, Unknown, lines, unknown
from dragoman.pipeline import LoadedReader, open_reader
from dragoman.source.document import Document

FIRST = "Norway outbid Chile at the auction in Lima. Chile thanked Peru for its help. Norway outbid Peru as well."
SECOND = "Ghana outbid Togo. Ghana outvoted Togo. The Quorvian League condemned France for the delay."


@pytest.fixture(scope="module")
def loaded() -> LoadedReader:
    """The reader over the shipped codebook."""
    return open_reader()


def found(loaded: LoadedReader, *texts: str) -> Unknown:
    """Return what is unknown in some English documents."""
    documents = [Document(text=text, id=f"d{n}", language="en") for n, text in enumerate(texts, 1)]
    return unknown(documents, loaded)


def test_verbs_between_known_parties_are_ranked(loaded: LoadedReader) -> None:
    """A verb on which no frame fires is counted by sentences, with its first sentence and document."""
    verbs = found(loaded, FIRST, SECOND).verbs
    assert [(v.verb, v.count) for v in verbs] == [("outbid", 3), ("outvote", 1)]
    assert (verbs[0].example, verbs[0].document) == ("Norway outbid Chile at the auction in Lima.", "d1")


def test_verbs_that_frames_read_are_known(loaded: LoadedReader) -> None:
    """Where a frame fires, nothing is missing."""
    assert found(loaded, "Chile thanked Peru for its help.").verbs == ()


def test_a_verb_needs_two_parties(loaded: LoadedReader) -> None:
    """What a state does alone, or to itself, is no relation."""
    assert found(loaded, "Norway outbid all others. The wind outbid Chile. Norway outbid Norway.").verbs == ()


def test_names_that_act_and_have_no_country_are_listed(loaded: LoadedReader) -> None:
    """An unknown organisation as the subject of a frame is listed by its capitalised words."""
    actors = found(loaded, SECOND, SECOND).actors
    assert [(a.name, a.count, a.document) for a in actors] == [("Quorvian League", 2, "d1")]


def test_persons_without_a_country_are_listed(loaded: LoadedReader) -> None:
    """A person whom the text ties to no state is listed once a document; one that it ties to a state is not."""
    text = "Mr. Ivo Lantar met the Foreign Minister of Chile, Ana Prieto, on Monday. Mr. Lantar thanked her."
    assert [(a.name, a.count) for a in found(loaded, text, text).actors] == [("Ivo Lantar", 2)]


def test_examples_are_cut(loaded: LoadedReader) -> None:
    """A long sentence is shown by its beginning."""
    text = "Norway outbid Chile " + "at the great yearly auction of old ships and boats " * 5 + "in Lima."
    (verb,) = found(loaded, text).verbs
    assert len(verb.example) <= LONGEST_EXAMPLE
    assert verb.example.endswith("…")


def test_other_languages_are_passed_over(loaded: LoadedReader) -> None:
    """Only English is read."""
    document = Document(text="Norwegen überbot Chile auf der Versteigerung in Lima am Montag.", id="d", language="de")
    assert unknown([document], loaded) == Unknown((), ())


def test_the_order_of_documents_changes_no_rank(loaded: LoadedReader) -> None:
    """Counts and order are the same whichever document comes first."""
    one, two = found(loaded, FIRST, SECOND), found(loaded, SECOND, FIRST)
    assert [(v.verb, v.count) for v in one.verbs] == [(v.verb, v.count) for v in two.verbs]
    assert [(a.name, a.count) for a in one.actors] == [(a.name, a.count) for a in two.actors]


def test_lines_show_as_many_as_are_asked_for(loaded: LoadedReader) -> None:
    """Each part has a heading with its whole count, then the first rows."""
    shown = list(lines(found(loaded, FIRST, SECOND), most=1))
    assert shown == [
        "Verbs between known parties on which no frame fires: 2",
        "     3  outbid: Norway outbid Chile at the auction in Lima. (d1)",
        "Actors without a country: 1",
        "     1  Quorvian League: The Quorvian League condemned France for the delay. (d2)",
    ]
