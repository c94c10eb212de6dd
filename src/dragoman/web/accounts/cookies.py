"""The cookie that carries a session."""

from __future__ import annotations

from dragoman.web.settings import Settings


def cookie_name(settings: Settings) -> str:
    """Return the name of the cookie; with https one that browsers take from this very host alone (RFC 6265bis)."""
    return "__Host-dragoman" if settings.https else "dragoman"


def set_cookie(settings: Settings, token: str) -> str:
    """Return the header that makes a browser keep a session until it is closed."""
    secure = "; Secure" if settings.https else ""
    return f"{cookie_name(settings)}={token}; Path=/; HttpOnly; SameSite=Strict{secure}"


def ended_cookie(settings: Settings) -> str:
    """Return the header that makes a browser forget its session."""
    return f"{set_cookie(settings, '')}; Max-Age=0"
