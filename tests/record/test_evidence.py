"""Evidence: a quote in its place."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dragoman.reading.findings import Quote
from dragoman.record.evidence import CONTEXT, evidence


@given(st.text(min_size=1, max_size=200), st.data())
def test_the_quote_is_the_text_between_its_offsets(text: str, data: st.DataObject) -> None:
    """`text[start:end] == exact`, and prefix and suffix are what stands around it."""
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    found = evidence(Quote("", start, end), {"": text})
    assert text[found.start : found.end] == found.exact
    assert (text[:start]).endswith(found.prefix)
    assert (text[end:]).startswith(found.suffix)
    assert len(found.prefix) <= CONTEXT
    assert len(found.suffix) <= CONTEXT


def test_a_quote_of_the_summary_names_its_field() -> None:
    """Offsets of a quote outside the body refer to the field that is named."""
    found = evidence(Quote("summary", 0, 5), {"": "", "summary": "Chile met Peru."})
    assert (found.field, found.exact) == ("summary", "Chile")
