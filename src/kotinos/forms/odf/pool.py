"""DT_POOL_STANDING: one pool's table with its cross table."""

from __future__ import annotations

from kotinos.forms.element import Element, add
from kotinos.forms.odf.competitor import competitor
from kotinos.forms.odf.dictionary.qualification import qualification
from kotinos.forms.odf.feed import OdfFeed
from kotinos.forms.odf.infos import infos
from kotinos.forms.odf.rows import result_types
from kotinos.forms.odf.values import signed
from kotinos.results.documents import Opponent, PoolBody, PoolRow


def fill_pool(competition: Element, body: PoolBody, feed: OdfFeed) -> None:
    """Append one ``Result`` per team. What counts matches is sent only once the team has played."""
    places = {row.competitor.id: row.sort_order for row in body.rows}
    types = result_types(body.phase.discipline)
    progress = (None, body.units_total, body.units_complete)
    infos(competition, body.phase, body.event_name, feed, name=body.name, progress=progress)
    for row in sorted(body.rows, key=lambda r: r.sort_order):
        ranked = row.rank is not None and not row.irm
        element = add(
            competition,
            "Result",
            Rank=row.rank if ranked else "",
            RankEqual="Y" if ranked and row.rank_equal else "",
            **_points(row, types),
            QualificationMark=qualification(row.qual, body.phase, rank=row.rank),
            SortOrder=row.sort_order,
            **_counts(row),
        )
        block = competitor(element, row.competitor, rsc=body.phase)
        for opponent in sorted(row.opponents, key=lambda o: (places.get(o.competitor.id, o.pos), o.unit)):
            _opponent(block, opponent, places.get(opponent.competitor.id, opponent.pos))


def _points(row: PoolRow, types: frozenset[str]) -> dict[str, str]:
    """Table points, which is what ``Result`` means here."""
    if not row.irm:
        return {"ResultType": "POINTS", "Result": row.points}
    if row.points and "IRM_POINTS" in types:
        return {"ResultType": "IRM_POINTS", "Result": row.points, "IRM": row.irm}
    return {"ResultType": "IRM" if "IRM" in types else "IRM_POINTS", "IRM": row.irm}


def _counts(row: PoolRow) -> dict[str, object]:
    if not row.played:
        return {}
    return {
        "Played": row.played,
        "Won": row.won,
        "Lost": row.lost,
        "Tied": row.tied,
        "For": row.for_,
        "Against": row.against,
        "Diff": signed(row.diff) if row.diff not in ("", "0", "+0") else row.diff.lstrip("+"),
    }


def _opponent(block: Element, opponent: Opponent, pos: int) -> None:
    """A cell of the cross table. ``Pos`` is the opponent's place in this table (SOG-2024-FBL, DT_POOL_STANDING)."""
    add(
        block,
        "Opponent",
        Code=opponent.competitor.id,
        Type=opponent.competitor.type,
        Organisation=opponent.competitor.noc,
        Pos=pos,
        Date=opponent.date,
        Time=opponent.time,
        Unit=opponent.unit,
        HomeAway=opponent.home_away[:1],
        Result=opponent.result,
    )
