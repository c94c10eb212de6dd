"""The pages of review as plain forms have them: nothing typed is lost, nothing decided is lost, readers see nothing."""

from __future__ import annotations

import csv
import io
import sqlite3
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import httpx
import msgspec
import pytest
from lxml import html

from dragoman.review import ledger
from dragoman.review.values import Decision
from tests.review.test_ledger import tampered
from tests.store.made import EDITED, MEETING, document
from tests.web.conftest import serving
from tests.web.views.reviewing import address, fields, first, insist, logged_in, member, send, shown


@pytest.fixture
def client(record: Path) -> Iterator[httpx.Client]:
    """Yield a client of a site whose record may be changed."""
    with serving(record) as site, httpx.Client(base_url=site, headers={"origin": site}, timeout=60) as made:
        yield made


def kept(record: Path) -> list[Decision]:
    """Return what was decided."""
    return list(ledger.decisions(record))


def human(one: Decision) -> dict[str, object]:
    """Return the reading of a correction, or of what was added."""
    return dict(msgspec.json.decode(one.human or "{}"))


def test_a_decision_leads_to_the_next_fact(client: httpx.Client, record: Path) -> None:
    """What was decided is kept with who, when and a note, and the queue goes on."""
    fact = first(client, "positions")
    answer = send(client, fact, "reject", {"note": ["it is a greeting"]}, "kind=positions")
    (one,) = kept(record)
    assert (one.ref.id, one.verdict, one.by, one.note) == (fact, "rejected", "local", "it is a greeting")
    assert (answer.status_code, answer.headers["location"]) == (303, "/review/next?kind=positions&done=1")
    assert first(client, "positions") != fact


@pytest.mark.parametrize(
    "kind",
    [
        "participants",
        "meetings",
        "agreements",
        "positions",
        "commitments",
        "appraisals",
        "requests",
        "topics",
        "events",
    ],
)
def test_every_kind_has_a_form_that_says_what_was_read(client: httpx.Client, record: Path, kind: str) -> None:
    """A form that is sent as it came says nothing new; with other words it is a correction of these alone."""
    fact = first(client, kind)
    answer = send(client, fact, "correct")
    assert answer.status_code == 422
    assert "accept it instead" in answer.text, (
        html.fromstring(answer.text).xpath("//*[@class='wrong']")[0].text_content()
    )
    start = str(int(fields(answer.text, "correcting")["quote.start"][0]))
    exact = fields(answer.text, "correcting")["quote.exact"][0].split()[0]
    assert insist(client, fact, {"quote.exact": [exact]}).status_code == 303
    (one,) = kept(record)
    read, said = msgspec.json.decode(one.machine or ""), human(one)
    assert said.pop("evidence")["start"] == int(start)  # type: ignore[index]
    read.pop("evidence")
    assert said == read


def test_the_words_may_be_pasted_or_counted(client: httpx.Client, record: Path) -> None:
    """Without a script the words are those that are pasted, however their spaces run, or those between two numbers."""
    fact = first(client, "positions")
    form = fields(client.get(address(fact)).text, "correcting")
    exact, start = form["quote.exact"][0], int(form["quote.start"][0])
    pasted = "  " + "\n".join(exact.split()[1:])
    assert insist(client, fact, {"quote.exact": [pasted]}).status_code == 303
    second = start + exact.index(" ") + 3  # within the second word, which is taken whole
    assert insist(client, fact, {"quote.start": [str(second)]}).status_code == 303
    pasted_now, counted_now = (human(one)["evidence"]["exact"] for one in kept(record))  # type: ignore[index]
    assert (pasted_now, counted_now) == (exact.split(maxsplit=1)[1],) * 2


def test_nothing_typed_is_lost_when_something_is_wrong(client: httpx.Client, record: Path) -> None:
    """Every fault is told at its field, with what was typed still in it."""
    fact = first(client, "events")
    changed = {
        "actor.0.country": ["Ruritania"], "date": ["soon"], "quote.exact": ["no such words"], "note": ["see title"],
        "attribution.by": ["an aide"],
    }  # fmt: skip
    answer = send(client, fact, "correct", changed)
    assert answer.status_code == 422
    again = fields(answer.text, "correcting")
    assert {path: again[path] for path in changed} == changed
    page = html.fromstring(answer.text)
    assert "Ruritania" in page.get_element_by_id("f-actor-0-country-wrong").text_content()
    assert "do not stand in the text" in page.get_element_by_id("f-quote-wrong").text_content()
    assert page.get_element_by_id("f-quote-exact").get("aria-invalid") == "true"
    assert kept(record) == []


