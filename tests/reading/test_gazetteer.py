"""The matcher over the names of the codebook: longest first, dated names, weak names, ways of writing."""

from __future__ import annotations

from itertools import pairwise
from time import perf_counter

import msgspec
import pytest
from spacy.lang.en import English

from dragoman.codebook.load import Codebook, Concept, shipped
from dragoman.codebook.spec import Territory
from dragoman.reading.gazetteer import Gazetteer, compile_gazetteer, forms, name_tokenizer, shared_names
from dragoman.reading.parse import load_parser


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    """The names of the codebook that ships, compiled without a parser."""
    return compile_gazetteer(shipped(), English().vocab)


def codes(gazetteer: Gazetteer, text: str, on: str | None = None) -> list[tuple[str, str | None]]:
    """Return the words and codes of the states and organisations in a text."""
    return [(words, s.code) for words, s in gazetteer.spans_in_text(text, on) if s.kind != "not_state"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Equatorial Guinea, Guinea-Bissau, Papua New Guinea and Guinea", ["GNQ", "GNB", "PNG", "GIN"]),
        ("the Democratic Republic of the Congo and the Republic of the Congo", ["COD", "COG"]),
        ("the Democratic People's Republic of Korea and the Republic of Korea", ["PRK", "KOR"]),
        ("the People's Republic of China and the Republic of China", ["CHN", "TWN"]),
        ("Dominica and the Dominican Republic", ["DMA", "DOM"]),
        ("Ireland and Northern Ireland", ["IRL", "GBR"]),
        ("Niger and Nigeria, Nigerien and Nigerian officers", ["NER", "NGA", "NER", "NGA"]),
        ("South Sudan and Sudan; Samoa and American Samoa", ["SSD", "SDN", "WSM", "ASM"]),
        ("New Mexico and Mexico", ["USA", "MEX"]),
    ],
)
def test_the_longest_name_wins(gazetteer: Gazetteer, text: str, expected: list[str]) -> None:
    """A name inside a longer name is not read."""
    assert [code for _, code in codes(gazetteer, text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Armenia-Azerbaijan talks", ["ARM", "AZE"]),
        ("the U.S.-Australia alliance", ["USA", "AUS"]),
        ("the Russian-Egyptian forum", ["RUS", "EGY"]),
        ("an EU–Ukraine summit", ["EUR", "UKR"]),
        ("a US-led coalition in the Indo-Pacific", ["USA"]),
        ("a U.S.-led coalition", ["USA"]),
    ],
)
def test_both_sides_of_a_compound_are_found(gazetteer: Gazetteer, text: str, expected: list[str]) -> None:
    """A hyphen parts two names, unless it belongs to one."""
    assert [code for _, code in codes(gazetteer, text)] == expected


@pytest.mark.parametrize(
    "text", ["Côte d'Ivoire", "Côte d’Ivoire", "Cote d’Ivoire", "CÔTE D'IVOIRE", "the Côte d'Ivoire"]
)
def test_ways_of_writing_are_one_name(gazetteer: Gazetteer, text: str) -> None:
    """Apostrophes, capitals and the article make no difference."""
    assert [code for _, code in codes(gazetteer, f"We thank {text}.")] == ["CIV"]


def test_words_in_small_letters_are_no_names(gazetteer: Gazetteer) -> None:
    """Matching keeps to the case of the name."""
    assert codes(gazetteer, "turkey, china and polish were sold to us, who needed them") == []


@pytest.mark.parametrize(
    "text",
    [
        "Jordan Peterson spoke.",
        "We saw Michael Jordan play.",
        "Ambassador Jordan spoke.",
        "Chad Smith plays.",
        "Georgia Meloni won.",
        "They recalled the Paris Club.",
        "Minister Israel Katz spoke.",
        "The book of Georgia Meloni sold well.",
    ],
)
def test_a_capitalised_neighbour_unmakes_a_weak_name(gazetteer: Gazetteer, text: str) -> None:
    """A name that is also a person's or a part of another name is left alone beside a capitalised word."""
    assert codes(gazetteer, text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("King Abdullah of Jordan arrived.", ("Jordan", "JOR")),
        ("Jordan's Prime Minister arrived.", ("Jordan", "JOR")),
        ("Jordan Foreign Minister Ayman Safadi arrived.", ("Jordan", "JOR")),
        ("President of Georgia Salome Zurabishvili arrived.", ("Georgia", "GEO")),
        ("Minister of Foreign Affairs of Israel Eli Cohen arrived.", ("Israel", "ISR")),
        ("They met in Geneva Monday.", ("Geneva", "CHE")),
    ],
)
def test_an_office_beside_a_weak_name_does_not(gazetteer: Gazetteer, text: str, expected: tuple[str, str]) -> None:
    """Words of offices, and a holder after "President of", leave the name what it is."""
    assert codes(gazetteer, text)[0] == expected


