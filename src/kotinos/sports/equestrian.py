"""Equestrian: dressage by per cent, jumping by penalties and time; eventing is `kotinos.sports.eventing`. FEI Olympic regulations.

Dressage: the two best of each group of the Grand Prix and the six next best ride the freestyle, which alone gives the places. Ties:
the artistic marks in the freestyle, the collective marks elsewhere; of teams, the better lowest score.
Jumping: penalties, then time; equal penalties for a medal are jumped off, and the jump-off goes by penalties, then time.

Slots: ``artistic`` and ``collective`` (marks that break ties in dressage), ``lowest`` (the lowest score of a team in dressage),
``time`` (of a round or a jump-off, of all riders of a team together). Teams: `kotinos.sports.equestrian_teams`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from msgspec.structs import replace

from kotinos.codes.rsc import Level, Rsc
from kotinos.sports import eventing, marks, series
from kotinos.sports.cards import Asked, Blank, Card
from kotinos.sports.discipline import Discipline, PhaseFormat, Phases, decimal
from kotinos.sports.equestrian_teams import penalties_in
from kotinos.sports.generic import has, most, refuse, rule
from kotinos.sports.ranking import Criterion, Entry, Group, Ranking, RuleSet, Unit, rank_by
from kotinos.sports.ties import RECORDED

IRMS = ("RT", "EL", "WD", "NS", "DNS", "DSQ", "DQB")
"""Retired, eliminated, withdrawn, not started, disqualified: listed in this order, without a place."""

JUMP_OFF = "RR"
"""The last two letters of a jump-off's unit (``FNL-0002RR``)."""

_LAST = (Decimal(10) ** 6, 0)
"""After every jump-off that was finished: eliminated or retired in it."""


def _number(entry: Entry, slot: str) -> Decimal | None:
    value = entry.raw.get(slot)
    if not marks.given(value):
        return None
    try:
        return marks.parse_points(value)
    except marks.MarkError:
        raise refuse(entry, f"{slot} {value!r}; a number") from None


def _most_where_known(code: str, slot: str) -> Criterion:
    def minus(entry: Entry) -> Decimal | None:
        found = _number(entry, slot)
        return None if found is None else -found

    return series.where_all_known(code, minus, lambda value: marks.show_points(-value))


DRESSAGE = (
    most("equ_percent", "mark"),
    _most_where_known("equ_artistic", "artistic"),
    _most_where_known("equ_collective", "collective"),
    _most_where_known("equ_lowest", "lowest"),
)


def dressage_card(asked: Asked) -> Card:
    """The card of a dressage test: the percentage, and what breaks a tie."""
    team = (_LOWEST,) if _is_team(asked.rsc) else ()
    percent = Blank(slot="mark", head="%", text={"en": "Percentage", "fr": "Pourcentage"}, makes=())
    return Card(blanks=(percent, _ARTISTIC, _COLLECTIVE, *team))


_ARTISTIC = Blank(slot="artistic", text={"en": "Artistic marks", "fr": "Notes artistiques"}, makes=())
_COLLECTIVE = Blank(slot="collective", text={"en": "Collective marks", "fr": "Notes d’ensemble"}, makes=())
_LOWEST = Blank(slot="lowest", text={"en": "Lowest of the team", "fr": "Moins bon de l’équipe"}, makes=())


def time_of(entry: Entry, raw: Mapping[str, Any]) -> marks.T4 | None:
    """The time of a round, ``None`` where it is not known. Raises `CannotRank`."""
    value = raw.get("time")
    if not marks.given(value):
        return None
    try:
        return marks.parse_time(value)
    except marks.MarkError as error:
        raise refuse(entry, error) from None


def _seconds(t4: marks.T4) -> str:
    """Seconds with hundredths, as show grounds display a round: ``78.10``."""
    return f"{Decimal(t4) / marks.SECOND:.2f}"


