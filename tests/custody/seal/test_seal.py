"""The seal: canary people live a day through both zones, and nothing of theirs is anywhere in the open one, in any form.

Both zones are real programs: the platform with intake, ranking, feed and pages; the sealed zone with its pages and its door; the open
zone's mirror between them. The link is cut in the middle of the day.
"""

from __future__ import annotations

import asyncio
import csv
import io
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from kotinos.codes import canonical
from kotinos.custody import flow
from kotinos.custody.accreditation import decisions, organisations, queries
from kotinos.custody.accreditation.lists.intake import take_in
from kotinos.custody.act import Act
from kotinos.custody.door import crossings
from kotinos.custody.residency import Domain, Egress
from kotinos.custody.settings import Settings
from kotinos.custody.vault.grants import Approval
from kotinos.custody.vetting import actions as vetting
from kotinos.custody.vetting.clock import Delay
from kotinos.custody.vetting.values import Campaign
from kotinos.custody.web import zone as zones
from kotinos.custody.web.zone import Zone
from kotinos.rehearsal.platform import free_ports, platform
from kotinos.release import envelope as sealing
from kotinos.release.link import Link, LinkDown, context
from kotinos.release.mirror import Mirror
from kotinos.release.schema import AgeOver, Nomination
from tests.custody.seal.canaries import SECRET, Search, people, secrets_of
from tests.servers import accepts, wait_until

PASSPHRASE, CA_PASSPHRASE = "an olive branch for everybody", "a wreath of wild olive"

NEWSROOM = 100
"""Journalists of one newspaper: as many as one organisation may bring in the category E."""


class Day:
    """A zone with ``count`` canary people: the even ones athletes of FRA, the odd ones journalists of as many newspapers as they need."""

    def __init__(self, folder: Path, count: int) -> None:
        self.folder = folder
        self.people = people(count, seed=2030)
        self.pages, self.door = free_ports(2)
        self.settings = Settings(
            domain=Domain("FR", egress=frozenset({Egress("open-zone", "release"), Egress("SNE", "vetting-batch")})),
            folder=folder / "sealed",
            port=self.pages,
            door_port=self.door,
        )
        approvals = (Approval("staff:kai", "Garde"), Approval("staff:ada", "Olivier"))
        zones.found(self.settings, PASSPHRASE, CA_PASSPHRASE, approvals)
        self.zone: Zone = zones.open_zone(self.settings, zones.root_of(self.settings, PASSPHRASE))
        self._prepare()

    @property
    def act(self) -> Act:
        return Act("staff:ines", datetime.now(UTC), "a day at the accreditation")

    def _prepare(self) -> None:
        act, now = self.act, datetime.now(UTC)
        law = Campaign("JO2030", "SNE", "decree 2029-77", "Europe/Paris", Delay(2), date(2031, 1, 1))
        with self.zone.database.writing() as connection:
            vetting.open_campaign(connection, act, law)
            for organisation, category, _, _, own in self._lists():
                kind = {"Aa": "noc", "E": "press"}[category]
                organisations.add_organisation(
                    connection, act, organisation, kind, organisation, "fr", now - timedelta(1), now + timedelta(9)
                )
                organisations.set_quota(connection, act, organisation, category, len(own))

    def _lists(self) -> list[tuple[str, str, str, str, list[dict[str, str]]]]:
        """Who sends whom, as what: half of the people are athletes of one delegation; the others write for newspapers, of which
        each may bring no more than the category allows to one organisation."""
        journalists = self.people[1::2]
        papers = [
            (f"GAZ{number}", "E", "JOURN", "", journalists[first : first + NEWSROOM])
            for number, first in enumerate(range(0, len(journalists), NEWSROOM))
        ]
        return [("FRA", "Aa", "ATH", "SWM", self.people[0::2]), *papers]

    def accredit(self) -> None:
        """Take every list in, approve everybody, and let the names of athletes cross."""
        for organisation, category, function, sport, own in self._lists():
            rows = [{"category": category, "function": function, "sport": sport, **person} for person in own]
            act = Act(f"org:{organisation}:jo", datetime.now(UTC), "our list")
            take_in(self.zone.vault, act, self.zone.policy.season, organisation, _csv(rows))
        with self.zone.database.writing() as connection:
            for row in queries.queue(connection, limit=len(self.people)):
                flow.approve(connection, self.act, self.zone.policy, row.id)
        with self.zone.database.writing() as connection:
            while crossings.publish(connection, self.act, self.zone.vault):
                pass

    @contextmanager
    def served(self) -> Iterator[None]:
        """The zone's own program, until the block ends."""
        with (self.folder / "sealed.log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "kotinos", "custody", "serve", "--data", str(self.settings.folder)],
                env={**os.environ, "KOTINOS_CUSTODY_PASSPHRASE": PASSPHRASE},
                stdout=log,
                stderr=log,
            )
        try:
            wait_until(lambda: accepts(self.door), 60, "the door")
            yield
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(30)

    def certificate(self, folder: Path) -> Path:
        """What the open zone shows at the door."""
        words = ("pki", "issue", "client", "open-zone", "--out", str(folder), "--why", "the mirror")
        subprocess.run(
            [sys.executable, "-m", "kotinos", "custody", *words, "--data", str(self.settings.folder)],
            env={**os.environ, "KOTINOS_CUSTODY_PASSPHRASE": PASSPHRASE},
            check=True,
        )
        return folder


