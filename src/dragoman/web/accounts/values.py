"""Accounts and sessions as they pass between the parts of this room."""

from __future__ import annotations

import re

import msgspec

from dragoman.web.users import LOCAL, Role, User

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


class AccountError(ValueError):
    """Something that cannot be done with an account; the message is one line that says what to do."""


class Account(msgspec.Struct, frozen=True):
    """A person who may log in; times are ISO, UTC.

    `temporary` is whether the password was given by an admin and is to be changed; `disabled` whether they may not log
    in at present.
    """

    name: str
    role: Role
    created: str
    disabled: bool
    temporary: bool

    @property
    def user(self) -> User:
        """Who the account is of, for pages."""
        return User(self.name, self.role, f"{self.name} {self.created}")


class Session(msgspec.Struct, frozen=True):
    """A login that has not ended: when it began and was last used (ISO, UTC), and what the browser called itself."""

    id: int
    started: str
    seen: str
    agent: str


def checked_name(given: str) -> str:
    """Return a name that a user may have; raises AccountError."""
    if given.casefold() == LOCAL.name:
        raise AccountError(f"{given} stands for whoever needs no login; give another name")
    if not NAME.fullmatch(given):
        raise AccountError(f"{given[:80]!r} is no name of a user; give 1 to 64 letters, digits, dots, hyphens or _")
    return given
