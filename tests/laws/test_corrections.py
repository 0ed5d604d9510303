"""Laws of messages and corrections: order and repetition change nothing, a reversal undoes, one decision is one step."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from kotinos.codes.rsc import Level, Rsc
from kotinos.results import facts
from kotinos.results.documents import MedallistsBody, MedalsBody, StatsBody
from kotinos.results.facts import Locator, Observation
from kotinos.results.publisher import body_of
from tests.laws.small_games import CAST, FINAL, HEATS, UNITS, attempt, opened, stories, values
from tests.results.playing import Play, corrected, plainly, seen, starts, status, who

moderate = settings(max_examples=40, deadline=None)


@st.composite
def messages(draw: st.DrawFn) -> list[facts.MarksObserved]:
    """What one device says of a heat: every revision once, each with some values, one of them perhaps final."""
    found = []
    for revision in range(1, draw(st.integers(2, 6))):
        said = {}
        for number in draw(st.lists(st.sampled_from(CAST[HEATS[0]]), min_size=1, max_size=4, unique=True)):
            said[number] = draw(st.sampled_from(["24.10", "24.11", "24.12", None]))
        found.append(seen(HEATS[0], said, revision, complete=draw(st.booleans())))
    return found


@moderate
@given(messages(), st.data())
def test_any_order_of_a_devices_messages_with_repetitions_ends_in_the_same_result(said, data):
    expected, other = opened(), opened()
    for message in said:
        attempt(expected, message, "timing")
    repeated = data.draw(st.lists(st.sampled_from(said), max_size=4))
    for message in data.draw(st.permutations([*said, *repeated])):
        attempt(other, message, "timing")
    one, two = (play.body("DT_RESULT", HEATS[0]) for play in (expected, other))
    assert plainly(one.rows) == plainly(two.rows)
    assert one.unit.result_status == two.unit.result_status


@moderate
@given(messages(), st.data())
def test_after_an_invalidation_no_copy_of_an_earlier_message_brings_anything_back(said, data):
    play = opened()
    for message in said:
        attempt(play, message, "timing")
    attempt(play, facts.Invalidated(unit=HEATS[0], reason="wrong heat"), "official")
    before = play.body("DT_RESULT", HEATS[0])
    for message in data.draw(st.permutations(said)):
        attempt(play, message, "timing")
    after = play.body("DT_RESULT", HEATS[0])
    assert plainly(before.rows) == plainly(after.rows)
    assert before.unit.result_status == after.unit.result_status == "START_LIST"


@moderate
@given(stories, st.data())
def test_a_correction_and_its_reversal_give_the_original_rows_byte_for_byte(story, data):
    play = opened()
    for fact, source in story:
        attempt(play, fact, source)
    unit = data.draw(st.sampled_from([u for u in UNITS if play.unit(u).starts]))
    wrong = data.draw(values(unit))
    stood = play.unit(unit).value(wrong.who.id, wrong.slot)
    before = _rows(play)
    right = Observation(who=Locator(id=wrong.who.id), slot=wrong.slot, value=stood)
    if attempt(play, facts.Corrected(unit=unit, items=(wrong,), reason="mistaken"), "official"):
        play.do(facts.Corrected(unit=unit, items=(right,), reason="it was right"))
        assert _rows(play) == before


def _rows(play: Play) -> dict[str, Any]:
    """All rows of everything that stands published."""
    found = {}
    for row in play.store.latest():
        body = body_of(row)
        if isinstance(body, StatsBody):
            found[row.key] = (body.rows, body.stats)
        elif hasattr(body, "rows"):
            found[row.key] = (
                plainly(getattr(r, "row", r) for r in body.rows) if row.type != "DT_POOL_STANDING" else body.rows
            )
        elif isinstance(body, MedalsBody | MedallistsBody):
            found[row.key] = (getattr(body, "lines", ()), getattr(body, "medals", ()))
    return found


@moderate
@given(st.permutations(CAST[FINAL]), st.integers(0, 3))
def test_one_correction_of_a_final_reaches_result_ranking_medallists_and_table_in_one_step(finish, loser):
    play = opened()
    play.do(starts(FINAL, CAST[FINAL]))
    play.do(seen(FINAL, {n: f"24.1{at}" for at, n in enumerate(finish)}, complete=True), source="timing")
    play.do(status(FINAL, "OFFICIAL"))
    head = play.store.head()[0]
    play.do(corrected(FINAL, {finish[loser]: "DSQ"}, "irm", "false start"))
    rows = play.published(head)
    changed = {row.type for row in rows}
    assert {"DT_RESULT", "DT_RANKING", "DT_MEDALLISTS"} <= changed
    assert ("DT_MEDALS" in changed) == (loser < 3)
    assert {row.step for row in rows} == {len(play.events)}
    expected = [who(FINAL, n) for n in finish if n != finish[loser]][:3]
    medallists = play.body("DT_MEDALLISTS", FINAL.at(Level.EVENT))
    assert [m.competitor.id for m in medallists.medals] == expected
    table = play.body("DT_MEDALS", Rsc.of("GEN"))
    assert table.totals[-1].total == 3
    assert {line.noc for line in table.lines} == {m.competitor.noc for m in medallists.medals}
