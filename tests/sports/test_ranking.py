"""What every ranking keeps, whatever the rule."""

from __future__ import annotations

import itertools
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from kotinos.codes.canonical import encode
from kotinos.codes.rsc import Rsc
from kotinos.sports import rulebook
from kotinos.sports.ranking import CannotRank, Criterion, Entry, rank_by
from kotinos.sports.why import say
from tests.sports.cards import MEN_100M, places, unit

TIMES = st.one_of(
    st.none(), st.sampled_from(["DNS", "DNF", "DQ"]), st.integers(98_000, 98_400).map(lambda t: {"t4": t})
)
HEIGHT_CARDS = st.lists(st.sampled_from(["O", "XO", "XXO", "-"]), min_size=1, max_size=4).map(
    lambda tried: {"heights": [{"height": f"2.{20 + 3 * n}", "attempts": t} for n, t in enumerate(tried)]}
)
TRIALS = st.lists(st.sampled_from(["X", "7.90", "8.00", "-"]), min_size=1, max_size=3).map(
    lambda tried: {"attempts": [{"n": n, "mark": mark} for n, mark in enumerate(tried)]}
)
POINTS = st.integers(0, 5).map(lambda points: {"mark": str(points)})

FIELDS = {
    MEN_100M: TIMES,
    Rsc.of("SWM", "W", "50MFR", "HEAT"): TIMES.filter(lambda mark: mark != "DQ"),
    Rsc.of("ATH", "M", "HIGHJUMP", "FNL", "000100"): HEIGHT_CARDS,
    Rsc.of("ATH", "M", "LONGJUMP", "FNL", "000100"): TRIALS,
    "points_desc": POINTS,
}


@st.composite
def competitions(draw):
    what = draw(st.sampled_from(list(FIELDS)))
    marks = draw(st.lists(FIELDS[what], max_size=9))
    return unit(what, {f"c{n}": mark for n, mark in enumerate(marks)})


@settings(max_examples=150)
@given(competitions(), st.randoms(use_true_random=False))
def test_the_order_of_the_input_never_matters(competition, rnd):
    entries = list(competition.entries)
    rnd.shuffle(entries)
    assert encode(rulebook.rank(replace(competition, entries=tuple(entries)))) == encode(rulebook.rank(competition))


@settings(max_examples=150)
@given(competitions())
def test_ranks_are_1224_and_sort_order_counts_from_one(competition):
    rows = rulebook.rank(competition).rows
    assert [row.sort_order for row in rows] == list(range(1, len(rows) + 1))
    ranked = [row.rank for row in rows if row.rank is not None]
    assert [row.rank for row in rows][: len(ranked)] == ranked, "the ranked come first"
    for at, rank in enumerate(ranked):
        before = ranked[at - 1] if at else None
        assert rank in (before, at + 1)
    assert all(row.rank_equal == (ranked.count(row.rank) > 1) for row in rows if row.rank)
    assert all(row.rank is None for row in rows if row.irm)


@settings(max_examples=150)
@given(competitions())
def test_every_neighbour_pair_is_explained_in_both_languages(competition):
    rows = rulebook.rank(competition).rows
    for before, row in itertools.pairwise(rows):
        english, french = (say(row.why, before.rank, row.rank, lang) for lang in ("en", "fr"))
        assert english
        assert french
        assert english != french
        assert ("share" in english) == (row.rank is not None and row.rank == before.rank)


@settings(max_examples=100)
@given(competitions())
def test_ranking_again_by_the_stored_rule_set_gives_the_same_bytes(competition):
    first = rulebook.rank(competition)
    assert encode(rulebook.by_id(first.rule_set).rank(competition)) == encode(first)


@settings(max_examples=100)
@given(st.lists(st.integers(98_000, 99_000), min_size=2, max_size=8), st.integers(1, 300), st.data())
def test_running_faster_never_costs_a_place(times, gain, data):
    who = data.draw(st.integers(0, len(times) - 1))
    slow = unit("time_asc", {f"c{n}": {"t4": t} for n, t in enumerate(times)})
    fast = unit("time_asc", {f"c{n}": {"t4": t - gain * (n == who)} for n, t in enumerate(times)})
    place = {row.id: row.rank for row in rulebook.rank(slow).rows}
    after = {row.id: row.rank for row in rulebook.rank(fast).rows}
    assert after[f"c{who}"] <= place[f"c{who}"]


