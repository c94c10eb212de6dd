"""What a file of decisions says, without words, remembered: who decided on what, and what of it counts.

A decision counts while it is not taken back, and its document was not forgotten since. Of what a reviewer says of a
fact the last one holds. The first one was made before the others' could be seen; it stands though it was taken back, if
another had decided by then.
"""

from __future__ import annotations

import threading
from collections import OrderedDict, defaultdict
from collections.abc import Iterator
from pathlib import Path

from dragoman.relations.values import Kind
from dragoman.review.chain import WORDS
from dragoman.review.ledger import COLUMNS, decision_of, ledger_path, rows
from dragoman.review.values import Decision, Role
from dragoman.review.watching import Touches, touches

# Without the words, of which there may be many thousands.
LIGHT = ", ".join("NULL" if column in WORDS else column for column in COLUMNS.split(", "))
MOST = 4  # files of decisions that are remembered
Thing = tuple[str, Kind, int, str, str, str | None]  # a fact of a text as a codebook read it
Saying = tuple[str, Role, Thing]  # what a reviewer says of it


def thing_of(one: Decision) -> Thing:
    """Return what exactly was decided on, whatever the number of the version: decisions of the same are comparable."""
    return one.document, one.kind, one.place, one.sha256, one.reader.codebook, one.machine_sha256


class Log:
    """The decisions of one file, without words."""

    def __init__(self, others: int) -> None:
        """Begin before the first decision; `others` is how often others had touched the file."""
        self.others, self.own, self.last = others, -1, 0
        self._decisions: dict[int, Decision] = {}
        self._said: defaultdict[Saying, list[Decision]] = defaultdict(list)
        self._unseen: defaultdict[Saying, list[Decision]] = defaultdict(list)
        self._added: dict[int, Decision] = {}
        self._of_document: defaultdict[str, set[Saying]] = defaultdict(set)
        self._deciders: defaultdict[tuple[str, Kind, int, str], set[str]] = defaultdict(set)
        self._lock = threading.Lock()

    def read_on(self, record: Path, own: int) -> None:
        """Read what this process has appended since."""
        with self._lock:
            if own == self.own:
                return
            query = f"SELECT {LIGHT} FROM decisions WHERE number > ? ORDER BY number"
            for one in map(decision_of, rows(record, query, self.last)):
                self._add(one)
            self.own = own

    def said(
        self, *, kind: Kind | None = None, document: str | None = None, by: str | None = None, first: bool = False
    ) -> list[Decision]:
        """Return what each reviewer says of each fact by number: the last decision on it, or the first."""
        with self._lock:
            of, place = (self._unseen, 0) if first else (self._said, -1)
            several = (
                of.values() if document is None else [of[saying] for saying in self._of_document.get(document, ())]
            )
            found = [
                one[place]
                for one in several
                if one and (kind is None or one[0].kind == kind) and (by is None or one[0].by == by)
            ]
        return sorted(found, key=_number)

    def added(self, document: str | None = None) -> list[Decision]:
        """Return the decisions that added facts, to one document or any, and count."""
        with self._lock:
            return [one for one in self._added.values() if document is None or one.document == document]

    def last_of(self, by: str) -> int | None:
        """Return the number of the last decision of a reviewer that counts."""
        return max((one.number for one in self.said(by=by)), default=None)

    def _add(self, one: Decision) -> None:
        self.last = one.number
        match one.verdict:
            case "undone":
                self._take_back(one)
            case "forgotten":
                self._forget(one.document)
            case verdict:
                saying = (one.by, one.role, thing_of(one))
                self._decisions[one.number] = one
                self._said[saying].append(one)
                self._unseen[saying].append(one)
                self._of_document[one.document].add(saying)
                self._deciders[one.document, one.kind, one.place, one.sha256].add(one.by)
                if verdict == "added":
                    self._added[one.number] = one

    def _take_back(self, undoing: Decision) -> None:
        one = self._decisions.get(undoing.undoes or 0)
        if one is None:  # forgotten, or of a broken chain
            return
        saying = (one.by, one.role, thing_of(one))
        self._added.pop(one.number, None)
        for of in self._of(one, saying):
            of[saying] = [other for other in of[saying] if other.number != one.number]

    def _of(self, one: Decision, saying: Saying) -> Iterator[defaultdict[Saying, list[Decision]]]:
        """Yield of which lists a decision goes when it is taken back."""
        yield self._said
        if self._deciders[one.document, one.kind, one.place, one.sha256] <= {one.by}:
            yield self._unseen

    def _forget(self, document: str) -> None:
        for saying in self._of_document.pop(document, ()):
            for one in self._said.pop(saying, ()):
                self._added.pop(one.number, None)
            self._unseen.pop(saying, None)


_LOGS: OrderedDict[Path, Log] = OrderedDict()
_LOCK = threading.Lock()


def log_of(record: Path) -> Log:
    """Return what was decided on a record until now; raises ReviewError when its file cannot be read."""
    path = ledger_path(record).absolute()
    now = touches(path)
    log = _kept(path, now)
    log.read_on(record, now.own)
    return log


def _kept(path: Path, now: Touches) -> Log:
    with _LOCK:
        log = _LOGS.get(path)
        if log is None or log.others != now.others:
            log = _LOGS[path] = Log(now.others)
        _LOGS.move_to_end(path)
        while len(_LOGS) > MOST:
            _LOGS.popitem(last=False)
        return log


def _number(one: Decision) -> int:
    return one.number
