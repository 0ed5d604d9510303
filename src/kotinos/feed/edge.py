"""The edge: one process (or part of one) that carries the feed to its readers over SSE and WebSocket."""

from __future__ import annotations

import asyncio
import os
import random
import select
import time
from collections import deque
from collections.abc import Sequence
from datetime import UTC, datetime

from kotinos.feed import http, sse, websocket, wire
from kotinos.feed.asked import Asked, asked, document_key
from kotinos.feed.channels import Channels
from kotinos.feed.door import Door, Guest
from kotinos.feed.history import History, Pruned, read_chunk
from kotinos.feed.lane import Lane
from kotinos.feed.limits import Limits
from kotinos.feed.metrics import metrics
from kotinos.feed.reader import Reader, Sender
from kotinos.feed.ring import Ring, Step, steps
from kotinos.feed.snapshot import Snapshots
from kotinos.feed.sweep import Sweep
from kotinos.results.publications import Publication, Publications

TICK_S = 0.02


class Edge:
    """A feed edge over a store of publications. Make it inside a running loop; all methods belong to that loop's thread."""

    def __init__(self, store: Publications, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self.store = store
        self.ring = _load(store, self.limits)
        self.lanes: dict[tuple[Channels, float], Lane] = {}
        self.sender = Sender(self.ring, self._wait, self._past, self._gone)
        self.sweep = Sweep(self.sender)
        self.history = History(store, self.limits.history)
        self.snapshots = Snapshots(store, self.limits.replies)
        self.door = Door(self.limits, self._serve, self._ready)
        self.reloads: dict[str, int] = {}
        self.closed: dict[str, int] = {}
        self._loop = asyncio.get_running_loop()
        self._tasks: set[asyncio.Task[None]] = set()
        self._ticks = 0
        self._beats: deque[Reader] = deque()
        self._timer = self._loop.call_later(TICK_S, self._tick)

    # -- intake ------------------------------------------------------------------------------------------------------

    def offer(self, rows: Sequence[Publication]) -> None:
        """Take rows that the store already has. Known ones are left out; raises `Gap` when some are missing before them."""
        head = self.ring.head
        fresh = [row for row in rows if row.offset > head] if rows and rows[0].offset <= head else rows
        self.take(list(steps(self.ring.epoch, fresh)))

    def take(self, found: Sequence[Step]) -> None:
        """Take the steps that follow the head, and set out to every reader who wants something of them; raises `Gap`."""
        now = time.time()
        for step in found:
            step.received = now
            self.ring.append(step)
        for lane in self.lanes.values():
            if not lane.delay and lane.feed(found, now):
                self.sweep.add(lane)
        self.sweep.start()

    # -- connections -------------------------------------------------------------------------------------------------

    def open(self, host: str = "127.0.0.1", port: int = 0) -> int:
        """Listen; returns the port."""
        return self.door.open(host, port)

    async def close(self) -> None:
        """Tell readers to go elsewhere, and let go of everything but the store."""
        self._timer.cancel()
        self.door.shut()
        farewell = websocket.close(websocket.Close.GOING_AWAY, "this edge is closing")
        for lane in self.lanes.values():
            for reader in list(lane.readers.values()):
                if reader.transport == wire.WS:
                    self.sender.say(reader, farewell)
        self.door.close()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self.history.close()
        self.snapshots.close()

    def _serve(self, guest: Guest, request: http.Request) -> None:
        if request.path in ("/stream", "/ws"):
            if (request.path == "/ws") != bool(request.accept):
                raise http.Rejected(
                    *((426, "upgrade to WebSocket here") if request.path == "/ws" else (400, "/ws upgrades"))
                )
            wanted = asked(request, self.limits)
            self._task(self._begin(guest, request, wanted)) if wanted.delay else self._admit(
                guest, request, wanted, None
            )
        elif request.path == "/snapshot":
            self._task(self._snapshot(guest, asked(request, self.limits)))
        elif request.path == "/versions":
            self._task(self._versions(guest, document_key(request)))
        elif request.path == "/health":
            self._plain(
                guest, b'{"epoch":"%s","offset":%d}' % (self.ring.epoch.encode(), self.ring.head), "application/json"
            )
        elif request.path == "/metrics":
            self._plain(guest, metrics(self).encode(), "text/plain; version=0.0.4")
        else:
            raise http.Rejected(404, "nothing here; there are /stream, /ws, /snapshot, /versions, /health and /metrics")

    def _plain(self, guest: Guest, body: bytes, kind: str) -> None:
        self.door.reply(guest, http.answer(200, body, kind, self.limits.origin))

    async def _snapshot(self, guest: Guest, wanted: Asked) -> None:
        try:
            upto = await self._offset_for(wanted)
            body = await self.snapshots.body(wanted.channels, upto)
        except http.Rejected as error:
            self.door.refuse(guest, error, str(error.status))
            return
        self._plain(guest, body, "application/json")

    async def _versions(self, guest: Guest, key: str) -> None:
        self._plain(guest, await self.snapshots.versions(key, self.ring.head), "application/json")

    async def _offset_for(self, wanted: Asked) -> int:
        if wanted.at:
            return min(await self.snapshots.offset_at(wanted.at), self.ring.head)
        return await self._due(wanted.delay) if wanted.delay else self.ring.head

    async def _due(self, delay: float) -> int:
        """The offset up to which everything is at least ``delay`` seconds old."""
        limit = time.time() - delay
        found = self.ring.received_by(limit)
        if found is not None:
            return found
        instant = datetime.fromtimestamp(limit, UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        return min(await self.snapshots.offset_at(instant), self.ring.start)

    async def _begin(self, guest: Guest, request: http.Request, wanted: Asked) -> None:
        self._admit(guest, request, wanted, await self._due(wanted.delay))

    def _admit(self, guest: Guest, request: http.Request, wanted: Asked, due: int | None) -> None:
        if guest.fd < 0:
            return
        lane = self._lane(wanted, self.ring.head if due is None else due)
        transport = wire.WS if request.accept else wire.SSE
        offset, reason = self._start(lane, wanted)
        head = http.upgrade_head(request.accept) if request.accept else http.stream_head(self.limits.origin)
        greeting = head + self._hello(transport, lane, offset, reason)
        reader = Reader(guest.fd, guest.address, lane, transport, wanted.latest, offset, greeting)
        reader.inbox = guest.parser.left
        self.door.admit(guest, reader)
        lane.readers[reader.fd] = reader
        self._beats.append(reader)
        self.sender.catch_up(reader)
        if reader.inbox and reader.fd >= 0:
            self._heard(reader, b"")

    def _lane(self, wanted: Asked, fed: int) -> Lane:
        key = (wanted.channels, wanted.delay)
        lane = self.lanes.get(key)
        if lane is None:
            lane = self.lanes[key] = Lane(wanted.channels, wanted.delay, fed)
        return lane

    def _start(self, lane: Lane, wanted: Asked) -> tuple[int, str]:
        """Where a reader starts, and why that is not where it wished, if so."""
        if wanted.offset is None:
            return lane.fed, ""
        if wanted.epoch != self.ring.epoch:
            return lane.fed, "epoch"
        if wanted.offset > lane.fed:
            return lane.fed, "ahead"
        if self.ring.head - wanted.offset > self.limits.max_lag:
            return lane.fed, "lag"
        return wanted.offset, ""

    def _hello(self, transport: int, lane: Lane, offset: int, reason: str) -> bytes:
        # Readers of a fallen edge must not all come back in the same instant.
        retry = random.randint(self.limits.retry_ms // 2, self.limits.retry_ms * 3 // 2)  # noqa: S311 (no secret)
        fields = {
            "epoch": self.ring.epoch,
            "head": lane.fed,
            "offset": offset,
            "retry_ms": retry,
            "heartbeat_s": self.limits.heartbeat_s,
        }
        # With a reload to come the browser's place moves only with that: it must not be lost in between.
        hello = wire.event(transport, "hello", fields, self.ring.epoch, None if reason else offset)
        if transport == wire.SSE:
            hello = sse.retry(retry) + hello
        return hello + self._reload(transport, reason, offset) if reason else hello

    def _reload(self, transport: int, reason: str, offset: int) -> bytes:
        self.reloads[reason] = self.reloads.get(reason, 0) + 1
        fields: dict[str, object] = {"reason": reason, "epoch": self.ring.epoch, "offset": offset}
        return wire.event(transport, "reload", fields, self.ring.epoch, offset)

    # -- what readers cause ------------------------------------------------------------------------------------------

    def _ready(self, reader: Reader, events: int) -> None:
        if events & (select.EPOLLHUP | select.EPOLLERR):
            self._gone(reader)
        elif events & select.EPOLLIN:
            self._listen(reader)
        elif events & select.EPOLLRDHUP:
            self._gone(reader)
        if events & select.EPOLLOUT and reader.fd >= 0:
            self.door.want_room(reader, False)
            self.sender.catch_up(reader)

    def _listen(self, reader: Reader) -> None:
        try:
            data = os.read(reader.fd, 2048)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data or reader.transport == wire.SSE:  # the reader of an event stream has nothing more to say
            self._gone(reader)
        else:
            self._heard(reader, data)

    def _heard(self, reader: Reader, data: bytes) -> None:
        try:
            frames, reader.inbox = websocket.control(reader.inbox + data)
        except websocket.Violation as error:
            self.sender.say(reader, websocket.close(error.code, error.reason))
            self._gone(reader, "protocol")
            return
        for op, body in frames:
            if op == websocket.Op.CLOSE:
                self.sender.say(reader, websocket.close(websocket.close_code(body)))
                self._gone(reader)
                return
            if op == websocket.Op.PING:
                pong = websocket.frame(websocket.Op.PONG, body)
                if not self.sender.say(reader, pong) and reader.fd >= 0:
                    reader.control = pong

    def _wait(self, reader: Reader) -> None:
        reader.behind = True
        reader.blocked_at = self._loop.time()
        self.door.want_room(reader, True)

    def _gone(self, reader: Reader, cause: str = "left") -> None:
        if reader.fd < 0:
            return
        self.closed[cause] = self.closed.get(cause, 0) + 1
        reader.behind = True  # a sweep under way passes it by
        lane = reader.lane
        lane.readers.pop(reader.fd, None)
        lane.idle_since = self._loop.time()
        self.door.drop(reader)

    def _past(self, reader: Reader) -> None:
        if self.ring.head - reader.offset > self.limits.max_lag:
            self._give_up(reader, "lag")
        else:
            self._task(self._remember(reader))

    async def _remember(self, reader: Reader) -> None:
        """Send a reader the next chunk of what left the ring."""
        try:
            chunk = await self.history.after(reader.offset)
        except Pruned:
            self._give_up(reader, "pruned")
            return
        if reader.fd < 0:
            return
        lane = reader.lane
        known = [step for step in chunk.steps if step.end <= lane.fed]
        cuts = [cut for step in known if (cut := lane.choose(step)) is not None]
        if self.sender.send(reader, cuts, min(chunk.end, lane.fed)):
            self._loop.call_soon(self._go_on, reader)

    def _go_on(self, reader: Reader) -> None:
        if reader.fd >= 0:
            self.sender.catch_up(reader)

    def _give_up(self, reader: Reader, reason: str) -> None:
        """Tell a reader that it cannot have everything, and why; it goes on from the present when it comes again."""
        if reader.fd >= 0:
            reader.behind = False
            self.sender.say(reader, self._reload(reader.transport, reason, reader.lane.fed))
            if reader.transport == wire.WS:
                self.sender.say(reader, websocket.close(websocket.Close.TRY_AGAIN_LATER, reason))
            self._gone(reader, reason)

    def _task(self, work: object) -> None:
        task: asyncio.Task[None] = self._loop.create_task(work)  # type: ignore[arg-type]
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    # -- the clock ---------------------------------------------------------------------------------------------------

    def _tick(self) -> None:
        self._timer = self._loop.call_later(TICK_S, self._tick)
        self._ticks = self.sweep.tick = self._ticks + 1
        for lane in self.lanes.values():
            if lane.delay and lane.fed < self.ring.head:
                self._feed_late(lane)
        self._beat()
        if self._ticks % 50 == 0:
            self.door.look_at_the_clock()
            self._tidy()
        self.sweep.start()

    def _feed_late(self, lane: Lane) -> None:
        if lane.fed >= self.ring.start:
            if lane.feed(self.ring.since(lane.fed), time.time()):
                self.sweep.add(lane)
        elif not lane.fetching:
            lane.fetching = True
            self._task(self._feed_from_store(lane))

    async def _feed_from_store(self, lane: Lane) -> None:
        try:
            chunk = await self.history.after(lane.fed)
            if lane.feed(chunk.steps, time.time()):
                self.sweep.add(lane)
        finally:
            lane.fetching = False

    def _beat(self) -> None:
        """Say to a slice of the readers that the feed lives; the slices of one heartbeat together are all of them."""
        every = max(1, round(self.limits.heartbeat_s / TICK_S))
        made: dict[tuple[int, int], bytes] = {}
        for _ in range(-(-len(self._beats) // every)):
            reader = self._beats.popleft()
            if reader.fd < 0:
                continue
            self._beats.append(reader)
            if reader.behind or self._ticks - reader.stirred < every:
                continue
            if reader.number != reader.lane.tip:
                continue
            place = (reader.transport, reader.lane.fed)
            data = made.get(place)
            if data is None:
                data = made[place] = wire.event(place[0], "beat", {"head": place[1]}, self.ring.epoch, place[1])
            if self.sender.say(reader, data):
                reader.stirred = self._ticks

    def _tidy(self) -> None:
        now = self._loop.time()
        for key, lane in list(self.lanes.items()):
            kept = lane.number_after(self.ring.start)
            for reader in list(lane.readers.values()):
                if (
                    not reader.behind and reader.number < kept
                ):  # still to have its turn: its place in the lane is about to go
                    self.sender.fall_behind(reader)
            lane.trim(self.ring.start)
            if not lane.readers and now - lane.idle_since > 30:
                del self.lanes[key]
            for reader in list(lane.readers.values()):
                if reader.behind and now - reader.blocked_at > self.limits.stall_s:
                    self._gone(reader, "stalled")


def _load(store: Publications, limits: Limits) -> Ring:
    """A ring that holds as much of the store's end as it may."""
    start = max(0, store.head()[0] - limits.ring_steps)
    if start:  # not inside a step
        start = next((row.offset for row in store.read(start - 1) if row.last), start)
    ring = Ring(store.epoch, start, limits.ring_bytes, limits.ring_steps)
    while rows := read_chunk(store, ring.head).steps:
        for step in rows:
            ring.append(step)
    return ring
