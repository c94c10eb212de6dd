"""What kinds, fields and values of facts are called on the pages of review, and what they mean."""

from __future__ import annotations

from collections.abc import Mapping

from dragoman.relations.values import Kind

ONE: Mapping[Kind, str] = {
    "participants": "participant",
    "meetings": "meeting",
    "agreements": "agreement",
    "positions": "position",
    "commitments": "commitment",
    "appraisals": "appraisal",
    "requests": "request",
    "topics": "topic",
    "events": "event",
}
MEANT: Mapping[Kind, str] = {
    "participants": "Someone who takes part in what the document reports, or who issues it. Who is only spoken of does "
    "not take part. An office carries its portfolio and not its country; someone without a name has an office.",
    "meetings": "An encounter that the document reports as held or announces: in person, by telephone or video, or of "
    "three and more sides. One that only dates something else is none.",
    "agreements": "A treaty, declaration, memorandum or other instrument that can be told from others, with what is "
    "done with it here. Its parties are those that the document names.",
    "positions": "What a state or organisation is for or against: a matter, a policy, a principle. That something was "
    "talked about is no position, and praise or blame of another side is an appraisal.",
    "commitments": "What a side will do, intends to do or offers to do. It is firm for a specific act, general without "
    "one, weak where the side only considers it. What is hoped or expected of others is none.",
    "appraisals": "Thanks, praise, condolence or criticism of one side for another.",
    "requests": "What one side asks, urges or demands of another.",
    "topics": "What was discussed, as a short phrase in the words of the text.",
    "events": "A PLOVER event: who did what to whom, as one act at the level of states and those who act for them. "
    "The same act told again is not a second event.",
}
LABELS: Mapping[str, str] = {  # by the field alone, or by its type and field
    "name": "Name",
    "offices": "Offices",
    "country": "Country",
    "sectors": "Sectors",
    "accredited_to": "Accredited to",
    "kind": "Kind",
    "status": "Status",
    "date": "Date",
    "end_date": "Last day",
    "date_basis": "How the date is known",
    "place": "Place",
    "place_country": "Country of the place",
    "countries": "Sides",
    "participants": "Who takes part",
    "purpose": "Purpose",
    "parties": "Parties",
    "act": "What is done with it",
    "holder": "Who holds it",
    "voiced_by": "Who voices it",
    "on": "On what",
    "stance": "Stance",
    "attribution": "Who says it",
    "layer": "In whose words",
    "what": "What",
    "strength": "Strength",
    "deadline": "Deadline",
    "condition": "Condition",
    "for": "For what",
    "text": "Words",
    "contexts": "Contexts",
    "type": "Type",
    "mode": "Mode",
    "actor": "Actor",
    "recipient": "Recipient",
    "auxiliary": "How the act stands",
    "sector": "Sector",
    "other_sectors": "Further sectors",
    "office": "Office",
    "quad": "Class",
    "score": "Score",
    "cameo": "CAMEO code",
    "basis": "Read by",
    "confidence": "Confidence",
    "evidence": "Words in the text",
    "Attribution.by": "Speaker",
    "Commitment.by": "Who promises",
    "Commitment.to": "To whom",
    "Appraisal.by": "Whose appraisal",
    "Appraisal.to": "Of whom",
    "Request.by": "Who asks",
    "Request.to": "Whom",
    "Topic.text": "Topic",
}
HINTS: Mapping[str, str] = {
    "date": "As 2021-12-30, or 2021-12, or 2021 where the text says no more.",
    "end_date": "For what lasts several days.",
    "deadline": "A day as 2021-12-30, or the words of the text.",
    "offices": "As written, without the country; one office in each field.",
    "Attribution.by": "Someone who takes part, or the words by which the text names the speaker.",
    "Entity.text": "As they stand in the text; empty for one who is understood and not named.",
    "Topic.text": "A short phrase in the words of the text.",
}
VALUES: Mapping[str, str] = {
    "issuer": "the issuer's own",
    "speaker": "a speaker's",
    "meeting": "said at the meeting",
    "other": "somebody else's",
    "in_person": "in person",
    "call": "by telephone",
    "video": "by video",
    "multilateral": "of several sides",
    "explicit": "the text says it",
    "relative": "reckoned from the publication",
    "publication": "the day of publication stands in",
    "unknown": "not known",
    "cited": "cited or relied on",
    "planned": "planned or announced",
    "firm": "firm: a specific act",
    "general": "general: no specific act",
    "weak": "weak: only considered",
    "future": "still to come",
    "historical": "in the past",
    "hypothetical": "conditional",
    "negation": "denied",
    "codebook": "the codebook",
    "model": "the model",
    "both": "codebook and model",
    "undone": "taken back",
}
ABSENT: Mapping[str, str] = {
    "auxiliary": "done",
    "date_basis": "as follows from the date",
}  # what it means that a field is empty, where that is said


def label(shape: str, field: str) -> str:
    """Return what a field of a type of the record is called."""
    return LABELS.get(f"{shape}.{field}") or LABELS.get(field) or field.replace("_", " ").capitalize()


def hint(shape: str, field: str) -> str:
    """Return what a reviewer should know to fill in a field, empty where its name says it."""
    return HINTS.get(f"{shape}.{field}") or HINTS.get(field) or ""


def value(given: str) -> str:
    """Return a value of a closed set in words."""
    return VALUES.get(given) or given.replace("_", " ")
