"""From the device's file to the painted row: a venue runs a heat on a whole platform, in front of an open page. Invented people."""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from kotinos.rehearsal.platform import free_ports
from tests.journeys.serving import ready, wait_for_listener

pytestmark = pytest.mark.browser

HEAT = "ATHM100M--------------HEAT000300--"
EVENT = f"ATHM100M{'-' * 26}"
RUNNERS = (("101", "PAPADAKIS", "Nikos", "GRE"), ("102", "MOREAU", "Luc", "FRA"), ("103", "OKAFOR", "Chidi", "NGR"))
LIF = (
    "7,1,3,100 m men heat 3,+0.8,m/s,,,,,13:02:11.482\r\n"
    "1,102,4,MOREAU,Luc,FRA,10.041,,10.041,0.151,\r\n"
    "2,101,3,PAPADAKIS,Nikos,GRE,10.113,,0.072,0.139,\r\n"
    "DNF,103,5,OKAFOR,Chidi,NGR,,,,,\r\n"
)


class Venue:
    """A platform of its own, and the people of the venue who talk to it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.site, self.api, self.feed = free_ports(3)
        ports = ("--site-port", str(self.site), "--api-port", str(self.api), "--feed-port", str(self.feed))
        self._log = (folder / "platform.log").open("wb")
        self._running = subprocess.Popen(
            [sys.executable, "-m", "kotinos", "run", "--data", str(folder / "var"), *ports],
            stdout=self._log,
            stderr=self._log,
        )
        for port in (self.api, self.feed, self.site):
            wait_for_listener(port)
        self._key = json.loads((folder / "var" / "local.key").read_text())["key"]

    def decide(self, id: str, **fact: Any) -> None:
        """A command of the officials, by the JSON interface."""
        body = json.dumps({"id": id, "by": "referee", "fact": fact}).encode()
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.api}/v1/commands",
            body,
            {"X-API-KEY": self._key, "Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request) as answer:
            assert json.load(answer)["outcome"] == "accepted"

    def plan(self) -> None:
        self.decide(
            "games",
            kind="games_declared",
            code="OLI31",
            name={"en": "Olive Games 2031", "fr": "Jeux de l’Olivier 2031"},
        )
        people = [
            {"id": bib, "type": "A", "noc": noc, "name": f"{family} {given}", "bib": bib, "events": [EVENT]}
            for bib, family, given, noc in RUNNERS
        ]
        self.decide("people", kind="participants_entered", participants=people)
        unit = {"rsc": HEAT, "start": "2031-06-08T13:02:00+03:00", "devices": ["lynx:7/1/3"]}
        self.decide("unit", kind="units_planned", units=[unit])
        starts = [
            {"competitor": bib, "sort": n, "order": str(n + 2), "bib": bib}
            for n, (bib, *_) in enumerate(RUNNERS, start=1)
        ]
        self.decide("starts", kind="start_list_set", unit=HEAT, starts=starts)

    def finish(self) -> None:
        """The photo-finish operator saves."""
        (self.folder / "var" / "watch" / "007-1-03.lif").write_bytes(LIF.encode())

    def stop(self) -> None:
        self._running.send_signal(signal.SIGTERM)
        assert self._running.wait(40) == 0
        self._log.close()


@pytest.fixture
def venue(tmp_path: Path) -> Iterator[Venue]:
    here = Venue(tmp_path)
    try:
        yield here
    finally:
        with contextlib.suppress(asyncio.CancelledError):
            here.stop()


def row(page: Page, name: str) -> Any:
    return page.locator("k-results tbody tr").filter(has_text=name)


@pytest.mark.parametrize(("language", "official"), [("en", "Official"), ("fr", "Officiel")])
def test_a_file_of_the_photo_finish_is_painted_and_a_correction_replaces_it(
    venue: Venue, page: Page, language: str, official: str
) -> None:
    venue.plan()
    ready(page, f"http://127.0.0.1:{venue.site}/{language}/unit/{HEAT}")
    expect(row(page, "PAPADAKIS")).to_be_visible()
    expect(row(page, "MOREAU").locator(".rank")).to_have_count(0)

    venue.finish()
    expect(row(page, "MOREAU").locator(".mark")).to_contain_text(re.compile(r"10[.,]041"), timeout=10_000)
    expect(row(page, "MOREAU").locator(".rank")).to_have_text("1")
    expect(row(page, "PAPADAKIS").locator(".mark")).to_contain_text(re.compile(r"10[.,]113"))
    expect(row(page, "PAPADAKIS").locator(".rank")).to_have_text("2")
    expect(row(page, "OKAFOR")).to_contain_text("DNF")

    venue.decide("official", kind="status_set", unit=HEAT, status="OFFICIAL")
    expect(page.locator("main")).to_contain_text(official, timeout=5000)

    disqualified = [{"who": {"id": "102"}, "slot": "irm", "value": "DQ"}]
    venue.decide("dq", kind="corrected", unit=HEAT, items=disqualified, reason="TR17.3: ran outside the lane")
    expect(row(page, "MOREAU")).to_contain_text("DQ", timeout=5000)
    expect(row(page, "MOREAU").locator(".rank")).to_have_text("")
    expect(row(page, "PAPADAKIS").locator(".rank")).to_have_text("1")


def test_a_page_opened_later_shows_the_same_as_one_that_watched(venue: Venue, page: Page) -> None:
    venue.plan()
    address = f"http://127.0.0.1:{venue.site}/en/unit/{HEAT}"
    ready(page, address)
    venue.finish()
    expect(row(page, "MOREAU").locator(".rank")).to_have_text("1", timeout=10_000)
    page.wait_for_timeout(300)
    watched = page.locator("k-results tbody tr").all_inner_texts()
    ready(page, address)
    assert page.locator("k-results tbody tr").all_inner_texts() == watched
