"""Requests: GET and upgrade only, bounded, parsed by httptools, checked here."""

from __future__ import annotations

from urllib.parse import parse_qsl

import httptools
import msgspec

from kotinos.feed import websocket

TOKEN_HEADERS = frozenset({"connection", "upgrade"})
KEPT = TOKEN_HEADERS | frozenset(
    {
        "host",
        "last-event-id",
        "sec-websocket-key",
        "sec-websocket-version",
        "x-forwarded-for",
        "content-length",
        "transfer-encoding",
    }
)


class Rejected(Exception):
    """A request that is answered with an error. The message goes to the client."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """A checked request. ``query`` holds each parameter once; ``accept`` is the answer to a WebSocket's key, empty without an upgrade."""

    path: str
    query: dict[str, str]
    headers: dict[str, str]
    accept: str = ""


REASONS = {
    200: "OK",
    400: "Bad Request",
    404: "Not Found",
    405: "Method Not Allowed",
    408: "Request Timeout",
    413: "Content Too Large",
    426: "Upgrade Required",
    431: "Request Header Fields Too Large",
    503: "Service Unavailable",
}


class RequestParser:
    """Takes the bytes of one request as they come; `feed` returns it when its head is complete."""

    def __init__(self, limit: int) -> None:
        self._limit, self._size = limit, 0
        self._url = b""
        self._headers: dict[str, str] = {}
        self._complete = False
        self.left = b""
        """What came after an upgrade: the first bytes of the WebSocket."""
        self._parser = httptools.HttpRequestParser(self)

    # What httptools calls.

    def on_url(self, url: bytes) -> None:
        if self._complete:
            raise Rejected(400, "one request on one connection")
        self._url += url

    def on_header(self, name: bytes, value: bytes) -> None:
        key = name.decode("latin-1").lower()
        if key not in KEPT:
            return
        text = value.decode("latin-1")
        if key in self._headers:
            if key not in TOKEN_HEADERS and key != "x-forwarded-for":
                raise Rejected(400, f"header {key} stands there twice")
            text = f"{self._headers[key]}, {text}"
        self._headers[key] = text

    def on_headers_complete(self) -> None:
        self._complete = True

    def feed(self, data: bytes) -> Request | None:
        """Take more bytes. Returns the request, or ``None`` while more are needed; raises `Rejected`."""
        self._size += len(data)
        if self._size > self._limit:
            raise Rejected(431, f"the request has more than {self._limit} bytes")
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserUpgrade as upgrade:
            self.left = data[upgrade.args[0] :]
        except httptools.HttpParserCallbackError as error:
            raise (
                error.__context__ if isinstance(error.__context__, Rejected) else Rejected(400, "no HTTP request")
            ) from None
        except httptools.HttpParserError:
            # What follows a complete head (a body, a second request) is refused below by its own name, if at all.
            if not self._complete:
                raise Rejected(400, "no HTTP request") from None
        return self._request() if self._complete else None

    def _request(self) -> Request:
        method = self._parser.get_method()
        if method != b"GET":
            raise Rejected(405, "only GET is answered here")
        headers = self._headers
        if headers.get("content-length", "0") != "0" or "transfer-encoding" in headers:
            raise Rejected(413, "a GET has no body")
        path, query = _address(self._url)
        accept = ""
        if "websocket" in _tokens(headers, "upgrade") and "upgrade" in _tokens(headers, "connection"):
            accept = _accept(headers, self._parser.get_http_version())
        return Request(path=path, query=query, headers=headers, accept=accept)


def _address(url: bytes) -> tuple[str, dict[str, str]]:
    try:
        parsed = httptools.parse_url(url)
        path = (parsed.path or b"").decode("ascii")
        pairs = parse_qsl(
            (parsed.query or b"").decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=32
        )
    except (httptools.HttpParserError, ValueError):
        raise Rejected(400, "the address cannot be read") from None
    query = dict(pairs)
    if len(query) != len(pairs):
        raise Rejected(400, "a parameter stands in the address twice")
    return path, query


def _tokens(headers: dict[str, str], name: str) -> set[str]:
    return {token.strip().lower() for token in headers.get(name, "").split(",")}


def _accept(headers: dict[str, str], version: str) -> str:
    if version != "1.1":
        raise Rejected(400, "a WebSocket needs HTTP/1.1")
    if headers.get("sec-websocket-version") != "13":
        raise Rejected(426, "only WebSocket version 13 is spoken here")
    try:
        return websocket.accept(headers.get("sec-websocket-key", ""))
    except ValueError as error:
        raise Rejected(400, str(error)) from None


def head(status: int, fields: dict[str, str], origin: str) -> bytes:
    """The head of a response; ``origin`` is who may read it in a browser, nobody when empty. Values are ours, never a client's."""
    lines = [f"HTTP/1.1 {status} {REASONS[status]}", *(f"{name}: {value}" for name, value in fields.items())]
    if origin:
        lines.append(f"Access-Control-Allow-Origin: {origin}")
    return "\r\n".join([*lines, "Connection: close", "X-Content-Type-Options: nosniff", "", ""]).encode("latin-1")


def answer(status: int, body: bytes, kind: str, origin: str) -> bytes:
    """A whole response."""
    fields = {"Content-Type": kind, "Content-Length": str(len(body)), "Cache-Control": "no-store"}
    if status == 405:
        fields["Allow"] = "GET"
    if status == 426:
        fields["Sec-WebSocket-Version"] = "13"
    return head(status, fields, origin) + body


def refusal(error: Rejected, origin: str) -> bytes:
    """The response to a request that was rejected."""
    body = msgspec.json.encode({"error": str(error)})
    return answer(error.status, body, "application/json", origin)


def stream_head(origin: str) -> bytes:
    """The head of an SSE stream; proxies are told not to hold it back."""
    fields = {
        "Content-Type": "text/event-stream; charset=utf-8",
        "Cache-Control": "no-store",
        "X-Accel-Buffering": "no",
    }
    return head(200, fields, origin)


def upgrade_head(accept: str) -> bytes:
    """The head that turns a connection into a WebSocket."""
    lines = (
        "HTTP/1.1 101 Switching Protocols",
        "Upgrade: websocket",
        "Connection: Upgrade",
        f"Sec-WebSocket-Accept: {accept}",
    )
    return "\r\n".join([*lines, "", ""]).encode()
