"""A codebook that is wrong does not load, and every fault names its file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.codebook.crosscheck import BEYOND_STATES, IMPLIED, PREPOSITIONS, STEPS
from dragoman.codebook.load import CodebookError, load, shipped
from dragoman.codebook.spec import Frame

FRAME = """concept: mine
about: Frames made for this test.
entries:
  - id: salute
    verb: [salute]
    recipient: [object]
    event: {type: SUPPORT, cameo: "050"}
    examples: ["[Ghana|actor] {saluted} [Togo|recipient]."]
"""


def written(folder: Path, text: str, place: str = "frames/mine.yaml") -> Path:
    """Write one concept file of a codebook of one's own and return its folder."""
    path = folder / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return folder


def faults(folder: Path) -> list[str]:
    """Return the faults of a folder laid over the shipped codebook, by paths from the folder."""
    with pytest.raises(CodebookError) as error:
        load(shipped().concepts, folder)
    return str(error.value).replace(f"{folder}/", "").splitlines()


def changed(tmp_path: Path, old: str, new: str) -> list[str]:
    """Return the faults of the test's file after one change."""
    assert old in FRAME
    return faults(written(tmp_path, FRAME.replace(old, new)))


def test_a_folder_of_ones_own_adds_and_replaces(tmp_path: Path) -> None:
    """Entries of a new id are added, those of a known one replaced; the shipped codebook stays as it is."""
    replacing = FRAME.replace("id: salute", "id: thank")
    codebook = load(
        shipped().concepts, written(written(tmp_path, FRAME), replacing.replace("mine", "other"), "frames/other.yaml")
    )
    frames = {f.id: f for f in codebook.entries(Frame)}
    assert frames["thank"].verb == frames["salute"].verb == ("salute",)
    assert len(frames) == len(shipped().entries(Frame)) + 1
    assert codebook.hash != shipped().hash == load(shipped().concepts).hash


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("  - id: salute\n    verb", "  - verb", "4: Object missing required field `id` at [0]"),
        ("verb: [salute]", "verb: [salute", "6: not YAML: did not find expected ',' or ']'"),
        ("verb: [salute]", "verbs: [salute]", "4: Object contains unknown field `verbs`"),
        ("verb: [salute]", "verb: salute", "5: Expected `array`, got `str` at verb"),
        ("{type: SUPPORT", "{typ: SUPPORT", "7: Object contains unknown field `typ` at event"),
        (
            '    examples: ["[Ghana|actor] {saluted} [Togo|recipient]."]\n',
            "",
            "4: Object missing required field `examples`",
        ),
        ('["[Ghana|actor] {saluted} [Togo|recipient]."]', "[]", "8: Expected `array` of length >= 1 at examples"),
        ("verb: [salute]", "verb: [salute]\n    verb: [greet]", "6: the key 'verb' stands twice"),
        ("concept: mine", "concept: thine", "1: `concept` is 'thine' but the file is 'mine'"),
        ("about:", "abuot:", "1: a concept file has exactly `concept`, `about` and a list of `entries`"),
        ("type: SUPPORT", "type: PRAISE", "4: no entry declares the type 'PRAISE'"),
        ("type: SUPPORT,", "type: SUPPORT, mode: warmly,", "4: 'warmly' is no mode of SUPPORT; its modes are none"),
        ("type: SUPPORT,", "type: SUPPORT, contexts: [weather],", "4: no entry declares the context 'weather'"),
        (
            "verb: [salute]",
            "if: {object: {sector: [KNG]}}\n    verb: [salute]",
            "4: no entry declares the sector 'KNG'",
        ),
        ("verb: [salute]", "if: {object: {}}\n    verb: [salute]", "4: a condition says nothing"),
        ("    verb: [salute]\n", "", "4: a frame has a `verb`, a `noun` or an `adjective` that triggers it"),
    ],
)
def test_a_fault_stops_the_loading(tmp_path: Path, old: str, new: str, fault: str) -> None:
    """Malformed files, unknown keys, wrong kinds, missing examples and names that nothing declares are named."""
    (found,) = changed(tmp_path, old, new)
    assert found.startswith(f"frames/mine.yaml:{fault.removesuffix(' at [0]')}")


def test_an_unknown_step_of_a_role_lists_the_known_ones(tmp_path: Path) -> None:
    """A slip in a role's path would otherwise silently never be filled."""
    (fault,) = changed(tmp_path, "recipient: [object]", "recipient: [objct.of]")
    assert fault.startswith("frames/mine.yaml:4: 'objct' in the role 'objct.of' is no step; steps are above, adverb, ")


