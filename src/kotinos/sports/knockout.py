"""Knock-out: contests whose places are filled by the winners and losers of others, and the ranking that follows.

A bracket says only where each competitor comes from, never where one goes (ODF expresses progression backwards, too). All of it
is data: `draw` writes a bracket, `fill` says who stands where, `bracket_ranking` who came how far.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec
from msgspec.structs import replace

from kotinos.sports.ranking import CannotRank, Criterion, Entry, Ranking, Row, rank_by
from kotinos.sports.why import Why


class BracketError(ValueError):
    """A bracket or an outcome that contradicts itself; the message names the unit."""


class Origin(msgspec.Struct, frozen=True):
    """Winner (``W``) or loser (``L``) of a unit, or ``rank`` of a pool."""

    unit: str
    wlt: str = ""
    rank: int = 0


class Seat(msgspec.Struct, frozen=True):
    """One place of a contest: a competitor who is drawn there, an origin, or nobody (a bye)."""

    competitor: str = ""
    origin: Origin | None = None

    @property
    def is_bye(self) -> bool:
        return not self.competitor and self.origin is None


BYE = Seat()


class Contest(msgspec.Struct, frozen=True, kw_only=True):
    """One unit of a bracket. ``stop`` is the place of somebody who goes no further from here though the bracket says so."""

    unit: str
    phase: str
    sides: tuple[Seat, Seat]
    stop: int
    medal: int = 0


class Bracket(msgspec.Struct, frozen=True):
    """Contests, feeders first, and the places that are won: ``(seat, place)``, where a seat may be the winner of a final."""

    contests: tuple[Contest, ...]
    places: tuple[tuple[Seat, int], ...]


class Outcome(msgspec.Struct, frozen=True):
    """How a contest ended: ``W`` or ``L`` for each side (both ``L``: nobody won), and IRMs."""

    home: str
    away: str
    irms: tuple[str | None, str | None] = (None, None)


class Occupant(msgspec.Struct, frozen=True):
    """Who stands in a place: a competitor's id, or ``TBD`` not known yet, ``BYE`` nobody drawn, ``NCT`` nobody left to come."""

    code: str
    known: bool = False


TBD = Occupant("TBD")
NO_OPPONENT = Occupant("BYE")
NO_CONTESTANT = Occupant("NCT")

EXCLUDING = ("DQB",)
"""A competitor disqualified for behaviour is out of the event, also where the bracket gives a loser another contest."""

Places = Mapping[str, Mapping[int, str]]
"""Pool → rank → competitor, for pools that are decided."""


def outcome_of(ranking: Ranking) -> Outcome | None:
    """The outcome of a contest that `duels.decide` ranked; ``None`` while it is open. A tie cannot leave a bracket."""
    home, away = ranking.rows
    if home.wlt is None or away.wlt is None:
        return None
    if "T" in (home.wlt, away.wlt):
        raise BracketError(f"{home.id} and {away.id} tied; a knock-out needs a winner")
    return Outcome(home.wlt, away.wlt, (home.irm, away.irm))


def pool_places(ranking: Ranking) -> dict[int, str]:
    """The places of a decided pool that exactly one competitor holds; a shared one stays unknown until lots are drawn."""
    return {row.rank: row.id for row in ranking.rows if row.rank is not None and not row.rank_equal}


# -- who stands where --------------------------------------------------------------------------------------------------

Sides = tuple[Occupant, Occupant]


def fill(bracket: Bracket, outcomes: Mapping[str, Outcome], pools: Places | None = None) -> dict[str, Sides]:
    """Who stands in each contest, as far as it is known. Raises `BracketError` for an outcome between unknown competitors."""
    return _Filled(bracket, outcomes, pools or {}).sides


class _Filled:
    """A bracket with its outcomes, resolved once, feeders first."""

    def __init__(self, bracket: Bracket, outcomes: Mapping[str, Outcome], pools: Places) -> None:
        self.bracket, self.outcomes, self.pools = bracket, outcomes, pools
        self.sides: dict[str, Sides] = {}
        for contest in bracket.contests:
            if contest.unit in self.sides:
                raise BracketError(f"{contest.unit} stands twice in the bracket")
            self.sides[contest.unit] = (self.occupant(contest.sides[0]), self.occupant(contest.sides[1]))
            self._check(contest.unit)
        unknown = outcomes.keys() - self.sides.keys()
        if unknown:
            raise BracketError(f"outcomes of {', '.join(sorted(unknown))}, which are not in the bracket")

    def _check(self, unit: str) -> None:
        outcome = self.outcomes.get(unit)
        if outcome is None:
            return
        if (outcome.home, outcome.away) not in (("W", "L"), ("L", "W"), ("L", "L")):
            raise BracketError(f"{unit}: outcome {outcome.home}/{outcome.away}; W/L, L/W or L/L")
        if not all(side.known for side in self.sides[unit]):
            raise BracketError(f"{unit} has an outcome, but {[side.code for side in self.sides[unit]]} meet in it")

    def occupant(self, seat: Seat) -> Occupant:
        if seat.origin is None:
            return Occupant(seat.competitor, known=True) if seat.competitor else NO_OPPONENT
        origin = seat.origin
        if not origin.wlt:
            found = self.pools.get(origin.unit, {}).get(origin.rank)
            return Occupant(found, known=True) if found else TBD
        if origin.unit not in self.sides:
            raise BracketError(f"{origin.unit} feeds a contest that stands before it, or does not exist")
        return self._from(origin.unit, origin.wlt)

    def _from(self, unit: str, wlt: str) -> Occupant:
        home, away = self.sides[unit]
        if home.known and away.known:
            return self._decided(unit, wlt)
        if TBD in (home, away):
            return TBD
        present = home if home.known else away
        return present if wlt == "W" else NO_CONTESTANT

    def _decided(self, unit: str, wlt: str) -> Occupant:
        outcome = self.outcomes.get(unit)
        if outcome is None:
            return TBD
        if outcome.home == outcome.away:
            return NO_CONTESTANT
        side = 0 if outcome.home == wlt else 1
        return NO_CONTESTANT if outcome.irms[side] in EXCLUDING else self.sides[unit][side]


