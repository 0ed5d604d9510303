"""Rhythmic gymnastics: exercises, the all-around, its ties and its finalists."""

from __future__ import annotations

from datetime import date

import pytest

from kotinos.codes.rsc import Rsc
from kotinos.sports import rhythmic, rulebook
from kotinos.sports.ranking import CannotRank, Entry, Ranking, Unit
from kotinos.sports.series import Part
from kotinos.sports.why import say

GROUPS = Rsc.of("GRY", "W", "5AA", "FNL")
QUALIFICATION = Rsc.of("GRY", "W", "1AA", "QUAL")
HOOP = Rsc.of("GRY", "W", "1AA", "FNL", "A0000101")


def total(n: int, who: str, *parts: dict[str, str], noc: str = "") -> Entry:
    made = tuple(
        Part(unit=f"FNL-A000010{at}", mark=part.get("mark", ""), irm=part.get("irm"), raw=part)
        for at, part in enumerate(parts, 1)
    )
    return Entry(n=n, id=who, noc=noc or None, raw={"parts": made})


def score(mark: str, d: str, a: str, e: str) -> dict[str, str]:
    return {"mark": mark, "d": d, "a": a, "e": e}


def rank(rsc: Rsc, *entries: Entry, day: date = date(2024, 8, 10), **facts: object) -> Ranking:
    return rulebook.rank(Unit(id=rsc, rsc=rsc, entries=entries, date=day, facts=facts))


def places(ranking: Ranking) -> list[tuple[str, int | None]]:
    return [(row.id, row.rank) for row in ranking.rows]


def test_paris_groups_israel_and_italy_behind_china_by_both_exercises() -> None:
    exercises = {"BUL": ("34.100", "33.700"), "CHN": ("36.950", "32.850"), "ISR": ("35.600", "33.250")}
    exercises |= {"ITA": ("36.100", "32.000")}
    ranking = rank(
        GROUPS, *(total(n, who, *({"mark": one} for one in two)) for n, (who, two) in enumerate(exercises.items()))
    )
    assert [(row.id, row.values["total"]) for row in ranking.rows] == [
        ("CHN", "69.800"),
        ("ISR", "68.850"),
        ("ITA", "68.100"),
        ("BUL", "67.800"),
    ]


@pytest.mark.parametrize(
    ("first", "second", "code", "english", "french"),
    [
        (("10", "8", "8"), ("9", "8", "9"), "judged_e", "higher execution score", "meilleure note d’exécution"),
        (("10", "8", "8"), ("9", "9", "8"), "judged_a", "higher artistry score", "meilleure note artistique"),
    ],
)
def test_a_tie_goes_to_execution_then_artistry(
    first: tuple[str, str, str], second: tuple[str, str, str], code: str, english: str, french: str
) -> None:
    ranking = rank(GROUPS, total(0, "A", score("26", *first)), total(1, "B", score("26", *second)))
    assert places(ranking) == [("B", 1), ("A", 2)]
    why = ranking.rows[1].why
    assert why is not None and why.code == code
    assert english in say(why, 1, 2, "en") and french in say(why, 1, 2, "fr")


def test_a_tie_stands_where_one_of_the_tied_has_no_parts() -> None:
    ranking = rank(GROUPS, total(0, "A", score("26", "10", "8", "8")), total(1, "B", {"mark": "26"}))
    assert places(ranking) == [("A", 1), ("B", 1)]


def test_who_did_not_finish_one_exercise_has_no_total() -> None:
    ranking = rank(GROUPS, total(0, "A", {"mark": "30"}, {"irm": "DNF"}), total(1, "B", {"mark": "20"}, {"mark": "20"}))
    assert [(row.id, row.rank, row.irm) for row in ranking.rows] == [("B", 1, None), ("A", None, "DNF")]


def test_an_exercise_is_difficulty_artistry_and_execution_less_penalties() -> None:
    entry = Entry(n=0, id="A", raw={"d": "18.500", "a": "8.700", "e": "8.450", "penalty": "0.05"})
    assert rank(HOOP, entry).rows[0].values["total"] == "35.600"


def test_until_2021_there_was_no_artistry_apart() -> None:
    entry = Entry(n=0, id="A", raw={"d": "15.200", "e": "9.600"})
    assert rank(HOOP, entry, day=date(2021, 8, 7)).rows[0].values["total"] == "24.800"
    assert rank(HOOP, entry).rows[0].rank is None


def test_a_mark_that_its_parts_do_not_give_is_refused() -> None:
    with pytest.raises(CannotRank, match=r"mark 36, but its parts give 35\.6"):
        rank(HOOP, Entry(n=0, id="A", raw={"mark": "36", "d": "18.6", "a": "8.5", "e": "8.5"}))


def test_ten_go_to_the_final_but_no_third_one_of_an_noc() -> None:
    nocs = ["BUL", "BUL", "BUL", *(f"N{n:02}" for n in range(12))]
    entries = [total(n, f"G{n:02}", {"mark": str(140 - n)}, noc=noc) for n, noc in enumerate(nocs)]
    unit = Rsc.of("GRY", "W", "1AA", "QUAL", "A0000101")
    form = rhythmic.phases(QUALIFICATION, [unit])[0]
    entries = [
        Entry(n=e.n, id=e.id, noc=e.noc, raw={"parts": (Part(unit=unit[22:], mark=e.raw["parts"][0].mark),)})
        for e in entries
    ]
    ranking = rank(QUALIFICATION, *entries, qualify=dict(form.qualify))
    assert {row.id: row.qual for row in ranking.rows}["G02"] is None
    assert [row.id for row in ranking.rows if row.qual == "Q"] == ["G00", "G01", *(f"G{n:02}" for n in range(3, 11))]
    assert [row.id for row in ranking.rows if row.qual in ("R1", "R2")] == ["G11", "G12"]
