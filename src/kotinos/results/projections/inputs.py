"""Units and phases as the rules take them: what stands in their slots, and recorded decisions. Nothing that is shown, nothing derived."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

from kotinos.codes import canonical
from kotinos.codes.rsc import Level, Rsc
from kotinos.results.competition import UNIT, Games, UnitState
from kotinos.results.life import FINISHED
from kotinos.sports import diving_cards, rulebook
from kotinos.sports.cards import Asked, Card
from kotinos.sports.match_facts import facts_of
from kotinos.sports.ranking import CannotRank, Entry, Match, Row, Unit
from kotinos.sports.series import Part

LISTED = ("attempt", "height", "split", "period")
"""Slots that come in numbers (``attempt/3``) and become a list in the ranking's input (``attempts``)."""

DECIDER = "RR--"
"""How the code of a unit ends that only decides between equals: a swim-off (``0001RR``)."""

EntryOf = Callable[[UnitState, int], Entry]
"""`entry_of`, or the same with a memory."""


def unit_input(games: Games, unit: UnitState, entry: EntryOf | None = None) -> Unit:
    """A unit as the rules take it: only what stands in its slots, and recorded decisions."""
    rsc = unit.plan.rsc
    return Unit(
        id=rsc,
        rsc=rsc,
        rule=_rule(games, rsc.at(Level.PHASE)),
        date=rule_date(games, rsc, unit),
        entries=tuple(_classed(games, (entry or entry_of)(unit, n)) for n in range(len(unit.starts))),
        facts={
            **_event_facts(games, rsc),
            **unit.plan.facts,
            **_values(unit, UNIT),
            **({"running": True} if is_running(unit) else {}),
            **({"bouts": bouts} if (bouts := bouts_of(games, unit)) else {}),
        },
    )


HOME, AWAY, NOBODY = "H", "A", "-"
"""Whose a bout of a match of teams is."""


def bouts_of(games: Games, unit: UnitState) -> list[str]:
    """Who has won the contests of a match of teams that are over, in their order: `HOME`, `AWAY` or `NOBODY`."""
    over = (part for part in games.parts_of(unit.plan.rsc) if part.status in FINISHED) if len(unit.starts) == 2 else ()
    return [_bout(games, unit, part) for part in over]


def _bout(games: Games, unit: UnitState, part: UnitState) -> str:
    try:
        rows = rulebook.rank(unit_input(games, part)).rows
    except CannotRank:
        return NOBODY
    winner = next((row.id for row in rows if row.wlt == "W"), "")
    return _side(games, unit, part, winner) if winner else NOBODY


def _side(games: Games, unit: UnitState, part: UnitState, who: str) -> str:
    """For which team somebody plays: that of which it is, else that of the same side of the start list."""
    played = {who, *_members(games, who)}
    for side, start in zip((HOME, AWAY), unit.starts, strict=True):
        if played & {start.competitor, *_members(games, start.competitor)}:
            return side
    return HOME if part.starts[0].competitor == who else AWAY


def _members(games: Games, competitor: str) -> tuple[str, ...]:
    person = games.participants.get(competitor)
    return tuple(member.id for member in person.members) if person else ()


def card_of(games: Games, unit: UnitState) -> Card | None:
    """What is written down of each competitor so that the unit's rule can rank it; ``None`` where that needs no card."""
    rsc = unit.plan.rsc
    used = frozenset(slot for own in unit.slots.values() for slot in own)
    facts = {**_event_facts(games, rsc), **unit.plan.facts, **_values(unit, UNIT)}
    return rulebook.card(
        _rule(games, rsc.at(Level.PHASE)), Asked(rsc=rsc, facts=facts, used=used), rule_date(games, rsc, unit)
    )


def heats_input(games: Games, phase: Rsc, entry: EntryOf | None = None) -> Unit:
    """All units of a phase as one."""
    units = games.of_phase(phase)
    entries = [
        msgspec.structs.replace(
            _classed(games, (entry or entry_of)(unit, n)), order=None, noc=_noc(games, start.competitor)
        )
        for unit in units
        for n, start in enumerate(unit.starts)
    ]
    numbered = tuple(msgspec.structs.replace(e, n=n) for n, e in enumerate(_latest(entries)))
    plan = games.phase_plan(phase)
    when = rule_date(games, phase, units[0]) if units else None
    facts = _event_facts(games, phase)
    if plan and plan.qualify:
        facts["qualify"] = canonical.plain(plan.qualify)
    return Unit(id=phase, rsc=phase, rule=_rule(games, phase), date=when, entries=numbered, facts=facts)