def test_what_only_the_check_of_facts_finds_is_told_at_its_field(client: httpx.Client) -> None:
    """A day that cannot be, and a mode of another type, are told where they stand."""
    fact = first(client, "events")
    page = html.fromstring(send(client, fact, "correct", {"date": ["2021-13"]}).text)
    assert "ISO date" in page.get_element_by_id("f-date-wrong").text_content()
    page = html.fromstring(send(client, fact, "correct", {"type": ["AGREE"], "mode": ["visit"]}).text)
    assert "no mode of AGREE" in page.get_element_by_id("f-mode-wrong").text_content()


def test_countries_are_written_by_name(client: httpx.Client, record: Path) -> None:
    """Names become codes, an organisation that of its kind; a list has as many rows as are asked for."""
    fact = first(client, "positions")
    page = client.get(address(fact)).text
    longer = client.post(address(fact), data={**fields(page, "correcting"), "do": "more:holder"})
    assert longer.status_code == 200
    rows = fields(longer.text, "correcting")["holder"]
    assert len(rows) == len(fields(page, "correcting")["holder"]) + 1
    assert send(client, fact, "correct", {"holder": ["norway", "NATO", "", "UNO", "Norway"]}).status_code == 303
    assert human(kept(record)[0])["holder"] == ["NOR", "IGO", "UNO"]


def test_an_actor_may_be_added_and_taken_away(client: httpx.Client, record: Path) -> None:
    """A row whose fields are all empty is none; words of a new one are found in the text."""
    fact = first(client, "events")
    form = fields(client.get(address(fact)).text, "correcting")
    emptied = {path: [""] for path in form if path.startswith("actor.") and path.count(".") == 2}
    word = next(word for word in form["quote.exact"][0].split() if word.isalpha())
    row = {"actor.0.text": [word], "actor.0.country": ["Fiji"], "actor.0.sector": ["GOV"]}
    assert send(client, fact, "correct", {**emptied, **row}).status_code == 303
    (actor,) = human(kept(record)[0])["actor"]  # type: ignore[misc]
    assert (actor["text"], actor["country"], actor["sector"]) == (word, "FJI", "GOV")


def test_two_tabs_do_not_decide_over_each_other(client: httpx.Client, record: Path) -> None:
    """A decision names what it was based on: the second tab is told, and what was typed in it is still there."""
    fact = first(client, "positions")
    page = client.get(address(fact)).text
    late = {**fields(page, "correcting"), "on": ["what the second tab says"], "do": "correct"}
    assert send(client, fact, "accept").status_code == 303
    answer = client.post(address(fact), data=late)
    assert answer.status_code == 409
    assert "changed since the page was opened" in answer.text
    assert fields(answer.text, "correcting")["on"] == ["what the second tab says"]
    assert [one.verdict for one in kept(record)] == ["accepted"]
    again = {**fields(answer.text, "correcting"), "do": "correct"}
    assert client.post(address(fact), data=again).status_code == 303
    assert [one.verdict for one in kept(record)] == ["accepted", "corrected"]


def test_a_decision_may_be_taken_back_once(client: httpx.Client, record: Path) -> None:
    """What was decided before holds again; the same cannot be taken back twice, nor what is none."""
    fact = first(client, "topics")
    send(client, fact, "accept")
    undo = {"do": "undo", "number": "1"}
    assert client.post(address(fact), data=undo).headers["location"].endswith("?done=2")
    assert first(client, "topics") == fact
    assert client.post(address(fact), data=undo).status_code == 409
    assert client.post(f"{address(fact)}", data={"do": "undo", "number": "one"}).status_code == 400
    assert client.post(f"{address(fact)}", data={"do": "burn"}).status_code == 400
    assert [one.verdict for one in kept(record)] == ["accepted", "undone"]


def test_what_is_skipped_comes_last(client: httpx.Client, record: Path) -> None:
    """A skipped fact is no decision; it comes again when all others are decided."""
    fact = first(client, "requests")
    send(client, fact, "skip")
    others = []
    while (now := first(client, "requests")) != fact:
        others.append(now)
        send(client, now, "accept")
    assert len(set(others)) == len(others) == len(kept(record))
    assert "You skipped it" in client.get(address(fact)).text
    send(client, fact, "accept")
    assert "Nothing is left here" in client.get("/review/next?kind=requests").text


