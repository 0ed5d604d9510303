"""Races decided by who arrives first: the place at the line, and the marks of invalidity that still leave a place.

In keirin, BMX and kayak cross a rider who falls, is relegated or is overtaken stands behind all who arrived, but does stand there.
Slots: ``place`` (1 first), as the judges at the line or the photo gave it; several who share it were not told apart.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from kotinos.sports.generic import refuse
from kotinos.sports.ranking import CannotRank, Criterion, Entry, Group, Ranking, Unit, rank_by
from kotinos.sports.ties import RECORDED


def place_of(entry: Entry) -> int | None:
    """The recorded ``place``, ``None`` where there is none; raises `CannotRank` for anything but a whole number from 1."""
    value = entry.raw.get("place")
    if value is None or value == "":
        return None
    text = str(value)
    if not text.isascii() or not text.isdigit() or text == "0":
        raise refuse(entry, f"place {value!r}; the place at the line, 1 for the first")
    return int(text)


def has_place(entry: Entry) -> bool:
    """Whether a place at the line was recorded."""
    return place_of(entry) is not None


def _place(entry: Entry, _: Group) -> int:
    place = place_of(entry)
    return 0 if place is None else place


def _show_place(entry: Entry, _: Group) -> str:
    place = place_of(entry)
    return "" if place is None else str(place)


PLACE = Criterion("finish", _place, _show_place)
"""By the recorded place; for rules whose every ranked entry has one."""


def _place_or_behind(entry: Entry, _: Group) -> tuple[bool, int]:
    place = place_of(entry)
    return (place is None, place or 0)


KNOWN_PLACE = Criterion("finish", _place_or_behind, _show_place)
"""By the recorded place where only the first of a group were told apart: who has none shares the place behind them."""


def rank_arrivals(
    unit: Unit,
    rule_set: str,
    criteria: Sequence[Criterion],
    marked: Callable[[Entry], bool],
    *,
    irms: Sequence[str],
    kept: Sequence[str],
    behind: Sequence[Criterion] = (),
    values: Callable[[Entry], Mapping[str, Any]] | None = None,
) -> Ranking:
    """Rank a race: who arrived by ``criteria``, then those with an IRM of ``kept`` in that order, who keep a place.

    Those who share such an IRM stand by ``behind``, then by the place that the judges gave, where they gave one. While somebody is
    still on the course nobody has a place behind the last, so that until then they stand with the other IRMs. Raises `CannotRank`.
    """

    def shown(entry: Entry) -> Mapping[str, Any]:
        return values(entry) if values and entry.irm is None and marked(entry) else {}

    if any(entry.irm is None and not marked(entry) for entry in unit.entries):
        return rank_by(unit.entries, (*criteria, RECORDED), rule_set, irms=irms, marked=marked, values=shown)
    keeping = {entry.id: entry.irm for entry in unit.entries if entry.irm in kept}
    _check(unit, irms)
    entries = tuple(replace(entry, irm=None) if entry.id in keeping else entry for entry in unit.entries)

    def arrived(entry: Entry, _: Group) -> int:
        irm = keeping.get(entry.id)
        return 0 if irm is None else 1 + kept.index(irm)

    steps = (
        Criterion("arrival", arrived, lambda entry, _: keeping.get(entry.id) or ""),
        *(_only(one, lambda entry: entry.id not in keeping) for one in criteria),
        *(_only(one, lambda entry: entry.id in keeping) for one in (*behind, KNOWN_PLACE)),
        RECORDED,
    )
    own = {entry.id: shown(entry) for entry in unit.entries}
    ranking = rank_by(entries, steps, rule_set, irms=irms, values=lambda entry: own[entry.id])
    return replace(ranking, rows=tuple(replace(row, irm=keeping.get(row.id, row.irm)) for row in ranking.rows))


def _check(unit: Unit, irms: Sequence[str]) -> None:
    for entry in unit.entries:
        if entry.irm is not None and entry.irm not in irms:
            raise CannotRank(
                f"entry {entry.n} ({entry.id}): IRM {entry.irm!r}; this discipline knows {', '.join(irms)}"
            )


def _only(criterion: Criterion, asked: Callable[[Entry], bool]) -> Criterion:
    """The criterion for those whom it can be asked of: a time of those who arrived, laps behind of those who were lapped."""
    return Criterion(
        criterion.code,
        lambda entry, group: (criterion.key(entry, group),) if asked(entry) else (),
        lambda entry, group: criterion.show(entry, group) if asked(entry) else "",
    )


PHRASES = {
    "arrival": {
        "en": "ranked before {1}",
        "fr": "classé devant {1}",
        "en_name": "arrival",
        "fr_name": "arrivée",
    },
}
