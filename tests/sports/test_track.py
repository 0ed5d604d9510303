"""Track cycling: matches, places at the line, races on points, team races and both omniums."""

from __future__ import annotations

from datetime import date

import pytest

from kotinos.codes.rsc import Rsc
from kotinos.sports import marks, omnium, programme, rulebook, track, track_points, track_sprint
from kotinos.sports.outcome import EventResults, PhaseResult, UnitResult
from kotinos.sports.ranking import CannotRank, Entry, Ranking, Unit
from kotinos.sports.why import say

PARIS, RIO = date(2024, 8, 8), date(2016, 8, 15)
SPRINT, KEIRIN, OMNIUM = (Rsc.of("CTR", "M", name) for name in ("SPRINT", "KEIRIN", "OMNIUM"))
PURSUIT, TEAM_SPRINT = Rsc.of("CTR", "M", "PURTEAM4"), Rsc.of("CTR", "M", "SPRTEAM3")
QUALIFICATION = Rsc.of("CTR", "W", "SPRINT", "QUAL", "000100")
MATCH = Rsc.of("CTR", "M", "SPRINT", "FNL", "00010000")
HEAT = Rsc.of("CTR", "M", "KEIRIN", "FNL", "000100")
MADISON = Rsc.of("CTR", "M", "MADISON", "FNL", "000100")
SCRATCH = Rsc.of("CTR", "M", "OMNIUM", "SCR", "000100")
PURSUIT_FINAL = Rsc.of("CTR", "M", "PURTEAM4", "FNL", "000400")


def rank(rsc: Rsc, *entries: Entry, day: date = PARIS) -> Ranking:
    return rulebook.rank(Unit(id=rsc, rsc=rsc, entries=entries, date=day))


def rider(n: int, who: str, irm: str | None = None, **raw: object) -> Entry:
    return Entry(n=n, id=who, irm=irm, raw={name.replace("_in_", "/"): value for name, value in raw.items()})


def places(ranking: Ranking) -> list[tuple[str, int | None]]:
    return [(row.id, row.rank) for row in ranking.rows]


def test_a_match_is_won_by_two_rides_of_three() -> None:
    """As Carlin won the bronze of Paris: one ride each, then the decider."""
    ranking = rank(
        MATCH,
        rider(0, "Hoogland", ride_in_1=2, ride_in_2=1, ride_in_3=2),
        rider(1, "Carlin", ride_in_1=1, ride_in_2=2, ride_in_3=1),
    )
    assert [(row.id, row.rank, row.wlt, row.values["score"]) for row in ranking.rows] == [
        ("Carlin", 1, "W", 2),
        ("Hoogland", 2, "L", 1),
    ]
    assert say(ranking.rows[1].why, 1, 2) == "1st before 2nd: more rides won (2 against 1)"
    assert say(ranking.rows[1].why, 1, 2, "fr").endswith("plus de manches gagnées (2 contre 1)")


def test_a_match_of_one_ride_each_is_open() -> None:
    ranking = rank(MATCH, rider(0, "A", ride_in_1=1, ride_in_2=2), rider(1, "B", ride_in_1=2, ride_in_2=1))
    assert [(row.id, row.rank, row.wlt) for row in ranking.rows] == [("A", None, None), ("B", None, None)]


def test_who_is_relegated_fell_or_did_not_come_loses_the_match() -> None:
    for irm in ("REL", "DNF", "DNS"):
        ranking = rank(MATCH, rider(0, "A", irm=irm), rider(1, "B", place=1))
        assert [(row.id, row.rank, row.wlt, row.irm) for row in ranking.rows] == [
            ("B", 1, "W", None),
            ("A", 2, "L", irm),
        ]
    ranking = rank(MATCH, rider(0, "A", irm="DSQ"), rider(1, "B", wlt="W"))
    assert [(row.id, row.rank, row.wlt, row.irm) for row in ranking.rows] == [
        ("B", 1, "W", None),
        ("A", None, "L", "DSQ"),
    ]


