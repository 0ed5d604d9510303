"""The door as the open zone meets it: real sockets, mutual TLS, a link that is cut."""

from __future__ import annotations

import asyncio
import ssl
from datetime import date

import httpx
import pytest
import sqlalchemy as sa

from kotinos.codes import canonical
from kotinos.custody.door import tables
from kotinos.custody.log import alarms
from kotinos.release import envelope as sealing
from kotinos.release.link import LinkDown
from kotinos.release.schema import Accredited, AgeOver, Answer, Envelope, Nomination
from tests.custody.door.test_crossings import athlete

MARTAS = date(2026, 7, 24)


async def fetched(link, mirror):
    while await link.fetch(0):
        pass
    return mirror.athletes()


async def test_the_open_zone_gets_public_names_and_nothing_else(database, vault, open_door, mirror, tmp_path):
    athlete(database, vault)
    door = open_door()
    door.publish()
    link = door.link(mirror)
    [marta] = await fetched(link, mirror)
    await link.close()
    assert (marta.family, marta.organisation, marta.sport) == ("Dubois-Keller", "FRA", "SWM")
    held = b"".join(p.read_bytes() for p in tmp_path.glob("release.db*"))
    for sealed in ("1999-02-28", "X4827567", "Tilleuls", "Fribourg", "marta@example.org"):
        assert sealed.encode() not in held


async def test_questions_are_answered_yes_no_or_unknown(database, vault, open_door, mirror):
    athlete(database, vault)
    door = open_door()
    door.publish()
    link = door.link(mirror)
    [marta] = await fetched(link, mirror)
    said = [await link.ask(AgeOver(marta.token, years, MARTAS)) for years in (27, 28)]
    accredited = await link.ask(Accredited(marta.token))
    stranger = await link.ask(AgeOver("A" * 32 + "0", 18, MARTAS))
    await link.close()
    assert [a.answer for a in said] == ["yes", "no"]
    assert (accredited, stranger) == (Answer("no"), Answer("unknown"))


@pytest.mark.parametrize("name", ["gate-7", "open-zone-2"])
async def test_a_certificate_of_another_name_opens_nothing(vault, open_door, mirror, name):
    door = open_door()
    link = door.link(mirror, door.trust(name))
    with pytest.raises(LinkDown, match="answered 403"):
        await link.fetch(0)
    await link.close()


async def test_a_certificate_of_another_authority_does_not_get_through(vault, open_door, mirror):
    door = open_door()
    link = door.link(mirror, door.trust("open-zone", door.stranger()))
    with pytest.raises(LinkDown):
        await link.fetch(0)
    await link.close()


def test_without_a_certificate_nobody_is_answered(vault, open_door):
    door = open_door()
    door.trust()
    context = ssl.create_default_context(cafile=door._folder / "authority.pem")
    with pytest.raises(httpx.HTTPError), httpx.Client(verify=context) as client:
        client.get(f"{door.url}/v1/crossings")


async def test_what_does_not_fit_the_schema_is_refused_by_its_place_and_not_repeated(vault, open_door):
    door = open_door()
    async with httpx.AsyncClient(base_url=door.url, verify=door.trust()) as client:
        bad = {"type": "age-over", "token": "SECRET-TOKEN", "years": 18, "on": "2026-07-24"}
        reply = await client.post("/v1/questions", json=bad)
        queries = [await client.get("/v1/crossings", params={"after": text}) for text in ("-1", "1e3", "٣")]
    assert (reply.status_code, reply.json()) == (422, {"error": "does not fit the schema at `$.token`"})
    assert {q.status_code for q in queries} == {422}


async def test_a_nomination_that_waited_while_the_link_was_cut_becomes_one_application(
    database, vault, open_door, mirror, tmp_path
):
    door = open_door()
    link = door.link(mirror)
    key = await link.envelope_key()
    await link.close()
    door.close()
    cut = door.link(mirror)
    for number in (1, 2):
        content = Nomination(
            "FRA", f"LONG-{number}", "Aa", "ATH", "SWM", {"family_name": f"Canari-{number}", "given_names": "Zoé"}
        )
        mirror.keep(sealing.seal(canonical.encode(content), key))
    with pytest.raises(LinkDown):
        await cut.drain()
    assert len(mirror.waiting()) == 2
    assert not any(b"Canari" in path.read_bytes() for path in tmp_path.glob("release.db*"))
    again = open_door().link(mirror)
    assert await again.drain() == 2
    await asyncio.gather(again.close(), cut.close())
    with database.reading() as connection:
        rows = connection.execute(sa.text("SELECT own_reference, state FROM application ORDER BY own_reference")).all()
    assert [tuple(row) for row in rows] == [("LONG-1", "DRAFT"), ("LONG-2", "DRAFT")]


async def test_a_door_that_closes_keeps_nobody_waiting_for_news(vault, open_door, mirror):
    door = open_door()
    link = door.link(mirror)
    await link.envelope_key()
    waiting = asyncio.create_task(link.fetch(20))
    await asyncio.sleep(0.5)
    closing = asyncio.create_task(asyncio.to_thread(door.close))
    assert await asyncio.wait_for(waiting, 10) is False
    await link.close()
    await closing


async def test_an_envelope_that_was_handed_over_twice_does_its_work_once(database, vault, open_door, mirror):
    door = open_door()
    link = door.link(mirror)
    sealed = sealing.seal(canonical.encode(Nomination("FRA", "ONE", "Aa", "ATH", "SWM")), await link.envelope_key())
    for _ in range(2):
        mirror.keep(sealed)
        await link.drain()
    await link.close()
    with database.reading() as connection:
        assert connection.execute(sa.text("SELECT count(*) FROM application")).scalar_one() == 1


async def test_an_envelope_that_nobody_can_open_is_put_aside_with_an_alarm_and_holds_up_nobody(
    database, vault, open_door, mirror
):
    door = open_door()
    link = door.link(mirror)
    key = await link.envelope_key()
    good = sealing.seal(canonical.encode(Nomination("FRA", "AFTER", "Aa", "ATH", "SWM")), key)
    for envelope in (Envelope(id="0" * 32, key=sealing.name_of(key), sealed=b"x" * 80), good):
        mirror.keep(envelope)
    assert await link.drain() == 2
    await link.close()
    with database.reading() as connection:
        outcomes = dict(connection.execute(sa.select(tables.envelope.c.id, tables.envelope.c.outcome)).all())
        rung = [alarm.kind for alarm in alarms.unseen(connection)]
    assert outcomes == {"0" * 32: "unreadable", good.id: "opened"}
    assert rung == ["envelope_unreadable"]