def test_a_tagged_text_knows_what_is_no_name(gazetteer: Gazetteer) -> None:
    """Where words are tagged, another word with a capital at the head of a sentence is no part of a name."""
    doc = load_parser()("Yesterday Jordan sent two planes.")
    assert [s.code for s in gazetteer.find(doc, None)] == ["JOR"]


@pytest.mark.parametrize(
    ("on", "expected"),
    [("1985-06-01", ["RUS"]), ("1991-12-25", ["RUS"]), ("1992-01-01", []), ("1921-12-31", []), (None, ["RUS"])],
)
def test_names_of_the_past_count_in_their_time(gazetteer: Gazetteer, on: str | None, expected: list[str]) -> None:
    """Bounds are inclusive at their own precision; without a day a name of the past counts always."""
    assert [code for _, code in codes(gazetteer, "They went to the Soviet Union.", on)] == expected


def test_a_month_is_a_bound(gazetteer: Gazetteer) -> None:
    """Macedonia was the state's name until February 2019."""
    assert codes(gazetteer, "We visited Macedonia.", "2019-02-11") == [("Macedonia", "MKD")]
    assert codes(gazetteer, "We visited Macedonia.", "2019-03-01") == []


def test_spans_say_what_they_are(gazetteer: Gazetteer) -> None:
    """Kinds, sectors and canonical names come with the span."""
    text = "The Kremlin, Serbia, Serbs, Sochi, the Pentagon and the South China Sea"
    found = [(s.kind, s.code, s.sector, s.name) for _, s in gazetteer.spans_in_text(text)]
    assert found == [
        ("seat", "RUS", None, "Russia"),
        ("name", "SRB", None, "Serbia"),
        ("demonym", "SRB", None, "Serbia"),
        ("place", "RUS", None, "Russia"),
        ("organisation", "USA", "MIL", "Pentagon"),
        ("not_state", None, None, "South China Sea"),
    ]


def test_spans_do_not_overlap_and_stand_in_order(gazetteer: Gazetteer) -> None:
    """Every token belongs to one span at most."""
    doc = name_tokenizer(English().vocab)(
        "The United States of America and the Republic of North Macedonia met UN Women in New York City."
    )
    spans = gazetteer.find(doc, None)
    assert len(spans) == 4
    assert all(a.end_token <= b.start_token for a, b in pairwise(spans))


def test_forms_of_a_name() -> None:
    """An acronym has no further form in capitals; a small first letter may stand at the head of a sentence."""
    assert forms("US") == ("US",)
    assert "Al-Shabaab" in forms("al-Shabaab")
    assert "Trinidad & Tobago" in forms("Trinidad and Tobago")


def test_shared_names_are_told() -> None:
    """A codebook with one name for two states is caught."""
    first = Territory(id="AAA", code="AAA", name="Aland", names=("Aland", "Shared"), examples=("[Aland|AAA]",))
    second = msgspec.structs.replace(first, id="BBB", code="BBB", name="Beland", names=("Beland", "Shared"))
    concept = Concept("territories", "x", "x", (first, second), "x.yaml", (1, 2))
    assert shared_names(Codebook((concept,))) == ("Shared",)


def test_finding_is_fast(gazetteer: Gazetteer) -> None:
    """More than 100,000 words a second over a text that is tokenised; the bound leaves room for a busy machine."""
    text = (
        "The Foreign Minister of Serbia told the press that talks with Türkiye and the European Union would go on. "
        * 500
    )
    doc = name_tokenizer(English().vocab)(text)
    begun = perf_counter()
    gazetteer.find(doc, None)
    assert len(doc) / (perf_counter() - begun) > 100_000


def test_a_verb_with_a_prefix_stays_whole() -> None:
    """ "de-escalate" is one word, so that it is read as a verb; a pair of states is parted all the same."""
    words = [
        token.text for token in name_tokenizer(English().vocab)("De-escalate and re-open Armenia-Azerbaijan talks")
    ]
    assert words == ["De-escalate", "and", "re-open", "Armenia", "-", "Azerbaijan", "talks"]
