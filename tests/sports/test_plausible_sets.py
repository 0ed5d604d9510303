"""Scores that end a set, by the laws of each game, and matches that are really over."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotinos.codes.rsc import Rsc
from kotinos.sports.plausible_sets import ends, match
from kotinos.sports.plausible_text import Finding

TABLE_TENNIS = Rsc.of("TTE", "W", "SINGLES", "FNL", "000100")
TEAM = Rsc.of("TTE", "W", "TEAM", "FNL", "000100")
BADMINTON = Rsc.of("BDM", "M", "SINGLES", "FNL", "000100")
VOLLEYBALL = Rsc.of("VVO", "M", "TEAM6", "FNL", "000100")
BEACH = Rsc.of("VBV", "M", "TEAM2", "FNL", "000100")
TENNIS = Rsc.of("TEN", "M", "SINGLES", "FNL", "000100")


@pytest.mark.parametrize(
    ("rsc", "at", "score", "over"),
    [
        (TABLE_TENNIS, 1, (11, 9), True),
        (TABLE_TENNIS, 1, (11, 10), False),
        (TABLE_TENNIS, 1, (9, 11), True),
        (TABLE_TENNIS, 7, (15, 13), True),
        (TABLE_TENNIS, 7, (15, 12), False),
        (TABLE_TENNIS, 1, (10, 8), False),
        (BADMINTON, 1, (21, 19), True),
        (BADMINTON, 1, (21, 20), False),
        (BADMINTON, 3, (30, 29), True),
        (BADMINTON, 3, (30, 28), True),
        (BADMINTON, 3, (31, 29), False),
        (VOLLEYBALL, 1, (25, 23), True),
        (VOLLEYBALL, 1, (25, 24), False),
        (VOLLEYBALL, 1, (38, 36), True),
        (VOLLEYBALL, 1, (15, 13), False),
        (VOLLEYBALL, 5, (15, 13), True),
        (VOLLEYBALL, 5, (25, 23), True),
        (BEACH, 2, (21, 12), True),
        (BEACH, 3, (15, 8), True),
        (BEACH, 2, (15, 8), False),
        (TENNIS, 1, (6, 4), True),
        (TENNIS, 1, (6, 5), False),
        (TENNIS, 1, (7, 6), True),
        (TENNIS, 1, (7, 4), False),
        (TENNIS, 1, (10, 8), False),
        (TENNIS, 3, (10, 8), True),
    ],
)
def test_a_set_ends_by_the_laws_of_its_game(rsc, at, score, over):
    assert ends(rsc, at, score) is over
    assert ends(rsc, at, score[::-1]) is over


@given(st.sampled_from([TABLE_TENNIS, BADMINTON, VOLLEYBALL, BEACH, TENNIS]), st.integers(1, 5), st.integers(0, 40))
def test_no_set_ends_level(rsc, at, points):
    assert not ends(rsc, at, (points, points))


def test_a_match_is_over_when_one_side_has_the_sets_it_needs():
    sets = [("G1", (11, 9)), ("G2", (11, 4)), ("G3", (9, 11)), ("G4", (11, 3)), ("G5", (12, 10))]
    assert match(TABLE_TENNIS, (4, 1), sets) is None
    assert match(TABLE_TENNIS, (3, 1), sets[:4]) == Finding("unfinished", ("3–1",))
    assert match(TABLE_TENNIS, (4, 4), []) == Finding("unfinished", ("4–4",))
    assert match(TABLE_TENNIS, (4, 1), [*sets[:4], ("G5", (11, 10))]) == Finding("set_score", ("G5", "11–10"))
    assert match(TABLE_TENNIS, (4, 0), sets) == Finding("sets_won", ("4–1", "4–0"))
    assert match(TEAM, (3, 0), []) is None
    assert match(TENNIS, (3, 2), []) is None
    assert match(Rsc.of("FBL", "M", "TEAM11", "FNL", "000100"), (1, 1), []) is None
