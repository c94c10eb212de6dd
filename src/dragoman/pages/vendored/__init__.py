"""What others made and the pages need, with the checksums of `vendored.lock`; nothing is loaded from elsewhere.

`python bench/vendor.py` fetches the packages anew and compares them.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

import msgspec

HERE = Path(__file__).parent
LOCK = HERE / "vendored.lock"


class Package(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A package of the npm registry, of which some files are kept.

    `integrity` is the registry's (SRI: sha512 of the packed package in base64); `files` has the sha256 in hex of each
    file by its path in the package.
    """

    name: str
    version: str
    licence: str
    about: str
    integrity: str
    files: dict[str, str]


class Lock(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All that is vendored."""

    package: tuple[Package, ...]


def read_lock(text: str) -> tuple[Package, ...]:
    """Return the packages of a lock file."""
    return msgspec.convert(tomllib.loads(text), Lock).package


@cache
def packages() -> tuple[Package, ...]:
    """Return the packages that are vendored."""
    return read_lock(LOCK.read_text(encoding="utf-8"))


def path_of(package: str, file: str) -> Path:
    """Return where a file of a package is kept; `file` is its path in the package or its bare name."""
    return HERE / package / Path(file).name
