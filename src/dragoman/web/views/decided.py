"""What was decided of the facts of a document, in a word, as far as who asks may see it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from dragoman.pages import words
from dragoman.review.standing import standings_of
from dragoman.review.subjects import subjects_of_document
from dragoman.review.values import Decision, Standing
from dragoman.store.opening import Connection
from dragoman.web.users import User


def verdicts(connection: Connection, record: Path, document: str, user: User) -> Mapping[str, str]:
    """Return by fact id what was decided: "accepted by Vera"; nothing of a fact of which one may not see it yet.

    It differs from user to user, so that a page that shows it cannot be kept for all who have a role.
    """
    if not user.may("reviewer"):
        return {}
    subjects = subjects_of_document(connection, record, document)
    found = standings_of(record, subjects, document, user.name, admin=user.may("admin"))
    return {name: told for name, standing in found.items() if (told := verdict(standing, user))}


def verdict(standing: Standing, user: User) -> str:
    """Return what was decided of a fact, in a few words; an adjudication stands for all."""
    if standing.adjudicated:
        return f"{standing.adjudicated.verdict} by {standing.adjudicated.by}, which settles it"
    if not standing.current:
        return "to be read again" if standing.stale else ""
    said: dict[str, list[str]] = {}
    for one in standing.current:
        said.setdefault(one.verdict, []).append("you" if one.by == user.name else one.by)
    return "; ".join(f"{what} by {words.listed(who)}" for what, who in said.items())


def when(one: Decision) -> str:
    """Return the time of a decision in words."""
    return f"{words.day(one.at)} UTC"
