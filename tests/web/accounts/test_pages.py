"""Logging in and out, one's own account, and the users, as a browser does it."""

from __future__ import annotations

import re
from http.cookies import SimpleCookie

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from dragoman.web.accounts import store
from dragoman.web.accounts.limiting import BY_NAME
from dragoman.web.settings import MOST_BYTES
from tests.web.conftest import Office, running
from tests.web.raw import asked

AGREEMENT = "/agreements/1951-mutual-defense-treaty"
NEW = "eleven loud kettles"


def test_a_login_leads_where_one_wanted_to_go(office: Office) -> None:
    """The cookie is for this server, its pages and no script."""
    with office.client() as client:
        sent = {"name": "rosa", "password": office.password, "next": AGREEMENT}
        answer = client.post("/login", data=sent)
        assert (answer.status_code, answer.headers["location"]) == (303, AGREEMENT)
        kept = SimpleCookie(answer.headers["set-cookie"])["dragoman"]
        assert (kept["path"], kept["httponly"], kept["samesite"], kept["secure"]) == ("/", True, "Strict", "")
        assert (kept["domain"], kept["max-age"], kept["expires"]) == ("", "", "")
        assert client.get(AGREEMENT).status_code == 200
        again = client.post("/login", data=sent | {"next": "//elsewhere.example"})
        assert again.headers["location"] == "/"
        assert SimpleCookie(again.headers["set-cookie"])["dragoman"].value != kept.value
    with office.client(cookie=f"dragoman={kept.value}") as client:
        assert client.get(AGREEMENT).status_code == 303  # the login before it ended with the next one


def test_a_wrong_login_tells_nothing(office: Office) -> None:
    """Whether there is such a user, nobody hears; what was typed as a name is only text."""
    with office.client() as client:
        known = client.post("/login", data={"name": "rosa", "password": "wrong"})
        unknown = client.post("/login", data={"name": "nora", "password": "wrong"})
        assert known.status_code == unknown.status_code == 403
        assert known.text.replace("rosa", "") == unknown.text.replace("nora", "")
        assert "set-cookie" not in known.headers
        odd = client.post("/login", data={"name": '"><script>alert(1)</script>', "password": "wrong", "next": '"><b>'})
        assert "<script>alert" not in odd.text
        assert "<b>" not in odd.text
        told = client.post("/login.json", data={"name": "nora", "password": "wrong"}).json()["error"]
        assert (told["status"], told["code"]) == (403, "wrong-login")


def test_too_many_attempts_wait(office: Office) -> None:
    """The right password is refused as well, in the one shape, with the time to wait."""
    with office.client() as client:
        for _ in range(BY_NAME.amount):
            assert client.post("/login", data={"name": "rosa", "password": "wrong"}).status_code == 403
        page = client.post("/login", data={"name": "ROSA", "password": office.password})
        assert page.status_code == 429
        assert "429 · too-many" in page.text
        told = client.post("/login.json", data={"name": "rosa", "password": office.password})
        assert told.json()["error"]["code"] == "too-many"
        assert 0 < int(told.headers["retry-after"]) <= 900
        assert "content-security-policy" in told.headers


def test_a_logout_ends_the_session(office: Office) -> None:
    """The cookie is worth nothing from then on, wherever it was copied; a link cannot log one out."""
    with office.logged_in("rosa") as client:
        token = client.cookies["dragoman"]
        assert client.get("/logout").status_code == 405
        assert client.post("/logout", headers={"origin": "http://elsewhere.example"}).status_code == 403
        assert client.get(AGREEMENT).status_code == 200
        assert "Max-Age=0" in client.post("/logout").headers["set-cookie"]
        assert "dragoman" not in client.cookies
    with office.client(cookie=f"dragoman={token}") as client:
        assert client.get(f"{AGREEMENT}.json").status_code == 401


