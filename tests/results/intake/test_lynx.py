"""FinishLynx .lif: what is read, what is refused, and where."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotinos.results.facts import Observation
from kotinos.results.intake import lynx
from kotinos.results.intake.reading import BadMessage, Marks

HEAT = (
    "033,Heat,2,Women 200 m,-0.4,m/s,,,,200,10:41:45.1345\n"
    "1,1001,4,Okeke,Amara,North Club,22.91,,22.91,0.148,,10:41:45.13,,,,22.91,22.91\n"
    "2,1002,6,Lindqvist,Ebba,South Club,23.05,,0.14,0.171,,10:41:45.13,,,,0.14,0.14\n"
    "DNF,1003,3,Moreau,Élise,East Club,,,,0.166,,10:41:45.13,,,,,\n"
    "DQ,1004,5,Tanaka,Yui,West Club,,,,-0.021,,10:41:45.13,,,,,\n"
    ",1005,7,Novak,Petra,Lake Club,,,,,,10:41:45.13,,,,,\n"
)


def read(text: str, encoding: str = "utf-8", told: str = "") -> Marks:
    (reading,) = lynx.read(text.encode(encoding), "033-2-01.lif", told)
    assert isinstance(reading, Marks)
    return reading


def slots(marks: Marks, bib: str) -> dict[str, object]:
    return {item.slot: item.value for item in marks.items if item.who.bib == bib}


def test_a_heat_gives_marks_places_reactions_and_wind() -> None:
    marks = read(HEAT)
    assert slots(marks, "1001") == {"mark": "22.91", "t4": 229_100, "place": 1, "irm": None, "reaction": "0.148"}
    assert slots(marks, "1002")["t4"] == 230_500
    assert marks.facts == {"wind": "-0.4"}
    assert marks.whole


def test_a_word_in_the_place_column_is_an_irm_and_takes_the_mark_back() -> None:
    marks = read(HEAT)
    assert slots(marks, "1003") == {"mark": None, "t4": None, "place": None, "irm": "DNF", "reaction": "0.166"}
    assert slots(marks, "1004")["irm"] == "DSQ"


def test_a_row_without_place_and_time_is_not_yet_read_and_no_irm() -> None:
    assert slots(read(HEAT), "1005") == {"mark": None, "t4": None, "place": None, "irm": None}


def test_a_time_beside_an_irm_is_not_a_mark() -> None:
    text = HEAT.replace("DQ,1004,5,Tanaka,Yui,West Club,,", "DQ,1004,5,Tanaka,Yui,West Club,22.95,")
    assert slots(read(text), "1004") == {"mark": None, "t4": None, "place": None, "irm": "DSQ", "reaction": "-0.021"}


def test_competitors_are_named_by_number_lane_and_name() -> None:
    who = read(HEAT).items[0].who
    assert (who.id, who.bib, who.lane, who.name) == ("", "1001", "4", "Amara Okeke")


def test_lane_0_is_no_lane() -> None:
    assert read(HEAT.replace("1,1001,4,", "1,1001,0,")).items[0].who.lane == ""


def test_leading_zeros_of_numbers_do_not_count_in_the_device_name_and_words_stay() -> None:
    assert read(HEAT).unit == "lynx:33/Heat/2"
    assert read(HEAT.replace("033,Heat,2", "000,Heat 1,01")).unit == "lynx:0/Heat 1/1"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_the_same_heat_in_any_encoding_gives_the_same_values(encoding: str) -> None:
    assert read(HEAT, encoding) == read(HEAT)
    assert {item.who.name for item in read(HEAT, encoding).items} >= {"Élise Moreau"}


def test_windows_line_ends_give_the_same_values() -> None:
    assert read(HEAT.replace("\n", "\r\n")) == read(HEAT)


def test_a_device_set_to_utf_8_that_sends_something_else_is_refused_with_the_line() -> None:
    with pytest.raises(BadMessage, match="not utf-8") as bad:
        read(HEAT, "cp1252", told="utf-8")
    assert bad.value.where == "line 4"


def test_a_byte_order_mark_that_contradicts_the_setting_is_refused() -> None:
    with pytest.raises(BadMessage, match="byte order mark says utf-16-le") as bad:
        read(HEAT, "utf-16", told="cp1252")
    assert bad.value.right == "cp1252, as this device is set to"


def test_a_byte_that_no_encoding_has_is_refused_with_its_place() -> None:
    message = HEAT.encode("cp1252").replace(b"Tanaka", b"Tan\x81ka")
    with pytest.raises(BadMessage, match=r"\(81 6b 61 2c\) is not cp1252") as bad:
        lynx.read(message)
    assert bad.value.where == "line 5"


def test_utf_8_with_a_damaged_byte_is_not_taken_for_a_windows_code_page() -> None:
    message = HEAT.encode().replace(b"Tanaka", b"T\xe4naka")
    with pytest.raises(BadMessage, match="neither wholly UTF-8 nor") as bad:
        lynx.read(message)
    assert bad.value.where == "line 5"


def test_splits_are_numbered_and_checked() -> None:
    row = "1,7,1,A,B,C,2:01.50,,2:01.50,,59.70 (59.70) 2:01.50 (1:01.80),10:00:00.00\n"
    marks = read("1,1,1,800 m,,,,,,800,10:00:00.0000\n" + row)
    assert {k: v for k, v in slots(marks, "7").items() if k.startswith("split")} == {
        "split/1": "59.70",
        "split/2": "2:01.50",
    }


@pytest.mark.parametrize(
    ("splits", "what"),
    [("59.70 (59.70) 58.00 (1.70)", "not after"), ("59.70 (59.70) 2:01.50 (1:11.80)", "does not lead")],
)
def test_splits_that_contradict_each_other_are_refused(splits: str, what: str) -> None:
    row = f"1,7,1,A,B,C,2:01.50,,2:01.50,,{splits},10:00:00.00\n"
    with pytest.raises(BadMessage, match=what) as bad:
        read("1,1,1,800 m,,,,,,800,10:00:00.0000\n" + row)
    assert bad.value.where == "line 2, split 2"


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("22.91,,22.91,0.148", "99:99,,22.91,0.148", "line 2, time"),
        ("22.91,,22.91,0.148", "1:75.20,,22.91,0.148", "line 2, time"),
        ("22.91,,22.91,0.148", "-22.91,,22.91,0.148", "line 2, time"),
        ("22.91,,22.91,0.148", "8.12m,,22.91,0.148", "line 2, time"),
        ("22.91,,22.91,0.148", "0.00,,22.91,0.148", "line 2, time"),
        ("22.91,,22.91,0.148", "22.91001,,22.91,0.148", "line 2, time"),
        ("22.91,,22.91,0.148", "٢٢.٩١,,22.91,0.148", "line 2, time"),
        ("22.91,,22.91,0.148", ",,22.91,0.148", "line 2, time"),
        ("22.91,,22.91,0.148", "22.91,,22.91,fast", "line 2, reaction time"),
        ("DNF,1003", "OUT,1003", "line 4, place"),
        ("DNF,1003", "0,1003", "line 4, place"),
        ("1,1001,4,", ",1001,4,", "line 2, place"),
        ("2,1002,6,", "2,1001,6,", "line 3"),
        ("2,1002,6,", "2,,,", "line 3"),
        ("2,1002,6,Lindqvist,Ebba,South Club,23.05,,0.14,0.171,,10:41:45.13,,,,0.14,0.14", "2,1002", "line 3"),
        ("-0.4,m/s", "-44,m/s", "line 1, wind"),
        ("-0.4,m/s", "still,m/s", "line 1, wind"),
        ("-0.4,m/s", "-0.4,mph", "line 1, wind unit"),
        ("033,Heat,2,", "033,,2,", "line 1"),
        ("Okeke", "Ok\x00eke", "line 2"),
    ],
)
def test_what_cannot_be_is_refused_with_its_place_and_what_would_be_right(old: str, new: str, where: str) -> None:
    assert old in HEAT
    with pytest.raises(BadMessage) as bad:
        read(HEAT.replace(old, new))
    assert bad.value.where == where
    assert bad.value.right


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_a_file_cut_at_any_byte_is_refused_or_gives_only_whole_rows(encoding: str) -> None:
    whole = HEAT.encode(encoding)
    rows = set(read(HEAT).items)
    for end in range(len(whole)):
        try:
            (reading,) = lynx.read(whole[:end], encoding="" if encoding != "cp1252" else encoding)
        except BadMessage as bad:
            assert bad.where
            assert bad.right
        else:
            assert isinstance(reading, Marks)
            assert set(reading.items) <= rows
            assert whole[:end].decode(encoding).endswith("\n")


@given(st.integers(0, len(HEAT.encode()) - 1), st.integers(0, 7))
def test_a_flipped_bit_never_does_more_than_refuse_or_change_one_row(at: int, bit: int) -> None:
    message = bytearray(HEAT.encode())
    message[at] ^= 1 << bit
    try:
        (reading,) = lynx.read(bytes(message))
    except BadMessage as bad:
        assert bad.where
    else:
        assert isinstance(reading, Marks)
        untouched = HEAT.encode()[:at].count(b"\n") + 1
        before = rows_by_line(read(HEAT))
        after = rows_by_line(reading)
        assert {n: r for n, r in after.items() if n != untouched} == {
            n: r for n, r in before.items() if n != untouched
        } or (
            # A line break made of another byte, or lost, moves the rows behind it.
            len(after) != len(before) or b"\n" in (message[at : at + 1], HEAT.encode()[at : at + 1])
        )


def rows_by_line(marks: Marks) -> dict[int, list[Observation]]:
    rows: dict[int, list[Observation]] = {}
    for spot, item in zip(marks.spots, marks.items, strict=True):
        rows.setdefault(int(spot.removeprefix("line ")), []).append(item)
    return rows


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(message: bytes) -> None:
    try:
        lynx.read(message)
    except BadMessage as bad:
        assert bad.where


@pytest.mark.reference
def test_every_real_file_says_what_the_published_result_says(reference: Path) -> None:
    lines = (reference / "ranked_units" / "finishlynx_lif_wakaama.jsonl").read_text().splitlines()
    units = {unit["id"].partition("/")[2]: unit for unit in map(json.loads, lines)}
    files = sorted((reference / "devices" / "lynx").glob("*.lif"))
    assert len(files) == 50
    for file in files:
        (reading,) = lynx.read(file.read_bytes(), file.name)
        assert isinstance(reading, Marks)
        entries = units[file.stem.replace(" ", "_")]["entries"]
        got = {
            item.who.bib: {i.slot: i.value for i in reading.items if i.who == item.who} | {"lane": item.who.lane}
            for item in reading.items
        }
        assert got == {
            e["id"]: {
                "mark": e["raw"].get("mark"),
                "t4": e["raw"].get("t4"),
                "place": e["official_rank"],
                # The published list has a word of its own for a competitor without a reading.
                "irm": None if e["irm"] == "NO_TIME" else e["irm"],
                "lane": e["lane"],
            }
            for e in entries
        }, file.name


@pytest.mark.reference
def test_every_real_file_cut_anywhere_is_refused_or_gives_only_whole_rows(reference: Path) -> None:
    for file in sorted((reference / "devices" / "lynx").glob("*.lif"))[::12]:
        message = file.read_bytes()
        (whole,) = lynx.read(message)
        assert isinstance(whole, Marks)
        ends = {m.end() for m in re.finditer(rb"\n", message)}
        for end in range(len(message)):
            try:
                (reading,) = lynx.read(message[:end])
            except BadMessage as bad:
                assert bad.where
            else:
                assert isinstance(reading, Marks)
                assert end in ends
                assert set(reading.items) <= set(whole.items)
