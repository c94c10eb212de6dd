"""Documents whose every field carries something that wants to run."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

from dragoman.source.document import Document
from dragoman.store.files import snapshot_path
from tests.store.made import document

PAYLOADS = Path(__file__).with_name("payloads.txt")
PICTURED = {"␀": "\0", "␊": "\n", "␍": "\r", "␉": "\t", "␌": "\f"}
NAMES = ("Ana", "Rui", "Ines", "Joao", "Marta", "Paulo", "Lidia", "Nuno")
STATES = (("Portugal", "PRT"), ("Norway", "NOR"), ("Chile", "CHL"), ("Kazakhstan", "KAZ"), ("Kenya", "KEN"))


def copied(record: Path, folder: Path) -> Path:
    """Return a copy of a record, which may be changed."""
    for path in (record, snapshot_path(record)):
        shutil.copy2(path, folder / path.name)
    return folder / record.name


def payloads() -> list[str]:
    """Return every payload, as it would come in."""
    lines = PAYLOADS.read_text(encoding="utf-8").splitlines()
    return [_meant(line) for line in lines if line and not line.startswith("## ")]


def hostile(payload: str, number: int) -> Document:
    """Return a document that carries a payload in all that is shown of it: names, quotes, title, address, publisher."""
    (home, code), (other, _) = STATES[number % len(STATES)], STATES[(number + 1) % len(STATES)]
    name = f"{NAMES[number % len(NAMES)]} {_capital(payload)}"
    text = (
        f"President {name} of {home} met today in Lisbon with President Daniyar {payload} Sagatov of {other}. "
        f"{other} will open a consulate in Porto {payload} next spring, President {name} said. "
        f"Foreign Minister {payload} of {home} thanked {other} for the medicines {payload} that were flown to Tromso. "
        f'{home} and {other} signed the "Memorandum of Understanding on {payload} Trade" in Lisbon. '
        f"{home} condemned {payload} the shelling of the port by {other}.\n\n{payload}\n"
    )
    return document(
        text, id=f"{payload}-{number}", title=f"{payload} Meeting of {home} and {other}", url=_address(payload, number),
        publisher=f"Ministry {payload} of {home}", publisher_country=code, published=f"2024-05-{number % 28 + 1:02}",
        summary=payload,
    )  # fmt: skip


def _address(payload: str, number: int) -> str:
    """Return the address of a document: what runs by itself where the payload is one, else the payload at its end."""
    return payload if re.match(r"\W*[\w\s]+(:|&colon;)", payload) else f"https://office.example/{number}/{payload}"


def _capital(payload: str) -> str:
    """Return a payload that could stand for a surname: without blanks, so that it is one word of the sentence."""
    return "O" + re.sub(r"\s+", "/", payload)


def _meant(line: str) -> str:
    for picture, sign in PICTURED.items():
        line = line.replace(picture, sign)
    return re.sub(r"⟪([0-9A-F]+)⟫", lambda found: chr(int(found[1], 16)), line)


ALL = os.environ.get("DRAGOMAN_HOSTILE") == "all"
ALWAYS = ("javascript:ran()", "data:text/html,<script>ran()</script>", "{{7*7}}", '" onmouseover="ran()')
CHOSEN = payloads() if ALL else [*ALWAYS, *payloads()[::14]]
