"""What was counted in the matches of an event that are over: match by match, of each side and each athlete."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import msgspec

from kotinos.codes import statistics
from kotinos.codes.rsc import Rsc
from kotinos.results.competition import UNIT, UnitState
from kotinos.results.documents import CompetitorRef
from kotinos.results.life import FINISHED
from kotinos.results.projections.view import View
from kotinos.sports import action_counts, counts
from kotinos.sports.counts import OPPONENT, Count, Counts

PLAYER, ACTION, PERIOD = "player", "action", "period"
ONCE = Count(Decimal(1))


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """One team in one match: its own counts and, by id, those of its athletes who took part."""

    unit: Rsc
    team: CompetitorRef
    own: Counts
    athletes: Mapping[str, Counts]


def teams(view: View, event: Rsc) -> set[str]:
    """Which teams start in any match of the event; none where the discipline keeps no statistics."""
    if not statistics.kept(event.discipline):
        return set()
    started = {start.competitor for unit in view.games.states.get(event, ()) for start in unit.starts}
    entered = view.games.participants
    return {who for who in started if who in entered and entered[who].type == "T"}


def finished(view: View, event: Rsc) -> list[UnitState]:
    """The matches of the event that are over, in the order in which they were."""
    over = [unit for unit in view.games.states.get(event, ()) if unit.status in FINISHED and len(unit.starts) == 2]
    return sorted(over, key=lambda unit: (unit.actual_end or unit.start, unit.plan.order, unit.plan.rsc))


def sides(view: View, event: Rsc) -> list[Side]:
    """Both sides of each such match."""
    return [side for unit in finished(view, event) for side in _remembered(view, unit)]


def _remembered(view: View, unit: UnitState) -> tuple[Side, ...]:
    """A match is counted once, as long as neither what was seen in it nor anybody in it has changed; a status counts nothing."""
    who = tuple(view.games.participants.get(start.competitor) for start in unit.starts)
    return view.recall("counted", unit.plan.rsc, (unit.slots, unit.starts, *who), lambda: tuple(_sides(view, unit)))


def _sides(view: View, unit: UnitState) -> Iterator[Side]:
    rsc = unit.plan.rsc
    who = [view.competitor(start.competitor) for start in unit.starts]
    acted = action_counts.counted(
        rsc.discipline, _actions(unit), {member.id: team.id for team in who for member in team.members}
    )
    slots = [view.raw(rsc, team.id) for team in who]
    noted = [{**acted.get(team.id, {}), **_noted(own, rsc)} for team, own in zip(who, slots, strict=True)]
    players, of_athletes = [_of_players(own) for own in slots], statistics.of(rsc.discipline, "athlete")
    scores = [counts.read(own.get("mark", "")) for own in slots]
    played = Count(Decimal(sum(1 for name in slots[0] if name.startswith(f"{PERIOD}/S"))))
    for at, team in enumerate(who):
        if team.type != "T":
            continue
        score = {name: shown for name, shown in (("score", scores[at]), ("conceded", scores[1 - at])) if shown}
        others = {f"{OPPONENT}{name}": count for name, count in noted[1 - at].items()}
        took_part = {"mp": ONCE, "sets": played}
        athletes = {
            member.id: {**took_part, **own}
            for member in team.members
            if (own := {**acted.get(member.id, {}), **counts.noted(players[at].get(member.id, {}), of_athletes)})
        }
        yield Side(unit=rsc, team=team, own={**noted[at], **others, **took_part, **score}, athletes=athletes)


def _noted(slots: Mapping[str, Any], rsc: Rsc) -> dict[str, Count]:
    wanted = (*statistics.of(rsc.discipline, "team"), *statistics.of(rsc.discipline, "event"))
    return counts.noted(slots, wanted)


def _of_players(slots: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The slots of each athlete, by id."""
    found: dict[str, dict[str, Any]] = {}
    for name, value in slots.items():
        kind, _, rest = name.partition("/")
        athlete, _, slot = rest.partition("/")
        if kind == PLAYER and slot:
            found.setdefault(athlete, {})[slot] = value
    return found


def _actions(unit: UnitState) -> list[Mapping[str, Any]]:
    found = []
    for name, slot in unit.slots.get(UNIT, {}).items():
        kind, _, number = name.partition("/")
        if kind == ACTION and number.isascii() and number.isdigit() and isinstance(slot.value, Mapping):
            found.append((int(number), slot.value))
    return [action for _, action in sorted(found, key=lambda pair: pair[0])]
