"""Who asks: nobody without a session comes further than the page at which one logs in."""

from __future__ import annotations

import logging
from urllib.parse import quote, unquote, urlsplit

import anyio
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dragoman.web.accounts.cookies import cookie_name
from dragoman.web.accounts.sessions import found
from dragoman.web.accounts.store import opened
from dragoman.web.accounts.values import Account, AccountError
from dragoman.web.faults import Fault
from dragoman.web.forms import form_of
from dragoman.web.guard import SAFE, App, Receive, Refuse, Scope, Send, bounded
from dragoman.web.settings import Settings, is_loopback

LOG = logging.getLogger("dragoman.web")
LOGIN, LOGOUT, ACCOUNT, USERS = "/login", "/logout", "/account", "/users"
MOST_BYTES = 16 * 1024  # of what somebody sends who has not logged in: a name and a password
AT_ONCE = 4  # looks into the file of the users


class Gate:
    """Finds the session of a request and says whose it is; sends everyone else to the login."""

    def __init__(self, app: App, settings: Settings, refuse: Refuse) -> None:
        self._app = app
        self._settings = settings
        self._refuse = refuse
        self._turns: anyio.CapacityLimiter | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request (ASGI)."""
        if scope["type"] != "http" or scope["path"].startswith("/static/"):
            await self._app(scope, receive, send)
            return
        await self._name(scope)
        account: Account | None = scope.get("account")
        if account is None:
            await self._let_in(scope, receive, send)
        elif account.temporary and scope["path"] not in (LOGIN, LOGOUT, ACCOUNT):
            await RedirectResponse(ACCOUNT, 303)(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _name(self, scope: Scope) -> None:
        """Put into the scope who asks: `account`, `session` (its number) and `user`, for pages."""
        token = Request(scope).cookies.get(cookie_name(self._settings))
        if not token:
            return
        self._turns = self._turns or anyio.CapacityLimiter(AT_ONCE)
        known = await anyio.to_thread.run_sync(self._found, token, limiter=self._turns)
        if known:
            scope["account"], scope["session"] = known
            scope["user"] = known[0].user

    def _found(self, token: str) -> tuple[Account, int] | None:
        try:
            with opened(self._settings.record) as connection:
                return found(connection, token)
        except AccountError as error:
            LOG.error("%s", error)
            message, advice = "The users of this server cannot be looked up.", "Try again in a minute."
            raise Fault(503, "no-users", message, advice) from None

    async def _let_in(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"] == LOGIN:
            await self._app(scope, bounded(receive, MOST_BYTES), send)
        elif form_of(Request(scope)) != "html":
            await self._refuse(scope, receive, send, unknown())
        else:
            await _to_login(scope)(scope, receive, send)


def unknown() -> Fault:
    """Return the fault of somebody who has not logged in (RFC 9110, 15.5.2)."""
    advice = f"Log in at {LOGIN} and send the cookie of the session."
    return Fault(401, "not-logged-in", "This server must know who asks.", advice, {"www-authenticate": "Cookie"})


def own_path(given: str) -> str:
    """Return an address of this server to go to, the home page for whatever might lead elsewhere."""
    plain = unquote(given)
    leads_away = not given.startswith("/") or plain[:2] in ("//", "/\\") or "\\" in plain
    odd = not given.isascii() or any(ord(letter) <= 32 or ord(letter) == 127 for letter in given)
    return "/" if leads_away or odd or urlsplit(given).path in (LOGIN, LOGOUT) else given


def address_of(scope: Scope, settings: Settings) -> str:
    """Return where a request comes from: behind a proxy on this machine, what that proxy says."""
    client: tuple[str, int] | None = scope.get("client")
    nearest = client[0] if client else ""
    if settings.https and (not nearest or is_loopback(nearest)):
        told = Request(scope).headers.getlist("x-forwarded-for")
        return told[-1].rpartition(",")[2].strip() if told else nearest
    return nearest


def _to_login(scope: Scope) -> Response:
    request = Request(scope)
    asked = scope["raw_path"].decode("latin-1") + (f"?{request.url.query}" if request.url.query else "")
    wanted = own_path(asked) if scope["method"] in SAFE else "/"
    login = LOGIN if wanted == "/" else f"{LOGIN}?next={quote(wanted, safe='/')}"
    if request.headers.get("sec-fetch-site") == "cross-site":
        # A browser that follows a link of another site withholds the cookie; from our own page it sends it.
        return Response(status_code=200, headers={"refresh": f"0; url={login}", "cache-control": "no-store"})
    return RedirectResponse(login, 303)
