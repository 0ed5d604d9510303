"""The ranking core: entries in, places out, and a reason between every two neighbours.

A rule is an ordered list of criteria. Two entries are separated by the first criterion on which they differ; entries that
agree on all of them share a place (1224 numbering). What cannot be ranked (an IRM, no mark yet) follows in a fixed order.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

from kotinos.codes.rsc import Rsc
from kotinos.sports.why import Why


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One competitor of a unit with what was measured.

    ``n`` is its position in the input. ``raw`` holds the marks: ``mark`` as shown, ``t4`` in 0.0001 s, ``attempts``
    (n, mark, wind), ``heights`` (height, attempts "XXO"), ``d``, ``e``, ``penalty``, ``tie_break`` (a recorded decision,
    1 before 2), and others that a rule names. ``order`` is its place in the start list, ``group`` the heat it ran in.
    """

    n: int
    id: str
    name: str = ""
    noc: str | None = None
    raw: Mapping[str, Any] = {}
    irm: str | None = None
    order: int | None = None
    group: str | None = None


class Match(msgspec.Struct, frozen=True, kw_only=True):
    """One match of a pool: two entry ids, and the score once it is known."""

    home: str
    away: str
    score: tuple[int, int] | None = None
    facts: Mapping[str, Any] = {}


class Unit(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be ranked: one heat, one final, one pool, or all heats of a phase together.

    ``facts`` are values of the whole unit: wind, ``qualify`` ({"place": 3, "time": 2}), ``points_rule``, ``lots``.
    """

    id: str
    entries: tuple[Entry, ...]
    rule: str | None = None
    rsc: Rsc | None = None
    date: date | None = None
    matches: tuple[Match, ...] = ()
    facts: Mapping[str, Any] = {}


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One entry in its place. ``why`` says what separates it from the row before it (``None`` on the first row)."""

    n: int
    id: str
    sort_order: int
    rank: int | None = None
    rank_equal: bool = False
    irm: str | None = None
    qual: str | None = None
    wlt: str | None = None
    why: Why | None = None
    values: Mapping[str, Any] = {}
    """What the rule computed and a form may show: best mark, points, played, won, difference …"""


class Ranking(msgspec.Struct, frozen=True, kw_only=True):
    """A unit in order, first to last, with the rule set that ordered it."""

    rule_set: str
    rows: tuple[Row, ...]


class CannotRank(ValueError):
    """A unit that no rule covers or whose marks contradict the rule; the message says which entry and what."""


Group = tuple[Entry, ...]


class Criterion(msgspec.Struct, frozen=True):
    """One step of a rule.

    ``key`` gives, for an entry and the group that is still tied with it, a value that sorts first-is-best; ``show`` the text
    of that value for the sentence; ``code`` the phrase in `kotinos.sports.why`.
    """

    code: str
    key: Callable[[Entry, Group], Any]
    show: Callable[[Entry, Group], str]


def rank_by(
    entries: Sequence[Entry],
    criteria: Sequence[Criterion],
    rule_set: str,
    *,
    irms: Sequence[str] = (),
    marked: Callable[[Entry], bool] = lambda _: True,
    values: Callable[[Entry], Mapping[str, Any]] = lambda _: {},
) -> Ranking:
    """Rank ``entries`` by ``criteria``, one after the other.

    First those with a mark (``marked``) and no IRM, then those that are still to come (no mark, no IRM), then the IRMs in the
    order of ``irms``; an IRM that is not in ``irms`` raises `CannotRank`. Only the first kind has a rank. Entries that agree on
    every criterion share their rank; among them, and among unranked ones, ``sort_order`` follows the start list, then name and
    id, so that it is total and the order of the input never matters. ``values`` gives each row's computed values.
    """
    _check_distinct(entries)
    allowed = {irm: place for place, irm in enumerate(irms)}
    for entry in entries:
        if entry.irm is not None and entry.irm not in allowed:
            known = ", ".join(irms) or "none"
            raise CannotRank(f"entry {entry.n} ({entry.id}): IRM {entry.irm!r}; this discipline knows {known}")
    ranked = [e for e in entries if e.irm is None and marked(e)]
    waiting = sorted((e for e in entries if e.irm is None and not marked(e)), key=_listed)
    out = sorted((e for e in entries if e.irm is not None), key=lambda e: (allowed[e.irm or ""], _listed(e)))

    rows: list[Row] = []
    for tied, why in _separate(tuple(sorted(ranked, key=_listed)), criteria):
        place = len(rows) + 1
        for at, entry in enumerate(tied):
            reason = why if at == 0 else Why("tie")
            rows.append(
                Row(
                    n=entry.n,
                    id=entry.id,
                    sort_order=len(rows) + 1,
                    rank=place,
                    rank_equal=len(tied) > 1,
                    why=reason if rows else None,
                    values=values(entry),
                )
            )
    for entry in (*waiting, *out):
        reason = Why("irm", (entry.irm,)) if entry.irm else Why("no_mark")
        rows.append(
            Row(
                n=entry.n,
                id=entry.id,
                sort_order=len(rows) + 1,
                irm=entry.irm,
                why=reason if rows else None,
                values=values(entry),
            )
        )
    return Ranking(rule_set=rule_set, rows=tuple(rows))


def _check_distinct(entries: Sequence[Entry]) -> None:
    seen: dict[str, int] = {}
    for entry in entries:
        if entry.id in seen:
            raise CannotRank(f"entries {seen[entry.id]} and {entry.n} are the same competitor {entry.id!r}")
        seen[entry.id] = entry.n


def _listed(entry: Entry) -> tuple[int, int, str, str]:
    """Start list order, for display among equals."""
    return (0, entry.order, entry.name, entry.id) if entry.order is not None else (1, 0, entry.name, entry.id)


def _separate(group: Group, criteria: Sequence[Criterion]) -> list[tuple[Group, Why | None]]:
    """Split a tied group by the first criterion that tells its members apart, and so on inside each part.

    Each part comes with what separates it from the part before it (``None`` for the first). A criterion sees exactly the group
    that is still tied when its turn comes, which is what head-to-head and countback rules ask for.
    """
    if not group:
        return []
    for step, criterion in enumerate(criteria):
        parts: dict[Any, list[Entry]] = {}
        for entry in group:
            parts.setdefault(criterion.key(entry, group), []).append(entry)
        if len(parts) == 1:
            continue
        result: list[tuple[Group, Why | None]] = []
        before: Entry | None = None
        for key in sorted(parts):
            part = tuple(parts[key])
            inner = _separate(part, criteria[step + 1 :])
            if before is not None:
                shown = (criterion.show(before, group), criterion.show(part[0], group))
                inner[0] = (inner[0][0], Why(criterion.code, shown))
            result.extend(inner)
            before = part[0]
        return result
    return [(group, None)]
