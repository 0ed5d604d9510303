"""A rule that changed between two Games is two rule sets: the day decides, and an old result is ranked again to the same bytes."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from kotinos.codes import canonical
from kotinos.codes.rsc import Rsc
from kotinos.sports import rulebook
from kotinos.sports.ranking import Entry, Ranking, Unit


def duel(rsc: Rsc, home: dict, away: dict, **facts) -> Unit:
    entries = (Entry(n=0, id="home", raw=home, order=1), Entry(n=1, id="away", raw=away, order=2))
    return Unit(id=rsc, rsc=rsc, entries=entries, facts=facts)


def unit(rule: str, raws: dict[str, dict]) -> Unit:
    return Unit(
        id=rule, rule=rule, entries=tuple(Entry(n=n, id=who, raw=raw) for n, (who, raw) in enumerate(raws.items()))
    )


def first(ranking: Ranking) -> list[str]:
    """Who won or stands first; both where they share it; nobody while it is open."""
    won = [row.id for row in ranking.rows if row.wlt == "W"]
    return won or [row.id for row in ranking.rows if row.rank == 1]


def periods(*points: int) -> dict:
    return {"periods": [[f"R{n}", str(p)] for n, p in enumerate(points, start=1)]}


CHANGES = {
    "decathlon, equal points: more events won until 2019, then a tie": (
        unit(
            "combined_events_points",
            {
                "A": {"events": {"100m": {"points": 900}, "LJ": {"points": 900}, "SP": {"points": 700}}},
                "B": {"events": {"100m": {"points": 800}, "LJ": {"points": 800}, "SP": {"points": 900}}},
            },
        ),
        (date(2016, 8, 18), ["A"]),
        (date(2021, 8, 5), ["A", "B"]),
    ),
    "swimming, equal hundredths: the judges' order until 1972 (0.002 s in Munich), then a tie": (
        unit("swimming", {"A": {"mark": "4:31.98", "t4": 2719810}, "B": {"mark": "4:31.98", "t4": 2719830}}),
        (date(1972, 8, 30), ["A"]),
        (date(1976, 7, 20), ["A", "B"]),
    ),
    "taekwondo: all points of three rounds until 2022, then the rounds won": (
        duel(
            Rsc.of("TKW", "M", "58KG", "FNL", "000100"),
            {**periods(2, 3, 9), "mark": "14"},
            {**periods(3, 4, 1), "mark": "8"},
        ),
        (date(2021, 7, 24), ["home"]),
        (date(2024, 8, 7), ["away"]),
    ),
    "weightlifting, equal totals: the lighter until 2016, then who lifted it first": (
        unit(
            "weightlifting",
            {
                "light": {"mark": "340", "bodyweight": "84.10", "reached": 2},
                "early": {"mark": "340", "bodyweight": "84.90", "reached": 1},
            },
        ),
        (date(2016, 8, 12), ["light"]),
        (date(2024, 8, 10), ["early"]),
    ),
    "boulder: fewest tries to the tops until 2017, then the zones first": (
        unit("boulder_rounds_T_Z_attempts_countback", {"A": {"Final": "2T3 3B4"}, "B": {"Final": "2T5 4B9"}}),
        (date(2017, 5, 7), ["A"]),
        (date(2018, 5, 6), ["B"]),
    ),
}
"""What changed: one competition, the day and who stood first by the rule of that day, then the same after the change."""


@pytest.mark.parametrize("change", CHANGES)
def test_the_day_decides_which_rule_ranks(change: str) -> None:
    competition, *days = CHANGES[change]
    for day, expected in days:
        assert sorted(first(rulebook.rank(replace(competition, date=day)))) == sorted(expected), day


@pytest.mark.parametrize("change", CHANGES)
def test_an_old_result_is_ranked_again_to_the_same_bytes(change: str) -> None:
    competition, (then, _), (now, _) = CHANGES[change]
    published = rulebook.rank(replace(competition, date=then))
    again = rulebook.by_id(published.rule_set).rank(replace(competition, date=now))
    assert canonical.encode(again) == canonical.encode(published)
    assert rulebook.rank(replace(competition, date=now)).rule_set != published.rule_set


def test_a_yuko_counts_only_under_the_rules_that_know_it() -> None:
    contest = duel(Rsc.of("JUD", "M", "60KG", "FNL", "000100"), {"yuko": "1"}, {"yuko": "0"})
    assert first(rulebook.rank(replace(contest, date=date(2025, 6, 13)))) == ["home"]
    with pytest.raises(rulebook.CannotRank, match="yuko is not a score under these rules"):
        rulebook.rank(replace(contest, date=date(2024, 7, 27)))


def test_many_families_have_changed_and_each_set_has_its_own_day() -> None:
    families: dict[str, list[date]] = {}
    for one in rulebook.RULE_SETS:
        families.setdefault(one.family, []).append(one.effective)
    changed = {family: days for family, days in families.items() if len(days) > 1}
    assert len(changed) >= 20
    assert [family for family, days in families.items() if len(set(days)) != len(days)] == []
