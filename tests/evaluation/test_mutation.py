"""A frame that is removed is missed by an example, by what is told and not by which frame tells it."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.codebook.load import load, shipped
from dragoman.evaluation.mutation import Mutant, Mutation, mutate, report, sample, without
from dragoman.pipeline import LoadedReader, open_reader

SAMPLED = 25
LEAST_KILLED = 0.8  # of a sample, whose few frames weigh more; the whole run has its own target
FRAMES = """concept: mine
about: Frames made for this test.
entries:
  - id: mine-outbid
    verb: [outbid]
    recipient: [object]
    event: {type: REJECT, cameo: "120"}
    examples: ["[Norway|actor] {outbid} [Chile|recipient]."]
  - id: mine-twin
    verb: [outvote]
    recipient: [object]
    event: {type: REJECT, cameo: "120"}
    examples: ["[Norway|actor] {outvoted} [Chile|recipient]."]
  - id: mine-twin-again
    verb: [outvote]
    recipient: [object]
    event: {type: REJECT, cameo: "120"}
    examples: ["[Ghana|actor] {outvoted} [Togo|recipient]."]
  - id: mine-other-type
    verb: [outwit]
    recipient: [object]
    event: {type: REJECT, cameo: "120"}
    examples: ["[Norway|actor] {outwitted} [Chile|recipient]."]
  - id: mine-other-type-below
    verb: [outwit]
    recipient: [object]
    requires: []
    event: {type: ACCUSE, cameo: "110"}
    examples: ["The owl {outwitted} [Chile|recipient]."]
"""


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> LoadedReader:
    """The reader over the shipped codebook with the test's frames."""
    folder = tmp_path_factory.mktemp("codebook")
    (folder / "frames").mkdir()
    (folder / "frames" / "mine.yaml").write_text(FRAMES, encoding="utf-8")
    return open_reader(load(shipped().concepts, Path(folder)))


def test_a_frame_that_alone_tells_something_is_missed(loaded: LoadedReader) -> None:
    """Without it its own example tells nothing."""
    assert mutate(loaded, ["mine-outbid"]).mutants == (Mutant("mine-outbid", "mine-outbid"),)


def test_of_two_frames_that_tell_the_same_none_is_missed(loaded: LoadedReader) -> None:
    """The survivor names the frame that tells the same in its place."""
    run = mutate(loaded, ["mine-twin", "mine-twin-again"])
    assert [(m.frame, m.killed_by, m.rivals) for m in run.mutants] == [
        ("mine-twin", None, ("mine-twin-again",)),
        ("mine-twin-again", None, ("mine-twin",)),
    ]
    assert run.share == 0


def test_a_frame_is_missed_when_another_tells_something_else(loaded: LoadedReader) -> None:
    """A frame of another type takes the words, and the example tells another event."""
    assert mutate(loaded, ["mine-other-type"]).mutants[0].killed_by == "mine-other-type"


def test_only_the_frame_is_removed(loaded: LoadedReader) -> None:
    """The lexicon is the same but for that frame."""
    lexicon = loaded.knowledge.frames
    left = without(lexicon, "mine-outbid")
    left_over = {frame.id for found in left.frames.values() for frame in found}
    assert {f.id for found in lexicon.frames.values() for f in found} - left_over == {"mine-outbid"}
    assert (left.types, left.moods) == (lexicon.types, lexicon.moods)


def test_an_unknown_frame_is_refused(loaded: LoadedReader) -> None:
    """A mistyped id is no survivor."""
    with pytest.raises(ValueError, match="the codebook has no frame 'mine-outbit'"):
        mutate(loaded, ["mine-outbit"])


def test_the_report_names_survivors_and_the_share() -> None:
    """One line a survivor with its reason, then the share."""
    said: list[str] = []
    report(
        Mutation((Mutant("a", "a"), Mutant("b", None, ("c", "d")), Mutant("e", None), Mutant("f", "x"))), said.append
    )
    assert said == [
        "b: no example misses it: told as well by c, d",
        "e: no example misses it: its examples tell nothing apart",
        "2 of 4 frames are missed when they are removed: 50.0%",
    ]


def test_a_sample_of_the_shipped_frames_is_missed() -> None:
    """The examples of the codebook notice when a frame goes."""
    loaded = open_reader()
    chosen = sample(loaded, SAMPLED)
    assert len(set(chosen)) == SAMPLED
    run = mutate(loaded, chosen)
    assert run.share >= LEAST_KILLED, run.survivors
