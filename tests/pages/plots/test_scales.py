"""Classes of counts and the tone of a score."""

from __future__ import annotations

import pytest

from dragoman.pages.plots.scales import counted, grade_of, grades, tone


@pytest.mark.parametrize(
    ("most", "labels"),
    [
        (0, []),
        (1, ["1 or more"]),
        (4, ["1", "2", "3", "4 or more"]),
        (19, ["1", "2", "3", "4", "5 or more"]),
        (2104, ["1 to 9", "10 to 49", "50 to 249", "250 to 999", "1,000 or more"]),
    ],
)
def test_classes_follow_the_largest_count(most: int, labels: list[str]) -> None:
    """At most five, in round steps, the last one open; without counts none."""
    assert [grade.label for grade in grades([0, most])] == labels


def test_every_count_has_its_class() -> None:
    """The least count is in the palest class, the largest in the darkest, none in none; fewer classes are spread."""
    of = grades([1, 3, 700])
    assert [grade_of(count, of) for count in (0, 1, 4, 5, 19, 20, 100, 500, 700)] == [0, 1, 1, 2, 2, 3, 4, 5, 5]
    assert [grade.number for grade in grades([3])] == [1, 3, 5]
    assert grade_of(0, ()) == 0


def test_a_score_near_nothing_is_mixed() -> None:
    """One point and more is cooperation or conflict."""
    assert [tone(score) for score in (-4.0, -1.0, -0.9, 0, 0.9, 1.0, 6.0)] == [
        "conflict", "conflict", "mixed", "mixed", "mixed", "cooperation", "cooperation",
    ]  # fmt: skip


def test_one_is_not_many() -> None:
    """Counts are written as a reader writes them."""
    assert (counted(1, "event"), counted(1200, "event")) == ("1 event", "1,200 events")
