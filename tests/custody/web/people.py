"""Organisations and invented people for the pages."""

from __future__ import annotations

import secrets
from datetime import timedelta
from random import Random

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kotinos.custody import flow
from kotinos.custody.accreditation import applications, organisations, photos, queries
from kotinos.custody.accreditation.checks import NOTICE
from kotinos.custody.accreditation.privileges import Facts
from kotinos.custody.act import Act
from kotinos.custody.card.tables import card as cards
from kotinos.custody.flow import Following
from kotinos.custody.gate import devices, scans
from kotinos.custody.gate.decision import Answer, Post
from kotinos.custody.gate.scans import Scan
from kotinos.rehearsal.accreditation.portrait import portrait as drawn
from tests.custody.accreditation.games import MARTA
from tests.custody.vetting.conftest import Exchange
from tests.custody.web.serving import ZoneSite

WEI = {
    "family_name": "Wang",
    "given_names": "Xiaoming",
    "local_name": "王小明",
    "birth_date": "2001-09-14",
    "birth_place": "Chengdu",
    "birth_country": "CHN",
    "sex": "M",
    "nationality": "CHN",
    "address": "5 rue du Port, 13002 Marseille",
    "document_type": "P",
    "document_number": "E12345678",
    "document_issuer": "CHN",
    "document_expiry": "2031-01-31",
    "email": "wei@example.org",
}


def portrait() -> bytes:
    """A drawn head on a light ground, of the shape that a card asks for."""
    return drawn("Ines")


PORTRAIT = portrait()


class Authority:
    """The State's side of the exchange, beside a zone that is served: the simulated authority's own code reads and answers."""

    def __init__(self, site: ZoneSite) -> None:
        self._site = site
        self.exchange = Exchange(site.zone.database, site.zone.vault, site.zone.settings.folder.parent / "exchange")
        self.exchange.follow = Following(site.zone.policy)

    def answer(self, verdict: str) -> None:
        """Pack what waits, acknowledge it, and answer it all with one verdict (``F``, ``U``)."""
        self.exchange.now = self._site.clock()
        batch = self.exchange.pack()
        self.exchange.acknowledge()
        self.exchange.answer(*[(record.token, verdict) for record in batch.records])


def approved(
    site: ZoneSite, values: dict[str, str], sport: str = "SWM", code: str = "FRA", photo: bytes | None = PORTRAIT
) -> str:
    """An application that an officer approved; its id."""
    id = submitted(site, values, code, sport, photo)
    with site.zone.database.writing() as connection:
        flow.approve(connection, Act("staff:ines", site.clock(), "a test"), site.zone.policy, id)
    return id


def organisation(site: ZoneSite, code: str = "FRA", places: int = 3) -> None:
    """A national committee with places for athletes, open now."""
    now = site.clock()
    act = Act("staff:ines", now, "admitted")
    with site.zone.database.writing() as connection:
        organisations.add_organisation(
            connection, act, code, "noc", f"Committee of {code}", "fr", now - timedelta(5), now + timedelta(30)
        )
        for category, number in (("Aa", places), ("Ao", 2)):
            organisations.set_quota(connection, act, code, category, number)


def passes_in(connection: Connection, act: Act, serial: int, gates: tuple[str, ...]) -> None:
    """A card goes in at gates of one venue, 40 seconds apart; what happened last is handed over first."""
    for place, gate in reversed(list(enumerate(gates))):
        _, code = devices.invite(connection, act, "OG2026", Post(gate, "OLS"))
        made = devices.enrol(connection, act.at, code, secrets.token_bytes(32), secrets.token_bytes(32))
        at = act.at + timedelta(seconds=40 * place)
        one = Scan(id=secrets.token_hex(16), at=at, answer=Answer.GRANTED, reason="open", serial=serial, passed=True)
        scans.keep(connection, act.at, made, [one])


def submitted(
    site: ZoneSite,
    values: dict[str, str] = MARTA,
    code: str = "FRA",
    sport: str = "SWM",
    photo: bytes | None = PORTRAIT,
) -> str:
    """A submitted application with a photo, or with none until the desk takes it; its id."""
    act = Act(f"org:{code}:jo", site.clock(), "a test")
    with site.zone.database.writing() as connection:
        id = applications.open_application(connection, act, code, Facts("Aa", "ATH", sport))
        applications.save_draft(connection, act, site.zone.vault, id, values)
        if photo:
            photos.save_photo(connection, act, site.zone.vault, id, photo)
        else:
            photos.photo_at_desk(connection, act, id)
        applications.submit(connection, act, site.zone.vault, site.zone.policy.season, id, NOTICE)
    return id


def person(name: str, number: str) -> dict[str, str]:
    """Somebody who looks like nobody else."""
    born = f"19{60 + sum(map(ord, name)) % 40}-0{1 + len(name) % 9}-11"
    return MARTA | {"family_name": name, "birth_date": born, "document_number": number, "document_issuer": "FRA"}


def crowd(count: int, seed: str) -> list[dict[str, str]]:
    """So many people, none of whom looks like another; the same seed gives the same ones."""
    lot = Random(seed)

    def word(syllables: int) -> str:
        return "".join(lot.choice("bdfgklmnprstvz") + lot.choice("aeiou") for _ in range(syllables)).title()

    return [
        MARTA
        | {"family_name": word(5), "given_names": word(3), "birth_place": word(3), "document_issuer": "FRA"}
        | {"birth_date": f"{lot.randrange(1960, 2006)}-{lot.randrange(1, 13):02}-{lot.randrange(1, 29):02}"}
        | {"document_number": f"{word(1).upper()}{lot.randrange(10**6, 10**7)}"}
        for _ in range(count)
    ]


def serial_of(site: ZoneSite, id: str) -> int:
    with site.zone.database.reading() as connection:
        found = connection.execute(sa.select(sa.func.max(cards.c.serial)).where(cards.c.application == id)).scalar()
    assert found is not None
    return int(found)


def subject_of(site: ZoneSite, id: str) -> str:
    """Whose application it is."""
    with site.zone.database.reading() as connection:
        row = queries.application(connection, id)
    assert row is not None
    return str(row.subject)
