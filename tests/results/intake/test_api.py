"""The intake over HTTP: a real server, the real engine on a real journal, and strangers who send anything."""

from __future__ import annotations

import asyncio
import gzip
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kotinos.journal.opening import open_journal
from kotinos.results.cli import results
from kotinos.results.engine import Engine
from kotinos.results.intake.api import intake_app
from kotinos.results.intake.desk import Desk
from kotinos.results.intake.keys import Key, Keys, new_key
from kotinos.results.intake.refused import Shelf
from kotinos.results.outlet import Here
from kotinos.results.publications.memory import MemoryPublications
from kotinos.results.publisher import Publisher
from tests.results.intake.intake_venue import HEAT, OTHER, lif, prepare, row, shown

DEVICE_KEY, DEVICE_DIGEST = new_key()
OFFICIALS_KEY, OFFICIALS_DIGEST = new_key()
SLOW_KEY, SLOW_DIGEST = new_key()
ANNOUNCER_KEY, ANNOUNCER_DIGEST = new_key()
JURY_KEY, JURY_DIGEST = new_key()
LIF = lif(row(1, "1001", 4, "22.91"), row(2, "1002", 6, "23.05"))


class Site:
    """A running intake."""

    def __init__(self, engine: Engine, url: str) -> None:
        self.engine, self.url = engine, url

    async def ask(self, method: str, path: str, key: str = DEVICE_KEY, **more: Any) -> httpx.Response:
        async with httpx.AsyncClient(base_url=self.url) as client:
            headers = {"x-api-key": key} | more.pop("headers", {})
            return await client.request(method, path, headers=headers, **more)

    async def marks(self) -> dict[str, dict[str, Any]]:
        await self.engine.settled()
        return shown(self.engine.games)


@asynccontextmanager
async def running(folder: Path) -> AsyncIterator[Site]:
    journal = open_journal(f"sqlite:///{folder}/journal.db")
    engine = Engine(journal, Here(Publisher(MemoryPublications())))
    await engine.start()
    await prepare(engine)
    await engine.settled()
    keys = Keys(
        (
            Key(name="photo-finish", digest=DEVICE_DIGEST),
            Key(name="venue-results", digest=OFFICIALS_DIGEST, scopes=frozenset({"officials", "device"})),
            Key(name="slow", digest=SLOW_DIGEST, rate=0.1, burst=2),
            Key(name="announcer", digest=ANNOUNCER_DIGEST, scopes=frozenset({"announcer"})),
            Key(name="jury", digest=JURY_DIGEST, scopes=frozenset({"jury"})),
        )
    )
    app = intake_app(Desk(engine, Shelf(folder / "refused")), keys)
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning", lifespan="off"))
    task = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield Site(engine, f"http://127.0.0.1:{port}")
    finally:
        server.should_exit = True
        await task
        await engine.stop()
        journal.close()


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[Site]:
    async with running(tmp_path) as site:
        yield site


def observation(n: int = 1, **more: Any) -> dict[str, Any]:
    item = {"who": {"lane": "4"}, "slot": "mark", "value": "22.91"}
    return {"id": f"m{n}", "unit": HEAT, "revision": n, "items": [item]} | more


async def test_a_file_is_acknowledged_when_it_is_in_the_journal(site: Site) -> None:
    answer = await site.ask("POST", "/v1/lynx?name=a.lif&revision=5", content=LIF)
    assert (answer.status_code, answer.json()["outcome"]) == (200, "accepted")
    (taken,) = answer.json()["taken"]
    journal_head = site.engine._journal.head()[0]
    assert taken["seq"] == journal_head
    assert (await site.marks())["71001"] == {"mark": "22.91", "t4": 229_100, "place": 1}


async def test_the_same_file_again_is_a_duplicate_and_a_success(site: Site) -> None:
    await site.ask("POST", "/v1/lynx?name=a.lif&revision=5", content=LIF)
    answer = await site.ask("POST", "/v1/lynx?name=a.lif&revision=5", content=LIF)
    assert (answer.status_code, answer.json()["outcome"]) == (200, "duplicate")


async def test_a_gzipped_body_is_unpacked(site: Site) -> None:
    answer = await site.ask(
        "POST", "/v1/lynx?name=a.lif&revision=5", content=gzip.compress(LIF), headers={"content-encoding": "gzip"}
    )
    assert answer.json()["outcome"] == "accepted"


