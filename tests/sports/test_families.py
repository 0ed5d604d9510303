"""The long run of every second opinion, and the command that makes it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kotinos.sports import rulebook
from tests.sports import families
from tests.sports.families import ENOUGH, FAMILIES, FIRST_SEED, Family, differences
from tests.sports.two_rankers import competition


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


BESIDE_THE_RULEBOOK = {"GAR-apparatus@2006-01-01"}
"""Ranked by its function, not by its name (`test_second_opinion_gymnastics`)."""


def test_every_rule_set_of_the_rulebook_has_a_second_opinion():
    asked = set(BESIDE_THE_RULEBOOK)
    for module in families.MODULES:
        for play in getattr(module, "FAMILIES", ()):
            units = [competition(play, seed)[1] for seed in range(80)]
            asked |= {rulebook.choose(unit.rule, unit.rsc, unit.date).id for unit in units}
    assert {rule_set.id for rule_set in rulebook.RULE_SETS} - asked == set()


SAID = re.compile(r"^(\S+): (\d+) compared, seeds (\d+) to (\d+), (\d+) differ", re.MULTILINE)
PAGE = Path(__file__).resolve().parents[2] / "docs" / "explanation" / "second-opinion.md"


def test_the_page_says_of_every_family_what_was_run():
    said = SAID.findall(PAGE.read_text(encoding="utf-8"))
    assert sorted(name for name, *_ in said) == sorted(family.name for family in FAMILIES)
    for name, number, first, last, differ in said:
        assert (int(last) - int(first) + 1, differ) == (int(number), "0"), name


@pytest.mark.soak
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_two_rankers_agree_on_a_hundred_thousand_competitions(family):
    assert list(differences(family, range(FIRST_SEED, FIRST_SEED + ENOUGH))) == []
