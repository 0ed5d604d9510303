"""Paris 2024: every judo event and both football tournaments, played through brackets and pools.

The results list who took part in each unit but not who won; that the right competitors stand in the next round is the proof.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import pytest

from kotinos.codes.rsc import Level, Rsc
from kotinos.sports import duels, football, judo
from kotinos.sports.draws import Third, draw
from kotinos.sports.knockout import (
    Bracket,
    Contest,
    Origin,
    Outcome,
    Seat,
    bracket_ranking,
    fill,
    outcome_of,
    pool_places,
)
from kotinos.sports.ranking import Entry, Match, Ranking, Unit

pytestmark = pytest.mark.reference

Units = dict[Rsc, list[Entry]]


def read(folder: Path, discipline: str) -> Units:
    """The units of a discipline with their entries, by RSC."""
    units: Units = defaultdict(list)
    with (folder / "paris2024" / "marks" / f"{discipline}.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            entries = units[Rsc(row["stage_code"])]
            entries.append(
                Entry(
                    n=len(entries) + 1,
                    id=row["participant_code"],
                    name=row["participant_name"],
                    noc=row["participant_country_code"],
                    raw={"mark": row["result"]},
                    irm=row.get("result_IRM") or None,
                    order=int(row["start_order"]) if row.get("start_order") else None,
                )
            )
    return units


def by_event(units: Units) -> dict[Rsc, Units]:
    events: dict[Rsc, Units] = defaultdict(dict)
    for rsc, entries in units.items():
        events[rsc.at(Level.EVENT)][rsc] = entries
    return events


# -- judo --------------------------------------------------------------------------------------------------------------


def drawn_lines(units: Units) -> list[str | None]:
    """The draw, read back from who met whom: the first contest of everybody, in the order of the contests' numbers."""
    first: dict[str, tuple[int, int]] = {}
    rounds = {"R64": 64, "R32": 32, "8FNL": 16}
    for rsc, entries in units.items():
        for entry in entries:
            if rsc.phase in rounds:
                size = max(rounds[rsc.phase], first.get(entry.id, (0, 0))[0])
                number = int(rsc.unit[:4]) if size == rounds[rsc.phase] else first[entry.id][1]
                first[entry.id] = (size, number)
    largest = max(size for size, _ in first.values())
    lines: list[str | None] = [None] * largest
    for size in sorted(rounds.values(), reverse=True):
        width = largest // size
        for who, (_, number) in sorted(first.items()):
            if first[who][0] == size:
                start = (number - 1) * 2 * width
                free = [at for at in (start, start + width) if not any(lines[at : at + width])]
                lines[free[0]] = who
    return lines


def play(bracket: Bracket, units: Units) -> tuple[dict[str, Outcome], int]:
    """Decide the contests in order; before each, the competitors that the bracket brings there must be those who came."""
    outcomes: dict[str, Outcome] = {}
    followed = 0
    for contest in bracket.contests:
        sides = fill(bracket, outcomes)[contest.unit]
        entries = units[Rsc(contest.unit)]
        assert {side.code for side in sides} == {entry.id for entry in entries}, contest.unit
        followed += sum(seat.origin is not None for seat in contest.sides)
        ordered = tuple(sorted(entries, key=lambda entry: [side.code for side in sides].index(entry.id)))
        placed = tuple(
            Entry(n=e.n, id=e.id, name=e.name, noc=e.noc, raw=e.raw, irm=e.irm, order=at)
            for at, e in enumerate(ordered, start=1)
        )
        outcome = outcome_of(decide(Unit(id=contest.unit, rsc=Rsc(contest.unit), entries=placed)))
        assert outcome is not None, f"{contest.unit} is open"
        outcomes[contest.unit] = outcome
    return outcomes, followed


def decide(unit: Unit) -> Ranking:
    (rule,) = [r for r in judo.RULE_SETS if unit.rsc and r.covers(unit.rsc) and "2018" in r.id]
    return rule.rank(unit)


def test_every_next_round_of_the_judo_events_follows_from_our_winners(reference: Path) -> None:
    events = by_event(read(reference, "Judo"))
    assert len(events) == 15
    followed = expected = 0
    for event, units in events.items():
        bracket = judo.judo_bracket(event, drawn_lines(units))
        assert {Rsc(contest.unit) for contest in bracket.contests} == set(units), event
        followed += play(bracket, units)[1]
        places = [entry.id for entries in units.values() for entry in entries]
        expected += len(places) - len(set(places))
    assert followed == expected == 487, "every place but the first of each competitor is filled by an earlier contest"