# -- the ranking of the event ------------------------------------------------------------------------------------------


def bracket_ranking(
    bracket: Bracket,
    outcomes: Mapping[str, Outcome],
    entries: Sequence[Entry],
    rule_set: str,
    *,
    within: Sequence[Criterion] = (),
    pools: Places | None = None,
) -> Ranking:
    """Rank an event by how far everybody came: 1, 2, 3, 3, 5, 5, 7, 7, 9 … where two bronzes are won.

    A place is given when it can no longer change; who is still in has none. Competitors of one stage share its place, unless
    ``within`` tells them apart. Where nobody won a contest both take its ``stop``; who was excluded has an IRM and no place.
    """
    filled = _Filled(bracket, outcomes, pools or {})
    place, irm = _placed(filled)
    known = {entry.id: entry for entry in entries}
    strangers = sorted((place.keys() | irm.keys()) - known.keys())
    if strangers:
        raise CannotRank(f"{', '.join(strangers)} in the bracket but not among the entries")
    counts = _counts(filled, outcomes)
    rows: list[Row] = []
    for stage in sorted(set(place.values())):
        group = tuple(replace(known[one], irm=None) for one in sorted(place) if place[one] == stage)
        rows += _stage(rows, stage, rank_by(group, within, rule_set), counts)
    rest = tuple(replace(entry, irm=irm.get(entry.id)) for entry in entries if entry.id not in place)
    for row in rank_by(rest, (), rule_set, irms=EXCLUDING, marked=lambda _: False).rows:
        why = None if not rows else Why("irm", (row.irm,)) if row.irm else Why("bracket_still_in")
        rows.append(replace(row, sort_order=len(rows) + 1, why=why, values=counts.get(row.id, {})))
    return Ranking(rule_set=rule_set, rows=tuple(rows))


def _stage(before: list[Row], stage: int, ranked: Ranking, counts: Mapping[str, Mapping[str, int]]) -> list[Row]:
    first = None if not before else Why("bracket_stage", (str(before[-1].rank), str(stage)))
    return [
        replace(
            row,
            rank=stage + (row.rank or 1) - 1,
            sort_order=len(before) + at + 1,
            why=first if at == 0 else row.why,
            values=counts.get(row.id, {}),
        )
        for at, row in enumerate(ranked.rows)
    ]


def _placed(filled: _Filled) -> tuple[dict[str, int], dict[str, str]]:
    """The places and the exclusions that are certain."""
    irm: dict[str, str] = {}
    place: dict[str, int] = {}
    for contest in filled.bracket.contests:
        outcome = filled.outcomes.get(contest.unit)
        if outcome is None:
            continue
        for side, mark in zip(filled.sides[contest.unit], outcome.irms, strict=True):
            if mark in EXCLUDING:
                irm[side.code] = mark or ""
            elif outcome.home == outcome.away:
                place[side.code] = contest.stop
    for seat, number in filled.bracket.places:
        occupant = filled.occupant(seat)
        if occupant.known and occupant.code not in irm:
            place[occupant.code] = number
    return place, irm


def _counts(filled: _Filled, outcomes: Mapping[str, Outcome]) -> dict[str, dict[str, int]]:
    counts: dict[str, dict[str, int]] = {}
    for unit, outcome in outcomes.items():
        for side, wlt in zip(filled.sides[unit], (outcome.home, outcome.away), strict=True):
            line = counts.setdefault(side.code, {"played": 0, "won": 0, "lost": 0})
            line["played"] += 1
            line["won" if wlt == "W" else "lost"] += 1
    return counts


PHRASES: dict[str, dict[str, str]] = {
    "bracket_stage": {
        "en": "came further (place {0} against {1})",
        "fr": "est allé plus loin (place {0} contre {1})",
        "en_name": "stage",
        "fr_name": "tour",
    },
    "bracket_still_in": {"en": "still in the competition", "fr": "encore en lice"},
}