async def test_one_value_can_be_sent_by_itself(site: Site) -> None:
    answer = await site.ask("POST", "/v1/observations", json=observation())
    assert (answer.status_code, answer.json()["outcome"]) == (200, "accepted")
    assert await site.marks() == {"71001": {"mark": "22.91"}}


async def test_the_senders_id_alone_tells_a_repeat(site: Site) -> None:
    await site.ask("POST", "/v1/observations", json=observation(1))
    changed = observation(1) | {"items": [{"who": {"lane": "4"}, "slot": "mark", "value": "22.00"}]}
    assert (await site.ask("POST", "/v1/observations", json=changed)).json()["outcome"] == "duplicate"
    assert (await site.marks())["71001"]["mark"] == "22.91"


async def test_an_older_revision_is_stale(site: Site) -> None:
    await site.ask("POST", "/v1/observations", json=observation(2))
    older = observation(1) | {"items": [{"who": {"lane": "4"}, "slot": "mark", "value": "22.00"}]}
    answer = await site.ask("POST", "/v1/observations", json=older)
    assert (answer.status_code, answer.json()["outcome"]) == (200, "stale")


async def test_what_contradicts_the_start_list_is_a_conflict_that_says_what_and_where(site: Site) -> None:
    body = observation() | {"items": [{"who": {"lane": "9"}, "slot": "mark", "value": "22.91"}]}
    answer = await site.ask("POST", "/v1/observations", json=body)
    assert answer.status_code == 409
    assert "lane 9" in answer.json()["what"]
    assert answer.json()["where"] == "$.items[0]"


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"items": [{"who": {"lane": 4}, "slot": "mark", "value": "1"}]}, "$.items[0].who.lane"),
        ({"revision": 0}, "$.revision"),
        ({"unit": ""}, "$.unit"),
        ({"surprise": 1}, "$"),
    ],
)
async def test_what_cannot_be_read_says_the_path(site: Site, change: dict[str, Any], where: str) -> None:
    answer = await site.ask("POST", "/v1/observations", json=observation() | change)
    assert (answer.status_code, answer.json()["where"]) == (422, where)
    assert answer.json()["would_be_right"]


async def test_a_float_is_no_mark(site: Site) -> None:
    body = observation() | {"items": [{"who": {"lane": "4"}, "slot": "mark", "value": 22.91}]}
    answer = await site.ask("POST", "/v1/observations", json=body)
    assert answer.status_code == 409
    assert "float" in answer.json()["what"]


async def test_officials_decide_and_devices_do_not(site: Site) -> None:
    await site.ask("POST", "/v1/lynx?name=a.lif&revision=5", content=LIF)
    wish = {"id": "c1", "by": "A. Referee", "fact": {"kind": "status_set", "unit": HEAT, "status": "OFFICIAL"}}
    assert (await site.ask("POST", "/v1/commands", json=wish)).status_code == 403
    answer = await site.ask("POST", "/v1/commands", OFFICIALS_KEY, json=wish)
    assert answer.json()["outcome"] == "accepted"
    assert (await site.ask("POST", "/v1/commands", OFFICIALS_KEY, json=wish)).json()["outcome"] == "duplicate"
    await site.engine.settled()
    state = site.engine.games.units[HEAT]
    assert state.status == "OFFICIAL"
    assert state.last is not None
    assert state.last.actor == "venue-results/A. Referee"


async def test_a_device_that_measures_the_weather_says_so_and_decides_nothing_else(site: Site) -> None:
    weather = {
        "kind": "weather_observed",
        "about": HEAT,
        "place": "PDL",
        "conditions": [{"temperatures": {"WATER": "26.1"}}],
    }
    assert (await _command(site, DEVICE_KEY, "w1", **weather)).json()["outcome"] == "accepted"
    hot = weather | {"conditions": [{"temperatures": {"WATER": "261"}}]}
    refused = await _command(site, DEVICE_KEY, "w2", **hot)
    assert (refused.status_code, refused.json()["where"]) == (409, "conditions[0].temperatures.WATER")
    (known,) = site.engine.games.weather.values()
    assert known.conditions[0].temperatures == {"WATER": "26.1"}


