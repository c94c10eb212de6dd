"""A second reviewer learns nothing of what the first has decided: all they can ask for is the same, whatever it was."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest

from dragoman.store.files import snapshot_path
from dragoman.web import links
from tests.web.conftest import serving
from tests.web.crawl import pages
from tests.web.views.reviewing import address, first, logged_in, member, send

NOTE = "as only the first sees it"
KIND = "positions"
TABLES = ("decisions", "left", "agreement")
SECOND = "omar"  # who reviews a second time; who only reads may see what was decided


class Ground(NamedTuple):
    """A server over a record in which one fact of a document was decided by somebody else."""

    site: str
    fact: str
    document: str


@pytest.fixture
def grounds(made_once: Path, tmp_path: Path) -> Iterator[tuple[Ground, Ground]]:
    """Serve two records that differ in nothing but in who has decided a fact, and how."""
    first = ground(made_once, tmp_path / "one", "ruth", "accept")
    with first as one, ground(made_once, tmp_path / "other", "rosa", "reject") as other:
        assert one.fact == other.fact
        yield one, other


@contextmanager
def ground(made: Path, folder: Path, who: str, what: str) -> Iterator[Ground]:
    """Serve a copy of a record in which somebody has decided the fact that comes first."""
    folder.mkdir()
    record = folder / made.name
    shutil.copy2(made, record)
    shutil.copy2(snapshot_path(made), snapshot_path(record))
    for name, role in ((who, "reviewer"), ("omar", "reviewer"), ("lena", "reader"), ("ada", "admin")):
        member(record, name, role)  # type: ignore[arg-type] # a role
    with serving(record, login=True) as site:
        with logged_in(site, who) as client:
            fact = first(client, KIND)
            assert send(client, fact, what, {"note": [NOTE]}).status_code == 303
        yield Ground(site, fact, fact.rsplit("/", 3)[0])


def around(fact: str, document: str) -> list[str]:
    """Return addresses at which something could be told of a fact that was decided."""
    paths = [
        "/review",
        address(fact),
        f"/review/add?document={document}&kind={KIND}",
        links.document(document),
    ]
    asked = [f"{path}{'&' if '?' in path else '?'}mode=second&kind={KIND}" for path in paths[:2]]
    plain = [
        links.twin(path.partition("?")[0], form, path.partition("?")[2])
        for path in (*paths, *asked)
        for form in ("json", "csv")
    ]
    tables = [f"/review.csv?table={table}&{more}" for table in TABLES for more in ("", "mode=second", f"kind={KIND}")]
    steps = [
        f"/review/next?{mode}&kind={KIND}{more}" for mode in ("mode=first", "mode=second") for more in ("", "&done=1")
    ]
    return [
        *paths,
        *asked,
        *plain,
        *tables,
        *steps,
        "/review/gold",
        f"{address(fact)}?done=1",
        f"{address(fact)}?as=adjudicated",
    ]


def told(client: httpx.Client, answer: httpx.Response) -> tuple[int, str, str]:
    """Return what an answer tells: its status, where it leads, its words without the server's address."""
    words = re.sub(r'name="state" value="\w+"', "", answer.text.replace(str(client.base_url).rstrip("/"), ""))
    return answer.status_code, answer.headers.get("location", ""), words


def all_told(site: str, name: str, addresses: list[str], fact: str) -> dict[str, tuple[int, str, str]]:
    """Return what a user is told at some addresses, and when they take back by numbers what is not theirs."""
    with logged_in(site, name) as client:
        found = {one: told(client, client.get(one)) for one in addresses}
        for number in ("1", "2", "-1", "99"):
            said = {"do": "undo", "number": number}
            found[f"undo {number}"] = told(client, client.post(address(fact), data=said))
            found[f"undo {number} as JSON"] = told(client, client.post(address(fact) + ".json", data=said))
        return found


def test_nothing_depends_on_what_another_has_decided(grounds: tuple[Ground, Ground]) -> None:
    """Every page that links lead to, its data, tables, queues and refusals are the same, whoever decided what."""
    one, _ = grounds
    with logged_in(one.site, SECOND) as client:
        linked = [address for _, address, _ in pages(client)]
    addresses = [*around(one.fact, one.document), *linked]
    first, second = (all_told(each.site, SECOND, addresses, each.fact) for each in grounds)
    assert {address for address in first if first[address] != second[address]} == set()
    words = "".join(words for _, _, words in first.values())
    assert NOTE not in words
    assert not re.search(r"\bruth\b", words)
    assert len(addresses) > 60
    numbers = {first[f"undo {number}"][2].replace(f"decision {number} ", "") for number in ("1", "2", "99")}
    assert len(numbers) == 1  # nobody can tell which numbers there are


def test_hashes_are_for_admins(grounds: tuple[Ground, Ground]) -> None:
    """Few things can be decided: who knows the end of the chain could try out which of them it was."""
    ground, _ = grounds
    with logged_in(ground.site, "omar") as omar, logged_in(ground.site, "ada") as ada:
        assert send(omar, first(omar, "events"), "accept").status_code == 303
        ends = {ada.get("/review.json").json()[name]["hash"] for name in ("head",)}
        hashes = ends | {one["hash"] for one in ada.get("/review.json").json()["decisions"]}
        assert len(hashes) == 2
        shown = "".join(omar.get(path).text for path in ("/review", "/review.json", "/review.csv"))
        assert omar.get("/review.json").json()["head"] is None
    assert not any(one in shown for one in hashes)
