"""The value sets of the record: those of the annotation guidelines, and of PLOVER's auxiliary modes."""

from __future__ import annotations

from typing import Literal

Layer = Literal["issuer", "speaker", "meeting", "other"]
MeetingKind = Literal["in_person", "call", "video", "multilateral"]
MeetingStatus = Literal["held", "planned"]
AgreementAct = Literal["signed", "planned", "ratified", "cited", "suspended", "ended"]
Stance = Literal["for", "against"]
Strength = Literal["firm", "general", "weak"]
AppraisalKind = Literal["gratitude", "praise", "condolence", "criticism"]
Auxiliary = Literal["future", "historical", "hypothetical", "negation"]
DateBasis = Literal["explicit", "relative", "publication", "unknown"]
Basis = Literal["codebook", "model", "both"]
