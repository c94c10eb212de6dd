"""Reports of one meeting are joined, and nothing else is."""

from __future__ import annotations

import random
from pathlib import Path

import msgspec
import pytest

from dragoman.pipeline import open_reader, read_document
from dragoman.relations.meetings import join_meetings, partition_of
from dragoman.relations.values import JoinedMeeting
from dragoman.source.document import Document
from tests.relations.making import met, person, stated, version

DUARTE = person(1, "Ana Duarte", "PRT", "President")
SAGATOV = person(2, "Daniyar Sagatov", "KAZ", "President")
MINISTER = person(1, "Rui Falcão", "PRT", "Minister of Foreign Affairs")
LISBON = version("lisbon", "2024-05-06T21:10:00+01:00", "PRT", DUARTE, SAGATOV)
ASTANA = version("astana", "2024-05-07 02:40:00+05:00", "KAZ", DUARTE, SAGATOV)


def documents(meetings: tuple[JoinedMeeting, ...]) -> list[list[str]]:
    """Return the documents of the reports of each meeting."""
    return [[r.version.document for r in m.reports] for m in meetings]


def test_a_call_is_one_across_time_zones() -> None:
    """Two governments report a call on neighbouring days; the id is made of what is known best."""
    (joined,) = join_meetings([met(LISBON, "2024-05-06", "PRT", "KAZ"), met(ASTANA, "2024-05-07", "KAZ", "PRT")])
    assert documents((joined,)) == [["lisbon", "astana"]]
    assert joined.id == "held-KAZ-PRT-2024-05-06-call"


def test_the_day_of_publication_stands_for_a_day_that_is_not_told() -> None:
    """A report without a date joins the one that has it, and the meeting has the date that was told."""
    (joined,) = join_meetings([met(LISBON, None, "PRT", "KAZ"), met(ASTANA, "2024-05-06", "KAZ", "PRT", kind="video")])
    assert joined.date == "2024-05-06"


def test_a_told_month_does_not_hide_what_the_head_reports() -> None:
    """A date that is only a month is that of something recalled; the head is of the day of publication."""
    joined = join_meetings([met(LISBON, "2023-11", "PRT", "KAZ"), met(ASTANA, "2024-05-07", "KAZ", "PRT")])
    assert [m.date for m in joined] == ["2024-05-07"]


def test_what_is_planned_is_not_what_was_held() -> None:
    """An announcement is no report."""
    announced = met(LISBON, "2024-05-07", "PRT", "KAZ", status="planned")
    assert len(join_meetings([announced, met(ASTANA, "2024-05-07", "KAZ", "PRT")])) == 2


def test_later_texts_recall_and_do_not_report() -> None:
    """A comment weeks later and a mention far down a text stay apart."""
    report = met(LISBON, "2024-05-06", "PRT", "KAZ")
    comment = version("comment", "2024-05-20", "KAZ", DUARTE, SAGATOV)
    interview = version("interview", "2024-05-06", "KAZ", DUARTE, SAGATOV)
    assert len(join_meetings([report, met(comment, "2024-05-06", "KAZ", "PRT")])) == 2
    far = msgspec.structs.replace(report.item.evidence, start=900, end=950)
    assert len(join_meetings([report, met(interview, "2024-05-06", "KAZ", "PRT", evidence=far)])) == 2


def test_a_title_with_the_other_side_makes_a_report() -> None:
    """A transcript tells far down what its title says."""
    titled = version("titled", "2024-05-06", "KAZ", DUARTE, SAGATOV, title="Call with President Ana Duarte")
    far = msgspec.structs.replace(met(titled, None, "KAZ", "PRT").item.evidence, start=900, end=950)
    assert (
        len(join_meetings([met(LISBON, "2024-05-06", "PRT", "KAZ"), met(titled, None, "KAZ", "PRT", evidence=far)]))
        == 1
    )


def test_leaders_and_ministers_of_one_day_meet_apart() -> None:
    """Reports that name different persons of one side are of different meetings."""
    other = version("other", "2024-05-06", "KAZ", MINISTER, SAGATOV)
    assert len(join_meetings([met(LISBON, "2024-05-06", "PRT", "KAZ"), met(other, "2024-05-06", "PRT", "KAZ")])) == 2


