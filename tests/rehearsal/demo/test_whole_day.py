"""A whole day at a real platform: nothing refused, everything official, and the ranking of the platform is that of the sport."""

from __future__ import annotations

import asyncio
import itertools
import json
from collections import Counter, defaultdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from kotinos.rehearsal.cue import Cue, Post
from kotinos.rehearsal.demo.day import FIRST_DAY
from kotinos.rehearsal.demo.famous import FINALS
from kotinos.rehearsal.demo.game import Memory, remaining, stream
from kotinos.rehearsal.platform import platform
from kotinos.rehearsal.player import Played, Player, Stage

Documents = dict[tuple[str, str], dict[str, Any]]

MEDALS_OF_HISTORY = {
    "ATHMHIGHJUMP": ["G BARSHIM", "G TAMBERI", "B NEDASEKAU"],
    "ATHM100M": ["G LYLES", "S THOMPSON", "B KERLEY"],
    "ATHM200M": ["G BOLT", "S CRAWFORD", "B DIX"],
    "ATHM4X100M": ["G TTO", "S JPN", "B BRA"],
    "ATHM1500M": ["G HOCKER", "S KERR", "B NUGUSE"],
    "SWMM400MIM": ["G LARSSON", "S MCKEE", "B HARGITAY"],
    "SWMM50MFR": ["G ERVIN", "G HALL JR.", "B VAN DEN HOOGENBAND"],
    "SWMW100MFR": ["G MANUEL", "G OLEKSIAK", "B SJOSTROM"],
    "SWMM100MBF": ["G SCHOOLING", "S CSEH", "S LE CLOS", "S PHELPS"],
    "SWMM100MBR": ["G MARTINENGHI", "S FINK", "S PEATY"],
    "GARW1APFX": ["G ANDRADE", "S BILES", "B BARBOSU"],
    "JUDMO100KG": ["G RINER", "S KIM", "B RAKHIMOV", "B YUSUPOV"],
    "FBLMTEAM11": ["G ESP", "S FRA", "B MAR"],
}


