"""Answers that were given, kept while there is room: the same question of the same snapshot has the same answer."""

from __future__ import annotations

import threading
import zlib
from collections import OrderedDict
from collections.abc import Hashable
from typing import IO

import msgspec

MOST_BYTES = 128 * 1024 * 1024
FASTEST = 1


class Answer(msgspec.Struct, frozen=True):
    """The body of an answer, its media type, and the file name under which a browser keeps it (none: it is shown).

    The body of a large one lies in a file, which is sent once and closed then.
    """

    body: bytes
    media: str
    file: str | None = None
    status: int = 200
    large: IO[bytes] | None = None


class Cache:
    """Answers by what was asked, the longest unused of which go when there is no room.

    Bodies are kept compressed (zlib): a page takes a tenth of its size, and a millisecond to be had again.
    """

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most = most_bytes
        self._bytes = 0
        self._answers: OrderedDict[Hashable, Answer] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> Answer | None:
        """Return the answer that was given, or None."""
        with self._lock:
            found = self._answers.get(key)
            if found is None:
                return None
            self._answers.move_to_end(key)
        return msgspec.structs.replace(found, body=zlib.decompress(found.body))

    def put(self, key: Hashable, answer: Answer) -> None:
        """Keep an answer."""
        kept = msgspec.structs.replace(answer, body=zlib.compress(answer.body, FASTEST))
        with self._lock:
            former = self._answers.pop(key, None)
            self._bytes += len(kept.body) - (len(former.body) if former else 0)
            self._answers[key] = kept
            while self._bytes > self._most:
                _, oldest = self._answers.popitem(last=False)
                self._bytes -= len(oldest.body)
