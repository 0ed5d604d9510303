"""From one phase to the next: by place, by time, by a standard, by a total; and what happens when the cut falls into a tie.

World Athletics TR20 (heats), TR21 (ties), TR25 (field qualification) and World Aquatics SW 3.2.
The marks: ``Q`` by place or standard, ``q`` by time or performance, ``R1`` … reserves, ``qJ``/``qR`` by the jury or the referee.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from msgspec.structs import replace

from kotinos.sports import marks
from kotinos.sports.ranking import CannotRank, Ranking, Row, RuleSet, Unit
from kotinos.sports.why import Why

ADVANCE, LOTS, SWIM_OFF = "advance", "lots", "swim_off"
_TIE_OF_FAMILY = {"SWM-time": SWIM_OFF}
"""What a tie at the cut leads to. Elsewhere all who are tied go through (TR21), or lots where there is no room for them."""


def qualify(
    phase: Ranking, units: Sequence[Ranking] | Mapping[Any, Ranking], facts: Mapping[str, Any]
) -> dict[str, str]:
    """Who goes through, by entry id.

    ``phase`` ranks all of the phase together, ``units`` each heat by itself. ``facts`` (all optional): ``place``, ``time``, ``total``,
    ``standard``, ``per_noc`` with ``nocs`` {id: NOC}, ``reserves``, ``withdrawn`` (ids that give up their place), ``decisions``
    {id: ``qJ`` …}, ``tie``: ``advance``, ``lots`` or ``swim_off``. Until lots are drawn or a swim-off is swum (recorded as
    ``tie_break`` or ``swim_off`` of the entries) those tied at the cut, for a reserve's number, or for the last place of their NOC,
    get no mark; `undecided` names them.
    """
    return _Cut(phase, units, facts).marks


def undecided(
    phase: Ranking, units: Sequence[Ranking] | Mapping[Any, Ranking], facts: Mapping[str, Any]
) -> tuple[str, ...]:
    """Those whose tie at the cut needs lots or a swim-off, in the order of the phase."""
    return tuple(_Cut(phase, units, facts).tied)


def tie_rule(phase: Ranking, facts: Mapping[str, Any]) -> str:
    """``advance``, ``lots`` or ``swim_off``: what this phase does with a tie at the cut."""
    return str(facts.get("tie") or _TIE_OF_FAMILY.get(phase.rule_set.partition("@")[0], ADVANCE))


def needed(phase: Ranking, facts: Mapping[str, Any]) -> str:
    """What those who are `undecided` wait for: ``swim_off``, else ``lots`` (also where a tie at the cut would let all of them through,
    since a NOC has no more places than it has)."""
    rule = tie_rule(phase, facts)
    return LOTS if rule == ADVANCE else rule


class _Cut:
    def __init__(
        self, phase: Ranking, units: Sequence[Ranking] | Mapping[Any, Ranking], facts: Mapping[str, Any]
    ) -> None:
        self.facts = facts
        self.tie = tie_rule(phase, facts)
        self.marks: dict[str, str] = {}
        self.tied: list[str] = []
        self.level_in_noc: list[list[str]] = []
        gone = set(facts.get("withdrawn") or ())
        rows = [row for row in phase.rows if row.rank is not None and row.id not in gone]
        heats = units.values() if isinstance(units, Mapping) else units
        if facts.get("standard"):
            self._by_standard(rows)
        elif facts.get("total"):
            self._by_total(rows)
        else:
            self._by_place(heats, gone)
            self._fill(rows, _number(facts, "time"), "q")
        self.marks.update(facts.get("decisions") or {})

    def _by_place(self, heats: Iterable[Ranking], gone: set[str]) -> None:
        """The first so many of each heat; all of those who share the last such place (TR21)."""
        place = _number(self.facts, "place")
        for heat in heats:
            rows = [row for row in heat.rows if row.rank is not None and row.id not in gone]
            for at, row in enumerate(rows):
                if at < place or (place and row.rank == rows[place - 1].rank):
                    self.marks[row.id] = "Q"

    def _by_standard(self, rows: Sequence[Row]) -> None:
        """All who reach the standard; where they are fewer than the total, the next best fill up (TR25)."""
        standard = marks.parse_distance(self.facts["standard"])
        for row in rows:
            if marks.parse_distance(row.values.get("best", "0")) >= standard:
                self.marks[row.id] = "Q"
        self._fill(rows, _number(self.facts, "total") - len(self.marks), "q")

    def _by_total(self, rows: Sequence[Row]) -> None:
        """The best so many over all heats, at most ``per_noc`` of one NOC, then the reserves by the same count."""
        eligible, seats = self._within_nocs(rows), _number(self.facts, "total")
        self._fill(eligible, seats, "Q")
        self._reserves(eligible[max(seats, len(self.marks)) :])
        for level in self.level_in_noc:
            if any(who in self.marks for who in level):
                self.tied += [who for who in level if who not in self.tied]
                self.marks = {who: mark for who, mark in self.marks.items() if who not in level}

    def _reserves(self, others: Sequence[Row]) -> None:
        """``R1``, ``R2`` … of those behind the last seat. Equal ones share a number, or swim or draw for it first."""
        count = _number(self.facts, "reserves")
        for row in others:
            if row.id in self.tied:
                continue
            level = [other.id for other in others if other.rank == row.rank]
            number = 1 + next(at for at, other in enumerate(others) if other.rank == row.rank)
            if number > count:
                return
            if len(level) > 1 and self.tie != ADVANCE:
                self.tied += level
            else:
                self.marks[row.id] = f"R{number}"

    def _within_nocs(self, rows: Sequence[Row]) -> list[Row]:
        """Who may go through where a NOC has only so many. Equal ones of a NOC that has room for some of them hold that room together:
        which of them it is, no list may decide."""
        limit, nocs = _number(self.facts, "per_noc"), self.facts.get("nocs") or {}
        if not limit:
            return list(rows)
        count: Counter[Any] = Counter()
        eligible = []
        for row in rows:
            noc = nocs.get(row.id)
            if noc is None:
                raise CannotRank(f"entry {row.n} ({row.id}): its NOC is needed, at most {limit} of one may qualify")
            count[noc] += 1
            if count[noc] <= limit:
                eligible.append(row)
                continue
            level = [other.id for other in rows if other.rank == row.rank and nocs.get(other.id) == noc]
            inside = any(other.id in level for other in eligible)
            if inside and level not in self.level_in_noc:
                self.level_in_noc.append(level)
        return eligible

    def _fill(self, rows: Sequence[Row], room: int, mark: str) -> None:
        """The best ``room`` of those without a mark, and what a tie at the last place leads to."""
        free = [row for row in rows if row.id not in self.marks]
        if room <= 0:
            return
        if len(free) <= room:
            self.marks.update((row.id, mark) for row in free)
            return
        last = free[room - 1].rank
        sharing = [row for row in free if row.rank == last]
        crossing = free[room].rank == last
        if crossing and self.tie != ADVANCE:
            self.tied = [row.id for row in sharing]
            sharing = []
        inside = [row for row in free[:room] if row.rank != last]
        self.marks.update((row.id, mark) for row in (*inside, *sharing))


def _number(facts: Mapping[str, Any], name: str) -> int:
    return int(facts.get(name) or 0)


def with_marks(ranking: Ranking, heats: Sequence[Ranking], unit: Unit) -> Ranking:
    """The ranking of a unit whose facts say how one goes through (``qualify``), with the marks in its rows.

    Rows whose place depends on lots or a swim-off carry ``needed`` among their values.
    """
    nocs = {entry.id: entry.noc for entry in unit.entries}
    facts = {"nocs": nocs, **unit.facts["qualify"]}
    through, tied = qualify(ranking, heats, facts), set(undecided(ranking, heats, facts))
    need = needed(ranking, facts)
    rows = (
        replace(row, qual=through.get(row.id), values={**row.values, "needed": need} if row.id in tied else row.values)
        for row in ranking.rows
    )
    return replace(ranking, rows=tuple(rows))


def heat_by_heat(heats: Mapping[str, Ranking], rule_set: str) -> Ranking:
    """Several heats in one list, each with its own places, heat after heat."""
    rows: list[Row] = []
    for name, heat in heats.items():
        for row in heat.rows:
            why = row.why if row.why or not rows else Why("next_heat", (name,))
            rows.append(replace(row, sort_order=len(rows) + 1, why=why))
    return Ranking(rule_set=rule_set, rows=tuple(rows))


HEATS_SINCE = date(1896, 1, 1)
HEATS_ID = f"heats@{HEATS_SINCE}"


def rule_of_heats(rank: RuleSet) -> RuleSet:
    """Each heat (``group``) ranked by itself with ``rank``, and the marks of those who go through."""

    def rank_heats(unit: Unit) -> Ranking:
        heats = {name: rank.rank(part) for name, part in by_heat(unit).items()}
        listed = heat_by_heat(heats, HEATS_ID)
        if not unit.facts.get("qualify"):
            return listed
        marked = with_marks(rank.rank(unit), list(heats.values()), unit)
        quals = {row.id: row for row in marked.rows}
        rows = (replace(row, qual=quals[row.id].qual, values=quals[row.id].values) for row in listed.rows)
        return replace(listed, rows=tuple(rows))

    return RuleSet(
        id=HEATS_ID,
        effective=HEATS_SINCE,
        names=("progression_Q_by_place_q_by_time",),
        rank=rank_heats,
        irms=rank.irms,
        source="World Athletics TR20",
    )


def by_heat(unit: Unit) -> dict[str, Unit]:
    """The unit taken apart by the ``group`` of its entries, in the order of the heats' names."""
    names = sorted({entry.group or "" for entry in unit.entries}, key=lambda name: (len(name), name))
    return {
        name: replace(unit, entries=tuple(entry for entry in unit.entries if (entry.group or "") == name))
        for name in names
    }


def places_by_heat(unit: Unit, rank: Callable[[Unit], Ranking]) -> dict[str, int | None]:
    """The place of everybody in its own heat or group (semifinal A, semifinal B), each ranked by ``rank``."""
    return {row.id: row.rank for part in by_heat(unit).values() for row in rank(part).rows}


PHRASES = {
    "next_heat": {"en": "{0} begins", "fr": "début de {0}", "en_name": "heat", "fr_name": "série"},
}