def test_one_document_is_read_in_the_order_of_its_text(client: httpx.Client) -> None:
    """With the order of the text the facts of a document come from its first to its last words."""
    query = "document=sample-kaz-prt-2021-03-16&order=text"
    starts = []
    fact = first(client, "commitments", query)
    for _ in range(4):
        starts.append(int(fields(client.get(address(fact)).text, "correcting")["quote.start"][0]))
        answer = client.get(f"/review/next?kind=commitments&{query}&after={fact.replace('/', '%2F')}")
        following = httpx.URL(answer.headers["location"]).path.removeprefix("/review/facts/")
        if int(fields(client.get(address(following)).text, "correcting")["quote.start"][0]) <= starts[-1]:
            break  # back at the first one
        fact = following
    assert starts == sorted(starts)
    assert len(starts) > 1


def test_machine_and_reviewer_are_kept_apart_and_shown_beside_each_other(client: httpx.Client, record: Path) -> None:
    """The page and its twins tell what was read and what a reviewer says instead, with who and when."""
    fact = first(client, "positions")
    send(client, fact, "correct", {"on": ["the freedom of the seas"]})
    page = html.fromstring(client.get(address(fact)).text)
    (one,) = kept(record)
    row = next(row for row in page.xpath("//div[@class='desk']//tr[@class='differs']"))
    read = msgspec.json.decode(one.machine or "")["on"]
    assert [cell.text_content() for cell in row] == ["On what", read, "the freedom of the seas"]
    decided = page.xpath("//h2[@id='decided']/following-sibling::ul")[0].text_content()
    assert "corrected by you" in " ".join(decided.split())
    data = client.get(f"{address(fact)}.json").json()
    assert data["read"]["on"] == read
    assert [each["number"] for each in data["decisions"]] == [1]
    (line,) = csv.DictReader(io.StringIO(client.get(f"{address(fact)}.csv").text))
    assert (line["verdict"], line["by"], line["hash"]) == ("corrected", "local", one.hash)


def test_a_missed_fact_is_added_once(client: httpx.Client, record: Path) -> None:
    """What was added stands with its words, may be reviewed and taken back; the same again is told."""
    where = "/review/add?document=sample-kaz-prt-2021-03-16&kind=topics"
    page = client.get(where)
    words = " ".join(html.fromstring(page.text).xpath("//div[@data-field='']/p")[0].text_content().split()[:4])
    filled = {**fields(page.text, "correcting"), "quote.exact": [words], "text": ["a port"], "do": "add"}
    assert client.post(where, data={**filled, "text": [""]}).status_code == 422
    assert client.post(where, data={**filled, "quote.exact": [""]}).status_code == 422
    answer = client.post(where, data=filled)
    assert answer.status_code == 303
    assert "Added" in client.get(answer.headers["location"]).text
    (one,) = kept(record)
    assert (one.verdict, one.place, human(one)["text"]) == ("added", -1, "a port")
    assert human(one)["evidence"]["exact"] == words  # type: ignore[index]
    assert client.post(where, data=filled).status_code == 409
    assert "What a reviewer added" in client.get(address(one.ref.id)).text
    client.post(address(one.ref.id), data={"do": "undo", "number": "1"})
    assert client.get(address(one.ref.id)).status_code == 404


def test_what_was_decided_of_another_text_is_to_be_read_again(client: httpx.Client, record: Path) -> None:
    """A page whose text changed says what was decided before, and what is other now."""
    shown(client, record, document(MEETING, id="lisbon"))
    fact = first(client, "commitments", "document=lisbon")
    send(client, fact, "accept")
    shown(client, record, document(EDITED, id="lisbon"))
    assert "To be read again" in client.get("/review").text
    now = first(client, "commitments", "document=lisbon")
    assert now != fact
    text = " ".join(html.fromstring(client.get(address(now)).text).text_content().split())
    assert "accepted by you" in text
    assert "the text (version 1 then, 2 now)" in text
    assert client.get(address(fact)).status_code == 404


def test_a_decision_is_taken_back_when_its_text_has_changed(client: httpx.Client, record: Path) -> None:
    """The fact is there no more: its decision is, no link leads to it, and taking it back leads to the next fact."""
    shown(client, record, document(MEETING, id="lisbon"))
    fact = first(client, "commitments", "document=lisbon")
    send(client, fact, "accept")
    shown(client, record, document(EDITED, id="lisbon"))
    assert address(fact) not in client.get("/review").text
    now = first(client, "commitments", "document=lisbon")
    assert fact not in client.get("/review/next", params={"before": now}).headers["location"]
    answer = client.post(address(fact, "document=lisbon"), data={"do": "undo", "number": "1"})
    assert answer.status_code == 303
    assert client.get(answer.headers["location"], follow_redirects=True).status_code == 200
    assert [one.verdict for one in kept(record)] == ["accepted", "undone"]


