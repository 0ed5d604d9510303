"""Modern pentathlon: the swim as points, the ranking round that counts twice, semifinals, and who was first over the line."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kotinos.codes.rsc import Rsc
from kotinos.sports import marks, modern_pentathlon, programme, rulebook
from kotinos.sports.ranking import CannotRank, Entry, Unit
from kotinos.sports.why import say

EVENT = Rsc.of("MPN", "M", "INDIVID")
FINAL = Rsc.of("MPN", "M", "INDIVID", "FNL")
SEMIFINAL = Rsc.of("MPN", "M", "INDIVID", "SFNL")


def athlete(n, who, ranking="200", riding="300", bonus="0", swim="2:00.00", run="700", **more):
    """One card; ``more`` are ``group`` and the ``place`` in the laser run."""
    group = more.pop("group", "FNL-0001")
    given = [("RANK--------", ranking)]
    given += [(f"{group}{code}", mark) for code, mark in (("EQ--", riding), ("FE--", bonus), ("SW01", swim))]
    parts = [part(unit, text) for unit, text in given]
    parts.append({**part(f"{group}LR--", run), "raw": {"mark": run, **more} if run.isdigit() else more})
    return Entry(n=n, id=who, group=group, raw={"parts": parts})


def part(unit, text):
    """A mark, or a mark of invalidity."""
    return {"unit": unit, "irm": text} if text.isalpha() else {"unit": unit, "mark": text}


def rank(*entries, rsc=FINAL, **facts):
    return rulebook.rank(Unit(id=rsc, rsc=rsc, entries=entries, facts=facts))


def places(ranking):
    return [(row.id, row.rank) for row in ranking.rows]


def test_paris_2024_men():
    ranking = rank(
        athlete(0, "Sato", "230", "300", "2", "2:04.21", "708"),
        athlete(1, "Malan", "215", "300", "0", "1:59.23", "709"),
        athlete(2, "Elgendy", "245", "300", "0", "1:59.30", "698"),
    )
    assert places(ranking) == [("Elgendy", 1), ("Sato", 2), ("Malan", 3)]
    assert [row.values["total"] for row in ranking.rows] == ["1555", "1542", "1536"]
    assert ranking.rows[0].values["parts"]["FNL-0001SW01"] == "312"
    assert say(ranking.rows[1].why, 1, 2) == "1st before 2nd: more points (1555 against 1542)"


def test_paris_2024_women():
    ranking = rank(
        athlete(0, "Seong", "225", "300", "0", "2:11.47", "628"),
        athlete(1, "Gulyas", "245", "300", "0", "2:12.44", "630"),
        athlete(2, "Clouvel", "260", "293", "4", "2:11.64", "608"),
    )
    assert [(row.id, row.values["total"]) for row in ranking.rows] == [
        ("Gulyas", "1461"),
        ("Clouvel", "1452"),
        ("Seong", "1441"),
    ]


@pytest.mark.parametrize(
    ("time", "points"),
    [
        ("2:30.00", 250),
        ("2:29.99", 251),
        ("2:29.50", 251),
        ("2:29.49", 252),
        ("2:30.49", 250),
        ("2:30.50", 249),
        ("10:00", 0),
    ],
)
def test_half_a_second_of_swimming_is_a_point(time, points):
    assert modern_pentathlon.swimming_points(marks.parse_time(time)) == points


def test_a_competition_may_count_swimming_in_other_steps():
    ranking = rank(athlete(0, "A", swim="2:29.00"), swim_step=20)
    assert ranking.rows[0].values["parts"]["FNL-0001SW01"] == "255"
    with pytest.raises(CannotRank, match="swim_step 'fast'; hundredths of a second for one point"):
        rank(athlete(0, "A"), swim_step="fast")


def test_equal_totals_go_by_the_order_over_the_line():
    ranking = rank(athlete(0, "A", place=2), athlete(1, "B", place="1"))
    assert places(ranking) == [("B", 1), ("A", 2)]
    assert say(ranking.rows[1].why, 1, 2) == ("1st before 2nd: both 1510; ahead at the finish line (place 1 against 2)")


def test_equal_totals_stand_where_the_order_of_only_one_is_known():
    assert places(rank(athlete(0, "A", place=2), athlete(1, "B"))) == [("A", 1), ("B", 1)]


def test_a_place_that_is_no_number_is_refused():
    with pytest.raises(CannotRank, match=r"entry 0 \(A\): place 'first'; the order over the line"):
        rank(athlete(0, "A", place="first"), athlete(1, "B", place=1))


def test_who_was_eliminated_in_riding_goes_on_with_no_points_for_it():
    ranking = rank(athlete(0, "A", riding="EL"), athlete(1, "B"), athlete(2, "C", swim="DNS", riding="EL", run="DNF"))
    assert [(row.id, row.rank, row.values["total"]) for row in ranking.rows] == [
        ("B", 1, "1510"),
        ("A", 2, "1210"),
        ("C", 3, "200"),
    ]


def test_a_disqualification_ends_the_competition():
    ranking = rank(athlete(0, "A", run="DSQ"), athlete(1, "B", riding="EL"))
    assert [(row.id, row.rank, row.irm) for row in ranking.rows] == [("B", 1, None), ("A", None, "DSQ")]


def test_semifinals_are_ranked_by_the_place_in_each_then_by_points():
    a, b = "SFNL0001", "SFNL0002"
    ranking = rank(
        athlete(0, "A1", group=a, run="750"),
        athlete(1, "A2", group=a, run="740"),
        athlete(2, "B1", group=b, run="700"),
        athlete(3, "B2", group=b, run="690"),
        rsc=SEMIFINAL,
        qualify={"place": 1},
    )
    assert [(row.id, row.rank, row.qual) for row in ranking.rows] == [
        ("A1", 1, "Q"),
        ("B1", 2, "Q"),
        ("A2", 3, None),
        ("B2", 4, None),
    ]
    assert "better place in the semifinal (1 against 2)" in say(ranking.rows[2].why, 2, 3)
    assert "mieux placé en demi-finale (1 contre 2)" in say(ranking.rows[2].why, 2, 3, "fr")


def test_places_over_the_line_of_two_semifinals_are_not_compared():
    twins = [athlete(n, f"{n}", group=f"SFNL000{n + 1}", place=place) for n, place in enumerate((12, 10))]
    assert places(rank(*twins, rsc=SEMIFINAL)) == [("0", 1), ("1", 1)]


def test_a_mark_that_is_no_points_is_refused_with_its_unit():
    with pytest.raises(CannotRank, match=r"entry 0 \(A\): FNL-0001EQ--: points '3oo'"):
        rank(athlete(0, "A", riding="3oo"))


def test_the_laser_run_starts_one_second_later_for_each_point_behind():
    totals = {"A": Decimal(840), "B": Decimal(857), "C": Decimal(839)}
    assert modern_pentathlon.handicaps(totals) == {"B": 0, "A": 17, "C": 18}
    assert modern_pentathlon.handicaps({}) == {}


def test_the_ranking_round_counts_in_semifinals_and_final():
    units = [Rsc.of("MPN", "M", "INDIVID", phase, "0001FE") for phase in ("FNL", "SFNL", "RANK")]
    final, semifinal, ranking = programme.phases(EVENT, units)
    assert (final.kind, final.level, final.carries) == ("series", 1, ("RANK",))
    assert (semifinal.kind, semifinal.level, semifinal.qualify) == ("series", 2, {"place": 9})
    assert (ranking.kind, ranking.level, ranking.carries) == ("heats", 3, ())


def test_swimming_is_a_time_and_the_rest_are_points():
    swim, run = (Rsc.of("MPN", "M", "INDIVID", "FNL", unit) for unit in ("0001SW02", "0001LR"))
    assert (modern_pentathlon.mark_type(swim), modern_pentathlon.mark_type(run)) == ("TIME", "POINTS")
    assert modern_pentathlon.read_mark(swim, "2:04.21") == "2:04.21"
    assert modern_pentathlon.read_mark(run, "708") == "708"
    for unit, text in ((swim, "fast"), (run, "11:08x")):
        with pytest.raises(marks.MarkError):
            modern_pentathlon.read_mark(unit, text)
