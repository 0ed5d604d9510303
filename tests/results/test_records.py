"""Records at the moment of the mark: new, equalled, bettered, wind-aided, ratified, rejected, and gone with a correction."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kotinos.codes.rsc import Level, Rsc
from kotinos.results import facts
from kotinos.results.documents import RecordLine, RecordsBody, RecordStanding
from kotinos.results.facts import ListedRecord, Locator, Observation, Participant, Refused
from kotinos.results.officials import Unchanged
from kotinos.results.publisher import body_of
from tests.results.playing import Play, corrected, planned, seen, starts, status, who

HEATS = tuple(Rsc.of("SWM", "W", "100MFR", "HEAT", f"000{n}00") for n in (1, 2, 3))
FINAL = Rsc.of("SWM", "W", "100MFR", "FNL", "000100")
EVENT = FINAL.at(Level.EVENT)
SWIMMING = Rsc.of("SWM")
NOCS = ("JPN", "GER", "KEN", "GER", "BRA", "CHN", "JPN", "AUS")


def entered(event: Rsc, *nocs: str, bests: dict[int, dict[str, str]] | None = None) -> facts.ParticipantsEntered:
    """Invented competitors of these NOCs, named `who(event, 0)` and so on."""
    return facts.ParticipantsEntered(
        participants=tuple(
            Participant(
                id=who(event, n), type="A", noc=noc, name=f"P{n} NOM{n}", events=(event,), bests=bests.get(n, {})
            )
            for bests in [bests or {}]
            for n, noc in enumerate(nocs)
        )
    )


def record(type_: str, mark: str, event: Rsc = EVENT, **more: Any) -> ListedRecord:
    return ListedRecord(event=event, type=type_, mark=mark, **more)


def listing(*records: ListedRecord, version: int = 1, **more: Any) -> facts.RecordsListed:
    discipline = records[0].event.discipline if records else "SWM"
    said = {"name": "Federation", "as_of": "2030-07-01", **more}
    return facts.RecordsListed(discipline=discipline, version=version, records=records, **said)


WORLD = record("WR", "52.00", holder="Ancienne CHAMPIONNE", noc="SWE", date="2017-07-23", place="Budapest")
LINES = (
    WORLD,
    record("OR", "52.50", noc="AUS"),
    record("AS", "53.00", noc="CHN"),
    record("ER", "52.00", noc="SWE"),
    record("NR", "54.00", noc="GER"),
    record("NR", "53.50", noc="JPN"),
)


@pytest.fixture
def play() -> Play:
    return opened()


def opened(*more: facts.Fact) -> Play:
    made = Play()
    made.do(entered(EVENT, *NOCS), planned(*HEATS, FINAL, venue_name="Bassin"), listing(*LINES), *more)
    made.do(*(starts(h, range(n, n + 3)) for h, n in zip(HEATS, (0, 3, 5), strict=True)), starts(FINAL, range(8)))
    return made


def flagged(play: Play, rsc: Rsc, type_: str = "DT_RESULT") -> dict[int, tuple[str, ...]]:
    """The flags of the rows that have some, by number of the competitor."""
    return {int(r.competitor.id[-1]): r.records for r in play.rows(rsc, type_) if r.records}


def standing(play: Play, code: str, scope: str = "", part: str = "", discipline: str = "SWM") -> RecordStanding:
    body: RecordsBody = play.body("DT_RECORD", Rsc.of(discipline))
    [found] = [r for r in body.records if (r.code, r.scope, r.part) == (code, scope, part)]
    return found


def held(lines: tuple[RecordLine, ...]) -> list[tuple[str, str]]:
    return [(line.noc, line.mark) for line in lines]


# -- who gets which ----------------------------------------------------------------------------------------------------


def test_a_better_mark_is_every_record_that_it_betters_and_the_greatest_stands_first(play):
    play.do(seen(HEATS[0], {0: "51.90", 1: "53.90", 2: "60.00"}))
    assert flagged(play, HEATS[0]) == {0: ("WR", "OR", "AS", "NR"), 1: ("NR",)}
    assert held(standing(play, "WR").holders) == [("JPN", "51.90")]
    assert held(standing(play, "WR").former) == [("SWE", "52.00")]
    assert held(standing(play, "NR", "GER").holders) == [("GER", "53.90")]


def test_a_record_of_an_area_is_never_given_outside_it():
    # Atlanta 1996: 36 lifters, Europeans among them, were shown with Asian records.
    play = opened()
    play.do(seen(HEATS[0], {0: "52.60", 1: "52.60", 2: "52.60"}))
    assert "AS" in flagged(play, HEATS[0])[0]
    assert "AS" not in flagged(play, HEATS[0])[1]
    assert 2 not in flagged(play, HEATS[0])
    assert held(standing(play, "AS").holders) == [("JPN", "52.60")]


def test_a_record_whose_holder_is_of_another_area_is_refused():
    with pytest.raises(Refused, match="AS held by GER, which is in EU"):
        opened(listing(record("AS", "52.40", noc="GER"), version=2))


def test_a_national_record_is_for_its_own_nation(play):
    play.do(seen(HEATS[0], {2: "52.70"}))
    assert flagged(play, HEATS[0]) == {}
    assert {line.noc for line in play.body("DT_RESULT", HEATS[0]).records if line.code == "NR"} == {"GER", "JPN"}


def test_an_equalled_record_says_so_and_is_shared(play):
    play.do(seen(HEATS[0], {1: "52.00"}))
    assert flagged(play, HEATS[0]) == {1: ("=WR", "OR", "=ER", "NR")}
    assert held(standing(play, "WR").holders) == [("SWE", "52.00"), ("GER", "52.00")]
    assert [h.equalled for h in standing(play, "WR").holders] == [False, True]


def test_two_who_touch_together_both_set_it(play):
    play.do(seen(HEATS[0], {0: "51.90", 1: "51.90"}))
    assert flagged(play, HEATS[0])[0][0] == flagged(play, HEATS[0])[1][0] == "WR"
    assert held(standing(play, "WR").holders) == [("JPN", "51.90"), ("GER", "51.90")]


def test_the_second_of_a_race_below_the_old_record_sets_none_in_whatever_order_the_device_tells(play):
    play.do(seen(HEATS[0], {1: "51.90"}, 1), seen(HEATS[0], {0: "51.80"}, 2))
    assert flagged(play, HEATS[0]) == {0: ("WR", "OR", "AS", "NR"), 1: ("ER", "NR")}


# -- when --------------------------------------------------------------------------------------------------------------


def test_of_two_heats_at_once_the_first_mark_was_a_record_and_a_slower_one_after_it_is_none(play):
    play.do(seen(HEATS[1], {4: "51.90"}), seen(HEATS[0], {2: "51.95"}))
    assert flagged(play, HEATS[1]) == {4: ("WR", "OR")}
    assert flagged(play, HEATS[0]) == {}


def test_bettered_again_in_the_same_session_the_first_still_was_one(play):
    play.do(seen(HEATS[0], {2: "51.95"}), seen(HEATS[1], {4: "51.90"}), seen(HEATS[2], {7: "51.90"}))
    assert [flagged(play, h) for h in HEATS] == [{2: ("WR", "OR")}, {4: ("WR", "OR")}, {7: ("=WR", "=OR")}]
    assert held(standing(play, "WR").holders) == [("BRA", "51.90"), ("AUS", "51.90")]
    assert held(standing(play, "WR").former) == [("KEN", "51.95"), ("SWE", "52.00")]


def test_a_heat_that_ran_before_keeps_its_record_when_its_time_is_read_again_later(play):
    play.do(seen(HEATS[0], {2: "51.95"}, 1), seen(HEATS[1], {4: "51.90"}), seen(HEATS[0], {2: "51.94"}, 2))
    assert flagged(play, HEATS[0]) == {2: ("WR", "OR")}


def test_a_new_record_stands_at_once_above_the_other_units(play):
    play.do(seen(HEATS[0], {2: "51.95"}))
    [line] = [one for one in play.body("DT_RESULT", FINAL).records if one.code == "WR"]
    assert (line.mark, line.noc, line.unit, line.place, line.pending) == ("51.95", "KEN", HEATS[0], "Bassin", True)


def test_the_phase_result_shows_the_same_flags_as_its_heats(play):
    play.do(seen(HEATS[0], {2: "51.95"}), seen(HEATS[1], {4: "51.90"}))
    assert flagged(play, FINAL.at(Level.PHASE).__class__.of("SWM", "W", "100MFR", "HEAT"), "DT_PHASE_RESULT") == {
        2: ("WR", "OR"),
        4: ("WR", "OR"),
    }


# -- what goes, goes everywhere ----------------------------------------------------------------------------------------


def test_a_disqualified_swimmers_record_is_gone_and_the_next_mark_of_its_time_has_it(play):
    play.do(seen(HEATS[0], {2: "51.90"}), seen(HEATS[1], {4: "51.95"}))
    assert flagged(play, HEATS[1]) == {}
    play.do(corrected(HEATS[0], {2: "DSQ"}, "irm", "false start"))
    assert flagged(play, HEATS[0]) == {}
    assert flagged(play, HEATS[1]) == {4: ("WR", "OR")}
    assert held(standing(play, "WR").holders) == [("BRA", "51.95")]


def _published(play: Play) -> dict[str, Any]:
    """Every document that stands, but for what only says what was touched last."""
    found: dict[str, Any] = {}
    for row in play.store.latest():
        body: Any = body_of(row)
        if hasattr(body, "rows"):
            fields = {"rows": tuple(msgspec.structs.replace(getattr(r, "row", r), changed=False) for r in body.rows)}
            body = msgspec.structs.replace(body, **fields, **({"change": None} if hasattr(body, "change") else {}))
        found[row.key] = body
    return found


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 7), st.integers(5180, 5210)), min_size=1, max_size=8),
    st.integers(0, 7),
    st.sampled_from(["51.70", "51.95", "52.00", "59.00", None]),
    st.sampled_from(["mark", "irm"]),
)
def test_a_correction_and_its_reversal_leave_every_record_as_it_was(marks, number, wrong, slot):
    play = opened()
    for revision, (n, hundredths) in enumerate(marks, start=1):
        play.do(seen(FINAL, {n: f"{hundredths / 100:.2f}"}, revision), source="timing")
    before, stood = _published(play), play.unit(FINAL).value(who(FINAL, number), slot)
    play.do(corrected(FINAL, {number: "DSQ" if slot == "irm" else wrong}, slot))
    play.do(corrected(FINAL, {number: stood}, slot))
    assert _published(play) == before


def test_taking_the_mark_away_and_giving_it_back_is_the_same_bytes(play):
    play.do(seen(HEATS[0], {2: "51.95"}), seen(HEATS[1], {4: "51.90"}))
    before = _published(play)
    play.do(corrected(HEATS[0], {2: None}))
    assert flagged(play, HEATS[0]) == {}
    assert held(standing(play, "WR").former) == [("SWE", "52.00")]
    play.do(corrected(HEATS[0], {2: "51.95"}))
    assert _published(play) == before


def test_all_that_a_record_changes_is_one_step(play):
    head = play.store.head()[0]
    play.do(seen(HEATS[0], {2: "51.95"}))
    rows = play.published(head)
    assert {row.step for row in rows} == {len(play.events)}
    assert {row.key for row in rows} >= {f"DT_RECORD/{SWIMMING}", *(f"DT_RESULT/{u}" for u in (*HEATS, FINAL))}


def test_a_mark_that_is_no_record_touches_no_record(play):
    head = play.store.head()[0]
    play.do(seen(HEATS[0], {2: "58.00"}))
    assert {row.type for row in play.published(head)} == {"DT_RESULT", "DT_SCHEDULE_UPDATE", "DT_PHASE_RESULT"}


# -- ratified, rejected ------------------------------------------------------------------------------------------------


def ratified(n: int, mark: str, unit: Rsc = HEATS[0], *types: str) -> facts.RecordRatified:
    return facts.RecordRatified(unit=unit, competitor=who(unit, n), mark=mark, types=types)


def rejected(n: int, mark: str, reason: str = "touchpad", *types: str) -> facts.RecordRejected:
    return facts.RecordRejected(unit=HEATS[0], competitor=who(HEATS[0], n), mark=mark, reason=reason, types=types)


def test_a_record_is_pending_until_somebody_confirms_it(play):
    play.do(seen(HEATS[0], {2: "51.95"}))
    [row] = [r for r in play.rows(HEATS[0]) if r.records]
    assert row.pending == row.records == ("WR", "OR")
    play.do(ratified(2, "51.95", HEATS[0], "WR"))
    [row] = [r for r in play.rows(HEATS[0]) if r.records]
    assert row.pending == ("OR",)
    assert not standing(play, "WR").holders[0].pending
    play.do(ratified(2, "51.95"))
    with pytest.raises(Unchanged):
        play.do(ratified(2, "51.95"))


def test_a_rejected_record_is_no_record_and_the_former_one_is_reinstated(play):
    play.do(seen(HEATS[0], {2: "51.95"}), rejected(2, "51.95"))
    assert flagged(play, HEATS[0]) == {}
    assert play.rows(HEATS[0])[0].mark == "51.95"
    world = standing(play, "WR")
    assert (held(world.holders), world.former, world.reinstated) == ([("SWE", "52.00")], (), True)
    play.do(seen(HEATS[1], {4: "51.99"}))
    assert flagged(play, HEATS[1]) == {4: ("WR", "OR")}
    assert not standing(play, "WR").reinstated


def test_a_decision_holds_for_its_mark_and_no_other(play):
    play.do(seen(HEATS[0], {2: "51.95"}), ratified(2, "51.95"), corrected(HEATS[0], {2: "51.94"}))
    [row] = [r for r in play.rows(HEATS[0]) if r.records]
    assert row.pending == ("WR", "OR")


def test_what_was_no_record_cannot_be_ratified_and_the_refusal_says_what_was(play):
    play.do(seen(HEATS[0], {2: "51.95", 1: "55.00"}))
    with pytest.raises(Refused, match=r"records there: OR SWM100MFR2 51\.95, WR SWM100MFR2 51\.95"):
        play.do(ratified(1, "55.00"))
    with pytest.raises(Refused, match="was no AS"):
        play.do(ratified(2, "51.95", HEATS[0], "AS"))


# -- lists -------------------------------------------------------------------------------------------------------------


def test_a_newer_list_does_not_unmake_what_was_a_record_by_the_older_one(play):
    play.do(seen(HEATS[0], {2: "51.95"}))
    confirmed = (record("WR", "51.95", noc="KEN", holder="P2 NOM2"), *LINES[1:])
    play.do(listing(*confirmed, version=2, as_of="2030-07-22"))
    assert flagged(play, HEATS[0]) == {2: ("WR", "OR")}
    [holder] = standing(play, "WR").holders
    assert (holder.unit, holder.pending) == (HEATS[0], False)


def test_a_list_put_right_counts_from_its_own_day_on(play):
    play.do(seen(HEATS[0], {2: "51.95"}))
    play.do(listing(record("WR", "51.90", noc="SWE"), *LINES[1:], version=2))
    assert flagged(play, HEATS[0]) == {2: ("OR",)}


def test_an_older_version_changes_nothing_and_the_same_with_other_content_is_refused(play):
    play.do(listing(*LINES, version=3))
    with pytest.raises(Unchanged):
        play.do(listing(*LINES, version=2))
    with pytest.raises(Refused, match="4 would be the next"):
        play.do(listing(*LINES[1:], version=3))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (record("XX", "52.00"), "type 'XX'"),
        (record("WR", "fast"), "time 'fast'"),
        (record("WR", "52.00", part="SNATCH"), "part 'SNATCH'"),
        (record("NR", "52.00"), "needs its NOC"),
        (record("PB", "52.00"), "needs its competitor"),
        (record("WR", "52.00", scope="KEN"), "no scope"),
        (record("WR", "52.00", noc="QQQ"), "'QQQ'"),
        (record("WR", "52.00", date="yesterday"), "'yesterday'"),
        (record("WR", "52.00", status="maybe"), "ratified, pending"),
        (record("WR", "52.00", HEATS[0]), "not an event"),
        (record("WR", "52.00", Rsc.of("ATH", "W", "100M")), "not an event of SWM"),
    ],
)
def test_a_line_that_is_wrong_is_refused_with_its_place(line, said):
    with pytest.raises(Refused, match=said) as refused:
        opened(facts.RecordsListed(discipline="SWM", name="F", version=1, as_of="2030-07-01", records=(WORLD, line)))
    assert refused.value.where.startswith("records[1]")


def test_holders_who_share_a_record_have_the_same_mark():
    shared = (record("WR", "51.00", noc="SWE"), record("WR", "51.00", noc="USA"))
    play = opened(listing(*shared, version=2))
    assert held(standing(play, "WR").holders) == [("SWE", "51.00"), ("USA", "51.00")]
    with pytest.raises(Refused, match="same mark"):
        opened(listing(shared[0], record("WR", "51.10", noc="USA"), version=2))


def test_a_record_not_yet_established_is_set_by_the_first_mark(play):
    play.do(listing(record("OR", ""), name="Games"))
    assert standing(play, "OR").holders == ()


def test_a_discipline_without_records_takes_no_list():
    with pytest.raises(Refused, match="keeps no records"):
        opened(facts.RecordsListed(discipline="FBL", name="F", version=1, as_of="2030-07-01", records=()))


def test_without_a_list_nothing_is_said_of_records():
    play = Play()
    play.do(entered(EVENT, "KEN", bests={0: {"PB": "53.00"}}), planned(FINAL), starts(FINAL, [0]))
    play.do(seen(FINAL, {0: "51.90"}))
    assert [(row.mark, row.records) for row in play.rows(FINAL)] == [("51.90", ())]
    assert play.body("DT_RECORD", SWIMMING) is None


# -- personal ----------------------------------------------------------------------------------------------------------


def test_a_personal_best_is_held_against_the_swimmers_own_and_needs_no_confirmation():
    play = Play()
    bests = {0: {"PB": "53.00", "SB": "54.00"}, 1: {"PB": "52.00", "SB": "54.00"}, 2: {"PB": "51.80"}}
    play.do(entered(EVENT, "KEN", "KEN", "KEN", bests=bests), planned(*HEATS, FINAL), listing())
    play.do(starts(HEATS[0], range(3)), starts(FINAL, range(3)))
    play.do(seen(HEATS[0], {0: "52.90", 1: "53.00", 2: "51.90"}), seen(FINAL, {0: "52.95", 1: "51.90", 2: "51.80"}))
    assert flagged(play, HEATS[0]) == {0: ("PB",), 1: ("SB",)}
    assert flagged(play, FINAL) == {1: ("PB",), 2: ("=PB",)}
    assert all(row.pending == () for row in play.rows(FINAL))


def test_a_renamed_holder_is_renamed_in_the_list_of_records(play):
    play.do(seen(HEATS[0], {2: "51.95"}))
    renamed = Participant(id=who(EVENT, 2), type="A", noc="KEN", name="Nouveau NOM", events=(EVENT,))
    play.do(facts.ParticipantsEntered(participants=(renamed,)))
    assert standing(play, "WR").holders[0].holder == "Nouveau NOM"


def test_a_status_change_touches_no_record(play):
    play.do(seen(HEATS[0], {2: "51.95"}, complete=True))
    head = play.store.head()[0]
    play.do(status(HEATS[0], "OFFICIAL"))
    assert "DT_RECORD" not in {row.type for row in play.published(head)}


def observed(unit: Rsc, n: int, slot: str, value: Any) -> Observation:
    return Observation(who=Locator(id=who(unit, n)), slot=slot, value=value)
