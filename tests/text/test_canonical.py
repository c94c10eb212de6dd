"""Canonical text: its passages tile it, it is stable, and real releases are read as they are laid out."""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dragoman.codebook.load import shipped
from dragoman.source.document import Document
from dragoman.text.canonical import canonicalise
from dragoman.text.layout import compile_layout
from dragoman.text.passages import Canonical, Passage

LAYOUT = compile_layout(shipped())
PIECES = st.sampled_from(
    (
        *(
            "the ministers met",
            "President",
            "Vladimir Putin: ",
            "QUESTION: ",
            "Title",
            "of",
            "x",
            "\n",
            "\n\n",
            "\r\n",
            "\r",
        ),
        *(" ", "\u00a0", "\u00ad", "\u200b", "\u202e", "é", "e\u0301", "\u0301", "😀", "👩\u200d👩", "שלום", "مرحبا"),
        *("<p>", "</p>", "<b>", "</b>", "<br/>", "<", ">", "&amp;", "&lt;", "&nbsp;", "&#38;lt;", "<!--", "-->"),
        *("**", "*", "_", "__", "[", "](http://a.b/c)", "\\", "\\#", "###", "---", "• ", "- ", "1. ", "(a) ", "- 30 -"),
        *("5 May 2021", "Sunday, 31 July 2016.", "VIENNA, 5 May 2021 – ", "Date: ", "END", "end.The", 'in part:"We'),
        *("TokayevTokayev ", "Tokayev Kassym-JomartPresident of Kazakhstan: ", ". ", ", ", ": ", "!", "\ud800", "\0"),
        *("\x0c", "\u2028"),
    )
)
TEXTS = st.one_of(st.lists(PIECES, max_size=40).map("".join), st.text(max_size=200))


def read(text: str, **columns: str | None) -> Canonical:
    return canonicalise(Document(text=text, id="x", **columns), LAYOUT)  # type: ignore[arg-type]


def again(canonical: Canonical) -> Canonical:
    """Canonicalise canonical text with the head that was found."""
    return read(canonical.text, title=canonical.title, summary=canonical.summary, published=canonical.published)


def check_passages(canonical: Canonical) -> None:
    fields = {None: canonical.text, "title": canonical.title or "", "summary": canonical.summary or ""}
    end = 0
    for passage in canonical.passages:
        assert passage.text
        assert fields[passage.field][passage.start : passage.end] == passage.text
        if passage.field is None:
            assert passage.start >= end
            end = passage.end
        if passage.label_start is not None:
            assert canonical.text.startswith(passage.speaker or "?", passage.label_start)


def bodies(canonical: Canonical, kind: str | None = None) -> list[str]:
    return [p.text for p in canonical.passages if p.field is None and kind in (None, p.kind)]


