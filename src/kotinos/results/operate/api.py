"""The desk over HTTP: what a person at a venue sees, types and decides, each in their own name.

A change is answered when it is durable. The same ``id`` again changes nothing, so a page sends again whenever it has heard no answer.
"""

from __future__ import annotations

import asyncio
import time
from datetime import datetime
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kotinos.codes import canonical
from kotinos.codes.rsc import Level, Rsc, RscError
from kotinos.results import facts, holds, two_person
from kotinos.results.competition import Games, UnitState
from kotinos.results.engine import Engine, utc_now
from kotinos.results.facts import Command, DecisionTyped, Fact, MarksTyped, Observation, Typed, Wish
from kotinos.results.hold_facts import STATUS
from kotinos.results.intake import observations
from kotinos.results.intake.body import body_of
from kotinos.results.intake.message import identity
from kotinos.results.operate import history, rights, teams, text
from kotinos.results.operate.accounts import Account
from kotinos.results.operate.answers import Stop, answered, json
from kotinos.results.operate.door import LIMIT, PATH, Door
from kotinos.results.operate.foreseen import foresee
from kotinos.results.operate.messages import Decision, TypedMarks, Undo, meant
from kotinos.results.operate.sheet import sheet

SOURCE = "desk"
"""The source of everything that is typed here: what is typed later at any desk stands."""
PATIENCE = 3.0
"""Seconds that a question for news may wait: short enough that a program which ends waits for none."""
_LOOK_EVERY = 0.05


def routes(engine: Engine, door: Door) -> list[Route]:
    """The routes of the desk."""
    desk = _Desk(engine, door)
    unit = f"{PATH}/units/{{rsc}}"
    return [
        Route(f"{PATH}/session", answered(door.sign_in), methods=["POST"]),
        Route(f"{PATH}/session", answered(door.who), methods=["GET"]),
        Route(f"{PATH}/session", answered(door.sign_out), methods=["DELETE"]),
        Route(f"{PATH}/units", answered(desk.units), methods=["GET"]),
        Route(unit, answered(desk.unit), methods=["GET"]),
        Route(f"{unit}/marks", answered(desk.marks), methods=["POST"]),
        Route(f"{unit}/undo", answered(desk.undo), methods=["POST"]),
        Route(f"{unit}/decisions", answered(desk.decide), methods=["POST"]),
        Route(f"{unit}/preview", answered(desk.preview), methods=["POST"]),
        Route(f"{unit}/journal", answered(desk.journal), methods=["GET"]),
    ]