def test_a_document_of_any_name_is_reviewed(client: httpx.Client, record: Path) -> None:
    """Signs that mean something in an address mean nothing in the name of a document."""
    name = "odd/events/1 ?&a=b#c%2F.json"
    shown(client, record, document(MEETING, id=name))
    query = httpx.QueryParams({"kind": "commitments", "document": name})
    answer = client.get("/review/next", params=query)
    page = client.get(answer.headers["location"])
    assert page.status_code == 200
    for link in html.fromstring(page.text).xpath("//main//a/@href | //header//a/@href"):
        assert client.get(link, follow_redirects=True).status_code == 200 or link.startswith("#"), link
    sent = client.post(answer.headers["location"], data={**fields(page.text, "verdict"), "do": "accept"})
    assert sent.status_code == 303
    assert kept(record)[0].document == name
    assert "Nothing is left here" in client.get(sent.headers["location"]).text
    added = client.get("/review/add", params={"document": name, "kind": "topics"})
    assert added.status_code == 200


def test_a_fact_without_its_text_is_accepted_or_rejected(client: httpx.Client, record: Path) -> None:
    """Where the text is not kept the page says so, and has no form to correct it."""
    shown(client, record, document(MEETING, id="kept"), policy="quote")
    fact = first(client, "commitments", "document=kept")
    page = client.get(address(fact)).text
    assert "is not kept" in page
    assert 'id="correcting"' not in page
    assert client.post(address(fact), data={"do": "correct"}).status_code == 422
    send(client, fact, "accept")
    assert kept(record)[-1].verdict == "accepted"
    assert client.get("/review/add?document=kept", headers={"accept": "application/json"}).status_code == 409


def test_the_desk_tells_what_is_left_and_that_the_chain_holds(client: httpx.Client, record: Path) -> None:
    """Counts go down with each decision; an edited decision is told; decisions come out as a table and as gold."""
    before = client.get("/review.json").json()["left"]
    fact = first(client, "positions")
    send(client, fact, "accept")
    after = client.get("/review.json").json()
    assert {one["kind"]: one["facts"] for one in before}["positions"] == 1 + {
        one["kind"]: one["facts"] for one in after["left"]
    }["positions"]
    assert after["broken"] == []
    assert "It holds" in client.get("/review").text
    (line,) = csv.DictReader(io.StringIO(client.get("/review.csv").text))
    assert (line["fact"], line["verdict"]) == (fact, "accepted")
    gold = zipfile.ZipFile(io.BytesIO(client.get("/review/gold").content))
    assert sorted(gold.namelist()) == ["docs.jsonl", "gold.jsonl"]
    with sqlite3.connect(ledger.ledger_path(record)) as file:
        file.execute("DROP TRIGGER decisions_are_not_edited")
        file.execute("UPDATE decisions SET verdict = 'rejected'")
    assert "does not hold" in client.get("/review").text


def test_a_decision_that_was_edited_shows_on_the_desk(client: httpx.Client, record: Path) -> None:
    """Also after the desk was looked at, and while further decisions follow; the command finds the same."""
    for _ in range(3):
        send(client, first(client, "positions"), "accept")
    assert "The chain of decisions does not hold" not in client.get("/review").text
    tampered(record, "UPDATE decisions SET verdict = 'rejected' WHERE number = 2")
    assert "Decision 2 was edited" in client.get("/review").text
    send(client, first(client, "positions"), "accept")
    told = client.get("/review.json").json()
    assert [one["number"] for one in told["broken"]] == [2] == [one.number for one in ledger.verify_chain(record)]
    assert told["head"]["number"] == 4


