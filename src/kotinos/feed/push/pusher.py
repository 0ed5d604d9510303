"""Pushes documents to one client until it has said 200 to each. A client that fails delays nobody but itself."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Callable, Iterable, Sequence

import httpx
import msgspec
import structlog

from kotinos import __version__
from kotinos.feed.channels import Channels
from kotinos.feed.push.clients import PushClient
from kotinos.feed.push.cursors import Cursors
from kotinos.feed.push.outbox import Outbox
from kotinos.journal.event import Bus
from kotinos.results.publications import Publication, Publications

TOPIC = "publications"
READ = 200
XML = "application/xml; charset=UTF-8"

Form = Callable[[Publication], Sequence[bytes]]
"""Makes the messages of a document, none when clients get nothing of it. Called on a thread; the same document gives the same bytes."""

log = structlog.get_logger("push")


class Timing(msgspec.Struct, frozen=True, kw_only=True):
    """Seconds: between attempts, for one attempt, between LIVE versions of one document, between two looks at the store.

    ``window``: documents that wait for one client in memory; ``under_way``: posts to one client at the same time.
    """

    retry_s: float = 5.0
    timeout_s: float = 5.0
    gap_s: float = 0.25
    look_s: float = 0.5
    window: int = 1000
    under_way: int = 4


class Pusher:
    """One client's deliveries. ``delivered``, ``left_out``, ``failures`` count; ``last_error`` says why the last attempt failed."""

    def __init__(
        self,
        client: PushClient,
        store: Publications,
        cursors: Cursors,
        form: Form,
        bus: Bus,
        timing: Timing | None = None,
        media_type: str = XML,
    ) -> None:
        self.media_type = media_type
        self.client, self._store, self._cursors, self._form, self._bus = client, store, cursors, form, bus
        self._timing = timing or Timing()
        self._channels = Channels(client.channels)
        self._outbox = Outbox(self._timing.gap_s)
        self._done: set[int] = set()
        self._settled = self._read_to = self._floor = 0
        self._newest: frozenset[int] = frozenset()
        self._paused_until = 0.0
        self._stirred = asyncio.Event()
        self._settling = asyncio.Lock()
        self._posts: set[asyncio.Task[None]] = set()
        self.delivered = self.left_out = self.failures = 0
        self.last_error = ""

    @property
    def lag(self) -> int:
        """Offsets of the store that the client does not have yet, as far as they are known."""
        return self._read_to - self._settled

    async def run(self) -> None:
        """Deliver until cancelled. Cancelling loses nothing: what was not acknowledged goes out again at the next start."""
        await asyncio.to_thread(self._resume)
        headers = {
            "Content-Type": self.media_type, "Content-Encoding": "gzip", "Connection": "Keep-Alive",
            "X-API-KEY": self.client.api_key, "User-Agent": f"kotinos/{__version__}",
        }  # fmt: skip
        async with httpx.AsyncClient(headers=headers, timeout=self._timing.timeout_s, trust_env=False) as http:
            listening = asyncio.create_task(self._listen())
            try:
                while True:
                    self._stirred.clear()
                    await self._fill()
                    self._post_what_may(http)
                    await self._wait()
            finally:
                listening.cancel()
                if self._posts:
                    # One that is cut off may still arrive, behind what the next start sends: those under way are heard out.
                    await asyncio.wait(self._posts, timeout=self._timing.timeout_s)
                for post in self._posts:
                    post.cancel()
                await asyncio.gather(listening, *self._posts, return_exceptions=True)

    def _resume(self) -> None:
        place = self._cursors.place(self.client.name)
        if place is None:
            offset = 0 if self.client.from_start else self._store.head()[0]
            self._cursors.begin(self.client.name, self._store.epoch, offset)
        elif place.epoch != self._store.epoch:
            # Offsets of another run mean nothing here; the newest version of everything makes good whatever was missed.
            log.warning("the store has another epoch; pushing the newest of everything", client=self.client.name)
            self._cursors.begin(self.client.name, self._store.epoch, 0, self._store.head()[0])
        place = self._cursors.place(self.client.name)
        assert place is not None
        self._settled = self._read_to = place.offset
        self._done, self._floor = set(place.beyond), place.floor
        if self._settled < self._floor:
            self._newest = frozenset(row.offset for row in self._store.latest(upto=self._floor))

    async def _listen(self) -> None:
        """Look again whenever the bus speaks, and now and then anyway."""
        while True:
            begun = asyncio.get_running_loop().time()
            await self._bus.wait(TOPIC, self._read_to, self._timing.look_s)
            self._stirred.set()
            await asyncio.sleep(max(0.0, 0.002 - (asyncio.get_running_loop().time() - begun)))

    async def _fill(self) -> None:
        """Read on in the store, as far as there is room."""
        while len(self._outbox) < self._timing.window:
            try:
                rows = await asyncio.to_thread(self._store.read, self._read_to, READ)
            except Exception as error:  # whatever a database driver raises: weather, looked at again in a moment
                log.warning("the store cannot be read, trying again", client=self.client.name, error=str(error))
                return
            over = [row.offset for row in rows if not self._wanted(row)]
            for row in rows:
                if self._wanted(row) and (replaced := self._outbox.add(row)) is not None:
                    over.append(replaced.offset)
                    self.left_out += 1
            if rows:
                self._read_to = rows[-1].offset
            await self._settle(over)
            if len(rows) < READ:
                return

    def _wanted(self, row: Publication) -> bool:
        if row.offset in self._done or (row.offset <= self._floor and row.offset not in self._newest):
            return False
        return self._channels.match(row.type, row.rsc)

    async def _settle(self, offsets: Iterable[int]) -> None:
        """These need no more work; keep on disk what follows from that."""
        async with self._settling:
            fresh = [offset for offset in offsets if offset not in self._done]
            if not fresh:
                return
            self._done.update(fresh)
            while self._settled + 1 in self._done:
                self._settled += 1
                self._done.discard(self._settled)
            beyond = [offset for offset in fresh if offset > self._settled]
            await asyncio.to_thread(self._cursors.settle, self.client.name, self._settled, beyond)

    def _post_what_may(self, http: httpx.AsyncClient) -> None:
        now = asyncio.get_running_loop().time()
        # After a failure of the client one post at a time tries whether it is back.
        most = 1 if self.last_error else self._timing.under_way
        while now >= self._paused_until and len(self._posts) < most and (row := self._outbox.take(now)) is not None:
            post = asyncio.create_task(self._post(http, row))
            self._posts.add(post)
            post.add_done_callback(self._posts.discard)

    async def _wait(self) -> None:
        """Until something happened, or the time of something that waits has come."""
        now = asyncio.get_running_loop().time()
        soonest = self._outbox.next_at()
        delay = (
            None
            if soonest is None or len(self._posts) >= self._timing.under_way
            else max(soonest, self._paused_until) - now
        )
        try:
            async with asyncio.timeout(None if delay is None else max(0.001, delay)):
                await self._stirred.wait()
        except TimeoutError:
            pass

    async def _post(self, http: httpx.AsyncClient, row: Publication) -> None:
        try:
            error, alone = await self._attempt(http, row)
        except Exception as unexpected:  # the form's own fault: it must not hold up everything behind it
            log.error(
                "a document cannot be formed and is left out",
                client=self.client.name,
                key=row.key,
                error=repr(unexpected),
            )
            error, alone = "", False
        now = asyncio.get_running_loop().time()
        if error:
            self.failures += 1
            if not alone:
                self._paused_until, self.last_error = now + self._timing.retry_s, error
            log.warning(
                "not delivered, trying again", client=self.client.name, key=row.key, offset=row.offset, error=error
            )
            self._outbox.failed(row, now + self._timing.retry_s)
        else:
            self.last_error = ""
            self._outbox.sent(row, now)
            await self._settle([row.offset])
        self._stirred.set()

    async def _attempt(self, http: httpx.AsyncClient, row: Publication) -> tuple[str, bool]:
        """Post each message of a document once. Returns what went wrong, if anything, and whether that is this document's trouble alone."""
        for number, body in enumerate(await asyncio.to_thread(self._form, row), start=1):
            error, alone = await self._send(
                http, body, f"{self._store.epoch}:{row.offset}" + f"/{number}" * (number > 1)
            )
            if error:
                return error, alone
        return "", False

    async def _send(self, http: httpx.AsyncClient, body: bytes, name: str) -> tuple[str, bool]:
        content = await asyncio.to_thread(gzip.compress, body, 6, mtime=0)
        try:
            answer = await http.post(self.client.url, content=content, headers={"X-Message-Id": name})
        except httpx.HTTPError as error:
            return f"{type(error).__name__}: {error}", False
        if answer.status_code == 200:
            self.delivered += 1
            return "", False
        return f"HTTP {answer.status_code}", answer.status_code < 500 and answer.status_code not in (
            401,
            403,
            404,
            408,
            429,
        )


async def push_all(
    clients: Iterable[PushClient],
    store: Publications,
    cursors: Cursors,
    form: Form,
    bus: Bus,
    timing: Timing | None = None,
    media_type: str = XML,
) -> None:
    """Deliver to every client until cancelled, each on its own. ``media_type`` is that of the messages that ``form`` makes."""
    async with asyncio.TaskGroup() as group:
        for client in clients:
            group.create_task(
                Pusher(client, store, cursors, form, bus, timing, media_type).run(), name=f"push {client.name}"
            )
