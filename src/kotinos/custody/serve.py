"""The zone as one program: pages over TLS with its background work. The only place that puts its parts together."""

from __future__ import annotations

import asyncio
import signal
import threading
from collections.abc import Callable
from datetime import timedelta

import structlog
import uvicorn

from kotinos.custody.accreditation.letters.outbox import send
from kotinos.custody.accreditation.letters.post import spool
from kotinos.custody.act import Act
from kotinos.custody.card import actions as cards
from kotinos.custody.card import signers
from kotinos.custody.door import api as door
from kotinos.custody.door import serving
from kotinos.custody.gate import scans
from kotinos.custody.people import accounts
from kotinos.custody.pki import certificates, tls
from kotinos.custody.pki.renewing import ServerCertificate
from kotinos.custody.residency import ForbiddenEgress, may_leave
from kotinos.custody.vault import grants, reindexing, rotation
from kotinos.custody.web.app import create
from kotinos.custody.web.zone import Zone

LOOK_EVERY = 10.0
"""Seconds between looks at what may be due."""
OVER_AT_ONCE = 250
"""Cards and passes that end in one transaction: on the last night of the Games it is everybody's."""
DAY = timedelta(days=1)

log = structlog.get_logger("kotinos.custody")


class Served:
    """The pages of ``zone`` on ``host`` and ``port``, with a certificate of the zone's own that renews itself; ``look_every`` as
    `LOOK_EVERY`.
    """

    def __init__(self, zone: Zone, host: str, port: int, look_every: float = LOOK_EVERY) -> None:
        self._zone, self._look_every = zone, look_every
        self.context = tls.server()
        self.context.set_alpn_protocols(["http/1.1"])
        hosts = zone.settings.hosts
        self.certificate = ServerCertificate(self.context, zone.database, zone.issuing, "pages", hosts, zone.clock)
        config = uvicorn.Config(
            create(zone),
            host=host,
            port=port,
            ssl_context_factory=lambda _config, _default: self.context,
            # No line for each request: addresses hold links that open something, and the access log of the zone is the Merkle log.
            access_log=False,
            log_config=None,
            server_header=False,
            proxy_headers=False,  # TLS ends here: who connects is who asks, and no header may say otherwise
            timeout_graceful_shutdown=5,
        )
        self.server = serving.Quiet(config)
        self.door = self._open_door(host)

    def _open_door(self, host: str) -> uvicorn.Server | None:
        """The door, where the domain names the open zone as a way out; else there is none."""
        zone = self._zone
        try:
            may_leave(zone.settings.domain, door.CLIENT, "release")
        except ForbiddenEgress:
            return None
        context = tls.server([zone.issuing.certificate, *zone.issuing.above])
        with zone.database.writing() as connection:
            certificates.publish(connection, Act("clock", zone.clock(), "the door opens"), zone.issuing)
        self._of_door = ServerCertificate(context, zone.database, zone.issuing, "door", zone.settings.hosts, zone.clock)
        return serving.server(zone.vault, context, host, zone.settings.door_port)

    async def run(self) -> None:
        """Serve until told to end (``server.should_exit``)."""
        ending = threading.Event()
        beside = [
            asyncio.create_task(self._look_now_and_then()),
            asyncio.create_task(asyncio.to_thread(self._zone.checkpoints.run, ending)),
        ]
        if self.door:
            beside += [asyncio.create_task(serving.publish(self._zone.vault)), asyncio.create_task(self.door.serve())]
        try:
            await self.server.serve()
        finally:
            ending.set()
            if self.door:
                self.door.should_exit = True
            for task in beside[:1] + beside[2:3]:
                task.cancel()
            await asyncio.gather(*beside, return_exceptions=True)

    async def _look_now_and_then(self) -> None:
        slept = self._zone.clock() - DAY
        copies = self._zone.copies
        while True:
            await asyncio.to_thread(_tried, "certificates", self.certificate.look)
            if self.door:
                await asyncio.to_thread(_tried, "the door's certificate", self._of_door.look)
            await asyncio.to_thread(_tried, "keys", self._rewrap)
            await asyncio.to_thread(_tried, "keys of cards", self._ensure_signers)
            await asyncio.to_thread(_tried, "copies of the ledger", copies.step)
            await asyncio.to_thread(_tried, "letters", self._letters)
            await asyncio.to_thread(_tried, "windows", self._expire)
            if self._zone.clock() - slept >= DAY:
                slept = self._zone.clock()
                await asyncio.to_thread(_tried, "accounts", self._close_dormant)
                await asyncio.to_thread(_tried, "grants", self._rest_grants)
                await asyncio.to_thread(_tried, "scans", self._purge_scans)
            await asyncio.sleep(self._look_every)

    def _letters(self) -> None:
        """Letters into the spool that a mail server takes them from, where the domain lets them leave by mail."""
        zone = self._zone
        own = zone.settings
        try:
            may_leave(own.domain, "mail", "letter")
        except ForbiddenEgress:
            return
        send(zone.vault, Act("clock", zone.clock(), "letters"), zone.office, spool(own.folder / "letters"))

    def _expire(self) -> None:
        """Cards and passes that are over; the status list says so from then on, and with it every gate."""
        act = Act("clock", self._zone.clock(), "past its window")
        for _ in rotation.in_turns(self._zone.database, lambda turn: cards.expire(turn, act, OVER_AT_ONCE)):
            pass

    def _rewrap(self) -> None:
        """What a turn of keys on the console, or one that was cut, left to be done."""
        database, ring = self._zone.database, self._zone.vault.ring
        for _ in (*rotation.rewrap(database, ring), *reindexing.reindex(database, ring)):
            pass
        with database.writing() as connection:
            reindexing.destroy_old(connection, ring, Act("clock", self._zone.clock(), "nobody is indexed by them"))

    def _ensure_signers(self) -> None:
        """The next key that signs cards and lists, announced before the present one stops; another at once for one that was withdrawn."""
        with self._zone.database.writing() as connection:
            act = Act("clock", self._zone.clock(), "before the present one stops")
            signers.ensure(connection, act, self._zone.root)

    def _close_dormant(self) -> None:
        with self._zone.database.writing() as connection:
            accounts.close_dormant(connection, Act("clock", self._zone.clock(), "not used for a fortnight"))

    def _rest_grants(self) -> None:
        with self._zone.database.writing() as connection:
            grants.rest(connection, Act("clock", self._zone.clock(), "past its window, or not used for a fortnight"))

    def _purge_scans(self) -> None:
        with self._zone.database.writing() as connection:
            scans.purge(connection, Act("clock", self._zone.clock(), "their time is over"))


async def serve(zone: Zone, host: str) -> None:
    """Run the zone until SIGTERM or SIGINT."""
    served = Served(zone, host, zone.settings.port)
    loop = asyncio.get_running_loop()

    def end() -> None:
        served.server.should_exit = True

    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, end)
    await served.run()


def _tried(what: str, work: Callable[[], object]) -> None:
    """Background work that fails is said and tried again: the pages go on."""
    try:
        work()
    except Exception as error:
        log.error("background work failed", work=what, error=repr(error))
