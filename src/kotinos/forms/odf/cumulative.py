"""DT_CUMULATIVE_RESULT: a decathlon, an all-around, a series, with what each unit gave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from kotinos.codes.rsc import Level, Rsc
from kotinos.forms.element import Element, add
from kotinos.forms.odf.dictionary.qualification import qualification
from kotinos.forms.odf.extension import Detail, add_details
from kotinos.forms.odf.feed import OdfFeed
from kotinos.forms.odf.infos import infos
from kotinos.forms.odf.rows import records, result, result_types, who
from kotinos.forms.odf.values import mark, seconds
from kotinos.results.documents import ComponentResult, CumulativeBody, CumulativeRow
from kotinos.sports.athletics import event_kind

Place = tuple[int | None, bool, int]
"""Rank, whether it is shared, sort order."""


def fill_cumulative(competition: Element, body: CumulativeBody, feed: OdfFeed) -> None:
    """Append the totals, each with one ``ResultItem`` per contributing unit."""
    types = result_types(body.event.discipline)
    progress = (body.last_unit, body.units_total, body.units_complete)
    infos(competition, body.phase or body.event, body.event_name, feed, name=body.name or None, progress=progress)
    rows = sorted(body.rows, key=lambda r: r.row.sort_order)
    places, totals = _unit_places(rows), _running_totals(rows)
    for entry in rows:
        row = entry.row
        diff = row.diff.lstrip("+") if body.event.discipline == "ATH" else row.diff
        qual = qualification(row.qual, body.phase or body.event, rank=row.rank)
        element = result(competition, row, types, started=False, qual=qual, diff=diff if row.rank != 1 else "")
        records(element, row, body.event)
        if entry.items:
            block = add(element, "ResultItems")
            for item in sorted(entry.items, key=lambda i: i.order):
                key = (row.competitor.id, _named(item.unit))
                _item(block, item, places[key], totals.get(key))
        who(element, row, body.event)


def _item(block: Element, item: ComponentResult, place: Place, total: Detail | None) -> None:
    rank, equal, sort_order = place
    kind = {"IRM": item.irm, "ResultType": "IRM"} if item.irm else _kind(item)
    element = add(
        add(block, "ResultItem", Unit=_named(item.unit), Order=item.order),
        "Result",
        Rank=rank,
        RankEqual="Y" if equal else "",
        **kind,
        ResultPoints=item.points,
        SortOrder=sort_order,
    )
    add_details(element, [total] if total else [])


def _named(unit: Rsc) -> Rsc:
    """Athletics names the phase, because the heats of one component share it (SOG-2024-ATH, DT_CUMULATIVE_RESULT)."""
    return unit.at(Level.PHASE) if unit.discipline == "ATH" else unit


def _kind(item: ComponentResult) -> dict[str, str]:
    """Result type and mark of a component, as the shape of the mark tells."""
    if not item.mark:
        return {}
    if item.mark == item.points:
        return {"ResultType": "POINTS", "Result": mark(item.mark)}
    return {"ResultType": _mark_type(item), "Result": mark(item.mark)}


def _mark_type(item: ComponentResult) -> str:
    if item.unit.discipline != "ATH":
        return "POINTS"
    return "DISTANCE" if event_kind(item.unit) in ("vertical", "horizontal") else "TIME"


def _unit_places(rows: Sequence[CumulativeRow]) -> dict[tuple[str, Rsc], Place]:
    """Rank, tie and sort order inside each unit: by rank, then those without one, in the order of the totals.

    Where several heats share the name of their phase, they are one list by the marks: the places of the heats say nothing across them.
    """
    by_unit: dict[Rsc, list[tuple[str, ComponentResult]]] = {}
    for entry in rows:
        for item in entry.items:
            by_unit.setdefault(_named(item.unit), []).append((entry.row.competitor.id, item))
    places: dict[tuple[str, Rsc], Place] = {}
    for unit, items in by_unit.items():
        ranks = _ranks([item for _, item in items])
        listed = [(who_, bool(item.irm), None if item.irm else ranks[item]) for who_, item in items]
        listed.sort(key=lambda entry: (entry[1], entry[2] is None, entry[2] or 0))
        shared = Counter(rank for _, _, rank in listed)
        for sort_order, (who_, _, rank) in enumerate(listed, 1):
            places[who_, unit] = (rank, rank is not None and shared[rank] > 1, sort_order)
    return places


def _ranks(items: Sequence[ComponentResult]) -> dict[ComponentResult, int | None]:
    """The rank of each: its own in a single unit, else by its mark among all."""
    if len({item.unit for item in items}) == 1:
        return {item: item.rank for item in items}
    better = [_better(item) for item in items if item.rank is not None and not item.irm]
    return {item: None if item.rank is None else 1 + sum(b < _better(item) for b in better) for item in items}


def _better(item: ComponentResult) -> Decimal:
    """Less is better: a time as it is, a distance or points the other way round."""
    return seconds(item.mark) if _mark_type(item) == "TIME" else -(_number(item.mark) or Decimal(0))


def _running_totals(rows: Sequence[CumulativeRow]) -> dict[tuple[str, Rsc], Detail]:
    """``ER/TOTAL_PTS`` after each unit, with the place it gave; not for who did not score in that unit."""
    totals: dict[tuple[str, Rsc], Decimal] = {}
    for entry in rows:
        total = Decimal(0)
        for item in sorted(entry.items, key=lambda i: i.order):
            points = _number(item.points)
            if points is None:
                continue
            total += points
            totals[entry.row.competitor.id, _named(item.unit)] = total
    details: dict[tuple[str, Rsc], Detail] = {}
    for unit in dict.fromkeys(unit for _, unit in totals):
        there = sorted((-total, who_) for (who_, at), total in totals.items() if at == unit)
        values = [value for value, _ in there]
        for sort_order, (value, who_) in enumerate(there, 1):
            rank = values.index(value) + 1
            tied = values.count(value) > 1
            details[who_, unit] = Detail("TOTAL_PTS", f"{-value:f}", rank=rank, rank_equal=tied, sort_order=sort_order)
    return details


def _number(shown: str) -> Decimal | None:
    try:
        return Decimal(shown)
    except InvalidOperation:
        return None
