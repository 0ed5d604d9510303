"""``ExtendedInfos``: when, what and where, in words, above the results."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kotinos.codes import disciplines
from kotinos.codes.rsc import Rsc
from kotinos.forms.element import Element, add, prune
from kotinos.forms.odf.extension import Info, add_infos
from kotinos.forms.odf.feed import OdfFeed
from kotinos.forms.odf.values import date_time, english
from kotinos.results.documents import UnitLine


def infos(
    competition: Element,
    rsc: Rsc,
    event_name: Mapping[str, str],
    feed: OdfFeed,
    *,
    name: Mapping[str, str] | None = None,
    unit: UnitLine | None = None,
    progress: tuple[Rsc | None, int, int] | None = None,
    facts: Iterable[Info] = (),
) -> None:
    """Append ``ExtendedInfos``. ``progress`` is the last unit, and how many units there are and are complete."""
    block = add(competition, "ExtendedInfos")
    if unit is not None:
        start, end = date_time(unit.actual_start, feed.timezone), date_time(unit.actual_end, feed.timezone)
        prune(add(block, "UnitDateTime", StartDate=start, EndDate=end))
    add_infos(block, facts)
    if progress is not None:
        last, total, complete = progress
        prune(add(block, "Progress", LastUnit=last, UnitsTotal=total or "", UnitsComplete=complete if total else ""))
    add(
        block,
        "SportDescription",
        DisciplineName=english(disciplines.text(rsc.discipline)),
        EventName=english(event_name),
        SubEventName=english(name or {}),
        Gender=rsc.gender.strip("-"),
        UnitNum=unit.number if unit else "",
    )
    if unit is not None and unit.venue:
        venue(block, unit)


def venue(block: Element, unit: UnitLine) -> None:
    """``VenueDescription`` of a result: codes and their texts."""
    place = unit.location or unit.venue
    add(
        block,
        "VenueDescription",
        Venue=unit.venue,
        VenueName=unit.venue_name or unit.venue,
        Location=place,
        LocationName=location_name(unit),
    )


def location_name(unit: UnitLine) -> str:
    """The name of the location: the venue's where the venue is the location, else the location's code, for want of a name."""
    if unit.location in ("", unit.venue):
        return unit.venue_name or unit.venue
    return unit.location