class Given(msgspec.Struct, frozen=True):
    """One unit of a series with what its own ranking says, and the marks that it shows, by competitor."""

    unit: UnitState
    rows: Mapping[str, Row]
    shown: Mapping[str, str]


def series_input(
    games: Games, scope: Rsc, given: Sequence[Given], carried: Mapping[str, Sequence[Part]] | None = None
) -> Unit:
    """Several units that count together (a phase, or the components of an event) as one: what each gave, by competitor.

    ``carried`` are the parts that each brings along from earlier phases. A competitor's ``group`` is the unit that it began in
    without its sub-unit: ``SFNL0001`` for everything of semifinal A.
    """
    parts: dict[str, list[Part]] = {}
    raw: dict[str, dict[str, Any]] = {}
    group: dict[str, str] = {}
    for one in given:
        for start in one.unit.starts:
            who = start.competitor
            parts.setdefault(who, list((carried or {}).get(who, ()))).append(_part(one, who))
            raw.setdefault(who, {}).update(_tie_break(one.unit, who))
            group.setdefault(who, one.unit.plan.rsc[22:30])
    entries = tuple(
        Entry(n=n, id=who, noc=_noc(games, who), raw={"parts": tuple(parts[who]), **raw[who]}, group=group[who])
        for n, who in enumerate(sorted(parts))
    )
    facts = _event_facts(games, scope)
    for one in given:
        facts |= {**one.unit.plan.facts, **_values(one.unit, UNIT)}
    plan = games.phase_plan(scope)
    if plan and plan.qualify:
        facts["qualify"] = canonical.plain(plan.qualify)
    when = rule_date(games, scope, given[0].unit) if given else None
    return Unit(id=scope, rsc=scope, rule=_rule(games, scope), date=when, entries=entries, facts=facts)


def carried_part(phase: Rsc, row: Row, of: int) -> Part:
    """What a whole earlier phase gives toward a series: its total and the place in it."""
    total = row.values.get("total", row.values.get("points", ""))
    return Part(unit=phase[22:], mark=str(total), irm=row.irm, rank=row.rank, of=of, raw=row.values)


def _part(one: Given, who: str) -> Part:
    row = one.rows.get(who)
    return Part(
        unit=one.unit.plan.rsc[22:],
        mark=one.shown.get(who, ""),
        irm=row.irm if row else one.unit.value(who, "irm"),
        rank=row.rank if row else None,
        of=len(one.unit.starts),
        raw={**_values(one.unit, who), **(row.values if row else {})},
    )


def pool_input(games: Games, phase: Rsc) -> Unit:
    units = games.of_phase(phase)
    teams: dict[str, Entry] = {}
    matches = []
    for unit in units:
        for start in unit.starts:
            if start.competitor in teams:
                continue
            person = games.participants.get(start.competitor)
            entry = Entry(
                n=len(teams),
                id=start.competitor,
                name=person.name if person else "",
                noc=person.noc if person else None,
                raw=_lots(units, start.competitor),
            )
            teams[start.competitor] = entry
        if len(unit.starts) == 2:
            matches.append(match(unit))
    ordered = sorted(teams.values(), key=lambda e: e.id)
    entries = tuple(msgspec.structs.replace(e, n=n) for n, e in enumerate(ordered))
    facts: dict[str, Any] = {}
    for unit in units:
        facts.update(unit.plan.facts)
    return Unit(
        id=phase,
        rsc=phase,
        rule=_rule(games, phase),
        date=rule_date(games, phase, units[0]) if units else None,
        entries=entries,
        matches=tuple(matches),
        facts=facts,
    )


def match(unit: UnitState) -> Match:
    home, away = (s.competitor for s in unit.starts)
    scores = [unit.value(c, "mark") for c in (home, away)]
    known = unit.status in FINISHED and all(s is not None and str(s).isdigit() for s in scores)
    irms = {c: unit.value(c, "irm") for c in (home, away) if unit.value(c, "irm")}
    score = (int(scores[0]), int(scores[1])) if known else None
    noted = facts_of(_values(unit, home), _values(unit, away))
    return Match(home=home, away=away, score=score, facts={**noted, **({"irm": irms} if irms else {})})


def _rule(games: Games, phase: Rsc) -> str | None:
    plan = games.phase_plan(phase)
    return plan.rule or None if plan else None


def _event_facts(games: Games, rsc: Rsc) -> dict[str, Any]:
    """What the plan of the event holds for every ranking of it."""
    event = games.events.get(rsc.at(Level.EVENT))
    return dict(event.facts) if event else {}


