"""`kotinos push`: registered clients get ODF of what a running platform publishes. Real platform, real HTTP."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import structlog
from lxml import etree

from kotinos.codes import canonical
from kotinos.codes.rsc import Rsc
from kotinos.config import load
from kotinos.forms import wire
from kotinos.forms.catalogue import FORMS
from kotinos.forms.editions import document_of, terms_at
from kotinos.forms.odf import validate
from kotinos.forms.terms import Terms
from kotinos.programs.push import PushForm, serve
from kotinos.rehearsal import ranked_units
from kotinos.rehearsal.platform import platform
from kotinos.rehearsal.player import Player
from kotinos.results.documents import Document, GamesBody
from kotinos.results.publications import Publication
from kotinos.results.publications.memory import MemoryPublications
from tests.feed.push.receiving import Client
from tests.rehearsal.units import GROUP, SPRINT, write

SPRINT_FINAL = "ATHMU000000-----------FNL-000100--"


@pytest.fixture
async def client(free_port: int) -> AsyncIterator[Client]:
    receiver = Client(free_port)
    await receiver.start()
    yield receiver
    await receiver.stop()


def registration(folder: Path, client: Client, channels: str, **more: str) -> Path:
    (folder / "news.key").write_text(f"{client.key}\n")
    one = {"name": "news", "url": client.url, "key_file": "news.key", "channels": channels, "from_start": True, **more}
    file = folder / "clients.json"
    file.write_text(json.dumps({"clients": [one]}))
    return file


async def test_a_client_gets_valid_odf_of_its_channels_with_its_key_and_in_order(
    tmp_path: Path, client: Client
) -> None:
    file = registration(tmp_path, client, "DT_RESULT:ATH*,DT_PARTIC:*,DT_PARTIC_TEAMS:*")
    units = write(tmp_path / "units.jsonl", (SPRINT, GROUP))
    async with platform(tmp_path / "p", "--push", str(file)) as stage:
        assert (await Player(stage, speed=None).play(ranked_units.cues([units]))).problems == []
        async with asyncio.timeout(20):
            while not any(one(m.text, "ResultStatus") == "OFFICIAL" for m in client.got):
                await asyncio.sleep(0.02)
    kinds = {one(m.text, "DocumentType") for m in client.got}
    assert kinds == {"DT_RESULT", "DT_PARTIC"}
    for message in client.got:
        assert [p for p in validate(message.text.encode()) if p.severity == "error"] == []
        assert message.headers["content-encoding"] == "gzip"
    results = [m.text for m in client.got if one(m.text, "DocumentType") == "DT_RESULT"]
    assert {one(text, "DocumentCode") for text in results} == {SPRINT_FINAL}
    assert {one(text, "CompetitionCode") for text in results} == {"REHEARSAL"}
    assert {one(text, "FeedFlag") for text in results} == {"T"}
    versions = [int(one(text, "Version")) for text in results]
    assert versions == sorted(set(versions))
    last = etree.fromstring(results[-1].encode())
    assert [row.get("Rank") for row in last.iter("Result")][:3] == ["1", "2", "3"]


async def test_a_client_gets_the_form_it_registered_for(tmp_path: Path, client: Client) -> None:
    file = registration(tmp_path, client, "DT_RESULT:*", form="wire")
    units = write(tmp_path / "units.jsonl", (SPRINT,))
    async with platform(tmp_path / "p", "--push", str(file)) as stage:
        await Player(stage, speed=None).play(ranked_units.cues([units]))
        async with asyncio.timeout(20):
            while not any("(official)" in m.text for m in client.got):
                await asyncio.sleep(0.02)
    assert {m.headers["content-type"] for m in client.got} == {"text/plain; charset=UTF-8"}
    [last] = [m.text for m in client.got if "(official)" in m.text][-1:]
    assert wire.validate(last.encode()) == []
    assert "\n1. " in last


async def test_a_form_that_nobody_knows_ends_the_program_with_those_there_are(tmp_path: Path, client: Client) -> None:
    file = registration(tmp_path, client, "*:*", form="telex")
    with structlog.testing.capture_logs() as said:
        assert await serve(load(data=str(tmp_path), push=str(file))) == 2
    assert said[0]["error"] == f"client 'news': form 'telex': one of {' '.join(FORMS)}"


async def test_a_client_that_was_away_gets_everything_when_it_is_back(tmp_path: Path, client: Client) -> None:
    file = registration(tmp_path, client, "DT_RESULT:*")
    await client.stop()
    units = write(tmp_path / "units.jsonl", (SPRINT,))
    async with platform(tmp_path / "p", "--push", str(file)) as stage:
        await Player(stage, speed=None).play(ranked_units.cues([units]))
    assert client.got == []
    await client.start()
    async with platform(tmp_path / "p", "--push", str(file)):
        async with asyncio.timeout(20):
            while not any(one(m.text, "ResultStatus") == "OFFICIAL" for m in client.got):
                await asyncio.sleep(0.02)


def one(text: str, attribute: str) -> str:
    return str(etree.fromstring(text.encode()).get(attribute, ""))


# -- the form ----------------------------------------------------------------------------------------------------------


def published(store: MemoryPublications, type_: str, rsc: Rsc, body: object, status: str = "") -> Publication:
    offset = store.head()[0] + 1
    frame = {"epoch": store.epoch, "offset": offset, "step": offset, "last": True, "key": f"{type_}/{rsc}", "type": type_,
             "rsc": rsc, "version": 1, "status": status, "at": "2031-06-08T10:00:00.000000Z", "body": body}  # fmt: skip
    row = Publication(**{k: v for k, v in frame.items() if k not in ("epoch", "body")}, frame=canonical.encode(frame))
    store.append([row])
    return row


def games(code: str) -> GamesBody:
    return GamesBody(code=code, name={"en": code, "fr": code}, timezone="Europe/Athens")


def test_a_document_that_would_break_the_standard_is_an_alarm_and_is_not_sent() -> None:
    store = MemoryPublications()
    row = published(store, "DT_RESULT", Rsc(SPRINT_FINAL), None)  # of Games that nobody declared: no CompetitionCode
    with structlog.testing.capture_logs() as said:
        assert PushForm(store, FORMS["odf"], Terms())(row) == ()
    [alarm] = said
    assert (alarm["event"], alarm["log_level"], alarm["key"]) == ("ALARM: a document is held back", "error", row.key)
    assert "CompetitionCode" in alarm["problems"]


def test_a_document_is_formed_once_for_all_clients() -> None:
    store = MemoryPublications()
    published(store, "GAMES", Rsc.of("GEN"), games("OLI31"))
    row = published(store, "DT_RESULT", Rsc(SPRINT_FINAL), None)
    form = PushForm(store, FORMS["odf"], Terms())
    assert form(row) is form(row)
    assert b'CompetitionCode="OLI31"' in form(row)[0]


def test_a_document_says_what_the_games_were_called_when_it_was_published() -> None:
    store = MemoryPublications()
    published(store, "GAMES", Rsc.of("GEN"), games("FIRST"))
    row = published(store, "DT_RESULT", Rsc(SPRINT_FINAL), None)
    published(store, "GAMES", Rsc.of("GEN"), games("SECOND"))
    terms = terms_at(store, row.offset, Terms(flag="P"))
    assert (terms.competition, terms.timezone, terms.flag) == ("FIRST", "Europe/Athens", "P")


def test_a_publication_and_its_document_have_the_same_key() -> None:
    store = MemoryPublications()
    row = published(store, "DT_RESULT", Rsc(SPRINT_FINAL), None)
    document = document_of(row)
    assert isinstance(document, Document)
    assert (document.key, document.body) == (row.key, None)


async def test_a_file_of_clients_that_cannot_be_used_ends_it_with_2(tmp_path: Path) -> None:
    (tmp_path / "clients.json").write_text("{}")
    assert await serve(load(None, data=str(tmp_path), push=str(tmp_path / "clients.json"))) == 2