def test_a_recorded_decision_goes_before_the_place() -> None:
    ranking = rank(MATCH, rider(0, "A", place=1, wlt="L"), rider(1, "B", place=2, wlt="W"))
    assert places(ranking) == [("B", 1), ("A", 2)]
    assert say(ranking.rows[1].why, 1, 2) == "1st before 2nd: won the match"
    assert say(ranking.rows[1].why, 1, 2, "fr") == "1er devant 2e\N{NO-BREAK SPACE}: a remporté le match"


def test_slots_of_a_match_that_cannot_be_are_refused() -> None:
    with pytest.raises(CannotRank, match=r"entry 0 \(A\): ride/1 '3'; the place in that ride, 1 or 2"):
        rank(MATCH, rider(0, "A", ride_in_1=3), rider(1, "B"))
    with pytest.raises(CannotRank, match=r"wlt 'T'; W or L"):
        rank(MATCH, rider(0, "A", wlt="T"), rider(1, "B"))
    with pytest.raises(CannotRank, match=r"place '0'; the place at the line, 1 for the first"):
        rank(HEAT, rider(0, "A", place="0"))


def test_equal_times_over_200_m_are_parted_by_the_last_100_m() -> None:
    """10.310 twice in Paris, women's sprint; the last 100 m here are invented."""
    ranking = rank(
        QUALIFICATION,
        rider(0, "Genest", mark="10.310", last_100="5.210"),
        rider(1, "Clonan", mark="10.310", last_100="5.200"),
        rider(2, "Yuan", irm="DNS"),
    )
    assert [(row.id, row.rank, row.irm) for row in ranking.rows] == [
        ("Clonan", 1, None),
        ("Genest", 2, None),
        ("Yuan", None, "DNS"),
    ]
    assert say(ranking.rows[1].why, 11, 12).endswith("both 10.31; faster over the last 100 m (5.200 against 5.210)")
    assert say(ranking.rows[1].why, 11, 12, "fr").endswith(
        "plus rapide sur les 100 derniers mètres (5,200 contre 5,210)"
    )


def test_equal_times_stand_where_the_last_100_m_of_one_are_not_known() -> None:
    ranking = rank(QUALIFICATION, rider(0, "A", mark="10.310"), rider(1, "B", mark="10.310", last_100="5.2"))
    assert places(ranking) == [("A", 1), ("B", 1)]


def test_paris_2024_keirin_final_with_two_on_the_ground_and_one_relegated() -> None:
    ranking = rank(
        HEAT,
        rider(0, "Nakano", irm="DNF"),
        rider(1, "Glaetzer", place=3),
        rider(2, "Sahrom", irm="REL"),
        rider(3, "Lavreysen", place=1),
        rider(4, "Richardson", place=2),
        rider(5, "Carlin", irm="DNF"),
    )
    assert [(row.id, row.rank, row.irm) for row in ranking.rows] == [
        ("Lavreysen", 1, None),
        ("Richardson", 2, None),
        ("Glaetzer", 3, None),
        ("Carlin", 4, "DNF"),
        ("Nakano", 4, "DNF"),
        ("Sahrom", 6, "REL"),
    ]


def test_the_place_that_the_judges_gave_parts_two_who_fell() -> None:
    ranking = rank(HEAT, rider(0, "A", irm="DNF", place=3), rider(1, "B", irm="DNF", place=2), rider(2, "C", place=1))
    assert places(ranking) == [("C", 1), ("B", 2), ("A", 3)]


def test_who_is_disqualified_or_absent_in_keirin_has_no_place() -> None:
    ranking = rank(HEAT, rider(0, "A", irm="DSQ"), rider(1, "B", irm="DNS"), rider(2, "C", place=1))
    assert places(ranking) == [("C", 1), ("B", None), ("A", None)]


