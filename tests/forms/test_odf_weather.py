"""DT_WEATHER: what was observed, sent in the standard's units and read back from anybody's."""

from __future__ import annotations

import pytest
from lxml import etree

from kotinos.forms.editions import document_of
from kotinos.forms.odf import form, validate
from kotinos.results.documents import Conditions
from kotinos.results.intake import odf
from kotinos.results.intake.reading import BadMessage, Said
from kotinos.results.weather_facts import WeatherObserved
from tests.forms.invented import FEED
from tests.results import test_weather as weather

AT = "2030-07-20T10:00:00+02:00"
STORM = Conditions(
    point="FINISH",
    sky="THUNDERSTORM",
    temperatures={"AIR": "-3.0", "SNOW": "-7.5"},
    humidity="61.6",
    wind_speed="14.0",
    wind_direction="NNW",
    pressure="987.3",
    precipitation_type="SNOW",
    precipitation="0.5",
    ground={"SNOW": "HARD"},
)


def sent(*told: WeatherObserved) -> list[etree._Element]:
    play = weather.planned_race()
    play.do(*told)
    found = []
    for row in play.published():
        if row.type == "DT_WEATHER":
            (message,) = form(document_of(row), FEED)
            assert validate(message.xml) == []
            found.append(etree.fromstring(message.xml))
    return found


def test_a_point_says_what_was_measured_with_its_unit() -> None:
    (root,) = sent(weather.seen(STORM, at=AT))
    assert (root.get("DocumentCode"), root.get("DocumentSubcode")) == (weather.RACE, "STA")
    block = root.find("Competition/Weather")
    assert block is not None and block.get("Date") == AT
    (point,) = block
    said = [("Code", "FINISH"), ("Humidity", "62"), ("Wind_Direction", "NNW"), ("Prec_Type", "SNOW")]
    assert point.items() == said
    assert [(one.tag, *one.attrib.values()) for one in point] == [
        ("Condition", "SKY", "THUNDERSTORM"),
        ("Condition", "SNOW", "HARD"),
        ("Precipitation", "AMOUNT", "0.5", "MM"),
        ("Pressure", "AIR", "987.3", "HPA"),
        ("Temperature", "AIR", "-3.0", "C"),
        ("Temperature", "SNOW", "-7.5", "C"),
        ("Wind", "SPEED", "14.0", "MS"),
    ]


def test_what_was_taken_back_is_withdrawn() -> None:
    *_, last = sent(weather.seen(), WeatherObserved(about=weather.RACE, place="STA"))
    assert (last.get("Version"), last.get("DocumentSubcode"), last.find("Competition")) == ("1", "STA", None)


def test_a_message_is_read_as_it_was_told() -> None:
    said = weather.seen(STORM, at=AT)
    (root,) = sent(said)
    (reading,) = odf.read(etree.tostring(root)).readings
    assert isinstance(reading, Said)
    whole = Conditions(**{name: getattr(STORM, name) for name in STORM.__struct_fields__} | {"humidity": "62"})
    assert reading.fact == weather.seen(whole, at=AT)


def _foreign(path: str, **attributes: str) -> bytes:
    (root,) = sent(weather.seen(STORM, at=AT))
    (element,) = root.iterfind(f"Competition/Weather/{path}")
    for name, value in attributes.items():
        element.set(name, value)
    return etree.tostring(root)


@pytest.mark.parametrize(
    ("path", "value", "unit", "slot", "expected"),
    [
        ("Conditions/Temperature[1]", "50", "F", "temperatures", {"AIR": "10.0", "SNOW": "-7.5"}),
        ("Conditions/Wind", "36", "KMH", "wind_speed", "10.0"),
        ("Conditions/Wind", "10", "MPH", "wind_speed", "4.5"),
    ],
)
def test_other_units_become_ours(path: str, value: str, unit: str, slot: str, expected: object) -> None:
    message = _foreign(path, Value=value, Unit=unit)
    assert validate(message) == []
    (reading,) = odf.read(message).readings
    assert isinstance(reading, Said) and isinstance(reading.fact, WeatherObserved)
    assert getattr(reading.fact.conditions[0], slot) == expected


@pytest.mark.parametrize(("path", "unit"), [("Conditions/Pressure", "INHG"), ("Conditions/Wind", "KNOTS")])
def test_a_unit_that_nobody_knows_is_refused(path: str, unit: str) -> None:
    with pytest.raises(BadMessage, match=unit):
        odf.read(_foreign(path, Unit=unit))


@pytest.mark.parametrize(
    ("path", "attribute", "value", "rule"),
    [
        ("Conditions", "Code", "TOP", "weatherPoint"),
        ("Conditions/Condition[1]", "Code", "SAND", "weatherCondition"),
        ("Conditions/Temperature[1]", "Unit", "K", "temperatureUnit"),
        ("Conditions/Wind", "Value", "+3", "decimal"),
        ("Conditions/Wind", "Unit", "KNOTS", "speedUnit"),
    ],
)
def test_a_message_that_is_wrong_is_found(path: str, attribute: str, value: str, rule: str) -> None:
    (problem,) = validate(_foreign(path, **{attribute: value}))
    assert problem.rule == rule and problem.where.endswith(f"/@{attribute}")
