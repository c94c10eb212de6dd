"""A reviewer's item checked: its form, its words as they stand in the text, its codes as the codebook has them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import msgspec

from dragoman.codebook.load import Codebook
from dragoman.codebook.spec import EventType, Organisation, Territory
from dragoman.record.evidence import Fields
from dragoman.record.types import Evidence
from dragoman.relations.values import Kind
from dragoman.review.values import ReviewError, Source, Subject

LONGEST_QUOTE = 600  # characters, as the evaluation counts


class Rules(msgspec.Struct, frozen=True):
    """What a codebook lets an item say: codes of countries, and types of events each with its modes."""

    countries: frozenset[str]
    modes: Mapping[str, frozenset[str]]
    contexts: frozenset[str]
    sectors: frozenset[str]


def rules_of(codebook: Codebook) -> Rules:
    """Return what a codebook lets an item say."""
    raise NotImplementedError


def evidence_at(source: Source, start: int, end: int, field: str | None = None) -> Evidence:
    """Return the evidence that stands from `start` to `end` (code points, end exclusive) in a document's text.

    `field` is None for the body, else "title" or "summary". Raises ReviewError for no or more than 600 characters, for
    a place outside the text, and where the text was not kept.
    """
    raise NotImplementedError


def corrected(subject: Subject, human: bytes | str | Mapping[str, Any], rules: Rules) -> str:
    """Return a reviewer's correction of a fact as canonical JSON of its kind's form.

    Of `evidence` only `start`, `end`, `field` and `trigger` are taken, the words are those of the text; the id must
    stay the machine's. Raises ReviewError, one line that names the field.
    """
    raise NotImplementedError


def added(source: Source, kind: Kind, human: bytes | str | Mapping[str, Any], rules: Rules) -> str:
    """Return a fact that a reviewer adds as canonical JSON of its kind's form; its id is given when it is kept.

    For the rest as `corrected`. Raises ReviewError.
    """
    raise NotImplementedError