def rank_jumping(unit: Unit, rule_set: str, *, drop: bool) -> Ranking:
    """Rank a round, or a final with its jump-off. Raises `CannotRank`.

    Who rode the jump-off was level before it; who was eliminated there comes last of those. Who is level in it too shares the place,
    whatever the time of the first round was.
    """
    entries = tuple(_of_the_round(entry) for entry in unit.entries)
    known = {entry.id: penalties_in(entry, entry.raw, "round", drop=drop) for entry in entries}
    off = {entry.id: _jump_off(entry) for entry in entries}

    def penalties(entry: Entry) -> Decimal:
        return known[entry.id] or Decimal(0)

    def key(entry: Entry, group: Group) -> Any:
        ridden = [off[other.id] for other in group]
        return _in_the_jump_off(off[entry.id], ridden) if any(ridden) else ()

    def round_time(entry: Entry) -> marks.T4 | None:
        return None if off[entry.id] else time_of(entry, entry.raw)

    criteria = (
        series.fewer("equ_penalties", penalties, marks.show_points),
        Criterion("equ_jump_off", key, lambda entry, group: _show_jump_off(off[entry.id]) if key(entry, group) else ""),
        series.where_all_known("equ_time", round_time, _seconds),
        RECORDED,
    )
    return rank_by(
        entries,
        criteria,
        rule_set,
        irms=IRMS,
        marked=lambda entry: known[entry.id] is not None,
        values=lambda entry: {} if known[entry.id] is None else {"total": marks.show_points(penalties(entry))},
    )


def _of_the_round(entry: Entry) -> Entry:
    """A rider of a final with what was recorded in its first round; the jump-off stays among the parts."""
    first = next((part for part in series.parts_of(entry) if not part.number.endswith(JUMP_OFF)), None)
    if first is None:
        return entry
    mark = {"mark": first.mark} if series.scored(first) else {}
    return replace(entry, raw={**first.raw, **mark, **entry.raw}, irm=entry.irm or first.irm)


def _jump_off(entry: Entry) -> tuple[Decimal, int] | None:
    """Penalties and time of the jump-off; ``None`` for who did not ride it."""
    part = next((part for part in series.parts_of(entry) if part.number.endswith(JUMP_OFF)), None)
    if part is None:
        return None
    if not series.scored(part):
        return _LAST if part.irm else None
    return series.points_in(entry, part), time_of(entry, part.raw) or 0


def _in_the_jump_off(own: tuple[Decimal, int] | None, ridden: Sequence[tuple[Decimal, int] | None]) -> Any:
    """A sort key: penalties, then the time, where it is known of all with these penalties; who did not ride it is behind."""
    if own is None:
        return (True, *_LAST)
    timed = all(one[1] for one in ridden if one is not None and one[0] == own[0])
    return (False, own[0], own[1] if timed else 0)


def _show_jump_off(ridden: tuple[Decimal, int] | None) -> str:
    if ridden is None or ridden == _LAST:
        return "–"
    penalties, t4 = ridden
    return f"{marks.show_points(penalties)} / {_seconds(t4)}" if t4 else marks.show_points(penalties)


ORDER = ("FNL", "GPFR", "GPSP", "JUMP", "XC", "DRSS", "QUAL", "GP")
"""Phases from the last to the first."""


def phases(event: Rsc, units: Sequence[Rsc]) -> Phases:
    """Dressage: Grand Prix, then freestyle or special. Jumping: qualifier, final with jump-off. Eventing: three tests, one total."""
    inside: dict[Rsc, list[Rsc]] = {}
    for unit in units:
        inside.setdefault(unit.at(Level.PHASE), []).append(unit)
    there = sorted(inside, key=lambda phase: ORDER.index(phase.phase) if phase.phase in ORDER else len(ORDER))
    return tuple(
        PhaseFormat(
            phase=phase,
            kind=_kind(event, phase, inside[phase]),
            level=level,
            qualify=_qualify(event, phase),
        )
        for level, phase in enumerate(there, start=1)
    )


def _kind(event: Rsc, phase: Rsc, units: Sequence[Rsc]) -> str:
    if event.event.startswith("EVEN"):
        return "component"
    if phase.phase in ("QUAL", "GP"):
        return "heats"
    return "series" if len(units) > 1 else "final"


def _qualify(event: Rsc, phase: Rsc) -> Mapping[str, int]:
    if phase.phase == "GP":
        return {"place": 2, "time": 6}
    if phase.phase == "QUAL":
        return {"total": 10 if event.event.endswith("TEAM") else 30}
    return {}


def mark_type(rsc: Rsc) -> str:
    """Dressage is per cent, except in eventing, where everything is penalties."""
    return "PERCENT" if rsc.event.startswith("DRES") else "POINTS"


_THREE_COUNT = date(2021, 1, 1)
_SINCE = date(1972, 1, 1)


