"""DT_RANKING: the event from first to last."""

from __future__ import annotations

from kotinos.forms.element import Element, fill
from kotinos.forms.odf.feed import OdfFeed
from kotinos.forms.odf.infos import infos
from kotinos.forms.odf.rows import result, result_types, who
from kotinos.results.documents import RankingBody

_COUNTS = {"played": "Played", "won": "Won", "lost": "Lost"}


def fill_ranking(competition: Element, body: RankingBody, feed: OdfFeed) -> None:
    """Append one ``Result`` per competitor. Contests played, won and lost stand in the row where the discipline counts them."""
    types = result_types(body.event.discipline)
    infos(competition, body.event, body.event_name, feed)
    for row in sorted(body.rows, key=lambda r: r.sort_order):
        element = result(competition, row, types, started=False, unit=False)
        fill(element, **{name: row.parts.get(part, "") for part, name in _COUNTS.items()})
        who(element, row, body.event)
