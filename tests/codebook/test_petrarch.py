"""Dictionaries in PETRARCH's format become a layer of the codebook."""

from __future__ import annotations

from pathlib import Path

import pytest
from spacy.lang.en import English

from dragoman.codebook.load import Codebook, CodebookError, load, shipped
from dragoman.codebook.petrarch import read_petrarch
from dragoman.codebook.spec import Agent, Organisation, Territory
from dragoman.evaluation.examples import check_concept
from dragoman.pipeline import open_reader
from dragoman.reading.gazetteer import compile_gazetteer, shared_names

HERE = Path(__file__).parent / "petrarch"
DICTIONARIES = (HERE / "actors.txt", HERE / "agents.txt")


@pytest.fixture(scope="module")
def codebook() -> Codebook:
    """The shipped codebook under the test's dictionaries."""
    return load(shipped().concepts, read_petrarch(DICTIONARIES))


def faults(path: Path, text: str) -> list[str]:
    """Return the faults of a dictionary of these lines, without its folder."""
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CodebookError) as error:
        read_petrarch([path])
    return str(error.value).replace(f"{path.parent}/", "").splitlines()


def organisation(codebook: Codebook, key: str) -> Organisation:
    """Return an organisation by the end of its id."""
    return next(o for o in codebook.entries(Organisation) if o.id == f"petrarch-{key}")


def test_names_synonyms_and_codes_are_read(codebook: Codebook) -> None:
    """A name and its synonyms are one entry, in the spelling of texts, with PLOVER's country and sector."""
    board = organisation(codebook, "northland-trade-board")
    assert board.names == ("Northland Trade Board", "Northland Board", "Board of Trade of Northland")
    assert (board.country, board.sector) == ("NOR", "BUS")


def test_codes_are_mapped_to_plover(codebook: Codebook) -> None:
    """Old countries, groups behind a role and international bodies have PLOVER's codes."""
    keys = ("timisoara-guard", "luzon-river-front", "relief-agency-for-rivers", "black-sand-legion", "ntb")
    found = [organisation(codebook, key) for key in keys]
    assert [(o.country, o.sector) for o in found] == [
        ("ROU", "MIL"),
        ("PHL", "REB"),
        ("UNO", None),
        ("ISM", "REB"),
        ("NOR", "JUD"),
    ]
    assert found[-1].names == ("NTB",)


def test_a_bare_country_code_adds_a_name_to_the_state(codebook: Codebook) -> None:
    """The state keeps its own entry and has one name more."""
    norway = [t for t in codebook.entries(Territory) if t.code == "NOR" and t.name == "Norway"]
    assert ("Kingdom of the Fjords",) in [t.names for t in norway]
    assert any("Norway" in t.names for t in norway)
    assert shared_names(codebook) == ()


def test_dated_codes_hold_in_their_time(codebook: Codebook) -> None:
    """A name stands for what it was on the day of the text; bounds with < and > leave their own day out."""
    gazetteer = compile_gazetteer(codebook, English().vocab)
    days = ("2005-12-31", "2006-01-01", "2010-12-31", "2011-01-01")
    read = [gazetteer.spans_in_text("Anna Bergdahl spoke.", day)[0][1] for day in days]
    assert [(s.code, s.sector) for s in read] == [("SWE", "OPP"), ("SWE", "GOV"), ("SWE", "GOV"), ("SWE", "ELI")]


def test_on_an_unknown_day_the_undated_code_is_meant(codebook: Codebook) -> None:
    """What holds at all times is the safer reading; in its time, the dated code counts."""
    gazetteer = compile_gazetteer(codebook, English().vocab)
    read = [
        gazetteer.spans_in_text("Carla Fjell spoke.", day)[0][1].sector for day in (None, "2008-05-01", "2020-05-01")
    ]
    assert read == ["BUS", "GOV", "BUS"]


