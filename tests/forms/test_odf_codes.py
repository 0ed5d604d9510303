"""Every code of the table is sent from its slot or fact, in its place, and makes a valid message."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from msgspec.structs import replace

from kotinos.codes import disciplines, odf_codes
from kotinos.codes.odf_codes import OdfCode
from kotinos.codes.rsc import Rsc
from kotinos.forms.odf import form, validate
from kotinos.results.documents import CompetitorRef, Document, MemberRef, Period, ResultBody, ResultRow, UnitLine
from kotinos.results.intake import odf
from kotinos.results.intake.reading import Marks
from tests.forms.invented import FEED

SUMMER = [one.code for one in disciplines.all() if one.programme == "summer"]
WINTER = [one.code for one in disciplines.all() if one.programme == "winter"]
PLAIN = {"BOB", "LUG", "SKN", "SMT", "STK"}
"""Races against the clock or each other, of which nothing is said beside splits, places and marks."""
VALUES = {"made": "6/8", "percent": "6/8", "flag": "Y", "list": "9 10", "signed": "+1.5", "mark": "12.34"}
MEMBER = "8800001"


def sheet(discipline: str, *, parts: dict[str, str], facts: dict[str, object], team: bool) -> Document:
    """A live unit of two, of whom the first has ``parts``."""
    rsc = Rsc.of(discipline, "X", "OPEN", "QFNL", "000100")
    members = (MemberRef(id=MEMBER, name="Una", family_name="Una", order=1),) if team else ()
    kind = "T" if team else "A"
    who = [
        CompetitorRef(id=f"990000{n}", type=kind, noc=noc, name="Neverland", members=members if n == 1 else ())
        for n, noc in ((1, "NOR"), (2, "FRA"))
    ]
    rows = tuple(
        ResultRow(sort_order=n, start_sort=n, competitor=one, parts=parts if n == 1 else {})
        for n, one in enumerate(who, 1)
    )
    body = ResultBody(
        unit=UnitLine(rsc=rsc, name={"en": "Quarter-final"}),
        event_name={"en": "Open"},
        rows=rows,
        periods=(Period(code="TOT", home="1", away="0"),),
        facts=facts,
    )
    return Document(type="DT_RESULT", rsc=rsc, version=1, step=1, at="2024-08-04T18:00:00Z", body=body, status="LIVE")


def cases() -> Iterator[tuple[str, OdfCode]]:
    """Every code that is no one's computation, with each of its disciplines."""
    for discipline in (*SUMMER, *WINTER):
        for code in odf_codes.of(discipline):
            if code.form != "computed" and code.slot:
                yield discipline, code


def slot_with(code: OdfCode, words: tuple[str, ...]) -> str:
    """The slot with its free words filled in."""
    return "/".join([code.stem, *words])


def said(discipline: str, code: OdfCode, words: tuple[str, ...]) -> tuple[dict[str, str], dict[str, object], bytes]:
    """The slots and facts of ``code`` alone, and the message that says them."""
    slot, value = slot_with(code, words), VALUES.get(code.form, "7")
    of_unit = code.where in (*odf_codes.INFOS, *odf_codes.PERIODS)
    of_member = code.where.startswith("A.") and code.pos != "member"
    parts = {} if of_unit else {f"player/{MEMBER}/{slot}" if of_member else slot: value}
    facts: dict[str, object] = {slot: value} if of_unit else {}
    team = code.where.startswith("A.") or code.where == "ST"
    (message,) = form(sheet(discipline, parts=parts, facts=facts, team=team), FEED)
    assert validate(message.xml) == []
    return parts, facts, message.xml


def words_for(code: OdfCode) -> tuple[str, ...]:
    """``1``, ``2`` … for the free words of a slot."""
    return tuple(str(n) for n in range(1, code.stars + 1))


