"""What juries and tribunals make of a ranking: shared places and places taken away, one after the other."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kotinos.sports.decisions import Removal, remove, share
from kotinos.sports.ranking import Ranking, Row
from kotinos.sports.why import Why, say


def ranking(*ranks: int | None) -> Ranking:
    """Competitors a, b, c … with these ranks, in order."""
    rows = tuple(
        Row(n=n, id="abcdefgh"[n], sort_order=n + 1, rank=rank, rank_equal=ranks.count(rank) > 1 and rank is not None,
            irm=None if rank else "DNF", why=Why("slower") if n else None)
        for n, rank in enumerate(ranks)
    )  # fmt: skip
    return Ranking(rule_set="any@2000-01-01", rows=rows)


def shown(made: Ranking) -> str:
    """``1a 2b 2c -d``."""
    return " ".join(f"{row.rank or '-'}{row.id}" for row in made.rows)


def out(who: str, promote: bool = True) -> Removal:
    return Removal(id=who, promote=promote)


def test_who_stands_behind_moves_up_or_the_place_stays_vacant():
    whole = ranking(1, 2, 3, 4)
    assert shown(remove(whole, [out("b")])) == "1a 2c 3d -b"
    assert shown(remove(whole, [out("b", promote=False)])) == "1a 3c 4d -b"
    assert shown(remove(whole, [out("a", promote=False)])) == "2b 3c 4d -a"


def test_a_vacant_place_stays_vacant_when_somebody_before_it_goes():
    made = remove(ranking(1, 2, 3, 4), [out("b", promote=False), out("a")])
    assert shown(made) == "2c 3d -b -a"


def test_equals_of_who_goes_keep_their_place_and_no_longer_share_it_when_alone():
    made = remove(ranking(1, 1, 3), [out("a")])
    assert shown(made) == "1b 2c -a"
    assert [row.rank_equal for row in made.rows] == [False, False, False]
    assert [row.irm for row in made.rows] == [None, None, "DSQ"]
    assert made.rows[0].why is None


def test_who_had_no_place_takes_nobodys():
    assert shown(remove(ranking(1, 2, None), [out("c")])) == "1a 2b -c"


def test_nobody_goes_twice_and_a_stranger_changes_nothing():
    whole = ranking(1, 2)
    assert remove(whole, [out("z")]) is whole
    assert remove(whole, []) is whole


def test_sides_of_a_match_keep_their_order():
    made = remove(ranking(1, 2), [out("a")], keep_order=True)
    assert [(row.id, row.rank, row.irm) for row in made.rows] == [("a", 1, "DSQ"), ("b", 2, None)]


def test_a_shared_place_is_the_best_of_them_and_the_next_is_left_out():
    assert shown(share(ranking(1, 2, 3), [("a", "b")])) == "1a 1b 3c"
    assert shown(share(ranking(1, 2, 3, 4), [("b", "d")])) == "1a 2b 2d 4c"
    assert shown(share(ranking(1, 1, 3, 4), [("b", "d")])) == "1a 1b 1d 4c"
    assert shown(share(ranking(1, 2, None), [("b", "c")])) == "1a 2b -c"


def test_the_reasons_speak_of_the_decision():
    shared, removed = share(ranking(1, 2, 3), [("a", "b")]), remove(ranking(1, 2, 3), [out("b")])
    assert say(shared.rows[1].why, 1, 1) == "shares this place by decision of the jury"
    assert say(removed.rows[1].why, 1, 2, "fr") == "suit après une disqualification entre les deux"
    assert "DSQ" in say(removed.rows[2].why, 2, None)


@given(
    st.lists(st.tuples(st.sampled_from("abcdef"), st.booleans()), max_size=8),
    st.lists(st.booleans(), min_size=5, max_size=5),
)
def test_places_only_move_up_and_every_list_is_numbered_without_a_gap(steps, ties):
    ranks = [1]
    for at, tied in enumerate(ties, start=2):
        ranks.append(ranks[-1] if tied else at)
    whole = ranking(*ranks)
    made = remove(whole, [Removal(id=who, promote=promote) for who, promote in dict(steps).items()])
    assert [row.sort_order for row in made.rows] == list(range(1, 7))
    before = {row.id: row.rank for row in whole.rows}
    left = [row for row in made.rows if not row.irm]
    assert {row.id for row in left} == set("abcdef") - dict(steps).keys()
    assert all((row.rank or 0) <= (before[row.id] or 0) for row in left)
    ranks_left = [row.rank or 0 for row in left]
    assert ranks_left == sorted(ranks_left)
    if all(dict(steps).values()):
        assert [row.rank for row in left] == [1 + sum(other < (row.rank or 0) for other in ranks_left) for row in left]
