"""Dates: what the text tells of days, months and years, found by a grammar of its own and resolved to ISO."""

from __future__ import annotations

from dragoman.reading.dates.calendar import Calendar, compile_calendar
from dragoman.reading.dates.find import find_days
from dragoman.reading.dates.told import FoundDay, Towards

__all__ = ["Calendar", "FoundDay", "Towards", "compile_calendar", "find_days"]
