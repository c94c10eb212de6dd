"""What people decided of a fact is told wherever the fact is, to whom it may be, and can be left out."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import httpx
import msgspec
import pytest
from bench.contents import settled

from dragoman.codebook.load import shipped
from dragoman.review import ledger
from dragoman.review.items import corrected, rules_of
from dragoman.review.subjects import subjects_of_document
from dragoman.review.values import Subject
from dragoman.store.opening import open_to_read
from tests.web.conftest import Office, serving
from tests.web.views.reviewing import send

DOCUMENT = "sample-kaz-prt-2021-03-16"
WITHOUT = "reviewed=without-rejected"


@pytest.fixture
def local(record: Path) -> Iterator[httpx.Client]:
    """Yield a client of a server of one's own."""
    with serving(record) as address, httpx.Client(base_url=address, headers={"origin": address}, timeout=60) as made:
        yield made


def facts(record: Path, kind: str) -> list[Subject]:
    """Return the facts of a kind of the document."""
    with open_to_read(record, settled()) as connection:
        return [one for one in subjects_of_document(connection, record, DOCUMENT) if one.ref.kind == kind]


def test_a_rejected_meeting_is_marked_on_every_page_of_it_and_can_be_left_out(
    local: httpx.Client, record: Path
) -> None:
    """The pages that were asked for before tell it at once; the filter leaves it out of page, data and tables."""
    (subject,) = facts(record, "meetings")[:1]
    met = next(
        one for one in local.get("/pairs/KAZ/PRT.json").json()["meetings"]
        if subject.id in [report["id"] for report in one["reports"]]
    )  # fmt: skip
    places = ("/pairs/KAZ/PRT", f"/meetings/{quote(met['id'], safe='')}", f"/documents/{quote(DOCUMENT, safe='')}")
    assert not any("Rejected by local" in local.get(place).text for place in places)
    assert send(local, subject.id, "reject").status_code == 303
    assert all("Rejected by local" in local.get(place).text for place in places)
    told = local.get(f"{places[0]}.json").json()["meetings"]
    marked = [report["decision"]["verdict"] for one in told for report in one["reports"] if report["id"] == subject.id]
    assert marked == ["rejected"]
    rows = list(csv.DictReader(io.StringIO(local.get(f"{places[0]}.csv").text)))
    assert {row["decision"] for row in rows if row["fact"] == subject.id} == {"rejected"}
    assert {row["decided_by"] for row in rows if row["fact"] == subject.id} == {"local"}
    rest = local.get(f"{places[0]}.csv?{WITHOUT}").text
    assert subject.id in local.get(f"{places[0]}.csv").text
    assert subject.id not in rest
    assert "without what people rejected" in local.get(f"{places[0]}?{WITHOUT}").text
    assert subject.id not in local.get(f"{places[2]}.json?{WITHOUT}").text
    assert local.get(f"{places[0]}?reviewed=all").status_code == 400


def test_a_correction_tells_what_it_changed(local: httpx.Client, record: Path) -> None:
    """Beside what was read stands what a reviewer has instead."""
    with open_to_read(record, settled()) as connection:
        found = subjects_of_document(connection, record, DOCUMENT)
    subject = next(one for one in found if one.ref.kind == "positions")
    item = {**msgspec.to_builtins(subject.item), "stance": "against" if subject.item.stance == "for" else "for"}
    ledger.decide(record, subject, "corrected", "vera", human=corrected(subject, item, rules_of(shipped())))
    page = local.get(f"/documents/{quote(DOCUMENT, safe='')}").text
    assert "Corrected by vera, " in page
    assert f"Stance: {item['stance']} (read: {subject.item.stance})" in page


def test_a_reviewer_who_is_still_to_decide_sees_no_mark(office: Office) -> None:
    """Readers and admins see what was decided, a reviewer not before they have decided the fact themselves."""
    one, *_ = facts(office.record, "agreements") or facts(office.record, "positions")
    ledger.decide(office.record, one, "rejected", "otto")
    place = f"/documents/{quote(DOCUMENT, safe='')}"
    with office.logged_in("rosa") as rosa, office.logged_in("victor") as victor, office.logged_in("ines") as ines:
        for client, sees in ((rosa, True), (victor, False), (ines, True), (victor, False)):
            assert ("Rejected by otto" in client.get(place).text) is sees
            assert ("rejected" in client.get(f"{place}.csv").text) is sees
            assert (one.id in client.get(f"{place}.csv?{WITHOUT}").text) is not sees
        ledger.decide(office.record, one, "accepted", "victor")
        assert "rejected by otto; accepted by victor" in victor.get(place).text.lower()
        ledger.decide(office.record, one, "accepted", "ines", role="adjudicated")
        assert "Accepted by ines, which settles it" in rosa.get(place).text
