"""What an export wrote, and what it could not say in its format."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import msgspec


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """The files of one export, in the order in which they were written.

    `rows` counts the rows (or lines) of all files together, headers not counted. `left_out` counts by reason what the
    format has no room for; `noted` counts by reason the rows that say something in a weaker way than the record does.
    Both are explained in docs/exports.md, reason by reason.
    """

    paths: tuple[Path, ...]
    rows: int
    left_out: Mapping[str, int] = msgspec.field(default_factory=dict)
    noted: Mapping[str, int] = msgspec.field(default_factory=dict)
