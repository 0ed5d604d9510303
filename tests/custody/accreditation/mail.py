"""A mail server on the loopback that keeps what it is given: enough of RFC 5321 for smtplib, and no more."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage


class _Session(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self.wfile.write(b"220 ready\r\n")
        while line := self.rfile.readline():
            verb = line.strip().split(b" ")[0].upper()
            if verb == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                body = b""
                while (part := self.rfile.readline()) != b".\r\n":
                    body += part.removeprefix(b".") if part.startswith(b"..") else part
                self.server.kept.append(body)  # type: ignore[attr-defined]
                self.wfile.write(b"250 kept\r\n")
            elif verb == b"QUIT":
                self.wfile.write(b"221 bye\r\n")
                return
            else:
                self.wfile.write(b"250 ok\r\n")


@contextmanager
def mail_server() -> Iterator[tuple[int, list[bytes]]]:
    """Its port, and what it was given."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Session) as server:
        server.kept = []  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield server.server_address[1], server.kept  # type: ignore[attr-defined]
        finally:
            server.shutdown()
            thread.join()


def opened(given: bytes) -> EmailMessage:
    """A message from its bytes."""
    made = message_from_bytes(given, policy=policy.default)
    assert isinstance(made, EmailMessage)
    return made