def test_keirin_heats_together_share_the_places() -> None:
    phase = Rsc.of("CTR", "M", "KEIRIN", "QFNL")
    ranking = rank(
        phase, rider(0, "A", place=1), rider(1, "B", place=5), rider(2, "C", place=1), rider(3, "D", place=5)
    )
    assert places(ranking) == [("A", 1), ("C", 1), ("B", 3), ("D", 3)]


def test_paris_2024_madison_by_points() -> None:
    ranking = rank(
        MADISON,
        rider(0, "ITA", mark="47"),
        rider(1, "AUS", mark="-49"),
        rider(2, "POR", sprint_points="35", laps="1"),
        rider(3, "DEN", mark="41"),
        rider(4, "CAN", irm="DNF"),
    )
    assert places(ranking) == [("POR", 1), ("ITA", 2), ("DEN", 3), ("AUS", 4), ("CAN", None)]
    assert ranking.rows[0].values["points"] == "55"


def test_equal_points_go_to_the_better_of_the_last_sprint_where_it_is_known() -> None:
    ranking = rank(MADISON, rider(0, "A", mark="12", place=7), rider(1, "B", mark="12", place=5))
    assert places(ranking) == [("B", 1), ("A", 2)]
    assert say(ranking.rows[1].why, 6, 7) == "6th before 7th: both 12; better in the last sprint (place 5 against 7)"
    assert say(ranking.rows[1].why, 6, 7, "fr").endswith("mieux placé au dernier sprint (place 5 contre 7)")
    assert places(rank(MADISON, rider(0, "A", mark="12", place=7), rider(1, "B", mark="12"))) == [("A", 1), ("B", 1)]


def test_sprints_give_5_3_2_1_and_the_last_one_double() -> None:
    assert [track_points.points_of_sprint(place) for place in (1, 2, 3, 4, 5)] == [5, 3, 2, 1, 0]
    assert [track_points.points_of_sprint(place, last=True) for place in (1, 2, 3, 4, 5)] == [10, 6, 4, 2, 0]


def test_a_lap_gained_in_the_scratch_goes_before_the_line() -> None:
    ranking = rank(SCRATCH, rider(0, "A", place=1), rider(1, "B", place=9, laps=1), rider(2, "C", place=2, laps=-1))
    assert places(ranking) == [("B", 1), ("A", 2), ("C", 3)]
    with pytest.raises(CannotRank, match=r"laps 'one'; laps gained, -1 for one lost"):
        rank(SCRATCH, rider(0, "A", place=1, laps="one"), rider(1, "B", place=2))


def test_a_team_that_is_overtaken_has_lost_with_or_without_a_time_of_the_other() -> None:
    for raw in ({"mark": "3:54.517"}, {}):
        ranking = rank(PURSUIT_FINAL, rider(0, "BEL", irm="OVL"), rider(1, "CAN", **raw))
        assert [(row.id, row.rank, row.wlt, row.irm) for row in ranking.rows] == [
            ("CAN", 1, "W", None),
            ("BEL", 2, "L", "OVL"),
        ]


def test_paris_2024_team_sprint_final_by_time() -> None:
    final = Rsc.of("CTR", "M", "SPRTEAM3", "FNL", "000100")
    ranking = rank(final, rider(0, "GBR", mark="41.814"), rider(1, "NED", mark="40.949"))
    assert [(row.id, row.wlt) for row in ranking.rows] == [("NED", "W"), ("GBR", "L")]


QUALIFYING = [f"T{n}" for n in range(1, 11)]


def timed(event: Rsc, *teams: tuple[str, str]) -> Ranking:
    entries = tuple(rider(n, team, mark=mark) for n, (team, mark) in enumerate(teams))
    return rank(Rsc(event[:22] + "RND1" + "-" * 8), *entries)


def test_the_first_round_of_the_team_races_is_paired_by_the_qualifying() -> None:
    qualifying = rank(
        Rsc(PURSUIT[:22] + "QUAL000100--"), *(rider(n, team, mark=f"3:4{n}.0") for n, team in enumerate(QUALIFYING))
    )
    assert track.first_round(qualifying, PURSUIT) == (("T6", "T7"), ("T5", "T8"), ("T2", "T3"), ("T1", "T4"))
    assert track.first_round(qualifying, TEAM_SPRINT) == (("T4", "T5"), ("T3", "T6"), ("T2", "T7"), ("T1", "T8"))


