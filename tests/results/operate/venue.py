"""A venue with people at desks: the real engine on a real journal behind the real door; everybody in it is invented."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import uvicorn
from starlette.applications import Starlette

from kotinos.codes.rsc import Level, Rsc
from kotinos.journal.opening import open_journal
from kotinos.results import facts
from kotinos.results.engine import Engine
from kotinos.results.facts import Command, Fact, Locator, Member, Observation, Participant, Start, UnitPlan
from kotinos.results.operate import accounts, api
from kotinos.results.operate.accounts import Account, Accounts
from kotinos.results.operate.door import Door
from kotinos.results.operate.sessions import Sessions
from kotinos.results.outlet import Here
from kotinos.results.publications.memory import MemoryPublications
from kotinos.results.publisher import Publisher

SHOT = Rsc.of("ATH", "M", "SHOTPUT", "FNL", "000100")
HEIGHT = Rsc.of("ATH", "W", "HIGHJUMP", "FNL", "000100")
SPRINT = Rsc.of("ATH", "M", "100M", "HEAT", "000100")
BEAM = Rsc.of("GAR", "W", "1APBB", "FNL", "000100")
DIVES = Rsc.of("DIV", "M", "3MSB", "FNL", "000100")
MATCH = Rsc.of("FBL", "W", "TEAM11", "GPA", "000100")
ROUTE = Rsc.of("SHO", "M", "ARM", "FNL", "000100")
RIBBON = Rsc.of("GRY", "W", "1AA", "QUAL", "000100")
STREET = Rsc.of("SKB", "M", "STREET", "FNL", "000100")
BOUT = Rsc.of("BOX", "W", "50KG", "FNL", "000100")
ALL_AROUND = Rsc.of("GAR", "M", "1AA", "FNL", "000100")
TEAMS = Rsc.of("TTE", "W", "TEAM3", "SFNL", "00010000")
CONTESTS = tuple(Rsc.of("TTE", "W", "TEAM3", "SFNL", f"0001000{n}") for n in range(1, 6))
UNITS = (SHOT, HEIGHT, SPRINT, BEAM, DIVES, MATCH, ROUTE, RIBBON, STREET, BOUT, ALL_AROUND)
DAY = "2031-07-05"
VENUES = {
    "ATH": "STA",
    "GAR": "ARE",
    "DIV": "POO",
    "FBL": "FLD",
    "SHO": "RNG",
    "GRY": "ARE",
    "SKB": "PRK",
    "BOX": "ARE",
}
FAMILIES = ("ABEL", "BERG", "CONTI", "DIALLO", "ENGEL", "FARAH", "GOMES", "HALE", "IVANOV", "JANSEN", "KIM", "LOPEZ")
NOCS = ("NZL", "POR", "CZE", "CHI", "SUI", "IRL", "KEN", "JPN", "CAN", "BRA", "FRA", "GRE")
PASSWORD = "an invented password"  # everybody's, so that one slow hash is enough
HASH = accounts.hashed(PASSWORD)
EVERYWHERE = ("*",)
PEOPLE = (
    Account(name="anna", full_name="Anna Kallas", role="manager", password=HASH, venues=EVERYWHERE, disciplines=EVERYWHERE),
    Account(name="bo", full_name="Bo Lind", role="operator", password=HASH, venues=EVERYWHERE, disciplines=EVERYWHERE),
    Account(name="rosa", full_name="Rosa Prat", role="operator", password=HASH, venues=("STA",), disciplines=("ATH",)),
)  # fmt: skip


def who(unit: Rsc, n: int) -> str:
    """The id of the n-th starter of a unit, from 0."""
    return f"{unit.discipline}{unit.gender}{n + 1}"


def size(unit: Rsc) -> int:
    """How many start in a unit."""
    return 2 if unit in (MATCH, BOUT) else 4 if unit == DIVES else 8 if unit != SHOT else 12


def opening() -> list[Fact]:
    """Declared, entered, planned, with start lists."""
    said: list[Fact] = [
        facts.GamesDeclared(
            code="OLI31", name={"en": "Olive Games", "fr": "Jeux de l’Olivier"}, timezone="Europe/Athens"
        )
    ]
    for at, unit in enumerate(UNITS):
        people = tuple(
            Participant(
                id=who(unit, n),
                type="T" if unit == MATCH else "A",
                noc=NOCS[n],
                name=f"Kim {FAMILIES[n]}",
                print_name=f"{FAMILIES[n]} Kim",
                events=(unit.at(Level.EVENT),),
            )
            for n in range(size(unit))
        )
        plan = UnitPlan(
            rsc=unit,
            start=f"{DAY}T{10 + at:02d}:00:00+03:00",
            venue=VENUES[unit.discipline],
            order=at,
            facts={"heights": ["1.80", "1.85", "1.90"]} if unit == HEIGHT else {},
        )
        starts = tuple(
            Start(competitor=who(unit, n), sort=n + 1, order=str(n + 1), bib=str(101 + n)) for n in range(size(unit))
        )
        said += [
            facts.ParticipantsEntered(participants=people),
            facts.UnitsPlanned(units=(plan,)),
            facts.StartListSet(unit=unit, starts=starts),
        ]
    return [*said, *match_of_teams()]


def match_of_teams() -> list[Fact]:
    """Two teams of three in a match of five contests, whose players nobody has named yet; one team has a pair entered too."""
    event = TEAMS.at(Level.EVENT)
    players = [
        Participant(id=f"{noc}{n}", type="A", noc=noc, name=f"Kim {name}", print_name=f"{name} Kim", events=(event,))
        for noc, names in (("NZL", FAMILIES[:3]), ("POR", FAMILIES[3:6]))
        for n, name in enumerate(names, start=1)
    ]
    sides = {"NZL": "NZL1 NZL2 NZL3", "POR": "POR1 POR2 POR3", "PORD": "POR1 POR2"}
    teams = [
        Participant(
            id=team,
            type="T",
            noc=team[:3],
            name={"NZL": "New Zealand", "POR": "Portugal", "PORD": "Diallo / Engel"}[team],
            events=(event,),
            members=tuple(Member(id=who, family_name=who) for who in members.split()),
        )
        for team, members in sides.items()
    ]
    plans = [
        UnitPlan(rsc=TEAMS, start=f"{DAY}T21:30:00+03:00", venue="ARE"),
        *(UnitPlan(rsc=one, venue="ARE") for one in CONTESTS),
    ]
    starts = tuple(
        Start(competitor=team, sort=sort, order=str(sort)) for sort, team in enumerate(("NZL", "POR"), start=1)
    )
    return [
        facts.ParticipantsEntered(participants=(*players, *teams)),
        facts.UnitsPlanned(units=tuple(plans)),
        facts.StartListSet(unit=TEAMS, starts=starts),
    ]


def seen(unit: Rsc, n: int, slot: str, value: Any, revision: int = 1) -> facts.MarksObserved:
    """What a device saw."""
    item = Observation(who=Locator(id=who(unit, n)), slot=slot, value=value)
    return facts.MarksObserved(unit=unit, revision=revision, items=(item,))


class Venue:
    """A running platform without devices."""

    def __init__(self, engine: Engine, folder: Path, port: int) -> None:
        self.engine, self.folder, self.port = engine, folder, port
        self.url = f"http://127.0.0.1:{port}"
        self._count = 0

    async def do(self, *said: Fact, actor: str = "photo-finish", source: str = "photo-finish") -> None:
        """Something else that happens at the venue."""
        for fact in said:
            self._count += 1
            await self.engine.submit(Command(id=f"venue-{self._count}", fact=fact, actor=actor, source=source))
        await self.engine.settled()

    def value(self, unit: Rsc, n: int, slot: str) -> Any:
        """What stands for the n-th starter."""
        return self.engine.games.units[unit].value(who(unit, n), slot)


async def until_started(server: uvicorn.Server) -> int:
    """The port of a server that is just starting."""
    while not server.started:
        await asyncio.sleep(0.01)
    port: int = server.servers[0].sockets[0].getsockname()[1]
    return port


@asynccontextmanager
async def running(folder: Path, people: Sequence[Account] = PEOPLE, port: int = 0) -> AsyncIterator[Venue]:
    """A venue for one test; the same folder and port again go on where it ended."""
    accounts.write(folder / "operators.json", people)
    journal = open_journal(f"sqlite:///{folder}/journal.db")
    fresh = journal.head()[0] == 0
    engine = Engine(journal, Here(Publisher(MemoryPublications())))
    await engine.start()
    door = Door(Sessions(folder / "sessions.json", Accounts(folder / "operators.json")))
    app = Starlette(routes=list(api.routes(engine, door)))
    config = uvicorn.Config(
        app, host="127.0.0.1", port=port, log_level="warning", lifespan="off", timeout_graceful_shutdown=1
    )
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())
    venue = Venue(engine, folder, await until_started(server))
    try:
        if fresh:
            await venue.do(*opening(), actor="organisers", source="organisers")
        yield venue
    finally:
        server.should_exit = True
        await serving
        await engine.stop()
        journal.close()