def _set(name: str, since: date, source: str, covers: Callable[[Rsc], bool], rank: Any) -> RuleSet:
    rule_set = f"EQU-{name}@{since}"
    return RuleSet(
        id=rule_set,
        effective=since,
        names=(f"equestrian_{name.replace('-', '_')}",),
        covers=lambda rsc: rsc.discipline == "EQU" and covers(rsc),
        irms=IRMS,
        source=source,
        rank=partial(rank, rule_set=rule_set),
    )


def _is_team(rsc: Rsc) -> bool:
    return rsc.event.endswith("TEAM")


def _is_dressage(rsc: Rsc) -> bool:
    return rsc.event.startswith("DRES")


def _is_total(rsc: Rsc) -> bool:
    return rsc.event.startswith("EVEN") and not rsc.phase


_DRESSAGE = f"EQU-dressage@{_SINCE}"
_TEAMS, _RIDERS = (rule(_DRESSAGE, criteria, has("mark"), IRMS) for criteria in (DRESSAGE, DRESSAGE[:-1]))


def rank_dressage(unit: Unit) -> Ranking:
    """A dressage test; the lowest score tells apart teams alone."""
    return (_RIDERS if unit.rsc and not _is_team(unit.rsc) else _TEAMS)(unit)


_BEFORE, _NOW = "until 2020: best three of four riders", "since 2021: three riders, all count"

RULE_SETS = (
    RuleSet(
        id=_DRESSAGE,
        effective=_SINCE,
        names=("equestrian_dressage",),
        covers=lambda rsc: rsc.discipline == "EQU" and _is_dressage(rsc),
        irms=IRMS,
        source="FEI Dressage Rules, classification and ties",
        rank=rank_dressage,
        card=dressage_card,
    ),
    *(
        _set(
            "eventing",
            since,
            f"FEI Eventing Rules art. 520, {when}",
            _is_total,
            partial(eventing.rank_total, irms=IRMS, drop=drop),
        )
        for since, when, drop in ((_SINCE, _BEFORE, True), (_THREE_COUNT, _NOW, False))
    ),
    *(
        _set(
            "jumping",
            since,
            f"FEI Jumping Rules art. 245, 247, {when}",
            lambda _: True,
            partial(rank_jumping, drop=drop),
        )
        for since, when, drop in ((_SINCE, _BEFORE, True), (_THREE_COUNT, _NOW, False))
    ),
)


def _phrase(code: str, english: str, french: str, en_name: str, fr_name: str) -> tuple[str, dict[str, str]]:
    texts = {"en": f"{english} ({{0}} against {{1}})", "fr": f"{french} ({{0}} contre {{1}})"}
    return code, {**texts, "en_name": en_name, "fr_name": fr_name}


PHRASES = dict(
    (
        _phrase("equ_percent", "higher percentage", "meilleur pourcentage", "percentage", "pourcentage"),
        _phrase(
            "equ_artistic",
            "better artistic marks",
            "meilleures notes artistiques",
            "artistic marks",
            "notes artistiques",
        ),
        _phrase(
            "equ_collective",
            "better collective marks",
            "meilleures notes d’ensemble",
            "collective marks",
            "notes d’ensemble",
        ),
        _phrase(
            "equ_lowest",
            "better lowest score of the team",
            "meilleur moins bon résultat de l’équipe",
            "lowest score",
            "moins bon résultat",
        ),
        _phrase("equ_penalties", "fewer penalties", "moins de pénalités", "penalties", "pénalités"),
        _phrase("equ_jump_off", "better in the jump-off", "meilleur au barrage", "jump-off", "barrage"),
        _phrase("equ_time", "faster", "plus rapide", "time", "temps"),
        _phrase("equ_tests", "more tests completed", "plus d’épreuves terminées", "tests", "épreuves"),
        _phrase(
            "equ_cross_country",
            "fewer penalties in the cross-country",
            "moins de pénalités au cross",
            "cross-country",
            "cross",
        ),
        _phrase(
            "equ_optimum",
            "closer to the optimum time",
            "plus près du temps optimal",
            "seconds from the optimum time",
            "secondes du temps optimal",
        ),
        _phrase(
            "equ_jumping",
            "fewer penalties in jumping",
            "moins de pénalités au saut d’obstacles",
            "jumping",
            "saut d’obstacles",
        ),
    )
)

DISCIPLINES = (
    Discipline(
        code="EQU",
        rule_sets=RULE_SETS,
        phrases=PHRASES,
        phases=phases,
        mark_type=mark_type,
        read_mark=decimal,
    ),
)
