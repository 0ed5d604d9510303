"""Track cycling: keirin, team pursuit, team sprint, and the rules and phases of every event. UCI Regulations Part 3.

Sprint, races on points and omnium have their own modules. Slots: ``place`` at the line (keirin, scratch, elimination), ``laps`` gained
or lost in a scratch race, and the time as mark where time decides. Whoever is overtaken in a pursuit (``OVL``) loses it without a time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from itertools import pairwise
from typing import Any

from kotinos.codes.rsc import Rsc
from kotinos.sports import arrivals, formats, marks, omnium, tournaments, track_points, track_sprint
from kotinos.sports.discipline import Discipline, Phases
from kotinos.sports.generic import first_given, has_time, refuse, time_of, won_and_lost
from kotinos.sports.outcome import EventResults
from kotinos.sports.ranking import CannotRank, Criterion, Entry, Group, Ranking, RuleSet, Unit

IRMS = ("DNF", "REL", "OVL", "DNS", "DSQ")
KEPT = ("OVL", "DNF", "REL")
"""They keep a place, behind everybody who finished in order."""

KEIRIN_ORDER = ("FNL", "SFNL", "QFNL", "REP", "RND2", "RND1")
KEIRIN_GO_ON = {"RND1": 2, "REP": 2, "QFNL": 4, "SFNL": 3}
"""How many of each heat go on, from the rounds of Paris 2024."""


def rank_keirin(unit: Unit, rule_set: str) -> Ranking:
    """One heat by the place at the line; who fell or was relegated is behind."""
    return arrivals.rank_arrivals(unit, rule_set, (arrivals.PLACE,), arrivals.has_place, irms=IRMS, kept=KEPT)


def rank_scratch(unit: Unit, rule_set: str) -> Ranking:
    """Scratch and elimination: laps gained before laps lost, then the place at the line, or the one at which a rider was taken out."""

    def laps(entry: Entry, _: Group) -> int:
        value = first_given(entry, ("laps",))
        try:
            return -int(str(value or 0))
        except ValueError:
            raise refuse(entry, f"laps {value!r}; laps gained, -1 for one lost") from None

    more_laps = Criterion("laps", laps, lambda entry, group: str(-laps(entry, group)) if laps(entry, group) else "")
    return arrivals.rank_arrivals(
        unit, rule_set, (more_laps, arrivals.PLACE), arrivals.has_place, irms=IRMS, kept=("REL",)
    )


def rank_timed(unit: Unit, rule_set: str) -> Ranking:
    """Qualifying, or a heat of two: the faster; who was overtaken has lost. In a heat of two, with winner and loser.

    A pursuit ends when one team catches the other: the winner may have no time.
    """
    caught = {entry.group for entry in unit.entries if entry.irm == "OVL"}

    def marked(entry: Entry) -> bool:
        return has_time(entry) or entry.group in caught

    ranking = arrivals.rank_arrivals(
        unit,
        rule_set,
        (Criterion("time", lambda entry, _: _time_or_none(entry), _show_time),),
        marked,
        irms=IRMS,
        kept=KEPT,
        values=lambda entry: {"t4": time_of(entry)} if has_time(entry) else {},
    )
    return ranking if unit.rsc is not None and unit.rsc.phase == "QUAL" else won_and_lost(ranking)


def _time_or_none(entry: Entry) -> tuple[bool, marks.T4]:
    return (False, time_of(entry)) if has_time(entry) else (True, 0)


def _show_time(entry: Entry, _: Group) -> str:
    return marks.show_time(time_of(entry), 3) if has_time(entry) else "–"


Pairs = tuple[tuple[str, str], ...]


def first_round(qualifying: Ranking, event: Rsc) -> Pairs:
    """The heats of the first round from the eight best of the qualifying, in the order of the heats.

    Team pursuit: 6th against 7th, 5th against 8th, 2nd against 3rd, 1st against 4th; team sprint: 4th against 5th … 1st against 8th.
    Raises `CannotRank` for fewer than eight teams.
    """
    seeds = [row.id for row in qualifying.rows if row.rank is not None]
    places = ((6, 7), (5, 8), (2, 3), (1, 4)) if is_pursuit(event) else ((4, 5), (3, 6), (2, 7), (1, 8))
    if len(seeds) < 8:
        raise CannotRank(f"{event}: {len(seeds)} teams with a time; the first round needs 8")
    return tuple((seeds[one - 1], seeds[two - 1]) for one, two in places)


def finals(heats: Sequence[Ranking], together: Ranking, event: Rsc) -> Pairs:
    """The finals for gold, bronze, 5th and 7th place, after the first round.

    Team pursuit: the winners of the last two heats (of the four fastest teams) ride for gold, the others by their time in the round
    Team sprint: the two fastest winners for gold, the other two for bronze, the losers by time.
    """
    winners = {row.id for heat in (heats[2:] if is_pursuit(event) else heats) for row in heat.rows if row.wlt == "W"}
    ranked = [row.id for row in together.rows if row.rank is not None]
    order = [one for one in ranked if one in winners] + [one for one in ranked if one not in winners]
    return tuple(pair for at, pair in enumerate(pairwise(order)) if at % 2 == 0)


def is_pursuit(rsc: Rsc) -> bool:
    """Whether this is a pursuit, of teams or alone."""
    return rsc.event.startswith(("PURTEAM", "PUR", "IP"))


def phases(event: Rsc, units: Sequence[Rsc]) -> Phases:
    """Keirin, sprint, team races, omnium and madison, as their rounds are named."""
    name = event.event
    if name.startswith("OMNIUM"):
        return formats.ordered(units, omnium.ORDER, kind=lambda _: "component")
    if name.startswith("KEIRIN"):
        return formats.ordered(units, KEIRIN_ORDER, qualify=_of_keirin)
    if _is_sprint(event):
        return formats.ordered(units, track_sprint.ORDER, qualify=lambda phase: _of_sprint(phase, units))
    return formats.ordered(units, qualify=lambda phase: {"total": 8} if _leads_on(phase, units) else {})


def _of_keirin(phase: Rsc) -> Mapping[str, Any]:
    place = KEIRIN_GO_ON.get(phase.phase)
    return {"place": place} if place else {}


def _of_sprint(phase: Rsc, units: Sequence[Rsc]) -> Mapping[str, Any]:
    """The winner of every match; of the qualification as many as the first round has seats for."""
    if phase.phase == "FNL":
        return {}
    if phase.phase != "QUAL":
        return {"place": 1}
    heats = [sum(unit.phase == code for unit in units) for code in ("R64", "R32", "8FNL")]
    return {"total": 2 * next((number for number in heats if number), 4)}


def _leads_on(phase: Rsc, units: Sequence[Rsc]) -> bool:
    return phase.phase == "QUAL" and any(unit.phase == "RND1" for unit in units)


def _is_sprint(rsc: Rsc) -> bool:
    return rsc.event.startswith("SPRINT")


def event(results: EventResults) -> Ranking | None:
    """By the rounds; the omnium by its total; in the sprint who went out early by the time of the qualification."""
    return track_sprint.event(results) if _is_sprint(results.event) else tournaments.general(results)


def family_of(rsc: Rsc) -> str:
    """Which rule ranks a unit or a phase of track cycling: ``sprint-200``, ``sprint``, ``keirin``, ``scratch``, ``points`` or ``time``."""
    if _is_sprint(rsc):
        return "sprint-200" if rsc.phase == "QUAL" else "sprint"
    if rsc.event.startswith("KEIRIN"):
        return "keirin"
    if rsc.phase in ("SCR", "ELIM"):
        return "scratch"
    return "points" if rsc.event.startswith(("MADISON", "POINTS")) or rsc.phase in ("TEMP", "PTS") else "time"


_SINCE = date(2013, 1, 1)
_RANK = {
    "sprint-200": (track_sprint.rank_qualification, track_sprint.IRMS, "200 m time trial"),
    "sprint": (track_sprint.rank_match, track_sprint.IRMS, "sprint, from 3.2.029"),
    "keirin": (rank_keirin, IRMS, "keirin, from 3.2.134"),
    "scratch": (rank_scratch, IRMS, "scratch, from 3.2.173; elimination race"),
    "points": (track_points.rank_points, track_points.IRMS, "points race; madison, from 3.2.155; tempo race"),
    "time": (rank_timed, IRMS, "team pursuit; team sprint"),
}


def _set(name: str) -> RuleSet:
    rank, irms, section = _RANK[name]
    rule_set = f"CTR-{name}@{_SINCE}"
    return RuleSet(
        id=rule_set,
        effective=_SINCE,
        names=(f"track_{name.replace('-', '_')}",),
        covers=lambda rsc: rsc.discipline == "CTR" and bool(rsc.phase) and family_of(rsc) == name,
        irms=irms,
        source=f"UCI Regulations Part 3, Chapter II: {section}",
        rank=partial(rank, rule_set=rule_set),
    )


RULE_SETS = (*omnium.RULE_SETS, *(_set(name) for name in _RANK))

PHRASES = {
    **arrivals.PHRASES,
    **track_sprint.PHRASES,
    **track_points.PHRASES,
    "laps": {
        "en": "more laps ({0} against {1})",
        "fr": "plus de tours ({0} contre {1})",
        "en_name": "laps",
        "fr_name": "tours",
    },
}


def mark_type(rsc: Rsc) -> str:
    """Points in madison, omnium and its races; times elsewhere."""
    return "POINTS" if omnium.is_omnium_total(rsc) or family_of(rsc) in ("points", "scratch") else "TIME"


def read_mark(rsc: Rsc, text: str) -> str:
    """A time, or points, which may be fewer than none; raises `marks.MarkError`."""
    if mark_type(rsc) == "TIME":
        return marks.checked_time(text)
    marks.parse_points(text)
    return text


DISCIPLINES = (
    Discipline(
        code="CTR",
        rule_sets=RULE_SETS,
        phrases=PHRASES,
        phases=phases,
        event=event,
        mark_type=mark_type,
        read_mark=read_mark,
    ),
)