def test_every_fault_is_reported_at_once(tmp_path: Path) -> None:
    """One run names the faults of all files."""
    written(tmp_path, FRAME.replace("verb:", "verbs:"))
    written(tmp_path, FRAME.replace("mine", "other").replace("id: salute", "idd: salute"), "frames/other.yaml")
    assert [f.split(": ")[0] for f in faults(tmp_path)] == ["frames/mine.yaml:4", "frames/other.yaml:4"]


def test_one_id_in_two_files_is_a_fault(tmp_path: Path) -> None:
    """Both places are named, whichever file they stand in."""
    written(written(tmp_path, FRAME), FRAME.replace("mine", "other"), "frames/other.yaml")
    assert faults(tmp_path) == ["frames/other.yaml:4: the entry 'salute' stands already at frames/mine.yaml:4"]


def test_a_folder_that_is_no_kind_is_a_fault(tmp_path: Path) -> None:
    """The kinds that there are stand in the message."""
    (fault,) = faults(written(tmp_path, FRAME, "verbs/mine.yaml"))
    assert fault.startswith("verbs/mine.yaml:1: the folder 'verbs' is no kind of entry; kinds are agents, contexts, ")


def test_a_file_in_another_encoding_is_a_fault(tmp_path: Path) -> None:
    """A file that is not UTF-8 is named, not a traceback."""
    path = written(tmp_path, FRAME) / "frames/mine.yaml"
    path.write_bytes(FRAME.replace("Frames", "Främes").encode("latin-1"))
    assert faults(tmp_path) == ["frames/mine.yaml:1: not UTF-8; save it as UTF-8"]


def test_a_folder_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    """A mistyped path does not silently give the shipped codebook."""
    with pytest.raises(CodebookError, match="nowhere:1: no such folder"):
        load(shipped().concepts, tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("place", "entry", "fault"),
    [
        ("organisations", "name: Q, names: [Q], country: QQQ", "no entry declares the country 'QQQ'"),
        ("organisations", "name: Q, names: [Q], country: NGO, members: [QQQ]", "no entry declares the member 'QQQ'"),
        ("organisations", "name: Q, names: [Q], country: NGO, sector: KNG", "no entry declares the sector 'KNG'"),
        ("territories", "name: Q, names: [Q], code: QQQ, sectors: [KNG]", "no entry declares the sector 'KNG'"),
        ("agents", "nouns: [q], sector: KNG", "no entry declares the sector 'KNG'"),
        ("offices", "heads: [q], level: envoy, sector: GOV, not_in: [QQQ]", "no entry declares the state 'QQQ'"),
        ("expressions", "use: KNG, phrases: [q]", "no entry declares the sector 'KNG'"),
        ("types", "quad: 1, score: 1, cameo: null, when_future: SOON", "no entry declares the type 'SOON'"),
        ("types", "quad: 1, score: 1, cameo: null, inner_mode: {AID: q}", "'q' is no mode of q; its modes are none"),
        ("types", "quad: 1, score: 1, cameo: null, places: [beneth]", "'beneth' in the role 'beneth' is no step"),
    ],
)
def test_codes_that_nothing_declares_are_faults(tmp_path: Path, place: str, entry: str, fault: str) -> None:
    """Every kind of entry is held against the codes of the others."""
    text = f"concept: mine\nabout: Made for this test.\nentries:\n  - {{id: q, examples: [q], {entry}}}\n"
    (found,) = faults(written(tmp_path, text, f"{place}/mine.yaml"))
    assert found.startswith(f"{place}/mine.yaml:4: {fault}")


def test_a_fault_in_a_joined_concept_names_its_own_file(tmp_path: Path) -> None:
    """A concept of the shipped codebook's name adds to it, and its faults stand in its own file."""
    text = FRAME.replace("concept: mine", "concept: thanks").replace("type: SUPPORT", "type: PRAISE")
    assert faults(written(tmp_path, text, "frames/thanks.yaml")) == [
        "frames/thanks.yaml:4: no entry declares the type 'PRAISE'"
    ]


def test_steps_and_prepositions_are_apart() -> None:
    """A word that were both a step and a preposition would hide one of the two."""
    assert PREPOSITIONS.isdisjoint({*STEPS, *IMPLIED} - {"above"})
    assert len(BEYOND_STATES) == 7
