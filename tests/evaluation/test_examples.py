"""The codebook is held against its own examples, without a parser."""

from __future__ import annotations

from dragoman.codebook.spec import Agent, Entry, Expression, Frame, GivesEvent
from dragoman.evaluation.examples import entry_faults
from dragoman.evaluation.explain import Explanation, Tried
from dragoman.reading.findings import Actor, Day, Findings, FoundEvent, Quote, Source

TEXT = "Ana met Bo."
FRAME = Frame(
    id="meet",
    verb=("meet",),
    event=GivesEvent(type="CONSULT"),
    examples=("[Ana|actor] {met} [Bo|recipient].",),
)


def actor(words: str, country: str | None = None, sector: str | None = None) -> Actor:
    """Return the mention of some words of the text."""
    start = TEXT.index(words)
    return Actor(words, Quote("", start, start + len(words)), country=country, sector=sector)


def explained(gate: str = "fired", recipient: str = "Bo", events: int = 1, **mention: str) -> Explanation:
    """Return an explanation of the text in which one frame was tried."""
    tried = Tried("meet", (4, 7), gate, (actor("Ana"),), (actor(recipient),), ("event",))
    found = FoundEvent(
        type="CONSULT",
        mode=None,
        contexts=(),
        cameo=None,
        actors=tried.actors,
        recipients=tried.recipients,
        day=Day(None),
        place=None,
        auxiliary=None,
        source=Source("issuer"),
        basis="codebook",
        confidence=0.9,
        trigger=Quote("", 4, 7),
        quote=Quote("", 0, 11),
    )
    return Explanation(TEXT, (), (actor("Ana", **mention),), (), (tried,), Findings(events=(found,) * events), {})


def faults(entry: Entry, explanation: Explanation) -> list[str]:
    """Return the faults of one entry when every text is read in the same way."""
    return [fault for _, fault in entry_faults(entry, lambda text: explanation)]


def test_kept_example_has_no_fault() -> None:
    """A frame that fires on what is marked is kept."""
    assert faults(FRAME, explained()) == []


def test_fault_names_the_gate_the_role_or_the_rival() -> None:
    """What kept a frame from what is marked is said."""
    assert faults(FRAME, explained(gate="no-recipient")) == ["stopped at the gate 'no-recipient'"]
    assert faults(FRAME, explained(recipient="Ana")) == ["the recipient is 'Ana', not 'Bo'"]
    assert faults(FRAME, explained(events=0)) == ["another frame took its event"]


def test_frame_that_was_not_tried_is_a_fault() -> None:
    """A frame that never came up on its trigger is not kept."""
    other = Frame(id="other", verb=("meet",), examples=FRAME.examples)
    assert faults(other, explained()) == ["the frame was not tried on the trigger"]


def test_counter_example_must_not_fire() -> None:
    """A frame that fires on its counter example is at fault, one that is stopped is not."""
    counted = Frame(id="meet", verb=("meet",), examples=FRAME.examples, counter=("The ends met.",))
    assert faults(counted, explained()) == ["the frame fired on 'met'"]


def test_wrong_markup_is_a_fault_of_its_example() -> None:
    """An example that cannot be read is a fault, and the others are still run."""
    broken = Frame(id="meet", verb=("meet",), examples=("[Ana {met}", *FRAME.examples))
    assert faults(broken, explained()) == ["the [ at column 1 is not closed"]


def test_marked_codes_must_be_what_the_mention_resolves_to() -> None:
    """An agent's example names country and sector of the span."""
    agent = Agent(id="people", nouns=("ana",), sector="CVL", examples=("[Ana|SWE CVL] met Bo.",))
    assert faults(agent, explained(country="SWE", sector="CVL")) == []
    assert faults(agent, explained(country="SWE")) == ["'Ana' is read as 'Ana' SWE -, not as SWE CVL"]


def test_phrase_must_stand_in_its_example() -> None:
    """An expression's example holds one of its phrases."""
    said = Expression(id="told", use="reporting", phrases=("said",), examples=("She {told} him.",))
    assert faults(said, explained()) == ["none of its phrases stands in the example"]
