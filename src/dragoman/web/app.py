"""The application: routes, guard and record put together (ASGI)."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing, nullcontext, suppress
from hashlib import file_digest, sha256
from itertools import product
from typing import IO, Any

import anyio
import msgspec
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, QueryParams
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from dragoman.codebook.load import Codebook
from dragoman.ingest import settling
from dragoman.pages import words
from dragoman.reading.dates.calendar import compile_calendar
from dragoman.relations.sides import names_of
from dragoman.store.holdings import RecordHoldings
from dragoman.store.opening import Connection
from dragoman.web import links
from dragoman.web.accounts.gate import Gate, unknown
from dragoman.web.accounts.routing import Door, doors
from dragoman.web.adding.jobs import Jobs
from dragoman.web.answering import answered, refused, today
from dragoman.web.asking import Asked, Form, Knowledge, filters_of, is_whole
from dragoman.web.cache import Answer, Cache
from dragoman.web.faults import Fault
from dragoman.web.forms import form_of, page_path, read_form
from dragoman.web.guard import App, Guard, Receive, Scope, Send
from dragoman.web.links import FORMS, HOME, page_of
from dragoman.web.once import COLUMNS, warm
from dragoman.web.rendering import STATIC
from dragoman.web.routes import PAGES, Page, Show
from dragoman.web.settings import Settings
from dragoman.web.snapshots import Snapshot, Snapshots
from dragoman.web.strictness import check_names, check_pair, check_publisher
from dragoman.web.users import LOCAL, User
from dragoman.web.view import Moved, View
from dragoman.web.views import state
from dragoman.web.views.marks import state_of
from dragoman.web.views.pair import page as pair

LOG = logging.getLogger("dragoman.web")
FIRST = ("/", "/pairs", "/states", "/meetings")  # pages that are made of a snapshot before all others
BUSIEST = 200  # pairs, and states, whose pages are made before anybody asks
GRACE = 5  # seconds that a page which is being made has when the server ends
REST = 2  # times as long as one of these took nothing is made, so that those who ask come first
PIECE = 64 * 1024  # bytes of a large answer that are handed on at once
YEAR = 365 * 24 * 3600  # seconds: a file that changes has another address
Endpoint = Callable[[Request], Awaitable[Response]]


class Question(msgspec.Struct, frozen=True):
    """What is asked: a page, its address and the parts of it, its form, by whom, and a form that was sent."""

    page: Page
    address: str
    path: Mapping[str, str]
    query: QueryParams
    form: Form
    user: User
    posted: FormData | None = None

    def same(self) -> tuple[Hashable, ...]:
        """Return what is the same for all who get the same answer: readers are shown other ways than reviewers."""
        return self.user.may("reviewer"), self.address, self.form, str(self.query)

    def view(self, asked: Asked) -> View | Answer:
        """Return what answers it; raises Fault, Moved."""
        act = self.page.act if self.posted is not None else None
        return (act or self.page.show)(asked)


class Served(Starlette):
    """The application with what its pages answer from."""

    def __init__(self, settings: Settings, codebook: Codebook) -> None:
        """Open the record; raises RecordError."""
        self.settings = settings
        self.known = Knowledge(codebook, names_of(codebook), words.names_of(codebook), compile_calendar(codebook))
        self.kept = Cache()
        self._documents: dict[Hashable, frozenset[str]] = {}  # of pages that were made, by snapshot and question
        self.ended = threading.Event()
        self._wholes: anyio.CapacityLimiter | None = None
        self._preparing: list[threading.Thread] = []
        self.adding = Jobs(settings.record)
        self.snapshots = Snapshots(settings.record, settling(codebook), warm, self._shown, COLUMNS.let_go)
        routes = [_static(), *map(self._door, doors(settings)), *map(self._route, PAGES)]
        super().__init__(routes=routes, lifespan=self._lifespan)
        self.snapshots.begin()
        self.add_exception_handler(HTTPException, self._not_found)
        self.add_exception_handler(Exception, self._unexpected)

    def guarded(self) -> App:
        """Return the application behind the guard, and behind the login where there is one."""
        inner = Gate(self, self.settings, self._refuse) if self.settings.login else self
        return Guard(inner, self.settings, self._refuse)

    def _door(self, door: Door) -> Route:
        path, methods, endpoint = door
        return Route(path, self._told(endpoint), methods=list(methods))

    def _route(self, page: Page) -> Route:
        methods = ["GET", "POST"] if page.act else ["GET"]
        return Route(page.path, self._told(self._endpoint(page)), methods=methods)

    def _endpoint(self, page: Page) -> Endpoint:
        async def endpoint(request: Request) -> Response:
            _allowed(request, page, self.settings)  # before anything that was sent is read
            posted = await read_form(request, self.settings.most_bytes) if request.method == "POST" else None
            try:
                async with self._turn_of(request):
                    answer = await run_in_threadpool(self._answer, page, request, posted)
                return await run_in_threadpool(_response, answer, request)
            finally:
                if posted is not None:
                    await posted.close()

        return endpoint

    def _turn_of(self, request: Request) -> AbstractAsyncContextManager[None]:
        """Return what is waited for by who asks for whole tables, of which some take seconds: one at a time is made."""
        if not is_whole(form_of(request), request.query_params):
            return nullcontext()
        self._wholes = self._wholes or anyio.CapacityLimiter(1)  # made within the loop that it belongs to
        return self._wholes

    def _told(self, endpoint: Endpoint) -> Endpoint:
        """Return an endpoint whose faults are told in the one shape."""

        async def told(request: Request) -> Response:
            try:
                return await endpoint(request)
            except Moved as moved:
                return RedirectResponse(moved.address, moved.status)
            except Fault as fault:
                return self._refusal(request, fault)
            except Exception as error:  # a fault of ours
                return await self._unexpected(request, error)

        return told

    def _answer(self, page: Page, request: Request, posted: FormData | None) -> Answer:
        question = Question(
            page, page_path(request), request.path_params, request.query_params, form_of(request),
            _allowed(request, page, self.settings), posted,
        )  # fmt: skip
        return self._answered(question)

    def _answered(self, question: Question) -> Answer:
        known = question.page.asks
        check_pair(_same_form(question), question.query, known, self.known.written)
        check_names(question.query, known)
        keep = question.page.kept and question.posted is None
        stamp = self.snapshots.newest().stamp
        key = (stamp, today(), self._decided(question, stamp), *question.same())
        if keep and (kept := self.kept.get(key)):
            return kept
        filters, before = filters_of(question.query, self.known.written), self._of_all(question)
        whole = is_whole(question.form, question.query)
        with self.snapshots.reading(beside=whole) as (connection, snapshot):
            check_publisher(connection, filters.publisher)
            asked = Asked(
                path=question.path, query=question.query, form=question.form, user=question.user,
                held=RecordHoldings(connection, filters), snapshot=snapshot, settings=self.settings, known=self.known,
                adding=self.adding, posted=question.posted,
            )  # fmt: skip
            view = question.view(asked)
            if isinstance(view, Answer):
                return view
            answer = answered(view, asked, question.address, cited=question.page.least == "reader")
            if keep and not answer.large and before == self._of_all(question):  # nobody decided meanwhile
                if view.marks and view.marks.documents is not None:
                    self._documents[snapshot.stamp, *question.same()] = view.marks.documents
                key = (snapshot.stamp, today(), self._decided(question, snapshot.stamp), *question.same())
                self.kept.put(key, answer)
        return answer

    def _of_all(self, question: Question) -> Hashable:
        return state_of(self.settings.record, question.user) if question.page.marked else None

    def _decided(self, question: Question, stamp: str) -> Hashable:
        """Return what tells an answer that shows decisions from that to others, or before further decisions on what it
        is known to show.
        """
        if not question.page.marked:
            return None
        return state_of(self.settings.record, question.user, self._documents.get((stamp, *question.same())))

    def _shown(self, connection: Connection, snapshot: Snapshot) -> None:
        """Begin to make the pages of a snapshot that are asked for most: lists, busiest pairs and states."""
        self._documents.clear()  # those of a former snapshot; a page that is not known is made anew
        whole = COLUMNS.of(connection, snapshot.stamp).whole
        pages: list[tuple[Show, str, dict[str, str]]] = [
            (page.show, page.path, {}) for page in PAGES if page.path in FIRST
        ]
        pages += [(pair.show, links.pair(one.a, one.b), {"a": one.a, "b": one.b}) for one in whole.pairs[:BUSIEST]]
        pages += [(state.show, links.state(one.code), {"code": one.code}) for one in whole.countries[:BUSIEST]]
        thread = threading.Thread(target=self._prepare, args=(pages, snapshot.stamp), daemon=True)
        self._preparing = [*filter(threading.Thread.is_alive, self._preparing), thread]
        thread.start()

    def _prepare(self, pages: Sequence[tuple[Show, str, dict[str, str]]], stamp: str) -> None:
        users = [LOCAL] if not self.settings.login else [User("", "reader"), User("", "reviewer")]
        routes = {page.show: page for page in PAGES}
        for (show, address, path), user in product(pages, users):
            start = time.monotonic()
            if self.ended.is_set() or self.snapshots.newest().stamp != stamp:
                return
            with suppress(Fault, Moved):  # who asks for it will be told
                self._answered(Question(routes[show], address, path, QueryParams(), "html", user))
            self.ended.wait(REST * (time.monotonic() - start))

    def _refusal(self, request: Request, fault: Fault) -> Response:
        user = request.scope.get("user", None if self.settings.login else LOCAL)
        answer = refused(fault.told, form_of(request), user, self.settings)
        return Response(answer.body, answer.status, fault.headers, answer.media)

    async def _refuse(self, scope: Scope, receive: Receive, send: Send, fault: Fault) -> None:
        await self._refusal(Request(scope), fault)(scope, receive, send)

    async def _not_found(self, request: Request, error: Exception) -> Response:
        if isinstance(error, HTTPException) and error.status_code == 405:
            headers = {"allow": (error.headers or {}).get("Allow", "GET, HEAD")}
            return self._refusal(
                request, Fault(405, "wrong-method", "The page takes no such request.", "Open it by a link.", headers)
            )
        return self._refusal(request, Fault(404, "not-found", "There is no such page.", "Start from the home page."))

    async def _unexpected(self, request: Request, error: Exception) -> Response:
        LOG.error("%s %r", request.method, request.url.path, exc_info=error)
        advice = "Try again; if it stays, report it with the lines that the server has written."
        return self._refusal(request, Fault(500, "unexpected", "The page could not be made.", advice))

    @asynccontextmanager
    async def _lifespan(self, _: Any) -> AsyncIterator[None]:
        yield
        self.ended.set()
        for thread in self._preparing:
            thread.join(GRACE)
        self.adding.close()
        self.snapshots.close()


def twins(app: App) -> App:
    """Return an application that is asked for pages, and told apart in which form: X.json is the page X as JSON."""

    async def told(scope: Scope, receive: Receive, send: Send) -> None:
        stem, _, ending = str(scope.get("path", "")).rpartition(".")
        if scope["type"] == "http" and ending in FORMS and not stem.startswith("/static/"):
            raw = scope["raw_path"].decode("latin-1").removesuffix(f".{ending}")
            home = stem == HOME
            scope = {**scope, "form": ending, "path": "/" if home else stem, "page_path": "/" if home else page_of(raw)}
        await app(scope, receive, send)

    return told


def served(settings: Settings, codebook: Codebook) -> App:
    """Return the whole application for a server to run; raises RecordError."""
    return twins(Served(settings, codebook).guarded())


def _allowed(request: Request, page: Page, settings: Settings) -> User:
    user: User | None = request.scope.get("user", None if settings.login else LOCAL)
    if user is None:
        raise unknown()
    if not user.may(page.least):
        advice = "Ask an admin of this server for that role."
        raise Fault(403, "not-allowed", f"This page is for {page.least}s.", advice)
    return user


def _same_form(question: Question) -> str:
    return question.address if question.form == "html" else links.twin(question.address, question.form)


def _response(answer: Answer, request: Request) -> Response:
    digest = file_digest(answer.large, "sha256") if answer.large else sha256(answer.body)  # type: ignore[arg-type]
    tag = f'"{digest.hexdigest()[:32]}"'
    headers = {"etag": tag, "cache-control": "private, no-cache", "vary": "accept"}
    if request.headers.get("if-none-match") == tag and answer.status == 200:
        return Response(status_code=304, headers=headers)
    if answer.file:
        headers["content-disposition"] = f'attachment; filename="{answer.file}"'
    if not answer.large:
        return Response(answer.body, answer.status, headers, answer.media)
    headers["content-length"] = str(answer.large.tell())  # it was read to its end
    answer.large.seek(0)
    return StreamingResponse(_pieces(answer.large), answer.status, headers, answer.media)


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    with closing(file):
        while piece := file.read(PIECE):
            yield piece


def _static() -> Mount:
    files = StaticFiles(packages=list(STATIC))

    async def lasting(scope: Scope, receive: Receive, send: Send) -> None:
        async def marked(message: Any) -> None:
            if message["type"] == "http.response.start" and message["status"] == 200:
                message["headers"].append((b"cache-control", f"public, max-age={YEAR}, immutable".encode()))
            await send(message)

        await files(scope, receive, marked)

    return Mount("/static", lasting)
