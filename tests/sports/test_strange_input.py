"""Whatever stands in a message, a rule ranks it or says why it cannot; it never breaks in another way."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kotinos.sports import duels, football, gymnastics, judo
from kotinos.sports.ranking import CannotRank, Entry, Match, RuleSet, Unit

_VALUES: st.SearchStrategy[Any] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 20),
    st.decimals(allow_nan=True),
    st.sampled_from(["", "W", "L", "T", "3", "14.933", "-", "x", "²", "1e5", "NaN"]),
    st.lists(st.sampled_from(["14.0", "x", None, "A"]), max_size=3),
    st.dictionaries(
        st.sampled_from(["VT", "FX", "d", "mark"]), st.sampled_from(["14.0", "x", None, ["13.0"], ["x"]]), max_size=3
    ),
)
_SLOTS = st.sampled_from(
    [
        *("mark", "score", "pso", "wlt", "d", "e", "penalty", "vaults", "apparatus", "tie_break"),
        *(
            "ippon",
            "waza_ari",
            "yuko",
            "shido",
            "deduction",
            "fair_play",
            "world_ranking",
            "w",
            "d",
            "l",
            "gf",
            "ga",
            "pts",
        ),
    ]
)
_RAW = st.dictionaries(_SLOTS, _VALUES, max_size=8)
_FACTS = st.dictionaries(
    st.sampled_from(["lots", "points_rule", "res_code", "golden_score", "running", "bouts", "scores", "knockout"]),
    _VALUES,
    max_size=4,
)
_IRM = st.sampled_from([None, None, None, "DNS", "DSQ", "DQB", "WDR", "XYZ"])
_TEAMS = ["A", "B", "C", "Z"]
_MATCH = st.builds(
    Match,
    home=st.sampled_from(_TEAMS),
    away=st.sampled_from(_TEAMS),
    score=st.none() | st.tuples(st.integers(0, 3), st.integers(0, 3)),
    facts=st.dictionaries(st.sampled_from(["date", "forfeit", "play_off"]), _VALUES, max_size=2),
)


@pytest.mark.parametrize(
    "rule", [*duels.RULE_SETS, *football.RULE_SETS, *judo.RULE_SETS, *gymnastics.RULE_SETS], ids=lambda rule: rule.id
)
@settings(max_examples=25)
@given(st.lists(st.tuples(_RAW, _IRM), max_size=3), st.lists(_MATCH, max_size=4), _FACTS)
def test_a_rule_ranks_or_says_why_it_cannot(
    rule: RuleSet, listed: list[tuple[dict[str, Any], str | None]], matches: list[Match], facts: dict[str, Any]
) -> None:
    entries = tuple(Entry(n=n, id=_TEAMS[n], raw=raw, irm=irm) for n, (raw, irm) in enumerate(listed))
    unit = Unit(id="strange", entries=entries, matches=tuple(matches), facts=facts)
    try:
        ranking = rule.rank(unit)
    except CannotRank as refusal:
        assert str(refusal)
    else:
        assert ranking.rule_set == rule.id
        assert sorted(row.id for row in ranking.rows) == [entry.id for entry in entries]
        assert [row.sort_order for row in ranking.rows] == list(range(1, len(entries) + 1))
