"""About: what a fact here means, how well it is read, what the record was made of, how to cite it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from dragoman.evaluation.figures import Group, grouped, shipped_figures
from dragoman.exports.cite import citation
from dragoman.pages import words
from dragoman.pages.quoting import clean
from dragoman.pages.vendored import packages
from dragoman.relations.holdings import EVERYTHING
from dragoman.store.contents import Contents, contents
from dragoman.web.asking import Asked
from dragoman.web.sheets import Sheet
from dragoman.web.view import View

POLICIES = {"full": "the whole text", "quote": "the words of facts", "offsets": "no words, only where facts stand"}
MOST_PUBLISHERS = 60


def show(asked: Asked) -> View:
    """Return the page that says what the others mean."""
    held, names = contents(asked.held.connection), asked.known.shown
    figures = shipped_figures()
    groups = grouped(figures)
    today = datetime.now(UTC).date().isoformat()
    cited = citation(asked.snapshot.reader, EVERYTHING, held.documents, (held.first, held.last), today)
    content = {
        "groups": groups, "measured": figures.measured, "contents": held, "cited": cited, "packages": packages(),
        "publishers": [_publisher(one, names) for one in held.publishers[:MOST_PUBLISHERS]],
        "further": max(0, len(held.publishers) - MOST_PUBLISHERS),
        "reader_now": asked.known.codebook.hash,
    }  # fmt: skip
    data = {
        "snapshot": asked.snapshot, "contents": held, "figures": figures, "citation": cited, "vendored": packages(),
    }  # fmt: skip
    return View("about.html", "About this record", content, data, lambda: _sheets(groups, held))


def _publisher(one: Any, names: words.Names) -> tuple[Any, ...]:
    return (
        clean(one.publisher or "") or "not named", words.country(one.country, names) if one.country else "–",
        f"{one.documents:,}", words.day(one.first) or "–", words.day(one.last) or "–",
        "; ".join(POLICIES[policy] for policy in one.policies),
    )  # fmt: skip


def _sheets(groups: tuple[Group, ...], held: Contents) -> tuple[Sheet, ...]:
    publishers = [
        (one.publisher, one.country, one.documents, one.first, one.last, one.policies) for one in held.publishers
    ]
    figures = [(group.title, what, figure) for group in groups for what, figure in group.figures]
    return (
        Sheet(
            "publishers", ("publisher", "country", "documents", "first_day", "last_day", "text_policies"), publishers
        ),
        Sheet("figures", ("measure", "of", "figure"), figures),
        Sheet("facts", ("kind", "facts"), list(held.facts.items())),
    )
