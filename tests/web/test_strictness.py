"""What an address asks is known to its page, or refused with what the page knows."""

from __future__ import annotations

import httpx
import pytest


@pytest.mark.parametrize("page", ["/", "/pairs/KAZ/PRT", "/persons", "/search", "/codebook", "/about", "/review"])
@pytest.mark.parametrize("name", ["foo", "sinse", "min-confidence"])
def test_a_name_that_a_page_does_not_know_is_refused(client: httpx.Client, page: str, name: str) -> None:
    """A mistyped filter gives an error that names the known ones, in every form, and no figures."""
    twin = {"/": "/home"}.get(page, page)
    told = client.get(f"{twin}.json?{name}=1")
    assert (told.status_code, told.json()["error"]["code"]) == (400, "unknown-parameter")
    assert told.json()["error"]["advice"].startswith("It knows ")
    assert "table" in told.json()["error"]["advice"]
    assert client.get(f"{page}?{name}=1").status_code == 400


@pytest.mark.parametrize("given", ["KAZ,PRT", "PRT, KAZ", "KAZ PRT", "kaz-prt", "Kazakhstan – PRT"])
def test_a_pair_may_be_named_in_one(client: httpx.Client, given: str) -> None:
    """Both names in one are taken as the two that they are, with all else that is asked, in the form asked for."""
    answer = client.get("/meetings.json", params={"pair": given, "since": "2000-01-01"})
    where = httpx.URL(answer.headers["location"])
    assert where.path == "/meetings.json"
    assert {where.params["a"], where.params["b"]} == {"KAZ", "PRT"}
    assert where.params["since"] == "2000-01-01"
    assert client.get(str(where)).json() == client.get("/meetings.json?a=KAZ&b=PRT&since=2000-01-01").json()


@pytest.mark.parametrize("given", ["KAZ", "KAZ,KAZ", "Kaz and whoever", ","])
def test_a_pair_that_is_none_is_told(client: httpx.Client, given: str) -> None:
    """What does not name two sides is refused, not left out."""
    told = client.get("/meetings.json", params={"pair": given})
    assert (told.status_code, told.json()["error"]["code"]) == (400, "bad-value")
    assert "pair=Russia,USA" in told.json()["error"]["advice"]


def test_a_publisher_that_is_none_is_told_with_those_that_are_near(client: httpx.Client) -> None:
    """A publisher whom the record does not hold gives an error and no zeros; one whom it holds is a filter."""
    publisher = client.get("/documents.json").json()["documents"][0]["version"]["publisher"]
    told = client.get("/pairs/KAZ/PRT.json", params={"publisher": publisher.lower()[:-1]}).json()["error"]
    assert told["code"] == "no-such-publisher"
    assert publisher in told["advice"]
    told = client.get("/home.json?publisher=zzzzqqqq").json()["error"]
    assert told["advice"].startswith("Those with most documents are “")
    assert client.get("/documents.json", params={"publisher": publisher}).json()["total"] >= 1