async def test_a_correction_without_a_reason_is_refused(site: Site) -> None:
    item = {"who": {"lane": "4"}, "slot": "mark", "value": "22.92"}
    wish = {"id": "c1", "fact": {"kind": "corrected", "unit": HEAT, "items": [item], "reason": ""}}
    answer = await site.ask("POST", "/v1/commands", OFFICIALS_KEY, json=wish)
    assert (answer.status_code, answer.json()["where"]) == (409, "reason")


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/v1/lynx"),
        ("POST", "/v1/odf"),
        ("POST", "/v1/observations"),
        ("POST", "/v1/commands"),
        ("GET", "/v1/progress"),
        ("GET", "/v1/refused"),
    ],
)
async def test_without_a_known_key_nothing_is_answered_but_401(site: Site, method: str, path: str) -> None:
    for key in ("", "guess", DEVICE_DIGEST, DEVICE_KEY[:-1]):
        answer = await site.ask(method, path, key)
        assert (answer.status_code, answer.json()["where"]) == (401, "X-API-KEY")


async def test_a_device_learns_when_all_it_sent_is_published(site: Site) -> None:
    async def progress() -> dict[str, Any]:
        found: dict[str, Any] = (await site.ask("GET", "/v1/progress")).json()
        return found

    before = await progress()
    seq = (await site.ask("POST", "/v1/observations", json=observation())).json()["taken"][0]["seq"]
    await site.engine.settled()
    after = await progress()
    assert (after["waiting"], after["shown"], after["epoch"]) == (0, seq, before["epoch"])
    assert after["offset"] > before["offset"]


async def test_a_bearer_token_is_a_key_too(site: Site) -> None:
    answer = await site.ask(
        "POST", "/v1/observations", "", json=observation(), headers={"authorization": f"Bearer {DEVICE_KEY}"}
    )
    assert answer.status_code == 200


async def test_more_messages_than_a_key_may_send_are_told_when_to_come_back(site: Site) -> None:
    answers = [await site.ask("POST", "/v1/observations", SLOW_KEY, json=observation(n)) for n in (1, 2, 3)]
    assert [a.status_code for a in answers] == [200, 200, 429]
    assert int(answers[2].headers["retry-after"]) == 10


async def test_a_body_beyond_the_limit_is_refused_packed_or_not(site: Site) -> None:
    big = b"x" * 10_000_001
    assert (await site.ask("POST", "/v1/lynx?name=a&revision=1", content=big)).status_code == 413
    packed = gzip.compress(big)
    assert len(packed) < 20_000
    answer = await site.ask("POST", "/v1/lynx?name=a&revision=1", content=packed, headers={"content-encoding": "gzip"})
    assert answer.status_code == 413


@pytest.mark.parametrize(
    ("body", "encoding"),
    [(gzip.compress(LIF)[:-5], "gzip"), (LIF, "gzip"), (gzip.compress(LIF) + b"more", "gzip"), (LIF, "br")],
)
async def test_a_body_that_is_not_what_its_header_says_is_refused(site: Site, body: bytes, encoding: str) -> None:
    answer = await site.ask("POST", "/v1/lynx?name=a&revision=1", content=body, headers={"content-encoding": encoding})
    assert (answer.status_code, answer.json()["where"]) == (400, "body")


@pytest.mark.parametrize(
    "query", ["", "?name=a.lif", "?revision=1", "?name=a.lif&revision=0", "?name=a.lif&revision=new"]
)
async def test_a_file_must_come_with_its_name_and_revision(site: Site, query: str) -> None:
    answer = await site.ask("POST", f"/v1/lynx{query}", content=LIF)
    assert answer.status_code == 422
    assert answer.json()["where"] in ("?name", "?revision")


