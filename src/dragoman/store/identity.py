"""By what a document is known again: all that came in of it, and the name or address that it goes by."""

from __future__ import annotations

import hashlib
import re

import msgspec

from dragoman.source.document import Document
from dragoman.store.opening import Connection

MADE_ID = re.compile(r"[0-9a-f]{16}")  # an id that was made from the text, and so changes with it


def input_hash(document: Document) -> str:
    """Return the sha256 of everything that came in of a document, but where it was read from."""
    told = msgspec.structs.replace(document, origin="")
    return hashlib.sha256(msgspec.json.encode(told)).hexdigest()


def known_as(connection: Connection, document: Document) -> str:
    """Return the id under which a record keeps a document: its own, or that of the same address when it has none."""
    if not (document.url and MADE_ID.fullmatch(document.id)):
        return document.id
    found = connection.execute(
        "SELECT document FROM versions WHERE url = ? AND publisher IS NOT DISTINCT FROM ? ORDER BY version LIMIT 1",
        [document.url, document.publisher],
    ).fetchall()
    return str(found[0][0]) if found else document.id
