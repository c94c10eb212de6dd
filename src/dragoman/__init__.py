"""Dragoman reads communiqués and keeps a verifiable record of the relations between states."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from dragoman.version import __version__

if TYPE_CHECKING:
    from dragoman.api import Reading, Refusal, Refused, read, read_documents, to_frame

__all__ = ["Reading", "Refusal", "Refused", "__version__", "read", "read_documents", "to_frame"]


def __getattr__(name: str) -> Any:
    """Load the API when it is first asked for, so that `import dragoman` and `dragoman --help` stay quick."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module("dragoman.api"), name)