class Day:
    """What was sent, and what the platform says of it."""

    def __init__(self, cues: list[Cue], parts: list[Played], documents: Documents, refused: list[Any]) -> None:
        self.cues, self.parts, self.documents, self.refused = cues, parts, documents, refused

    def of(self, kind: str) -> dict[str, dict[str, Any]]:
        """The newest documents of a type, by RSC."""
        return {rsc: document for (type_, rsc), document in self.documents.items() if type_ == kind}

    def rows(self, kind: str, rsc: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.documents[kind, rsc]["body"]["rows"]
        return found

    def facts(self, kind: str) -> list[dict[str, Any]]:
        posts = [cue.send for cue in self.cues if isinstance(cue.send, Post) and cue.send.path == "/v1/commands"]
        return [fact for post in posts if (fact := json.loads(post.body)["fact"])["kind"] == kind]

    @property
    def units(self) -> set[str]:
        return {unit["rsc"] for fact in self.facts("units_planned") for unit in fact["units"]}


async def _documents(stage: Stage) -> Documents:
    async with httpx.AsyncClient(timeout=30) as http:
        answer = await http.get(f"{stage.feed}/snapshot", params={"channels": "*:*"})
    return {(d["type"], d["rsc"]): d for d in answer.json()["documents"]}


async def _refused(stage: Stage) -> list[Any]:
    async with httpx.AsyncClient(timeout=30) as http:
        answer = await http.get(f"{stage.intake}/v1/refused", headers={"X-API-KEY": stage.key})
    found: list[Any] = answer.json()
    return found


async def _play(memory: Memory, stage: Stage, path: Path, most: int | None) -> Played:
    """Play on from what the memory holds; ``most`` messages, as if it was stopped there."""
    player = Player(stage, speed=None, progress=lambda cue, _: memory.note(cue))
    left = remaining(stream(memory.setting(), days=1), memory.sent)
    played = await player.play(itertools.islice(left, most))
    memory.save(path)
    return played


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Day:
    """The first day, stopped once in the middle and taken up again, with a hundred messages sent twice."""
    return asyncio.run(_whole_day(tmp_path_factory.mktemp("platform")))


async def _whole_day(data: Path) -> Day:
    path = data / "demo.json"
    memory = Memory(seed=7, origin=datetime.now(UTC).replace(microsecond=0))
    cues = list(stream(memory.setting(), days=1))
    async with platform(data) as stage:
        parts = [await _play(memory, stage, path, 1200)]
        loaded = Memory.load(path)
        assert loaded is not None
        posts = [cue for cue in cues if isinstance(cue.send, Post)]
        parts.append(await Player(stage, speed=None).play(posts[:100]))
        parts.append(await _play(loaded, stage, path, None))
        # The last value may be published a moment after it is acknowledged.
        for _ in range(100):
            documents = await _documents(stage)
            if all(d["status"] == "OFFICIAL" for (type_, _), d in documents.items() if type_ == "DT_RESULT"):
                break
            await asyncio.sleep(0.05)
        return Day(cues, parts, documents, await _refused(stage))


def test_nothing_is_refused(day: Day) -> None:
    assert [problem for part in day.parts for problem in part.problems] == []
    assert day.refused == []


def test_everything_is_sent_once_although_it_was_interrupted(day: Day) -> None:
    assert day.parts[0].sent + day.parts[2].sent == len(day.cues)


def test_what_was_taken_already_changes_nothing(day: Day) -> None:
    assert day.parts[1].outcomes.keys() <= {"duplicate", "unchanged", "stale"}


def test_every_planned_unit_becomes_official(day: Day) -> None:
    results = day.of("DT_RESULT")
    assert results.keys() == day.units
    assert {document["status"] for document in results.values()} == {"OFFICIAL"}
    unranked = {
        rsc: d["body"]["facts"]["unranked"] for rsc, d in results.items() if "unranked" in d["body"].get("facts", {})
    }
    assert unranked == {}


def test_every_kind_of_document_appears(day: Day) -> None:
    kinds = {type_ for type_, _ in day.documents}
    assert kinds >= {
        "GAMES", "DT_SCHEDULE", "DT_PARTIC", "DT_RESULT", "DT_PHASE_RESULT", "DT_POOL_STANDING", "DT_BRACKETS",
        "DT_CUMULATIVE_RESULT", "DT_RANKING", "DT_MEDALLISTS", "DT_MEDALS",
    }  # fmt: skip


def test_every_event_is_ranked_first_to_last(day: Day) -> None:
    rankings = day.of("DT_RANKING")
    assert rankings.keys() == day.of("DT_MEDALLISTS").keys()
    for rsc in rankings:
        rows = day.rows("DT_RANKING", rsc)
        assert [row["competitor"]["id"] for row in rows if not (row.get("rank") or row.get("irm"))] == [], rsc


def test_a_crew_of_rowers_is_shown_with_its_time_at_every_mark_of_the_lake(day: Day) -> None:
    rows = day.rows("DT_RESULT", "ROWMSCULL1------------FNL-000100--")
    assert [[split["point"] for split in row["splits"]] for row in rows] == [["500", "1000", "1500"]] * 6


def test_every_event_ends_with_medals_and_the_table_adds_them_up(day: Day) -> None:
    medallists = day.of("DT_MEDALLISTS")
    assert len(medallists) == len(FIRST_DAY) + len(FINALS)
    given: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for document in medallists.values():
        for medal in document["body"]["medals"]:
            given[medal["competitor"]["noc"]][medal["medal"]] += 1
    table = day.of("DT_MEDALS")[f"GEN{'-' * 31}"]["body"]
    shown = {
        line["noc"]: Counter(
            {f"ME_{colour.upper()}": line["counts"][-1].get(colour, 0) for colour in ("gold", "silver", "bronze")}
        )
        for line in table["lines"]
    }
    assert shown == given
    assert table["totals"][-1]["total"] == sum(sum(counts.values()) for counts in given.values())
    assert table["events_finished"] == table["events_total"] == len(medallists)


@pytest.mark.parametrize("event", MEDALS_OF_HISTORY)
def test_famous_finals_end_as_history_has_them(day: Day, event: str) -> None:
    medals = day.documents["DT_MEDALLISTS", event.ljust(34, "-")]["body"]["medals"]
    found = [f"{m['medal'][3]} {m['competitor'].get('family_name') or m['competitor']['noc']}" for m in medals]
    assert sorted(found) == sorted(MEDALS_OF_HISTORY[event])


def test_a_decision_after_the_event_is_noted_where_medals_changed(day: Day) -> None:
    for event in ("ATHM4X100M", "GARW1APFX", "ATHW800M"):
        assert day.documents["DT_MEDALLISTS", event.ljust(34, "-")]["body"]["notes"], event


def test_who_starts_in_the_next_round_is_who_the_platform_says_goes_through(day: Day) -> None:
    """The demonstration reckons its rounds by itself; the platform's rules must come to the same people."""
    checked = 0
    for rsc, document in day.of("DT_PHASE_RESULT").items():
        if rsc[22:26] not in ("HEAT", "QUAL") and not (rsc[22:26] == "SFNL" and rsc[:3] != "FBL"):
            continue
        through = {row["competitor"]["id"] for row in document["body"]["rows"] if row.get("qual") in ("Q", "q")}
        semis = rsc[22:26] == "HEAT" and any(u[:26] == rsc[:22] + "SFNL" for u in day.units)
        following = rsc[:22] + ("SFNL" if semis else "FNL-0001")
        started = {
            row["competitor"]["id"]
            for unit in day.units
            if unit.startswith(following)
            for row in day.rows("DT_RESULT", unit)
        }
        assert through == started, rsc
        checked += 1
    assert checked >= 8


def test_a_photo_finish_separates_equal_hundredths(day: Day) -> None:
    rows = day.rows("DT_RESULT", "ATHW100M--------------FNL-000100--")
    assert [row["rank"] for row in rows[:4]] == [1, 2, 3, 4]
    assert "photo finish" in rows[2]["why"]["en"]


def test_a_jump_off_and_a_countback_decide_the_high_jump(day: Day) -> None:
    rows = day.rows("DT_RESULT", "ATHWHIGHJUMP----------FNL-000100--")
    assert [row.get("rank") for row in rows] == [1, 2, 3, 4, 5, 5, 7, 8, 9, None]
    assert "jump-off" in rows[1]["why"]["en"]
    assert "fewer failures" in rows[3]["why"]["en"]
    assert rows[-1]["irm"] == "NH"


def test_a_swim_off_settles_the_last_place_in_the_final(day: Day) -> None:
    rows = day.rows("DT_PHASE_RESULT", "SWMW400MFR------------HEAT--------")
    assert rows[7]["mark"] == rows[8]["mark"]
    assert (rows[7]["qual"], rows[8].get("qual", "")) == ("Q", "R1")
    assert "swim-off" in rows[8]["why"]["en"]


def test_goals_scored_decide_the_group(day: Day) -> None:
    rows = day.rows("DT_POOL_STANDING", "FBLWTEAM11------------GPA---------")
    assert [row["points"] for row in rows] == ["7", "7", "3", "0"]
    assert rows[0]["diff"] == rows[1]["diff"]
    assert "more scored" in rows[1]["why"]["en"]


def test_a_final_that_is_level_is_won_by_penalties(day: Day) -> None:
    rows = day.rows("DT_RESULT", "FBLWTEAM11------------FNL-000100--")
    assert [(row["mark"], row["wlt"]) for row in rows] == [("1", "L"), ("1", "W")]


def test_two_bronzes_are_won_by_repechage(day: Day) -> None:
    ranking = day.rows("DT_RANKING", "JUDW57KG--------------------------")
    assert [row["rank"] for row in ranking] == [1, 2, 3, 3, 5, 5, 7, 7, *[9] * 8]


def test_who_leaves_the_heptathlon_is_not_classified(day: Day) -> None:
    rows = day.rows("DT_CUMULATIVE_RESULT", "ATHWHEPTATH-----------------------")
    assert [row["row"].get("rank") for row in rows] == [1, 2, 3, 4, 5, 6, 7, None]
    assert all(len(row["items"]) == 7 for row in rows)


def test_equal_totals_on_the_bar_are_separated_by_execution(day: Day) -> None:
    rows = day.rows("DT_RESULT", "GARM1APHB-------------FNL-000100--")
    separated = [row for row in rows if "execution" in row.get("why", {}).get("en", "")]
    assert len(separated) == 1


def test_an_upheld_inquiry_changes_the_score_and_stays_on_record(day: Day) -> None:
    body = day.documents["DT_RESULT", "GARM1APHB-------------FNL-000100--"]["body"]
    assert [protest["outcome"] for protest in body["protests"]] == ["upheld"]


def test_a_disqualified_winner_hands_the_medals_on(day: Day) -> None:
    rows = day.rows("DT_RESULT", "ATHW800M--------------FNL-000100--")
    out = [row["competitor"]["id"] for row in rows if row.get("irm") == "DQ"]
    medals = day.documents["DT_MEDALLISTS", "ATHW800M--------------------------"]["body"]["medals"]
    assert len(out) == 1
    assert len(medals) == 3
    assert out[0] not in {medal["competitor"]["id"] for medal in medals}


def test_records_within_reach_fall_and_wait_for_somebody_to_confirm_them(day: Day) -> None:
    """One is bettered on the track and one in the pool, one is equalled; those of the world stand."""
    for final, flag in (
        ("ATHW100M--------------FNL-000100--", "OR"),
        ("SWMW400MFR------------FNL-000100--", "OR"),
        ("SWMM100MBA------------FNL-000100--", "=OR"),
    ):
        first, *others = day.rows("DT_RESULT", final)
        assert flag in first["records"], final
        assert first["pending"] == [flag], final
        assert not any("OR" in flag for row in others for flag in row.get("records", ())), final
    of_track = day.documents["DT_RECORD", "ATH-------------------------------"]["body"]["records"]
    sprint = {one["code"]: one for one in of_track if one["event"].startswith("ATHW100M")}
    winner = day.rows("DT_RESULT", "ATHW100M--------------FNL-000100--")[0]
    assert sprint["OR"]["holders"][0]["mark"] == winner["mark"]
    assert [former["mark"] for former in sprint["OR"]["former"]] == ["10.93"]
    assert sprint["WR"]["holders"][0]["mark"] == "10.72"
