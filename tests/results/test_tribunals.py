"""Decisions years later, as they really came: each gives every document anew on its day, and what was once published stays."""

from __future__ import annotations

import pytest
from lxml import etree

from kotinos.codes.rsc import Level, Rsc
from kotinos.forms.odf import OdfFeed, form
from kotinos.results import facts
from kotinos.results.documents import Document
from kotinos.results.facts import Locator, Observation, Participant, PhasePlan, Refused, Start, UnitPlan
from kotinos.results.publications.dated import dated
from kotinos.results.publisher import body_of
from tests.results.playing import Play

# London 2012, women's 1500 m final, 10 August 2012: as published on that day. Identifiers are invented.
LONDON = Rsc.of("ATH", "W", "1500M", "FNL", "000100")
FIRST_PUBLISHED = (
    ("TUR", "Aslı Çakır Alptekin", "4:10.23"),
    ("TUR", "Gamze Bulut", "4:10.40"),
    ("BRN", "Maryam Yusuf Jamal", "4:10.74"),
    ("RUS", "Tatyana Tomashova", "4:10.90"),
    ("ETH", "Abeba Aregawi", "4:11.03"),
    ("USA", "Shannon Rowbury", "4:11.26"),
)
# Beijing 2008, men's 4x100 m relay final, 22 August 2008: the first four.
BEIJING = Rsc.of("ATH", "M", "4X100M", "FNL", "000100")
RELAY = (
    ("JAM", "Jamaica", "37.10"),
    ("TTO", "Trinidad and Tobago", "38.06"),
    ("JPN", "Japan", "38.15"),
    ("BRA", "Brazil", "38.24"),
)
FEED = OdfFeed(competition="OG2012", timezone="Europe/London")


def held(unit: Rsc, field: tuple[tuple[str, str, str], ...], day: str, type_: str) -> Play:
    """A final that is official on its day."""
    play = Play()
    event = unit.at(Level.EVENT)
    play.at = f"{day}T20:00:00.000000Z"
    play.do(
        facts.GamesDeclared(code="G", name={"en": "Games", "fr": "Jeux"}, start=day),
        facts.ParticipantsEntered(
            participants=tuple(
                Participant(id=f"{noc}{n}", type=type_, noc=noc, name=name, events=(event,))
                for n, (noc, name, _) in enumerate(field)
            )
        ),
        facts.EventPlanned(event=event, phases=(PhasePlan(rsc=unit.at(Level.PHASE), kind="final"),)),
        facts.UnitsPlanned(units=(UnitPlan(rsc=unit, start=f"{day}T19:00:00Z", medal=1),)),
        facts.StartListSet(
            unit=unit,
            starts=tuple(
                Start(competitor=f"{noc}{n}", sort=n + 1, order=str(n + 1)) for n, (noc, _, _) in enumerate(field)
            ),
        ),
    )
    marks = tuple(
        Observation(who=Locator(id=f"{noc}{n}"), slot="mark", value=mark) for n, (noc, _, mark) in enumerate(field)
    )
    play.do(facts.MarksObserved(unit=unit, revision=1, items=marks, complete=True), source="timing")
    play.do(facts.StatusSet(unit=unit, status="OFFICIAL"))
    return play


def out(unit: Rsc, who: str, day: str, authority: str, **more: str) -> tuple[str, facts.Disqualified]:
    fact = facts.Disqualified(
        event=unit.at(Level.EVENT), competitors=(who,), reason="anti-doping rule violation", authority=authority, **more
    )
    return f"{day}T12:00:00.000000Z", fact


def medals(play: Play, unit: Rsc, at: str = "") -> list[tuple[str, str]]:
    event = unit.at(Level.EVENT)
    found = play.store.as_of(at, event, ["DT_MEDALLISTS"]) if at else play.store.latest(event, ["DT_MEDALLISTS"])
    body = body_of(found[0])
    return [(m.medal.removeprefix("ME_"), m.competitor.noc) for m in body.medals]  # type: ignore[union-attr]


@pytest.fixture
def london() -> Play:
    return held(LONDON, FIRST_PUBLISHED, "2012-08-10", "A")


STEPS = (
    out(LONDON, "TUR0", "2015-08-17", "CAS"),
    out(LONDON, "TUR1", "2016-06-01", "IAAF"),
    out(LONDON, "RUS3", "2024-09-03", "CAS"),
)


def test_three_disqualifications_in_twelve_years_hand_the_medals_on_one_after_the_other(london):
    told = [medals(london, LONDON)]
    for at, fact in STEPS:
        london.at = at
        london.do(fact)
        told.append(medals(london, LONDON))
    assert told == [
        [("GOLD", "TUR"), ("SILVER", "TUR"), ("BRONZE", "BRN")],
        [("GOLD", "TUR"), ("SILVER", "BRN"), ("BRONZE", "RUS")],
        [("GOLD", "BRN"), ("SILVER", "RUS"), ("BRONZE", "ETH")],
        [("GOLD", "BRN"), ("SILVER", "ETH"), ("BRONZE", "USA")],
    ]


def test_the_dated_versions_are_the_day_itself_and_the_day_of_each_decision(london):
    for at, fact in STEPS:
        london.at = at
        london.do(fact)
    found = dated(london.store.versions(f"DT_MEDALLISTS/{LONDON.at(Level.EVENT)}"))
    assert [one.at[:10] for one in found] == ["2012-08-10", "2015-08-17", "2016-06-01", "2024-09-03"]
    assert [medals(london, LONDON, one.at)[0][1] for one in found] == ["TUR", "TUR", "BRN", "BRN"]