@pytest.mark.parametrize(
    ("where", "status"),
    [
        ("/review/facts/none%2F1%2Fevents%2F1.json", 404),
        ("/review/facts/none.json", 404),
        ("/review/next.json?kind=rumours", 400),
        ("/review/next.json?order=luck", 400),
        ("/review/next.json?mode=third", 400),
        ("/review/next.json?document=none", 404),
        ("/review/add.json?document=none", 404),
        ("/review/add.json?document=sample-kaz-prt-2021-03-16&kind=rumours", 400),
        ("/review/add.json?document=sample-kaz-prt-2021-03-16&version=7", 409),
        ("/review/gold?kind=rumours", 400),
    ],
)
def test_what_cannot_be_is_refused_in_the_one_shape(client: httpx.Client, where: str, status: int) -> None:
    """Facts, documents and values that there are not."""
    answer = client.get(where, headers={"accept": "application/json"})
    assert answer.status_code == status
    assert answer.json()["error"]["status"] == status


def test_nothing_of_a_text_runs(client: httpx.Client, record: Path) -> None:
    """What a document, a note or a correction holds is text on the page."""
    hostile = MEETING.replace("Porto", "<script>alert(1)</script>Porto")
    shown(client, record, document(hostile, id="hostile", title="<img src=x onerror=alert(1)>"))
    fact = first(client, "commitments", "document=hostile")
    send(client, fact, "correct", {"what": ["<script>alert(2)</script>"], "note": ["<b onclick=x>"]})
    for where in (address(fact), "/review", "/review/add?document=hostile&kind=topics"):
        page = html.fromstring(client.get(where).text)
        assert all((script.get("src") or "").startswith("/static/") for script in page.iter("script"))
        assert not page.xpath("//img | //*[@onclick or @onerror]")


def test_a_second_reading_is_blind_and_an_admin_settles(record: Path) -> None:
    """A second reviewer sees nothing of the first until they have decided; readers see no review at all."""
    for name, role in (("ada", "admin"), ("ruth", "reviewer"), ("omar", "reviewer"), ("lena", "reader")):
        member(record, name, role)  # type: ignore[arg-type]
    with serving(record, login=True) as site:
        with logged_in(site, "lena") as lena:
            assert lena.get("/review").status_code == 403
        with logged_in(site, "ruth") as ruth, logged_in(site, "omar") as omar, logged_in(site, "ada") as ada:
            fact = first(ruth, "positions")
            send(ruth, fact, "accept", {"note": ["as ruth sees it"]})
            assert first(omar, "positions", "mode=second") == fact
            page = omar.get(address(fact, "mode=second")).text
            assert "ruth" not in page
            assert "1 other has decided this" in page
            assert "as ruth sees it" in ada.get(address(fact)).text
            assert "as ruth sees it" not in ada.get(address(fact, "mode=second")).text
            assert omar.post(address(fact), data={"do": "undo", "number": "1"}).status_code == 409
            send(omar, fact, "reject", query="mode=second")
            assert "as ruth sees it" in omar.get(address(fact)).text
            assert len(list(csv.DictReader(io.StringIO(omar.get("/review.csv").text)))) == 1
            assert "Disagreements" not in omar.get("/review").text
            assert omar.get("/review/gold").status_code == 403  # it tells what others decided
            assert ada.get("/review/gold").status_code == 200
            assert [one["id"] for one in ada.get("/review.json").json()["disagreements"]] == [fact]
            send(omar, fact, "accept", {"as": ["adjudicated"]})
            assert kept(record)[-1].role == "review"
            send(omar, fact, "reject")
            assert "Settle it" in ada.get("/review").text
            answer = send(ada, fact, "reject", query="as=adjudicated")
            assert answer.headers["location"].startswith("/review?done=")
            assert kept(record)[-1].role == "adjudicated"
            assert ada.get("/review.json").json()["agreement"][0]["units"] == 1


def test_a_reviewer_loses_nothing_while_twenty_read(client: httpx.Client, record: Path) -> None:
    """Decisions that were told as kept are there, in their order, whatever else is asked of the server."""
    stop, statuses = threading.Event(), []

    def read() -> None:
        with httpx.Client(base_url=client.base_url, timeout=60) as reader:
            while not stop.is_set():
                statuses.append(reader.get("/review/next?kind=events", follow_redirects=True).status_code)

    readers = [threading.Thread(target=read) for _ in range(20)]
    for reader in readers:
        reader.start()
    decided = []
    try:
        for act in ("accept", "reject", "accept", "reject", "accept", "accept"):
            fact = first(client, "positions")
            assert send(client, fact, act).status_code == 303
            decided.append(fact)
    finally:
        stop.set()
        for reader in readers:
            reader.join(60)
    assert [one.ref.id for one in kept(record)] == decided
    assert ledger.verify_chain(record) == ()
    assert set(statuses) == {200}