async def test_officials_see_what_was_refused_and_its_bytes(site: Site) -> None:
    broken = LIF[:-3]
    digest = (await site.ask("POST", "/v1/lynx?name=a.lif&revision=1", content=broken)).json()["digest"]
    assert (await site.ask("GET", "/v1/refused")).status_code == 403
    (note,) = (await site.ask("GET", "/v1/refused", OFFICIALS_KEY)).json()
    assert (note["digest"], note["name"], note["where"]) == (digest, "a.lif", "line 3")
    answer = await site.ask("GET", f"/v1/refused/{digest}", OFFICIALS_KEY)
    assert answer.content == broken
    assert answer.headers["content-disposition"] == "attachment"
    assert (await site.ask("GET", "/v1/refused/..%2f..%2fjournal.db", OFFICIALS_KEY)).status_code == 404
    assert (await site.ask("GET", f"/v1/refused/{'0' * 64}", OFFICIALS_KEY)).status_code == 404


async def test_the_description_of_the_api_names_every_route_and_struct(site: Site) -> None:
    document = (await site.ask("GET", "/openapi.json", "")).json()
    assert document["openapi"].startswith("3.1")
    for path in ("observations", "commands", "odf", "lynx", "lenex", "csv", "refused", "refused/{digest}"):
        assert f"/v1/{path}" in document["paths"]
    text = json.dumps(document)
    for name in {part.split('"')[0] for part in text.split("#/components/schemas/")[1:]}:
        assert name in document["components"]["schemas"]
    assert "Corrected" in document["components"]["schemas"]


def odf(rsc: str, kind: str = "DT_RESULT", content: str = "") -> bytes:
    return (
        f'<OdfBody CompetitionCode="TEST2031" DocumentCode="{rsc}" DocumentType="{kind}" Version="1" ResultStatus="LIVE" '
        f'FeedFlag="T" Date="2031-07-05" Time="101500000" LogicalDate="2031-07-05" Source="STAATH1"><Competition Gen="G" Codes="C">'
        f"{content}</Competition></OdfBody>"
    ).encode()


ODF_ROW = (
    '<Result ResultType="TIME" Result="22.91" SortOrder="1" StartSortOrder="1"><Competitor Code="71001" Type="A" Organisation="NOR">'
    '<Composition><Athlete Code="71001" Order="1"><Description FamilyName="Okeke" Gender="F" Organisation="NOR"/></Athlete>'
    "</Composition></Competitor></Result>"
)


async def test_an_odf_producer_hears_200_when_repeating_would_change_nothing(site: Site) -> None:
    taken = await site.ask(
        "POST", "/v1/odf", content=gzip.compress(odf(HEAT, content=ODF_ROW)), headers={"content-encoding": "gzip"}
    )
    assert (taken.status_code, taken.json()["outcome"]) == (200, "accepted")
    assert (await site.marks())["71001"]["t4"] == 229_100
    unread = await site.ask("POST", "/v1/odf", content=odf(HEAT, "DT_MEDALS"))
    assert (unread.status_code, unread.json()["outcome"]) == (200, "refused")
    assert "not read by this platform" in unread.json()["what"]


async def test_a_second_version_takes_back_what_the_first_one_said(site: Site) -> None:
    extra = '<ExtendedResults><ExtendedResult Type="ER" Code="PTS" Value="962"/></ExtendedResults><Competitor'
    first = odf(OTHER, content=ODF_ROW.replace("<Competitor", extra, 1))
    await site.ask("POST", "/v1/odf", content=first)
    await site.engine.settled()
    assert shown(site.engine.games, OTHER)["71001"]["points"] == "962"
    second = odf(OTHER, content=ODF_ROW).replace(b'Version="1"', b'Version="2"').replace(b"101500000", b"101501000")
    await site.ask("POST", "/v1/odf", content=second)
    await site.engine.settled()
    assert shown(site.engine.games, OTHER)["71001"] == {"mark": "22.91", "t4": 229_100}


async def test_an_odf_producer_hears_another_answer_when_repeating_may_help(site: Site) -> None:
    unknown = "ATHM100M--------------HEAT000900--"
    early = await site.ask("POST", "/v1/odf", content=odf(unknown, content=ODF_ROW))
    assert (early.status_code, early.json()["what"]) == (409, f"unit {unknown} is not in the schedule")
    cut = await site.ask("POST", "/v1/odf", content=odf(HEAT, content=ODF_ROW)[:-20])
    assert cut.status_code == 422


