"""What the open zone holds of what was released."""

from __future__ import annotations

from pathlib import Path

import pytest

from kotinos.release.mirror import Mirror, OutOfPlace
from kotinos.release.schema import Athlete, AthleteGone, CardStatus, Crossing, Envelope

ANN, BEN = "A" * 32 + "0", "B" * 32 + "1"


@pytest.fixture
def mirror(tmp_path: Path) -> Mirror:
    return Mirror(tmp_path / "release.db")


def crossed(seq: int, body: Athlete | AthleteGone | CardStatus) -> Crossing:
    return Crossing(seq=seq, at="2026-07-01T12:00:00Z", body=body)


def ann(family: str = "MARTIN") -> Athlete:
    return Athlete(token=ANN, family=family, given="Ann", organisation="FRA", sport="ATH")


def test_a_name_that_changed_replaces_the_old_one(mirror):
    mirror.take([crossed(1, ann()), crossed(2, ann("DURAND"))])
    assert [a.family for a in mirror.athletes()] == ["DURAND"]


def test_an_athlete_who_left_is_forgotten_on_disk_too(mirror, tmp_path):
    mirror.take([crossed(1, ann("QUERBERGER"))])
    mirror.take([crossed(2, AthleteGone(token=ANN))])
    assert mirror.athletes() == []
    Mirror(tmp_path / "release.db")  # opening it anew folds the write-ahead file into the database
    assert b"QUERBERGER" not in (tmp_path / "release.db").read_bytes()


def test_a_card_that_nobody_spoke_of_is_not_active(mirror):
    assert mirror.card(BEN) == "not_active"


def test_what_was_taken_before_is_passed_over_and_a_gap_takes_nothing(mirror):
    mirror.take([crossed(1, CardStatus(token=ANN, state="active"))])
    mirror.take([crossed(1, CardStatus(token=ANN, state="cancelled")), crossed(2, ann())])
    assert (mirror.card(ANN), mirror.place()) == ("active", 2)
    with pytest.raises(OutOfPlace, match="crossing 4 after 2: 3 was expected"):
        mirror.take([crossed(4, AthleteGone(token=ANN))])
    assert (len(mirror.athletes()), mirror.place()) == (1, 2)


def test_a_gap_in_the_middle_undoes_what_came_before_it(mirror):
    with pytest.raises(OutOfPlace):
        mirror.take([crossed(1, ann()), crossed(3, CardStatus(token=ANN, state="active"))])
    assert (mirror.athletes(), mirror.place()) == ([], 0)


def test_envelopes_wait_in_their_order_and_each_once_across_a_restart(mirror, tmp_path):
    first, second = (Envelope(id=n * 32, key="0" * 16, sealed=n.encode()) for n in "ab")
    for envelope in (second, first, second):
        mirror.keep(envelope)
    again = Mirror(tmp_path / "release.db")
    assert [e.id[0] for e in again.waiting()] == ["b", "a"]
    again.sent(second)
    assert again.waiting() == [first]
