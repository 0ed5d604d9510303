"""The ranking of an event of duels by the last contest that each competitor fought.

A bracket says where its losers go before anybody has fought. Where only those go on who lost to a finalist (wrestling, taekwondo),
or where the schedule does not say who comes from where, the contests themselves tell it: whoever lost the last one is out, unless
the sport may bring that loser back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import msgspec
from msgspec.structs import replace

from kotinos.sports import formats, tournaments
from kotinos.sports.knockout import BYE, EXCLUDING, Bracket, Contest, Outcome, Seat
from kotinos.sports.outcome import EventResults, UnitResult
from kotinos.sports.ranking import Criterion, Ranking, Row, rank_by
from kotinos.sports.why import Why

MATCH = ("", "--", "00")
"""Ends of the RSC of a whole contest; others are the bouts of a team match."""

_BRONZE = (3, 5)
_REP_FINAL = "REPF"


class Exits(msgspec.Struct, frozen=True, kw_only=True):
    """How a sport places those who lose.

    ``order``: the phases of the knock-out from the last to the first. ``places``: the place that the losers of a phase share; the
    losers of a phase without one come after everybody who got further, ``within`` themselves one after the other.
    ``again``: phases whose loser always has another contest. ``to_finalists``: phases whose loser has one if the winner becomes a
    finalist. Phases are named without padding
    (``R32``). Matches for places (``FNL`` 1, 2, 3 …) and for bronze (``REPF``) give their places themselves.
    """

    order: tuple[str, ...]
    places: Mapping[str, int] = {}
    again: tuple[str, ...] = ()
    to_finalists: tuple[str, ...] = ()


class Last(msgspec.Struct, frozen=True):
    """The last contest of a competitor: which, against whom (empty for a bye), and ``W`` or ``L`` once it is over."""

    unit: UnitResult
    opponent: str
    wlt: str | None


Gone = Mapping[str, str]
"""Who is out of the event altogether, with the IRM that says why."""


def contests(results: EventResults, order: Sequence[str]) -> Iterator[UnitResult]:
    """The contests of the knock-out, first round first: units with one side (a bye) or two."""
    for phase in reversed(order):
        found = results.phase(phase)
        for unit in found.units if found else ():
            if unit.rsc[32:] in MATCH and 1 <= len(unit.entries) <= 2:
                yield unit


def last_contests(results: EventResults, order: Sequence[str]) -> dict[str, Last]:
    """By competitor, the contest nearest to the final that it stands in."""
    found: dict[str, Last] = {}
    for unit in contests(results, order):
        ids = [entry.id for entry in unit.entries]
        for who, opponent in ((ids[0], ids[-1]), (ids[-1], ids[0])):
            row = unit.row(who) if unit.finished else None
            found[who] = Last(unit, opponent if opponent != who else "", row.wlt if row else None)
    return found


def excluded(results: EventResults) -> dict[str, str]:
    """Who was disqualified for behaviour in any unit (``DQB``)."""
    return {e.id: e.irm for unit in results.units() for e in unit.entries if e.irm in EXCLUDING and e.irm}


def rank(
    results: EventResults,
    exits: Exits,
    within: Sequence[Criterion] = (),
    gone: Callable[[EventResults], Gone] = excluded,
) -> Ranking | None:
    """Rank the event: each by the contest that it lost last, and there by ``within``; who is still in has no place.

    Those who never reached the knock-out follow, by the phase that they left and the place in it. Who is gone stands last, without
    a place. ``None`` before anybody is entered.
    """
    if not results.entries:
        return None
    out = gone(results)
    kept = replace(results, entries=tuple(entry for entry in results.entries if entry.id not in out))
    met = tuple(contests(results, exits.order))
    if met:
        ranking = tournaments.by_bracket(_as_fought(kept, exits, met, apart=bool(within)), lambda _: within)
    else:
        ranking = rank_by(kept.entries, (), f"{results.event.discipline}-event@1896-01-01", marked=lambda _: False)
    return _with_gone(ranking, results, out) if ranking else None


def _with_gone(ranking: Ranking, results: EventResults, out: Gone) -> Ranking:
    rows = list(ranking.rows)
    for entry in results.entries:
        if entry.id in out:
            irm = out[entry.id]
            why = Why("irm", (irm,)) if rows else None
            rows.append(Row(n=entry.n, id=entry.id, sort_order=len(rows) + 1, irm=irm, why=why))
    return replace(ranking, rows=tuple(rows))


def _as_fought(results: EventResults, exits: Exits, met: Sequence[UnitResult], *, apart: bool) -> EventResults:
    """The event with the bracket that its contests made, and the places that can no longer change."""
    outcomes = {str(unit.rsc): outcome for unit in met if (outcome := _outcome(unit))}
    drawn = tuple(Contest(unit=unit.rsc, phase=unit.rsc.phase, sides=_seats(unit), stop=0) for unit in met)
    places = tuple((Seat(competitor=who), place) for who, place in places_of(results, exits, apart=apart).items())
    return replace(results, bracket=Bracket(drawn, places), outcomes=outcomes)


def _seats(unit: UnitResult) -> tuple[Seat, Seat]:
    home, *away = (Seat(competitor=entry.id) for entry in unit.entries)
    return home, away[0] if away else BYE


def _outcome(unit: UnitResult) -> Outcome | None:
    rows = [unit.row(entry.id) for entry in unit.entries]
    if not unit.finished or len(rows) != 2 or rows[0] is None or rows[1] is None:
        return None
    home, away = rows[0].wlt, rows[1].wlt
    return Outcome(home, away) if home in ("W", "L") and away in ("W", "L") else None


def places_of(results: EventResults, exits: Exits, *, apart: bool = False) -> dict[str, int]:
    """The places that can no longer change, by competitor.

    ``apart``: those who go out in one phase are told apart, so that none of them has a place before all its contests are over.
    """
    known = {entry.id for entry in results.entries}
    last = {who: one for who, one in last_contests(results, exits.order).items() if who in known}
    ended = _ended(results, exits.order)
    open_ = {unit.rsc.phase for unit in _open(results, exits.order)} if apart else set()
    place: dict[str, int] = {}
    waiting: list[str] = []
    for who, one in last.items():
        settled = _settled(one, last, exits, ended)
        fixed = _fixed(one, exits) if settled else None
        early = one.unit.rsc.phase in open_ and _for_places(one) is None
        if fixed is not None and not early:
            place[who] = fixed
        elif early or not settled:
            waiting.append(who)
    return place | _counted(last, exits, place, waiting)


def _ended(results: EventResults, order: Sequence[str]) -> bool:
    """Whether the final and every other contest that was planned are over."""
    return not any(_open(results, order)) and any(_is_final(unit) for unit in _planned(results, order))


def _planned(results: EventResults, order: Sequence[str]) -> Iterator[UnitResult]:
    return (unit for phase in order if (found := results.phase(phase)) for unit in found.units)


def _open(results: EventResults, order: Sequence[str]) -> Iterator[UnitResult]:
    """The contests that are planned and not over; a bye is none."""
    return (u for u in _planned(results, order) if u.rsc[32:] in MATCH and not u.finished and len(u.entries) != 1)


def _is_final(unit: UnitResult) -> bool:
    return formats.places_of(unit.rsc) == (1, 2)


def _for_places(one: Last) -> tuple[int, int] | None:
    """The places of a match that is fought for them."""
    return _BRONZE if one.unit.rsc.phase == _REP_FINAL else formats.places_of(one.unit.rsc)


def _settled(one: Last, last: Mapping[str, Last], exits: Exits, ended: bool) -> bool:
    """Whether a competitor can fight no more."""
    if one.wlt not in ("W", "L"):
        return False
    if _for_places(one):
        return True
    if one.wlt == "W":
        return False
    phase = one.unit.rsc.phase
    if ended or phase not in (*exits.again, *exits.to_finalists):
        return True
    return phase in exits.to_finalists and one.opponent in last and _missed_the_final(last[one.opponent])


def _missed_the_final(one: Last) -> bool:
    """Whether a competitor lost in the main draw before the final, whatever it did in the repechage since."""
    return one.unit.rsc.phase.startswith("REP") or (one.wlt == "L" and not _is_final(one.unit))


def _fixed(one: Last, exits: Exits) -> int | None:
    pair = _for_places(one)
    if pair:
        return pair[0] if one.wlt == "W" else pair[1]
    return exits.places.get(one.unit.rsc.phase)


def _counted(
    last: Mapping[str, Last], exits: Exits, fixed: Mapping[str, int], waiting: Sequence[str]
) -> dict[str, int]:
    """Places of the phases that have none of their own, counted from the last one of the event; they are certain as far as nobody
    who is waiting can still come there."""
    place: dict[str, int] = {}
    taken, blocked = 0, False
    for phase in reversed(exits.order):
        here = [who for who, one in last.items() if one.unit.rsc.phase == phase]
        pending = [who for who in here if who in waiting and phase not in exits.again]
        if blocked or any(last[who].wlt != "W" for who in pending):
            break
        left = [who for who in here if who not in waiting]
        taken += len(left)
        place |= {who: len(last) - taken + 1 for who in left if who not in fixed}
        blocked = bool(pending)  # a winner may still go out in a better phase, not in this one
    return place
