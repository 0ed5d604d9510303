"""Publishing: a version only where something changed, steps whole, and nothing of one sport's fault on the others."""

from __future__ import annotations

import msgspec
import pytest

from kotinos.codes.rsc import Level, Rsc
from kotinos.results import facts, publisher
from kotinos.results.competition import Games, apply, fact_of
from kotinos.results.publications import Publication
from kotinos.results.publications.memory import MemoryPublications
from kotinos.results.publisher import FLUSH_AT, Publisher, body_of
from tests.results.playing import Play, people, planned, seen, starts, status

UNIT = Rsc.of("SWM", "W", "50MFR", "FNL", "000100")


@pytest.fixture
def play() -> Play:
    made = Play()
    made.do(people(UNIT.at(Level.EVENT), 4), planned(UNIT, medal=1), starts(UNIT, range(4)))
    return made


def last_step(play: Play) -> list[Publication]:
    return [row for row in play.published() if row.step == len(play.events)]


def test_a_document_gets_a_version_only_when_it_changed(play):
    play.do(seen(UNIT, {0: "24.10"}))
    assert "DT_MEDALS" not in {row.type for row in last_step(play)}
    play.do(facts.MessageRefused(form="csv", name="x.csv", digest="0", error="no header"))
    assert last_step(play) == []


def test_a_new_status_is_a_new_version_though_no_mark_changed(play):
    play.do(seen(UNIT, {0: "24.10"}, complete=True))
    [before] = play.store.latest(UNIT, ["DT_RESULT"])
    play.do(status(UNIT, "OFFICIAL"))
    [after] = play.store.latest(UNIT, ["DT_RESULT"])
    assert (before.status, after.status, after.version) == ("UNOFFICIAL", "OFFICIAL", before.version + 1)


def test_an_invalidation_withdraws_the_version_that_stood_and_then_shows_the_start_list(play):
    play.do(seen(UNIT, {0: "24.10"}))
    version = play.store.latest(UNIT, ["DT_RESULT"])[0].version
    play.do(facts.Invalidated(unit=UNIT, reason="wrong heat"))
    withdrawn, again = (row for row in last_step(play) if row.type == "DT_RESULT")
    assert (withdrawn.version, withdrawn.status, body_of(withdrawn)) == (version, "LIVE", None)
    assert (again.version, again.status) == (version + 1, "START_LIST")
    assert body_of(again).rows[0].mark == ""


def test_medallists_that_are_withdrawn_come_back_with_the_next_version(play):
    play.do(seen(UNIT, {0: "24.10", 1: "24.20"}, complete=True), status(UNIT, "OFFICIAL"))
    play.do(status(UNIT, "UNOFFICIAL", "reopened"), status(UNIT, "OFFICIAL"))
    rows = [row for row in play.published() if row.type == "DT_MEDALLISTS"]
    assert [(row.version, body_of(row) is None) for row in rows] == [(1, False), (1, True), (2, False)]


def test_a_frame_holds_exactly_what_its_row_says(play):
    for row in play.published():
        frame = msgspec.json.decode(row.frame)
        assert {
            name: frame[name] for name in ("offset", "step", "last", "key", "type", "rsc", "version", "status", "at")
        } == {
            name: getattr(row, name)
            for name in ("offset", "step", "last", "key", "type", "rsc", "version", "status", "at")
        }
        assert frame["epoch"] == play.store.epoch
        assert row.key == f"{row.type}/{row.rsc}"


def test_many_steps_share_one_transaction_and_are_told_once_each(play):
    told: list[list[int]] = []
    store = MemoryPublications()
    fresh = Publisher(store, lambda rows: told.append(sorted({row.step for row in rows})))
    for revision in range(1, FLUSH_AT + 2):
        play.do(seen(UNIT, {0: f"24.{revision:02d}"}, revision))
    games = Games()
    for seq, event in enumerate(play.events, start=1):
        before, games = games, apply(games, event)
        fresh.show(before, games, ((event, fact_of(event)),), seq)
    fresh.flush()
    fresh.flush()
    assert len(told[0]) == FLUSH_AT
    assert [step for steps in told for step in steps] == list(range(1, len(play.events) + 1))


def test_a_fault_in_one_step_is_told_and_the_next_one_brings_its_documents(play, monkeypatch):
    heard: list[tuple[int, str]] = []
    careful = Publisher(MemoryPublications(), alarm=lambda seq, error: heard.append((seq, str(error))))
    games, derive = Games(), publisher.derive

    def broken(*arguments):
        raise ZeroDivisionError("a rule divided by nobody")

    for seq, event in enumerate([*play.events], start=1):
        before, games = games, apply(games, event)
        monkeypatch.setattr(publisher, "derive", broken if seq == 3 else derive)
        careful.show(before, games, ((event, fact_of(event)),), seq)
    monkeypatch.undo()
    assert heard == [(3, "a rule divided by nobody")]
    play.do(seen(UNIT, {0: "24.10"}))
    before, games = games, apply(games, play.events[-1])
    careful.show(before, games, ((play.events[-1], fact_of(play.events[-1])),), 4)
    careful.flush()
    assert [row.competitor.id[-1] for row in body_of(careful._store.latest(UNIT, ["DT_RESULT"])[0]).rows] == list(
        "0123"
    )


def test_a_fault_that_nobody_listens_to_is_raised(play, monkeypatch):
    def broken(*arguments):
        raise ZeroDivisionError

    monkeypatch.setattr(publisher, "derive", broken)
    with pytest.raises(ZeroDivisionError):
        play.do(seen(UNIT, {0: "24.10"}))
