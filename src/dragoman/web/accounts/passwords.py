"""Passwords: which are taken, and how they are kept (argon2id, RFC 9106)."""

from __future__ import annotations

import secrets
import unicodedata
from functools import cache
from importlib import resources

import msgspec
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from dragoman.web.accounts.values import AccountError

SHORTEST = 12
LONGEST = 256  # hashing is made to be slow, so that nobody may give it megabytes
FEWEST = 5  # different letters
HASHER = PasswordHasher()


class Verdict(msgspec.Struct, frozen=True):
    """Whether a password is right, and the hash to be kept from now on where new ones are stronger."""

    right: bool
    renewed: str | None = None


def hashed(password: str) -> str:
    """Return the hash to be kept of a password."""
    return HASHER.hash(_settled(password))


def verdict(kept: str | None, password: str) -> Verdict:
    """Tell whether a password is right; without a hash to compare with it takes as long, and is not."""
    given = _settled(password[:LONGEST])
    try:
        HASHER.verify(kept or _nobodys(), given)
    except (VerificationError, InvalidHashError):
        return Verdict(False)
    if kept is None:
        return Verdict(False)
    return Verdict(True, HASHER.hash(given) if HASHER.check_needs_rehash(kept) else None)


def checked(password: str, name: str) -> str:
    """Return a password that the user may have; raises AccountError."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise AccountError(f"a password has {SHORTEST} to {LONGEST} characters; several words are easy to remember")
    plain = _settled(password).casefold()
    beside_name = plain.replace(name.casefold(), "")
    if plain in _common() or len(set(plain)) < FEWEST or len(beside_name) < FEWEST:
        raise AccountError("that password is among the first that are guessed; several unrelated words are not")
    return password


def made() -> str:
    """Return a password made by chance, for somebody who will change it."""
    return secrets.token_urlsafe(15)


@cache
def _nobodys() -> str:
    """Return the hash of a password that nobody has."""
    return HASHER.hash(secrets.token_urlsafe(32))


@cache
def _common() -> frozenset[str]:
    listed = resources.files("dragoman.web.accounts").joinpath("common.txt").read_text(encoding="utf-8")
    return frozenset(line for line in listed.splitlines() if line)


def _settled(password: str) -> str:
    """Return a password as every keyboard writes it (NIST SP 800-63B, 5.1.1.2)."""
    return unicodedata.normalize("NFKC", password)
