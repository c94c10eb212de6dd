"""The form in which a page is asked for, and the forms that people send."""

from __future__ import annotations

from python_multipart.multipart import parse_options_header
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import ClientDisconnect, Request

from dragoman.web.asking import Form
from dragoman.web.faults import Fault
from dragoman.web.settings import MOST_BYTES

MOST_FIELDS = 1000
MOST_FILES = 100
UTF_8 = b"utf-8"


def form_of(request: Request) -> Form:
    """Return the form in which a page is asked for: by the ending of its address, else by what is accepted."""
    ending = request.scope.get("form")
    if ending:
        return ending  # type: ignore[no-any-return] # one of FORMS, by `twins`
    accepted = request.headers.get("accept", "")
    return "json" if "json" in accepted and "html" not in accepted else "html"


def page_path(request: Request) -> str:
    """Return the address of the page itself as it was written, whatever form of it is asked for.

    A name in it may hold what means something in an address (%, ?), so that it is told as it came.
    """
    return str(request.scope.get("page_path") or request.scope["raw_path"].decode("latin-1"))


async def read_form(request: Request, most_bytes: int = MOST_BYTES) -> FormData:
    """Return the form that was sent, in UTF-8, each part of it at most `most_bytes`; raises Fault."""
    _, options = parse_options_header(request.headers.get("content-type"))
    if options.get(b"charset", UTF_8).lower() != UTF_8:  # other codecs give what no UTF-8 can tell again, or fail
        raise Fault(400, "bad-form", "The form could not be read.", "Send it in UTF-8, as browsers do from the page.")
    try:
        return await request.form(max_fields=MOST_FIELDS, max_files=MOST_FILES, max_part_size=most_bytes)
    except (MultiPartException, HTTPException, ClientDisconnect):
        advice = f"Send it from the page itself, with at most {MOST_FIELDS} fields and {MOST_FILES} files."
        raise Fault(400, "bad-form", "The form could not be read.", advice) from None
