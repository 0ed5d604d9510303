"""Organisations and invented people for the pages."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import sqlalchemy as sa
from PIL import Image, ImageDraw

from kotinos.custody import flow
from kotinos.custody.accreditation import applications, organisations, photos, queries
from kotinos.custody.accreditation.checks import NOTICE
from kotinos.custody.accreditation.privileges import Facts
from kotinos.custody.act import Act
from kotinos.custody.card.tables import card as cards
from kotinos.custody.flow import Following
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
    picture = Image.new("RGB", (700, 900), (232, 234, 236))
    draw = ImageDraw.Draw(picture)
    draw.ellipse((210, 180, 490, 560), fill=(196, 160, 130))
    draw.rectangle((120, 640, 580, 900), fill=(40, 60, 90))
    for x, y in ((290, 330), (410, 330), (350, 470)):
        draw.ellipse((x - 18, y - 12, x + 18, y + 12), fill=(30, 25, 20))
    out = BytesIO()
    picture.save(out, "JPEG", quality=90)
    return out.getvalue()


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


def approved(site: ZoneSite, values: dict[str, str], sport: str = "SWM") -> str:
    """An application that an officer approved; its id."""
    id = submitted(site, values, sport=sport)
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


def submitted(site: ZoneSite, values: dict[str, str] = MARTA, code: str = "FRA", sport: str = "SWM") -> str:
    """A submitted application with a photo; its id."""
    act = Act(f"org:{code}:jo", site.clock(), "a test")
    with site.zone.database.writing() as connection:
        id = applications.open_application(connection, act, code, Facts("Aa", "ATH", sport))
        applications.save_draft(connection, act, site.zone.vault, id, values)
        photos.save_photo(connection, act, site.zone.vault, id, portrait())
        applications.submit(connection, act, site.zone.vault, site.zone.policy.season, id, NOTICE)
    return id


def person(name: str, number: str) -> dict[str, str]:
    """Somebody who looks like nobody else."""
    born = f"19{60 + sum(map(ord, name)) % 40}-0{1 + len(name) % 9}-11"
    return MARTA | {"family_name": name, "birth_date": born, "document_number": number, "document_issuer": "FRA"}


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
