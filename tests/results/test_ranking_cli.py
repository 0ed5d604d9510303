"""``kotinos rank``: JSON Lines in, JSON Lines out, and a run that goes on after a bad line."""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from kotinos.results.ranking_cli import answers, rank
from kotinos.sports import rulebook

HIGH_JUMP = {
    "id": "hj",
    "rule": "high_jump",
    "entries": [
        {"name": "C", "raw": {"heights": [{"height": "2.29", "attempts": "XO"}]}},
        {"name": "B", "raw": {"heights": [{"height": "2.29", "attempts": "O"}]}},
        {"name": "A", "raw": {"heights": [{"height": "2.31", "attempts": "XXO"}]}},
        {"name": "D", "irm": "NH", "raw": {"heights": [{"height": "2.29", "attempts": "XXX"}]}},
    ],
}


FIELDS = [
    "mark",
    "t4",
    "attempts",
    "heights",
    "height",
    "races",
    "points",
    "events",
    "dives",
    "tie_break",
    "home",
    "score",
]
RULES = sorted({name for rule_set in rulebook.RULE_SETS for name in rule_set.names})


def lines(*units):
    return "".join(json.dumps(unit) + "\n" for unit in units)


def run(text, *options):
    result = CliRunner().invoke(rank, list(options), input=text)
    return result.exit_code, [json.loads(line) for line in result.stdout.splitlines()]


def one(unit, lang="en"):
    return next(answers([json.dumps(unit).encode()], lang))


def test_entries_come_in_sort_order_with_the_reason_for_their_place():
    code, (answer,) = run(lines(HIGH_JUMP))
    assert code == 0
    assert (answer["id"], answer["rule_set"]) == ("hj", "ATH-vertical@2009-11-01")
    assert answer["entries"] == [
        {"n": 2, "rank": 1, "rank_equal": False, "sort_order": 1, "irm": None, "qual": None, "wlt": None, "why": None},
        {
            "n": 1,
            "rank": 2,
            "rank_equal": False,
            "sort_order": 2,
            "irm": None,
            "qual": None,
            "wlt": None,
            "why": "1st before 2nd: higher (2.31 m against 2.29 m)",
        },
        {
            "n": 0,
            "rank": 3,
            "rank_equal": False,
            "sort_order": 3,
            "irm": None,
            "qual": None,
            "wlt": None,
            "why": "2nd before 3rd: both 2.29 m; fewer failures at 2.29 m (0 against 1)",
        },
        {
            "n": 3,
            "rank": None,
            "rank_equal": False,
            "sort_order": 4,
            "irm": "NH",
            "qual": None,
            "wlt": None,
            "why": "NH: no height cleared, not ranked",
        },
    ]


def test_the_reason_is_said_in_french_on_request():
    _, (answer,) = run(lines(HIGH_JUMP), "--lang", "fr")
    assert answer["entries"][1]["why"] == "1er devant 2e\N{NO-BREAK SPACE}: plus haut (2,31 m contre 2,29 m)"


def test_what_a_source_says_of_the_outcome_is_not_looked_at():
    told = json.loads(json.dumps(HIGH_JUMP)) | {"check": {"status": "exact"}, "tags": ["x"]}
    for at, entry in enumerate(told["entries"]):
        entry |= {"official_rank": at + 1, "qual": "Q", "wlt": "W", "records": "WR"}
    assert one(told) == one(HIGH_JUMP)


def test_a_bad_line_is_reported_with_its_number_and_the_run_goes_on():
    code, found = run(lines(HIGH_JUMP) + "{broken\n\n[1]\n" + lines({"id": "x", "entries": []}, HIGH_JUMP))
    assert code == 1
    assert [answer["id"] for answer in found] == ["hj", None, None, "x", "hj"]
    assert [answer.get("line") for answer in found] == [None, 2, 4, 5, None]
    assert found[1]["error"].startswith("line 2: not JSON")
    assert found[2]["error"] == "line 4: expected an object, found list"
    assert found[3]["error"] == "line 5: neither a rule nor an RSC says how to rank this unit"