def _csv(rows: list[dict[str, str]]) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


async def _open_day(day: Day, open_: Path, certificate: Path) -> None:
    """What the open zone does all day: names athletes, asks, nominates, also while the link is cut, and makes mistakes."""
    mirror = Mirror(open_ / "release.db")
    files = [certificate / name for name in ("root.pem", "open-zone.pem", "open-zone.key")]

    def linked() -> Link:
        return Link(f"https://localhost:{day.door}", context(*files), mirror)

    with day.served():
        link = linked()
        while await link.fetch(0):
            pass
        athletes = mirror.athletes()
        assert len(athletes) == len(day.people[0::2])
        for athlete in athletes[:50]:
            assert (await link.ask(AgeOver(athlete.token, 18, date(2030, 7, 26)))).answer in ("yes", "no")
        key = await link.envelope_key()
        async with httpx.AsyncClient(verify=context(*files), base_url=f"https://localhost:{day.door}") as client:
            for person in day.people[:20]:  # somebody asks about people by what they should not know
                wrong = await client.post(
                    "/v1/questions", json={"type": "age-over", "token": person["document_number"]}
                )
                assert wrong.status_code == 422
        await link.close()
    cut = linked()
    for number, person in enumerate(day.people[:50]):  # a form of the open zone, while nobody answers behind it
        asked = Nomination("GAZ0", f"LATE-{number}", "E", "JOURN", "", {name: person[name] for name in SECRET})
        mirror.keep(sealing.seal(canonical.encode(asked), key))
    with pytest.raises(LinkDown):
        await cut.drain()
    await cut.close()
    async with platform(open_ / "platform") as stage, httpx.AsyncClient() as client:
        said = [{"athlete": a.token, "name": f"{a.family} {a.given}", "organisation": a.organisation} for a in athletes]
        for path in (
            "/v1/commands",
            "/v1/readings",
            "/v1/nothing",
        ):  # accepted or refused: whatever it does, it keeps a trace
            await client.post(
                f"{stage.intake}{path}", json=said[:100], headers={"authorization": f"Bearer {stage.key}"}
            )
        await asyncio.sleep(1)
    with day.served():
        again = linked()
        assert await again.drain() == 50
        await again.close()


def _live(tmp_path: Path, count: int) -> tuple[Day, Path, list[Path]]:
    day = Day(tmp_path / "custody", count)
    open_ = tmp_path / "open"
    open_.mkdir()
    before = set(Path(tempfile.gettempdir()).iterdir())
    certificate = day.certificate(tmp_path / "certificate")
    day.accredit()
    asyncio.run(_open_day(day, open_, certificate))
    shutil.make_archive(str(tmp_path / "backup"), "tar", open_)
    (open_ / "backup").mkdir()
    shutil.move(tmp_path / "backup.tar", open_ / "backup")
    new = set(Path(tempfile.gettempdir()).iterdir()) - before
    left = [path for path in new if path.is_dir() and not path.name.startswith(("pytest-", "kotinos-pg-"))]
    return day, open_, left


def _sealed_values(day: Day) -> list[str]:
    athletes, others = day.people[0::2], day.people[1::2]
    return [
        value
        for public, group in ((True, athletes), (False, others))
        for person in group
        for value in secrets_of(person, public_name=public)
    ]


def _check(tmp_path: Path, count: int) -> None:
    day, open_, left = _live(tmp_path, count)
    search = Search(_sealed_values(day))
    assert search.files([open_, *left]) == {}
    names = Search([person["family_name"] for person in day.people[0::2]])
    assert names.files([open_]), "the athletes' public names did cross, so the search looks where things are"
    with day.zone.database.reading() as connection:
        assert queries.queue(connection, state="DRAFT", limit=100), "the nominations arrived"
    stolen = [
        day.settings.folder / "sealed.db",
        day.settings.folder / "sealed.db-wal",
        day.settings.folder / "zone.json",
    ]
    everything = Search([value for person in day.people for value in secrets_of(person, public_name=False)])
    for path in stolen:
        if path.exists():
            assert everything.hits(path.read_bytes()) == [], path
    assert everything.hits((day.folder / "sealed.log").read_bytes()) == []
    day.zone.close()


@pytest.mark.timeout(300)
def test_nothing_of_two_hundred_canaries_is_in_the_open_zone_after_a_day(tmp_path):
    _check(tmp_path, 200)


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_nothing_of_ten_thousand_canaries_is_in_the_open_zone_after_a_day(tmp_path):
    _check(tmp_path, 10_000)


def test_an_approved_athlete_crosses_only_after_a_decision(tmp_path):
    """The names that cross are those of people whom an officer approved: the seal does not rest on the list alone."""
    day = Day(tmp_path / "custody", 4)
    rows = [{"category": "Aa", "function": "ATH", "sport": "SWM", **person} for person in day.people[0::2]]
    act = Act("org:FRA:jo", datetime.now(UTC), "our list")
    take_in(day.zone.vault, act, day.zone.policy.season, "FRA", _csv(rows))
    with day.zone.database.writing() as connection:
        assert crossings.publish(connection, day.act, day.zone.vault) == 0
        first, *_ = queries.queue(connection)
        decisions.approve(connection, day.act, first.id)
        assert crossings.publish(connection, day.act, day.zone.vault) == 1
    day.zone.close()