def test_every_judoka_has_one_place_and_there_are_four_medals_in_every_event(reference: Path) -> None:
    for event, units in by_event(read(reference, "Judo")).items():
        bracket = judo.judo_bracket(event, drawn_lines(units))
        entries = {entry.id: entry for unit in units.values() for entry in unit}
        outcomes, _ = play(bracket, units)
        ranking = bracket_ranking(bracket, outcomes, list(entries.values()), "JUD-event@2018-01-01")
        assert sorted(row.id for row in ranking.rows) == sorted(entries)
        ranks = [row.rank for row in ranking.rows if row.rank is not None]
        assert ranks[:8] == [1, 2, 3, 3, 5, 5, 7, 7]
        assert set(ranks[8:]) <= {9, 17, 33}
        assert [row.irm for row in ranking.rows if row.rank is None] == (["DQB"] if "81KG" in event else [])


@pytest.mark.parametrize(
    ("event", "medals"),
    [
        ("JUDMO100KG", ["FRA", "KOR", "TJK", "UZB"]),
        ("JUDXTEAM6", ["FRA", "JPN", "BRA", "KOR"]),
        ("JUDW48KG", ["JPN", "MGL", "SWE", "FRA"]),
    ],
)
def test_the_medals_of_paris_judo_events(reference: Path, event: str, medals: list[str]) -> None:
    rsc = Rsc(event.ljust(34, "-"))
    units = by_event(read(reference, "Judo"))[rsc]
    bracket = judo.judo_bracket(rsc, drawn_lines(units))
    entries = {entry.id: entry for unit in units.values() for entry in unit}
    ranking = bracket_ranking(bracket, play(bracket, units)[0], list(entries.values()), "JUD-event@2018-01-01")
    nocs = [entries[row.id].noc for row in ranking.rows[:4]]
    assert (nocs[:2], sorted(map(str, nocs[2:]))) == (medals[:2], sorted(medals[2:]))


def test_seeds_rest_in_the_first_round_as_they_did_in_paris(reference: Path) -> None:
    """From 24 judoka on, all byes belong to the eight seeds, so the units of the first round follow from the number alone."""
    compared = 0
    for event, units in by_event(read(reference, "Judo")).items():
        people = {entry.id for unit in units.values() for entry in unit}
        if 24 <= len(people) <= 32:
            bracket = draw(event, [f"{n}" for n in range(len(people))], third=Third.REPECHAGE)
            assert {c.unit for c in bracket.contests} == set(units), event
            compared += 1
    assert compared == 11


# -- football ----------------------------------------------------------------------------------------------------------

_SHOOT_OUTS = {
    "FBLMTEAM11------------QFNL000200--": {"EGY": 5, "PAR": 4},
    "FBLWTEAM11------------QFNL000200--": {"ESP": 4, "COL": 2},
    "FBLWTEAM11------------QFNL000400--": {"CAN": 2, "GER": 4},
}
"""Kicks of the three shoot-outs, which the marks do not hold."""

_DEDUCTIONS = {"CAN": {"deduction": 6}}
"""Canada's women lost six points (FIFA Appeal Committee, 27 July 2024)."""


def groups_of(event: Rsc, units: Units) -> dict[str, Ranking]:
    phases: dict[str, list[Match]] = defaultdict(list)
    teams: dict[str, set[str]] = defaultdict(set)
    for rsc, entries in units.items():
        if rsc.phase.startswith("GP"):
            home, away = sorted(entries, key=lambda entry: entry.order or 0)
            score = (int(home.raw["mark"]), int(away.raw["mark"]))
            phases[rsc.phase].append(Match(home=str(home.noc), away=str(away.noc), score=score))
            teams[rsc.phase] |= {str(home.noc), str(away.noc)}
    deducted = _DEDUCTIONS if event.gender == "W" else {}
    return {
        phase[2]: football.rank_group(
            Unit(
                id=phase,
                entries=tuple(
                    Entry(n=n, id=team, raw=deducted.get(team, {})) for n, team in enumerate(sorted(teams[phase]))
                ),
                matches=tuple(matches),
            ),
            football.OLYMPIC_2024,
            "FBL-group@2020-01-01",
        )
        for phase, matches in phases.items()
    }


def matches_of(unit: Rsc, entries: list[Entry]) -> Ranking:
    kicks = _SHOOT_OUTS.get(unit, {})
    played = tuple(
        Entry(n=e.n, id=str(e.noc), order=e.order, raw={**e.raw, **({"pso": kicks[str(e.noc)]} if kicks else {})})
        for e in entries
    )
    (rule,) = [r for r in football.RULE_SETS if r.covers(unit)]
    return rule.rank(Unit(id=unit, rsc=unit, entries=played))


def quarter_finals(event: Rsc, groups: dict[str, Ranking]) -> tuple[tuple[str, str], ...]:
    if event.gender == "M":
        return football.QUARTER_FINALS_OF_FOUR_GROUPS
    thirds = [row.id for group in groups.values() for row in group.rows if row.rank == 3]
    unit = Unit(id="thirds", entries=tuple(Entry(n=n, id=team) for n, team in enumerate(thirds)))
    best = [row.id for row in football.rank_third_placed(groups, unit).rows[:2]]
    letters = [letter for letter, group in groups.items() for row in group.rows if row.rank == 3 and row.id in best]
    return football.quarter_finals_of_three_groups(letters)


