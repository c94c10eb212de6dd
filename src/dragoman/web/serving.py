"""The server that runs the application."""

from __future__ import annotations

import socket
from collections.abc import Callable

import msgspec
import uvicorn

from dragoman.codebook.load import Codebook
from dragoman.web.app import served
from dragoman.web.settings import Settings

WAITING = 512  # connections that are not taken yet
GRACE = 5  # seconds that answers under way are given when the server ends


class NoAdminError(ValueError):
    """A server that others reach, and nobody who may say who they are."""


def serve(settings: Settings, codebook: Codebook, started: Callable[[str], None]) -> None:
    """Serve until interrupted; `started` hears the address when connections are taken.

    Raises OSError when the address cannot be used, RecordError, NoAdminError.
    """
    settings, listening = listening_at(settings)
    app = served(settings, codebook)
    config = uvicorn.Config(
        app, log_level="warning", access_log=False, server_header=False, proxy_headers=False, lifespan="on",
        timeout_graceful_shutdown=GRACE, h11_max_incomplete_event_size=64 * 1024,
    )  # fmt: skip
    started(settings.origin)
    uvicorn.Server(config).run(sockets=[listening])


def listening_at(settings: Settings) -> tuple[Settings, socket.socket]:
    """Return a socket that takes connections, and the settings with the port that it got; raises OSError."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listening = socket.socket(family)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind((settings.host, settings.port))
    listening.listen(WAITING)
    return msgspec.structs.replace(settings, port=listening.getsockname()[1]), listening
