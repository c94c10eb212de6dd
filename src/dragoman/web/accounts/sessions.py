"""Sessions: a secret that a browser keeps and the server knows only by its sha256."""

from __future__ import annotations

import secrets
import time
from datetime import UTC, datetime
from hashlib import sha256

from dragoman.web.accounts.store import FIELDS, Connection, account_of
from dragoman.web.accounts.values import Account, Session

TOKEN_BYTES = 32
ABSOLUTE = 12 * 3600.0  # seconds after which a session ends whatever happens: a working day
IDLE = 2 * 3600.0  # seconds after which one that is not used ends
MARKED = 60.0  # seconds after which a use is noted again, so that reading pages seldom writes
LONGEST_AGENT = 200
LIVE = "sessions.started > :now - :absolute AND sessions.seen > :now - :idle"


def begin(connection: Connection, name: str, agent: str) -> str:
    """Begin a session of a user and return its secret, which is kept nowhere."""
    token, now = secrets.token_urlsafe(TOKEN_BYTES), time.time()
    connection.execute(f"DELETE FROM sessions WHERE NOT ({LIVE})", _moment(now))
    connection.execute(
        "INSERT INTO sessions (token, name, started, seen, agent) VALUES (?, ?, ?, ?, ?)",
        (_known(token), name, now, now, agent[:LONGEST_AGENT]),
    )
    return token


def found(connection: Connection, token: str) -> tuple[Account, int] | None:
    """Return whose session a secret is of and its number, or None when it has ended; its use is noted."""
    now = time.time()
    row = connection.execute(
        f"SELECT sessions.id, sessions.seen, {FIELDS} FROM sessions JOIN users ON users.name = sessions.name "
        f"WHERE token = :token AND NOT users.disabled AND {LIVE}",
        _moment(now) | {"token": _known(token)},
    ).fetchone()
    if row is None:
        return None
    number, seen, *fields = row
    if now - seen > MARKED:
        connection.execute("UPDATE sessions SET seen = ? WHERE id = ?", (now, number))
    return account_of(tuple(fields)), int(number)


def sessions(connection: Connection, name: str) -> tuple[Session, ...]:
    """Return the sessions of a user that have not ended, the newest first."""
    rows = connection.execute(
        f"SELECT id, started, seen, agent FROM sessions WHERE name = :name AND {LIVE} ORDER BY started DESC, id DESC",
        _moment(time.time()) | {"name": name},
    )
    return tuple(Session(number, _told(started), _told(seen), agent) for number, started, seen, agent in rows)


def end(connection: Connection, token: str) -> None:
    """End the session of a secret."""
    connection.execute("DELETE FROM sessions WHERE token = ?", (_known(token),))


def end_one(connection: Connection, name: str, number: int) -> None:
    """End a session of a user by its number."""
    connection.execute("DELETE FROM sessions WHERE id = ? AND name = ?", (number, name))


def end_others(connection: Connection, name: str, number: int) -> None:
    """End all sessions of a user but one."""
    connection.execute("DELETE FROM sessions WHERE id <> ? AND name = ?", (number, name))


def _known(token: str) -> bytes:
    return sha256(token.encode("utf-8", "replace")).digest()


def _moment(now: float) -> dict[str, float | str | bytes]:
    return {"now": now, "absolute": ABSOLUTE, "idle": IDLE}


def _told(moment: float) -> str:
    return datetime.fromtimestamp(moment, UTC).isoformat(timespec="seconds")
