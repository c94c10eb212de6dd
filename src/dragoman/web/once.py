"""What is made of a snapshot as a whole, once for all who ask, and ready before anybody does."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from typing import Generic, TypeVar

import msgspec

from dragoman.codebook.load import shipped
from dragoman.pages import words
from dragoman.pages.plots.outlines import outlines
from dragoman.relations.holdings import EVERYTHING, Filters
from dragoman.relations.values import Formula
from dragoman.store.activity import Activity, Counted, activity, counted
from dragoman.store.finding import Shelf, shelf
from dragoman.store.naming import NameIndex, name_index
from dragoman.store.opening import Connection
from dragoman.store.phrases import issuers, of_issuer
from dragoman.store.states import Partner, StateEntry, partners, partners_of_all, states

Made = TypeVar("Made")
FORMULAE = 15


class Once(Generic[Made]):
    """Something that is made of a snapshot: that of the newest stamp is kept, whoever else asks for it waits."""

    def __init__(self, make: Callable[[Connection], Made]) -> None:
        self._make = make
        self._lock = threading.Lock()
        self._kept: tuple[str, Made] | None = None

    def of(self, connection: Connection, stamp: str) -> Made:
        """Return what is made of the snapshot with a stamp."""
        with self._lock:
            if self._kept is None or self._kept[0] != stamp:
                self._kept = (stamp, self._make(connection))
            return self._kept[1]


class Columns(msgspec.Struct, frozen=True):
    """What the home page, the search and the states look into: figures, documents and names of a snapshot."""

    activity: Activity
    whole: Counted
    shelf: Shelf
    names: NameIndex
    states: tuple[StateEntry, ...]
    partners: Mapping[str, tuple[Partner, ...]]
    formulae: Mapping[str, tuple[Formula, ...]]


def columns(connection: Connection) -> Columns:
    """Return the columns of a snapshot: some seconds for a hundred thousand documents."""
    told = activity(connection)
    whole, names = counted(connection, told, EVERYTHING), words.names_of(shipped()).values()
    of_each = partners_of_all(connection, whole.pairs)
    return Columns(
        activity=told, whole=whole, shelf=shelf(connection, told.documents), names=name_index(connection, names),
        states=states(connection, whole.countries, of_each), partners=of_each,
        formulae={code: of_issuer(connection, code, FORMULAE) for code in issuers(connection)},
    )  # fmt: skip


COLUMNS: Once[Columns] = Once(columns)


def partners_of(connection: Connection, of: Columns, filters: Filters, code: str) -> tuple[Partner, ...]:
    """Return with whom a state deals, of what filters leave; of the whole record it is known."""
    return of.partners.get(code, ()) if filters == EVERYTHING else partners(connection, filters, code)


def counted_of(connection: Connection, of: Columns, filters: Filters) -> Counted:
    """Return what filters leave; of the whole record it is known."""
    return of.whole if filters == EVERYTHING else counted(connection, of.activity, filters)


def warm(connection: Connection, stamp: str) -> None:
    """Make ready what the first pages of a snapshot need."""
    COLUMNS.of(connection, stamp)
    outlines()
