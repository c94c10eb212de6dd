"""What a record was made of."""

from __future__ import annotations

from pathlib import Path

from bench.contents import settled

from dragoman.store.contents import contents
from dragoman.store.opening import open_to_read
from tests.store.made import EDITED, MEETING, document, taken


def test_publishers_versions_and_policies_are_told(tmp_path: Path) -> None:
    """An earlier version counts as superseded, a near-duplicate as a repeat, and the policy is that of the texts."""
    record = tmp_path / "r.duckdb"
    later = [document(MEETING, id=name, published="2024-05-07") for name in ("two", "three")]
    taken(record, document(MEETING, id="one"), *later, policy="quote")
    taken(record, document(EDITED, id="one"))
    with open_to_read(record, settled()) as opened:
        found = contents(opened)
    (publisher,) = found.publishers
    assert (publisher.publisher, publisher.country, publisher.documents) == ("Government of Portugal", "PRT", 3)
    assert (publisher.first, publisher.last, publisher.policies) == ("2024-05-06", "2024-05-07", ("quote",))
    assert (found.documents, found.superseded, found.first, found.last) == (3, 1, "2024-05-06", "2024-05-07")
    assert found.repeats == 1
    assert found.facts["meetings"] == 3
