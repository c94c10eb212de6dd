"""Connections that cannot be held for ever: a head that does not end, an answer that is not taken, too many at once."""

from __future__ import annotations

import asyncio
import resource

from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD_SECONDS = 10.0  # within which the head of a request has come
TAKING_SECONDS = 60.0  # within which a client takes what was written to it
MOST_CONNECTIONS = 1200
SPARE_FILES = 200  # for the record, the pages' files and whatever else is open


class BoundedProtocol(H11Protocol):
    """HTTP/1.1 whose connections are closed when the client keeps the server waiting; `most` is how many it takes."""

    most = MOST_CONNECTIONS
    head_seconds = HEAD_SECONDS
    taking_seconds = TAKING_SECONDS
    _head: asyncio.TimerHandle | None = None
    _taking: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as in H11Protocol
        """Take a connection, or end it at once when there are too many."""
        super().connection_made(transport)
        if len(self.connections) > self.most:
            transport.abort()
        else:
            self._head = self.loop.call_later(self.head_seconds, transport.abort)

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget a connection."""
        self._end_head()
        self._end_taking()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take what has come; a head that has begun must end soon, whatever else comes."""
        super().data_received(data)
        if self.cycle is not None and not self.cycle.response_complete:
            self._end_head()
        elif self._head is None:
            self._head = self.loop.call_later(self.head_seconds, self.transport.abort)

    def pause_writing(self) -> None:
        """Wait until the client has taken what was written, not for ever."""
        super().pause_writing()
        self._taking = self._taking or self.loop.call_later(self.taking_seconds, self.transport.abort)

    def resume_writing(self) -> None:
        """Go on writing."""
        self._end_taking()
        super().resume_writing()

    def on_response_complete(self) -> None:
        """Wait for the next request; one that has come already is begun."""
        super().on_response_complete()
        if self.cycle is not None and not self.cycle.response_complete:
            self._end_head()

    def _end_head(self) -> None:
        if self._head is not None:
            self._head.cancel()
            self._head = None

    def _end_taking(self) -> None:
        if self._taking is not None:
            self._taking.cancel()
            self._taking = None


def allow_files() -> None:
    """Let this process open as many files as its connections need, as far as the system allows."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    needed = MOST_CONNECTIONS + SPARE_FILES
    allowed = needed if hard == resource.RLIM_INFINITY else min(needed, hard)
    if soft < allowed:
        resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, hard))
