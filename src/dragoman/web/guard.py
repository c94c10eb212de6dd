"""What every request passes before a page hears of it: whose host it names, where it comes from, how large it is.

Fetch metadata and the origin of a request are told by every browser and cannot be set by a page (W3C, Fetch Metadata
Request Headers; RFC 6454), so a request that changes something is taken only from our own pages.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from starlette.datastructures import Headers, MutableHeaders

from dragoman.web.faults import Fault
from dragoman.web.settings import Settings

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]
Refuse = Callable[[Scope, Receive, Send, Fault], Awaitable[None]]

SAFE = frozenset({"GET", "HEAD"})
KNOWN = SAFE | {"POST"}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}
LONGEST = 4096  # of an address with its filters


class Guard:
    """Refuses what no page should see, and marks every answer with what a browser may do with it."""

    def __init__(self, app: App, settings: Settings, refuse: Refuse) -> None:
        self._app = app
        self._settings = settings
        self._refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request (ASGI)."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        marked = _marking(send)
        fault = _fault(scope, self._settings)
        if fault:
            await self._refuse(scope, receive, marked, fault)
            return
        try:
            await self._app(scope, _counting(receive, self._settings.most_bytes), marked)
        except Fault as late:  # a body that was longer than it said
            await self._refuse(scope, receive, marked, late)


def _fault(scope: Scope, settings: Settings) -> Fault | None:
    headers = Headers(scope=scope)
    if headers.getlist("host") != [given := headers.get("host", "")] or given.lower() not in settings.hosts:
        advice = f"Use {settings.origin}, or start the server with --name for another name of it."
        return Fault(421, "wrong-host", "This server does not answer under that name.", advice)
    if scope["method"] not in KNOWN:
        return Fault(405, "wrong-method", "That method is not known here.", "Use GET or POST.", {"allow": "GET, HEAD"})
    if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > LONGEST:
        return Fault(414, "too-long", "The address is too long.", f"Keep it under {LONGEST} bytes.")
    if scope["method"] not in SAFE and not _is_ours(headers, settings):
        advice = "Send the form from the page itself; a script sends the header Origin with the server's address."
        return Fault(403, "cross-site", "The request does not come from a page of this server.", advice)
    length = headers.get("content-length", "0")
    if not length.isdecimal() or int(length) > settings.most_bytes:
        return _too_large(settings.most_bytes)
    return None


def _is_ours(headers: Headers, settings: Settings) -> bool:
    site, origin = headers.get("sec-fetch-site"), headers.get("origin", "")
    scheme, _, host = origin.partition("://")
    return site in (None, "same-origin") and scheme in ("http", "https") and host.lower() in settings.hosts


def _too_large(most: int) -> Fault:
    return Fault(413, "too-large", "What was sent is too large.", f"Send at most {most // 1024 // 1024} MB at once.")


def _counting(receive: Receive, most: int) -> Receive:
    taken = 0

    async def counted() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > most:
            raise _too_large(most)
        return message

    return counted


def _marking(send: Send) -> Send:
    async def marked(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
            headers.setdefault("cache-control", "no-store")
        await send(message)

    return marked