def test_a_change_of_password_ends_all_sessions_but_begins_this_one_anew(office: Office) -> None:
    """Whoever has taken the old password is out at once."""
    with office.logged_in("rosa") as thief, office.logged_in("rosa") as client:
        right = {"do": "password", "present": office.password, "new": NEW, "again": NEW}
        for wrong, status in (
            ({"present": "wrong"}, 403), ({"again": "other"}, 400), ({"new": "short", "again": "short"}, 409),
            ({"new": office.password, "again": office.password}, 400),
        ):  # fmt: skip
            assert client.post("/account", data=right | wrong).status_code == status
        former = client.cookies["dragoman"]
        assert client.post("/account", data=right).status_code == 303
        assert client.cookies["dragoman"] != former
        assert client.get("/account").status_code == 200
        assert thief.get("/account").status_code == 303
    with office.client() as client:
        assert client.post("/login", data={"name": "rosa", "password": office.password}).status_code == 403
        assert client.post("/login", data={"name": "rosa", "password": NEW}).status_code == 303


def test_sessions_are_shown_and_ended(office: Office) -> None:
    """One's own, and no others."""
    with office.logged_in("rosa") as here, office.logged_in("rosa") as there, office.logged_in("victor") as other:
        theirs = other.get("/account.json").json()["sessions"][0]["id"]
        listed = [one["id"] for one in here.get("/account.json").json()["sessions"]]
        assert len(listed) == 2
        assert theirs not in listed
        here.post("/account", data={"do": "end", "session": str(theirs)})
        assert other.get("/account").status_code == 200
        here.post("/account", data={"do": "end", "session": "others"})
        assert there.get("/account").status_code == 303
        assert here.get("/account").status_code == 200


def test_an_admin_adds_changes_and_removes(office: Office) -> None:
    """A change holds at the next request, and a password that an admin knows is to be changed first."""
    with office.logged_in("ines") as admin, office.client() as fresh:
        page = admin.post("/users", data={"do": "add", "name": "nora", "role": "reader"})
        password = re.findall(r"<code>(.+?)</code>", page.text)[0]
        assert page.headers["cache-control"] == "no-store"
        assert fresh.post("/login", data={"name": "nora", "password": password}).status_code == 303
        assert fresh.get(AGREEMENT).headers["location"] == "/account"
        assert fresh.post(
            "/account", data={"do": "password", "present": password, "new": NEW, "again": NEW}
        ).is_redirect
        assert fresh.get(AGREEMENT).status_code == 200
        assert admin.post("/users", data={"do": "role", "name": "nora", "role": "admin"}).is_redirect
        assert fresh.get(AGREEMENT).headers["location"].startswith("/login")
        assert fresh.post("/login", data={"name": "nora", "password": NEW}).is_redirect
        assert fresh.get("/users").status_code == 200
        for what in ("disable", "enable", "remove"):
            assert admin.post("/users", data={"do": what, "name": "nora"}).is_redirect
            assert fresh.get("/users").headers["location"].startswith("/login")
        for wrong, status in (
            ({"do": "remove", "name": "ines"}, 409), ({"do": "add", "name": "<b>", "role": "reader"}, 409),
            ({"do": "add", "name": "nils", "role": "emperor"}, 400), ({"do": "nothing"}, 400),
            ({"do": "reset", "name": "nobody"}, 409), ({"do": "add", "name": "rosa", "role": "reader"}, 409),
        ):  # fmt: skip
            refused = admin.post("/users.json", data=wrong)
            assert refused.status_code == status
            assert refused.json()["error"]["advice"]


def test_a_role_given_at_the_terminal_holds_at_once(office: Office) -> None:
    """The server asks the file at every request."""
    with office.logged_in("rosa") as client:
        with store.opened(office.record) as connection:
            store.set_role(connection, "rosa", "reviewer")
        assert client.get(AGREEMENT).status_code == 303


