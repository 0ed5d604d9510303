"""Tables: columns, lines that are refused while the others are taken, and tables that were cut off."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotinos.results.intake import csvfile
from kotinos.results.intake.reading import BadMessage, Broken, Marks, Reading
from tests.results.intake.intake_venue import HEAT, message, shown, venue

TABLE = f"""unit;bib;lane;name;time;irm;reaction;# remark
{HEAT};1001;4;"Okeke; Amara";22.91;;0.148;new shoes
{HEAT};1002;6;Ebba Lindqvist;23.05;;;
{HEAT};1003;;Élise Moreau;;DNF;;
"""


def read(text: str) -> list[Reading]:
    return csvfile.read(text.encode())


def slots(readings: list[Reading], bib: str) -> dict[str, Any]:
    marks = [r for r in readings if isinstance(r, Marks)]
    return {i.slot: i.value for m in marks for i in m.items if i.who.bib == bib}


def broken(readings: list[Reading]) -> list[tuple[str, str]]:
    return [(r.where, r.what) for r in readings if isinstance(r, Broken)]


def test_each_line_gives_the_values_of_one_competitor() -> None:
    readings = read(TABLE)
    assert slots(readings, "1001") == {"mark": "22.91", "t4": 229_100, "reaction": "0.148"}
    assert slots(readings, "1003") == {"irm": "DNF"}
    (marks,) = readings
    assert isinstance(marks, Marks)
    assert marks.items[0].who.name == "Okeke; Amara"
    assert not marks.whole


@pytest.mark.parametrize("delimiter", [",", "\t"])
def test_other_delimiters_say_the_same(delimiter: str) -> None:
    other = TABLE.replace('"Okeke; Amara"', "Okeke Amara").replace(";", delimiter)
    assert [i.value for r in read(other) if isinstance(r, Marks) for i in r.items] == [
        i.value for r in read(TABLE) if isinstance(r, Marks) for i in r.items
    ]


def test_a_byte_order_mark_and_windows_line_ends_say_the_same() -> None:
    assert csvfile.read(b"\xef\xbb\xbf" + TABLE.replace("\n", "\r\n").encode()) == read(TABLE)


def test_attempts_heights_splits_and_periods_have_numbered_columns() -> None:
    table = f"unit,id,attempt 1,wind 1,attempt 2,Height 2.10,split 50,period h1\n{HEAT},7,8.12,+0.4,x,XO,24.1,3\n"
    (marks,) = read(table)
    assert isinstance(marks, Marks)
    assert {i.slot: i.value for i in marks.items} == {
        "attempt/1": {"mark": "8.12", "wind": "+0.4"},
        "attempt/2": {"mark": "x"},
        "height/2.10": "XO",
        "split/50": "24.1",
        "period/H1": "3",
    }


def test_an_empty_field_says_nothing_and_a_tilde_takes_the_value_back() -> None:
    assert slots(read(f"unit,bib,time,irm\n{HEAT},1001,~,\n"), "1001") == {"t4": None, "mark": None}


@pytest.mark.parametrize(
    ("line", "where", "what"),
    [
        (f"{HEAT};1004;5;Yui;99:99;;;", "line 5, time", "99"),
        (f"{HEAT};1004;5;Yui;8.12m;;;", "line 5, time", "8.12m"),
        (f"{HEAT};1004;5;Yui", "line 5", "4 fields"),
        (f"{HEAT};;;Yui;22.9;;;", "line 5", "names nobody"),
        (";1004;5;Yui;22.9;;;", "line 5, unit", "no unit"),
        (f'{HEAT};1004;5;"Yui;22.9;;;', "line 5", "quotes"),
    ],
)
def test_a_bad_line_is_named_and_the_others_are_taken(line: str, where: str, what: str) -> None:
    readings = read(f"{TABLE}{line}\n")
    ((spot, said),) = broken(readings)
    assert spot == where
    assert what in said
    assert slots(readings, "1002")["t4"] == 230_500


@pytest.mark.parametrize(
    ("header", "what"),
    [
        ("unit;bib;atempt 1", "'atempt 1', is not known"),
        ("bib;time", "columns bib, time"),
        ("unit;time", "columns unit, time"),
        ("unit;bib;time;time", "'time' stands twice"),
    ],
)
def test_a_header_that_is_not_understood_refuses_the_table(header: str, what: str) -> None:
    with pytest.raises(BadMessage) as bad:
        read(f"{header}\n{HEAT};1;2;3\n")
    assert what in bad.value.what
    assert bad.value.where == "line 1"


def test_a_wind_without_its_attempt_is_refused() -> None:
    assert broken(read(f"unit,bib,attempt 1,wind 2\n{HEAT},1,8.1,+0.3\n")) == [
        ("line 2, wind/2", "a wind without its attempt")
    ]


def test_a_table_in_another_encoding_is_refused_with_its_line() -> None:
    with pytest.raises(BadMessage, match="not utf-8") as bad:
        csvfile.read(TABLE.encode("cp1252"))
    assert bad.value.where == "line 4"
    assert slots(csvfile.read(TABLE.encode("cp1252"), encoding="cp1252"), "1003") == {"irm": "DNF"}


def test_a_table_cut_at_any_byte_gives_only_whole_lines() -> None:
    whole = TABLE.encode()
    all_items = {repr(i) for r in read(TABLE) if isinstance(r, Marks) for i in r.items}
    for end in range(len(whole)):
        try:
            readings = csvfile.read(whole[:end])
        except BadMessage as bad:
            assert bad.where
            continue
        assert {repr(i) for r in readings if isinstance(r, Marks) for i in r.items} <= all_items
        if whole[end - 1 : end] != b"\n":
            assert broken(readings)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    try:
        csvfile.read(b"unit,bib,time\n" + body)
    except BadMessage as bad:
        assert bad.where


async def test_a_corrected_table_sent_again_changes_what_it_says(tmp_path: Path) -> None:
    desk, rules = await venue(tmp_path)
    report = await desk.take(message(f"{TABLE}{HEAT};999;;;22.0;;;\n".encode(), 1, "csv", name="r.csv"))
    assert [f.where for f in report.refused] == ["line 5"]
    assert shown(rules.games)["71002"] == {"mark": "23.05", "t4": 230_500}
    await desk.take(message(TABLE.replace("23.05", "23.06").encode(), 2, "csv", name="r.csv"))
    assert shown(rules.games)["71002"]["mark"] == "23.06"
