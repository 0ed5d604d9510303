"""What the lab writes is read by the platform's own readers as it was meant. Invented people."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime

import pytest

from kotinos.codes.rsc import Rsc
from kotinos.forms.odf import validate
from kotinos.rehearsal.writing import lenex, lif, odf
from kotinos.results.facts import StatusSet
from kotinos.results.intake import forms
from kotinos.results.intake.reading import Broken, Marks, Said

FINAL = Rsc("JUDM60KG--------------FNL-000100--")


def values(reading: Marks) -> dict[tuple[str, str], object]:
    return {(i.who.id or i.who.bib or i.who.lane, i.slot): i.value for i in reading.items}


def read(form: str, body: bytes, name: str = "") -> list[object]:
    found = list(forms.read(form, body, name).readings)
    assert not [one for one in found if isinstance(one, Broken)]
    return found


def test_a_photo_finish_file() -> None:
    body = lif.lif(
        "M100M", "FNL", "1", "100 m, men",
        [
            lif.Finisher(place="1", lane="4", bib="101", family="MOREAU", given="Luc", club="FRA", time="10.04", reaction="0.150"),
            lif.Finisher(place="2", lane="5", bib="102", family="DE LA, CRUZ", given="Juan", club="ESP", time="10.11"),
            lif.Finisher(place="DNF", lane="6", bib="103", family="OKAFOR", given="Chidi", club="NGR"),
        ],
        wind="-0.3",
    )  # fmt: skip
    [marks] = [one for one in read("lynx", body, "M100M-FNL-1.lif") if isinstance(one, Marks)]
    assert marks.unit == "lynx:M100M/FNL/1"
    found = values(marks)
    assert (found["101", "mark"], found["102", "mark"], found["103", "irm"]) == ("10.04", "10.11", "DNF")
    assert found.get(("103", "mark")) is None
    assert float(marks.facts["wind"]) == -0.3


@pytest.mark.parametrize(("shown", "read_back"), [("54.30", "54.30"), ("1:48.21", "1:48.21"), ("14:31.02", "14:31.02")])
def test_a_swimming_file(shown: str, read_back: str) -> None:
    swimmers = [
        lenex.Swimmer(id="7001", lane="4", family="HANSEN", given="Ida", gender="W", noc="DEN", time=shown, reaction="+68",
                      splits=[(50, "26.10")]),
        lenex.Swimmer(id="7002", lane="5", family="ROSSI", given="Gaia", gender="W", noc="ITA", status="DSQ"),
    ]  # fmt: skip
    body = lenex.lenex("W100MFR", "HEAT", "3", swimmers, "Olive Games")
    [marks] = [one for one in read("lenex", body, "3.lef") if isinstance(one, Marks)]
    assert marks.unit == "lenex:W100MFR/HEAT/3"
    assert marks.complete is True
    found = values(marks)
    assert found["7001", "mark"] == read_back
    assert found["7001", "split/50"] == "26.10"
    assert found.get(("7002", "mark")) is None
    assert found["7002", "irm"] in ("DSQ", "DQ")


def test_a_heat_that_is_still_swum_is_not_called_complete() -> None:
    one = lenex.Swimmer(id="7001", lane="4", family="HANSEN", given="Ida", gender="W", noc="DEN")
    body = lenex.lenex("W100MFR", "HEAT", "3", [one], "Olive Games", finished=False)
    assert not any(m.complete for m in read("lenex", body, "3.lef") if isinstance(m, Marks))


def message(status: str) -> odf.Post:
    sides = [
        odf.Side(code="201", type="A", noc="GRE", bib="1", family="PAPADAKIS", given="Nikos", gender="M",
                 attributes={"WLT": "W", "Result": "10", "ResultType": "POINTS"}),
        odf.Side(code="202", type="A", noc="FRA", bib="2", family="MOREAU", given="Luc", gender="M",
                 attributes={"WLT": "L", "Result": "0", "ResultType": "POINTS"}),
    ]  # fmt: skip
    venue = odf.Venue(competition="OLI31", source="JUDLAB1")
    at = datetime(2031, 6, 8, 10, 0, 0, 123456, tzinfo=UTC)
    return odf.message(venue, "DT_RESULT", FINAL, 3, at, [odf.result(s, n) for n, s in enumerate(sides, 1)], status)


def test_a_result_message_is_read_and_its_header_is_right() -> None:
    sent = message("UNOFFICIAL")
    assert (sent.path, sent.headers["Content-Encoding"]) == ("/v1/odf", "gzip")
    sheet = forms.read("odf", gzip.decompress(sent.body), "odf")
    [marks] = [one for one in sheet.readings if isinstance(one, Marks)]
    assert marks.unit == FINAL
    assert values(marks)["201", "wlt"] == "W"
    said = [one.fact for one in sheet.readings if isinstance(one, Said)]
    assert [fact.status for fact in said if isinstance(fact, StatusSet)] == ["UNOFFICIAL"]


def test_the_same_message_is_the_same_bytes_so_that_a_repeat_is_known() -> None:
    assert message("LIVE") == message("LIVE")
    assert message("LIVE").body != message("OFFICIAL").body


def test_a_team_has_its_name_and_no_athlete() -> None:
    side = odf.Side(code="FBLWTEAM11--NOR01", type="T", noc="NOR", name="Norway")
    row = odf.result(side, 1)
    assert row.find("Competitor/Description").get("TeamName") == "Norway"
    assert row.find("Competitor/Composition") is None


def test_what_a_venue_would_send_says_what_the_standard_wants_of_its_header() -> None:
    problems = validate(gzip.decompress(message("OFFICIAL").body))
    assert [p for p in problems if p.where.startswith("OdfBody/@") and p.severity == "error"] == []
