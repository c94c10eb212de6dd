"""What the page of a document may tell of decisions."""

from __future__ import annotations

from pathlib import Path

from bench.contents import settled

from dragoman.review import ledger
from dragoman.review.subjects import subjects_of_document
from dragoman.store.opening import open_to_read
from dragoman.web.users import User
from dragoman.web.views.decided import verdicts

DOCUMENT = "sample-kaz-prt-2021-03-16"
ADA, RUTH, OMAR, LENA = User("ada", "admin"), User("ruth", "reviewer"), User("omar", "reviewer"), User("lena", "reader")


def test_verdicts_are_told_to_whom_they_may_be(record: Path) -> None:
    """Readers see none, reviewers those of facts that they have decided, admins all; an adjudication stands for all."""
    with open_to_read(record, settled()) as connection:
        one, other, *_ = subjects_of_document(connection, record, DOCUMENT)
        assert verdicts(connection, record, DOCUMENT, ADA) == {}
        ledger.decide(record, one, "accepted", "ruth")
        ledger.decide(record, one, "rejected", "omar")
        ledger.decide(record, other, "accepted", "ruth")
        told = {user.name: verdicts(connection, record, DOCUMENT, user) for user in (ADA, RUTH, OMAR, LENA)}
        assert told["lena"] == {}
        assert told["omar"] == {one.id: "accepted by ruth; rejected by you"}
        assert told["ruth"] == {one.id: "accepted by you; rejected by omar", other.id: "accepted by you"}
        assert told["ada"] == {one.id: "accepted by ruth; rejected by omar", other.id: "accepted by ruth"}
        ledger.decide(record, one, "accepted", "ada", role="adjudicated")
        assert verdicts(connection, record, DOCUMENT, RUTH)[one.id] == "accepted by ada, which settles it"
