"""Who comes in, and where they are led."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.web.accounts import store
from dragoman.web.accounts.gate import address_of, own_path
from dragoman.web.settings import Settings
from tests.web.conftest import Office

AGREEMENT = "/agreements/1951-mutual-defense-treaty"


@pytest.mark.parametrize("path", ["/", "/a/b", "/a?b=c&d=%2Fe", "/agreements/x%20y", "/a?u=https://elsewhere.example"])
def test_own_paths_are_gone_to(path: str) -> None:
    """Whatever was asked for is where the login leads."""
    assert own_path(path) == path


@pytest.mark.parametrize(
    "path",
    ["", "//elsewhere.example", "///elsewhere.example", "/\\elsewhere.example", "\\/elsewhere.example",
     "/%2felsewhere.example",
     "/%5celsewhere.example", "https://elsewhere.example", "javascript:alert(1)", "data:text/html,x",
     "/\t/elsewhere.example",
     "/\n/elsewhere.example", " //elsewhere.example", "elsewhere.example", "/ü", "/login", "/logout?x",
     "/a\r\nSet-Cookie: x",
     "/a/..\\..//b"],
)  # fmt: skip
def test_other_places_are_not_gone_to(path: str) -> None:
    """A login that leads elsewhere is a trap (CWE-601)."""
    assert own_path(path) == "/"


def test_an_address_is_what_the_proxy_says_only_behind_one() -> None:
    """A header that anybody may send counts when the proxy on this machine has written the end of it."""
    scope = {"type": "http", "client": ("127.0.0.1", 5), "headers": [(b"x-forwarded-for", b"6.6.6.6, 10.1.2.3")]}
    behind = Settings(record=Path("r"), names=("office.example",), https=True)
    assert address_of(scope, behind) == "10.1.2.3"
    assert address_of(scope, Settings(record=Path("r"))) == "127.0.0.1"
    assert address_of(scope | {"client": ("10.9.9.9", 5)}, behind) == "10.9.9.9"
    assert address_of(scope | {"headers": []}, behind) == "127.0.0.1"


def test_nobody_comes_further_than_the_login(office: Office) -> None:
    """Pages lead there, their twins say 401 in the one shape, files of the program are open."""
    with office.client() as client:
        page = client.get(f"{AGREEMENT}?since=2020-01-01")
        assert (page.status_code, page.headers["location"]) == (
            303, f"/login?next={AGREEMENT}%3Fsince%3D2020-01-01",
        )  # fmt: skip
        for ending in (".json", ".csv", ".xlsx"):
            twin = client.get(AGREEMENT + ending)
            assert twin.status_code == 401
            assert twin.json()["error"]["code"] == "not-logged-in"
            assert twin.headers["www-authenticate"]
        for path in ("/", "/none", "/users", "/account", "/logout", "/static", "/login/", "/review", "/%2e/login"):
            assert client.get(path).headers["location"].startswith("/login"), path
            assert client.get(path, headers={"accept": "application/json"}).status_code == 401
        assert client.post("/users", data={"do": "add"}).headers["location"] == "/login"
        assert client.get("/static/web.css").status_code == 200
        assert client.get("/login").status_code == 200


@pytest.mark.parametrize(
    "cookie", ["", "x", "dragoman", "dragoman=", "dragoman=x", 'dragoman="; a=b', "dragoman=" + "A" * 43]
)
def test_a_cookie_that_is_none_of_ours_is_nobodys(office: Office, cookie: str) -> None:
    """Whatever a browser may send, it is no session."""
    with office.client(cookie=cookie) as client:
        assert client.get(AGREEMENT).status_code == 303


def test_a_link_of_another_site_leads_through_a_page_of_ours(office: Office) -> None:
    """A browser withholds the cookie from such a link, and sends it when our own answer leads on."""
    linked = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}
    with office.client(**linked) as client:
        answer = client.get(AGREEMENT)
    assert answer.status_code == 200
    assert answer.headers["refresh"] == f"0; url=/login?next={AGREEMENT}"
    assert answer.content == b""
    with office.logged_in("rosa") as client:
        assert client.get(f"/login?next={AGREEMENT}").headers["location"] == AGREEMENT


def test_users_that_cannot_be_looked_up_let_nobody_in(office: Office) -> None:
    """A file that is broken is told in the one shape, and opens no door."""
    with office.logged_in("ines") as client:
        store.users_path(office.record).write_bytes(b"no file of users" * 400)
        refused = client.get(f"{AGREEMENT}.json")
        assert (refused.status_code, refused.json()["error"]["code"]) == (503, "no-users")
        assert "content-security-policy" in refused.headers
        assert client.get("/users").status_code == 503


def test_roles_are_held_at_every_page(office: Office) -> None:
    """A reader and a reviewer do not administer."""
    for name, status in (("rosa", 403), ("victor", 403), ("ines", 200)):
        with office.logged_in(name) as client:
            assert client.get("/users").status_code == status
            assert client.get(AGREEMENT).status_code == 200
    with office.logged_in("victor") as client:
        refused = client.post("/users.json", data={"do": "role", "name": "victor", "role": "admin"})
        assert (refused.status_code, refused.json()["error"]["code"]) == (403, "not-allowed")
