"""What a browser sends: fields and files, held in memory alone. A file of somebody's passport must not lie in a temporary folder."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping

import msgspec
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import FormParser, MultiPartException, MultiPartParser
from starlette.requests import Request

LIMIT = 24_000_000
"""Bytes of one request: a photo of 8 MB in its form, or a list of 100,000 lines."""


class Upload(msgspec.Struct, frozen=True):
    """One file."""

    name: str
    content: bytes


class Form(msgspec.Struct, frozen=True):
    """What was sent. A field that was not sent is empty."""

    fields: Mapping[str, tuple[str, ...]] = {}
    files: Mapping[str, Upload] = {}

    def text(self, name: str) -> str:
        """The first value of a field, without spaces around it."""
        return self.fields.get(name, ("",))[0].strip()

    def raw(self, name: str) -> str:
        """The first value of a field as it was typed: a password may begin with a space."""
        return self.fields.get(name, ("",))[0]

    def many(self, name: str) -> tuple[str, ...]:
        """Every value of a field."""
        return self.fields.get(name, ())

    def file(self, name: str) -> Upload | None:
        """A file that was chosen."""
        return self.files.get(name)


class _InMemory(MultiPartParser):
    spool_max_size = LIMIT + 1


async def read(request: Request) -> Form:
    """The form of a POST; raises 413 beyond `LIMIT`, 400 for what is no form."""
    if request.method != "POST":
        return Form()
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    try:
        if kind == "multipart/form-data":
            sent = await _InMemory(request.headers, _limited(request), max_files=4, max_fields=200).parse()
        elif kind == "application/x-www-form-urlencoded":
            sent = await FormParser(request.headers, _limited(request), max_fields=2000).parse()
        else:
            raise HTTPException(415)
    except MultiPartException as wrong:
        raise HTTPException(400, wrong.message) from wrong
    fields: dict[str, tuple[str, ...]] = {}
    files: dict[str, Upload] = {}
    for name, value in sent.multi_items():
        if isinstance(value, UploadFile):
            if value.filename:
                files[name] = Upload(value.filename, await value.read())
            await value.close()
        else:
            fields[name] = (*fields.get(name, ()), value)
    return Form(fields, files)


async def _limited(request: Request) -> AsyncGenerator[bytes, None]:
    seen = 0
    async for chunk in request.stream():
        seen += len(chunk)
        if seen > LIMIT:
            raise HTTPException(413)
        yield chunk
