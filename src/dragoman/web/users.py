"""Who asks, and what they may do."""

from __future__ import annotations

from typing import Literal, get_args

import msgspec

Role = Literal["reader", "reviewer", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)  # each may do what those before it may


class User(msgspec.Struct, frozen=True):
    """A person by the name that their decisions carry.

    `account` tells them apart from somebody who has the same name later; it is empty where nobody logs in.
    """

    name: str
    role: Role
    account: str = ""

    def may(self, least: Role) -> bool:
        """Tell whether the user has a role or one above it."""
        return ROLES.index(self.role) >= ROLES.index(least)


LOCAL = User("local", "admin")  # whoever sits at the machine that serves itself alone
