"""The pages at which people log in and out, change their password and end sessions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import anyio
import msgspec
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dragoman.web.accounts import passwords, sessions, store
from dragoman.web.accounts.cookies import cookie_name, ended_cookie, set_cookie
from dragoman.web.accounts.gate import ACCOUNT, LOGIN, address_of, own_path
from dragoman.web.accounts.limiting import Attempts
from dragoman.web.accounts.values import Account, AccountError
from dragoman.web.faults import Fault
from dragoman.web.forms import form_of, read_form
from dragoman.web.rendering import rendered
from dragoman.web.settings import Settings

Form = dict[str, str]
Result = TypeVar("Result")
AT_ONCE = 2  # passwords that are hashed: each takes 64 MB and all the cores it gets


class Desk:
    """What every one of these pages needs: the settings, the attempts so far, and turns at hashing."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.attempts = Attempts()
        self._turns: anyio.CapacityLimiter | None = None

    async def work(self, call: Callable[..., Result], *given: Any) -> Result:
        """Do what takes time in a thread, a few at once; what cannot be done is told as a fault."""
        self._turns = self._turns or anyio.CapacityLimiter(AT_ONCE)
        try:
            return await anyio.to_thread.run_sync(call, *given, limiter=self._turns)
        except AccountError as error:
            raise Fault(
                409, "not-done", f"{str(error)[:1].upper()}{str(error)[1:]}.", "Go back and try again."
            ) from None

    async def form(self, request: Request) -> Form:
        """Return the fields of the form that was sent; raises Fault."""
        sent = await read_form(request)
        return {name: value for name, value in sent.items() if isinstance(value, str)}

    def page(self, request: Request, template: str, title: str, data: Any, status: int = 200, **more: Any) -> Response:
        """Return a page of this room, or `data` as JSON: never kept by a browser, nothing to cite."""
        if form_of(request) == "json":
            return Response(msgspec.json.encode(data), status, media_type="application/json")
        content = {"title": title, "page": None, "user": request.scope.get("user"), "settings": self.settings}
        return Response(rendered(template, content | data | more), status, media_type="text/html")


async def login(desk: Desk, request: Request) -> Response:
    """Answer who wants to log in, or does."""
    wanted = own_path(request.query_params.get("next", "/"))
    if request.method != "POST":
        if request.scope.get("account"):
            return RedirectResponse(wanted, 303)
        return desk.page(request, "login.html", "Log in", {"wanted": wanted}, name="", wrong=False)
    form = await desk.form(request)
    name, password, wanted = form.get("name", ""), form.get("password", ""), own_path(form.get("next", "/"))
    desk.attempts.begin(name, address_of(request.scope, desk.settings))
    if not await desk.work(store.verified, desk.settings.record, name, password):
        if form_of(request) != "html":
            raise Fault(403, "wrong-login", "Name or password is not right.", "Send the fields `name` and `password`.")
        return desk.page(request, "login.html", "Log in", {"wanted": wanted}, 403, name=name, wrong=True)
    desk.attempts.succeeded(name)
    return await _begun(desk, request, name, wanted)


async def logout(desk: Desk, request: Request) -> Response:
    """End the session of who asks."""
    token = request.cookies.get(cookie_name(desk.settings), "")
    await desk.work(_end, desk.settings, token)
    return RedirectResponse(LOGIN, 303, {"set-cookie": ended_cookie(desk.settings)})


async def account(desk: Desk, request: Request) -> Response:
    """Show who asks their account, change their password, end their sessions."""
    mine, number = request.scope["account"], request.scope["session"]
    if request.method != "POST":
        listed = await desk.work(_listed, desk.settings, mine.name)
        return desk.page(request, "account.html", "Account", {"account": mine, "sessions": listed}, current=number)
    form = await desk.form(request)
    if form.get("do") == "password":
        await _change_password(desk, request, mine, form)
        return await _begun(desk, request, mine.name, ACCOUNT)
    await desk.work(_end_some, desk.settings, mine.name, number, form.get("session", ""))
    return RedirectResponse(ACCOUNT, 303)


async def _change_password(desk: Desk, request: Request, mine: Account, form: Form) -> None:
    present, new = form.get("present", ""), form.get("new", "")
    if new != form.get("again"):
        raise Fault(400, "not-alike", "The two new passwords are not alike.", "Go back and type them again.")
    desk.attempts.begin(mine.name, address_of(request.scope, desk.settings))
    if not await desk.work(store.verified, desk.settings.record, mine.name, present):
        raise Fault(403, "wrong-password", "The present password is not right.", "Go back and type it again.")
    if new == present:
        raise Fault(400, "same-password", "That is the present password.", "Go back and give another one.")
    desk.attempts.succeeded(mine.name)
    await desk.work(_keep_password, desk.settings, mine.name, new)


async def _begun(desk: Desk, request: Request, name: str, wanted: str) -> Response:
    """Return the answer with which a session begins; the one that the browser had is ended."""
    former, agent = request.cookies.get(cookie_name(desk.settings), ""), request.headers.get("user-agent", "")
    token = await desk.work(_begin, desk.settings, name, agent, former)
    return RedirectResponse(wanted, 303, {"set-cookie": set_cookie(desk.settings, token)})


def _begin(settings: Settings, name: str, agent: str, former: str) -> str:
    with store.opened(settings.record) as connection:
        sessions.end(connection, former)
        return sessions.begin(connection, store.account(connection, name).name, agent)


def _end(settings: Settings, token: str) -> None:
    with store.opened(settings.record) as connection:
        sessions.end(connection, token)


def _end_some(settings: Settings, name: str, current: int, given: str) -> None:
    """End one session by its number, or all but the present one."""
    with store.opened(settings.record) as connection:
        if given == "others":
            sessions.end_others(connection, name, current)
        elif given.isascii() and given.isdecimal() and len(given) < 16:
            sessions.end_one(connection, name, int(given))


def _listed(settings: Settings, name: str) -> tuple[Any, ...]:
    with store.opened(settings.record) as connection:
        return sessions.sessions(connection, name)


def _keep_password(settings: Settings, name: str, new: str) -> None:
    kept = passwords.hashed(passwords.checked(new, name))
    with store.opened(settings.record) as connection:
        store.set_password(connection, name, kept)