def test_what_was_published_on_any_day_can_still_be_read(london):
    for at, fact in STEPS:
        london.at = at
        london.do(fact)
    assert medals(london, LONDON, "2012-08-11T00:00:00Z")[0] == ("GOLD", "TUR")
    assert medals(london, LONDON, "2015-12-31T00:00:00Z")[2] == ("BRONZE", "RUS")
    assert medals(london, LONDON, "2020-01-01T00:00:00Z") == [("GOLD", "BRN"), ("SILVER", "RUS"), ("BRONZE", "ETH")]


def test_each_decision_is_one_step_with_result_ranking_medallists_table_and_communication(london):
    for number, (at, fact) in enumerate(STEPS, start=1):
        head = london.store.head()[0]
        london.at = at
        london.do(fact)
        rows = london.published(head)
        medals = {"DT_MEDALLISTS", "DT_MEDALLISTS_DISCIPLINE", "DT_MEDALS"}
        assert {r.type for r in rows} == {"DT_RESULT", "DT_RANKING", *medals, "DT_COMMUNICATION"}
        assert len({r.step for r in rows}) == 1
        assert [r.key[-1] for r in rows if r.type == "DT_COMMUNICATION"] == [str(number)]


def test_notes_grow_and_the_logical_date_is_the_day_of_the_decision(london):
    for number, (at, fact) in enumerate(STEPS, start=1):
        london.at = at
        london.do(fact)
        for type_, rsc in (
            ("DT_RANKING", LONDON.at(Level.EVENT)),
            ("DT_MEDALLISTS", LONDON.at(Level.EVENT)),
            ("DT_MEDALLISTS_DISCIPLINE", LONDON.at(Level.DISCIPLINE)),
            ("DT_MEDALS", Rsc.of("GEN")),
        ):
            [row] = [r for r in london.store.latest(rsc, [type_]) if r.rsc == rsc]
            document = Document(
                type=type_, rsc=rsc, version=row.version, step=row.step, at=row.at, status=row.status, body=body_of(row)
            )
            root = etree.fromstring(form(document, FEED)[0].xml)
            assert root.get("LogicalDate") == at[:10], type_
            assert len(root.findall("Note")) == number, type_
        assert len(london.body("DT_RESULT", LONDON).notes) == number


def test_the_disqualified_stand_last_with_their_marks_and_no_place(london):
    london.at, fact = STEPS[0]
    london.do(fact)
    last = london.rows(LONDON)[-1]
    assert (last.competitor.noc, last.rank, last.irm, last.mark) == ("TUR", None, "DQ", "4:10.23")
    assert [r.rank for r in london.rows(LONDON.at(Level.EVENT), "DT_RANKING")] == [1, 2, 3, 4, 5, None]


def test_a_place_may_stay_vacant(london):
    london.at, fact = out(LONDON, "TUR0", "2015-08-17", "CAS", promote="none")
    london.do(fact)
    assert medals(london, LONDON) == [("SILVER", "TUR"), ("BRONZE", "BRN")]
    assert [r.rank for r in london.rows(LONDON)] == [2, 3, 4, 5, 6, None]
    assert london.body("DT_MEDALS", Rsc.of("GEN")).totals[-1].gold == 0


def test_a_relay_loses_its_medal_for_one_of_its_runners():
    # Disqualified by the IOC on 25 January 2017; CAS dismissed the appeal on 31 May 2018.
    play = held(BEIJING, RELAY, "2008-08-22", "T")
    assert medals(play, BEIJING) == [("GOLD", "JAM"), ("SILVER", "TTO"), ("BRONZE", "JPN")]
    play.at, fact = out(BEIJING, "JAM0", "2017-01-25", "IOC")
    play.do(fact)
    assert medals(play, BEIJING) == [("GOLD", "TTO"), ("SILVER", "JPN"), ("BRONZE", "BRA")]
    assert {line.noc for line in play.body("DT_MEDALS", Rsc.of("GEN")).lines} == {"TTO", "JPN", "BRA"}


def test_who_is_reinstated_has_the_place_of_the_day_again_byte_for_byte(london):
    before = [london.body(t, LONDON.at(Level.EVENT)) for t in ("DT_RANKING", "DT_MEDALLISTS")]
    london.at, fact = STEPS[0]
    london.do(fact)
    with pytest.raises(Refused, match="disqualified already"):
        london.do(fact)
    london.do(
        facts.Reinstated(event=LONDON.at(Level.EVENT), competitors=("TUR0",), reason="appeal upheld", authority="CAS")
    )
    after = [london.body(t, LONDON.at(Level.EVENT)) for t in ("DT_RANKING", "DT_MEDALLISTS")]
    assert after[0].rows == before[0].rows
    assert after[1].medals == before[1].medals
    assert len(after[1].notes) == 2


def test_a_decision_about_a_held_event_waits_with_it(london):
    event = LONDON.at(Level.EVENT)
    london.do(facts.EmbargoSet(scope=LONDON, until="jury", reason="to be announced"))
    head = london.store.head()[0]
    london.at, fact = STEPS[0]
    london.do(fact)
    assert london.published(head) == []
    london.roles = frozenset({"jury"})
    london.do(facts.EmbargoLifted(scope=LONDON))
    assert medals(london, LONDON)[0] == ("GOLD", "TUR")
    assert medals(london, LONDON)[1] == ("SILVER", "BRN")
    assert london.body("DT_MEDALLISTS", event).notes
