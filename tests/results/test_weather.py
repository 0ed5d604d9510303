"""The weather at a place: what is told, what comes late, what no instrument shows, and that nothing else is published with it."""

from __future__ import annotations

from typing import Any

import pytest

from kotinos.codes.rsc import Rsc
from kotinos.results.documents import Conditions, WeatherBody
from kotinos.results.facts import Refused, Unchanged
from kotinos.results.publisher import body_of
from kotinos.results.weather_facts import WeatherObserved
from tests.results.playing import Play, people, planned, starts

RACE = Rsc.of("ATH", "M", "MARATHON", "FNL", "000100")
ATHLETICS = Rsc.of("ATH")
FINE = Conditions(sky="CLEAR", temperatures={"AIR": "23.5"}, humidity="40", wind_speed="1.2", wind_direction="SW")


def planned_race() -> Play:
    play = Play()
    play.do(people(Rsc.of("ATH", "M", "MARATHON"), 3), planned(RACE), starts(RACE, (0, 1, 2)))
    return play


def seen(*conditions: Conditions, **more: Any) -> WeatherObserved:
    return WeatherObserved(**{"about": RACE, "place": "STA", "conditions": conditions or (FINE,), **more})


def standing(play: Play) -> dict[str, WeatherBody | None]:
    return {row.key: body_of(row) for row in play.store.latest(types=["DT_WEATHER"])}  # type: ignore[misc]


def test_an_observation_is_one_document_and_no_version_of_any_other() -> None:
    play = planned_race()
    before = play.store.head()[0]
    play.do(seen())
    (row,) = play.published(before)
    assert row.key == f"DT_WEATHER/{RACE}/STA"
    body = body_of(row)
    assert isinstance(body, WeatherBody) and body.conditions == (FINE,)
    assert body.observed == play.events[-1].at


def test_each_place_of_a_discipline_and_each_unit_have_their_own() -> None:
    play = planned_race()
    play.do(seen(), seen(about=ATHLETICS), seen(about=ATHLETICS, place="PDL"), seen(place=""))
    assert set(standing(play)) == {
        f"DT_WEATHER/{RACE}/STA",
        f"DT_WEATHER/{ATHLETICS}/STA",
        f"DT_WEATHER/{ATHLETICS}/PDL",
        f"DT_WEATHER/{RACE}",
    }


def test_what_was_measured_earlier_comes_too_late() -> None:
    play = planned_race()
    play.do(seen(at="2030-07-20T10:00:00+02:00"))
    with pytest.raises(Unchanged) as late:
        play.do(seen(Conditions(sky="RAIN"), at="2030-07-20T07:59:59Z"))
    assert late.value.stale
    play.do(seen(Conditions(sky="RAIN"), at="2030-07-20T08:00:01Z"))
    body = standing(play)[f"DT_WEATHER/{RACE}/STA"]
    assert body is not None and body.conditions[0].sky == "RAIN"


def test_the_same_again_is_no_news_but_a_later_measure_of_the_same_is() -> None:
    play = planned_race()
    play.do(seen(at="2030-07-20T10:00:00+02:00"))
    with pytest.raises(Unchanged):
        play.do(seen(at="2030-07-20T10:00:00+02:00"))
    play.do(seen(at="2030-07-20T10:30:00+02:00"))
    body = standing(play)[f"DT_WEATHER/{RACE}/STA"]
    assert body is not None and body.observed == "2030-07-20T10:30:00+02:00"


def test_without_conditions_it_is_taken_back() -> None:
    play = planned_race()
    play.do(seen(), WeatherObserved(about=RACE, place="STA"))
    assert standing(play) == {f"DT_WEATHER/{RACE}/STA": None}
    with pytest.raises(Unchanged):
        play.do(WeatherObserved(about=RACE, place="STA"))


def test_a_course_is_told_point_by_point() -> None:
    play = planned_race()
    top = Conditions(point="HIGH", temperatures={"AIR": "-4.0", "SNOW": "-7.5"}, ground={"SNOW": "HARD"})
    play.do(seen(Conditions(point="START", sky="SNOW", precipitation_type="SNOW", precipitation="2.5"), top))
    body = standing(play)[f"DT_WEATHER/{RACE}/STA"]
    assert body is not None and [one.point for one in body.conditions] == ["START", "HIGH"]


@pytest.mark.parametrize(
    ("fact", "where"),
    [
        (seen(about=Rsc.of("SWM")), "about"),
        (seen(about=Rsc.of("ATH", "M", "MARATHON", "FNL", "000200")), "about"),
        (seen(about=ATHLETICS, place=""), "place"),
        (seen(place="st a"), "place"),
        (seen(at="2030-07-20T10:00:00"), "at"),
        (seen(at="at noon"), "at"),
        (seen(Conditions(point="TOP", sky="CLEAR")), "conditions[0].point"),
        (seen(FINE, FINE), "conditions[0].point"),
        (seen(Conditions()), "conditions[0]"),
        (seen(Conditions(temperatures={"AIR": "235"})), "conditions[0].temperatures.AIR"),
        (seen(Conditions(temperatures={"SAND": "23.5"})), "conditions[0].temperatures"),
        (seen(Conditions(humidity="101")), "conditions[0].humidity"),
        (seen(Conditions(wind_speed="-1")), "conditions[0].wind_speed"),
        (seen(Conditions(pressure="29.9")), "conditions[0].pressure"),
        (seen(Conditions(precipitation="much")), "conditions[0].precipitation"),
        (seen(Conditions(sky="NICE")), "conditions[0]"),
        (seen(Conditions(wind_direction="UP")), "conditions[0]"),
        (seen(Conditions(precipitation_type="FROGS")), "conditions[0]"),
        (seen(Conditions(ground={"SAND": "DRY"})), "conditions[0].ground"),
        (seen(Conditions(ground={"SNOW": "very hard"})), "conditions[0].ground"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_is_refused_with_its_place(fact: WeatherObserved, where: str) -> None:
    with pytest.raises(Refused) as refused:
        planned_race().do(fact)
    assert refused.value.where == where