def test_a_first_round_needs_eight_teams() -> None:
    with pytest.raises(CannotRank, match="1 teams with a time; the first round needs 8"):
        track.first_round(rank(Rsc(PURSUIT[:22] + "QUAL000100--"), rider(0, "A", mark="3:50.0")), PURSUIT)


def test_only_two_of_the_pursuit_winners_ride_for_gold_but_all_four_of_the_team_sprint_for_medals() -> None:
    heats = [
        (("A", "40.0"), ("B", "41.0")),
        (("C", "42.0"), ("D", "43.0")),
        (("E", "44.0"), ("F", "45.0")),
        (("G", "46.0"), ("H", "47.0")),
    ]
    ranked = [timed(PURSUIT, *heat) for heat in heats]
    together = timed(PURSUIT, *(team for heat in heats for team in heat))
    assert track.finals(ranked, together, PURSUIT) == (("E", "G"), ("A", "B"), ("C", "D"), ("F", "H"))
    assert track.finals(ranked, together, TEAM_SPRINT) == (("A", "C"), ("E", "G"), ("B", "D"), ("F", "H"))


# -- the omnium --------------------------------------------------------------------------------------------------------


def card(n: int, who: str, places_in: str, points: dict[str, object] | None = None) -> Entry:
    """``SCR 1 TEMP 3 ELIM DNF`` and what was recorded of the points race."""
    texts = places_in.split()
    parts: list[dict[str, object]] = []
    for race, text in zip(texts[::2], texts[1::2], strict=True):
        own = {"rank": int(text)} if text.isdigit() else {"irm": text}
        parts.append({"unit": f"{race.ljust(4, '-')}000100--", **own})
    if points is not None:
        parts.append({"unit": "PTS-000100--", "mark": str(points.get("mark", "")), "raw": points})
    return Entry(n=n, id=who, raw={"parts": parts})


def test_places_give_40_38_down_to_one_point_for_everybody_behind_the_twentieth() -> None:
    assert [omnium.points_of_place(place) for place in (1, 2, 3, 19, 20, 21, 22)] == [40, 38, 36, 4, 2, 1, 1]


def test_the_points_race_is_added_to_the_points_of_three_races() -> None:
    ranking = rank(
        OMNIUM,
        card(0, "A", "SCR 1 TEMP 2 ELIM 3", {"sprint_points": "5", "laps": "0"}),
        card(1, "B", "SCR 3 TEMP 3 ELIM 3", {"sprint_points": "0", "laps": "1"}),
        card(2, "C", "SCR 4 TEMP 1 ELIM 1", {"sprint_points": "1", "laps": "-1"}),
    )
    assert [(row.id, row.rank, row.values["total"]) for row in ranking.rows] == [
        ("B", 1, "128"),
        ("A", 2, "119"),
        ("C", 3, "95"),
    ]


def test_paris_2024_omnium_by_the_running_total_that_the_board_shows() -> None:
    ranking = rank(
        OMNIUM,
        card(0, "Leitao", "SCR 7 TEMP 2", {"mark": "153"}),
        card(1, "van den Bossche", "SCR 3 TEMP 1", {"mark": "131"}),
        card(2, "Thomas", "SCR 1 TEMP 10", {"mark": "164"}),
    )
    assert places(ranking) == [("Thomas", 1), ("Leitao", 2), ("van den Bossche", 3)]


def test_a_total_that_does_not_follow_from_the_races_is_refused() -> None:
    with pytest.raises(CannotRank, match=r"entry 0 \(A\): total 170; 120 carried and 45 of the points race are 165"):
        rank(OMNIUM, card(0, "A", "SCR 1 TEMP 1 ELIM 1", {"mark": "170", "sprint_points": "25", "laps": "1"}))