def test_agents_are_read_with_sets_and_plurals(codebook: Codebook) -> None:
    """Sets of words are spelt out, regular plurals left to the reader, irregular ones kept."""
    agents = {a.id: a for a in codebook.entries(Agent) if a.id.startswith("petrarch-")}
    assert agents["petrarch-lighthouse-warden"].nouns == ("lighthouse warden", "lighthouse keeper")
    assert agents["petrarch-snow-soldier"].nouns == ("snow soldier",)
    assert agents["petrarch-ferryman"].nouns == ("ferryman", "ferrymen")
    radio = agents["petrarch-parish-radio"]
    assert (radio.sector, radio.other_sectors) == ("JRN", ("REL",))


def test_the_examples_made_from_names_are_kept(codebook: Codebook) -> None:
    """What is made from a name is found by the whole reader, and says that it was made."""
    loaded = open_reader(codebook)
    layer = read_petrarch(DICTIONARIES)
    assert [str(f) for concept in layer for f in check_concept(concept, loaded)] == []
    assert {getattr(e, "note", None) for c in layer for e in c.entries} == {"The example is made from the name."}


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("MOON_COUNCIL_ [QQQGOV]", "[QQQGOV]: QQQ is no country and no kind of international actor"),
        ("MOON_COUNCIL_ [NORG]", "[NORG] is no code of three letters a part"),
        ("MOON_COUNCIL_", "'MOON COUNCIL' has no code"),
        ("MOON_COUNCIL_ [NORGOV", "a bracket is not closed"),
        ("MOON_COUNCIL_ [NORGOV 2001]", "'2001' is no restriction of time; write <910101, >010101 or 490101-530101"),
        ("MOON_COUNCIL_ [NORGOV >991301]", "'991301' is no day; write YYMMDD or YYYYMMDD"),
        ("MOON_COUNCIL_ [NORGOV 530101-490101]", "'530101-490101' ends before it begins"),
        ("MOON_!KEEPER!_ [~GOV]", "the set !KEEPER! is not defined before it is used"),
        ("MOON_KEEPER_ [~GOV 490101-530101]", "[~GOV 490101-530101]: an agent's code holds at all times"),
        ("MOON_KEEPER_ [~MOD]", "[~MOD] names no sector"),
    ],
)
def test_what_cannot_be_read_is_named_by_file_and_line(tmp_path: Path, line: str, fault: str) -> None:
    """Each fault is one line; the lines around it are read."""
    assert faults(tmp_path / "d.txt", f"# first\nTIDE_BOARD_ [NORBUS]\n{line}\n") == [f"d.txt:3: {fault}"]


def test_a_synonym_without_a_name_is_a_fault(tmp_path: Path) -> None:
    """A dictionary begins with a name."""
    assert faults(tmp_path / "d.txt", "+MOON_COUNCIL_\n") == [
        "d.txt:1: it belongs to a name, and none stands before it"
    ]


def test_a_role_that_is_not_known_lists_those_that_are(tmp_path: Path) -> None:
    """The fault tells what may be written."""
    (fault,) = faults(tmp_path / "d.txt", "MOON_COUNCIL_ [NORXYZ]\n")
    assert fault.startswith("d.txt:1: XYZ is no role; roles are AGR, BUS, ")


def test_a_file_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    """A missing dictionary is named, not a traceback."""
    with pytest.raises(CodebookError, match=r"none\.txt:1: cannot be read as UTF-8: No such file"):
        read_petrarch([tmp_path / "none.txt"])


def test_a_name_that_stands_twice_does_not_load(tmp_path: Path) -> None:
    """Two entries of one name in one dictionary are a fault of both lines."""
    path = tmp_path / "d.txt"
    path.write_text("TIDE_BOARD_ [NORBUS]\nTIDE_BOARD_ [NORGOV]\n", encoding="utf-8")
    with pytest.raises(CodebookError, match=r"d\.txt:2: the entry 'petrarch-tide-board' stands already at .*d\.txt:1"):
        load(shipped().concepts, read_petrarch([path]))
