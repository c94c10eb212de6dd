"""What is vendored is what the lock says, and goes into the package."""

from __future__ import annotations

import hashlib
import re

import pytest
from bench.vendor import keep, pinned, written

from dragoman.pages.vendored import HERE, LOCK, Package, packages, path_of


@pytest.mark.parametrize("package", packages(), ids=lambda package: package.name)
def test_every_file_has_the_checksum_of_the_lock(package: Package) -> None:
    """A file that somebody changed shows, and each package has its licence beside it."""
    assert re.fullmatch(r"sha512-[A-Za-z0-9+/]{86}==", package.integrity)
    assert "LICENSE" in package.files
    for file, checksum in package.files.items():
        assert hashlib.sha256(path_of(package.name, file).read_bytes()).hexdigest() == checksum, file


def test_nothing_is_vendored_that_the_lock_does_not_name() -> None:
    """Every file in a package's folder is one of the lock's."""
    named = {path_of(package.name, file) for package in packages() for file in package.files}
    assert {path for path in HERE.glob("*/*") if path.parent.name != "__pycache__"} == named


def test_the_lock_is_written_as_it_is_read() -> None:
    """Pinning anew what is pinned changes no byte of the lock."""
    assert "\n".join(map(written, packages())) == LOCK.read_text(encoding="utf-8")


def test_a_package_that_is_not_the_lock_s_is_told_and_not_kept() -> None:
    """Another integrity or another byte of a file is a fault, and the file that is there stays."""
    package = packages()[0]
    before = path_of(package.name, "LICENSE").read_bytes()
    other = pinned(package, "sha512-other", {"LICENSE": b"other"})
    assert other.files["LICENSE"] == hashlib.sha256(b"other").hexdigest()
    faults = keep(package, "sha512-other", {"LICENSE": b"other"})
    assert [fault.split(":")[1].split(" is ")[0] for fault in faults] == [" integrity", " sha256 of LICENSE"]
    assert path_of(package.name, "LICENSE").read_bytes() == before
