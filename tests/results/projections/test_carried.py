"""A phase whose result counts in a later one: the fencing ranking round of a modern pentathlon."""

from __future__ import annotations

from msgspec.structs import replace

from kotinos.codes.rsc import Level, Rsc
from kotinos.results.facts import Qualify
from kotinos.results.plan import default_plan
from tests.results.playing import Play, corrected, people, planned, seen, starts, status

UNITS = tuple(
    Rsc.of("MPN", "W", "INDIVID", phase, unit)
    for phase, unit in (
        ("RANK", "0001FE"),
        ("SFNL", "0001LR"),
        ("SFNL", "0002LR"),
        ("FNL", "0001SW01"),
        ("FNL", "0001LR"),
    )
)
RANKING, SEMI_A, SEMI_B, SWIM, RUN = UNITS
EVENT = RANKING.at(Level.EVENT)


def plan():
    """As the discipline runs it, but that only the first of each semifinal goes through."""
    usual = default_plan(EVENT, UNITS)
    phases = (replace(one, qualify=Qualify(place=1)) if one.qualify else one for one in usual.phases)
    return replace(usual, phases=tuple(phases))


def played():
    """Six athletes; the first three meet in semifinal A."""
    play = Play()
    play.do(people(EVENT, 6), plan(), planned(*UNITS))
    play.do(starts(RANKING, range(6)), starts(SEMI_A, range(3)), starts(SEMI_B, range(3, 6)))
    play.do(seen(RANKING, {n: str(250 - 5 * n) for n in range(6)}, complete=True), status(RANKING, "OFFICIAL"))
    play.do(seen(SEMI_A, {0: "600", 1: "610", 2: "620"}, complete=True), status(SEMI_A, "OFFICIAL"))
    play.do(seen(SEMI_B, {3: "640", 4: "630", 5: "600"}, complete=True), status(SEMI_B, "OFFICIAL"))
    return play


def totals(play, phase):
    return [(one.row.competitor.id[-1], one.row.mark) for one in play.body("DT_CUMULATIVE_RESULT", phase).rows]


def test_the_total_of_a_phase_holds_what_was_brought_along():
    play = played()
    semifinals = SEMI_A.at(Level.PHASE)
    assert totals(play, semifinals) == [
        ("3", "875"),
        ("2", "860"),
        ("4", "860"),
        ("1", "855"),
        ("0", "850"),
        ("5", "825"),
    ]
    first = play.body("DT_CUMULATIVE_RESULT", semifinals).rows[0]
    assert [(item.unit, item.points, item.rank) for item in first.items] == [
        (RANKING.at(Level.PHASE), "235", 4),
        (SEMI_B, "640", 1),
    ]


def test_each_semifinal_sends_its_own_best_to_the_final():
    play = played()
    through = [row.competitor.id[-1] for unit in (SEMI_A, SEMI_B) for row in play.rows(unit) if row.qual == "Q"]
    assert through == ["2", "3"]


def test_a_correction_of_the_ranking_round_reaches_the_final():
    play = played()
    play.do(starts(SWIM, range(3)), starts(RUN, range(3)))
    play.do(seen(SWIM, {0: "2:30.00", 1: "2:29.00", 2: "2:31.00"}, complete=True), status(SWIM, "OFFICIAL"))
    play.do(seen(RUN, {0: "600", 1: "600", 2: "600"}, complete=True), status(RUN, "OFFICIAL"))
    final = RUN.at(Level.PHASE)
    assert totals(play, final) == [("0", "1100"), ("1", "1097"), ("2", "1088")]
    play.do(corrected(RANKING, {2: "255"}))
    assert totals(play, final) == [("2", "1103"), ("0", "1100"), ("1", "1097")]
    medals = play.body("DT_MEDALLISTS", EVENT).medals
    assert [(one.medal, one.competitor.id[-1]) for one in medals] == [
        ("ME_GOLD", "2"),
        ("ME_SILVER", "0"),
        ("ME_BRONZE", "1"),
    ]