def test_an_empty_unit_has_an_empty_ranking():
    assert rulebook.rank(unit(MEN_100M, {})).rows == ()


def test_the_same_competitor_twice_is_refused():
    competition = unit("time_asc", {"A": "9.9", "B": "10.0"})
    twice = replace(competition, entries=(competition.entries[0], replace(competition.entries[1], id="A")))
    with pytest.raises(CannotRank, match="entries 0 and 1 are the same competitor 'A'"):
        rulebook.rank(twice)


def test_those_who_share_a_place_stand_in_start_order():
    entries = [
        Entry(n=n, id=name, name=name, raw={"mark": "10.0"}, order=order)
        for n, (name, order) in enumerate([("A", 3), ("B", 1), ("C", None)])
    ]
    ranking = rulebook.rank(replace(unit("time_asc", {}), entries=tuple(entries)))
    assert places(ranking) == [(1, "B"), (1, "A"), (1, "C")]


def test_a_criterion_sees_exactly_those_who_are_still_tied():
    seen = []

    def watched(entry, group):
        seen.append((entry.id, tuple(one.id for one in group)))
        return 0

    entries = unit("x", {"A": "1", "B": "1", "C": "2"}).entries
    first = Criterion("points", lambda entry, _: entry.raw["mark"], lambda entry, _: entry.raw["mark"])
    rank_by(entries, [first, Criterion("points", watched, lambda *_: "")], "test@2024-01-01")
    assert seen == [("A", ("A", "B")), ("B", ("A", "B"))]


# -- the rulebook ------------------------------------------------------------------------------------------------------


def test_every_rule_set_is_named_after_the_day_it_took_effect():
    assert len({rule_set.id for rule_set in rulebook.RULE_SETS}) == len(rulebook.RULE_SETS)
    for rule_set in rulebook.RULE_SETS:
        assert rule_set.id == f"{rule_set.family}@{rule_set.effective}"
        assert rulebook.by_id(rule_set.id) is rule_set


def test_a_name_belongs_to_one_family_only():
    owners = {}
    for rule_set in rulebook.RULE_SETS:
        for name in rule_set.names:
            assert owners.setdefault(name, rule_set.family) == rule_set.family


@pytest.mark.parametrize(
    ("held", "chosen"),
    [
        (date(2012, 6, 23), "ATH-combined@1985-04-01"),
        (date(2019, 10, 31), "ATH-combined@1985-04-01"),
        (date(2019, 11, 1), "ATH-combined@2019-11-01"),
        (date(1948, 8, 5), "ATH-combined@1985-04-01"),
        (None, "ATH-combined@2019-11-01"),
    ],
)
def test_the_day_chooses_among_the_rule_sets_of_a_family(held, chosen):
    assert rulebook.choose(None, Rsc.of("ATH", "M", "DECATH"), held).id == chosen
    assert rulebook.choose("combined_events_points", None, held).id == chosen


def test_a_named_rule_goes_before_the_rsc():
    assert rulebook.choose("points_desc", MEN_100M).family == "points_desc"


@pytest.mark.parametrize(
    ("rule", "rsc", "reason"),
    [
        (None, None, "neither a rule nor an RSC"),
        ("fastest_first", None, "rule 'fastest_first' is not in the rulebook"),
        (None, Rsc.of("XXX"), "no rule covers XXX"),
    ],
)
def test_a_unit_that_no_rule_covers_is_refused(rule, rsc, reason):
    with pytest.raises(CannotRank, match=reason):
        rulebook.choose(rule, rsc)


def test_an_unknown_rule_set_is_refused():
    with pytest.raises(CannotRank, match="'ATH-track@1800-01-01' is not in the rulebook"):
        rulebook.by_id("ATH-track@1800-01-01")


PARIS = (
    "ARC ATH BDM BK3 BKB BKG BMF BMX BOX CLB CRD CSL CSP CTR DIV EQU FBL FEN GAR GLF GRY GTR HBL HOC JUD MPN MTB OWS ROW RU7 SAL "
    "SHO SKB SRF SWA SWM TEN TKW TRI TTE VBV VVO WLF WPO WRE"
)


EVENT = {"GAR": "1APHB"}


@pytest.mark.parametrize("discipline", PARIS.split())
def test_every_discipline_of_paris_2024_has_a_rule(discipline):
    assert rulebook.choose(None, Rsc.of(discipline, "M", EVENT.get(discipline, "EVENT"), "FNL", "000100"))