def test_an_equal_total_goes_to_the_better_in_the_last_sprint() -> None:
    ranking = rank(
        OMNIUM, card(0, "A", "SCR 1", {"mark": "97", "place": 9}), card(1, "B", "SCR 2", {"mark": "97", "place": 4})
    )
    assert places(ranking) == [("B", 1), ("A", 2)]


def test_before_the_points_race_riders_stand_by_what_they_carry() -> None:
    ranking = rank(OMNIUM, card(0, "A", "SCR 2 TEMP 2"), card(1, "B", "SCR 1 TEMP 1"), card(2, "C", ""))
    assert places(ranking) == [("B", 1), ("A", 2), ("C", None)]


def test_who_did_not_finish_a_race_is_out_of_the_omnium() -> None:
    ranking = rank(OMNIUM, card(0, "A", "SCR 1 TEMP DNF", {"mark": "99"}), card(1, "B", "SCR 2 TEMP 2", {"mark": "20"}))
    assert [(row.id, row.rank, row.irm) for row in ranking.rows] == [("B", 1, None), ("A", None, "DNF")]


def test_until_rio_2016_the_omnium_had_six_races() -> None:
    """Viviani won with 207 points: the five races before the points race are his of Rio."""
    viviani = card(0, "Viviani", "SCR 6 IP 2 ELIM 1 TT 2 FL 3", {"mark": "207"})
    assert rank(OMNIUM, viviani, day=RIO).rule_set == "CTR-omnium@2014-06-20"
    with pytest.raises(CannotRank, match=r"IP--000100--: the omnium of this date is SCR, TEMP, ELIM, PTS"):
        rank(OMNIUM, viviani)
    with pytest.raises(CannotRank, match=r"TEMP000100--: the omnium of this date is SCR, IP, ELIM, TT, FL, PTS"):
        rank(OMNIUM, card(0, "A", "TEMP 1"), day=RIO)


# -- how the events run ------------------------------------------------------------------------------------------------


def units(event: Rsc, **phases: int) -> list[Rsc]:
    codes = {"F8": "8FNL"}
    return [
        Rsc.of("CTR", event.gender, event.event, codes.get(code, code), f"{n:04d}00")
        for code, number in phases.items()
        for n in range(1, number + 1)
    ]


def test_the_rounds_of_the_sprint_stand_from_the_last_to_the_first() -> None:
    planned = units(SPRINT, QUAL=1, R64=12, REP1=4, R32=8, REP2=4, F8=6, REP3=2, QFNL=4, SFNL=2, FNL=3)
    found = [(one.phase.phase, one.level, dict(one.qualify)) for one in programme.phases(SPRINT, planned)]
    assert [code for code, _, _ in found] == list(track_sprint.ORDER)
    assert found[0] == ("FNL", 1, {})
    assert all(qualify == {"place": 1} for _, _, qualify in found[1:-1])
    assert found[-1] == ("QUAL", 10, {"total": 24})


def test_the_rounds_of_the_keirin_the_team_races_and_the_omnium() -> None:
    keirin = programme.phases(KEIRIN, units(KEIRIN, RND1=5, REP=4, QFNL=3, SFNL=2, FNL=2))
    assert [(one.phase.phase, dict(one.qualify)) for one in keirin] == [
        ("FNL", {}),
        ("SFNL", {"place": 3}),
        ("QFNL", {"place": 4}),
        ("REP", {"place": 2}),
        ("RND1", {"place": 2}),
    ]
    teams = programme.phases(PURSUIT, units(PURSUIT, QUAL=1, RND1=4, FNL=4))
    assert [(one.phase.phase, dict(one.qualify)) for one in teams] == [
        ("FNL", {}),
        ("RND1", {}),
        ("QUAL", {"total": 8}),
    ]
    races = programme.phases(OMNIUM, units(OMNIUM, SCR=1, TEMP=1, ELIM=1, PTS=1))
    assert [(one.phase.phase, one.kind) for one in races] == [
        (race, "component") for race in ("PTS", "ELIM", "TEMP", "SCR")
    ]


