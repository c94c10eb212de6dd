"""Every entry of a codebook under a title, with the words by which it is looked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import msgspec

from dragoman.codebook.load import Codebook, Concept
from dragoman.codebook.spec import EventType, Frame
from dragoman.relations.folding import fold

MODES = "modes"  # stand in their types, and have pages of their own
FIRST = 6  # words of an entry that a list shows


class Kind(msgspec.Struct, frozen=True):
    """A kind of entry: what it is called, one of it, and what it is for."""

    title: str
    one: str
    about: str


KINDS: Mapping[str, Kind] = {  # in the order of what is looked for most
    "types": Kind("Event types", "Event type", "What an act between states is, by PLOVER 2.0, with its score."),
    MODES: Kind("Modes", "Mode", "How an act of a type is done, where PLOVER 2.0 tells it apart."),
    "frames": Kind("Frames", "Frame", "Ways of saying that someone does something to someone, and what each gives."),
    "contexts": Kind("Contexts", "Context", "What an event or a topic is about, by PLOVER 2.0."),
    "outcomes": Kind("Outcomes", "Outcome", "What shows later that a promise was kept or broken."),
    "formulae": Kind("Formulae", "Formula", "Fixed phrases of diplomacy whose use and absence are watched."),
    "silences": Kind(
        "Reasons for silences", "Reason for a silence", "Why what looked as if it held something gave nothing."
    ),
    "offices": Kind("Offices", "Office", "Words for offices, and what they stand for."),
    "agents": Kind(
        "Unnamed agents", "Unnamed agents", "Soldiers, protesters, police: agents without a name, by their nouns."
    ),
    "sectors": Kind("Sectors", "Sector", "What an actor is within a state or beside it, by PLOVER 2.0."),
    "territories": Kind("States and territories", "State or territory", "Names, peoples, seats and places of states."),
    "organisations": Kind(
        "Organisations", "Organisation", "Organisations, parties, companies and armed groups by name."
    ),
    "expressions": Kind(
        "Expressions", "Expression", "Words with one function in a text: dates, titles, reporting, modality."
    ),
}


class Mode(msgspec.Struct, frozen=True):
    """A mode of a type, with the score that it gives; `examples` are those of the frames that give it."""

    id: str
    type: str
    mode: str
    score: float
    examples: tuple[str, ...]
    counter: tuple[str, ...] = ()
    note: str | None = None


class Item(msgspec.Struct, frozen=True):
    """An entry: `about` is what its concept means, `place` its file and line in the codebook, `words` its first words.

    `sought` is all of it in folded words, by which it is looked for.
    """

    kind: str
    id: str
    title: str
    words: str
    concept: str
    about: str
    place: str
    entry: Any
    sought: str


@cache
def items(codebook: Codebook) -> tuple[Item, ...]:
    """Return every entry, by kind and concept in the order of its file."""
    order = {kind: place for place, kind in enumerate(KINDS)}
    found = [item for concept in codebook.concepts for item in _of_concept(concept)]
    found += [_mode(one, codebook) for one in _modes(codebook)]
    return tuple(sorted(found, key=lambda item: order[item.kind]))


@cache
def by_name(codebook: Codebook) -> Mapping[tuple[str, str], Item]:
    """Return every entry by kind and id."""
    return {(item.kind, item.id): item for item in items(codebook)}


def _of_concept(concept: Concept) -> list[Item]:
    found = []
    for entry, line in zip(concept.entries, concept.lines, strict=True):
        place = f"{concept.kind}/{concept.name}.yaml, line {line}"
        found.append(_item(concept.kind, entry, concept.name, concept.about, place))
    return found


def _item(kind: str, entry: Any, concept: str, about: str, place: str) -> Item:
    name = str(entry.id)
    first = _first_words(entry)
    shown = ", ".join(first[:FIRST]) + (" …" if len(first) > FIRST else "")
    sought = fold(" ".join([kind, name.replace("_", " "), title(entry), concept, *first]))
    return Item(kind, name, title(entry), shown, concept, about, place, entry, sought)


def title(entry: Any) -> str:
    """Return what an entry is called."""
    named = getattr(entry, "name", None) or getattr(entry, "phrase", None)
    return str(named or entry.id.replace("_", " "))


def _first_words(entry: Any) -> list[str]:
    """Return the words by which an entry is found in a text, or what it says."""
    fields = (
        "verb", "noun", "adjective", "particle", "heads", "nouns", "names", "phrases", "variants", "cues",
        "promise", "words",
    )  # fmt: skip
    found = [word for field in fields for word in getattr(entry, field, None) or ()]
    if not found and (means := getattr(entry, "means", None)):
        return [means]
    return [word for word in found if word != title(entry)]


def _modes(codebook: Codebook) -> list[Mode]:
    frames = codebook.entries(Frame)
    return [
        Mode(
            f"{one.id}.{mode}", one.id, mode, one.score if score is None else score,
            tuple(example for frame in frames_giving(frames, one.id, mode) for example in frame.examples),
        )
        for one in codebook.entries(EventType)
        for mode, score in one.modes.items()
    ]  # fmt: skip


def _mode(mode: Mode, codebook: Codebook) -> Item:
    concept = next(one for one in codebook.concepts if one.kind == "types")
    item = _item(MODES, mode, concept.name, f"A mode of {mode.type}. {concept.about}", f"types/{concept.name}.yaml")
    return msgspec.structs.replace(item, title=f"{mode.type}: {mode.mode}", words="")


def frames_giving(frames: Sequence[Frame], code: str, mode: str | None = None) -> list[Frame]:
    """Return the frames that give an event of a type, of one of its modes where one is named."""
    events = [(frame, frame.event) for frame in frames if frame.event]
    return [frame for frame, event in events if event.type == code and (mode is None or event.mode == mode)]
