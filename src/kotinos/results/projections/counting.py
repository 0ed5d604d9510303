"""What was counted in the matches of an event that are over: match by match, of each side, each athlete and the match itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import msgspec

from kotinos.codes import statistics
from kotinos.codes.rsc import Rsc
from kotinos.codes.statistics import Holder
from kotinos.results.competition import UNIT, UnitState
from kotinos.results.documents import CompetitorRef
from kotinos.results.life import FINISHED
from kotinos.results.projections.view import View
from kotinos.sports import action_counts, counts, programme
from kotinos.sports.counts import OPPONENT, Count, Counts
from kotinos.sports.ranking import Ranking

PLAYER, ACTION, PERIOD, CARD = "player", "action", "period", "stat/card/"
ONCE = Count(Decimal(1))
_SETS = (f"{PERIOD}/S", f"{PERIOD}/G")
_WHOLE = f"{PERIOD}/TOT"
_MINUTE = 60


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """One competitor in one match: its own counts, by id those of the athletes of a team who took part, and the cards it was shown.

    ``told``: whether it has a table of its own because of this match. A team has; an athlete alone, once anything was noted of its play.
    """

    unit: Rsc
    who: CompetitorRef
    own: Counts
    athletes: Mapping[str, Counts]
    cards: tuple[str, ...] = ()
    told: bool = False


class Match(msgspec.Struct, frozen=True):
    """One match: the number that the schedule gives it, its sides, and what was counted of the match itself."""

    unit: Rsc
    number: str
    sides: tuple[Side, ...]
    own: Counts


def competitors(view: View, event: Rsc) -> set[str]:
    """Who starts in any match of the event and may have a table."""
    started = {start.competitor for unit in view.games.states.get(event, ()) for start in unit.starts}
    return {who for who in started if who in view.games.participants}


def finished(view: View, event: Rsc) -> list[UnitState]:
    """The matches of the event that are over, in the order in which they were."""
    over = [unit for unit in view.games.states.get(event, ()) if unit.status in FINISHED and len(unit.starts) == 2]
    return sorted(over, key=lambda unit: (unit.actual_end or unit.start, unit.plan.order, unit.plan.rsc))


def matches(view: View, event: Rsc) -> list[Match]:
    """Each such match with its sides."""
    return [
        Match(unit.plan.rsc, unit.plan.number, _remembered(view, unit), _counted(view, unit))
        for unit in finished(view, event)
    ]


def sides(matches: Iterable[Match]) -> list[Side]:
    """The sides of all matches."""
    return [side for match in matches for side in match.sides]


def _remembered(view: View, unit: UnitState) -> tuple[Side, ...]:
    """A match is counted once, as long as neither what was seen in it nor anybody in it has changed; a status counts nothing."""
    who = tuple(view.games.participants.get(start.competitor) for start in unit.starts)
    return view.recall("counted", unit.plan.rsc, (unit.slots, unit.starts, *who), lambda: tuple(_sides(view, unit)))


def _counted(view: View, unit: UnitState) -> Counts:
    """What is counted of a match itself, under names that begin with ``match.``; nothing where the discipline asks for nothing."""
    if not statistics.of_match(unit.plan.rsc.discipline):
        return {}
    ranking = view.ranking(unit.plan.rsc)
    made_from = (unit.slots, unit.actual_start, unit.actual_end, ranking)
    return view.recall("match", unit.plan.rsc, made_from, lambda: _of_match(view, unit, ranking))


def _of_match(view: View, unit: UnitState, ranking: Ranking | None) -> dict[str, Count]:
    rsc = unit.plan.rsc
    told = view.raw(rsc, UNIT)
    found = {name: counts.read(value) for name, value in told.items()}
    sets = _sets(view.raw(rsc, unit.starts[0].competitor))
    if sets:
        found |= {"played": ONCE, "sets": Count(Decimal(sets)), "duration": _minutes(unit)}
    own = programme.of(rsc)
    decided = own.decided(str(told.get("res_code") or ""), ranking) if own else ""
    if decided:
        found |= {decided: ONCE, "decided": ONCE}
    wanted = statistics.of_match(rsc.discipline)
    return {
        f"{statistics.OF_MATCH}{name}": count for name, count in found.items() if count is not None and name in wanted
    }


def _minutes(unit: UnitState) -> Count | None:
    """How long the match lasted, to the nearest minute; ``None`` where one of its ends is not known."""
    if not (unit.actual_start and unit.actual_end):
        return None
    try:
        lasted = datetime.fromisoformat(unit.actual_end) - datetime.fromisoformat(unit.actual_start)
    except (ValueError, TypeError):  # a source said something else than an instant, or one of them without its zone
        return None
    minutes = Decimal(lasted.total_seconds()) / _MINUTE
    return Count(minutes.quantize(Decimal(1), ROUND_HALF_UP)) if minutes > 0 else None


def _sides(view: View, unit: UnitState) -> Iterator[Side]:
    rsc = unit.plan.rsc
    who = [view.competitor(start.competitor) for start in unit.starts]
    acted = action_counts.counted(
        rsc.discipline, _actions(unit), {member.id: team.id for team in who for member in team.members}
    )
    slots = [view.raw(rsc, one.id) for one in who]
    kept = [statistics.of(rsc.discipline, kind(one)) for one in who]
    played_so = [counts.noted(own, wanted) for own, wanted in zip(slots, kept, strict=True)]
    noted = [
        {**acted.get(one.id, {}), **_of_event(own, rsc), **play}
        for one, own, play in zip(who, slots, played_so, strict=True)
    ]
    players, of_athletes = [_of_players(own) for own in slots], statistics.of(rsc.discipline, "athlete")
    scores = [counts.read(own.get("mark", "")) for own in slots]
    played = Count(Decimal(_sets(slots[0])))
    for at, one in enumerate(who):
        if one.id not in view.games.participants:
            continue
        score = {name: shown for name, shown in (("score", scores[at]), ("conceded", scores[1 - at])) if shown}
        others = {f"{OPPONENT}{name}": count for name, count in noted[1 - at].items()}
        took_part = {"mp": ONCE, "sets": played}
        athletes = {
            member.id: {**took_part, **own}
            for member in (one.members if one.type == "T" else ())
            if (own := {**acted.get(member.id, {}), **counts.noted(players[at].get(member.id, {}), of_athletes)})
        }
        own = {**noted[at], **others, **took_part, **score}
        told = bool(kept[at]) and (one.type == "T" or bool(played_so[at]))
        yield Side(unit=rsc, who=one, own=own, athletes=athletes, cards=tuple(_cards(slots[at])), told=told)


def _of_event(slots: Mapping[str, Any], rsc: Rsc) -> dict[str, Count]:
    """What a side adds to the counts of the event."""
    shown = Counter(_cards(slots))
    return {
        **counts.noted(slots, statistics.of(rsc.discipline, "event")),
        **_points(slots),
        **{f"card.{code}": Count(Decimal(times)) for code, times in shown.items()},
    }


def kind(who: CompetitorRef) -> Holder:
    """Whose statistics a competitor has."""
    return "team" if who.type == "T" else "athlete"


def _points(slots: Mapping[str, Any]) -> dict[str, Count]:
    """The points of all periods together; none where one of them cannot be read."""
    found = [counts.read(value) for name, value in slots.items() if name.startswith(f"{PERIOD}/") and name != _WHOLE]
    known = [count for count in found if count is not None]
    return {"points": sum(known[1:], known[0])} if known and len(known) == len(found) else {}


def _sets(slots: Mapping[str, Any]) -> int:
    return sum(1 for name in slots if name.startswith(_SETS))


def _cards(slots: Mapping[str, Any]) -> list[str]:
    """The cards in the order of their numbers: ``YC``, ``RC``."""
    numbered = ((name.removeprefix(CARD), value) for name, value in slots.items() if name.startswith(CARD))
    return [str(value) for _, value in sorted((int(n), value) for n, value in numbered if n.isascii() and n.isdigit())]


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
