"""The file of the users of a record."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from dragoman.web.accounts import sessions, store
from dragoman.web.accounts.passwords import HASHER, hashed
from dragoman.web.accounts.values import AccountError

HASH = "$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHQ$x"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Return the place of a record with an admin and a reader."""
    record = tmp_path / "r.duckdb"
    with store.opened(record) as connection:
        store.add(connection, "ines", "admin", HASH)
        store.add(connection, "rosa", "reader", HASH)
    return record


def test_only_the_owner_may_read_the_file(place: Path) -> None:
    """It is made for its owner alone, and made so again when somebody has opened it."""
    path = store.users_path(place)
    assert path.name == "r.duckdb.users"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.chmod(0o644)
    assert store.has_admin(place)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_name_is_one_whatever_its_capitals(place: Path) -> None:
    """Nobody can be taken for somebody else by a capital."""
    with store.opened(place) as connection:
        with pytest.raises(AccountError, match="already"):
            store.add(connection, "INES", "reader", HASH)
        assert store.account(connection, "Ines").name == "ines"


@pytest.mark.parametrize("name", ["", ".hidden", "a b", "a/b", "a" * 65, "ınes", "in\nes", "<b>", "іnes", "Local"])
def test_names_that_could_mislead_are_refused(place: Path, name: str) -> None:
    """Names are plain letters, digits and a few signs."""
    with store.opened(place) as connection, pytest.raises(AccountError, match=r"is no name|another name"):
        store.add(connection, name, "reader", HASH)


def test_the_last_admin_stays(place: Path) -> None:
    """Nobody can lock everybody out."""
    with store.opened(place) as connection:
        for act in (
            lambda: store.remove(connection, "ines"),
            lambda: store.set_role(connection, "ines", "reader"),
            lambda: store.set_disabled(connection, "ines", True),
        ):
            with pytest.raises(AccountError, match="only admin"):
                act()
        store.set_role(connection, "rosa", "admin")
        store.remove(connection, "ines")
        assert [one.name for one in store.accounts(connection)] == ["rosa"]


def test_what_fails_changes_nothing(place: Path) -> None:
    """What is done with a connection is kept as one."""

    def half() -> None:
        with store.opened(place) as connection:
            store.set_role(connection, "rosa", "reviewer")
            store.account(connection, "nobody")

    with pytest.raises(AccountError, match="no user"):
        half()
    with store.opened(place) as connection:
        assert store.account(connection, "rosa").role == "reader"


def test_a_file_that_is_none_is_told(place: Path) -> None:
    """A file of something else is refused in one line."""
    store.users_path(place).write_bytes(b"not a database at all, but long enough to be looked at" * 20)
    with pytest.raises(AccountError, match=r"r\.duckdb\.users: cannot be used"):
        store.has_admin(place)


def test_a_renewed_hash_is_kept(place: Path) -> None:
    """The next login compares with the stronger hash."""
    weak = type(HASHER)(time_cost=1, memory_cost=8192, parallelism=1).hash("seven quiet harbours")
    with store.opened(place) as connection:
        store.set_password(connection, "rosa", weak)
    assert store.verified(place, "rosa", "seven quiet harbours")
    kept = store.kept_hash(place, "rosa")
    assert kept is not None
    assert kept != weak
    assert not HASHER.check_needs_rehash(kept)


def test_who_is_disabled_has_no_right_password(place: Path) -> None:
    """The answer is that of a wrong password."""
    with store.opened(place) as connection:
        store.set_password(connection, "rosa", hashed("seven quiet harbours"))
        store.set_disabled(connection, "rosa", True)
    assert not store.verified(place, "rosa", "seven quiet harbours")
    with store.opened(place) as connection:
        store.set_disabled(connection, "rosa", False)
    assert store.verified(place, "rosa", "seven quiet harbours")


@pytest.mark.parametrize("change", ["role", "password", "disabled", "removed"])
def test_a_change_ends_the_sessions_of_that_user_alone(place: Path, change: str) -> None:
    """Whoever holds a cookie of before holds nothing."""
    with store.opened(place) as connection:
        token, other = sessions.begin(connection, "rosa", "a browser"), sessions.begin(connection, "ines", "a browser")
        match change:
            case "role":
                store.set_role(connection, "rosa", "reviewer")
            case "password":
                store.set_password(connection, "rosa", HASH)
            case "disabled":
                store.set_disabled(connection, "rosa", True)
            case "removed":
                store.remove(connection, "rosa")
        assert sessions.found(connection, token) is None
        assert sessions.found(connection, other) is not None
        assert connection.execute("SELECT count(*) FROM sessions").fetchone() == (1,)


def test_two_admins_cannot_take_each_others_role_at_once(place: Path) -> None:
    """Whoever comes second waits until the first is done, and finds that only one admin is left."""
    with store.opened(place) as connection:
        store.add(connection, "vera", "admin", HASH)
    with ThreadPoolExecutor(2) as pool:
        asked = [pool.submit(_demoted, place, name) for name in ("ines", "vera")]
        assert sorted(one.result(30) for one in asked) == [False, True]
    assert store.has_admin(place)


def _demoted(place: Path, name: str) -> bool:
    try:
        with store.opened(place) as connection:
            store.set_role(connection, name, "reader")
    except AccountError:
        return False
    return True
