"""What a reviewer gives is checked against the text and the codebook, and cut from the text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from dragoman.record.types import Evidence, Request
from dragoman.review.items import Rules, added, corrected
from dragoman.review.ledger import add
from dragoman.review.subjects import source_of, subject_of, subjects_of_document
from dragoman.review.values import KINDS, ReviewError, Source
from dragoman.store.opening import Connection
from tests.review.conftest import CHOSEN
from tests.review.reviewed import PROMISE, TALKS, VISIT
from tests.store.made import MEETING

QUOTE = "Kazakhstan will open a consulate in Porto next spring"
START = MEETING.index(QUOTE)
PROVED = {"start": START, "end": START + len(QUOTE)}


def evidence_at(source: Source, rules: Rules, start: int, end: int, field: str | None = None) -> Evidence:
    """Return the evidence of a request that is added to a document with words of it."""
    given = {"what": "x", "evidence": {"start": start, "end": end, "field": field}}
    return msgspec.json.decode(added(source, "requests", given, rules), type=Request).evidence


def test_evidence_is_cut_from_the_text(connection: Connection, record: Path, rules: Rules) -> None:
    """With the words around it, also of the title."""
    source = source_of(connection, record, "lisbon")
    found = evidence_at(source, rules, START, START + len(QUOTE))
    assert (found.exact, found.prefix[-2:], found.suffix[:2]) == (QUOTE, ". ", ", ")
    titled = source_of(connection, record, CHOSEN[0])
    title = titled.version.title or ""
    assert evidence_at(titled, rules, 0, len(title), "title").exact == title


@pytest.mark.parametrize(
    ("place", "message"),
    [
        ((3, 3), "^evidence: 3 to 3 is no place"),
        ((-1, 3), "^evidence: -1 to 3 is no place"),
        ((0, 10_000), "^evidence: 0 to 10000 is no place"),
        ((36, 37), None),
        ((32, 33), "^evidence: 32 to 33 is blank"),
        ((0, 3, "headline"), "^evidence.field: 'headline' is neither"),
        ((0, 3, "summary"), "^evidence: 0 to 3 is no place in the text of 0 characters"),
    ],
)
def test_a_place_that_proves_nothing_is_refused(
    connection: Connection, record: Path, rules: Rules, place: Any, message: str | None
) -> None:
    """One character may be enough, a blank is not."""
    source = source_of(connection, record, "lisbon")
    if message is None:
        with pytest.raises(ReviewError, match="is blank"):
            evidence_at(source, rules, *place)
        assert evidence_at(source, rules, 33, 34).exact == "m"
        return
    with pytest.raises(ReviewError, match=message):
        evidence_at(source, rules, *place)


def test_six_hundred_characters_may_be_quoted(connection: Connection, record: Path, rules: Rules) -> None:
    """One more may not, as the evaluation has it."""
    source = source_of(connection, record, CHOSEN[0])
    assert len(evidence_at(source, rules, 0, 600).exact) == 600
    with pytest.raises(ReviewError, match="601 characters are too many"):
        evidence_at(source, rules, 0, 601)


@pytest.mark.parametrize("document", ["lisbon", "tromso", *CHOSEN])
def test_whatever_was_read_may_be_corrected(connection: Connection, record: Path, rules: Rules, document: str) -> None:
    """What the machine read passes the checks: only that nothing was changed is refused."""
    for subject in subjects_of_document(connection, record, document):
        with pytest.raises(ReviewError, match="says what is there already"):
            corrected(subject, subject.machine or "", rules)
        moved = corrected(subject, {"evidence": {"start": 0, "end": 250 if document in CHOSEN else 90}}, rules)
        assert len(msgspec.json.decode(moved)["evidence"]["exact"]) > 80


def test_a_correction_keeps_what_it_does_not_name(connection: Connection, record: Path, rules: Rules) -> None:
    """It is JSON in the form of the record."""
    subject = subject_of(connection, record, PROMISE)
    told = corrected(subject, {"strength": "weak", "to": ["PRT"], "evidence": PROVED}, rules)
    assert told == msgspec.json.encode(msgspec.structs.replace(subject.item, strength="weak", to=("PRT",))).decode(
        "utf-8"
    )


def test_what_type_and_mode_decide_follows_from_the_codebook(
    connection: Connection, record: Path, rules: Rules
) -> None:
    """The quad class and the score of the new type; the code of the former one goes, unless another is given."""
    subject = subject_of(connection, record, TALKS)
    told = msgspec.json.decode(corrected(subject, {"type": "ACCUSE"}, rules))
    assert (told["quad"], told["score"], told["cameo"]) == (*rules.types["ACCUSE", None], None)
    told = msgspec.json.decode(corrected(subject, {"type": "ACCUSE", "cameo": "112", "quad": 1}, rules))
    assert (told["quad"], told["cameo"]) == (3, "112")
    assert told["evidence"]["trigger"]["exact"] == "met"
    told = msgspec.json.decode(corrected(subject, {"evidence": PROVED}, rules))
    assert "trigger" not in told["evidence"]


def test_an_entity_may_be_understood(connection: Connection, record: Path, rules: Rules) -> None:
    """One with a place has the words that stand there, one without none."""
    subject = subject_of(connection, record, TALKS)
    at = MEETING.index("Kazakhstan")
    recipients = [{"country": "KAZ", "start": at, "end": at + 10}, {"country": "CHL"}]
    told = msgspec.json.decode(corrected(subject, {"recipient": recipients}, rules))
    assert [(one["text"], one["country"], one["start"]) for one in told["recipient"]] == [
        ("Kazakhstan", "KAZ", at),
        ("", "CHL", 0),
    ]


@pytest.mark.parametrize(
    ("identity", "given", "message"),
    [
        (PROMISE, {"strength": "sure"}, "^strength: 'sure' is none of firm, general, weak$"),
        (PROMISE, {"by": ["KZ"]}, "^by: 'KZ' is no country that is known$"),
        (PROMISE, {"by": "KAZ"}, "^by: expected `array`, got `str`$"),
        (PROMISE, {"what": "  "}, "^what: is empty"),
        (PROMISE, {"what": None}, "^what: expected `str`, got `null`$"),
        (PROMISE, {"whom": "PRT"}, "^whom: is no field of commitments"),
        (PROMISE, {"attribution": {"layer": "me", "by": None}}, "^attribution.layer: invalid enum value 'me'$"),
        (PROMISE, {"attribution": {"layer": "issuer", "by": "p9"}}, "^attribution.by: 'p9' is no participant"),
        (PROMISE, {"evidence": None}, "^evidence: is missing"),
        (PROMISE, {"evidence": {"start": "0", "end": 9}}, "^evidence: needs start and end"),
        (PROMISE, {"evidence": {**PROVED, "exact": "else"}}, "^evidence.exact: is not what stands"),
        (PROMISE, {"evidence": {**PROVED, "also": [{"start": 5, "end": 5}]}}, "^evidence.also: 5 to 5"),
        (PROMISE, "[]", "^human: is no JSON object"),
        (PROMISE, {"what": "x" * 60_000}, "^human: .* bytes are too many"),
        (VISIT, {"kind": "dinner"}, "^kind: 'dinner' is none of call, in_person, multilateral, video$"),
        (VISIT, {"date": "6 May"}, "^date: '6 May' is no ISO date"),
        (VISIT, {"date": "2024-02-30"}, "^date: '2024-02-30' is no ISO date"),
        (VISIT, {"end_date": "2024-05-01"}, "^end_date: 2024-05-01 is before 2024-05-06$"),
        (VISIT, {"participants": ["p1", "p3"]}, "^participants: 'p3' is no participant"),
        (VISIT, {"id": "m2"}, "^id: must stay 'm1'$"),
        (VISIT, {"place_country": "XYZ"}, "^place_country: 'XYZ'"),
        ("lisbon/1/participants/1", {"sectors": ["KING"]}, "^sectors: 'KING' is no sector"),
        (TALKS, {"type": "TALK"}, "^type: 'TALK' is none of ACCUSE, "),
        (TALKS, {"mode": "dinner"}, "^mode: 'dinner' is no mode of CONSULT; its modes are "),
        (TALKS, {"contexts": ["weather"]}, "^contexts: 'weather' is no context"),
        (TALKS, {"confidence": 2}, "^confidence: 2.0 is no probability$"),
        (TALKS, {"cameo": "x"}, "^cameo: 'x' is no code"),
        (TALKS, {"actor": None}, "^actor: is no list"),
        (TALKS, {"actor": ["PRT"]}, r"^actor\[0\]: is no entity"),
        (TALKS, {"actor": [{"land": "PRT"}]}, r"^actor\[0\].land: is no field of an entity"),
        (TALKS, {"actor": [{"country": "ZZ"}]}, r"^actor\[0\].country: 'ZZ'"),
        (TALKS, {"actor": [{"country": "PRT", "sector": "KING"}]}, r"^actor\[0\].sector: 'KING'"),
        (TALKS, {"actor": [{"country": "PRT", "text": "Lisbon", "start": 0, "end": 6}]}, r"^actor\[0\].text: is not"),
        (TALKS, {"actor": [{"country": "PRT", "start": 0, "end": 9999}]}, r"^actor\[0\].text: is not"),
    ],
)
def test_what_does_not_hold_is_refused_by_its_field(
    connection: Connection, record: Path, rules: Rules, identity: str, given: Any, message: str
) -> None:
    """One line, that begins with the field."""
    with pytest.raises(ReviewError, match=message) as caught:
        corrected(subject_of(connection, record, identity), given, rules)
    assert "\n" not in str(caught.value)


LEAST: dict[str, dict[str, Any]] = {
    "participants": {"country": "KAZ", "offices": ["President"]},
    "meetings": {"kind": "call", "status": "planned", "countries": ["KAZ", "PRT"]},
    "agreements": {"name": "the consulate", "act": "planned"},
    "positions": {"holder": ["KAZ"], "on": "a consulate in Porto", "stance": "for"},
    "commitments": {"by": ["KAZ"], "what": "open a consulate in Porto", "strength": "firm"},
    "appraisals": {"kind": "praise", "by": ["KAZ"], "for": "Porto"},
    "requests": {"by": ["PRT"], "what": "open a consulate"},
    "topics": {"text": "a consulate in Porto"},
    "events": {"type": "AGREE", "actor": [{"country": "KAZ"}]},
}


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_missed_is_added_with_its_least_fields(
    connection: Connection, record: Path, rules: Rules, kind: Any
) -> None:
    """What is not given is null or empty, and the fact is read back as one that can be decided on."""
    source = source_of(connection, record, "lisbon")
    told = added(source, kind, {**LEAST[kind], "evidence": PROVED}, rules)
    one = add(record, source, kind, told, "ana")
    subject = subject_of(connection, record, one.ref.id)
    assert subject.item.evidence.exact == QUOTE
    assert (subject.machine, subject.author) == (None, "ana")
    for name, value in LEAST[kind].items():
        held = msgspec.json.decode(one.human or "")[name]
        assert held == value or [entity["country"] for entity in held] == ["KAZ"]


def test_what_is_added_needs_what_makes_it_a_fact(connection: Connection, record: Path, rules: Rules) -> None:
    """The field that is missing is named."""
    source = source_of(connection, record, "lisbon")
    for kind, given, message in (
        ("requests", {"by": ["PRT"], "evidence": PROVED}, "^what: is missing$"),
        ("requests", {"by": ["PRT"], "what": "open it"}, "^evidence: is missing"),
        ("positions", {"on": "Porto", "evidence": PROVED}, "^stance: None is none of against, for$"),
    ):
        with pytest.raises(ReviewError, match=message):
            added(source, kind, given, rules)  # type: ignore[arg-type]


def test_an_added_person_may_be_named_by_other_facts(connection: Connection, record: Path, rules: Rules) -> None:
    """Of the same document."""
    source = source_of(connection, record, "lisbon")
    add(
        record,
        source,
        "participants",
        added(source, "participants", {**LEAST["participants"], "evidence": PROVED}, rules),
        "ana",
    )
    subject = subject_of(connection, record, VISIT)
    told = msgspec.json.decode(corrected(subject, {"participants": ["p1", "p2", "pa1"]}, rules))
    assert told["participants"] == ["p1", "p2", "pa1"]
    assert subject.source.persons == {"p1": "Ana Duarte", "p2": "Daniyar Sagatov", "pa1": QUOTE}


def test_without_the_text_nothing_can_be_corrected(connection: Connection, record: Path, rules: Rules) -> None:
    """It is said of which document."""
    source = source_of(connection, record, "lisbon")
    bare = Source(source.version, source.reader, None, source.persons)
    with pytest.raises(ReviewError, match=r"^evidence: the text of lisbon is not kept"):
        evidence_at(bare, rules, 0, 5)
    with pytest.raises(ReviewError, match=r"^evidence: the text of lisbon is not kept"):
        added(bare, "requests", {"what": "x", "evidence": PROVED}, rules)
