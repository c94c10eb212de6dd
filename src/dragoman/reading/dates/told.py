"""A date as it is told, before its year is known, and as it is found."""

from __future__ import annotations

from typing import Literal

import msgspec

from dragoman.codebook.values import DateBasis
from dragoman.reading.findings import Day

Towards = Literal["past", "future"]
Link = Literal["range", "list"]


class FoundDay(msgspec.Struct, frozen=True):
    """A resolved date and its span in the text it was found in, in code points, end exclusive."""

    start: int
    end: int
    day: Day


class Told(msgspec.Struct, frozen=True):
    """A year, month or day as told; what is not told is None.

    `link` joins it to the next one of the same run. `lost` is a day whose year the text puts out of reach. A `bare`
    month or year is a time only after a word that leads to it, or beside one that is sure.
    """

    start: int
    end: int
    year: int | None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    basis: DateBasis = "explicit"
    link: Link | None = None
    bare: bool = False
    lost: bool = False

    @property
    def precision(self) -> str:
        """How exactly the text tells it: day, month or year."""
        return "day" if self.day else "month" if self.month else "year"
