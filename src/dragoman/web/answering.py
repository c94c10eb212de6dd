"""A page in the form that was asked for."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from tempfile import SpooledTemporaryFile
from typing import IO, Any, TypeVar
from urllib.parse import parse_qsl, urlencode

import msgspec

from dragoman.exports.cite import sentence_of_page
from dragoman.web import links
from dragoman.web.asking import FILTERS, MOST_ROWS, REVIEWED, Asked
from dragoman.web.cache import Answer
from dragoman.web.faults import Told, wrong
from dragoman.web.rendering import rendered
from dragoman.web.settings import Settings
from dragoman.web.sheets import Sheet, write_csv, write_json, write_workbook
from dragoman.web.users import User
from dragoman.web.view import View

Cut = TypeVar("Cut")
HTML = "text/html; charset=utf-8"
JSON = "application/json"
CSV = "text/csv; charset=utf-8"
LARGE = 2 * 1024 * 1024  # bytes of an answer beyond which it lies in a file until it is sent, and is not kept
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def answered(view: View, asked: Asked, path: str, *, cited: bool = True) -> Answer:
    """Return a view in the form asked for; `path` is the address of the page itself. Raises Fault.

    `cited` is whether the page is of the record, and says how to cite it.
    """
    match asked.form:
        case "json":
            data = view.marks.on_data(view.data) if view.marks else view.data
            return _written(lambda out: write_json(data, out), JSON, status=view.status)[0]
        case "csv":
            sheet = _chosen(_sheets(view), asked.query.get("table"))
            return _table(lambda out: write_csv(sheet, out), CSV, f"{_file(path)}-{sheet.name}", "csv", view.status)
        case "xlsx":
            return _table(lambda out: write_workbook(_sheets(view), out), XLSX, _file(path), "xlsx", view.status)
    return Answer(_page(view, asked, path, cited), HTML, status=view.status)


def _table(write: Callable[[IO[bytes]], bool], media: str, name: str, ending: str, status: int) -> Answer:
    """Return a file of tables; its name says so when rows were left out."""
    answer, cut = _written(write, media, status)
    bound = f"-first-{MOST_ROWS}-rows" if cut else ""
    return msgspec.structs.replace(answer, file=f"{name}{bound}.{ending}")


def _written(write: Callable[[IO[bytes]], Cut], media: str, status: int) -> tuple[Answer, Cut]:
    """Return what is written as an answer, and what writing it gave."""
    out = SpooledTemporaryFile(LARGE)  # noqa: SIM115 - a large one is closed when it was sent
    told = write(out)
    size = out.tell()
    out.seek(0)
    if size > LARGE:
        return Answer(b"", media, None, status, out), told
    with out:
        return Answer(out.read(), media, None, status), told


def refused(told: Told, form: str, user: User | None, settings: Settings) -> Answer:
    """Return a fault: as a page for who reads pages, else as JSON under the key `error`."""
    if form != "html":
        return Answer(msgspec.json.encode({"error": told}), JSON, status=told.status)
    content = {"title": told.message, "fault": told, "user": user, "settings": settings, "page": None}
    return Answer(rendered("fault.html", content), HTML, status=told.status)


def today() -> str:
    """Return the day on which a page is cited (ISO, UTC)."""
    return datetime.now(UTC).date().isoformat()


def _sheets(view: View) -> tuple[Sheet, ...]:
    return tuple(map(view.marks.on_sheet, view.sheets())) if view.marks else view.sheets()


def _chosen(sheets: tuple[Sheet, ...], name: str | None) -> Sheet:
    found = next((sheet for sheet in sheets if name in (None, "", sheet.name)), None)
    if found is None:
        raise wrong("table", name or "", f"Tables of this page are {', '.join(sheet.name for sheet in sheets)}.")
    return found


def _page(view: View, asked: Asked, path: str, cited: bool) -> bytes:
    query = urlencode([(key, value) for key, value in asked.query.multi_items() if value])
    whole = urlencode([(key, value) for key, value in parse_qsl(query) if key not in ("limit", "page")])
    page: dict[str, Any] = {
        "path": path,
        "query": query,
        "asked": [(key, value) for key, value in asked.query.multi_items() if value],
        "twins": {form: links.twin(path, form, whole) for form in ("json", "csv", "xlsx")},
        "filters": {name: asked.query.get(name, "") for name in (*FILTERS, REVIEWED)},
        "citation": sentence_of_page(
            view.title, f"{asked.settings.origin}{path}{'?' if query else ''}{query}", asked.snapshot.reader,
            asked.snapshot.documents, asked.snapshot.published, today(),
        ) if cited else "",
    }  # fmt: skip
    content = {
        **view.content, "marks": view.marks, "title": view.title, "page": page, "user": asked.user,
        "settings": asked.settings, "snapshot": asked.snapshot, "names": asked.known.shown,
    }  # fmt: skip
    return rendered(view.template, content)


def _file(path: str) -> str:
    """Return a file name out of an address: letters, digits and hyphens."""
    return re.sub(r"[^A-Za-z0-9]+", "-", path.removesuffix(".html")).strip("-")[:80] or "dragoman"
