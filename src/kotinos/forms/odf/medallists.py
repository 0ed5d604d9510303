"""DT_MEDALLISTS and DT_MEDALLISTS_DISCIPLINE: the medals of one event, and of all events of a discipline."""

from __future__ import annotations

from kotinos.codes.rsc import Rsc
from kotinos.forms.element import Element, add
from kotinos.forms.odf.competitor import competitor
from kotinos.forms.odf.feed import OdfFeed
from kotinos.forms.odf.infos import infos
from kotinos.forms.odf.values import english
from kotinos.results.documents import DisciplineMedallistsBody, Medallist, MedallistsBody

_ORDER = {"ME_GOLD": 1, "ME_SILVER": 2, "ME_BRONZE": 3}


def fill_medallists(competition: Element, body: MedallistsBody, feed: OdfFeed) -> None:
    """Append the medals, gold first. Those who share a medal won in one unit share one ``Medal``; two bronze contests give two."""
    infos(competition, body.event, body.event_name, feed)
    _medals(competition, body)


def fill_medallists_discipline(competition: Element, body: DisciplineMedallistsBody, feed: OdfFeed) -> None:
    """Append one ``Event`` for each in which a medal was won, in order of their codes; its date is that of its last medal."""
    discipline = Rsc.of(body.discipline)
    infos(competition, discipline, {}, feed)
    block = add(competition, "Discipline", Code=discipline)
    block.set("TotalEvents", str(body.events_total))
    block.set("FinishedEvents", str(body.events_finished))
    for event in body.events:
        last = max(medal.date for medal in event.medals)
        _medals(add(block, "Event", Code=event.event, EventName=english(event.event_name), Date=last), event)


def _medals(parent: Element, body: MedallistsBody) -> None:
    groups: dict[tuple[int, str, str], list[Medallist]] = {}
    for medal in body.medals:
        groups.setdefault((_ORDER.get(medal.medal, 9), medal.unit, medal.date), []).append(medal)
    for key in sorted(groups):
        medals = sorted(groups[key], key=lambda m: m.order)
        first = medals[0]
        element = add(parent, "Medal", Code=first.medal, Date=first.date, Unit=first.unit)
        for order, medal in enumerate(medals, 1):
            block = competitor(element, medal.competitor, rsc=body.event)
            block.set("Order", str(order))
