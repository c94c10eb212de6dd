"""What an export counts while it writes."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from dragoman.exports.formats.written import Written


class Tally:
    """Counts of one export: rows, and by reason what was left out and what was said in a weaker way."""

    def __init__(self) -> None:
        self.rows = 0
        self.left_out: Counter[str] = Counter()
        self.noted: Counter[str] = Counter()

    def written(self, *paths: Path) -> Written:
        """Return the counts with the files, reasons in the order of their names."""
        return Written(
            paths=paths,
            rows=self.rows,
            left_out=dict(sorted(self.left_out.items())),
            noted=dict(sorted(self.noted.items())),
        )
