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
from kotinos.sports.cards import CardOf, no_card
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


class Row(msgspec.Struct, frozen=True, kw_only=True, gc=False):  # never part of a cycle
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


class RuleSet(msgspec.Struct, frozen=True, kw_only=True):
    """One rule as it was in force from a date on. A discipline module lists its own in a tuple ``RULE_SETS``.

    ``id`` is stored with every result that it ranked: ``family@effective date`` (``ATH-track@2019-11-01``); sets of one family
    replace one another by date. ``names`` are the rule names it answers to, ``covers`` says which RSCs it is the rule of,
    ``source`` the federation's rule. ``rank`` gives a `Ranking` that carries ``id``, or raises `CannotRank`. ``card`` names the parts
    that ``rank`` reads, where somebody has to write them down (`kotinos.sports.cards`).
    """

    id: str
    effective: date
    rank: Callable[[Unit], Ranking]
    names: tuple[str, ...] = ()
    covers: Callable[[Rsc], bool] = lambda _: False
    irms: tuple[str, ...] = ()
    source: str = ""
    card: CardOf = no_card

    @property
    def family(self) -> str:
        """What stays the same when the rule changes: ``ATH-track``."""
        return self.id.partition("@")[0]


class CannotRank(ValueError):
    """A unit that no rule covers or whose marks contradict the rule; the message says which entry and what."""


Group = tuple[Entry, ...]


class Criterion(msgspec.Struct, frozen=True):
    """One step of a rule.

    ``key`` gives, for an entry and the group that is still tied with it, a value that sorts first-is-best; ``show`` the text
    of that value for the sentence (empty: nothing worth saying); ``code`` the phrase in a module's ``PHRASES``.
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
    values: Callable[[Entry], Mapping[str, Any]] | None = None,
) -> Ranking:
    """Rank ``entries`` by ``criteria``, one after the other.

    First those with a mark (``marked``) and no IRM, then those that are still to come (no mark, no IRM), then the IRMs in the
    order of ``irms``; an IRM that is not in ``irms`` raises `CannotRank`. Only the first kind has a rank. Entries that agree on
    every criterion share their rank; among them, and among unranked ones, ``sort_order`` follows the start list, then name and
    id, so that it is total and the order of the input never matters. ``values`` gives each row's computed values.
    """
    _check(entries, irms)
    ranked: list[Entry] = []
    waiting: list[Entry] = []
    out: list[Entry] = []
    for entry in sorted(entries, key=_listed):
        (out if entry.irm is not None else ranked if marked(entry) else waiting).append(entry)
    out.sort(key=lambda entry: irms.index(entry.irm or ""))

    places: list[tuple[Group, Why | None]] = []
    if ranked:
        _separate(tuple(ranked), criteria, 0, (), None, places)
    rows: list[Row] = []
    for tied, why in places:
        place, equal = len(rows) + 1, len(tied) > 1
        for at, entry in enumerate(tied):
            reason = None if not rows else why if at == 0 else _tie(entry, tied, criteria)
            rows.append(
                Row(
                    n=entry.n,
                    id=entry.id,
                    sort_order=len(rows) + 1,
                    rank=place,
                    rank_equal=equal,
                    why=reason,
                    values=values(entry) if values else {},
                )
            )
    for entry in (*waiting, *out):
        reason = None if not rows else Why("irm", (entry.irm,)) if entry.irm else Why("no_mark")
        shown = values(entry) if values else {}
        rows.append(
            Row(n=entry.n, id=entry.id, sort_order=len(rows) + 1, irm=entry.irm, why=reason, values=shown),
        )
    return Ranking(rule_set=rule_set, rows=tuple(rows))


def _check(entries: Sequence[Entry], irms: Sequence[str]) -> None:
    seen: dict[str, int] = {}
    for entry in entries:
        if entry.irm is not None and entry.irm not in irms:
            known = ", ".join(irms) or "none"
            raise CannotRank(f"entry {entry.n} ({entry.id}): IRM {entry.irm!r}; this discipline knows {known}")
        if entry.id in seen:
            raise CannotRank(f"entries {seen[entry.id]} and {entry.n} are the same competitor {entry.id!r}")
        seen[entry.id] = entry.n


def _listed(entry: Entry) -> tuple[int, int, str, str]:
    """Start list order, for display among equals."""
    return (0, entry.order, entry.name, entry.id) if entry.order is not None else (1, 0, entry.name, entry.id)


def _tie(entry: Entry, group: Group, criteria: Sequence[Criterion]) -> Why:
    """They share a place: everything that was compared, and that it was the same."""
    shown = ((criterion.code, criterion.show(entry, group)) for criterion in criteria)
    return Why("tie", (), tuple(pair for pair in shown if pair[1]))


def _separate(
    group: Group,
    criteria: Sequence[Criterion],
    at: int,
    same: tuple[tuple[str, str], ...],
    why: Why | None,
    places: list[tuple[Group, Why | None]],
) -> None:
    """Split a tied group by the first criterion from ``at`` on that tells its members apart, and so on inside each part.

    Adds to ``places`` each part that shares a place, with what separates it from the part before it (``why`` for the first).
    A criterion sees exactly the group that is still tied when its turn comes, which is what head-to-head and countback rules
    ask for. ``same`` is what the group agrees on so far.
    """
    if at == len(criteria):
        places.append((group, why))
        return
    criterion = criteria[at]
    code, key, show = criterion.code, criterion.key, criterion.show
    parts: dict[Any, list[Entry]] = {}
    for entry in group:
        parts.setdefault(key(entry, group), []).append(entry)
    before: str | None = None
    for value in sorted(parts) if len(parts) > 1 else parts:
        part = tuple(parts[value])
        text = show(part[0], group)
        reason = why if before is None else Why(code, (before, text), same)
        if len(part) == 1:
            places.append((part, reason))
        else:
            _separate(part, criteria, at + 1, (*same, (code, text)) if text else same, reason, places)
        before = text
