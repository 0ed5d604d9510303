"""A place that stands while an event is still being fought is the one in which it ends, however it goes on."""

from __future__ import annotations

import random

import pytest

from kotinos.sports import programme
from tests.sports import test_second_opinion_mats as mats
from tests.sports import test_second_opinion_tournaments as tournaments
from tests.sports.whole_events import Event, results_of

FAST = 60


def so_far(dice, played: Event) -> Event:
    """The event after some of its units: the others of that round have their sides, later ones are planned."""
    units = list(played.units)
    fought = dice.randint(1, len(units))
    now = units[fought - 1][0]
    ahead = {unit: {who: {} for who in played.units[unit]} if unit[0] == now else {} for unit in units[fought:]}
    return played._replace(units=dict(played.units) | ahead, open_=frozenset(ahead))


def put_out_later(played: Event, part: Event) -> bool:
    """Whether somebody is put out of the event after this moment, which moves the others up."""
    later = (raw for unit in part.open_ for raw in played.units[unit].values())
    failed = any("weigh_in" in raw for unit in played.units.values() for raw in unit.values())
    return failed or any(raw.get("irm") == "DQB" for raw in later)


def halfway(play):
    def disagreement(seed: int) -> str:
        dice = random.Random(f"halfway {play.__name__} {seed}")
        played = play(dice)
        part = so_far(dice, played)
        if put_out_later(played, part):
            return ""
        ranking = programme.all()[played.event.discipline].event(results_of(part, dice))
        rows = ranking.rows if ranking else ()
        moved = {
            row.id: (row.rank, played.expected[row.id])
            for row in rows
            if row.rank not in (None, played.expected[row.id])
        }
        return f"{play.__name__}, seed {seed}: (now, in the end) {moved}\n{part.units}" if moved else ""

    disagreement.__name__ = play.__name__
    return disagreement


BY_SEED = [
    halfway(play)
    for play in (
        *(mats.wrestling, mats.taekwondo, mats.judo, mats.boxing, mats.fencing, mats.archery),
        *(tournaments.basketball, tournaments.handball, tournaments.hockey, tournaments.volleyball),
    )
]


@pytest.mark.parametrize("event", BY_SEED, ids=lambda event: event.__name__)
def test_a_place_that_stands_halfway_never_changes(event):
    assert [found for seed in range(FAST) if (found := event(seed))] == []
