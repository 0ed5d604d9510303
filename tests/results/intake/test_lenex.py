"""LENEX: heats, lanes, splits and IRMs; and archives and XML that mean harm."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest

from kotinos.results.intake import lenex
from kotinos.results.intake.reading import BadMessage, Broken, Entered, Listed, Marks, Reading

MEET = """<?xml version="1.0" encoding="UTF-8"?>
<LENEX version="3.0">
  <MEETS><MEET name="Open" nation="NOR">
    <SESSIONS><SESSION number="1"><EVENTS>
      <EVENT eventid="10" number="12" round="FIN"><SWIMSTYLE distance="100" relaycount="1" stroke="FREE"/>
        <HEATS><HEAT heatid="501" number="1" status="OFFICIAL"/><HEAT heatid="502" number="2"/></HEATS></EVENT>
      <EVENT eventid="11" number="13" round="TIM"><SWIMSTYLE distance="50" relaycount="4" stroke="FREE"/>
        <HEATS><HEAT heatid="601" number="1"/></HEATS></EVENT>
    </EVENTS></SESSION></SESSIONS>
    <CLUBS><CLUB code="NSC" name="North" nation="NOR">
      <ATHLETES>
        <ATHLETE athleteid="1" firstname="Nora" lastname="Aas" gender="F" birthdate="2000-01-01">
          <RESULTS><RESULT resultid="91" eventid="10" heatid="501" lane="4" swimtime="00:01:01.18" reactiontime="+68">
            <SPLITS><SPLIT distance="50" swimtime="00:00:29.05"/></SPLITS></RESULT></RESULTS></ATHLETE>
        <ATHLETE athleteid="2" firstname="Ida" lastname="Berg" gender="F">
          <RESULTS><RESULT resultid="92" eventid="10" heatid="501" lane="5" swimtime="00:01:00.90" status="DSQ" comment="early"/>
          </RESULTS></ATHLETE>
        <ATHLETE athleteid="3" firstname="Liv" lastname="Dahl" gender="F" nation="SWE">
          <RESULTS><RESULT resultid="93" eventid="10" heatid="502" lane="4" swimtime="00:00:00.00" status="DNS"/></RESULTS></ATHLETE>
        <ATHLETE athleteid="4" firstname="Eva" lastname="Elg" gender="F">
          <RESULTS><RESULT resultid="94" eventid="10" swimtime="00:00:00.00" status="WDR"/></RESULTS></ATHLETE>
      </ATHLETES>
      <RELAYS><RELAY number="1" gender="F" agemin="-1"><RESULTS>
        <RESULT resultid="95" eventid="11" heatid="601" lane="3" swimtime="00:02:01.00"><RELAYPOSITIONS>
          <RELAYPOSITION athleteid="2" number="1"/><RELAYPOSITION athleteid="1" number="2"/></RELAYPOSITIONS></RESULT>
      </RESULTS></RELAY></RELAYS>
    </CLUB></CLUBS>
  </MEET></MEETS>
