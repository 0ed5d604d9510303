"""Field cards, decathlons, groups, and famous finals through every document."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from kotinos.codes import canonical
from kotinos.codes.rsc import Level, Rsc
from kotinos.rehearsal.cue import Post
from kotinos.rehearsal.demo.famous import FINALS
from kotinos.rehearsal.demo.famous.final import cues
from kotinos.rehearsal.demo.people import Village
from kotinos.rehearsal.demo.script import Setting
from kotinos.results.facts import Fact
from tests.results.playing import Play, order, people, planned, seen, starts, status

LONG = Rsc.of("ATH", "W", "LONGJUMP", "FNL", "000100")
HIGH = Rsc.of("ATH", "M", "HIGHJUMP", "FNL", "000100")


def ready(unit: Rsc, count: int) -> Play:
    play = Play()
    play.do(people(unit.at(Level.EVENT), count), planned(unit), starts(unit, range(count)))
    return play


def test_a_series_shows_every_attempt_and_which_one_counts():
    play = ready(LONG, 2)
    for n, (one, two) in enumerate((("6.80", "X"), ("X", "6.90"), ("-", "6.85")), start=1):
        play.do(seen(LONG, {0: {"mark": one, "wind": "+1.1"}, 1: two}, n, f"attempt/{n}"))
    first, second = play.rows(LONG)
    assert [(a.n, a.mark, a.best) for a in first.attempts] == [(1, "X", False), (2, "6.90", True), (3, "6.85", False)]
    assert (first.mark, second.mark, second.diff) == ("6.90", "6.80", "-0.10")
    assert second.attempts[0].wind == "+1.1"


def test_a_card_of_heights_stands_lowest_first_whatever_came_first():
    play = ready(HIGH, 2)
    play.do(seen(HIGH, {0: "XO", 1: "O"}, 1, "height/2.20"), seen(HIGH, {0: "O", 1: "O"}, 2, "height/1.98"))
    first, second = play.rows(HIGH)
    assert [(h.height, h.attempts) for h in second.heights] == [("1.98", "O"), ("2.20", "XO")]
    assert order((first, second)) == [(1, "1"), (2, "0")]
    assert second.why["en"]
    assert second.why["fr"] != second.why["en"]


def test_times_behind_the_leader_carry_as_many_decimals_as_the_leader():
    unit = Rsc.of("ATH", "W", "1500M", "FNL", "000100")
    play = ready(unit, 3)
    play.do(seen(unit, {0: "3:51.34", 1: "3:52.56", 2: "4:01.00"}, complete=True))
    assert [row.diff for row in play.rows(unit)] == ["", "+1.22", "+9.66"]


def test_who_does_not_start_one_event_of_a_decathlon_is_out_of_the_total_but_not_of_the_others():
    hundred, long = (Rsc.of("ATH", "M", "DECATH", phase, "000100") for phase in ("100", "LJ"))
    event = hundred.at(Level.EVENT)
    play = Play()
    play.do(people(event, 3), planned(hundred, long), starts(hundred, range(3)), starts(long, range(3)))
    play.do(seen(hundred, {0: "10.60", 1: "10.80", 2: "11.00"}, complete=True), status(hundred, "OFFICIAL"))
    play.do(seen(long, {0: "DNS"}, 1, "irm"), seen(long, {1: "7.20", 2: "7.50"}, 1, "attempt/1", complete=True))
    play.do(status(long, "OFFICIAL"))
    body = play.body("DT_CUMULATIVE_RESULT", event)
    rows = {row.row.competitor.id[-1]: row for row in body.rows}
    assert rows["0"].row.irm == "DNF"
    assert rows["0"].row.rank is None
    assert [(i.mark, i.points, i.irm) for i in rows["0"].items] == [("10.60", "952", ""), ("", "0", "DNS")]
    assert [(i.mark, i.points) for i in rows["1"].items] == [("10.80", "906"), ("7.20", "862")]
    assert rows["1"].row.mark == str(906 + 862)
    assert (body.units_complete, body.units_total, body.last_unit) == (2, 2, long)


def test_a_group_table_counts_finished_matches_only():
    units = tuple(Rsc.of("FBL", "W", "TEAM11", "GPA", f"000{n}00") for n in (1, 2, 3))
    phase = units[0].at(Level.PHASE)
    play = Play()
    play.do(people(units[0].at(Level.EVENT), 3, "T"), planned(*units))
    for unit, cast in zip(units, ((0, 1), (1, 2), (2, 0)), strict=True):
        play.do(starts(unit, cast))
    play.do(seen(units[0], {0: "2", 1: "1"}, complete=True), seen(units[1], {1: "3", 2: "0"}))
    table = play.body("DT_POOL_STANDING", phase)
    assert [(r.competitor.id[-1], r.points, r.played, r.for_, r.against, r.diff) for r in table.rows] == [
        ("0", "3", 1, 2, 1, "+1"),
        ("2", "0", 0, 0, 0, "0"),
        ("1", "0", 1, 1, 2, "-1"),
    ]
    assert (table.units_complete, table.units_total) == (1, 3)
    cell = next(o for o in table.rows[0].opponents if o.unit == units[0])
    assert (cell.result, cell.home_away, cell.competitor.id[-1]) == ("2-1", "A", "1")


def test_what_no_rule_can_rank_is_shown_as_it_came_and_says_why():
    unit = Rsc.of("JUD", "W", "48KG", "FNL", "000100")
    play = ready(unit, 2)
    play.do(seen(unit, {0: "2"}, slot="ippon"))
    body = play.body("DT_RESULT", unit)
    assert [row.competitor.id[-1] for row in body.rows] == ["0", "1"]
    assert all(row.rank is None for row in body.rows)
    assert "ippon" in body.facts["unranked"] or "side" in body.facts["unranked"]


@pytest.fixture(scope="module")
def archive() -> Play:
    """Thirteen famous finals, entered as the demonstration enters them."""
    play = Play()
    setting = Setting(play="t", origin=datetime(2030, 7, 20, tzinfo=UTC), village=Village(1), seed=1)
    for cue in cues(setting, FINALS, 0):
        assert isinstance(cue.send, Post)
        fact: Any = canonical.convert(json.loads(cue.send.body)["fact"], Fact)
        play.do(fact)
    return play


HELD = [
    # event; gold, silver, bronze (several where shared)
    (Rsc.of("ATH", "M", "HIGHJUMP"), ("BARSHIM TAMBERI", "", "NEDASEKAU")),
    (Rsc.of("ATH", "M", "100M"), ("LYLES", "THOMPSON", "KERLEY")),
    (Rsc.of("ATH", "M", "200M"), ("BOLT", "CRAWFORD", "DIX")),
    (Rsc.of("ATH", "M", "1500M"), ("HOCKER", "KERR", "NUGUSE")),
    (Rsc.of("ATH", "M", "4X100M"), ("TTO", "JPN", "BRA")),
    (Rsc.of("SWM", "M", "400MIM"), ("LARSSON", "MCKEE", "HARGITAY")),
    (Rsc.of("SWM", "M", "50MFR"), ("ERVIN HALL", "", "VAN")),
    (Rsc.of("SWM", "M", "100MBF"), ("SCHOOLING", "CSEH LE PHELPS", "")),
    (Rsc.of("SWM", "M", "100MBR"), ("MARTINENGHI", "FINK PEATY", "")),
    (Rsc.of("GAR", "W", "1APFX"), ("ANDRADE", "BILES", "BARBOSU")),
    (Rsc.of("JUD", "M", "O100KG"), ("RINER", "KIM", "RAKHIMOV YUSUPOV")),
    (Rsc.of("FBL", "M", "TEAM11"), ("ESP", "FRA", "MAR")),
]


@pytest.mark.parametrize(("event", "expected"), HELD, ids=lambda v: v[:12] if isinstance(v, str) else "")
def test_a_famous_final_has_the_medallists_that_it_had(archive, event, expected):
    found: dict[str, list[str]] = {}
    for medal in archive.body("DT_MEDALLISTS", event).medals:
        who = medal.competitor
        found.setdefault(medal.medal, []).append(who.noc if who.type == "T" else who.family_name.split()[0])
    assert tuple(" ".join(sorted(found.get(m, []))) for m in ("ME_GOLD", "ME_SILVER", "ME_BRONZE")) == expected


def test_a_tournament_is_ranked_to_its_last_team(archive):
    rows = archive.rows(Rsc.of("FBL", "M", "TEAM11"), "DT_RANKING")
    # Out in the quarter-finals: nine points, seven (a shoot-out counts as a draw), six with +2, six with -1.
    assert [row.competitor.noc for row in rows][:8] == ["ESP", "FRA", "MAR", "EGY", "JPN", "PAR", "ARG", "USA"]
    assert [row.rank for row in rows] == list(range(1, 17))