def test_one_publisher_reports_two_meetings_of_a_day() -> None:
    """Two texts of one publisher are two meetings, unless one repeats the other; ids stay different."""
    again = version("again", "2024-05-06", "PRT", DUARTE, SAGATOV)
    joined = join_meetings([met(LISBON, "2024-05-06", "PRT", "KAZ"), met(again, "2024-05-06", "PRT", "KAZ")])
    assert [m.id for m in joined] == ["held-KAZ-PRT-2024-05-06-call", "held-KAZ-PRT-2024-05-06-call-2"]
    copy = version("copy", "2024-05-08", "PRT", DUARTE, SAGATOV, original="lisbon")
    same = met(LISBON, "2024-05-06", "PRT", "KAZ")
    assert len(join_meetings([same, met(copy, "2024-05-06", "PRT", "KAZ", evidence=same.item.evidence)])) == 1


def test_two_calls_of_one_week_stay_two() -> None:
    """Each report goes to the call of its own day."""
    later = [
        version("lisbon-later", "2024-05-08", "PRT", DUARTE, SAGATOV),
        version("astana-later", "2024-05-08", "KAZ", DUARTE, SAGATOV),
    ]
    reports = [met(v, v.published[:10] if v.published else None, "PRT", "KAZ") for v in (LISBON, ASTANA, *later)]
    assert documents(join_meetings(reports)) == [["lisbon", "astana"], ["astana-later", "lisbon-later"]]


def test_places_in_two_countries_are_two_meetings() -> None:
    """Who meets in Porto does not meet in Almaty."""
    sites = [{"place": "Porto", "place_country": "PRT"}, {"place": "Almaty", "place_country": "KAZ"}]
    reports = [
        met(v, "2024-05-06", "PRT", "KAZ", kind="in_person", **site)
        for v, site in zip((LISBON, ASTANA), sites, strict=True)
    ]
    assert len(join_meetings(reports)) == 2


def test_a_gathering_is_one_under_different_lists() -> None:
    """Lists that overlap well, on one day at one place, are of one summit; its countries are all that are told."""
    lisbon, astana = version("a", "2024-05-06", "PRT"), version("b", "2024-05-07", "KAZ")
    (joined,) = join_meetings(
        [
            met(lisbon, "2024-05-06", "PRT", "KAZ", "CHL", kind="multilateral", place="Porto"),
            met(astana, "2024-05-06", "PRT", "KAZ", "CHL", "PER", kind="multilateral", place="Porto"),
        ]
    )
    assert joined.countries == ("CHL", "KAZ", "PER", "PRT")
    assert joined.id == "held-CHL-KAZ-PER-PRT-2024-05-06-multilateral"


def test_meetings_are_divided_by_their_sides() -> None:
    """A pair has its own partition, gatherings share one, and one side alone has none."""
    assert partition_of(met(LISBON, None, "PRT", "KAZ").item) == "KAZ|PRT"
    assert partition_of(met(LISBON, None, "PRT", "KAZ", kind="multilateral").item) == "*"
    assert partition_of(met(LISBON, None, "PRT", "KAZ", "PER").item) == "*"
    assert partition_of(met(LISBON, None, "PRT").item) is None


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_the_reports_does_not_matter(seed: int) -> None:
    """The same reports in any order give the same meetings with the same ids."""
    days = ["2024-05-05", "2024-05-06", "2024-05-06", "2024-05-07", "2024-05-09"]
    made = [
        met(version(f"{c}{n}", day, c, DUARTE, SAGATOV), day, "PRT", "KAZ")
        for c in ("PRT", "KAZ")
        for n, day in enumerate(days)
    ]
    shuffled = random.Random(seed).sample(made, len(made))
    assert join_meetings(shuffled) == join_meetings(made)


def test_the_two_sided_calls_are_joined(shared: Path) -> None:
    """Both calls of the measured pairs have their two reports, and the announcement stays apart."""
    rows = [msgspec.json.decode(line) for line in (shared / "gold/two_sided_dev_docs.jsonl").read_bytes().splitlines()]
    gold = msgspec.json.decode((shared / "gold/two_sided_dev.json").read_bytes())
    fields = ("id", "text", "title", "summary", "published", "publisher", "publisher_country")
    loaded = open_reader()
    made = []
    for row in rows:
        reading = read_document(Document(**{f: row.get(f) for f in fields}), loaded)
        of = version(row["id"], row["published"], row["publisher_country"], *reading.participants, title=row["title"])
        made += [stated(of, "meetings", m, place) for place, m in enumerate(reading.meetings, 1)]
    together = [{r.version.document for r in m.reports} for m in join_meetings(made) if len(m.reports) > 1]
    assert together == [
        {r["id"] for r in pair["reports"]} for pair in sorted(gold["pairs"], key=lambda p: str(p["event"][8:]))
    ]
