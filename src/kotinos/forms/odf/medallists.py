"""DT_MEDALLISTS: the medals of one event."""

from __future__ import annotations

from kotinos.forms.element import Element, add
from kotinos.forms.odf.competitor import competitor
from kotinos.forms.odf.feed import OdfFeed
from kotinos.forms.odf.infos import infos
from kotinos.results.documents import Medallist, MedallistsBody

_ORDER = {"ME_GOLD": 1, "ME_SILVER": 2, "ME_BRONZE": 3}


def fill_medallists(competition: Element, body: MedallistsBody, feed: OdfFeed) -> None:
    """Append the medals, gold first. Those who share a medal won in one unit share one ``Medal``; two bronze contests give two."""
    infos(competition, body.event, body.event_name, feed)
    groups: dict[tuple[int, str, str], list[Medallist]] = {}
    for medal in body.medals:
        groups.setdefault((_ORDER.get(medal.medal, 9), medal.unit, medal.date), []).append(medal)
    for key in sorted(groups):
        medals = sorted(groups[key], key=lambda m: m.order)
        first = medals[0]
        element = add(competition, "Medal", Code=first.medal, Date=first.date, Unit=first.unit)
        for order, medal in enumerate(medals, 1):
            block = competitor(element, medal.competitor, rsc=body.event)
            block.set("Order", str(order))
