"""Horses: entered discipline by discipline, put right, cancelled, and never forgotten."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from kotinos.codes.rsc import Rsc
from kotinos.results.documents import Horse, HorsesBody
from kotinos.results.facts import Refused, Unchanged
from kotinos.results.horse_facts import HorsesEntered
from tests.results.playing import Play

RIDING = Rsc.of("EQU")
STAR = Horse(
    id="H2",
    name="Invented Star",
    noc="GER",
    sex="G",
    born="2018",
    passport="106XX01",
    colour="BAY",
    breed="KWPN",
    sire="Nobody",
)
MOON = Horse(id="H1", name="Invented Moon", noc="FRA", sex="M")


def entered(*horses: Horse, discipline: str = "EQU") -> HorsesEntered:
    return HorsesEntered(discipline=discipline, horses=horses)


def test_the_horses_of_a_discipline_are_one_document_in_order_of_their_codes() -> None:
    play = Play()
    play.do(entered(STAR, MOON), entered(replace(MOON, name="Borrowed Moon"), discipline="MPN"))
    body = play.body("DT_PARTIC_HORSES", RIDING)
    assert isinstance(body, HorsesBody) and body.horses == (MOON, STAR)
    assert [row.rsc for row in play.published()] == [RIDING, Rsc.of("MPN")]


def test_a_horse_that_does_not_come_stays_with_its_status() -> None:
    play = Play()
    play.do(entered(STAR, MOON), entered(replace(STAR, status="CANCEL")))
    body = play.body("DT_PARTIC_HORSES", RIDING)
    assert [(horse.id, horse.status) for horse in body.horses] == [("H1", "ACTIVE"), ("H2", "CANCEL")]


def test_only_what_is_new_is_recorded() -> None:
    play = Play()
    play.do(entered(STAR), entered(STAR, MOON))
    assert b"Star" not in play.events[-1].body
    with pytest.raises(Unchanged):
        play.do(entered(MOON))


@pytest.mark.parametrize(
    ("fact", "where"),
    [
        (entered(STAR, discipline="XXX"), "discipline"),
        (entered(STAR, STAR), "horses[0]"),
        (entered(replace(STAR, id="")), "horses[0].id"),
        (entered(replace(STAR, id="x" * 21)), "horses[0].id"),
        (entered(replace(STAR, name=" ")), "horses[0].name"),
        (entered(replace(STAR, noc="XX")), "horses[0].noc"),
        (entered(replace(STAR, sex="X")), "horses[0].sex"),
        (entered(replace(STAR, born="18")), "horses[0].born"),
        (entered(replace(STAR, colour="dark bay")), "horses[0].colour"),
        (entered(replace(STAR, breed="?")), "horses[0].breed"),
        (entered(replace(STAR, status="SICK")), "horses[0].status"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_is_refused_with_its_place(fact: HorsesEntered, where: str) -> None:
    with pytest.raises(Refused) as refused:
        Play().do(fact)
    assert refused.value.where == where
