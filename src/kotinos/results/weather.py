"""What may be said of the weather. PURE: units and ranges are checked, so that no reader is shown a temperature of 230 degrees."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import msgspec

from kotinos.codes import statuses
from kotinos.codes.rsc import Level, Rsc
from kotinos.codes.table import UnknownCode
from kotinos.results.documents import Conditions
from kotinos.results.facts import Command, Fact, Refused, Unchanged
from kotinos.results.weather_facts import WeatherObserved

if TYPE_CHECKING:
    from kotinos.results.competition import Games

Weather = Mapping[tuple[Rsc, str], WeatherObserved]
"""The last observation by what it is about and its place."""

POINTS = ("GEN", "START", "FINISH", "HIGH", "LOW")
"""Where at the place: anywhere, or at the start, the finish, the highest or the lowest point of a course."""
_RANGES = {
    "humidity": (0, 100, "%"),
    "pressure": (500, 1100, "hPa"),
    "wind_speed": (0, 100, "m/s"),
    "precipitation": (0, 1000, "mm"),
}
_TEMPERATURES = {"AIR": (-60, 60), "WATER": (-5, 45), "SNOW": (-60, 5), "ICE": (-60, 5)}
_GROUND = ("SNOW", "ICE", "WATER")
"""Whose state may be said in a code of the field; that of the sky is one of a table."""
_CODE = re.compile(r"[A-Z0-9_]{1,20}")
_PLACE = re.compile(r"[A-Z0-9][A-Z0-9_-]{0,33}")
_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,3})(\.[0-9]{1,2})?")


def observed(games: Games, fact: WeatherObserved, command: Command) -> Fact:
    """The observation with its instant; refuses what no instrument shows, and knows what came late or is no news."""
    _is_known(games, fact.about)
    if not (_PLACE.fullmatch(fact.place) or (fact.place == "" and fact.about.level > Level.DISCIPLINE)):
        raise Refused(f"place {fact.place!r}: the code of a venue or location, such as STA", "place")
    points = [one.point for one in fact.conditions]
    for at, one in enumerate(fact.conditions):
        if one.point not in POINTS or points.count(one.point) > 1:
            right = f"one of {' '.join(POINTS)}, each once"
            raise Refused(f"conditions[{at}]: point {one.point!r}; {right}", f"conditions[{at}].point")
        _check(one, f"conditions[{at}]")
    made = msgspec.structs.replace(fact, at=_instant(fact.at or command.at))
    known = games.weather.get((fact.about, fact.place))
    if known and datetime.fromisoformat(known.at) > datetime.fromisoformat(made.at):
        raise Unchanged(stale=True)
    nothing_to_take_back = not made.conditions and not (known and known.conditions)
    if made == known or nothing_to_take_back:
        raise Unchanged(stale=False)
    return made


def _is_known(games: Games, about: Rsc) -> None:
    if about not in games.units and not (
        about.level is Level.DISCIPLINE and any(event.discipline == about.discipline for event in games.of_event)
    ):
        raise Refused(f"{about}: neither a unit of the schedule nor a discipline that has one", "about")


def _instant(text: str) -> str:
    try:
        if datetime.fromisoformat(text).tzinfo is not None:
            return text
    except ValueError:
        pass
    raise Refused(f"at: {text!r} is not an instant; ISO 8601 with offset, 2026-07-04T09:30:00+02:00", "at")


def _check(one: Conditions, where: str) -> None:
    if one == Conditions(point=one.point):
        raise Refused(f"{where}: nothing was observed", where)
    for name, (least, most, unit) in _RANGES.items():
        _number(getattr(one, name), least, most, unit, f"{where}.{name}")
    for name, value in one.temperatures.items():
        if name not in _TEMPERATURES:
            raise Refused(
                f"{where}: temperature of {name!r}; one of {' '.join(_TEMPERATURES)}", f"{where}.temperatures"
            )
        _number(value, *_TEMPERATURES[name], "°C", f"{where}.temperatures.{name}")
    _codes((("sky", one.sky), ("wind_direction", one.wind_direction), ("precipitation", one.precipitation_type)), where)
    for name, code in one.ground.items():
        if name not in _GROUND or not _CODE.fullmatch(code):
            right = f"a code in capitals, of {' '.join(_GROUND)}"
            raise Refused(f"{where}: {name} {code!r}; {right}", f"{where}.ground")


def _codes(said: Iterable[tuple[statuses.Set, str]], where: str) -> None:
    for which, code in said:
        try:
            if code:
                statuses.get(which, code)
        except UnknownCode as error:
            raise Refused(f"{where}: {error}", where) from None


def _number(text: str, least: int, most: int, unit: str, where: str) -> None:
    if text and not (_NUMBER.fullmatch(text) and least <= Decimal(text) <= most):
        raise Refused(
            f"{where}: {text!r}; a number of {unit} from {least} to {most}, such as {(least + most) // 2}", where
        )
