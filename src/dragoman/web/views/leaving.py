"""What of a pair or a meeting is left when what people rejected is left out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

import msgspec

from dragoman.relations.values import (
    Comparison,
    Dossier,
    FollowedCommitment,
    JoinedAgreement,
    JoinedEvent,
    JoinedMeeting,
)
from dragoman.web.marking import Marks

Joined = TypeVar("Joined", JoinedMeeting, JoinedEvent)


def left(dossier: Dossier, marks: Marks) -> Dossier:
    """Return what is shown of a pair; its counts, series and formulae are those of the machine's reading."""
    if not marks.without:
        return dossier
    agreements = (_cited(one, marks) for one in dossier.agreements)
    return msgspec.structs.replace(
        dossier,
        meetings=_reported(dossier.meetings, marks),
        comparisons=tuple(without(one, marks) for one in dossier.comparisons if _reported([one.meeting], marks)),
        events=_reported(dossier.events, marks),
        commitments=tuple(_followed(one, marks) for one in dossier.commitments if marks.keeps(one.stated)),
        positions=tuple(filter(marks.keeps, dossier.positions)),
        agreements=tuple(one for one in agreements if one.citations),
        appraisals=tuple(filter(marks.keeps, dossier.appraisals)),
        requests=tuple(filter(marks.keeps, dossier.requests)),
        topics=tuple(filter(marks.keeps, dossier.topics)),
    )


def without(comparison: Comparison, marks: Marks) -> Comparison:
    """Return what each side told of a meeting, but for what was rejected if that is to be left out."""
    if not marks.without:
        return comparison
    told = (msgspec.structs.replace(one, sayings=tuple(filter(marks.keeps, one.sayings))) for one in comparison.told)
    return msgspec.structs.replace(comparison, told=tuple(one for one in told if one.sayings))


def _reported(several: Iterable[Joined], marks: Marks) -> tuple[Joined, ...]:
    kept = (msgspec.structs.replace(one, reports=tuple(filter(marks.keeps, one.reports))) for one in several)
    return tuple(one for one in kept if one.reports)


def _cited(found: JoinedAgreement, marks: Marks) -> JoinedAgreement:
    return msgspec.structs.replace(found, citations=tuple(filter(marks.keeps, found.citations)))


def _followed(followed: FollowedCommitment, marks: Marks) -> FollowedCommitment:
    return msgspec.structs.replace(followed, links=tuple(link for link in followed.links if marks.keeps(link.other)))
