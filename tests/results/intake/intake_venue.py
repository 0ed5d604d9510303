"""A small venue with invented people, and the rules of the platform without its journal."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from kotinos.codes.rsc import Rsc
from kotinos.journal.event import Proposal
from kotinos.results import facts
from kotinos.results.competition import Games, apply
from kotinos.results.engine import Outcome
from kotinos.results.facts import Command, Participant, Start, UnitPlan
from kotinos.results.intake.desk import Desk
from kotinos.results.intake.message import Message
from kotinos.results.intake.refused import Shelf
from kotinos.results.officials import Unchanged, decide, stream_of
from tests.results.deciding import Deciding

EVENT = Rsc("ATHW200M--------------------------")
HEAT = Rsc("ATHW200M--------------HEAT000200--")
OTHER = Rsc("ATHW200M--------------HEAT000300--")
BIBS = ("1001", "1002", "1003", "1004", "1005")


class Rules(Deciding):
    """The engine's answer to every command, from its own pure parts: `decide`, then `apply`. What the engine adds is durability."""

    def __init__(self) -> None:
        self.games = Games()
        self.known: set[str] = set()
        self.recorded: list[Command] = []

    def decide(self, command: Command) -> Outcome:
        if command.id in self.known:
            return Outcome("duplicate")
        try:
            fact = decide(self.games, command)
        except Unchanged as unchanged:
            return Outcome("stale" if unchanged.stale else "unchanged")
        self.known.add(command.id)
        self.recorded.append(command)
        proposal = Proposal(
            id=command.id,
            at="2031-07-05T10:00:00.000000Z",
            stream=stream_of(fact),
            kind=str(fact.__struct_config__.tag),
            actor=command.actor,
            source=command.source,
            body=b"",
        )
        self.games = apply(self.games, proposal, fact)
        return Outcome("accepted", len(self.recorded))


def plan(number: int, rsc: Rsc) -> UnitPlan:
    return UnitPlan(
        rsc=rsc, start="2031-07-05T10:00:00+02:00", devices=(f"lynx:33/Heat/{number}", f"lenex:33/TIM/{number}")
    )


def people() -> tuple[Participant, ...]:
    names = ("Amara Okeke", "Ebba Lindqvist", "Élise Moreau", "Yui Tanaka", "Petra Novak")
    return tuple(
        Participant(id=f"7{bib}", type="A", noc="NOR", name=name, bib=bib, events=(EVENT,))
        for bib, name in zip(BIBS, names, strict=True)
    )


def starts() -> tuple[Start, ...]:
    lanes = ("4", "6", "3", "5", "7")
    return tuple(
        Start(competitor=f"7{bib}", sort=n, order=lane, bib=bib)
        for n, (bib, lane) in enumerate(zip(BIBS, lanes, strict=True), 1)
    )


def setting() -> list[facts.Fact]:
    return [
        facts.ParticipantsEntered(participants=people()),
        facts.UnitsPlanned(units=(plan(2, HEAT), plan(3, OTHER))),
        facts.StartListSet(unit=HEAT, starts=starts()),
    ]


async def prepare(engine: Any) -> None:
    for n, fact in enumerate(setting()):
        await engine.submit(Command(id=f"setting-{n}", fact=fact, actor="desk", source="desk"))


async def venue(folder: Path) -> tuple[Desk, Rules]:
    rules = Rules()
    await prepare(rules)
    return Desk(rules, Shelf(folder / "refused")), rules


def lif(*rows: str, header: str = "033,Heat,2,Women 200 m,-0.4,m/s,,,,200,10:41:45.1345") -> bytes:
    return "".join(f"{line}\n" for line in (header, *rows)).encode()


def row(place: object, bib: str, lane: object, time: str = "") -> str:
    return f"{place},{bib},{lane},Name,First,Club,{time},,,,,10:41:45.13,,,,,"


def message(body: bytes, revision: int = 1, form: str = "lynx", **more: Any) -> Message:
    given: dict[str, Any] = {"name": "033-Heat-02.lif", "source": "photo-finish", "actor": "photo-finish"}
    return Message(form=form, body=body, revision=revision, **(given | more))


def shown(games: Games, unit: Rsc = HEAT) -> dict[str, dict[str, Any]]:
    """What stands in the slots of a unit, without those that hold nothing."""
    slots = games.units[unit].slots
    values = {
        who: {name: slot.value for name, slot in mine.items() if slot.value is not None} for who, mine in slots.items()
    }
    return {who: mine for who, mine in values.items() if mine}