def test_forms_are_bounded(office: Office) -> None:
    """By size whether or not it is told, by fields, by files, and by who sends them."""
    chunk = b"10000\r\n" + b"a" * 0x10000 + b"\r\n"
    headers = (f"Origin: {office.address}", "Accept: application/json", "Transfer-Encoding: chunked")
    urlencoded = "Content-Type: application/x-www-form-urlencoded"
    assert asked(office.address, "POST /login", urlencoded, *headers, body=chunk + b"0\r\n\r\n").status == 413
    with office.logged_in("rosa") as client:
        cookie = f"Cookie: dragoman={client.cookies['dragoman']}"
        many = chunk * (MOST_BYTES // 0x10000 + 1) + b"0\r\n\r\n"
        assert asked(office.address, "POST /account", urlencoded, cookie, *headers, body=many).status == 413
        for sent in (
            {"content": b"&".join([b"a=b"] * 1001), "headers": {"content-type": urlencoded.split(": ")[1]}},
            {"files": [("file", ("a.txt", b"a"))] * 101},
            {"files": [(f"field{number}", (None, "a")) for number in range(1001)]},
            {"content": b"nonsense without a boundary", "headers": {"content-type": "multipart/form-data; boundary=x"}},
            {"content": b"a", "headers": {"content-type": "multipart/form-data"}},
        ):
            refused = client.post("/account.json", **sent)  # type: ignore[arg-type]
            assert (refused.status_code, refused.json()["error"]["code"]) == (400, "bad-form"), sent


def test_behind_a_proxy_with_https(office: Office) -> None:
    """The cookie is for https alone, the origin is that of the proxy, and browsers are told to stay with https."""
    behind = {"login": True, "https": True, "names": ("office.example",)}
    with running(office.record, **behind) as settings, httpx.Client() as client:
        assert settings.origin == "https://office.example"
        client.base_url = f"http://127.0.0.1:{settings.port}"
        client.headers.update({"host": "office.example", "origin": "https://office.example"})
        answer = client.post("/login", data={"name": "rosa", "password": office.password})
        assert answer.status_code == 303
        assert re.fullmatch(
            r"__Host-dragoman=\S+; Path=/; HttpOnly; SameSite=Strict; Secure", answer.headers["set-cookie"]
        )
        assert answer.headers["strict-transport-security"] == "max-age=31536000"
        assert client.get("/login", headers={"host": "127.0.0.1"}).status_code == 421
        assert client.post("/login", headers={"origin": "http://office.example"}).status_code == 403


def test_a_person_logs_in_and_out(office: Office, chromium: Browser) -> None:
    """In a real browser: led to the login, in, to the page that was wanted, to the account, and out."""
    context = chromium.new_context()
    page = context.new_page()
    page.goto(office.address + AGREEMENT)
    page.get_by_label("Name").fill("rosa")
    page.get_by_label("Password", exact=True).fill(office.password)
    page.get_by_role("button", name="Log in").click()
    assert page.url == office.address + AGREEMENT
    assert page.evaluate("document.cookie") == ""
    page.get_by_role("link", name="Account").click()
    page.get_by_role("button", name="Log out").click()
    assert page.url == f"{office.address}/login"
    page.goto(office.address + AGREEMENT)
    assert "/login" in page.url
    context.close()


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 360)])
def test_the_pages_are_readable(office: Office, chromium: Browser, scheme: str, width: int) -> None:
    """Nothing grave for axe, by day and by night, and no page wider than a phone."""
    context = chromium.new_context(color_scheme=scheme, viewport={"width": width, "height": 800})  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{office.address}/login?next=/account")
    faults = _faults(page)
    page.get_by_label("Name").fill("ines")
    page.get_by_label("Password", exact=True).fill(office.password)
    page.get_by_role("button", name="Log in").click()
    faults += _faults(page)
    page.goto(f"{office.address}/users")
    faults += _faults(page)
    context.close()
    assert faults == []


def _faults(page: Page) -> list[str]:
    """Return what is grave for axe, and how far a page is wider than the screen."""
    found = [one["id"] for one in Axe().run(page).response["violations"] if one["impact"] in ("serious", "critical")]
    over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [f"{page.url}: {one}" for one in [*found, *([f"{over} px too wide"] if over > 0 else [])]]


@pytest.mark.parametrize("path", ["/login", "/account", "/users", "/logout"])
def test_without_a_login_there_is_none_of_it(site: str, path: str) -> None:
    """A server on this machine alone knows no users and sets no cookies."""
    found = asked(site, f"GET {path}")
    assert found.status == 404
    assert "set-cookie" not in found.headers