def _classed(games: Games, entry: Entry) -> Entry:
    """The entry with the sport class of its competitor, where it has one."""
    person = games.participants.get(entry.id)
    if person is None or not person.sport_class:
        return entry
    return msgspec.structs.replace(entry, raw={**entry.raw, "sport_class": person.sport_class})


def rule_date(games: Games, rsc: Rsc, unit: UnitState | None) -> date | None:
    event = games.events.get(rsc.at(Level.EVENT))
    text = (event.rule_date if event else "") or (unit.start if unit else "") or games.declared.start
    return date.fromisoformat(text[:10]) if text else None


def is_running(unit: UnitState) -> bool:
    """While a duel runs there is a score but no winner yet."""
    return unit.status in ("LIVE", "INTERMEDIATE")


def _values(unit: UnitState, competitor: str) -> dict[str, Any]:
    """A competitor's slots as the rules take them: numbered ones as lists in order, the others by name."""
    values: dict[str, Any] = {}
    numbered: dict[str, list[tuple[str, Any]]] = {}
    for name, slot in unit.slots.get(competitor, {}).items():
        if slot.value is None:
            continue
        kind, _, number = name.partition("/")
        if number and kind in LISTED:
            numbered.setdefault(kind, []).append((number, slot.value))
        else:
            values[name] = slot.value
    dives = _dives(values, unit)
    if dives:
        values["dives"] = dives
    for kind, items in numbered.items():
        values[f"{kind}s"] = [_item(kind, number, value) for number, value in sorted(items, key=_in_order)]
    return values


def _dives(values: dict[str, Any], unit: UnitState) -> list[dict[str, Any]]:
    """Dives made of single awards, taken out of ``values``."""
    said = {name: values.pop(name) for name in list(values) if name.startswith(("award/", "dd/"))}
    if not said:
        return []
    return diving_cards.dives_of(said, diving_cards.panels(unit.plan.rsc, unit.plan.facts))


def _in_order(item: tuple[str, Any]) -> tuple[int, float, str]:
    try:
        return (0, float(item[0]), "")
    except ValueError:
        return (1, 0.0, item[0])


def _item(kind: str, number: str, value: Any) -> Any:
    match kind:
        case "attempt":
            return {"n": int(number), **(value if isinstance(value, Mapping) else {"mark": value})}
        case "height":
            return {"height": number, "attempts": value}
        case _:
            return [number, value]


def entry_of(unit: UnitState, n: int) -> Entry:
    """One line of a start list with what was measured."""
    start = unit.starts[n]
    raw = _values(unit, start.competitor)
    irm = raw.pop("irm", None)
    raw |= _tie_break(unit, start.competitor)
    return Entry(n=n, id=start.competitor, raw=raw, irm=irm, order=start.sort, group=unit.plan.rsc)


def _noc(games: Games, competitor: str) -> str | None:
    """Whose competitor it is: a phase may limit how many of one NOC go through."""
    person = games.participants.get(competitor)
    return person.noc if person else None


def _latest(entries: list[Entry]) -> list[Entry]:
    """One entry per competitor: who ran twice in a phase counts with the later unit; a swim-off only decides between equals."""
    found: dict[str, Entry] = {}
    for entry in entries:
        first = found.get(entry.id)
        if first is not None and entry.group and entry.group.endswith(DECIDER):
            decided = entry.irm or entry.raw.get("mark")
            found[entry.id] = (
                msgspec.structs.replace(first, raw={**first.raw, "swim_off": decided}) if decided else first
            )
        else:
            found[entry.id] = entry
    return list(found.values())


_STANDING = ("tie_break", "world_ranking", "dsc", "play_off")
"""A drawing of lots, the seeding, the draw shot challenge of curling, a match played off for a place."""


def _lots(units: list[UnitState], competitor: str) -> dict[str, Any]:
    """Facts that break ties in a pool and stand with a team in any of its matches: cards and votes are added up, of the others the
    last one stands."""
    raw: dict[str, Any] = {}
    for unit in units:
        values = _values(unit, competitor)
        for slot in ("fair_play", "votes"):
            if slot in values:
                raw[slot] = raw.get(slot, 0) + int(values[slot])
        raw |= {slot: values[slot] for slot in _STANDING if slot in values}
        raw |= _tie_break(unit, competitor)
    return raw


def _tie_break(unit: UnitState, competitor: str) -> dict[str, int]:
    """The recorded place of a competitor among those it was tied with, where there is one."""
    decided = next((order.index(competitor) + 1 for order in unit.ties if competitor in order), None)
    return {} if decided is None else {"tie_break": decided}
