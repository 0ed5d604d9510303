"""DT_WEATHER: what the weather is at a place."""

from __future__ import annotations

from decimal import Decimal

from kotinos.forms.element import Element, add
from kotinos.forms.odf.feed import OdfFeed
from kotinos.forms.odf.values import date_time
from kotinos.results.documents import Conditions, WeatherBody


def fill_weather(competition: Element, body: WeatherBody, feed: OdfFeed) -> None:
    """Append ``Weather`` with one ``Conditions`` a point."""
    block = add(competition, "Weather", Date=date_time(body.observed, feed.timezone))
    for one in body.conditions:
        _point(block, one)


def _point(block: Element, one: Conditions) -> None:
    element = add(
        block,
        "Conditions",
        Code=one.point,
        Humidity=round(Decimal(one.humidity)) if one.humidity else "",
        Wind_Direction=one.wind_direction,
        Prec_Type=one.precipitation_type,
    )
    for code, value in (("SKY", one.sky), *sorted(one.ground.items())):
        if value:
            add(element, "Condition", Code=code, Value=value)
    if one.precipitation:
        add(element, "Precipitation", Code="AMOUNT", Value=one.precipitation, Unit="MM")
    if one.pressure:
        add(element, "Pressure", Code="AIR", Value=one.pressure, Unit="HPA")
    for code, value in sorted(one.temperatures.items()):
        if value:
            add(element, "Temperature", Code=code, Value=value, Unit="C")
    if one.wind_speed:
        add(element, "Wind", Code="SPEED", Value=one.wind_speed, Unit="MS")
