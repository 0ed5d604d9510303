"""Statuses and other short codes, and which of them may stand together."""

from __future__ import annotations

import pytest

from kotinos.codes import statuses, table


def codes(found: tuple[statuses.Code, ...]) -> list[str]:
    """The codes of what was found, in its order."""
    return [one.code for one in found]


def test_a_result_goes_from_start_list_to_provisional() -> None:
    assert codes(statuses.of("result")) == [
        "START_LIST",
        "LIVE",
        "INTERMEDIATE",
        "UNCONFIRMED",
        "UNOFFICIAL",
        "OFFICIAL",
        "PARTIAL",
        "PROTESTED",
        "PROVISIONAL",
    ]


def test_a_unit_in_the_schedule_has_eleven_statuses() -> None:
    assert len(statuses.of("schedule")) == 11


@pytest.mark.parametrize("result", ["UNCONFIRMED", "UNOFFICIAL", "OFFICIAL", "PROTESTED", "PROVISIONAL"])
def test_a_unit_with_a_result_after_the_end_is_finished(result: str) -> None:
    assert statuses.schedule_allows(result) == {"FINISHED"}


def test_a_running_unit_is_live_and_not_finished() -> None:
    assert "RUNNING" in statuses.schedule_allows("LIVE")
    assert "FINISHED" not in statuses.schedule_allows("LIVE")
    assert [one.code for one in statuses.of("result") if "RUNNING" in statuses.schedule_allows(one.code)] == [
        "LIVE",
        "INTERMEDIATE",
        "PARTIAL",
    ]


def test_an_interrupted_unit_keeps_its_live_result() -> None:
    assert {"INTERRUPTED", "SCHEDULED_BREAK"} <= statuses.schedule_allows("LIVE")


def test_a_start_list_stands_only_before_the_start() -> None:
    assert statuses.schedule_allows("START_LIST").isdisjoint({"RUNNING", "FINISHED", "UNSCHEDULED"})


def test_every_pairing_names_real_statuses() -> None:
    schedule = set(codes(statuses.of("schedule")))
    for one in statuses.of("result"):
        assert set() < statuses.schedule_allows(one.code) <= schedule


def test_an_unknown_status_is_refused_with_those_there_are() -> None:
    with pytest.raises(table.UnknownCode, match="result 'DONE': one of START_LIST LIVE"):
        statuses.schedule_allows("DONE")
    with pytest.raises(table.UnknownCode, match="protest 'DONE': one of OPN PND CLS ROPN"):
        statuses.get("protest", "DONE")
    with pytest.raises(table.UnknownCode, match="code set 'colour'"):
        statuses.of("colour")


def test_codes_have_names_and_meanings_in_both_languages() -> None:
    assert statuses.name("result", "OFFICIAL", "fr") == "Officiel"
    assert statuses.text("schedule", "GETTING_READY") == {"en": "Getting ready", "fr": "En préparation"}
    assert statuses.get("result", "PROVISIONAL").meaning_en == "Complete but on hold"
    assert statuses.text("medal", "ME_TIN") == {"en": "ME_TIN", "fr": "ME_TIN"}


def test_medals_are_gold_silver_bronze() -> None:
    assert codes(statuses.of("medal")) == ["ME_GOLD", "ME_SILVER", "ME_BRONZE"]


def test_phase_types_are_ten() -> None:
    assert codes(statuses.of("phase_type")) == list("0123456789")


def test_athletics_tells_places_from_times_and_officials() -> None:
    assert set(codes(statuses.qualification_marks("ATH"))) == {"Q", "q", "qD", "qJ", "qR", "Re", "ReJ", "ReR"}


def test_outcomes_are_written_as_the_sport_writes_them() -> None:
    assert codes(statuses.outcomes("FEN")) == ["V", "D"]
    assert codes(statuses.outcomes("FBL")) == ["W", "L", "T"]
    assert codes(statuses.outcomes("JUD")) == ["W", "L"]
    assert codes(statuses.outcomes("ATH")) == []


def test_records_stand_with_the_highest_first() -> None:
    assert codes(statuses.record_types("ATH"))[:3] == ["WR", "OR", "WU20R"]
    assert codes(statuses.record_types("GLF")) == []


def test_periods_follow_the_match() -> None:
    expected = ["H1", "HT", "H2", "FT", "RT", "PET", "ET-H1", "ET-HT", "ET-H2", "PSO", "TOT"]
    assert codes(statuses.periods("FBLMTEAM11------------FNL-000100--")) == expected
    assert codes(statuses.periods("JUD")) == ["N", "GS", "TOT"]