def test_only_rides_from_the_quarter_finals_on_are_over_the_best_of_three() -> None:
    assert track_sprint.is_best_of_three(MATCH)
    assert not track_sprint.is_best_of_three(Rsc.of("CTR", "M", "SPRINT", "FNL", "000300"))
    assert not track_sprint.is_best_of_three(Rsc.of("CTR", "M", "SPRINT", "R32", "000100"))


def test_the_draw_of_the_first_round_puts_the_first_against_the_last() -> None:
    heats = track_sprint.draw("R64", lambda origin: [origin])
    assert (heats[0], heats[11]) == (("Q1", "Q24"), ("Q12", "Q13"))
    with pytest.raises(CannotRank, match="phase 'R128' of a sprint; one of R64, REP1"):
        track_sprint.draw("R128", lambda origin: [origin])


def test_every_winner_and_every_loser_of_a_sprint_round_rides_on_exactly_once() -> None:
    for code in ("R64", "R32", "8FNL"):
        origins = [one for heats in track_sprint.DRAW.values() for heat in heats for one in heat]
        for number in range(1, len(track_sprint.DRAW[code]) + 1):
            assert [origins.count(f"{letter}{code}-{number}") for letter in "WL"] == [1, 1]


def sprint_phase(code: str, level: int, *heats: tuple[str, ...]) -> PhaseResult:
    made = []
    for number, heat in enumerate(heats, start=1):
        rsc = Rsc.of("CTR", "M", "SPRINT", code, f"{number:04d}00")
        entries = tuple(rider(n, who, wlt="L" if n else "W") for n, who in enumerate(heat))
        if code == "QUAL":
            entries = tuple(rider(n, who, mark=f"9.{n}00") for n, who in enumerate(heat))
        made.append(UnitResult(rsc=rsc, entries=entries, ranking=rank(rsc, *entries), finished=True))
    phase = Rsc.of("CTR", "M", "SPRINT", code)
    together = [entry for unit in made for entry in unit.entries]
    ranking = rank(phase, *(Entry(n=n, id=one.id, raw=one.raw) for n, one in enumerate(together)))
    kind = "final" if code == "FNL" else "heats"
    return PhaseResult(rsc=phase, kind=kind, level=level, units=tuple(made), ranking=ranking)


def test_who_goes_out_early_in_the_sprint_stands_by_the_qualification() -> None:
    phases = (
        sprint_phase("FNL", 1, ("B", "A"), ("C", "D")),
        sprint_phase("REP3", 2, ("D", "F", "E")),
        sprint_phase("8FNL", 3, ("A", "D"), ("B", "E"), ("C", "F")),
        sprint_phase("QUAL", 4, ("A", "B", "C", "D", "E", "F", "G")),
    )
    entries = tuple(Entry(n=n, id=who) for n, who in enumerate("ABCDEFG"))
    ranking = track_sprint.event(EventResults(event=SPRINT, phases=phases, entries=entries))
    assert ranking is not None
    assert places(ranking) == [(who, place) for place, who in enumerate("BACDEFG", start=1)]
    assert say(ranking.rows[5].why, 5, 6) == "5th before 6th: better in the qualification (place 5 against 6)"


def test_marks_are_times_but_for_races_on_points() -> None:
    assert {track.mark_type(rsc) for rsc in (MADISON, OMNIUM, SCRATCH)} == {"POINTS"}
    assert {track.mark_type(rsc) for rsc in (QUALIFICATION, HEAT, PURSUIT_FINAL)} == {"TIME"}
    assert (track.read_mark(MADISON, "-20"), track.read_mark(QUALIFICATION, "9.088")) == ("-20", "9.088")
    with pytest.raises(marks.MarkError, match="time '-20'"):
        track.read_mark(QUALIFICATION, "-20")
