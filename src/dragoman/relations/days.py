"""Days of the record as counted days, so that they can be compared."""

from __future__ import annotations

from datetime import date


def day_number(day: str | None) -> int | None:
    """Return the ordinal of an ISO day or the day of an ISO time, None for what is less precise or no day."""
    try:
        return date.fromisoformat(day[:10]).toordinal() if day else None
    except ValueError:
        return None
