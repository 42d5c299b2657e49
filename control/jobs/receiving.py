"""A form with files, to disk as it comes: memory holds a chunk, whatever is sent."""

import asyncio
import shutil
import uuid
from pathlib import Path
from typing import Any, NamedTuple

from fastapi import HTTPException, Request
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.requests import ClientDisconnect

from orin.runtime.uploads.archive import MOST_FILES

_MOST_FIELDS = 100
_MOST_FIELD_BYTES = 256 * 2**10
_BUFFER = 2**20
_STALLED_AFTER = 30.0
"""Seconds without a byte after which a sender is not waited for any more."""
_SPARE = 256 * 2**20
"""Bytes that an upload leaves free on the disk."""


class SentFile(NamedTuple):
    """A file as it was sent: what its sender calls it says nothing about where it lies."""

    called: str
    path: Path
    size: int


class Form(NamedTuple):
    """What was sent: the fields' texts by name, and the files in order."""

    fields: dict[str, list[str]]
    files: list[SentFile]


async def receive(request: Request, folder: Path, most: int) -> Form:
    """Reads a multipart form of at most `most` bytes; its files are in `folder` then.

    HTTPException 415 for another type, 413 for too much, 408 for a sender that stalls, 507 for a full disk, 422 for
    what is no form.
    """
    kind, options = parse_options_header(request.headers.get("content-type", ""))
    if kind != b"multipart/form-data" or not options.get(b"boundary"):
        raise HTTPException(415, "send a form: Content-Type multipart/form-data, with a file (curl -F file=@clip.mp4)")
    stated = request.headers.get("content-length", "0")
    if stated.isdecimal() and int(stated) > most:
        raise _too_much(most)
    sink = _Sink(folder)
    parser = MultipartParser(options[b"boundary"], sink.callbacks())  # type: ignore[arg-type]
    received = 0
    writing: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    writing.set_result(None)
    chunks = request.stream().__aiter__()
    try:
        while True:
            chunk = await asyncio.wait_for(anext(chunks, None), _STALLED_AFTER)
            if chunk is None:
                break
            received += len(chunk)
            if received > most:
                raise _too_much(most)
            parser.write(chunk)
            if sink.full:
                _check_room(folder)
                # One buffer is written while the next comes.
                await writing
                writing = asyncio.get_running_loop().run_in_executor(None, write, sink.take())
        await writing
        await asyncio.to_thread(write, sink.take())
        sink.check_whole()
        parser.finalize()
    except TimeoutError:
        raise HTTPException(408, f"nothing came for {_STALLED_AFTER:g} s: send it again") from None
    except ClientDisconnect:
        raise HTTPException(400, "the connection broke before all of it was here: send it again") from None
    except (FormParserError, UnicodeDecodeError) as error:
        raise HTTPException(422, f"this is not a whole multipart form: {error}") from None
    finally:
        await asyncio.wait({writing})
        sink.abandon()
    return sink.form


def _too_much(most: int) -> HTTPException:
    return HTTPException(413, f"it is larger than {most} bytes (ORIN_JOBS_UPLOAD_MAX_BYTES): send a shorter clip")


def _check_room(folder: Path) -> None:
    if shutil.disk_usage(folder).free < _SPARE:
        raise HTTPException(507, "the disk of the server is full: tell whoever looks after it, and send it again later")


class Written(NamedTuple):
    """Parts of files in order, and the files that end with them."""

    parts: list[tuple[Any, bytes]]
    ended: list[Any]


def write(taken: Written) -> None:
    for file, data in taken.parts:
        file.write(data)
    for file in taken.ended:
        file.close()


class _Sink:
    """Takes the parser's callbacks. Fields stay in memory, files are written when `full` says so."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.form = Form({}, [])
        self._header = self._value = b""
        self._headers: dict[bytes, bytes] = {}
        self._name = ""
        self._called: str | None = None
        self._path = folder
        self._file: Any = None
        self._size = 0
        self._pending: list[tuple[Any, bytes]] = []
        self._closing: list[Any] = []
        self._held = 0
        self._text = bytearray()
        self._whole = False

    def callbacks(self) -> dict[str, Any]:
        return {
            "on_part_begin": self._begin,
            "on_header_field": self._header_name,
            "on_header_value": self._header_value,
            "on_header_end": self._header_end,
            "on_headers_finished": self._headers_finished,
            "on_part_data": self._data,
            "on_part_end": self._end,
            "on_end": self._over,
        }

    @property
    def full(self) -> bool:
        return self._held >= _BUFFER

    def take(self) -> Written:
        """What is to be written now."""
        taken = Written(self._pending, self._closing)
        self._pending, self._closing, self._held = [], [], 0
        return taken

    def check_whole(self) -> None:
        """HTTPException 422 where the form has no end."""
        if not self._whole:
            raise HTTPException(422, "this is not a whole multipart form: its end is missing")

    def abandon(self) -> None:
        for file in (*self._closing, self._file):
            if file is not None:
                file.close()

    def _begin(self) -> None:
        self._headers, self._header, self._value = {}, b"", b""
        self._text = bytearray()
        self._size, self._file, self._called = 0, None, None

    def _header_name(self, data: bytes, start: int, end: int) -> None:
        self._header += data[start:end]

    def _header_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _header_end(self) -> None:
        self._headers[self._header.lower()] = self._value
        self._header = self._value = b""

    def _headers_finished(self) -> None:
        _, options = parse_options_header(self._headers.get(b"content-disposition", b""))
        self._name = options.get(b"name", b"").decode()[:100]
        if b"filename" not in options:
            if sum(map(len, self.form.fields.values())) >= _MOST_FIELDS:
                raise HTTPException(413, f"a form has at most {_MOST_FIELDS} fields")
            return
        if len(self.form.files) >= MOST_FILES:
            raise HTTPException(413, f"a form has at most {MOST_FILES} files: send a ZIP archive")
        self._called = options[b"filename"].decode(errors="replace")
        self._path = self._folder / uuid.uuid4().hex
        self._file = self._path.open("xb", buffering=0)

    def _data(self, data: bytes, start: int, end: int) -> None:
        self._size += end - start
        if self._file is not None:
            self._pending.append((self._file, data[start:end]))
            self._held += end - start
            return
        if self._size > _MOST_FIELD_BYTES:
            raise HTTPException(413, f"field {self._name!r} is larger than {_MOST_FIELD_BYTES >> 10} KiB")
        self._text += data[start:end]

    def _end(self) -> None:
        if self._file is None:
            self.form.fields.setdefault(self._name, []).append(self._text.decode())
            return
        assert self._called is not None
        self.form.files.append(SentFile(self._called, self._path, self._size))
        self._closing.append(self._file)
        self._file = None

    def _over(self) -> None:
        self._whole = True
