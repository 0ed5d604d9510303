"""The door: connections come in, say what they want, and get a reply or become readers.

All of them hang on one epoll of their own inside the event loop: a reader then costs a file descriptor and a small object, where a
transport and its protocol would cost several kilobytes.
"""

from __future__ import annotations

import asyncio
import os
import select
import socket
from collections import Counter, deque
from collections.abc import Callable

from kotinos.feed import http
from kotinos.feed.limits import Limits
from kotinos.feed.reader import Reader

AT_ONCE = 64
"""Connections taken, and half as many events handled times eight, before the loop gets its turn."""


class Guest:
    """A connection that has not yet said what it wants, or whose reply is on its way (``reply`` is then the rest of it)."""

    __slots__ = ("address", "deadline", "fd", "parser", "reply", "said", "sock")

    def __init__(self, sock: socket.socket, address: str, parser: http.RequestParser, deadline: float) -> None:
        self.sock, self.fd, self.address, self.parser, self.deadline = sock, sock.fileno(), address, parser, deadline
        self.reply: memoryview | None = None
        self.said = False


class Door:
    """Accepts, reads requests and writes replies. ``serve`` is called with each complete request, ``ready`` for a reader's socket."""

    def __init__(
        self, limits: Limits, serve: Callable[[Guest, http.Request], None], ready: Callable[[Reader, int], None]
    ) -> None:
        self._limits, self._serve, self._ready = limits, serve, ready
        self._loop = asyncio.get_running_loop()
        self._poll = select.epoll()
        self._here: dict[int, Guest | Reader] = {}
        self._addresses: Counter[str] = Counter()
        self._deadlines: deque[tuple[float, Guest]] = deque()
        self._listener: socket.socket | None = None
        self.refused: Counter[str] = Counter()
        self._loop.add_reader(self._poll.fileno(), self._turn)

    def __len__(self) -> int:
        return len(self._here)

    def open(self, host: str, port: int) -> int:
        """Listen; returns the port. Several edges may share one (``SO_REUSEPORT``)."""
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listener = socket.socket(family, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        if self._limits.send_buffer:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, self._limits.send_buffer)
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # accepted sockets inherit both
        listener.bind((host, port))
        listener.listen(4096)
        listener.setblocking(False)
        self._listener = listener
        self._loop.add_reader(listener.fileno(), self._accept)
        bound: int = listener.getsockname()[1]
        return bound

    def shut(self) -> None:
        """Take no more connections."""
        if self._listener is not None:
            self._loop.remove_reader(self._listener.fileno())
            self._listener.close()
            self._listener = None

    def close(self) -> None:
        """Let everybody go."""
        self.shut()
        if self._poll.closed:
            return
        for one in list(self._here.values()):
            self.drop(one)
        self._loop.remove_reader(self._poll.fileno())
        self._poll.close()

    def _accept(self) -> None:
        for _ in range(AT_ONCE):
            if self._listener is None:
                return
            try:
                sock, peer = self._listener.accept()
            except BlockingIOError:
                return
            except OSError:
                # No descriptors left: without a pause the loop would do nothing but try again.
                self.refused["descriptors"] += 1
                self._loop.remove_reader(self._listener.fileno())
                self._loop.call_later(0.5, self._accept_again)
                return
            sock.setblocking(False)
            self._welcome(sock, str(peer[0]))

    def _accept_again(self) -> None:
        if self._listener is not None:
            self._loop.add_reader(self._listener.fileno(), self._accept)

    def _welcome(self, sock: socket.socket, address: str) -> None:
        deadline = self._loop.time() + self._limits.request_s
        guest = Guest(sock, address, http.RequestParser(self._limits.request_bytes), deadline)
        self._here[guest.fd] = guest
        self._addresses[address] += 1
        self._deadlines.append((deadline, guest))
        self._poll.register(guest.fd, select.EPOLLIN | select.EPOLLRDHUP)
        if len(self._here) > self._limits.readers:
            self.refuse(guest, http.Rejected(503, "this edge is full"), "full")
        elif address not in self._limits.trusted_proxies:
            self._check_address(guest)

    def _check_address(self, guest: Guest) -> bool:
        if self._addresses[guest.address] <= self._limits.per_address:
            return True
        self.refuse(guest, http.Rejected(503, "too many connections from this address"), "address")
        return False

    def _turn(self) -> None:
        for fd, events in self._poll.poll(0, AT_ONCE * 4):
            one = self._here.get(fd)
            if isinstance(one, Reader):
                self._ready(one, events)
            elif one is not None:
                self._hear(one, events)

    def _hear(self, guest: Guest, events: int) -> None:
        if guest.reply is not None:
            self._write(guest)
            return
        try:
            data = guest.sock.recv(4096)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data or guest.said:
            if not data:
                self.drop(guest)
            return
        try:
            request = guest.parser.feed(data)
            if request is None:
                return
            guest.said = True
            if guest.address in self._limits.trusted_proxies and not self._rename(guest, request):
                return
            self._serve(guest, request)
        except http.Rejected as error:
            guest.said = True
            self.refuse(guest, error, str(error.status))

    def _rename(self, guest: Guest, request: http.Request) -> bool:
        """Count a connection that a trusted proxy brings for the address that it names."""
        named = request.headers.get("x-forwarded-for", "").rpartition(",")[2].strip()
        if not named:
            return True
        self._forget(guest.address)
        guest.address = named
        self._addresses[named] += 1
        return self._check_address(guest)

    def refuse(self, guest: Guest, error: http.Rejected, cause: str) -> None:
        """Answer with an error, and count its cause."""
        self.refused[cause] += 1
        self.reply(guest, http.refusal(error, self._limits.origin))

    def reply(self, guest: Guest, data: bytes) -> None:
        """Send a whole response, then hang up."""
        if guest.fd < 0:
            return
        guest.said = True
        guest.reply = memoryview(data)
        guest.deadline = self._loop.time() + self._limits.reply_s
        self._deadlines.append((guest.deadline, guest))
        self._write(guest)

    def _write(self, guest: Guest) -> None:
        if guest.fd < 0 or guest.reply is None:
            return
        try:
            sent = guest.sock.send(guest.reply)
        except BlockingIOError:
            sent = 0
        except OSError:
            self.drop(guest)
            return
        guest.reply = guest.reply[sent:]
        if guest.reply:
            self._poll.modify(guest.fd, select.EPOLLOUT)
            return
        # Hang up our side only and wait for theirs: closing with unread bytes would destroy the reply on its way.
        guest.reply = None
        guest.deadline = self._loop.time() + 2.0
        self._deadlines.appendleft((guest.deadline, guest))
        try:
            guest.sock.shutdown(socket.SHUT_WR)
        except OSError:
            self.drop(guest)
            return
        self._poll.modify(guest.fd, select.EPOLLIN)

    def admit(self, guest: Guest, reader: Reader) -> None:
        """A guest becomes a reader: the socket stays, everything else of the guest goes."""
        guest.sock.detach()
        guest.fd = -1
        self._here[reader.fd] = reader

    def want_room(self, reader: Reader, wanted: bool) -> None:
        """Say whether `ready` shall be called when the reader's socket takes more."""
        flags = select.EPOLLIN | select.EPOLLRDHUP | (select.EPOLLOUT if wanted else 0)
        self._poll.modify(reader.fd, flags)

    def drop(self, one: Guest | Reader) -> None:
        """Close a connection."""
        fd, one.fd = one.fd, -1
        if fd < 0:
            return
        del self._here[fd]
        self._forget(one.address)
        if isinstance(one, Guest):
            one.sock.close()
            one.reply = None
        else:
            os.close(fd)

    def _forget(self, address: str) -> None:
        self._addresses[address] -= 1
        if not self._addresses[address]:
            del self._addresses[address]

    def look_at_the_clock(self) -> None:
        """Close guests whose time is over."""
        now = self._loop.time()
        for _ in range(len(self._deadlines)):
            deadline, guest = self._deadlines.popleft()
            if guest.fd < 0:
                continue
            if guest.deadline > now:
                self._deadlines.append((deadline, guest))
            elif guest.said:
                self.drop(guest)
            else:
                self.refuse(guest, http.Rejected(408, "no request came in time"), "408")