_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from([str(HEAT), "mark", "4"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "unit", "revision", "items", "who", "slot", "value", "fact", "kind"]),
            inner,
            max_size=5,
        )
    ),
    max_leaves=15,
)
_ANY = st.one_of(
    st.binary(max_size=300),
    _JSON.map(lambda value: json.dumps(value).encode()),
    st.builds(
        lambda who, slot, value: json.dumps(
            observation() | {"items": [{"who": who, "slot": slot, "value": value}]}
        ).encode(),
        st.dictionaries(st.sampled_from(["id", "bib", "lane"]), st.sampled_from(["4", "71001", "9", ""]), max_size=3),
        st.sampled_from(["mark", "t4", "irm", "attempt/1", "height/2.10", "split/50", "", "attempt/x", "wlt"])
        | st.text(max_size=9),
        _JSON,
    ),
)


def test_whatever_strangers_send_is_answered_in_the_documented_way(tmp_path: Path) -> None:
    async def storm() -> None:
        async with running(tmp_path) as site, httpx.AsyncClient(base_url=site.url) as client:
            bodies: list[tuple[str, bytes]] = []

            @settings(max_examples=120, database=None, suppress_health_check=[*HealthCheck], deadline=None)
            @given(st.sampled_from(["observations", "commands", "odf", "lynx", "lenex", "csv"]), _ANY)
            def draw(path: str, body: bytes) -> None:
                bodies.append((path, body))

            draw()
            for path, body in bodies:
                answer = await client.post(
                    f"/v1/{path}?name=x&revision=1", content=body, headers={"x-api-key": OFFICIALS_KEY}
                )
                assert answer.status_code in (200, 409, 422), (path, body, answer.text)
                if answer.status_code != 200:
                    assert answer.json()["what"], (path, body)
            assert site.engine.failure is None
            # And it still works.
            answer = await client.post("/v1/lynx?name=a.lif&revision=5", content=LIF, headers={"x-api-key": DEVICE_KEY})
            assert answer.status_code == 200

    asyncio.run(storm())


async def _command(site: Site, key: str, name: str, **fact: Any) -> httpx.Response:
    return await site.ask("POST", "/v1/commands", key, json={"id": name, "fact": fact})


async def test_an_embargo_is_lifted_by_a_key_of_its_role_and_by_no_other(tmp_path):
    async with running(tmp_path) as site:
        held = {"scope": str(HEAT), "until": "announcer", "reason": "announced first"}
        assert (await _command(site, ANNOUNCER_KEY, "1", kind="embargo_set", **held)).status_code == 403
        assert (await _command(site, OFFICIALS_KEY, "2", kind="embargo_set", **held)).status_code == 200
        assert (await site.ask("GET", "/v1/embargoes", ANNOUNCER_KEY)).json()[0]["until"] == "announcer"
        lift = {"kind": "embargo_lifted", "scope": str(HEAT), "role": "announcer"}
        assert (await _command(site, DEVICE_KEY, "3", **lift)).status_code == 403
        for key in (OFFICIALS_KEY, JURY_KEY):
            answer = await _command(site, key, "4", **lift)
            assert (answer.status_code, answer.json()["where"]) == (409, "role")
        assert (await _command(site, ANNOUNCER_KEY, "5", **lift)).status_code == 200
        assert (await site.ask("GET", "/v1/embargoes", JURY_KEY)).json() == []


async def test_the_jury_decides_protests_and_nothing_else(tmp_path):
    async with running(tmp_path) as site:
        filed = {"kind": "protest_filed", "unit": str(HEAT), "protest": "A", "by": "NZL", "reason": "lane"}
        assert (await _command(site, JURY_KEY, "1", **filed)).status_code == 403
        assert (await _command(site, OFFICIALS_KEY, "2", **filed)).status_code == 200
        decided = {
            "kind": "protest_decided",
            "unit": str(HEAT),
            "protest": "A",
            "outcome": "dismissed",
            "reason": "video",
        }
        assert (await _command(site, ANNOUNCER_KEY, "3", **decided)).status_code == 403
        assert (await _command(site, JURY_KEY, "4", **decided)).status_code == 200
        status = {"kind": "status_set", "unit": str(HEAT), "status": "OFFICIAL"}
        assert (await _command(site, JURY_KEY, "5", **status)).status_code == 403


