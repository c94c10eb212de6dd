"""The page at which admins say who may log in, and as what."""

from __future__ import annotations

from typing import get_args

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dragoman.web.accounts import passwords, store
from dragoman.web.accounts.gate import USERS
from dragoman.web.accounts.pages import Desk, Form
from dragoman.web.accounts.values import Account
from dragoman.web.faults import Fault, wrong
from dragoman.web.settings import Settings
from dragoman.web.users import ROLES, Role


async def users(desk: Desk, request: Request) -> Response:
    """Show an admin all users; add one, change a role, disable, enable, remove, give another password."""
    if not request.scope["account"].user.may("admin"):
        advice = "Ask an admin of this server for that role."
        raise Fault(403, "not-allowed", "This page is for admins.", advice)
    if request.method != "POST":
        return await _shown(desk, request)
    form = await desk.form(request)
    given = await desk.work(_done, desk.settings, form)
    if given is None:
        return RedirectResponse(USERS, 303)
    return await _shown(desk, request, form.get("name", ""), given)


async def _shown(desk: Desk, request: Request, name: str = "", password: str = "") -> Response:
    listed = await desk.work(_accounts, desk.settings)
    return desk.page(
        request, "users.html", "Users", {"accounts": listed, "password": password}, roles=ROLES, given_to=name
    )


def _accounts(settings: Settings) -> tuple[Account, ...]:
    with store.opened(settings.record) as connection:
        return store.accounts(connection)


def _done(settings: Settings, form: Form) -> str | None:
    """Do what the form says and return the password that was made for it, if one was."""
    name, what = form.get("name", ""), form.get("do", "")
    password = passwords.made() if what in ("add", "reset") else None
    kept = passwords.hashed(password) if password else ""
    with store.opened(settings.record) as connection:
        match what:
            case "add":
                store.add(connection, name, role_of(form), kept, temporary=True)
            case "role":
                store.set_role(connection, name, role_of(form))
            case "disable" | "enable":
                store.set_disabled(connection, name, what == "disable")
            case "reset":
                store.set_password(connection, name, kept, temporary=True)
            case "remove":
                store.remove(connection, name)
            case _:
                raise wrong("do", what, "Use the buttons of the page.")
    return password


def role_of(form: Form) -> Role:
    """Return the role that a form names; raises Fault."""
    for role in get_args(Role):
        if form.get("role") == role:
            return role  # type: ignore[no-any-return]
    raise wrong("role", form.get("role", ""), f"Give one of {', '.join(ROLES)}.")