class _Desk:
    def __init__(self, engine: Engine, door: Door) -> None:
        self._engine, self._door = engine, door

    async def units(self, request: Request) -> Response:
        """The units of a day that this person may touch; today in the Games' zone, or the nearest day that has some."""
        account = self._door.admit(request)
        games = self._engine.shown
        zone = ZoneInfo(games.declared.timezone)
        mine = [u for u in games.units.values() if u.start and _has_desk(u) and rights.touches(account, u.plan)]
        days = sorted({_day(u, zone) for u in mine})
        asked = request.query_params.get("day") or datetime.now(zone).date().isoformat()
        day = next((d for d in days if d >= asked), days[-1] if days else asked)
        found = sorted((u for u in mine if _day(u, zone) == day), key=lambda u: (u.start, u.plan.order, u.plan.rsc))
        return json({"day": day, "days": days, "units": [_listed(u) for u in found]})

    async def unit(self, request: Request) -> Response:
        """The sheet of a unit. With ``?seen=`` (the tag of the last one) the answer waits until something has changed: 204 if nothing."""
        account = self._door.admit(request)
        seen = request.query_params.get("seen", "")
        ends = time.monotonic() + PATIENCE
        while True:
            games, seq = self._engine.shown, self._engine.shown_seq
            state = self._touched(account, request)
            body = canonical.encode(sheet(games, state.plan.rsc, account))
            tag = sha256(body).hexdigest()[:16]
            if tag != seen:
                return Response(body, media_type="application/json", headers=_fresh(tag, seq))
            while _is_shown(self._engine.shown, games, state):
                if time.monotonic() > ends or await request.is_disconnected():
                    return Response(status_code=204, headers=_fresh(tag, seq))
                await asyncio.sleep(_LOOK_EVERY)

    async def marks(self, request: Request) -> Response:
        """Values as they were typed."""
        account = self._door.admit(request)
        unit = self._touched(account, request)
        said = observations.typed(await body_of(request, LIMIT), TypedMarks)
        wish = MarksTyped(
            unit=unit.plan.rsc, items=meant(said.items), reason=said.reason, agree=said.agree, confirm=said.confirm
        )
        return await self._record(account, said.id, wish)

    async def undo(self, request: Request) -> Response:
        """Put the values of one line of the journal back to what they were before it; what was changed since is a conflict."""
        account = self._door.admit(request)
        unit = self._touched(account, request)
        said = observations.typed(await body_of(request, LIMIT), Undo)
        lines = history.lines(await self._engine.history(str(unit.plan.rsc)))
        line = next((one for one in lines if one.id == said.event), None)
        if line is None or not line.changes or line.kind == "mark_proposed":
            raise Stop(404, "nothing in this unit's journal can be undone under this id", "event", "see the journal")
        items = tuple(Typed(competitor=c.competitor, slot=c.slot, value=c.before, seen=c.after) for c in line.changes)
        # What stood there before was plausible enough once.
        wish = MarksTyped(unit=unit.plan.rsc, items=items, reason=said.reason, confirm=True)
        return await self._record(account, said.id, wish)

    async def decide(self, request: Request) -> Response:
        """A status, a protest, an order of tied competitors, a start list, the weather: what is said of the unit."""
        account = self._door.admit(request)
        return await self._record(account, *await self._decision(account, request))

    async def preview(self, request: Request) -> Response:
        """What such a decision would change; nothing is recorded."""
        account = self._door.admit(request)
        id, fact = await self._decision(account, request)
        if not isinstance(fact, facts.DecisionTyped):
            raise Stop(422, "a decision without values changes none", "items", "at least one value")
        return json(foresee(self._engine.games, msgspec.structs.replace(_command(account, id, fact), at=utc_now())))

    async def _decision(self, account: Account, request: Request) -> tuple[str, Fact | Wish]:
        """What is to be decided, by somebody who may."""
        unit = self._touched(account, request)
        said = observations.typed(await body_of(request, LIMIT), Decision)
        about = said.fact.about if isinstance(said.fact, facts.WeatherObserved) else getattr(said.fact, "unit", None)
        if about != unit.plan.rsc:
            raise Stop(422, "the decision is of another unit", "fact.unit", str(unit.plan.rsc))
        if not rights.may_decide(account, said.fact, unit.status, _step(unit, said.fact)):
            raise Stop(403, f"the role {account.role} may not decide this", "fact", "ask the venue's results manager")
        if isinstance(said.fact, facts.ProtestDecided) and said.fact.effect:
            raise Stop(422, "values of a decision are typed at a desk", "fact.effect", "items")
        if not said.items:
            return said.id, _signed(said.fact, account)
        if not isinstance(said.fact, facts.ProtestDecided):
            raise Stop(422, "only the decision of a protest changes values", "items", f"see {PATH}/units/{{rsc}}/marks")
        return said.id, DecisionTyped(decision=said.fact, items=meant(said.items), confirm=said.confirm)

    async def journal(self, request: Request) -> Response:
        """What happened in the unit: who, when, what, why; newest first."""
        account = self._door.admit(request)
        unit = self._touched(account, request)
        lines = history.lines(await self._engine.history(str(unit.plan.rsc)))
        if two_person.mode(self._engine.shown, unit) == two_person.BLIND:
            lines = [_blinded(line, account) for line in lines]
        return json({"lines": [_readable(line) for line in reversed(lines)]})

    async def _record(self, account: Account, id: str, fact: Fact | Wish) -> Response:
        """Record in the person's own name; the answer says what stands in the journal, also when it stood there before."""
        command = _command(account, id, fact)
        outcome = await self._engine.submit(command)
        recorded = await self._engine.recorded(outcome.seq) if outcome.seq else None
        return json(
            {
                "outcome": outcome.outcome,
                "seq": outcome.seq,
                "event": command.id,
                "kind": recorded.__struct_config__.tag if recorded else "",
                "values": _values(recorded) if recorded else self._standing(fact),
            }
        )

    def _standing(self, fact: Fact | Wish) -> list[dict[str, Any]]:
        """Nothing was recorded, because this stands already."""
        if not isinstance(fact, MarksTyped):
            return []
        unit = self._engine.games.units[fact.unit]
        return [_value(i.competitor, i.slot, unit.value(i.competitor, i.slot)) for i in fact.items]

    def _touched(self, account: Account, request: Request) -> UnitState:
        try:
            unit = self._engine.shown.units.get(Rsc(request.path_params["rsc"]))
        except RscError as error:
            raise Stop(404, str(error), "unit", "an RSC of 34 characters") from error
        if unit is None:
            raise Stop(404, "this unit is not in the schedule", "unit", f"see {PATH}/units")
        if not rights.touches(account, unit.plan):
            raise Stop(403, "this unit is not among your venues and disciplines", "unit", f"see {PATH}/units")
        return unit


