"""What the preview answers: fixed paths below the key, and nothing that a request names on the disk.

All work with the meeting is done in one thread, so that pages and saves never meet half-made values; what is wrong is
answered in Swedish, as JSON where the page's own script asks.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar
from urllib.parse import quote

import msgspec
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from naravard_docs.builder.options import Format
from naravard_docs.errors import CommandError, NaravardError, shown_path
from naravard_docs.limits import LIMITS, MEGABYTE
from naravard_docs.preview.content_policy import document_policy, page_policy
from naravard_docs.preview.guard import Guard
from naravard_docs.preview.listeners import Listeners
from naravard_docs.preview.live_meeting import DocumentNotReadyError, LiveMeeting
from naravard_docs.preview.page_files import PageFile, page_files, page_html
from naravard_docs.preview.shown_problem import shown_problems
from naravard_docs.preview.source_text import ChangedMeanwhileError, ReadOnlyError, SourceText, save_source, write_copy

T = TypeVar("T")
OPENING = "start"
"""Before the code by which the browser is opened, which can be used once: programs see each other's arguments."""

LONGEST_BODY = 2 * LIMITS.text_mb * MEGABYTE
"""A text with the signs that JSON needs beside it."""

_MEDIA = {Format.PDF: "application/pdf"}
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_NOT_THERE = "Sidan finns inte. Gå tillbaka till förhandsgranskningen."
_NOT_UNDERSTOOD = "Det som skickades går inte att läsa."
_TOO_MANY = "För många sidor är öppna. Stäng några av dem."
_INTERNAL = "Det blev fel i programmet. Felet är inte ditt; rapportera det gärna."


class SaveOrder(msgspec.Struct, forbid_unknown_fields=True):
    """What the page sends to have a text saved: the text, and the hash of the file that it was made of."""

    text: str
    digest: str
    keeps_other: bool = False


class TextOrder(msgspec.Struct, forbid_unknown_fields=True):
    """A text that is to be checked, or kept as a copy."""

    text: str


