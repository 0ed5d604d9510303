"""What the messages of a whole recorded Games broke, each mended where it came from."""

from __future__ import annotations

import pytest
from lxml import etree
from msgspec.structs import replace

from kotinos.codes.rsc import Level, Rsc
from kotinos.forms.odf import form, validate
from kotinos.forms.odf.dictionary.qualification import qualification
from kotinos.results.documents import (
    Bracket,
    BracketItem,
    BracketPlace,
    BracketRound,
    BracketsBody,
    ComponentResult,
    CumulativeBody,
    CumulativeRow,
    Document,
    ResultRow,
)
from kotinos.results.plan import default_plan
from tests.forms.invented import FEED, document, heat, person

DECATHLON = Rsc.of("ATH", "M", "DECATH")
HEATS = tuple(Rsc.of("ATH", "M", "DECATH", "100", f"000{n}00") for n in (1, 2))
IDS = ("9000101", "9000102", "9000103", "9000104")


def _only(made: Document) -> etree._Element:
    (message,) = form(made, FEED)
    assert validate(message.xml) == []
    return etree.fromstring(message.xml)


def test_heats_of_a_decathlon_share_their_phase_so_places_in_it_are_over_all_heats() -> None:
    """Two heats were each ranked 1, 2; both went out under one Unit, with two first places and SortOrder twice."""
    ran = (("10.55", "963", 0, 1), ("10.71", "926", 1, 1), ("10.71", "926", 0, 2), ("10.98", "865", 1, 2))
    overall = ((1, False), (2, True), (2, True), (4, False))
    rows = tuple(
        CumulativeRow(
            row=ResultRow(
                sort_order=n, competitor=person(id_), rank=place, rank_equal=tied, mark=points, mark_type="POINTS"
            ),
            items=(ComponentResult(unit=HEATS[at], order=1, mark=mark, points=points, rank=rank),),
        )
        for n, (id_, (place, tied), (mark, points, at, rank)) in enumerate(zip(IDS, overall, ran, strict=True), 1)
    )
    body = CumulativeBody(event=DECATHLON, event_name={"en": "Men's Decathlon"}, rows=rows)
    root = _only(document("DT_CUMULATIVE_RESULT", DECATHLON, body, "LIVE"))
    items = root.findall("Competition/Result/ResultItems/ResultItem")
    assert {item.get("Unit") for item in items} == {HEATS[0].at(Level.PHASE)}
    made = [item.find("Result") for item in items]
    assert [(r.get("Rank"), r.get("RankEqual"), r.get("SortOrder")) for r in made if r is not None] == [
        ("1", None, "1"),
        ("2", "Y", "2"),
        ("2", "Y", "3"),
        ("4", None, "4"),
    ]
    totals = root.findall(".//ExtendedResult[@Code='TOTAL_PTS']")
    assert [(t.get("Rank"), t.get("RankEqual")) for t in totals] == [("1", None), ("2", "Y"), ("2", "Y"), ("4", None)]


def test_the_score_of_a_tennis_match_in_a_tree_is_a_score_and_no_points() -> None:
    event, unit = Rsc.of("TEN", "W", "SINGLES"), Rsc.of("TEN", "W", "SINGLES", "FNL", "000100")
    places = tuple(
        BracketPlace(pos=n, competitor=person(IDS[n - 1], "W"), result=sets, wlt=wlt)
        for n, (sets, wlt) in enumerate((("2", "W"), ("0", "L")), 1)
    )
    item = BracketItem(code="1", order=1, position=1, unit=unit, result="2-0", places=places)
    tree = Bracket(code="FNL", rounds=(BracketRound(code="FNL-", name={"en": "Final"}, items=(item,)),))
    body = BracketsBody(event=event, event_name={"en": "Women's Singles"}, brackets=(tree,))
    root = _only(document("DT_BRACKETS", event, body, "OFFICIAL"))
    assert [place.get("ResultType") for place in root.iter("CompetitorPlace")] == ["SCORE", "SCORE"]


def test_a_round_without_heats_is_told_by_its_phase_result_alone() -> None:
    """A preliminary that came in under the code of its phase went out as a DT_RESULT of no unit."""
    made = heat()
    assert form(replace(made, rsc=made.rsc.at(Level.PHASE)), FEED) == []


@pytest.mark.parametrize(
    ("rsc", "mark", "rank", "to", "shown"),
    [
        (Rsc.of("SWM", "W", "400MFR", "HEAT", "000300"), "R2", 10, "", "R"),
        (Rsc.of("GRY", "W", "1AA", "QUAL", "000100"), "R2", 10, "", "R2"),
        (Rsc.of("BMX", "M", "INDVRACE", "QFNL", "000100"), "R8", 20, "", "R"),
        (Rsc.of("CSP", "M", "K1-1000M", "HEAT", "000100"), "Q", 1, "SFNL", "SF"),
        (Rsc.of("CSP", "M", "K1-1000M", "SFNL", "000100"), "Q", 4, "FNL", "FA"),
        (Rsc.of("SHO", "W", "ARW", "QUAL", "000100"), "Q", 8, "", "QF"),
        (Rsc.of("SHO", "X", "ARMT", "QUAL", "000100"), "Q", 2, "", "QG"),
        (Rsc.of("SHO", "X", "ARMT", "QUAL", "000100"), "Q", 3, "", "QB"),
        (Rsc.of("ATH", "M", "100M", "HEAT", "000100"), "Q", 1, "SFNL", "Q"),
        (Rsc.of("TRI", "M", "IND", "FNL", "000100"), "q", 1, "", "q"),
    ],
)
def test_each_discipline_says_in_its_own_codes_who_goes_on(rsc: Rsc, mark: str, rank: int, to: str, shown: str) -> None:
    facts = {"qualify": {"to": str(Rsc.of(rsc.discipline, rsc.gender, rsc.event, to))}} if to else {}
    assert qualification(mark, rsc, rank=rank, facts=facts) == shown


def test_a_canoeist_who_goes_on_by_place_from_a_heat_leaves_out_the_quarter_final() -> None:
    event = Rsc.of("CSP", "M", "K1-1000M")
    rounds = (("HEAT", 5), ("QFNL", 3), ("SFNL", 2), ("FNL", 1))
    units = [Rsc.of("CSP", "M", "K1-1000M", p, f"000{n}00") for p, count in rounds for n in range(1, count + 1)]
    to = {p.rsc.phase: p.qualify.to[22:26] for p in default_plan(event, units).phases if p.qualify}
    assert to == {"HEAT": "SFNL", "QFNL": "SFNL", "SFNL": "FNL-"}
    without = [unit for unit in units if unit.phase not in ("QFNL", "SFNL") and unit.unit in ("000100", "000200")]
    assert [p.qualify.to[22:26] for p in default_plan(event, without).phases if p.qualify] == ["FNL-"]
