"""What stands first on the page of a pair: how much there is, the last meeting, and the latest ones."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.pages import words
from dragoman.pages.dossier.view import Encounter
from dragoman.relations.values import Dossier, JoinedMeeting

LATEST = 5  # meetings that only one side reports, and as many that several do
HOW = {"in_person": "in person", "call": "by telephone", "video": "by video", "multilateral": "with others"}


def lede(dossier: Dossier, names: words.Names, *, newest: bool = True) -> str:
    """Return how many meetings the pair had, when and how the last one was, and how many documents tell of it.

    A dossier without the `newest` does not know the last one.
    """
    a, b = words.country(dossier.a, names), words.country(dossier.b, names)
    last = _last(dossier.meetings) if newest else None
    said = [f"{a} and {b}: {_of(dossier.counts.meetings, 'meeting')}"]
    if last:
        said.append(f"the last on {words.day(last.date)}, {HOW[last.kind]}")
    if dossier.counts.announced:
        said.append(f"{dossier.counts.announced} {'more ' if dossier.counts.meetings else ''}announced")
    return f"{', '.join(said)}. In this record: {_of(dossier.counts.documents, 'document')}."


def _of(count: int, noun: str) -> str:
    return f"{count or 'no'} {noun}{'' if count == 1 else 's'}"


def _last(meetings: Sequence[JoinedMeeting]) -> JoinedMeeting | None:
    """Return the newest meeting that was held and whose day is known; the newest of all come first."""
    return next((joined for joined in meetings if joined.status == "held" and joined.date), None)


def latest(shown: Sequence[Encounter]) -> dict[str, list[Encounter]]:
    """Return the latest meetings: held ones that several governments report, the other held ones, those announced."""
    held = [met for met in shown if met.status == "held"]
    return {
        "several": [met for met in held if len(met.tellers) > 1][:LATEST],
        "others": [met for met in held if len(met.tellers) < 2][:LATEST],
        "announced": [met for met in shown if met.status != "held"][:LATEST],
    }
