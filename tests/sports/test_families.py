"""The long run of every second opinion, and the command that makes it."""

from __future__ import annotations

import pytest

from tests.sports import families
from tests.sports.families import ENOUGH, FAMILIES, FIRST_SEED, Family, differences


def test_every_family_has_a_name_of_its_own():
    names = [family.name for family in FAMILIES]
    assert len(set(names)) == len(names)


def test_the_command_says_how_many_were_compared_and_by_which_seeds(capsys):
    assert families.main(["duels.fencing", "--number", "20", "--seed", "7"]) == 0
    first, last = capsys.readouterr().out.splitlines()
    assert first.startswith("duels.fencing: 20 compared, seeds 7 to 26, 0 differ")
    assert last == "1 families, 20 competitions, 0 differ"


def test_the_beginning_of_a_name_is_all_of_its_families(capsys):
    assert families.main(["pools", "winter.curling", "--list"]) == 0
    assert capsys.readouterr().out.split() == ["pools.football", "winter.curling"]


def test_a_family_that_does_not_exist_is_refused(capsys):
    with pytest.raises(SystemExit):
        families.main(["duels.sumo"])
    assert "no family 'duels.sumo'; --list names them" in capsys.readouterr().err


def test_a_competition_that_cannot_be_ranked_counts_as_a_difference_and_the_others_go_on():
    def raises(seed: int) -> str:
        return f"seed {seed} differs" if seed == 3 else str(1 // (seed - 1))[:0]

    assert list(differences(Family("x", raises), range(5))) == [
        "x, seed 1: ZeroDivisionError: integer division or modulo by zero",
        "seed 3 differs",
    ]


@pytest.mark.soak
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_two_rankers_agree_on_a_hundred_thousand_competitions(family):
    assert list(differences(family, range(FIRST_SEED, FIRST_SEED + ENOUGH))) == []
