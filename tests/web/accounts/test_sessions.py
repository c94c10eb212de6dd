"""Sessions: begun, used, ended, and never kept as the browser has them."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.web.accounts import sessions, store

HOUR = 3600.0


class Clock:
    """A clock that a test sets."""

    now = 1_800_000_000.0

    def time(self) -> float:
        """Return the seconds since 1970."""
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Return the clock by which sessions are counted."""
    made = Clock()
    monkeypatch.setattr(sessions, "time", made)
    return made


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Return the place of a record with one reader."""
    with store.opened(tmp_path / "r.duckdb") as connection:
        store.add(connection, "rosa", "reader", "a hash")
    return tmp_path / "r.duckdb"


def begun(place: Path) -> str:
    """Return the secret of a session that begins."""
    with store.opened(place) as connection:
        return sessions.begin(connection, "rosa", "a browser")


def holds(place: Path, token: str) -> bool:
    """Tell whether a session has not ended; it is used by that."""
    with store.opened(place) as connection:
        return sessions.found(connection, token) is not None


def test_a_secret_is_long_and_kept_nowhere(place: Path) -> None:
    """256 bits, of which the file holds the hash alone."""
    token, other = begun(place), begun(place)
    assert token != other
    assert len(token) >= 43
    assert token.encode() not in store.users_path(place).read_bytes()
    assert holds(place, token)
    for wrong in ("", token[:-1], token + "A", token.lower(), "ü", "\0"):
        assert not holds(place, wrong)


def test_a_session_that_is_not_used_ends(place: Path, clock: Clock) -> None:
    """Use keeps it alive, rest ends it."""
    token = begun(place)
    for _ in range(5):
        clock.now += sessions.IDLE - 1
        assert holds(place, token)
        if clock.now > 1_800_000_000 + sessions.ABSOLUTE - sessions.IDLE:
            break
    clock.now += sessions.IDLE + 1
    assert not holds(place, token)


def test_no_session_outlasts_a_day_of_work(place: Path, clock: Clock) -> None:
    """However much it is used."""
    token = begun(place)
    for _ in range(11):
        clock.now += HOUR
        assert holds(place, token)
    clock.now += HOUR + 1
    assert not holds(place, token)
    begun(place)
    with store.opened(place) as connection:
        assert connection.execute("SELECT count(*) FROM sessions").fetchone() == (1,)  # the old one is forgotten


def test_sessions_are_listed_and_ended(place: Path, clock: Clock) -> None:
    """One by one, or all but one, and none of somebody else."""
    tokens = []
    for _ in range(3):
        tokens.append(begun(place))
        clock.now += 60
    with store.opened(place) as connection:
        store.add(connection, "victor", "reader", "a hash")
        other = sessions.begin(connection, "victor", "b" * 1000)
        assert len(sessions.sessions(connection, "victor")[0].agent) == sessions.LONGEST_AGENT
        listed = sessions.sessions(connection, "rosa")
        assert [one.id for one in listed] == sorted((one.id for one in listed), reverse=True)
        sessions.end_one(connection, "victor", listed[0].id)
        assert len(sessions.sessions(connection, "rosa")) == 3
        sessions.end_one(connection, "rosa", listed[0].id)
        sessions.end_others(connection, "rosa", listed[1].id)
        sessions.end(connection, "no secret")
    assert [holds(place, token) for token in (*tokens, other)] == [False, True, False, True]
