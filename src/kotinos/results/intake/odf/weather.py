"""DT_WEATHER: what a weather service measured at a place, in the platform's units."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

from kotinos.codes.rsc import Level
from kotinos.results.documents import Conditions
from kotinos.results.intake.odf.header import Header
from kotinos.results.intake.reading import BadMessage, Reading, Said
from kotinos.results.intake.xml import Element, where
from kotinos.results.weather_facts import WeatherObserved

Units = dict[str, Callable[[Decimal], Decimal]]
"""How each unit becomes that of the platform, which is the first."""
_TENTH = Decimal("0.1")
_CELSIUS: Units = {"C": lambda c: c, "F": lambda f: (f - 32) / Decimal("1.8")}
_METRES: Units = {
    "MS": lambda one: one,
    "KMH": lambda one: one / Decimal("3.6"),
    "MPH": lambda one: one * Decimal("0.44704"),
}
_HECTOPASCALS: Units = {"HPA": lambda one: one}
_MILLIMETRES: Units = {"MM": lambda one: one}


def read(header: Header, competition: Element) -> list[Reading]:
    """One observation. Its place is the DocumentSubcode."""
    weather = competition.find("Weather")
    if weather is None:
        raise BadMessage("no Weather", where(competition), "Weather with its Conditions")
    fact = WeatherObserved(
        about=header.rsc(Level.DISCIPLINE),
        place=header.subcode,
        at=_instant(weather.get("Date", "")),
        conditions=tuple(_conditions(one) for one in weather.iterfind("Conditions")),
    )
    return [Said(where=where(weather), fact=fact)]


def _instant(text: str) -> str:
    """An instant with its zone; of anything else the arrival of the message says when."""
    try:
        return text if datetime.fromisoformat(text).tzinfo else ""
    except ValueError:
        return ""


def _conditions(element: Element) -> Conditions:
    said = {one.get("Code", ""): one.get("Value", "") for one in element.iterfind("Condition")}
    precipitation, pressure, wind = (element.find(tag) for tag in ("Precipitation", "Pressure", "Wind"))
    return Conditions(
        point=element.get("Code", ""),
        sky=said.pop("SKY", ""),
        ground=said,
        temperatures={one.get("Code", ""): _number(one, _CELSIUS) for one in element.iterfind("Temperature")},
        humidity=element.get("Humidity", ""),
        wind_speed=_number(wind, _METRES),
        wind_direction=element.get("Wind_Direction", ""),
        pressure=_number(pressure, _HECTOPASCALS),
        precipitation_type=element.get("Prec_Type", ""),
        precipitation=_number(precipitation, _MILLIMETRES),
    )


def _number(element: Element | None, units: Units) -> str:
    """The value in the platform's unit, to a tenth where it was another one; empty where it was not measured."""
    if element is None:
        return ""
    value, own = element.get("Value", ""), next(iter(units))
    unit = element.get("Unit", own)
    if unit == own:
        return value
    try:
        return str(units[unit](Decimal(value)).quantize(_TENTH, ROUND_HALF_UP))
    except (KeyError, ArithmeticError):
        right = f"a number with a Unit of {' '.join(units)}"
        raise BadMessage(f"{element.tag} {value!r} {unit!r}", where(element), right) from None
