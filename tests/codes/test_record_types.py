"""Types of record: each discipline's own, and the area that each is for."""

from __future__ import annotations

import pytest

from kotinos.codes import disciplines, nocs, record_types, statuses, table


def test_every_type_of_the_code_tables_says_whose_it_is() -> None:
    named = {code.code for code in (*statuses.of("record"), *statuses.of("best"))}
    assert {row.code for row in table.rows("record_types", record_types.RecordType)} == named


def test_the_types_of_a_discipline_end_with_the_nations_and_the_athletes_own() -> None:
    assert record_types.of("ATH") == ("WR", "OR", "WU20R", "AF", "AS", "ER", "NA", "OC", "SA", "NR", "PB", "SB")
    assert record_types.of("SHO") == ("WR", "OR", "QWR", "QOR", "NR", "PB", "SB")
    assert record_types.of("JUD") == ()
    assert record_types.of("XXX") == ()


def test_every_type_has_a_name_in_both_languages() -> None:
    for discipline in disciplines.all():
        for code in record_types.of(discipline.code):
            text = record_types.text(code)
            assert text["en"] not in ("", code)
            assert text["fr"] not in ("", code)


def test_every_committee_belongs_to_one_continent() -> None:
    count = {area: sum(n.area == area and n.kind == "current" for n in nocs.all()) for area in ("AF", "EU", "AS", "OC")}
    # Members of the continental associations: ANOCA, EOC, OCA, ONOC; Panam Sports has 41, of which athletics makes two areas.
    assert count == {"AF": 54, "EU": 50, "AS": 44, "OC": 17}
    assert sum(n.area in ("NA", "SA") and n.kind == "current" for n in nocs.all()) == 41


@pytest.mark.parametrize(
    ("code", "noc", "open_"),
    [
        ("AS", "JPN", True),
        ("AS", "TUR", False),
        ("ER", "TUR", True),
        ("ER", "ISR", True),
        ("AS", "KAZ", True),
        ("OC", "GUM", True),
        ("AM", "BRA", True),
        ("AM", "JAM", True),
        ("NA", "BRA", False),
        ("SA", "GUY", True),
        ("AF", "EOR", False),
        ("ER", "AIN", False),
        ("WR", "EOR", True),
        ("NR", "", False),
        ("WJ", "USA", False),
    ],
)
def test_a_record_of_an_area_is_open_to_it_alone(code: str, noc: str, open_: bool) -> None:
    assert record_types.open_to(code, noc) is open_