@pytest.mark.parametrize(("gender", "four"), [("M", ["ESP", "FRA", "MAR", "EGY"]), ("W", ["USA", "BRA", "GER", "ESP"])])
def test_the_football_tournaments_follow_from_our_tables_and_winners(
    reference: Path, gender: str, four: list[str]
) -> None:
    event = Rsc.of("FBL", gender, "TEAM11")
    units = by_event(read(reference, "Football"))[event]
    groups = groups_of(event, units)
    pools = {letter: pool_places(ranking) for letter, ranking in groups.items()}
    code = {rsc.phase + rsc.unit[:4]: rsc for rsc in units}

    def side(name: str) -> Seat:
        return Seat(origin=Origin(name[0], rank=int(name[1])) if name[1].isdigit() else Origin(code[name[1:]], name[0]))

    plan = [(f"QFNL000{n}", one, two) for n, (one, two) in enumerate(quarter_finals(event, groups), start=1)]
    plan += [("SFNL0001", "WQFNL0001", "WQFNL0002"), ("SFNL0002", "WQFNL0003", "WQFNL0004")]
    plan += [("FNL0002", "LSFNL0001", "LSFNL0002"), ("FNL0001", "WSFNL0001", "WSFNL0002")]
    contests = tuple(
        Contest(unit=code[unit], phase=code[unit].phase, sides=(side(one), side(two)), stop=5)
        for unit, one, two in plan
    )
    finals = ((code["FNL0001"], 1), (code["FNL0002"], 3))
    places = [(Seat(origin=Origin(unit, wlt)), first + (wlt == "L")) for unit, first in finals for wlt in "WL"]
    places += [(Seat(origin=Origin(contest.unit, "L")), 5) for contest in contests[:4]]
    bracket = Bracket(contests, tuple(places))
    outcomes: dict[str, Outcome] = {}
    for contest in contests:
        sides = fill(bracket, outcomes, pools)[contest.unit]
        entries = units[Rsc(contest.unit)]
        assert {s.code for s in sides} == {entry.noc for entry in entries}, contest.unit
        ranking = matches_of(Rsc(contest.unit), entries)
        by_id = {row.id: row for row in ranking.rows}
        home, away = (by_id[s.code] for s in sides)
        outcomes[contest.unit] = Outcome(str(home.wlt), str(away.wlt))
    everybody = [Entry(n=n, id=s) for n, s in enumerate(sorted({str(e.noc) for u in units.values() for e in u}))]
    ranked = bracket_ranking(bracket, outcomes, everybody, "FBL-tournament", pools=pools)
    assert [row.id for row in ranked.rows if row.rank and row.rank <= 4] == four


# -- every other discipline of duels -----------------------------------------------------------------------------------

_TREE = ("R64", "R32", "8FNL", "QFNL", "SFNL", "FNL")
_DUELS = (
    *("3x3 Basketball", "Archery", "Badminton", "Basketball", "Beach Volleyball", "Boxing", "Fencing", "Handball"),
    *("Rugby Sevens", "Table Tennis", "Taekwondo", "Tennis", "Volleyball", "Water Polo"),
)


def is_for_gold(rsc: Rsc) -> bool:
    return rsc.phase != "FNL" or rsc.unit.startswith("0001")


def test_only_winners_stand_in_the_next_round_of_every_discipline_of_duels(reference: Path) -> None:
    """Football and judo have tests of their own. Stoppages and walkovers whose rows hold neither a score nor an IRM stay open."""
    (rule,) = duels.RULE_SETS
    checked, silent, wrong = 0, 0, []
    for discipline in _DUELS:
        for units in by_event(read(reference, discipline)).values():
            tree = {rsc: entries for rsc, entries in units.items() if rsc.phase in _TREE and is_for_gold(rsc)}
            for rsc, entries in tree.items():
                after = _TREE[_TREE.index(rsc.phase) + 1 :]
                later = {e.id for other, listed in tree.items() if other.phase in after[:1] for e in listed}
                if not later or len(entries) != 2:
                    continue
                if not any(entry.raw["mark"] or entry.irm for entry in entries):
                    silent += 1
                    continue
                rows = rule.rank(Unit(id=rsc, rsc=rsc, entries=tuple(entries))).rows
                on = {row.id for row in rows} & later
                checked += 1
                if on != {row.id for row in rows if row.wlt == "W"}:
                    wrong.append((rsc, [(e.raw["mark"], e.irm) for e in entries], [row.wlt for row in rows], len(on)))
    assert wrong == []
    assert (checked, silent) == (1228, 6)
