"""The file of the users of a record: RECORD.users beside it, SQLite, which only its owner may read."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from dragoman.web.accounts.passwords import Verdict, verdict
from dragoman.web.accounts.values import Account, AccountError, checked_name
from dragoman.web.users import Role

Connection = sqlite3.Connection
WAIT = 5.0  # seconds for another process that writes
SCHEMA = """
CREATE TABLE IF NOT EXISTS users (
    name TEXT PRIMARY KEY COLLATE NOCASE, role TEXT NOT NULL, hash TEXT NOT NULL, created TEXT NOT NULL,
    disabled INTEGER NOT NULL DEFAULT 0, temporary INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS sessions (
    id INTEGER PRIMARY KEY AUTOINCREMENT, token BLOB NOT NULL UNIQUE, started REAL NOT NULL, seen REAL NOT NULL,
    name TEXT NOT NULL COLLATE NOCASE REFERENCES users (name) ON DELETE CASCADE, agent TEXT NOT NULL
);
"""
FIELDS = "users.name, users.role, users.created, users.disabled, users.temporary"


def users_path(record: Path) -> Path:
    """Return the place of the users: RECORD.users beside the record."""
    return record.with_name(record.name + ".users")


@contextmanager
def opened(record: Path) -> Iterator[Connection]:
    """Yield a connection to the users of a record, made where there are none; what is done is kept as one.

    Raises AccountError when the file cannot be used.
    """
    path = users_path(record)
    try:
        _make_private(path)
        with closing(sqlite3.connect(path, timeout=WAIT)) as connection, connection:
            connection.execute("PRAGMA foreign_keys = ON")
            if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'sessions'").fetchone():
                connection.executescript(SCHEMA)
            yield connection
    except (sqlite3.Error, OSError) as error:
        raise AccountError(f"{path}: cannot be used ({error})") from None


def has_admin(record: Path) -> bool:
    """Tell whether somebody could log in to a record as an admin; raises AccountError."""
    if not users_path(record).exists():
        return False
    with opened(record) as connection:
        return _admins(connection) > 0


def add(connection: Connection, name: str, role: Role, hashed: str, temporary: bool = False) -> None:
    """Add a user with the hash of a password; raises AccountError when there is one of that name."""
    created = datetime.now(UTC).isoformat(timespec="microseconds")  # tells users of one name apart
    try:
        connection.execute(
            "INSERT INTO users (name, role, hash, created, temporary) VALUES (?, ?, ?, ?, ?)",
            (checked_name(name), role, hashed, created, temporary),
        )
    except sqlite3.IntegrityError:
        raise AccountError(f"there is a user {name} already; give another name") from None


def accounts(connection: Connection) -> tuple[Account, ...]:
    """Return all users by name."""
    return tuple(account_of(row) for row in connection.execute(f"SELECT {FIELDS} FROM users ORDER BY users.name"))


def account(connection: Connection, name: str) -> Account:
    """Return a user; raises AccountError."""
    row = connection.execute(f"SELECT {FIELDS} FROM users WHERE name = ?", (name,)).fetchone()
    if row is None:
        raise AccountError(f"there is no user {name[:64]!r}")
    return account_of(row)


def account_of(row: sqlite3.Row | tuple[str, Role, str, int, int]) -> Account:
    """Return the user of a row of FIELDS."""
    name, role, created, disabled, temporary = row
    return Account(name, role, created, bool(disabled), bool(temporary))


def kept_hash(record: Path, name: str) -> str | None:
    """Return the hash of a user who may log in, or None; raises AccountError."""
    with opened(record) as connection:
        row = connection.execute("SELECT hash FROM users WHERE name = ? AND NOT disabled", (name,)).fetchone()
        return str(row[0]) if row else None


def verified(record: Path, name: str, password: str) -> bool:
    """Tell whether a user has a password; a name that nobody has takes as long. Raises AccountError."""
    found: Verdict = verdict(kept_hash(record, name), password)
    if found.renewed:
        with opened(record) as connection:
            connection.execute("UPDATE users SET hash = ? WHERE name = ?", (found.renewed, name))
    return found.right


def set_role(connection: Connection, name: str, role: Role) -> None:
    """Give a user another role and end their sessions; raises AccountError for the last admin."""
    found = account(connection, name)
    if found.role == role:
        return
    if role != "admin":
        _keep_an_admin(connection, found)
    connection.execute("UPDATE users SET role = ? WHERE name = ?", (role, name))
    _end_sessions(connection, name)


def set_password(connection: Connection, name: str, hashed: str, temporary: bool = False) -> None:
    """Keep the hash of another password and end the user's sessions; raises AccountError."""
    account(connection, name)
    connection.execute("UPDATE users SET hash = ?, temporary = ? WHERE name = ?", (hashed, temporary, name))
    _end_sessions(connection, name)


def set_disabled(connection: Connection, name: str, disabled: bool) -> None:
    """Say whether a user may log in, and end their sessions; raises AccountError for the last admin."""
    if disabled:
        _keep_an_admin(connection, account(connection, name))
    connection.execute("UPDATE users SET disabled = ? WHERE name = ?", (disabled, account(connection, name).name))
    _end_sessions(connection, name)


def remove(connection: Connection, name: str) -> None:
    """Remove a user with their sessions; raises AccountError for the last admin."""
    _keep_an_admin(connection, account(connection, name))
    connection.execute("DELETE FROM users WHERE name = ?", (name,))


def _make_private(path: Path) -> None:
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
    if path.stat().st_mode & 0o077:
        path.chmod(0o600)


def _admins(connection: Connection) -> int:
    (count,) = connection.execute("SELECT count(*) FROM users WHERE role = 'admin' AND NOT disabled").fetchone()
    return int(count)


def _keep_an_admin(connection: Connection, found: Account) -> None:
    if not connection.in_transaction:  # so that two admins cannot take each other's role at the same moment
        connection.execute("BEGIN IMMEDIATE")
    if found.role == "admin" and not found.disabled and _admins(connection) == 1:
        raise AccountError(f"{found.name} is the only admin; make another one first")


def _end_sessions(connection: Connection, name: str) -> None:
    connection.execute("DELETE FROM sessions WHERE name = ?", (name,))
