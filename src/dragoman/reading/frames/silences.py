"""Silences: sentences in which a frame stirred and nothing came of it, with the gate that stopped it."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.reading.findings import FoundSilence, Quote
from dragoman.reading.frames.match import FIRED, Match
from dragoman.reading.mentions.scene import Scene

SPOKEN = ("no-actor", "no-recipient", "negated", "hypothetical", "claimed-by-other")


def read_silences(scene: Scene, found: Sequence[Match], stopped: Sequence[Match]) -> tuple[FoundSilence, ...]:
    """Return one silence for each sentence of the body whose every frame was stopped, with the last gate reached."""
    silent = {(m.passage, m.trigger.i) for m in stopped}
    spoken = {_sentence(m) for m in found if m.gate == FIRED and (m.passage, m.trigger.i) not in silent}
    silences: dict[tuple[int, int, int], FoundSilence] = {}
    for match in (*stopped, *found):
        key = _sentence(match)
        if match.gate in SPOKEN and key not in spoken and key not in silences:
            parsed = scene.parsed[match.passage]
            if parsed.passage.field is None:
                start = parsed.passage.start
                silences[key] = FoundSilence(Quote("", start + key[1], start + key[2]), match.gate)
    return tuple(sorted(silences.values(), key=lambda s: s.quote.start))


def _sentence(match: Match) -> tuple[int, int, int]:
    sentence = match.trigger.sent
    return (match.passage, sentence.start_char, sentence.end_char)
