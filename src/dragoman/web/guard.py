"""What every request passes before a page hears of it: whose host it names, where it comes from, how large it is.

Fetch metadata and the origin of a request are told by every browser and cannot be set by a page (W3C, Fetch Metadata
Request Headers; RFC 6454), so a request that changes something is taken only from our own pages.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from starlette.datastructures import Headers, MutableHeaders

from dragoman.web.faults import Fault
from dragoman.web.settings import Settings, is_loopback

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
    "referrer-policy": "same-origin",  # with "no-referrer" browsers would not tell the origin of our own forms
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}
# Browsers heed it where they trust the way to a page, and complain of it in their consoles elsewhere.
TRUSTED = {"cross-origin-opener-policy": "same-origin"}
SECURE = {"strict-transport-security": f"max-age={365 * 24 * 3600}"}  # a year, by https alone from then on
LONGEST = 4096  # of an address with its filters
MOST_HEADERS = 32 * 1024  # bytes, all of a request's together
FORM_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data")
PIECE_SECONDS = 20.0  # within which the next piece of a body comes
BODY_SECONDS = 120.0  # within which the whole of it has come


class Guard:
    """Refuses what no page should see, and marks every answer with what a browser may do with it."""

    def __init__(self, app: App, settings: Settings, refuse: Refuse) -> None:
        self._app = app
        self._settings = settings
        self._refuse = refuse
        self._headers = HEADERS | (SECURE if settings.https else {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request (ASGI)."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        scope["scheme"] = self._settings.scheme
        marked = _marking(send, self._headers | (TRUSTED if _is_trusted(scope, self._settings) else {}))
        fault = _fault(scope, self._settings)
        if fault:
            await self._refuse(scope, receive, marked, fault)
            return
        try:
            await self._app(scope, bounded(receive, self._settings.most_bytes), marked)
        except Fault as late:  # a body that was longer than it said
            await self._refuse(scope, receive, marked, late)


def _is_trusted(scope: Scope, settings: Settings) -> bool:
    """Tell whether a browser trusts the way to what is asked for: by https, or on this machine (W3C,
    Secure Contexts).
    """
    host = Headers(scope=scope).get("host", "")
    name = host.rpartition(":")[0] if host.rpartition(":")[2].isdecimal() else host
    return settings.https or is_loopback(name.strip("[]"))


def bounded(receive: Receive, most: int) -> Receive:
    """Return what gives a body until it is too large or too slow, and raises Fault then; `most` is in bytes."""
    taken, ended = 0, False
    last: float | None = None

    async def counted() -> Message:
        nonlocal taken, ended, last
        if ended:  # what comes now is that the client has gone, whenever that is
            return await receive()
        now = asyncio.get_running_loop().time()
        last = last or now + BODY_SECONDS
        try:
            async with asyncio.timeout_at(min(last, now + PIECE_SECONDS)):
                message = await receive()
        except TimeoutError:
            raise Fault(408, "too-slow", "The request took too long.", "Send it again.") from None
        ended = not message.get("more_body", False)
        taken += len(message.get("body", b""))
        if taken > most:
            raise too_large(most)
        return message

    return counted


def too_large(most: int) -> Fault:
    """Return the fault of a body that is larger than `most` bytes."""
    size = f"{most // 1024 // 1024} MB" if most >= 1024 * 1024 else f"{most // 1024} kB"
    return Fault(413, "too-large", "What was sent is too large.", f"Send at most {size} at once.")


def _fault(scope: Scope, settings: Settings) -> Fault | None:
    headers = Headers(scope=scope)
    given = headers.get("host", "")
    if headers.getlist("host") != [given] or given.lower() not in settings.hosts:
        advice = f"Use {settings.origin}, or start the server with --name for another name of it."
        return Fault(421, "wrong-host", "This server does not answer under that name.", advice)
    return _wrong_address(scope) or _wrong_source(scope, headers, settings) or _wrong_body(scope, headers, settings)


def _wrong_address(scope: Scope) -> Fault | None:
    if scope["method"] not in KNOWN:
        return Fault(405, "wrong-method", "That method is not known here.", "Use GET or POST.", {"allow": "GET, HEAD"})
    if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > LONGEST:
        return Fault(414, "too-long", "The address is too long.", f"Keep it under {LONGEST} bytes.")
    if sum(len(name) + len(value) for name, value in scope["headers"]) > MOST_HEADERS:
        advice = f"Keep them under {MOST_HEADERS // 1024} kB; delete the cookies of this host."
        return Fault(431, "headers-too-large", "The headers of the request are too large.", advice)
    if not scope["path"].startswith("/") or "\0" in scope["path"]:
        advice = "Follow a link, or start from the home page."
        return Fault(400, "bad-address", "That is no address of a page.", advice)
    return None


def _wrong_source(scope: Scope, headers: Headers, settings: Settings) -> Fault | None:
    if scope["method"] in SAFE:
        if _is_led_here(headers):
            return None
        advice = "Open the page by a link. A page of another site cannot read or show what is here."
    else:
        if _is_ours(headers, settings):
            return None
        advice = "Send the form from the page itself; a script sends the header Origin with the server's address."
    return Fault(403, "cross-site", "The request does not come from a page of this server.", advice)


def _is_led_here(headers: Headers) -> bool:
    """Tell whether our own page, a person or a link asks: pages of other sites may link, not fetch, show or frame."""
    if headers.get("sec-fetch-site") in (None, "same-origin", "none"):
        return True
    return headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document"


def _is_ours(headers: Headers, settings: Settings) -> bool:
    site, origin = headers.get("sec-fetch-site"), headers.getlist("origin")
    ours = f"{settings.scheme}://{headers['host'].lower()}"
    return site in (None, "same-origin") and [given.lower() for given in origin] == [ours]


def _wrong_body(scope: Scope, headers: Headers, settings: Settings) -> Fault | None:
    if "transfer-encoding" in headers and "content-length" in headers:
        advice = "Send Content-Length alone."  # two servers in a row may read two lengths (RFC 9112, 11.2)
        return Fault(400, "two-lengths", "The request tells its length in two ways.", advice)
    length = headers.get("content-length", "0")
    if not length.isdecimal() or int(length) > settings.most_bytes:
        return too_large(settings.most_bytes)
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    if scope["method"] not in SAFE and kind not in FORM_TYPES and (kind or length != "0"):
        return Fault(415, "wrong-type", "What was sent is no form.", f"Send {' or '.join(FORM_TYPES)}.")
    return None


def _marking(send: Send, marks: dict[str, str]) -> Send:
    async def marked(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in marks.items():
                headers[name] = value
            headers.setdefault("cache-control", "no-store")
        await send(message)

    return marked
