"""The records with only those events that are sure enough."""

from __future__ import annotations

import msgspec

from dragoman.record.types import Reading


def sure_enough(reading: Reading, least: float) -> Reading:
    """Return the reading without the events whose confidence (a probability) is below `least`.

    Only events have a confidence; everything else stays.
    """
    if least <= 0:
        return reading
    return msgspec.structs.replace(reading, events=tuple(e for e in reading.events if e.confidence >= least))
