"""In which marks records are kept, and when a mark counts."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, NamedTuple

import pytest

from kotinos.codes import disciplines, events, record_types
from kotinos.codes.rsc import Level, Rsc
from kotinos.sports import marks, records
from kotinos.sports.performances import performances


class Seen(NamedTuple):
    """A value and its two instants."""

    value: Any
    at: str = "1"
    first: str = "1"


def cards(**values: dict[str, Any]) -> dict[str, dict[str, Seen]]:
    """Cards by competitor; a value may be given with its instant."""
    return {
        who: {slot: one if isinstance(one, Seen) else Seen(one) for slot, one in card.items()}
        for who, card in values.items()
    }


def found(rsc: Rsc, own: dict[str, Any] | None = None, **values: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Competitor, part or slot, and mark of everything that may be a record, in order."""
    unit = {name: Seen(value) for name, value in (own or {}).items()}
    return [(p.competitor, p.part or p.slot, p.mark) for p in performances(rsc, cards(**values), unit)]


def unit(discipline: str, event: str, phase: str = "FNL", gender: str = "W") -> Rsc:
    return Rsc.of(discipline, gender, event, phase, "000100")


def test_every_event_that_keeps_records_belongs_to_a_discipline_that_lists_their_types():
    for event in events.all():
        rsc = Rsc(event.rsc)
        if records.kept_in(rsc):
            assert record_types.of(rsc.discipline), rsc


def test_every_discipline_with_types_of_record_keeps_some_but_for_modern_pentathlon():
    # MPN: the total of a day of five sports comes in as no one mark of a unit; its records are listed by hand elsewhere.
    kept = {kept.discipline for kept in records.KEPT}
    assert {one.code for one in disciplines.all() if record_types.of(one.code)} - kept == {"MPN"}


def test_every_line_names_events_that_exist():
    known = {(Rsc(e.rsc).discipline, Rsc(e.rsc).event) for e in events.all()} | {("ATH", "PENTATH")}
    for kept in records.KEPT:
        for event in kept.events:
            assert (kept.discipline, event) in known


# -- how good a mark is ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("discipline", "event", "better", "worse"),
    [
        ("ATH", "100M", "9.58", "9.69"),
        ("ATH", "MARATHON", "2:00:35", "2:01:09"),
        ("ATH", "LONGJUMP", "8.95", "8.90"),
        ("ATH", "DECATH", "9126", "9045"),
        ("SWM", "400MIM", "4:02.50", "4:03.84"),
        ("WLF", "73KG", "364", "363.5"),
        ("SHO", "ARM", "637.9", "99.9"),
        ("CLB", "SPEED", "4.79", "4.798"),
    ],
)
def test_the_better_mark_has_the_greater_value(discipline, event, better, worse):
    rsc = Rsc.of(discipline, "M", event)
    assert records.value_of(rsc, better) > records.value_of(rsc, worse)


def test_times_count_as_they_are_recorded():
    track, pool = Rsc.of("ATH", "M", "100M"), Rsc.of("SWM", "M", "100MFR")
    assert records.value_of(track, "9.571") == records.value_of(track, "9.58")
    assert records.value_of(pool, "46.409") == records.value_of(pool, "46.40")
    with pytest.raises(marks.MarkError):
        records.value_of(track, "fast")


# -- wind --------------------------------------------------------------------------------------------------------------


def test_a_race_counts_up_to_two_metres_a_second_of_wind_and_not_without_a_reading():
    sprint = unit("ATH", "100M")
    for wind, counts in (("+2.0", True), ("-3.1", True), ("+2.1", False), (None, False), ("strong", False)):
        own = {} if wind is None else {"wind": wind}
        assert bool(found(sprint, own, a={"mark": "10.60"})) is counts, wind


@pytest.mark.parametrize("event", ["400M", "800M", "4X100M", "3000MST"])
def test_longer_races_and_relays_need_no_wind(event):
    assert found(unit("ATH", event), a={"mark": "3:20.00"}) == [("a", "mark", "3:20.00")]


def test_each_jump_has_its_own_wind_and_each_legal_one_counts():
    # Mike Powell and Carl Lewis, Tokyo 1991: 8.95 (+0.3) counted, 8.91 (+2.9) did not.
    jumps = {
        "a": {"attempt/5": Seen({"mark": "8.95", "wind": "+0.3"}, "5")},
        "b": {"attempt/4": Seen({"mark": "8.91", "wind": "+2.9"}, "4"), "attempt/5": {"mark": "8.87", "wind": "-0.2"}},
    }
    assert found(unit("ATH", "LONGJUMP", gender="M"), **jumps) == [
        ("b", "attempt/5", "8.87"),
        ("a", "attempt/5", "8.95"),
    ]
    assert found(unit("ATH", "SHOTPUT"), a={"attempt/1": {"mark": "22.63"}}) == [("a", "attempt/1", "22.63")]


def test_the_wind_of_a_combined_event_counts_on_average():
    assert records.average_is_legal(["+3.0", "+1.0", "+2.0"])
    assert not records.average_is_legal(["+3.0", "+1.1", "+2.0"])
    assert not records.average_is_legal(["+1.0", None])
    assert not records.average_is_legal([])


