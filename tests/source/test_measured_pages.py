"""Real pages: main text and dates against their labels."""

from __future__ import annotations

import json
import re
from pathlib import Path

from dragoman.source.document import Document
from dragoman.source.open import one


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\xad", ""))


def test_main_text_and_dates_of_real_pages(shared: Path) -> None:
    """Nearly all of the text that must be there is, little that must not, and most dates are right."""
    labels = json.loads((shared / "gold/pages/ground_truth.json").read_text(encoding="utf-8"))
    kept, lost, leaked, held_out, dated, right = 0, 0, 0, 0, 0, 0
    for label in labels.values():
        page = one(str(shared / "gold/pages/html" / label["file"]))
        text = plain(page.text) if isinstance(page, Document) else ""
        inside = [plain(s) in text for s in label.get("with", [])]
        outside = [plain(s) in text for s in label.get("without", [])]
        kept, lost = kept + sum(inside), lost + len(inside) - sum(inside)
        leaked, held_out = leaked + sum(outside), held_out + len(outside) - sum(outside)
        day = label.get("htmldate_date") or label.get("date")
        if day:
            dated += 1
            right += isinstance(page, Document) and page.published == day
    print(f"kept {kept} of {kept + lost}, leaked {leaked} of {leaked + held_out}, dates {right} of {dated}")
    assert kept / (kept + lost) >= 0.9
    assert leaked / (leaked + held_out) <= 0.15
    assert right / dated >= 0.8
