"""A jury's decision with the values that change by it: typed and checked like a correction, and recorded as one decision."""

from __future__ import annotations

from typing import Any

import pytest

from kotinos.codes.rsc import Rsc
from kotinos.results import facts
from kotinos.results.facts import Command, Conflict, DecisionTyped, Doubted, ProtestDecided, Refused, Typed
from kotinos.results.operate.foreseen import Moved, Place, Value, foresee
from tests.results.playing import Play, people, planned, seen, starts, status, who

FLOOR = Rsc.of("GAR", "W", "1APFX", "FNL", "000100")
SPRINT = Rsc.of("ATH", "M", "100M", "FNL", "000100")


def under_protest(unit: Rsc = FLOOR) -> Play:
    """Three competitors, the last of whom protests; on the floor with D and E of each."""
    play = Play()
    play.do(people(unit, 3), planned(unit), starts(unit, range(3)))
    marks = (
        {"d": ("5.8", "6.0", "5.5"), "e": ("8.2", "7.9", "8.1")}
        if unit == FLOOR
        else {"mark": ("9.98", "10.02", "10.10")}
    )
    for slot, values in marks.items():
        play.do(seen(unit, dict(enumerate(values)), revision=1, slot=slot), source="scoring")
    play.do(status(unit, "UNOFFICIAL"))
    play.do(facts.ProtestFiled(unit=unit, protest="P1", by="CZE", reason="difficulty score", competitor=who(unit, 2)))
    return play


def ruled(
    *values: tuple[int, str, Any, Any],
    unit: Rsc = FLOOR,
    outcome: str = "upheld",
    reason: str = "seen on film",
    **more: Any,
) -> DecisionTyped:
    """A decision with values: of whom, which, what they become, and what stood there to be seen."""
    items = tuple(Typed(competitor=who(unit, n), slot=slot, value=value, seen=saw) for n, slot, value, saw in values)
    decision = ProtestDecided(unit=unit, protest="P1", outcome=outcome, reason=reason)
    return DecisionTyped(decision=decision, items=items, **more)


def totals(play: Play) -> list[tuple[str, int | None, str]]:
    return [(row.competitor.id, row.rank, row.mark or row.irm) for row in play.rows(FLOOR)]


def test_a_score_put_right_by_a_decision_is_an_officials_and_ranks_anew() -> None:
    play = under_protest()
    assert totals(play) == [(who(FLOOR, 0), 1, "14.000"), (who(FLOOR, 1), 2, "13.900"), (who(FLOOR, 2), 3, "13.600")]
    play.do(ruled((2, "d", "5,9", "5.5")), source="desk", actor="anna")
    assert totals(play)[0] == (who(FLOOR, 0), 1, "14.000")
    assert [(rank, mark) for _, rank, mark in totals(play)] == [(1, "14.000"), (2, "14.000"), (3, "13.900")]
    event = play.events[-1]
    assert (event.kind, event.actor) == ("protest_decided", "anna")
    assert play.unit(FLOOR).slots[who(FLOOR, 2)]["d"].held
    assert play.unit(FLOOR).status == "UNOFFICIAL"
    play.do(seen(FLOOR, {2: "5.2"}, revision=9, slot="d"), source="scoring")
    assert play.unit(FLOOR).value(who(FLOOR, 2), "d") == "5.9"


def test_a_decision_may_disqualify() -> None:
    play = under_protest()
    play.do(ruled((0, "irm", "dsq", None)), source="desk")
    assert totals(play)[-1] == (who(FLOOR, 0), None, "14.000")
    assert play.rows(FLOOR)[-1].irm == "DSQ"


def test_a_part_takes_the_total_of_a_device_with_it() -> None:
    play = under_protest()
    play.do(seen(FLOOR, {2: "13.600"}), source="scoring")
    play.do(ruled((2, "d", "5.9", "5.5")), source="desk")
    assert play.unit(FLOOR).value(who(FLOOR, 2), "mark") is None
    assert totals(play)[0][2] == "14.000"