def corpus(shared: Path, name: str) -> Iterator[Document]:
    with gzip.open(shared / "corpora" / f"{name}_dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            head = {k: row.get(k) for k in ("title", "summary", "published")}
            yield Document(text=row["text"], id="x", **head)


@given(TEXTS, st.one_of(st.none(), TEXTS))
@settings(max_examples=300, deadline=None)
@example("<<b>b>", None)
@example("&#38;#38;lt;b>", "&amp;lt;p>")
@example("[[a](http://x.y)](http://x.y)", None)
def test_any_text_is_canonicalised(text: str, title: str | None) -> None:
    """No text raises; passages lie in order inside the text; canonical text stays as it is."""
    canonical = read(text, title=title)
    check_passages(canonical)
    canonical.text.encode("utf-8")
    assert "\n\n\n" not in canonical.text
    assert canonical.text == canonical.text.strip()
    assert again(canonical).text == canonical.text


@pytest.mark.parametrize("name", ["kremlin", "ukraine_president", "whitehouse", "australia_pm"])
def test_real_releases_are_stable(shared: Path, name: str) -> None:
    """Real releases keep their text when read again, are English, and hold neither markup nor the glue of captions."""
    for document in corpus(shared, name):
        canonical = canonicalise(document, LAYOUT)
        check_passages(canonical)
        assert again(canonical).text == canonical.text
        assert canonical.language == "en"
        assert canonical.published == (document.published or "")[:10]
        assert not {"**", "\\", "###", "\u00a0", "<u>"} & set(canonical.text.split())


def test_the_first_communique(shared: Path) -> None:
    """Title and date line that stand inside the body are lifted out of it."""
    canonical = read((shared / "seed/communique.txt").read_text(encoding="utf-8"))
    assert canonical.title == "Successful cooperation with Russia continues"
    assert (canonical.published, canonical.published_basis) == ("2016-07-31", "text")
    assert canonical.language == "en"
    assert "31 July" not in canonical.text
    assert "Successful cooperation" not in canonical.text
    assert len(bodies(canonical, "prose")) == 8


def test_speakers_of_glued_captions(shared: Path) -> None:
    """Where captions are glued into transcripts the speakers are whole names with their offices."""
    speakers = {p.speaker for d in corpus(shared, "kremlin") for p in canonicalise(d, LAYOUT).passages if p.speaker}
    assert {"President of Azerbaijan Ilham Aliyev", "President of the Republic of Azerbaijan Ilham Aliyev"} & speakers
    assert not [s for s in speakers if any(a == b for a, b in zip(s.split(), s.split()[1:], strict=False))]


def test_title_and_summary_are_passages_of_their_own() -> None:
    """Title and summary are passages of their field, with the characters of the body."""
    canonical = read("They met.", title="The\u00a0<b>talks</b>", summary="A sum\u00admary.")
    assert canonical.passages[:2] == (Passage("The talks", 0, "title"), Passage("A summary.", 0, "summary"))


def test_transcript_turns() -> None:
    """Turns are cut out with their speaker; what follows without a label is the same speaker's."""
    canonical = read(
        "Via Teleconference\n\nMODERATOR:  Good morning.\n\nWe begin.\n\nQUESTION: Did they meet?\n\nMODERATOR: Yes."
    )
    turns = [(p.speaker, p.text) for p in canonical.passages if p.kind in ("turn", "question")]
    assert [p.speaker for p in canonical.passages if p.kind == "question"] == ["QUESTION"]
    assert turns == [
        ("MODERATOR", "Good morning."),
        ("MODERATOR", "We begin."),
        ("QUESTION", "Did they meet?"),
        ("MODERATOR", "Yes."),
    ]


def test_turns_inside_a_paragraph() -> None:
    """Labels after a sentence begin turns too, once a speaker comes again."""
    canonical = read("They met. Ana Petrova: Good day, Mr. Ivanov. Petar Ivanov: Thank you. Ana Petrova: Sit down.")
    assert [(p.speaker, p.text) for p in canonical.passages] == [
        (None, "They met."),
        ("Ana Petrova", "Good day, Mr. Ivanov."),
        ("Petar Ivanov", "Thank you."),
        ("Ana Petrova", "Sit down."),
    ]


def test_turns_without_a_colon() -> None:
    """In a transcript "Q" begins a turn without a colon."""
    canonical = read("THE PRESIDENT:  Good day.\n\nQ    Did they meet?\n\nTHE PRESIDENT:  Yes.")
    assert [p.speaker for p in canonical.passages] == ["THE PRESIDENT", "Q", "THE PRESIDENT"]


def test_run_in_headings_are_no_speakers() -> None:
    """Capitalised words before a colon that never come again are no speaker."""
    canonical = read("Stronger Deterrence and Defence: Leaders met.\n\nNew Ties: They agreed.\n\nVenue: The palace.")
    assert {p.speaker for p in canonical.passages} == {None}


def test_boilerplate_headings_and_items() -> None:
    """Furniture, headings and list items are told from prose; items are read without their marker."""
    canonical = read(
        "For immediate release\n\nThe ministers met in Vienna on trade.\n\nKey outcomes\n\n- They agreed on grain;\n"
        "- They signed a treaty.\n\nThe talks went on until noon.\n\n"
        "Media contact: Press Office, press@example.org\n\nEND"
    )
    assert bodies(canonical, "heading") == ["Key outcomes"]
    assert bodies(canonical, "item") == ["They agreed on grain;", "They signed a treaty."]
    assert bodies(canonical, "boilerplate") == [
        "For immediate release",
        "Media contact: Press Office, press@example.org",
        "END",
    ]


def test_a_long_line_takes_linear_time() -> None:
    """Five megabytes on one line, of any make, take seconds, not hours."""
    for unit in ("The ministers met in Vienna. ", "<", "[", "a", "* ", "A ", "<!--", "Aa Aa ", "&amp", "\\", "www."):
        started = time.perf_counter()
        read(unit * (1_000_000 // len(unit)))
        assert time.perf_counter() - started < 10, unit
