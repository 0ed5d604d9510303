"""The open zone's end of the door: asks over mutual TLS, keeps what it gets in the mirror, and goes on when nobody answers."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import httpx
import msgspec
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

from kotinos.codes import canonical
from kotinos.release.mirror import Mirror
from kotinos.release.schema import VERSION, Answer, Crossings, Envelope, EnvelopeKey, Question, Received

T = TypeVar("T")

WAIT = 20
"""Seconds that the sealed zone holds a question for news before it says that there are none."""
AGAIN_AT_MOST = 30.0


class LinkDown(Exception):
    """The sealed zone did not answer, or not as agreed. The text says what happened; what was held before still holds."""


def context(authority: Path, certificate: Path, key: Path) -> ssl.SSLContext:
    """Mutual TLS 1.3: trusts the zone's own authority alone, and shows our certificate."""
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    made.minimum_version = ssl.TLSVersion.TLSv1_3
    made.load_verify_locations(authority)
    made.load_cert_chain(certificate, key)
    return made


class Link:
    """The door at ``url`` (``https://…``), as seen from the open zone."""

    def __init__(self, url: str, trust: ssl.SSLContext, mirror: Mirror) -> None:
        self._client = httpx.AsyncClient(base_url=url, verify=trust, timeout=httpx.Timeout(10, read=WAIT + 10))
        self._mirror = mirror

    async def close(self) -> None:
        """Let go of the connection."""
        await self._client.aclose()

    async def fetch(self, wait: int = WAIT) -> bool:
        """Take what crossed since the last time; whether there is more at once. Raises `LinkDown`."""
        place = self._mirror.place()
        found = await self._call("GET", f"/v1/crossings?after={place}&wait={wait}", None, Crossings)
        if found.version != VERSION:
            raise LinkDown(f"the sealed zone speaks version {found.version} of the schema, this is {VERSION}")
        self._mirror.take(found.crossings)
        return found.more

    async def ask(self, question: Question) -> Answer:
        """Yes, no or unknown. Raises `LinkDown`: no answer is never a yes."""
        return await self._call("POST", "/v1/questions", canonical.encode(question), Answer)

    async def drain(self) -> int:
        """Hand over the envelopes that wait, in their order; how many. Raises `LinkDown` at the first that does not get through."""
        handed = 0
        while waiting := self._mirror.waiting():
            for envelope in waiting:
                await self._hand(envelope)
                self._mirror.sent(envelope)
                handed += 1
        return handed

    async def _hand(self, envelope: Envelope) -> None:
        await self._call("POST", "/v1/envelopes", canonical.encode(envelope), Received)

    async def envelope_key(self) -> X25519PublicKey:
        """The key that new envelopes are sealed to. Raises `LinkDown`."""
        found = await self._call("GET", "/v1/envelope-key", None, EnvelopeKey)
        return X25519PublicKey.from_public_bytes(bytes.fromhex(found.public))

    async def _call(self, method: str, path: str, body: bytes | None, wanted: type[T]) -> T:
        try:
            reply = await self._client.request(method, path, content=body)
        except httpx.HTTPError as error:
            raise LinkDown(f"{method} {path.partition('?')[0]}: {error or type(error).__name__}") from error
        if reply.status_code != 200:
            raise LinkDown(f"{method} {path.partition('?')[0]}: answered {reply.status_code}")
        try:
            return canonical.decode(reply.content, wanted)
        except msgspec.ValidationError as error:
            # Only where it fails is said: what does not fit the schema may hold what should never have crossed.
            where = str(error).rpartition(" - at ")[2]
            raise LinkDown(f"{method} {path.partition('?')[0]}: the reply does not fit the schema at {where}") from None

    async def follow(self, say: Callable[[str], None]) -> None:
        """Fetch and drain until cancelled; a cut link is said once, tried again and said again when it heals."""
        pause, down = 1.0, False
        while True:
            try:
                await self.drain()
                while await self.fetch(0 if down else WAIT):
                    pass
            except LinkDown as error:
                if not down:
                    say(f"the sealed zone cannot be reached: {error}")
                down = True
                await asyncio.sleep(pause)
                pause = min(pause * 2, AGAIN_AT_MOST)
                continue
            if down:
                say("the sealed zone answers again")
            pause, down = 1.0, False
