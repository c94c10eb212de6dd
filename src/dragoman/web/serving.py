"""The server that runs the application."""

from __future__ import annotations

import socket
from collections.abc import Callable

import msgspec
import uvicorn

from dragoman.codebook.load import Codebook
from dragoman.web.accounts.store import has_admin
from dragoman.web.app import served
from dragoman.web.connections import BoundedProtocol, allow_files
from dragoman.web.settings import Settings

WAITING = 512  # connections that are not taken yet
GRACE = 5  # seconds that answers under way are given when the server ends


class NoAdminError(ValueError):
    """A server that others reach, and nobody who may say who they are."""


def serve(settings: Settings, codebook: Codebook, started: Callable[[str], None]) -> None:
    """Serve until interrupted; `started` hears the address when connections are taken.

    Raises OSError when the address cannot be used, RecordError, NoAdminError.
    """
    if settings.login and not has_admin(settings.record):
        command = f"dragoman user add NAME --role admin --record {settings.record}"
        raise NoAdminError(f"others can reach this server, and nobody could log in; add an admin first: {command}")
    allow_files()
    settings, listening = listening_at(settings)
    server = server_of(settings, codebook)
    started(settings.origin)
    server.run(sockets=[listening])


def server_of(settings: Settings, codebook: Codebook) -> uvicorn.Server:
    """Return a server of the application, with its bounds; raises RecordError."""
    config = uvicorn.Config(
        served(settings, codebook), log_level="warning", access_log=False, server_header=False, proxy_headers=False,
        lifespan="on", http=BoundedProtocol, ws="none", timeout_graceful_shutdown=GRACE,
        h11_max_incomplete_event_size=64 * 1024,
    )  # fmt: skip
    return uvicorn.Server(config)


def listening_at(settings: Settings) -> tuple[Settings, socket.socket]:
    """Return a socket that takes connections, and the settings with the port that it got; raises OSError."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listening = socket.socket(family)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind((settings.host, settings.port))
    listening.listen(WAITING)
    return msgspec.structs.replace(settings, port=listening.getsockname()[1]), listening
