"""FinishLynx lynx.evt: start lists for the camera, and files that only have its name."""

from __future__ import annotations

from pathlib import Path

import pytest

from kotinos.results.intake import lynx_starts
from kotinos.results.intake.reading import BadMessage, Broken, Listed, Reading
from tests.results.intake.intake_venue import HEAT, OTHER, message, venue

MEET = """33,Heat,2,Women 200 m,,,,,,200
,1001,4,Okeke,Amara,North
,1002,6,Lindqvist,Ebba,South

33,Heat,3,Women 4x100 m,,,,,,400
,,3,North,,NOR A,,,,,,,,38076
"""


def read(text: str) -> list[Reading]:
    return lynx_starts.read(text.encode())


def lists(readings: list[Reading]) -> dict[str, list[tuple[str, str]]]:
    return {r.unit: [(s.competitor, s.order) for s in r.starts] for r in readings if isinstance(r, Listed)}


def test_each_heat_is_a_start_list_and_a_relay_is_named_by_its_licence() -> None:
    assert lists(read(MEET)) == {
        "lynx:33/Heat/2": [("1001", "4"), ("1002", "6")],
        "lynx:33/Heat/3": [("38076", "3")],
    }


@pytest.mark.parametrize(
    ("old", "new", "where", "what"),
    [
        (",1002,6,", ",1001,6,", "line 3", "competitor 1001 stands at line 2"),
        (",1002,6,", ",1002,4,", "line 3", "lane 4 stands at line 2"),
        (",1002,6,", ",1002,six,", "line 3, lane", "lane 'six'"),
        (",1002,6,Lindqvist,Ebba,South", ",,6,Lindqvist,Ebba,South", "line 3", "without an id"),
    ],
)
def test_a_bad_line_refuses_its_heat_and_no_other(old: str, new: str, where: str, what: str) -> None:
    readings = read(MEET.replace(old, new))
    (broken,) = [r for r in readings if isinstance(r, Broken)]
    assert broken.where == where
    assert what in broken.what
    assert set(lists(readings)) == {"lynx:33/Heat/3"}


def test_a_file_cut_at_any_byte_gives_no_competitor_who_is_not_in_it() -> None:
    whole = MEET.encode()
    everybody = {start for starts in lists(read(MEET)).values() for start in starts}
    for end in range(len(whole)):
        try:
            readings = lynx_starts.read(whole[:end])
        except BadMessage as bad:
            assert bad.where
        else:
            assert whole[end - 1 : end] == b"\n"
            assert {start for starts in lists(readings).values() for start in starts} <= everybody


async def test_bibs_become_competitors_and_a_stranger_is_named(tmp_path: Path) -> None:
    desk, rules = await venue(tmp_path)
    report = await desk.take(message(MEET.encode(), 1, "evt", name="lynx.evt"))
    assert [f.where for f in report.refused] == ["line 5"]
    assert [(s.competitor, s.order, s.bib) for s in rules.games.units[HEAT].starts] == [
        ("71001", "4", "1001"),
        ("71002", "6", "1002"),
    ]
    assert rules.games.units[OTHER].starts == ()


@pytest.mark.reference
def test_real_files_are_read_and_a_printed_list_of_that_name_is_refused(reference: Path) -> None:
    folder = reference / "devices" / "lynx"
    relays = lists(lynx_starts.read((folder / "relay_mixed_teams.evt").read_bytes()))
    assert len(relays) == 5
    assert relays["lynx:11/1/1"] == [("38076", "1"), ("38077", "2"), ("71635", "3"), ("71636", "4")]
    with pytest.raises(BadMessage) as bad:
        lynx_starts.read((folder / "lynx.evt").read_bytes())
    assert bad.value.where == "line 1"
