"""The desk's door: who is let in, what each may do, and that what was answered stands in the journal."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from kotinos.results import facts
from kotinos.results.operate import accounts
from kotinos.results.operate.door import COOKIE
from kotinos.results.operate.sessions import TRIES
from tests.results.operate.venue import BEAM, DAY, MATCH, PASSWORD, PEOPLE, SHOT, SPRINT, Venue, running, seen, who

DESK = "/v1/desk"


@pytest.fixture
async def venue(tmp_path: Path) -> AsyncIterator[Venue]:
    async with running(tmp_path) as here:
        yield here


class Person:
    """Somebody at a desk."""

    def __init__(self, venue: Venue) -> None:
        self.url = venue.url
        self.csrf = ""
        self.cookie = ""

    async def ask(self, method: str, path: str, **more: Any) -> httpx.Response:
        headers = more.pop("headers", {}) | ({"cookie": f"{COOKIE}={self.cookie}"} if self.cookie else {})
        async with httpx.AsyncClient(base_url=self.url + DESK, trust_env=False, timeout=30) as client:
            return await client.request(method, path, headers=headers, **more)

    async def sign_in(self, name: str, password: str = PASSWORD) -> httpx.Response:
        answer = await self.ask("POST", "/session", json={"name": name, "password": password})
        if answer.status_code == 200:
            self.csrf, self.cookie = answer.json()["csrf"], answer.cookies[COOKIE]
        return answer

    async def get(self, path: str) -> httpx.Response:
        return await self.ask("GET", path)

    async def post(self, path: str, body: Any, csrf: str | None = None) -> httpx.Response:
        headers = {"x-csrf-token": self.csrf if csrf is None else csrf}
        return await self.ask("POST", path, json=body, headers=headers)

    async def types(
        self, n: int, text: str, saw: Any = None, unit: Any = SHOT, slot: str = "attempt/1", **more: Any
    ) -> Any:
        more = {"id": f"{unit}{n}{slot}{text}"} | more
        item = {"competitor": who(unit, n), "slot": slot, "text": text, "seen": saw}
        return await self.post(f"/units/{unit}/marks", {"items": [item], **more})

    async def decides(self, unit: Any, id: str, **fact: Any) -> httpx.Response:
        return await self.post(f"/units/{unit}/decisions", {"id": id, "fact": {"unit": unit, **fact}})


async def at_desk(venue: Venue, name: str) -> Person:
    person = Person(venue)
    assert (await person.sign_in(name)).status_code == 200
    return person


# -- who ---------------------------------------------------------------------------------------------------------------


async def test_nobody_is_let_in_without_a_session(venue: Venue) -> None:
    nobody = Person(venue)
    assert (await nobody.get("/session")).status_code == 204
    for path in ("/units", f"/units/{SHOT}", f"/units/{SHOT}/journal"):
        assert (await nobody.get(path)).status_code == 401, path
    assert (await nobody.types(0, "20.10")).status_code == 401
    assert venue.value(SHOT, 0, "attempt/1") is None


@pytest.mark.parametrize(("name", "password"), [("anna", "wrong"), ("nobody", PASSWORD), ("anna", ""), ("", "")])
async def test_a_wrong_name_and_a_wrong_password_are_answered_alike(venue: Venue, name: str, password: str) -> None:
    answer = await Person(venue).sign_in(name, password)
    assert answer.status_code == 401
    assert answer.json()["what"] == "name and password do not belong together"
    assert "set-cookie" not in answer.headers


async def test_without_accounts_nobody_is_let_in(tmp_path: Path) -> None:
    async with running(tmp_path, people=()) as venue:
        assert (await Person(venue).sign_in("anna")).status_code == 401
        (tmp_path / "operators.json").unlink()
        assert (await Person(venue).sign_in("anna")).status_code == 401
        (tmp_path / "operators.json").write_text("{not json")
        assert (await Person(venue).sign_in("anna")).status_code == 401


async def test_the_cookie_is_for_this_door_alone_and_no_script_reads_it(venue: Venue) -> None:
    answer = await Person(venue).sign_in("anna")
    said = answer.headers["set-cookie"].lower()
    for word in ("httponly", "samesite=strict", f"path={DESK}", "max-age=28800"):
        assert word in said
    assert "secure" not in said
    async with httpx.AsyncClient(base_url=venue.url, trust_env=False) as client:
        body = {"name": "anna", "password": PASSWORD}
        over_tls = await client.post(f"{DESK}/session", json=body, headers={"x-forwarded-proto": "https"})
    assert "secure" in over_tls.headers["set-cookie"].lower()


async def test_passwords_cannot_be_tried_without_end(venue: Venue) -> None:
    guesser = Person(venue)
    answers = [(await guesser.sign_in("bo", f"guess {n}")).status_code for n in range(TRIES + 1)]
    assert answers == [401] * TRIES + [429]
    refused = await guesser.sign_in("bo")
    assert refused.status_code == 429
    assert int(refused.headers["retry-after"]) >= 1
    assert (await Person(venue).sign_in("anna")).status_code == 200


async def test_a_form_of_another_site_cannot_sign_anybody_in(venue: Venue) -> None:
    async with httpx.AsyncClient(base_url=venue.url, trust_env=False) as client:
        answer = await client.post(f"{DESK}/session", data={"name": "anna", "password": PASSWORD})
    assert answer.status_code == 415


@pytest.mark.parametrize("csrf", ["", "wrong"])
async def test_a_change_without_the_sessions_token_is_refused(venue: Venue, csrf: str) -> None:
    anna = await at_desk(venue, "anna")
    item = {"competitor": who(SHOT, 0), "slot": "attempt/1", "text": "20.10"}
    answer = await anna.post(f"/units/{SHOT}/marks", {"id": "1", "items": [item]}, csrf=csrf)
    assert (answer.status_code, answer.json()["where"]) == (403, "X-CSRF-Token")
    assert (await anna.ask("DELETE", "/session")).status_code == 403


async def test_a_session_ends_with_signing_out_and_its_cookie_opens_nothing_any_more(venue: Venue) -> None:
    anna = await at_desk(venue, "anna")
    gone = await anna.ask("DELETE", "/session", headers={"x-csrf-token": anna.csrf})
    assert gone.status_code == 204
    assert (await anna.get("/session")).status_code == 204


async def test_a_session_ends_with_the_account_and_with_its_password(venue: Venue) -> None:
    anna, bo = await at_desk(venue, "anna"), await at_desk(venue, "bo")
    renewed = accounts.hashed("quite another password")
    changed = [_with_password(PEOPLE[0], renewed)]
    accounts.write(venue.folder / "operators.json", changed)
    assert (await anna.get("/session")).status_code == 204
    assert (await bo.get("/session")).status_code == 204
    assert (await bo.types(0, "20.10")).status_code == 401


def _with_password(account: accounts.Account, kept: str) -> accounts.Account:
    return accounts.Account(
        name=account.name,
        full_name=account.full_name,
        role=account.role,
        password=kept,
        venues=account.venues,
        disciplines=account.disciplines,
    )


async def test_a_session_outlives_a_restart(tmp_path: Path) -> None:
    async with running(tmp_path) as venue:
        anna = await at_desk(venue, "anna")
    async with running(tmp_path) as venue:
        anna.url = venue.url
        assert (await anna.get("/session")).json()["full_name"] == "Anna Kallas"


# -- rights ------------------------------------------------------------------------------------------------------------


async def test_a_person_sees_and_touches_only_their_venues_and_disciplines(venue: Venue) -> None:
    rosa = await at_desk(venue, "rosa")
    listed = (await rosa.get(f"/units?day={DAY}")).json()["units"]
    assert {unit["rsc"][:3] for unit in listed} == {"ATH"}
    assert (await rosa.get(f"/units/{BEAM}")).status_code == 403
    assert (await rosa.types(0, "8.1", unit=BEAM, slot="e")).status_code == 403
    assert (await rosa.decides(BEAM, "x", kind="status_set", status="LIVE")).status_code == 403
    assert (await rosa.types(0, "20.10")).status_code == 200


@pytest.mark.parametrize(
    "fact",
    [
        {"kind": "status_set", "status": "OFFICIAL"},
        {"kind": "tie_broken", "order": [who(SHOT, 0), who(SHOT, 1)], "reason": "lots"},
        {"kind": "protest_decided", "protest": "P1", "outcome": "dismissed", "reason": "video"},
        {"kind": "invalidated", "reason": "wrong day"},
        {"kind": "corrected", "items": [], "reason": "x"},
        {"kind": "marks_observed", "revision": 1, "items": []},
        {"kind": "mark_agreed", "items": [], "proposed_by": "anna"},
        {"kind": "event_planned", "event": SHOT, "phases": []},
    ],
    ids=lambda fact: fact["kind"],
)
async def test_an_operator_decides_no_more_than_the_role_allows(venue: Venue, fact: dict[str, Any]) -> None:
    bo = await at_desk(venue, "bo")
    answer = await bo.decides(SHOT, "x", **fact)
    assert answer.status_code in (403, 422), answer.text
    assert venue.engine.games.units[SHOT].status == "START_LIST"


async def test_only_a_manager_opens_what_is_official_again(venue: Venue) -> None:
    anna, bo = await at_desk(venue, "anna"), await at_desk(venue, "bo")
    assert (await anna.decides(SHOT, "1", kind="status_set", status="OFFICIAL")).json()["outcome"] == "accepted"
    back = {"kind": "status_set", "status": "UNOFFICIAL", "reason": "measured again"}
    assert (await bo.decides(SHOT, "2", **back)).status_code == 403
    assert (await anna.decides(SHOT, "2", **back)).status_code == 200


async def test_a_decision_of_one_unit_cannot_be_smuggled_in_through_another(venue: Venue) -> None:
    rosa = await at_desk(venue, "rosa")
    body = {"id": "1", "fact": {"kind": "status_set", "unit": BEAM, "status": "LIVE"}}
    assert (await rosa.post(f"/units/{SHOT}/decisions", body)).status_code == 422


async def test_an_operator_records_the_weather_and_the_sheet_shows_it(venue: Venue) -> None:
    bo = await at_desk(venue, "bo")
    place = (await bo.get(f"/units/{SHOT}")).json()["place"]
    seen = await bo.get(f"/units/{SHOT}")
    conditions = [{"sky": "CLEAR", "temperatures": {"AIR": "23.5"}, "wind_speed": "1.2"}]
    told = await bo.decides(SHOT, "w1", kind="weather_observed", about=str(SHOT), place=place, conditions=conditions)
    assert told.json()["outcome"] == "accepted"
    # Whoever waits for news hears of it, though nothing of the unit itself has changed.
    news = await bo.get(f"/units/{SHOT}?seen={seen.headers['x-sheet']}")
    assert news.status_code == 200 and news.json()["weather"]["conditions"] == conditions
    (line, *_) = (await bo.get(f"/units/{SHOT}/journal")).json()["lines"]
    assert (line["kind"], line["actor"]) == ("weather_observed", "bo")


async def test_the_weather_of_another_unit_is_not_recorded_through_this_one(venue: Venue) -> None:
    rosa = await at_desk(venue, "rosa")
    told = await rosa.decides(SHOT, "w1", kind="weather_observed", about=str(BEAM), conditions=[{"sky": "CLEAR"}])
    assert told.status_code == 422 and not venue.engine.games.weather


# -- what is typed -----------------------------------------------------------------------------------------------------


async def test_what_is_typed_stands_in_the_journal_under_the_persons_name(venue: Venue) -> None:
    bo = await at_desk(venue, "bo")
    answer = (await bo.types(0, "20,10")).json()
    assert answer["outcome"] == "accepted"
    assert answer["values"] == [
        {"competitor": who(SHOT, 0), "slot": "attempt/1", "value": {"mark": "20.10"}, "text": "20.10"}
    ]
    [event] = venue.engine._journal.read(answer["seq"] - 1, 1)
    assert (event.actor, event.source, event.kind) == ("bo", "desk", "marks_observed")


async def test_the_same_id_again_changes_nothing_and_is_answered_alike(venue: Venue) -> None:
    bo = await at_desk(venue, "bo")
    first = (await bo.types(0, "20.10", id="one")).json()
    again = (await bo.types(0, "20.10", id="one")).json()
    assert again["outcome"] == "duplicate"
    assert (again["seq"], again["values"], again["event"]) == (first["seq"], first["values"], first["event"])


async def test_two_people_may_use_the_same_id(venue: Venue) -> None:
    anna, bo = await at_desk(venue, "anna"), await at_desk(venue, "bo")
    assert (await anna.types(0, "20.10", id="one")).json()["outcome"] == "accepted"
    assert (await bo.types(1, "19.10", id="one")).json()["outcome"] == "accepted"


async def test_a_change_of_a_colleague_in_between_is_a_conflict_that_says_what_stands(venue: Venue) -> None:
    anna, bo = await at_desk(venue, "anna"), await at_desk(venue, "bo")
    await anna.types(0, "20.10")
    answer = await bo.types(0, "20.20")
    assert (answer.status_code, answer.json()["conflict"]) == (409, True)
    assert answer.json()["now"] == {"mark": "20.10"}
    assert (await bo.types(0, "20.20", saw={"mark": "20.10"}, id="mine")).status_code == 200
    assert venue.value(SHOT, 0, "attempt/1") == {"mark": "20.20"}


async def test_of_two_who_type_at_the_same_instant_one_is_told(venue: Venue) -> None:
    anna, bo = await at_desk(venue, "anna"), await at_desk(venue, "bo")
    answers = await asyncio.gather(*(p.types(0, text) for p, text in ((anna, "20.10"), (bo, "20.20"))))
    assert sorted(answer.status_code for answer in answers) == [200, 409]


@pytest.mark.parametrize(
    ("slot", "text", "words"),
    [("attempt/1", "far", "expected"), ("irm", "LATE", "ATH knows"), ("attempt/0", "1.00", "from 1 to 99")],
)
async def test_what_cannot_be_read_is_refused_with_what_would_be_right(
    venue: Venue, slot: str, text: str, words: str
) -> None:
    bo = await at_desk(venue, "bo")
    answer = await bo.types(0, text, slot=slot)
    assert answer.status_code == 409
    assert words in answer.json()["what"]


async def test_the_score_of_a_match_is_answered_with_its_period(venue: Venue) -> None:
    bo = await at_desk(venue, "bo")
    answer = (await bo.types(0, "2", unit=MATCH, slot="period/H1")).json()
    assert {one["slot"]: one["value"] for one in answer["values"]} == {"period/H1": "2", "mark": "2"}


# -- undo and the journal ----------------------------------------------------------------------------------------------


async def test_undo_is_a_correction_back_to_the_value_before_with_who_and_why(venue: Venue) -> None:
    anna, bo = await at_desk(venue, "anna"), await at_desk(venue, "bo")
    await anna.types(0, "20.10")
    wrong = (await bo.types(0, "12.01", saw={"mark": "20.10"})).json()
    undone = await bo.post(f"/units/{SHOT}/undo", {"id": "u", "event": wrong["event"], "reason": "typing slip"})
    assert undone.json()["kind"] == "corrected"
    assert venue.value(SHOT, 0, "attempt/1") == {"mark": "20.10"}
    newest, *older = (await anna.get(f"/units/{SHOT}/journal")).json()["lines"]
    assert (newest["actor"], newest["reason"], newest["kind"]) == ("bo", "typing slip", "corrected")
    assert newest["changes"] == [{"competitor": who(SHOT, 0), "slot": "attempt/1", "before": "12.01", "after": "20.10"}]
    assert [line["kind"] for line in older] == ["marks_observed", "marks_observed", "start_list_set"]


async def test_undo_does_not_overwrite_what_came_after(venue: Venue) -> None:
    anna, bo = await at_desk(venue, "anna"), await at_desk(venue, "bo")
    wrong = (await bo.types(0, "12.01")).json()
    await anna.types(0, "20.10", saw={"mark": "12.01"})
    undone = await bo.post(f"/units/{SHOT}/undo", {"id": "u", "event": wrong["event"], "reason": "typing slip"})
    assert (undone.status_code, undone.json()["conflict"]) == (409, True)
    assert venue.value(SHOT, 0, "attempt/1") == {"mark": "20.10"}


async def test_undo_brings_back_what_the_device_had_derived(venue: Venue) -> None:
    await venue.do(seen(SPRINT, 0, "mark", "10.11"), seen(SPRINT, 0, "t4", 101_030))
    bo = await at_desk(venue, "bo")
    typed = (await bo.types(0, "10.21", saw="10.11", unit=SPRINT, slot="mark")).json()
    assert venue.value(SPRINT, 0, "t4") is None
    await bo.post(f"/units/{SPRINT}/undo", {"id": "u", "event": typed["event"], "reason": "wrong lane"})
    assert (venue.value(SPRINT, 0, "mark"), venue.value(SPRINT, 0, "t4")) == ("10.11", 101_030)


async def test_undo_of_nothing_is_refused(venue: Venue) -> None:
    bo = await at_desk(venue, "bo")
    answer = await bo.post(f"/units/{SHOT}/undo", {"id": "u", "event": "nothing", "reason": "x"})
    assert answer.status_code == 404


# -- two people --------------------------------------------------------------------------------------------------------


async def test_two_people_agree_and_neither_agrees_alone(venue: Venue) -> None:
    await venue.do(facts.TwoPersonSet(scope="GAR", mode="agree"), actor="organisers")
    anna, bo = await at_desk(venue, "anna"), await at_desk(venue, "bo")
    assert (await anna.types(0, "8.1", unit=BEAM, slot="e")).json()["kind"] == "mark_proposed"
    assert (await anna.types(0, "8.1", unit=BEAM, slot="e", id="again", agree=True)).status_code == 409
    sheet = (await bo.get(f"/units/{BEAM}")).json()
    assert [(one["by"], one["text"]) for one in sheet["waiting"]] == [("anna", "8.1")]
    assert (await bo.types(0, "8.1", unit=BEAM, slot="e", agree=True)).json()["kind"] == "mark_agreed"
    assert venue.value(BEAM, 0, "e") == "8.1"


async def test_blind_the_second_person_sees_the_value_nowhere_until_they_differ(venue: Venue) -> None:
    await venue.do(facts.TwoPersonSet(scope="GAR", mode="blind"), actor="organisers")
    anna, bo = await at_desk(venue, "anna"), await at_desk(venue, "bo")
    await anna.types(0, "8.137", unit=BEAM, slot="e")
    for path in (f"/units/{BEAM}", f"/units/{BEAM}/journal"):
        assert "8.137" not in (await bo.get(path)).text, path
        assert "8.137" in (await anna.get(path)).text, path
    await bo.types(0, "8.2", unit=BEAM, slot="e")
    for person in (anna, bo):
        sheet = (await person.get(f"/units/{BEAM}")).json()
        assert {one["text"] for one in sheet["waiting"]} == {"8.137", "8.2"}


# -- following ---------------------------------------------------------------------------------------------------------


async def test_a_question_for_news_is_answered_when_there_is_some(venue: Venue) -> None:
    anna, bo = await at_desk(venue, "anna"), await at_desk(venue, "bo")
    first = await anna.get(f"/units/{SHOT}")
    asking = asyncio.create_task(anna.get(f"/units/{SHOT}?seen={first.headers['x-sheet']}"))
    await asyncio.sleep(0.2)
    assert not asking.done()
    typed = (await bo.types(0, "20.10")).json()
    news = await asyncio.wait_for(asking, 5)
    assert news.json()["rows"][0]["cells"]["attempt/1"]["text"] == "20.10"
    assert int(news.headers["x-seq"]) >= typed["seq"]


# -- decisions with values ---------------------------------------------------------------------------------------------


async def under_protest(venue: Venue) -> Person:
    """Two throws of which the second is protested against; the manager at the desk."""
    anna = await at_desk(venue, "anna")
    for n, mark in enumerate(("20.10", "20.40")):
        await anna.types(n, mark)
    filed = {"kind": "protest_filed", "protest": "P1", "by": "NZL", "reason": "foot on the stop board"}
    assert (await anna.decides(SHOT, "file", **filed)).status_code == 200
    return anna


def foul(text: str = "X", seen: Any = None) -> list[dict[str, Any]]:
    return [{"competitor": who(SHOT, 1), "slot": "attempt/1", "text": text, "seen": seen or {"mark": "20.40"}}]


def upheld(items: Any, id: str = "rule", **fact: Any) -> dict[str, Any]:
    fact = {"kind": "protest_decided", "protest": "P1", "outcome": "upheld", "reason": "seen on film", **fact}
    return {"id": id, "fact": {"unit": SHOT, **fact}, "items": items}


async def test_a_decision_is_shown_before_it_is_recorded_and_then_named_in_the_journal(venue: Venue) -> None:
    anna = await under_protest(venue)
    shown = await anna.post(f"/units/{SHOT}/preview", upheld(foul()))
    assert shown.status_code == 200
    assert shown.json()["values"] == [
        {"competitor": who(SHOT, 1), "slot": "attempt/1", "before": "20.40", "after": "X"}
    ]
    assert [(one["competitor"], one["before"]["rank"], one["after"].get("rank")) for one in shown.json()["moved"]] == [
        (who(SHOT, 0), 2, 1),
        (who(SHOT, 1), 1, None),
    ]
    assert venue.value(SHOT, 1, "attempt/1") == {"mark": "20.40"}
    recorded = await anna.post(f"/units/{SHOT}/decisions", upheld(foul()))
    assert (recorded.status_code, recorded.json()["kind"]) == (200, "protest_decided")
    assert recorded.json()["values"] == [
        {"competitor": who(SHOT, 1), "slot": "attempt/1", "value": {"mark": "X"}, "text": "X"}
    ]
    line = (await anna.get(f"/units/{SHOT}/journal")).json()["lines"][0]
    assert (line["actor"], line["reason"]) == ("anna", "seen on film")
    assert line["changes"] == [{"competitor": who(SHOT, 1), "slot": "attempt/1", "before": "20.40", "after": "X"}]


async def test_the_same_decision_again_changes_nothing(venue: Venue) -> None:
    anna = await under_protest(venue)
    first, again = [await anna.post(f"/units/{SHOT}/decisions", upheld(foul())) for _ in range(2)]
    assert (first.json()["seq"], again.json()["outcome"]) == (again.json()["seq"], "duplicate")


async def test_a_decision_that_cannot_be_says_so_before_it_is_recorded(venue: Venue) -> None:
    anna = await under_protest(venue)
    for where in ("preview", "decisions"):
        wrong = await anna.post(f"/units/{SHOT}/{where}", upheld(foul("far"), id=f"1{where}"))
        assert (wrong.status_code, wrong.json()["where"]) == (409, "items[0]")
        stale = await anna.post(f"/units/{SHOT}/{where}", upheld(foul("X", {"mark": "20.39"}), id=f"2{where}"))
        assert (stale.status_code, stale.json()["conflict"], stale.json()["now"]) == (409, True, {"mark": "20.40"})
        raw = upheld([], id=f"3{where}", effect=[{"who": {"id": who(SHOT, 1)}, "slot": "irm", "value": "DQ"}])
        assert (await anna.post(f"/units/{SHOT}/{where}", raw)).json()["where"] == "fact.effect"
    assert (await anna.post(f"/units/{SHOT}/preview", upheld([], id="4"))).status_code == 422
    tie = {"unit": SHOT, "kind": "tie_broken", "order": [who(SHOT, 0), who(SHOT, 1)], "reason": "lots"}
    mixed = await anna.post(f"/units/{SHOT}/decisions", {"id": "5", "fact": tie, "items": foul()})
    assert (mixed.status_code, mixed.json()["where"]) == (422, "items")


async def test_only_a_manager_sees_or_records_what_a_decision_changes(venue: Venue) -> None:
    await under_protest(venue)
    bo = await at_desk(venue, "bo")
    for where in ("preview", "decisions"):
        assert (await bo.post(f"/units/{SHOT}/{where}", upheld(foul(), id=where))).status_code == 403
    assert venue.value(SHOT, 1, "attempt/1") == {"mark": "20.40"}