@pytest.mark.parametrize("discipline", (*SUMMER, *WINTER))
def test_every_slot_makes_a_valid_message_with_its_code_and_position(discipline: str) -> None:
    for one, code in cases():
        if one != discipline:
            continue
        words = words_for(code)
        type_ = code.where.removeprefix("A.")
        found = etree.fromstring(said(discipline, code, words)[2]).findall(
            f".//*[@Type='{type_}'][@Code='{code.element}']"
        )
        assert found, f"{discipline} {code.slot}"
        if code.part:
            assert [part.get("Code") for part in found[0]] == [code.part]
        else:
            assert found[0].get(code.attribute), code.slot
        if code.pos.startswith("*"):
            assert found[0].get("Pos") == words[-1]
        elif code.form != "list":
            assert (found[0].get("Pos") or "") == code.pos.replace("member", "")


def test_every_discipline_has_codes_of_its_own_but_for_plain_races() -> None:
    for discipline in (*SUMMER, *WINTER):
        if discipline in PLAIN:
            continue
        own = [code for code in odf_codes.of(discipline) if code.disciplines != odf_codes.EVERY_DISCIPLINE]
        assert own, discipline


@pytest.mark.parametrize("discipline", (*SUMMER, *WINTER))
def test_a_slot_is_read_back_from_the_code_that_it_is_sent_as(discipline: str) -> None:
    for one, code in cases():
        if one != discipline or code.form == "list":
            continue
        words = words_for(code)
        slot = slot_with(code, words)
        (place,) = [p for p in odf_codes.places(discipline, [code.where], slot) if p.code == code]
        period = words[0] if code.where in odf_codes.PERIODS else ""
        pos = words[-1] if code.pos == "member" else place.pos
        assert odf_codes.slot_of(code, pos, period) == slot


@st.composite
def recorded(draw: st.DrawFn) -> tuple[str, dict[str, str], dict[str, object]]:
    """A discipline with any of its slots and facts, of whatever text somebody may have typed."""
    discipline = draw(st.sampled_from((*SUMMER, *WINTER)))
    codes = [code for code in odf_codes.of(discipline) if code.form != "computed" and code.slot]
    typed = st.one_of(st.text(max_size=12), st.sampled_from(("6/8", "/8", "0/0", "Y", "-", "10 9 X", "1:02.11", "007")))
    word = st.sampled_from(("", "1", "2", "TOT", "H1", "J1", "G", MEMBER))
    parts: dict[str, str] = {}
    facts: dict[str, object] = {}
    for code in draw(st.lists(st.sampled_from(codes), max_size=12)) if codes else ():
        slot = slot_with(code, tuple(draw(word) for _ in range(code.stars - draw(st.integers(0, min(1, code.stars))))))
        if code.where in (*odf_codes.INFOS, *odf_codes.PERIODS):
            facts[slot] = draw(typed)
        else:
            parts[draw(st.sampled_from(("", f"player/{MEMBER}/"))) + slot] = draw(typed)
    return discipline, parts, facts


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(recorded(), st.booleans())
def test_whatever_was_recorded_makes_a_valid_message(
    made: tuple[str, dict[str, str], dict[str, object]], team: bool
) -> None:
    discipline, parts, facts = made
    for message in form(sheet(discipline, parts=parts, facts=facts, team=team), FEED):
        assert validate(message.xml) == []


@pytest.mark.parametrize("discipline", (*SUMMER, *WINTER))
def test_a_message_that_is_read_again_gives_the_slots_and_facts_it_was_made_of(discipline: str) -> None:
    for one, code in cases():
        if one != discipline:
            continue
        parts, facts, xml = said(discipline, code, words_for(code))
        (marks,) = (reading for reading in odf.read(xml).readings if isinstance(reading, Marks))
        read = {item.slot: item.value for item in marks.items if item.who.id == "9900001"}
        assert {slot: value for slot, value in read.items() if not slot.startswith("period/")} == parts
        assert marks.facts == facts


def test_a_slot_without_its_last_word_is_the_total() -> None:
    (place,) = odf_codes.places("FBL", ["ST"], "stat/crn")
    assert (place.code.element, place.pos) == ("CRN", "TOT")
    assert odf_codes.slot_of(place.code, "TOT") == "stat/crn"


