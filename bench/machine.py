"""What a figure was measured with: the machine, the programs, the reader."""

from __future__ import annotations

import datetime
import os
import platform
from importlib.metadata import version
from pathlib import Path

from dragoman.codebook.load import shipped
from dragoman.pipeline import reader_of


def measured_with() -> str:
    """Return the sentence that stands under every table of figures."""
    reader = reader_of(shipped())
    model = reader.model or "no model of its own"
    return (
        f"Measured on {datetime.datetime.now(datetime.UTC).date()} with Dragoman {reader.version} "
        f"(codebook `{reader.codebook}`, {model}), Python {platform.python_version()}, spaCy {version('spacy')}, "
        f"on {os.cpu_count()} cores of {_processor()}."
    )


def _processor() -> str:
    names = Path("/proc/cpuinfo")
    if names.is_file():
        for line in names.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