# -- what is read ------------------------------------------------------------------------------------------------------


def test_each_height_cleared_counts_when_it_was_cleared_and_a_failure_never():
    card = {"height/2.05": "O", "height/2.07": Seen("XXX", "3"), "height/2.06": Seen("XO", "2")}
    assert found(unit("ATH", "HIGHJUMP"), a=card) == [("a", "height/2.05", "2.05"), ("a", "height/2.06", "2.06")]


def test_whoever_was_disqualified_has_no_record():
    assert found(unit("SWM", "100MFR"), a={"mark": "51.00", "irm": "DSQ"}, b={"mark": "52.00"}) == [
        ("b", "mark", "52.00")
    ]


def test_a_mark_that_is_no_time_is_none():
    assert found(unit("CLB", "SPEED"), a={"mark": "FALL"}, b={"mark": "6.06"}) == [("b", "mark", "6.06")]


def test_a_race_is_in_the_order_of_its_times_and_stands_at_its_first_reading():
    race = cards(a={"mark": Seen("52.00", "9", "3")}, b={"mark": Seen("51.00", "7", "7")})
    made = performances(unit("SWM", "100MFR"), race, {})
    assert [(p.competitor, p.at) for p in made] == [("b", "3"), ("a", "3")]


def test_riders_against_the_clock_stand_each_at_their_own_instant():
    ride = cards(a={"mark": Seen("9.20", "2", "2")}, b={"mark": Seen("9.10", "3", "3")})
    made = performances(unit("CTR", "SPRINT", "QUAL"), ride, {})
    assert [(p.competitor, p.at) for p in made] == [("a", "2"), ("b", "3")]
    assert performances(unit("CTR", "SPRINT", "QFNL"), ride, {}) == ()
    assert performances(unit("CTR", "KEIRIN", "FNL"), ride, {}) == ()


def test_qualification_and_final_of_shooting_keep_records_of_their_own():
    qualified = performances(unit("SHO", "ARW", "QUAL"), cards(a={"mark": "634.5"}), {})
    final = performances(unit("SHO", "ARW", "FNL"), cards(a={"mark": "254.5"}), {})
    assert [(p.part, p.types[0], p.value) for p in (*qualified, *final)] == [
        ("QUALIFICATION", "QWR", Decimal("634.5")),
        ("FINAL", "WR", Decimal("254.5")),
    ]
    assert records.types(Rsc.of("SHO", "W", "ARW"), "FINAL", record_types.of("SHO")) == ("WR", "OR", "NR", "PB", "SB")


def test_archers_set_records_in_the_ranking_round_only():
    assert found(unit("ARC", "INDIVID", "QUAL"), a={"mark": "694"}) == [("a", "mark", "694")]
    assert found(unit("ARC", "INDIVID", "8FNL"), a={"mark": "6"}) == []


# -- weightlifting -----------------------------------------------------------------------------------------------------

LIFTING = unit("WLF", "73KG", gender="M")
LIFTS = {
    f"attempt/{n}": Seen({"mark": mark}, str(n)) for n, mark in enumerate(("160", "165", "X", "191", "198", "X"), 1)
}


def test_snatch_clean_and_jerk_and_total_are_records_of_their_own():
    # Shi Zhiyong, Tokyo 2020, 73 kg: 166 and 198 make 364; here 165 and 198 make 363.
    assert found(LIFTING, a=LIFTS) == [
        ("a", "SNATCH", "160"),
        ("a", "SNATCH", "165"),
        ("a", "TOTAL", "356"),
        ("a", "CLEAN_JERK", "191"),
        ("a", "TOTAL", "363"),
        ("a", "CLEAN_JERK", "198"),
    ]


def test_only_lifters_of_the_category_have_its_records():
    assert found(LIFTING, a={**LIFTS, "body_weight": "73.00"})
    assert found(LIFTING, a={**LIFTS, "body_weight": "73.05"}) == []
    heavy = unit("WLF", "O102KG", gender="M")
    assert found(heavy, a={**LIFTS, "body_weight": "101.90"}) == []
    assert found(heavy, a={**LIFTS, "body_weight": "176.3"})


def test_without_a_total_a_snatch_still_is_a_record_and_disqualified_none():
    bombed = {"attempt/1": {"mark": "169"}, "attempt/4": {"mark": "X"}, "irm": "NM"}
    assert found(LIFTING, a=bombed) == [("a", "SNATCH", "169")]
    assert found(LIFTING, a={**bombed, "irm": "DSQ"}) == []


def test_results_without_attempts_are_read_as_they_stand():
    assert found(LIFTING, a={"snatch": "165", "clean_jerk": "198", "mark": "363"}) == [
        ("a", "TOTAL", "363"),
        ("a", "CLEAN_JERK", "198"),
        ("a", "SNATCH", "165"),
    ]


def test_an_event_says_which_parts_it_keeps():
    assert records.parts(LIFTING.at(Level.EVENT)) == ("SNATCH", "CLEAN_JERK", "TOTAL")
    assert records.parts(Rsc.of("ATH", "M", "100M")) == ("",)
    assert records.parts(Rsc.of("JUD", "M", "60KG")) == ()