class Preview:
    """The preview of one meeting as an application, behind its guard; ``schema`` gives what the editor suggests."""

    def __init__(self, meeting: LiveMeeting, schema: Callable[[], dict[str, Any]], port: int, key: str) -> None:
        self.meeting, self._schema, self._key = meeting, schema, key
        self.listeners = Listeners()
        self._opening = secrets.token_urlsafe(16)
        self._is_opened = False
        self._worker = ThreadPoolExecutor(1, "preview")
        self._page_files = page_files()
        inner = Starlette(routes=self._routes(), exception_handlers=_HANDLERS)
        inner.router.redirect_slashes = False
        self.guard = Guard(inner, port, key, LONGEST_BODY, openings=(OPENING,))
        self.address = f"{self.guard.origin}/{key}/"

    @property
    def opening_address(self) -> str:
        """The address to open the browser with; it works once."""
        return f"{self.guard.origin}/{OPENING}/{self._opening}"

    def refresh(self) -> None:
        """Look at the meeting anew, and tell the open pages if it is another one now."""
        if self.meeting.refresh():
            self.listeners.publish()

    def close(self) -> None:
        self.listeners.close()
        self._worker.shutdown(wait=False, cancel_futures=True)

    def _routes(self) -> list[Route]:
        reads: dict[str, Callable[[Request], Any]] = {
            "/": self._page,
            "/handelser": self._events,
            "/kalla": self._source,
            "/schema": self._suggestions,
            "/dokument/{index:int}": self._document,
            "/pdf/{index:int}": self._pdf,
            "/word/{index:int}": self._word,
            "/sidor/{index:int}": self._pages,
            "/sida/{index:int}/{page:int}": self._page_picture,
            f"/{OPENING}/{{code}}": self._open,
            **{f"/{name}": self._page_file for name in self._page_files},
        }
        writes = {"/kalla": ("PUT", self._save), "/kopia": ("POST", self._copy), "/kontrollera": ("POST", self._check)}
        return [
            *(Route(path, answer, methods=["GET"]) for path, answer in reads.items()),
            *(Route(path, answer, methods=[method]) for path, (method, answer) in writes.items()),
        ]

    async def _open(self, request: Request) -> Response:
        """Lead the browser to the page, the first time that the code is used."""
        is_right = hmac.compare_digest(request.path_params["code"].encode(), self._opening.encode())
        if not is_right or self._is_opened:
            raise HTTPException(403)
        self._is_opened = True
        return RedirectResponse(f"/{self._key}/", 303)

    async def _page(self, _request: Request) -> Response:
        nonce = secrets.token_urlsafe(16)
        page = page_html(shown_path(self.meeting.path), nonce, self._page_files)
        return Response(page, media_type="text/html", headers={"Content-Security-Policy": page_policy(nonce)})

    async def _page_file(self, request: Request) -> Response:
        file: PageFile = self._page_files[request.url.path.removeprefix("/")]
        return Response(file.data, media_type=file.media_type)

    async def _events(self, _request: Request) -> Response:
        if self.listeners.is_full:
            raise HTTPException(503, _TOO_MANY)
        events = self.listeners.events(lambda: json.dumps(self._state(), ensure_ascii=False))
        return StreamingResponse(events, media_type="text/event-stream")

    def _state(self) -> dict[str, Any]:
        state = self.meeting.state
        return {
            "number": state.number,
            "problems": shown_problems(state.problems, self.meeting.path, () if state.is_old else state.item_places),
            "documents": [{"name": each.name, "title": each.title} for each in state.documents],
            "isOld": state.is_old,
            "digest": state.source.digest,
            "whyReadOnly": state.source.why_read_only,
        }

    async def _source(self, _request: Request) -> Response:
        return JSONResponse(_source_values(self.meeting.state.source))

    async def _suggestions(self, _request: Request) -> Response:
        try:
            return JSONResponse(await self._in_worker(self._schema))
        except NaravardError:  # faulty templates are told among the problems
            return JSONResponse({})

    async def _document(self, request: Request) -> Response:
        documents, index = self.meeting.state.documents, request.path_params["index"]
        if index >= len(documents):
            raise HTTPException(404)
        html = documents[index].html
        return Response(html, media_type="text/html", headers={"Content-Security-Policy": document_policy(html)})

    async def _pdf(self, request: Request) -> Response:
        return await self._file(request, Format.PDF)

    async def _word(self, request: Request) -> Response:
        return await self._file(request, Format.WORD)

    async def _file(self, request: Request, format_: Format) -> Response:
        index, documents = request.path_params["index"], self.meeting.state.documents
        if index >= len(documents):
            raise HTTPException(404)
        data = await self._in_worker(lambda: self.meeting.file(index, format_))
        name = quote(f"{documents[index].name.rpartition('/')[2]}.{format_}", safe="")
        kind = "inline" if format_ is Format.PDF else "attachment"
        headers = {"Content-Disposition": f"{kind}; filename*=UTF-8''{name}"}  # RFC 6266, 4.3: names have any letters
        return Response(data, media_type=_MEDIA.get(format_, _WORD), headers=headers)

    async def _pages(self, request: Request) -> Response:
        from naravard_docs.preview.pdf_pages import page_sizes

        index = request.path_params["index"]
        sizes = await self._in_worker(lambda: page_sizes(self.meeting.file(index, Format.PDF)))
        return JSONResponse({"sizes": sizes})

    async def _page_picture(self, request: Request) -> Response:
        from naravard_docs.preview.pdf_pages import page_picture

        index, page = request.path_params["index"], request.path_params["page"]
        picture = await self._in_worker(lambda: page_picture(self.meeting.file(index, Format.PDF), page))
        if picture is None:
            raise HTTPException(404)
        return Response(picture, media_type="image/png")

    async def _save(self, request: Request) -> Response:
        order = await _read(request, SaveOrder)
        path = self.meeting.path

        def save() -> None:
            save_source(path, order.text, order.digest, self.meeting.state.source, order.keeps_other)
            self.refresh()

        try:
            await self._in_worker(save)
        except ChangedMeanwhileError as error:
            return JSONResponse(_source_values(error.now), 409)
        except ReadOnlyError as error:
            return _told(error.why, 403)
        return JSONResponse(_source_values(self.meeting.state.source))

    async def _copy(self, request: Request) -> Response:
        order = await _read(request, TextOrder)
        copy = await self._in_worker(lambda: write_copy(self.meeting.path, order.text.encode("utf-8")))
        return JSONResponse({"name": copy.name})

    async def _check(self, request: Request) -> Response:
        order = await _read(request, TextOrder)
        problems = await self._in_worker(lambda: self.meeting.problems_of_text(order.text))
        return JSONResponse({"problems": shown_problems(problems, self.meeting.path)})

    async def _in_worker(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._worker, work)


def _source_values(source: SourceText) -> dict[str, Any]:
    return {"text": source.text, "digest": source.digest, "whyReadOnly": source.why_read_only}


async def _read(request: Request, kind: type[T]) -> T:
    """Return what a request that writes brings, which is JSON: no form of another page can send it unasked."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise HTTPException(415, _NOT_UNDERSTOOD)
    try:
        order = msgspec.json.decode(await request.body(), type=kind)
        order.text.encode("utf-8")  # type: ignore[attr-defined]  # both kinds have one
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise HTTPException(400, _NOT_UNDERSTOOD) from error
    return order


def _told(message: str, status: int, remedy: str = "") -> Response:
    return JSONResponse({"message": message, "remedy": remedy}, status)


async def _http_error(_request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - it is what this is registered for
    told = _NOT_THERE if error.status_code in (403, 404, 405) else error.detail
    return PlainTextResponse(told, error.status_code, error.headers)


async def _not_ready(_request: Request, error: Exception) -> Response:
    return _told(str(error), 409)


async def _command_error(_request: Request, error: Exception) -> Response:
    message, remedy = (error.message, error.remedy) if isinstance(error, CommandError) else (str(error), "")
    return _told(message[:1].upper() + message[1:], 500, remedy)


async def _internal_error(_request: Request, _error: Exception) -> Response:
    return _told(_INTERNAL, 500)


_HANDLERS: Any = {
    HTTPException: _http_error,
    DocumentNotReadyError: _not_ready,
    NaravardError: _command_error,
    Exception: _internal_error,
}
