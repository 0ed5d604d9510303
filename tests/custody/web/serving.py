"""A whole zone on a free loopback port: its own folder, keys, database, certificate and people; nothing of it is made up."""

from __future__ import annotations

import asyncio
import re
import ssl
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
from cryptography.hazmat.primitives import hashes
from playwright.sync_api import BrowserContext, Page, expect

from kotinos.custody.act import Act
from kotinos.custody.people import accounts, codes, enrolment, queries
from kotinos.custody.pki import tls
from kotinos.custody.residency import Domain, Egress
from kotinos.custody.serve import Served
from kotinos.custody.settings import Settings
from kotinos.custody.vault.grants import Approval
from kotinos.custody.web import zone as zones
from kotinos.custody.web.zone import Zone
from tests.servers import wait_until

PASSPHRASE, CA_PASSPHRASE = "an olive branch for everybody", "a wreath of wild olive"
FOUNDERS = (Approval("staff:kai", "Garde"), Approval("staff:ada", "Olivier 2026"))


class Clock:
    """The time of now, which a test may put forward."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead


class Somebody:
    """A person with credentials."""

    def __init__(self, name: str, password: str, secret: bytes) -> None:
        self.name, self.password, self.secret = name, password, secret


class ZoneSite:
    """The zone in ``folder``, served from a thread of its own, with ``more`` settings."""

    def __init__(self, folder: Path, port: int, **more: Any) -> None:
        self.clock = Clock()
        settings = Settings(
            domain=Domain("FR", egress=frozenset({Egress("mail", "letter")})),
            folder=folder,
            port=port,
            games={"en": "Olive Games", "fr": "Jeux de l’Olivier"},
            timezone="Europe/Paris",
            **{"opening": self.clock().date(), **more},  # the zone ends what is over: its Games are now
        )
        zones.found(settings, PASSPHRASE, CA_PASSPHRASE, FOUNDERS, self.clock)
        self.zone: Zone = zones.open_zone(settings, zones.root_of(settings, PASSPHRASE), self.clock)
        self.address = f"https://localhost:{port}"
        self.trust = self.zone.issuing.above
        self._served = Served(self.zone, "127.0.0.1", port)
        self._thread = threading.Thread(target=lambda: asyncio.run(self._served.run()), daemon=True)
        self._thread.start()
        wait_until(lambda: self._served.server.started, 30, "the zone's pages")

    def close(self) -> None:
        self._served.server.should_exit = True
        self._thread.join()
        self.zone.close()

    @property
    def pin(self) -> str:
        """The hash of the issuing authority's key, by which a browser is told to believe it."""
        from base64 import b64encode

        from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

        key = self.zone.issuing.certificate.public_key()
        digest = hashes.Hash(hashes.SHA256())
        digest.update(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo))
        return b64encode(digest.finalize()).decode()

    def client(self) -> httpx.Client:
        """Somebody who believes the zone's root and nobody else."""
        context: ssl.SSLContext = tls.client(self.trust)
        return httpx.Client(base_url=self.address, verify=context, headers={"origin": self.address})

    def enrolment(self, name: str, role: str, organisation: str = "Garde") -> str:
        """The token of an enrolment link for a new account."""
        act = Act("operator:test", self.clock(), "set-up")
        with self.zone.database.writing() as connection:
            token = accounts.add(
                connection,
                act,
                self.zone.people_key,
                name=name,
                full_name=f"{name.title()} Olivier",
                organisation=organisation,
                role=role,
            )
            if token is None:
                second = Act("operator:second", self.clock(), "known to me")
                token = accounts.agree(connection, second, self.zone.people_key, queries.pending(connection)[-1].id)
        return token

    def somebody(self, name: str, role: str, organisation: str = "Garde") -> Somebody:
        """A new account with credentials."""
        token = self.enrolment(name, role, organisation)
        password = f"seven olive trees of a {role}"
        act = Act("operator:test", self.clock(), "set-up")
        with self.zone.database.writing() as connection:
            secret = enrolment.offered(connection, self.zone.people_key, token, act.at)
            assert secret is not None
            shown = codes.code(secret, act.at)
            enrolment.with_password(connection, act, self.zone.people_key, token, password, shown)
        return Somebody(name, password, secret)

    def next_code(self, who: Somebody) -> str:
        """A code that was not used yet."""
        self.clock.ahead += timedelta(seconds=codes.STEP)
        return codes.code(who.secret, self.clock())

    def signed_in(self, who: Somebody) -> httpx.Client:
        """A client with a session."""
        client = self.client()
        form = {"name": who.name, "password": who.password, "code": self.next_code(who)}
        assert client.post("/en/sign-in", data=form).status_code == 303
        return client

    def sign_in(self, page: Page, who: Somebody, language: str = "en") -> None:
        """Sign in as a person does."""
        page.goto(f"{self.address}/{language}/sign-in")
        page.locator("input[name=name]").fill(who.name)
        page.locator("input[name=password]").fill(who.password)
        page.locator("input[name=code]").fill(self.next_code(who))
        page.locator("form:has(input[name=code]) button").click()
        expect(page.locator(".who")).to_be_visible()
        page.wait_for_load_state()  # a reader that types before the scripts are there is typed past


class Signed:
    """A person with a session, who fills in forms as a browser would."""

    def __init__(self, site: ZoneSite, who: Somebody) -> None:
        self.client = site.signed_in(who)

    def get(self, path: str) -> str:
        answer = self.client.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        return answer.text

    def post(self, path: str, **form: str | list[str]) -> httpx.Response:
        page = self.client.get("/en/sign-in", follow_redirects=True).text
        word = re.search(r'name="csrf" value="([\w-]+)"', page)
        assert word
        return self.client.post(path, data={"csrf": word[1], **form})


def signed_in(site: ZoneSite, context: BrowserContext, who: Somebody) -> Page:
    """A page of a browser window in which ``who`` is signed in."""
    page = context.new_page()
    site.sign_in(page, who)
    return page