@pytest.mark.parametrize(
    ("unit", "error"),
    [
        ({"rule": "time_asc"}, "entries: expected a list of objects"),
        ({"rule": "time_asc", "entries": ["A"]}, "entries: expected a list of objects"),
        ({"rule": "time_asc", "entries": [{"raw": []}]}, "entry 0: raw: expected an object"),
        ({"rsc": "ATH", "entries": []}, "3 characters where 34 are needed"),
        ({"rule": "time_asc", "date": "soon", "entries": []}, "date 'soon': expected YYYY-MM-DD"),
        ({"rule": "time_asc", "facts": 1, "entries": []}, "facts: expected an object"),
        ({"rule": "group_standings", "entries": [], "matches": 5}, "matches: expected a list of objects"),
        (
            {"rule": "group_standings", "entries": [], "matches": [{"home": "A", "away": "B", "score": ["x", 1]}]},
            "expected two numbers",
        ),
        ({"rule": "group_standings", "entries": [], "matches": [1]}, "match 1: expected an object with home and away"),
        (
            {"rule": "group_standings", "entries": [], "matches": [{"home": "A", "away": "B", "score": [1]}]},
            "match A-B: score \\[1\\]; expected two numbers",
        ),
        ({"rule": "time_asc", "entries": [{"raw": {"mark": "fast"}}]}, "time 'fast': expected seconds"),
        ({"rule": "high_jump", "entries": [{"raw": {"heights": [1]}}]}, "height 1"),
        ({"rule": "high_jump", "entries": [{"raw": {"heights": 5}}]}, "heights 5"),
        ({"rule": "distance_desc", "entries": [{"raw": {"attempts": 5}}]}, "attempts 5"),
        (
            {"rule": "time_asc", "entries": [{"raw": {"mark": {"a": 1}}}]},
            "entry 0 .*: raw values that time_asc cannot read",
        ),
        ({"rule": "points_desc", "entries": [{"raw": {"mark": "1"}}, {"raw": {"mark": [1]}}]}, "entry 1"),
        ({"rule": "combined_events_points", "entries": [{"raw": {"events": [1]}}]}, "entry 0"),
        ({"rule": "sailing_low_point_series", "entries": [{"raw": {"races": [{}]}}]}, "entry 0"),
        ({"rule": "diving_points_desc", "entries": [{"raw": {"dives": ["x"]}}]}, "entry 0"),
        ({"rule": "time_asc", "date": 5, "entries": []}, "date '5'"),
        ({"rule": {"a": 1}, "entries": []}, "is not in the rulebook"),
    ],
)
def test_a_unit_that_cannot_be_one_is_an_error_not_a_crash(unit, error):
    code, (answer,) = run(lines({"id": "u"} | unit))
    assert code == 1
    assert answer["id"] == "u"

    assert re.search(error, answer["error"]), answer["error"]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=3) | st.sampled_from(["9.9", "O", "X", "DNS"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(FIELDS), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=120)
@given(
    st.fixed_dictionaries(
        {
            "rule": st.sampled_from(RULES),
            "entries": st.lists(st.fixed_dictionaries({"raw": JSON, "irm": JSON}) | JSON, max_size=3),
        },
        optional=dict.fromkeys(("rsc", "date", "games", "matches", "facts", "qualify", "id"), JSON),
    )
)
def test_whatever_a_line_holds_it_gets_an_answer(unit):
    answer = one(unit)
    assert ("error" in answer) != ("entries" in answer)


def test_the_rsc_and_the_day_choose_the_rule_where_none_is_named():
    unit = {"id": "x", "rsc": "ATHMDECATH------------------------", "entries": []}
    assert one(unit)["rule_set"] == "ATH-combined@2019-11-01"
    assert one(unit | {"date": "2012-08-09"})["rule_set"] == "ATH-combined@1985-04-01"
    assert one(unit | {"date": "2012-08-09T10:00:00+01:00"})["rule_set"] == "ATH-combined@1985-04-01"
    assert one(unit | {"date": "8-9 August 2012"})["rule_set"] == "ATH-combined@1985-04-01"
    assert one(unit | {"games": "Olympic Games London 2012"})["rule_set"] == "ATH-combined@1985-04-01"


def test_entries_need_no_id_and_may_look_alike():
    unit = {"id": "x", "rule": "time_asc", "entries": [{"name": "A", "raw": {"mark": "9.9"}}] * 3}
    rows = one(unit)["entries"]
    assert sorted(row["n"] for row in rows) == [0, 1, 2]
    assert [(row["rank"], row["sort_order"]) for row in rows] == [(1, 1), (1, 2), (1, 3)]


def test_the_order_of_the_input_changes_nothing_but_n():
    entries = [
        {"name": "A", "noc": "FRA", "raw": {"mark": "9.9"}},
        {"name": "A", "noc": "FRA", "raw": {"mark": "9.90"}},
        {"name": "A", "noc": "FRA", "raw": {"mark": "9.8"}},
        {"name": "B", "noc": None, "raw": {}},
        {"name": "B", "noc": None, "raw": {}, "lane": "4"},
        {"name": "B", "noc": None, "raw": {}, "irm": "DNS"},
    ]

    def order(listed):
        return [
            (listed[row["n"]], row["rank"], row["why"])
            for row in one({"id": "x", "rule": "time_asc", "entries": listed})["entries"]
        ]

    expected = order(entries)
    for seed in range(20):
        shuffled = entries[:]
        random.Random(seed).shuffle(shuffled)
        assert order(shuffled) == expected


def test_a_number_in_json_is_read_as_it_was_written():
    unit = {
        "id": "x",
        "rule": "points_desc",
        "entries": [{"raw": {"mark": 0.1}}, {"raw": {"mark": 0.30000000000000004}}],
    }
    assert [row["n"] for row in one(unit)["entries"]] == [1, 0]
    assert "0.30000000000000004 against 0.1" in one(unit)["entries"][1]["why"]


def test_matches_may_name_their_sides_by_noc():
    group = {
        "id": "g",
        "rule": "group_standings",
        "games": "1930 FIFA Men's World Cup",
        "entries": [{"name": "Chile", "noc": "CHL", "raw": {}}, {"name": "France", "noc": "FRA", "raw": {}}],
        "matches": [{"date": "1930-07-19", "home": "CHL", "away": "FRA", "score": [1, 0]}],
    }
    assert [(row["n"], row["rank"]) for row in one(group)["entries"]] == [(0, 1), (1, 2)]


def test_qualification_marks_follow_from_the_facts_of_the_unit():
    unit = {
        "id": "h",
        "rule": "progression_Q_by_place_q_by_time",
        "qualify": {"place": 1, "time": 1},
        "entries": [
            {"name": "A", "heat": "1", "raw": {"mark": "10.1"}},
            {"name": "B", "heat": "1", "raw": {"mark": "10.2"}},
            {"name": "C", "heat": "2", "raw": {"mark": "10.3"}},
            {"name": "D", "heat": "2", "raw": {"mark": "10.4"}},
        ],
    }
    assert [(row["n"], row["rank"], row["qual"]) for row in one(unit)["entries"]] == [
        (0, 1, "Q"),
        (1, 2, "q"),
        (2, 1, "Q"),
        (3, 2, None),
    ]


def test_a_file_is_ranked_line_by_line_while_it_is_still_being_written(tmp_path):
    """Streams: the answer to a line is there before the next line is."""
    program = "from kotinos.results.ranking_cli import rank; rank()"
    process = subprocess.Popen([sys.executable, "-c", program, "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdin
    assert process.stdout
    for _ in range(3):
        process.stdin.write(lines(HIGH_JUMP).encode())
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["id"] == "hj"
    process.stdin.close()
    assert process.wait(timeout=20) == 0
    process.stdout.close()


def test_a_file_gives_the_same_as_standard_input(tmp_path):
    path = tmp_path / "units.jsonl"
    path.write_text(lines(HIGH_JUMP), encoding="utf-8")
    assert run("", str(path)) == run(lines(HIGH_JUMP))