</LENEX>
"""


def heats(readings: list[Reading]) -> dict[str, Marks]:
    return {r.unit: r for r in readings if isinstance(r, Marks)}


def slots(marks: Marks, who: str) -> dict[str, Any]:
    return {i.slot: i.value for i in marks.items if i.who.id == who}


def read(text: str) -> list[Reading]:
    return lenex.read(text.encode(), "meet.lef")


def zipped(data: bytes, name: str = "meet.lef") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return file.getvalue()


def test_each_heat_is_one_set_of_marks_named_by_event_round_and_heat() -> None:
    assert set(heats(read(MEET))) == {"lenex:12/FIN/1", "lenex:12/FIN/2", "lenex:13/TIM/1"}


def test_a_result_gives_time_reaction_and_splits() -> None:
    final = heats(read(MEET))["lenex:12/FIN/1"]
    assert slots(final, "1") == {"mark": "1:01.18", "t4": 611_800, "irm": None, "reaction": "0.68", "split/50": "29.05"}
    assert final.items[0].who.lane == "4"
    assert final.complete
    assert not heats(read(MEET))["lenex:12/FIN/2"].complete


def test_the_time_of_a_disqualified_swimmer_is_no_mark() -> None:
    assert slots(heats(read(MEET))["lenex:12/FIN/1"], "2") == {
        "mark": None,
        "t4": None,
        "irm": "DSQ",
        "comment": "early",
    }


def test_a_time_of_zero_beside_a_status_is_no_time() -> None:
    assert slots(heats(read(MEET))["lenex:12/FIN/2"], "3") == {"mark": None, "t4": None, "irm": "DNS"}


def test_a_withdrawal_without_a_heat_is_in_no_heat() -> None:
    assert not any(i.who.id == "4" for marks in heats(read(MEET)).values() for i in marks.items)


def test_lanes_of_results_are_a_start_list_only_where_none_is() -> None:
    lists = [r for r in read(MEET) if isinstance(r, Listed)]
    assert all(r.missing_only for r in lists)
    assert [(s.competitor, s.order) for s in lists[0].starts] == [("1", "4"), ("2", "5")]


def test_entries_are_the_start_lists() -> None:
    entries = MEET.replace("RESULTS>", "ENTRIES>").replace("<RESULT ", "<ENTRY ").replace("</RESULT>", "</ENTRY>")
    readings = read(entries)
    assert not heats(readings)
    lists = {r.unit: r for r in readings if isinstance(r, Listed)}
    assert not lists["lenex:12/FIN/1"].missing_only
    assert [s.competitor for s in lists["lenex:13/TIM/1"].starts] == ["RNSC-F1"]


def test_people_are_taken_by_public_name_only_and_relays_with_their_members() -> None:
    entered = next(r for r in read(MEET) if isinstance(r, Entered))
    people = {p.id: p for p in entered.participants}
    assert (people["1"].name, people["1"].print_name, people["1"].noc) == ("Nora AAS", "AAS Nora", "NOR")
    assert people["3"].noc == "SWE"
    assert "2000" not in repr(entered)
    relay = people["RNSC-F1"]
    assert (relay.type, [m.family_name for m in relay.members]) == ("T", ["BERG", "AAS"])


def test_the_zipped_meet_says_the_same() -> None:
    assert lenex.read(zipped(MEET.encode()), "meet.lxf") == read(MEET)


@pytest.mark.parametrize(
    ("old", "new", "where", "what"),
    [
        ("00:01:01.18", "00:99:99.18", "RESULT competitor=1 resultid=91, swimtime", "99"),
        ("00:01:01.18", "8.12 m", "RESULT competitor=1 resultid=91, swimtime", "8.12 m"),
        ('swimtime="00:00:29.05"', 'swimtime="00:01:29.05"', "RESULT competitor=1 resultid=91, split 50", "at 50 m"),
        ("+68", "quick", "RESULT competitor=1 resultid=91, reactiontime", "quick"),
        ('status="DSQ"', 'status="GONE"', "RESULT competitor=2 resultid=92, status", "GONE"),
        ('heatid="501" lane="5"', 'heatid="501" lane="4"', "RESULT competitor=2 resultid=92, lane", "is 1's already"),
        ('heatid="501" lane="5"', 'heatid="999" lane="5"', "RESULT competitor=2 resultid=92", "in no event"),
        ('lastname="Berg"', "", "ATHLETE id=2", "without a last name"),
    ],
)
def test_a_bad_result_is_named_with_its_line_and_the_others_stand(old: str, new: str, where: str, what: str) -> None:
    assert old in MEET
    readings = read(MEET.replace(old, new, 1))
    (broken,) = [r for r in readings if isinstance(r, Broken)]
    assert where in broken.where
    assert broken.where.startswith("line ")
    assert what in broken.what
    assert broken.right
    assert slots(heats(readings)["lenex:12/FIN/2"], "3")["irm"] == "DNS"


def test_every_cut_of_a_meet_is_refused() -> None:
    message = MEET.rstrip().encode()
    for end in range(len(message)):
        with pytest.raises(BadMessage) as bad:
            lenex.read(message[:end])
        assert bad.value.where


def test_every_cut_of_an_archive_is_refused() -> None:
    message = zipped(MEET.encode())
    for end in range(len(message)):
        with pytest.raises(BadMessage) as bad:
            lenex.read(message[:end])
        assert bad.value.where


def test_an_archive_with_a_flipped_bit_is_refused_or_says_the_same() -> None:
    message = zipped(MEET.encode())
    for at in range(len(message)):
        flipped = bytearray(message)
        flipped[at] ^= 0x10
        try:
            assert lenex.read(bytes(flipped)) == read(MEET)
        except BadMessage as bad:
            assert bad.where


@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE LENEX [<!ENTITY secret SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE LENEX [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE LENEX SYSTEM "http://127.0.0.1:9/x.dtd">',
    ],
)
def test_a_document_type_is_refused_so_no_entity_is_ever_read(declared: str) -> None:
    text = MEET.replace("<LENEX", f"{declared}<LENEX").replace("Nora", "&secret;" if "secret" in declared else "Nora")
    with pytest.raises(BadMessage) as bad:
        read(text)
    assert "document type" in bad.value.what or "not well-formed" in bad.value.what


def test_an_archive_that_unpacks_to_more_than_a_meet_is_refused() -> None:
    bomb = zipped(b"<LENEX>" + b" " * (lenex.LIMIT + 10))
    assert len(bomb) < 100_000
    with pytest.raises(BadMessage, match="when unpacked"):
        lenex.read(bomb)


def test_an_archive_that_lies_about_its_size_is_refused() -> None:
    bomb = zipped(b" " * 1_000_000)
    lie = bomb.replace((1_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert lie != bomb
    with pytest.raises(BadMessage):
        lenex.read(lie)


def test_an_archive_must_hold_one_meet() -> None:
    with pytest.raises(BadMessage, match=r"0 \.lef files"):
        lenex.read(zipped(MEET.encode(), "notes.txt"))


def test_a_record_list_is_no_result() -> None:
    with pytest.raises(BadMessage, match="no meet"):
        read('<LENEX version="3.0"><RECORDLISTS/></LENEX>')


@pytest.mark.reference
@pytest.mark.parametrize("ending", ["lef", "lxf"])
def test_a_real_championship_says_what_the_published_results_say(reference: Path, ending: str) -> None:
    message = (reference / "devices" / "lenex" / f"example-results.{ending}").read_bytes()
    readings = lenex.read(message)
    assert not [r for r in readings if isinstance(r, Broken)]
    swum: dict[tuple[str, str], dict[str, Any]] = {}
    for marks in (r for r in readings if isinstance(r, Marks)):
        heat = marks.where.partition("heatid=")[2]
        for item in marks.items:
            swum.setdefault((heat, item.who.lane), {})[item.slot] = item.value
    lines = (reference / "ranked_units" / "lenex_swim_meets.jsonl").read_text().splitlines()
    compared = 0
    for entry in (e for line in lines for e in json.loads(line)["entries"]):
        raw = entry["raw"]
        if not raw.get("lane"):
            assert entry["irm"] == "WDR"
            continue
        got = swum[raw["heatid"], raw["lane"]]
        assert (got["t4"], got["irm"]) == (raw.get("t4"), entry["irm"])
        if "splits" in raw:
            assert len([s for s in got if s.startswith("split/")]) == len(raw["splits"])
        compared += 1
    assert compared > 850


@pytest.mark.reference
def test_real_entries_give_a_start_list_for_each_of_97_heats(reference: Path) -> None:
    folder = reference / "devices" / "lenex"
    readings = lenex.read((folder / "example-entries.lxf").read_bytes())
    assert sum(isinstance(r, Listed) for r in readings) == 97
    in_heats = re.findall(r"<ENTRY [^>]*heatid=", (folder / "example-entries.lef").read_text())
    assert sum(len(r.starts) for r in readings if isinstance(r, Listed)) == len(in_heats)