def test_shots_are_made_of_attempts_with_their_percentage() -> None:
    parts = {"stat/fg/Q1": "2/3", "stat/fg": "11/24", "stat/reb": "9", "stat/reb_offensive": "4"}
    (message,) = form(sheet("BKB", parts=parts, facts={}, team=True), FEED)
    items = etree.fromstring(message.xml).findall(".//StatsItem")
    shown = [tuple(item.get(name) for name in ("Code", "Pos", "Value", "Attempt", "Percent")) for item in items]
    assert shown == [
        ("FG", "Q1", "2", "3", "67"),
        ("FG", "TOT", "11", "24", "46"),
        ("REB", "TOT", "9", None, None),
    ]
    assert [(part.get("Code"), part.get("Value")) for part in items[2]] == [("OR", "4")]


def test_nothing_live_is_said_once_the_match_is_over() -> None:
    document = sheet("VBV", parts={}, facts={"match_point": "H", "duration_playing": "41"}, team=True)
    live, over = (
        {info.get("Code") for info in etree.fromstring(form(one, FEED)[0].xml).iter("ExtendedInfo")}
        for one in (document, _with_status(document, "OFFICIAL"))
    )
    assert live == {"MATCH_POINT", "DURATION_PLAYING"}
    assert over == {"DURATION_PLAYING"}


def _with_status(document: Document, status: str) -> Document:
    return Document(**{**{name: getattr(document, name) for name in document.__struct_fields__}, "status": status})


def test_what_no_table_knows_is_passed_on_as_it_came() -> None:
    parts = {"er/ANYTHING": "4", "er/ANYTHING/J2": "5", "eue/HAND": "R", "st/RALLY/TOT": "12"}
    (message,) = form(sheet("TTE", parts=parts, facts={}, team=False), FEED)
    root = etree.fromstring(message.xml)
    found = [
        (e.tag, e.get("Code"), e.get("Pos"), e.get("Value"))
        for e in root.iter("ExtendedResult", "EventUnitEntry", "StatsItem")
    ]
    assert found == [
        ("ExtendedResult", "ANYTHING", None, "4"),
        ("ExtendedResult", "ANYTHING", "J2", "5"),
        ("EventUnitEntry", "HAND", None, "R"),
        ("StatsItem", "RALLY", "TOT", "12"),
    ]


def test_officials_and_coaches_stand_in_the_order_of_their_numbers() -> None:
    facts = {
        "official/2": {"id": "9100002", "function": "J1", "family_name": "Dommer", "gender": "W", "noc": "NOR"},
        "official/1": {"id": "9100001", "function": "RE", "given_name": "Rolf", "family_name": "Ring", "noc": "IRL"},
        "official/10": {"function": "J2"},
    }
    (message,) = form(sheet("BOX", parts={}, facts=facts, team=False), FEED)
    officials = etree.fromstring(message.xml).findall("Competition/Officials/Official")
    assert [(o.get("Code"), o.get("Function"), o.get("Order")) for o in officials] == [
        ("9100001", "RE", "1"),
        ("9100002", "J1", "2"),
    ]
    assert [o[0].get("Gender") for o in officials] == ["X", "F"]


def test_the_points_for_the_wind_of_a_jump_are_sent_with_their_sign() -> None:
    made = sheet("SJP", parts={"distance": "131.5", "judge/1": "18.5"}, facts={"k": "125"}, team=False)
    assert isinstance(made.body, ResultBody)
    rows = (replace(made.body.rows[0], wind="-4.2"), *made.body.rows[1:])
    (message,) = form(replace(made, body=replace(made.body, rows=rows)), FEED)
    assert validate(message.xml) == []
    said_ = etree.fromstring(message.xml).findall("Competition/Result[1]/ExtendedResults/ExtendedResult")
    assert {one.get("Code"): one.get("Value") for one in said_} == {
        "DISTANCE": "131.5",
        "JUDGE": "18.5",
        "WIND": "-4.2",
    }
