"""The one shape in which the server says that something is wrong."""

from __future__ import annotations

import msgspec

FIELDS = {  # as people call what an address calls so
    "a": "the first state",
    "b": "the second state",
    "since": "the first day",
    "until": "the last day",
    "publisher": "the publisher",
    "min_confidence": "the least confidence",
    "q": "what is searched for",
    "left": "the left text",
    "right": "the right text",
}


class Fault(Exception):  # noqa: N818 - what is wrong with a request, not with the program
    """What is wrong with a request and what to do, and the HTTP status that says so (RFC 9110).

    `code` is a short hyphenated word that scripts may compare.
    """

    def __init__(self, status: int, code: str, message: str, advice: str, headers: dict[str, str] | None = None):
        super().__init__(message)
        self.told = Told(status, code, message, advice)
        self.headers = headers or {}


class Told(msgspec.Struct, frozen=True):
    """A fault as JSON has it, under the one key `error`."""

    status: int
    code: str
    message: str
    advice: str


def missing(what: str, name: str) -> Fault:
    """Return the fault of something that the record does not hold."""
    return Fault(404, "not-found", f"The record holds no {what} “{name}”.", "Search for it, or follow a link to it.")


def wrong(field: str, given: str, advice: str) -> Fault:
    """Return the fault of a value in the address or in a form that cannot be."""
    return Fault(400, "bad-value", f"“{given[:80]}” cannot be used as {FIELDS.get(field, field)}.", advice)
