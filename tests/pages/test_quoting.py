"""The document's words made safe and short."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from dragoman.pages.quoting import clean, cut, quoted


@given(st.text())
def test_clean_leaves_no_character_that_acts(text: str) -> None:
    """Whatever comes in, one line of characters to look at comes out, and cleaning it again changes nothing."""
    safe = clean(text)
    assert all(unicodedata.category(c) not in {"Cc", "Co", "Cs", "Zl", "Zp"} for c in safe)
    assert clean(safe) == safe


def test_clean_keeps_the_joiners_of_scripts() -> None:
    """Persian needs its zero-width non-joiner; a soft hyphen is not shown."""
    assert clean("می‌خواهم co\xadoperation") == "می‌خواهم cooperation"


@given(st.text(), st.integers(min_value=20, max_value=300))
def test_cut_never_exceeds_its_length(text: str, length: int) -> None:
    """A cut text is no longer than asked, and a short one is left alone."""
    assert len(cut(text, length)) <= length
    assert len(text) > length or cut(text, length) == text


def test_cut_leaves_out_the_middle_at_word_boundaries() -> None:
    """Beginning and end stay, in whole words."""
    text = " ".join(f"word{i}" for i in range(100))
    short = cut(text, 60)
    assert short.startswith("word0 word1 ")
    assert short.endswith(" word98 word99")
    assert all(word == "…" or word in text.split() for word in short.split())


def test_quoted_joins_lines() -> None:
    """A quote that runs over a line break is shown on one line, in typographic quotes."""
    assert quoted("met today\nin  Skopje") == "“met today in Skopje”"