@pytest.mark.parametrize(
    ("wish", "where", "problem"),
    [
        (ruled((2, "d", "much", "5.5")), "items[0]", "expected a decimal"),
        (ruled((2, "penalty", "-0.3", None)), "items[0]", "without a sign"),
        (ruled((2, "d", "5.5", "5.5")), "items[0]", "stands already"),
        (ruled((2, "d", "5.9", "5.5"), (2, "d", "5.8", "5.5")), "items", "named twice"),
        (ruled((7, "d", "5.9", None)), "items[0]", "not on the start list"),
        (ruled((2, "d", "5.9", "5.5"), outcome="dismissed"), "effect", "no effect"),
        (ruled((2, "d", "5.9", "5.5"), reason=""), "reason", "only with a reason"),
    ],
)
def test_what_could_not_be_corrected_cannot_be_decided(wish: DecisionTyped, where: str, problem: str) -> None:
    play = under_protest()
    with pytest.raises(Refused, match=problem) as refused:
        play.do(wish, source="desk")
    assert refused.value.where == where
    assert play.unit(FLOOR).status == "PROTESTED"


def test_a_value_of_the_unit_is_no_competitors() -> None:
    play = under_protest(SPRINT)
    decision = ProtestDecided(unit=SPRINT, protest="P1", outcome="upheld", reason="film")
    with pytest.raises(Refused, match="values of competitors"):
        play.do(
            DecisionTyped(decision=decision, items=(Typed(competitor="", slot="wind", value="+0.1"),)), source="desk"
        )


def test_a_value_that_changed_since_it_was_seen_is_a_conflict() -> None:
    play = under_protest()
    play.do(seen(FLOOR, {2: "5.6"}, revision=5, slot="d"), source="scoring")
    with pytest.raises(Conflict) as conflict:
        play.do(ruled((2, "d", "5.9", "5.5")), source="desk")
    assert conflict.value.now == "5.6"


def test_a_value_that_is_not_plausible_is_asked_about_once() -> None:
    play = under_protest(SPRINT)
    with pytest.raises(Doubted) as doubted:
        play.do(ruled((2, "mark", "7.10", "10.10"), unit=SPRINT), source="desk")
    assert doubted.value.why["fr"]
    play.do(ruled((2, "mark", "7.10", "10.10"), unit=SPRINT, confirm=True), source="desk")
    assert play.rows(SPRINT)[0].mark == "7.10"


def test_where_two_must_agree_no_decision_changes_values() -> None:
    play = under_protest()
    play.do(facts.TwoPersonSet(scope="GAR", mode="agree"))
    with pytest.raises(Refused, match="two people must agree"):
        play.do(ruled((2, "d", "5.9", "5.5")), source="desk")
    play.do(ruled(), source="desk")
    assert play.unit(FLOOR).open_protests == ()


# -- foreseen ----------------------------------------------------------------------------------------------------------


def test_what_a_decision_would_change_is_foreseen_and_nothing_is_recorded() -> None:
    play = under_protest()
    play.do(seen(FLOOR, {2: "13.600"}), source="scoring")
    before, count = play.games, len(play.events)
    wish = ruled((2, "d", "6,1", "5.5"), (1, "irm", "DNF", None))
    command = Command(id="x", fact=wish, actor="anna", source="desk", at="2030-07-20T12:00:00.000000Z")
    found = foresee(play.games, command)
    assert found.values == (
        Value(competitor=who(FLOOR, 2), slot="d", before="5.5", after="6.1"),
        Value(competitor=who(FLOOR, 1), slot="irm", before="", after="DNF"),
        Value(competitor=who(FLOOR, 2), slot="mark", before="13.600", after=""),
    )
    assert found.moved == (
        Moved(competitor=who(FLOOR, 2), before=Place(shown="13.600", rank=3), after=Place(shown="14.200", rank=1)),
        Moved(competitor=who(FLOOR, 0), before=Place(shown="14.000", rank=1), after=Place(shown="14.000", rank=2)),
        Moved(competitor=who(FLOOR, 1), before=Place(shown="13.900", rank=2), after=Place(shown="13.900", irm="DNF")),
    )
    assert play.games is before and len(play.events) == count
    play.do(wish, source="desk")
    rows = {row.competitor.id: row for row in play.rows(FLOOR)}
    assert all((rows[m.competitor].rank, rows[m.competitor].irm) == (m.after.rank, m.after.irm) for m in found.moved)
