"""The shape of the codebook: one struct a kind of entry, checked when a concept file is loaded.

A concept file is YAML: `concept` (its name, the file's stem), `about` (what it means, with its source) and `entries`.
Every entry has an `id`, `examples` that must be found and, where it can misfire, `counter` examples that must not be.

An example is a sentence (or a short text) in which the expected spans are marked: `[Serbia|SRB]` marks a span and what
it must resolve to; `{met}` marks a frame's trigger; `[Vladimir Putin|actor]`, `[…|recipient]` and other role names
mark a frame's arguments. A counter example is bare: the entry must not fire on it.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from dragoman.codebook.values import AgreementAct, AppraisalKind, MeetingKind, Stance, Strength

Lemmas = Annotated[tuple[str, ...], msgspec.Meta(min_length=1)]
Examples = Annotated[tuple[str, ...], msgspec.Meta(min_length=1)]


class Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What every entry of every concept has."""

    id: str
    examples: Examples
    counter: tuple[str, ...] = ()
    note: str | None = None


class DatedName(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A name that stood only for a time; `since` and `until` are ISO years, months or days, inclusive."""

    name: str
    since: str | None = None
    until: str | None = None


class Territory(Entry, frozen=True, kw_only=True):
    """A state or territory: `code` is ISO 3166-1 alpha-3 (XKX, TWN, PSE, HKG as the contract has them).

    `names` are matched case-sensitively as whole words, longest first; `demonyms` are adjectives and peoples;
    `seats` are capitals and buildings that stand for the government (metonyms) and are places too; `places` are other
    cities and regions that tie a phrase to the state. `sectors` are added to every mention (PRE). `weak` lists those
    names that are also names of persons or other places: beside another capitalised word they do not count.
    """

    code: str
    name: str
    names: Lemmas
    demonyms: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    historical: tuple[DatedName, ...] = ()
    sectors: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()


class Organisation(Entry, frozen=True, kw_only=True):
    """An organisation, armed group, party or body: its names, PLOVER country code, sector; `members` are states.

    With `since` or `until` (ISO years, months or days, inclusive) its names stand for it only then.
    """

    name: str
    names: Lemmas
    country: str | None
    sector: str | None = None
    other_sectors: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None


class Office(Entry, frozen=True, kw_only=True):
    """A head word of an office ("Minister", "Ambassador") with what it stands for.

    `heads` are matched with a capital, or in lower case after an article; `level` ranks it (head_of_state,
    head_of_government, minister, envoy, commander, legislature, organisation, international (of an organisation of
    states, so of no state), court, official). `portfolio`: whether "of/for X"
    or a leading noun names its portfolio. `alone`: whether it is an office without a portfolio or country.
    `accredited`: whether "to X" names the state that it is accredited to.
    `lower`: whether it is read in lower case too. `generic`: it points to an office-holder and is no office by
    itself ("leader").
    `rank`: it names a rank ("Head of State"), so that any head of state or government may be meant.
    `not_in`: states that have no such office, so that a holder without a country is not taken for theirs.
    """

    heads: Lemmas
    sector: str
    level: str
    portfolio: bool = False
    alone: bool = True
    accredited: bool = False
    lower: bool = True
    generic: bool = False
    rank: bool = False
    not_in: tuple[str, ...] = ()


class Agent(Entry, frozen=True, kw_only=True):
    """Unnamed agents by their nouns (lower-case lemmas, singular): soldiers, protesters, police."""

    nouns: Lemmas
    sector: str
    other_sectors: tuple[str, ...] = ()


class Expression(Entry, frozen=True, kw_only=True):
    """Words with one function in the text; `use` says which (each use is explained in its concept's `about`)."""

    use: str
    phrases: Lemmas


Roles = tuple[str, ...]


class Condition(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What must hold of a role for a frame to fire: every given field must agree.

    `lemma`: the role's head word is one of these. `entity`: the role resolves to an entity or not. `sector`: one of
    its entities
    has one of these. `present`: the role is filled or not.
    """

    lemma: tuple[str, ...] = ()
    entity: bool | None = None
    sector: tuple[str, ...] = ()
    present: bool | None = None


class GivesEvent(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The PLOVER event of a frame; `cameo` is the most specific code the words support, a string."""

    type: str
    mode: str | None = None
    cameo: str | None = None
    contexts: tuple[str, ...] = ()


class GivesMeeting(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A meeting; `visit`: one side goes to the other, so that the recipient names the place.

    `persons`: what they do shows that they meet only where persons do it, and not states. `fixed`: it is told only
    where
    its day and its place are.
    """

    kind: MeetingKind
    visit: bool = False
    persons: bool = False
    fixed: bool = False


class GivesAppraisal(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    kind: AppraisalKind
    reason: Roles = ()


class GivesPosition(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    stance: Stance
    on: Roles


class GivesCommitment(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    strength: Strength
    what: Roles


class GivesRequest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    what: Roles


class GivesTopic(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    text: Roles


class Frame(Entry, frozen=True, kw_only=True):
    """A way of saying that someone does something to someone.

    Trigger: `verb` or `noun` lemmas; `particle` (call *off*); `multi` trigger phrases ("in line with", lower case).
    With `if` conditions on its roles (all must hold) and `unless` (none may).
    Roles are dependency paths, tried in order, the first that is filled wins ("subject", "object", "indirect",
    "possessor", "modifier", "clause", "complement", any preposition, and "object.of" for steps); `actor`
    and `recipient` must resolve to entities. `reciprocal`: actors and recipients are one list of actors.
    `requires`: which of actor and recipient must be filled. `scope`: events inside these roles are not read apart;
    `past`: events inside these roles are presupposed, and so history. `mood`: the frame is only for acts that stand so
    ("future"); the verb "*" is then any verb.
    """

    verb: tuple[str, ...] = ()
    noun: tuple[str, ...] = ()
    adjective: tuple[str, ...] = ()
    particle: tuple[str, ...] = ()
    when: dict[str, Condition] = msgspec.field(default_factory=dict, name="if")
    unless: dict[str, Condition] = msgspec.field(default_factory=dict)
    actor: Roles = ("subject",)
    recipient: Roles = ()
    reciprocal: bool = False
    requires: tuple[Literal["actor", "recipient"], ...] = ("actor",)
    scope: Roles = ()
    past: Roles = ()
    mood: tuple[Literal["future", "hypothetical", "negation", "historical"], ...] = ()
    event: GivesEvent | None = None
    meeting: GivesMeeting | None = None
    appraisal: GivesAppraisal | None = None
    position: GivesPosition | None = None
    commitment: GivesCommitment | None = None
    request: GivesRequest | None = None
    topic: GivesTopic | None = None


class EventType(Entry, frozen=True, kw_only=True):
    """A PLOVER type: `id` is its code. `modes` maps a mode to its score (None: the type's own).

    `when_future`, `when_hypothetical`: the type that such an event is coded as instead (PLOVER 2.0, auxiliary modes).
    `inner_mode`: the mode that an act asked for, refused or threatened gives, by the inner event's type. `any_name`: a
    proper name that nothing is known of may be the actor. `places`: paths tried last for the recipient, where it is
    done.
    `repeated`: one such act is told again and again, so that what agrees in parties and mode is one.
    `learned`: the name under which the relation model learned the type; it says nothing of one without.
    """

    quad: Literal[1, 2, 3, 4]
    learned: str | None = None
    score: float
    cameo: str | None
    recipient_required: bool = False
    modes: dict[str, float | None] = msgspec.field(default_factory=dict)
    when_future: str | None = None
    when_hypothetical: str | None = None
    inner_mode: dict[str, str] = msgspec.field(default_factory=dict)
    any_name: bool = False
    places: Roles = ()
    repeated: bool = False


class Sector(Entry, frozen=True, kw_only=True):
    """A PLOVER sector: `id` is its code."""

    name: str


class Context(Entry, frozen=True, kw_only=True):
    """A PLOVER context: `id` is its code, `cues` the lemmas or phrases that show it."""

    cues: Lemmas


class Outcome(Entry, frozen=True, kw_only=True):
    """What later shows that a promise was kept or broken.

    `promise`: words of what was promised, one of which must be there (any promise, where none is given). Then at least
    one of: `events` (types of an event of the one who promised), `meetings` (kinds of a held meeting of the same
    sides), `agreements` (what was done with an instrument), `statements` (kinds of what either side says of it).
    `words` are words and phrases said where it is told, for events and statements one of them must be there. An example
    is a promise and what came of it, with " => " between, each with its {word} marked.
    """

    effect: Literal["kept", "contradicted"]
    promise: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    meetings: tuple[MeetingKind, ...] = ()
    agreements: tuple[AgreementAct, ...] = ()
    statements: tuple[Literal["appraisals", "positions", "topics"], ...] = ()


class DeclaredFormula(Entry, frozen=True, kw_only=True):
    """A fixed phrase of diplomacy that specialists watch: `phrase` names it, `variants` are the ways it is written.

    Letter case does not count, a hyphen stands for a space too, and "*" for one word. An example marks each use in
    {braces}.
    """

    phrase: str
    variants: tuple[str, ...] = ()


class Reason(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A reason for a silence: `id` is the code, `means` what it tells the reader."""

    id: str
    means: str


ENTRY_KINDS: dict[str, type[msgspec.Struct]] = {
    "territories": Territory,
    "organisations": Organisation,
    "offices": Office,
    "agents": Agent,
    "expressions": Expression,
    "frames": Frame,
    "types": EventType,
    "sectors": Sector,
    "contexts": Context,
    "silences": Reason,
    "outcomes": Outcome,
    "formulae": DeclaredFormula,
}
