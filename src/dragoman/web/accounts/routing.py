"""The addresses of this room, which are there only where people log in."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial

from starlette.requests import Request
from starlette.responses import Response

from dragoman.web.accounts.administration import users
from dragoman.web.accounts.gate import ACCOUNT, LOGIN, LOGOUT, USERS
from dragoman.web.accounts.pages import Desk, account, login, logout
from dragoman.web.settings import Settings

Endpoint = Callable[[Request], Awaitable[Response]]
Door = tuple[str, tuple[str, ...], Endpoint]


def doors(settings: Settings) -> tuple[Door, ...]:
    """Return path, methods and endpoint of each page."""
    if not settings.login:
        return ()
    desk = Desk(settings)
    return (
        (LOGIN, ("GET", "POST"), partial(login, desk)),
        (LOGOUT, ("POST",), partial(logout, desk)),
        (ACCOUNT, ("GET", "POST"), partial(account, desk)),
        (USERS, ("GET", "POST"), partial(users, desk)),
    )