async def test_what_is_held_is_seen_by_officials_alone_and_from_both_sides(tmp_path):
    async with running(tmp_path) as site:
        held = {"kind": "embargo_set", "scope": str(HEAT), "until": "jury", "reason": "photo"}
        assert (await _command(site, OFFICIALS_KEY, "1", **held)).status_code == 200
        await site.ask("POST", "/v1/lynx?name=1.lif&revision=1", content=LIF)
        assert (await site.ask("GET", f"/v1/units/{HEAT}", JURY_KEY)).status_code == 403
        seen = (await site.ask("GET", f"/v1/units/{HEAT}", OFFICIALS_KEY)).json()
        assert any(row.get("mark") for row in seen["real"]["rows"])
        assert not any(row.get("mark") for row in seen["public"]["rows"])
        assert (await site.ask("GET", "/v1/units/nowhere", OFFICIALS_KEY)).status_code == 404


IMPLAUSIBLE = lif(row(1, "1001", 4, "2.91"), row(2, "1002", 6, "23.05"))


async def test_a_held_value_is_answered_listed_confirmed_and_then_shown(site: Site) -> None:
    sent = await site.ask("POST", "/v1/lynx?name=heat.lif&revision=1", content=IMPLAUSIBLE)
    assert (sent.status_code, sent.json()["outcome"]) == (200, "held")
    (part,) = [p for p in sent.json()["taken"] if p.get("held")]
    assert {h["slot"] for h in part["held"]} == {"mark", "t4"}
    assert part["held"][0]["reasons"][0]["code"] == "impossible"
    (held,) = (await site.ask("GET", "/v1/holds", OFFICIALS_KEY)).json()
    assert (held["value"], held["beside"], held["lane"], held["answer"]) == ("2.91", {"t4": 29_100}, "4", "")
    assert (await site.marks())["71001"] == {"place": 1}
    fact = {"kind": "hold_confirmed", "unit": HEAT, "hold": held["hold"], "reason": "the camera says so"}
    wish = {"id": "c1", "fact": fact}
    nobody = await site.ask("POST", "/v1/commands", OFFICIALS_KEY, json=wish)
    assert (nobody.status_code, nobody.json()["where"]) == (409, "by")
    done = await site.ask("POST", "/v1/commands", OFFICIALS_KEY, json=wish | {"id": "c2", "by": "A. Referee"})
    assert (done.status_code, done.json()["outcome"]) == (200, "accepted")
    assert "2.91" in str(await site.marks())
    assert (await site.ask("GET", "/v1/holds", OFFICIALS_KEY)).json() == []
    (answered,) = {
        (h["answer"], h["by"], h["reason"])
        for h in (await site.ask("GET", f"/v1/holds?answered=1&unit={HEAT}", OFFICIALS_KEY)).json()
    }
    assert answered == ("confirmed", "A. Referee", "the camera says so")
    assert (await site.ask("GET", f"/v1/holds?answered=1&unit={OTHER}", OFFICIALS_KEY)).json() == []


async def test_what_waits_is_for_officials_and_of_a_unit_with_a_code(site: Site) -> None:
    assert (await site.ask("GET", "/v1/holds")).status_code == 403
    bad = await site.ask("GET", "/v1/holds?unit=HEAT", OFFICIALS_KEY)
    assert (bad.status_code, bad.json()["where"]) == (422, "?unit")


async def test_the_command_line_lists_what_waits_with_its_reason(site: Site, tmp_path: Path) -> None:
    await site.ask("POST", "/v1/lynx?name=heat.lif&revision=1", content=IMPLAUSIBLE)
    key = tmp_path / "officials.key"
    key.write_text(json.dumps({"key": OFFICIALS_KEY}))
    arguments = ["holds", "--to", site.url, "--key-file", str(key)]
    wide = {"COLUMNS": "300", "FORCE_COLOR": None}
    shown_in = {
        lang: await asyncio.to_thread(CliRunner().invoke, results, [*arguments, "--lang", lang], env=wide)
        for lang in ("en", "fr")
    }
    assert {r.exit_code for r in shown_in.values()} == {0}, shown_in["en"].exception
    assert "cannot be" in shown_in["en"].output and "est impossible" in shown_in["fr"].output
    none = await asyncio.to_thread(CliRunner().invoke, results, [*arguments, "--unit", OTHER])
    assert none.exit_code == 1