def _is_shown(now: Games, told: Games, state: UnitState) -> bool:
    """Whether a sheet made of ``told`` is what it would be now."""
    event = state.plan.rsc.at(Level.EVENT)
    if (told.parts_of(state.plan.rsc) or told.whole_of(state.plan.rsc)) and now.states[event] is not told.states[event]:
        return False
    return now.units[state.plan.rsc] is state and now.two_person is told.two_person and now.weather is told.weather


def _command(account: Account, id: str, fact: Fact | Wish) -> Command:
    """What a person asks for, under an id that nobody else's message has."""
    return Command(id=f"{SOURCE}-{identity(account.name, id)}", fact=fact, actor=account.name, source=SOURCE)


def _step(unit: UnitState, fact: Fact) -> str:
    """The status that waits under a hold that ``fact`` answers; empty for anything else."""
    if not isinstance(fact, facts.HoldConfirmed | facts.HoldRejected):
        return ""
    found = holds.named(unit.holds, fact.hold)
    return str(found.held.value) if found and found.held.slot == STATUS else ""


def _signed(fact: Fact, account: Account) -> Fact:
    """An answer to a hold names one person: whoever is signed in, whatever the message says."""
    if isinstance(fact, facts.HoldConfirmed | facts.HoldRejected):
        return msgspec.structs.replace(fact, by=account.full_name, held=())
    return fact


def _fresh(tag: str, seq: int) -> dict[str, str]:
    return {"cache-control": "no-store", "x-sheet": tag, "x-seq": str(seq)}


def _has_desk(unit: UnitState) -> bool:
    return unit.plan.rsc.level is Level.UNIT


def _day(unit: UnitState, zone: ZoneInfo) -> str:
    return datetime.fromisoformat(unit.start).astimezone(zone).date().isoformat()


def _listed(unit: UnitState) -> dict[str, Any]:
    rsc = unit.plan.rsc
    return {
        "rsc": rsc,
        "name": teams.name_of(unit),
        "start": unit.start,
        "venue": unit.plan.venue_name or unit.plan.venue,
        "status": unit.schedule,
        "result_status": unit.status,
        "protests": len(unit.open_protests),
        "waiting": len({(p.competitor, p.slot) for p in unit.proposals}),
    }


def _values(fact: Fact) -> list[dict[str, Any]]:
    """What a fact says of single values: the next change of one of them starts from here."""
    said: tuple[Observation, ...] = getattr(fact, "items", ()) or getattr(fact, "effect", ())
    own: dict[str, Any] = getattr(fact, "facts", {})
    found = [(i.who.id, i.slot, i.value) for i in said] + [("", slot, value) for slot, value in own.items()]
    return [_value(*one) for one in found]


def _value(competitor: str, slot: str, value: Any) -> dict[str, Any]:
    return {"competitor": competitor, "slot": slot, "value": value, "text": text.shown(slot, value)}


def _blinded(line: history.Line, account: Account) -> history.Line:
    """What somebody else typed without a second person yet is not for the eyes of that second person."""
    if line.kind != facts.MarkProposed.__struct_config__.tag or line.actor == account.name:
        return line
    return msgspec.structs.replace(line, changes=())


def _readable(line: history.Line) -> dict[str, Any]:
    plain = dict(canonical.plain(line))
    plain["changes"] = [
        {
            "competitor": c.competitor,
            "slot": c.slot,
            "before": text.shown(c.slot, c.before),
            "after": text.shown(c.slot, c.after),
        }
        for c in line.changes
    ]
    return plain
