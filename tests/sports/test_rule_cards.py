"""What is written down in the sports of judges, so that their rules can rank it: by unit, by day, by plan, and in which form."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from kotinos.codes.rsc import Rsc
from kotinos.sports import cards, rulebook
from kotinos.sports.cards import Asked, Blank, Card

TODAY = date(2026, 7, 1)
ROUNDS = [f"judge/J{n}" for n in range(1, 6)]
OFFERED = {
    "GAR M 1APFX FNL": "d e penalty mark",
    "GAR W 1APVT QUAL": "d e penalty mark",
    "GAR W 1APVT FNL": "d/1 e/1 penalty/1 score/1 d/2 e/2 penalty/2 score/2 mark",
    "GRY W 1AA QUAL": "d a e penalty mark",
    "GTR M 1TRA FNL": "d e h t penalty mark",
    "GTR M 1TRA QUAL": "routine/1 routine/2 d e h t mark",
    "SWA W TEAM2 FNL": "elements impression penalty mark",
    "FSK W SINGLES QUAL": "tes mark",
    "FSK W SINGLES FNL": "pcs mark",
    "FRS M HP QUAL": "run/1 run/2 mark",
    "FRS M SS FNL": "run/1 run/2 run/3 mark",
    "SBD W BA FNL": "trick/1 kind/1 trick/2 kind/2 trick/3 kind/3 mark",
    "FRS M MO FNL": "turns air mark",
    "FRS M AE FNL": "mark",
    "SKB M STREET FNL": "run/1 run/2 trick/1 trick/2 trick/3 trick/4 trick/5 mark",
    "SKB W PARK QUAL": "run/1 run/2 run/3 mark",
    "SRF M SHORTBRD SFNL": " ".join([*(f"wave/{n}" for n in range(1, 11)), "mark"]),
    "BMF W INDVFRST FNL": "run/1 run/2 mark",
    "BKG M INDIVID FNL": "period/R1 period/R2 period/R3 votes mark",
    "BOX M 51KG FNL": " ".join([*ROUNDS, "warnings", *(one.replace("judge", "preferred") for one in ROUNDS), "mark"]),
    "SJP M NH FNL": "distance judge/1 judge/2 judge/3 judge/4 judge/5 wind gate mark",
    "NCB M NH SJP": "distance judge/1 judge/2 judge/3 judge/4 judge/5 wind gate mark",
    "EQU O DRESINDV GPFR": "mark artistic collective",
    "EQU O DRESTEAM FNL": "mark artistic collective lowest",
}


def card(unit: str, day: date = TODAY, facts: Mapping[str, Any] | None = None, used: tuple[str, ...] = ()) -> Card:
    """The card of a unit, written as discipline, gender, event and phase."""
    found = rulebook.card(None, Asked(rsc=Rsc.of(*unit.split(), "000100"), facts=facts or {}, used=used), day)
    assert found
    return found


def slots(*unit: Any, **more: Any) -> list[str]:
    return [one.slot for one in card(*unit, **more).blanks]


@pytest.mark.parametrize("unit", OFFERED)
def test_what_is_written_today(unit: str) -> None:
    assert " ".join(slots(unit)) == OFFERED[unit]


@pytest.mark.parametrize(
    "unit", ["FRS M SX QFNL", "SBD M PGS FNL", "NCB M NH FNL", "SWM M 100MFR FNL", "ATH M LONGJUMP FNL"]
)
def test_what_is_measured_has_no_card(unit: str) -> None:
    assert rulebook.card(None, Asked(rsc=Rsc.of(*unit.split(), "000100"))) is None


def test_the_card_of_a_plan_that_names_its_rule_is_that_of_the_rule() -> None:
    asked = Asked(rsc=Rsc.of("SWM", "M", "100MFR", "FNL", "000100"))
    found = rulebook.card("bmx_freestyle_park", asked)
    assert found and [one.slot for one in found.blanks] == ["run/1", "run/2", "mark"]
    assert rulebook.card("no such rule", asked) is None


def test_the_artistry_of_an_exercise_is_written_since_it_is_scored_apart() -> None:
    assert slots("GRY W 1AA QUAL", date(2016, 8, 19)) == ["d", "e", "penalty", "mark"]
    assert slots("GRY W 1AA QUAL", date(2022, 1, 1)) == ["d", "a", "e", "penalty", "mark"]


def test_a_bout_is_written_as_its_time_counted_it() -> None:
    hits, drawn, review, now = (card("BOX M 51KG FNL", date(year, 1, 1)) for year in (2012, 2014, 2022, 2025))
    assert [one.slot for one in hits.blanks] == ["mark", "countback"]
    assert [one.slot for one in drawn.own] == ["counting"]
    assert "judge/E2" in [one.slot for one in review.blanks]
    assert now.own == () and "judge/E1" not in [one.slot for one in now.blanks]


# -- how many ----------------------------------------------------------------------------------------------------------


def test_a_plan_says_how_many_runs_and_what_was_given_is_always_there() -> None:
    assert slots("BMF M INDVFRST FNL", facts={"runs": 3}) == ["run/1", "run/2", "run/3", "mark"]
    assert slots("BMF M INDVFRST FNL", used=("run/4",)) == ["run/1", "run/2", "run/3", "run/4", "mark"]


def test_there_is_always_one_more_wave_to_write() -> None:
    assert slots("SRF M SHORTBRD SFNL", facts={"waves": 2}, used=("wave/2",)) == ["wave/1", "wave/2", "wave/3", "mark"]


def test_a_dive_is_written_with_its_panel() -> None:
    men, women = slots("DIV M 3M FNL"), slots("DIV W 3M FNL", facts={"judges": 5})
    assert men[:8] == ["dd/1", *(f"award/1.{n}" for n in range(1, 8))]
    assert (len(men), len(women)) == (6 * 8 + 2, 5 * 6 + 2)
    assert men[-2:] == ["penalty", "mark"]


@pytest.mark.parametrize(
    ("facts", "heads"), [({}, "DD A1 A2 A3 B1 B2 B3 S1 S2 S3 S4 S5"), ({"judges": 9}, "DD A1 A2 B1 B2 S1 S2 S3 S4 S5")]
)
def test_a_synchronised_dive_is_written_panel_by_panel(facts: dict[str, int], heads: str) -> None:
    first = [one for one in card("DIV W 10MTEAM2 FNL", facts=facts).blanks if one.group == "1"]
    assert " ".join(one.head for one in first) == heads
    assert {one.text["en"] for one in first} >= {"Dive 1, diver B, judge 2", "Dive 1, synchronisation, judge 5"}
    assert {one.of["fr"] for one in first} == {"Plongeon 1"}


def test_the_all_around_is_written_apparatus_by_apparatus_and_teams_by_gymnast() -> None:
    men, women = slots("GAR M 1AA FNL"), slots("GAR W 1AA FNL")
    assert (len(men), len(women)) == (6 * 4 + 1, 4 * 4 + 1)
    assert women[:5] == ["d/VT", "e/VT", "penalty/VT", "score/VT", "d/UB"]
    assert slots("GAR W TEAM FNL")[:4] == ["score/VT.1", "score/VT.2", "score/VT.3", "score/UB.1"]
    assert len(slots("GAR M TEAM QUAL")) == 6 * 4 + 1


# -- in which form -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("check", "text", "becomes"),
    [
        (cards.points, " 14,333 ", "14.333"),
        (cards.points, "-0.3", None),
        (cards.points, "", None),
        (cards.signed, "-3.4", "-3.4"),
        (cards.signed, "far", None),
        (cards.whole, "3", "3"),
        (cards.whole, "2.5", None),
        (cards.flag, "y", "Y"),
        (cards.flag, "yes", None),
        (cards.words, "  cork   1440 ", "cork 1440"),
        (cards.award(20, "0.5"), "18.5", "18.5"),
        (cards.award(20, "0.5"), "18.3", None),
        (cards.award(20, "0.5"), "20.5", None),
    ],
)
def test_a_value_comes_into_its_one_form_or_is_refused(check: cards.Check, text: str, becomes: str | None) -> None:
    if becomes is None:
        with pytest.raises(ValueError, match=r"\w"):
            check(text)
    else:
        assert check(text) == becomes


def blank(unit: str, slot: str, day: date = TODAY) -> Blank:
    found = card(unit, day)
    return next(one for one in (*found.blanks, *found.own) if one.slot == slot)


@pytest.mark.parametrize("text", ["10 11 9", "ten", "", "10 9 -1"])
def test_points_of_a_boxing_judge_that_cannot_be_are_refused_where_they_are_written(text: str) -> None:
    with pytest.raises(ValueError, match="points"):
        blank("BOX M 51KG FNL", "judge/J1").check(text)


def test_only_judges_of_the_bout_are_drawn_to_count() -> None:
    counting = blank("BOX M 51KG FNL", "counting", date(2014, 1, 1))
    assert counting.check("j1 j3  j5") == "J1 J3 J5"
    with pytest.raises(ValueError, match="some of J1"):
        counting.check("J9")
