"""Laws of what is published, for any commands in any order."""

from __future__ import annotations

from collections import Counter
from typing import Any

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kotinos.codes import canonical
from kotinos.codes.rsc import Rsc
from kotinos.results import facts
from kotinos.results.competition import Games, apply
from kotinos.results.documents import MedallistsBody, MedalsBody, ScheduleBody, UnitLine
from kotinos.results.projections import derive
from kotinos.results.publications import Publication
from kotinos.results.publications.memory import MemoryPublications
from kotinos.results.publisher import Publisher, body_of
from tests.laws.small_games import attempt_together, opened, stories
from tests.results.playing import Play

moderate = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
OPENED = len(opened().events)
messages = st.integers(1, 4)
"""How many commands a message holds."""
RANKED = ("DT_RESULT", "DT_PHASE_RESULT", "DT_RANKING", "DT_POOL_STANDING", "DT_CUMULATIVE_RESULT")


def told(story: list[tuple[facts.Fact, str]], at_once: int = 1) -> Play:
    """The small Games after a story, so many commands in each message; what the rules of the platform refuse is left out."""
    play = opened()
    for first in range(0, len(story), at_once):
        attempt_together(play, story[first : first + at_once])
    return play


def fresh(games: Games) -> dict[str, tuple[str, bytes]]:
    """Every document that a state gives, computed from nothing but that state."""
    everything = (
        games.declared,
        facts.ParticipantsEntered(participants=tuple(games.participants.values())),
        facts.UnitsPlanned(units=tuple(unit.plan for unit in games.units.values())),
    )
    return {
        draft.key: (draft.status, canonical.encode(draft.body))
        for fact in everything
        for draft in derive(Games(), games, [fact])
    }


class Reader:
    """Holds the newest version of each document, and the schedule with its updates."""

    def __init__(self) -> None:
        self.held: dict[str, tuple[str, bytes]] = {}
        self.lines: dict[Rsc, UnitLine] = {}

    def take(self, row: Publication) -> None:
        body = body_of(row)
        if isinstance(body, ScheduleBody):
            self.lines |= {line.rsc: line for line in body.units}
        if row.type not in ("DT_SCHEDULE", "DT_SCHEDULE_UPDATE"):
            self.held[row.key] = (row.status, canonical.encode(body))


def _expected(games: Games) -> tuple[dict[str, tuple[str, bytes]], dict[Rsc, UnitLine]]:
    documents = fresh(games)
    lines: dict[Rsc, UnitLine] = {}
    for key in [key for key in documents if key.startswith("DT_SCHEDULE")]:
        body = canonical.decode(documents.pop(key)[1], ScheduleBody)
        lines |= {line.rsc: line for line in body.units}
    return documents, lines


@moderate
@given(stories, messages)
def test_a_stale_state_and_what_was_published_since_is_the_fresh_state(story, at_once):
    play = told(story, at_once)
    reader = Reader()
    for row in play.published():
        reader.take(row)
    documents, lines = _expected(play.games)
    assert reader.lines == lines
    assert _standing(reader.held) == _standing(documents)


def _standing(documents: dict[str, tuple[str, bytes]]) -> dict[str, tuple[str, bytes]]:
    return {key: made for key, made in documents.items() if made[1] != b"null"}


@moderate
@given(stories, messages, st.data())
def test_a_reader_who_stops_at_the_end_of_any_step_holds_that_steps_state(story, at_once, data):
    play = told(story, at_once)
    stop = data.draw(st.sampled_from([at for at, _ in play.steps() if at >= OPENED]))
    reader = Reader()
    for row in play.published():
        if row.step <= stop:
            reader.take(row)
    games = Games()
    for event in play.events[:stop]:
        games = apply(games, event)
    documents, lines = _expected(games)
    assert reader.lines == lines
    assert _standing(reader.held) == _standing(documents)


@moderate
@given(stories, messages)
def test_the_last_document_of_a_step_and_no_other_says_so(story, at_once):
    rows = told(story, at_once).published()
    for row, following in zip(rows, [*rows[1:], None], strict=True):
        assert row.last == (following is None or following.step != row.step)


@moderate
@given(stories, messages)
def test_replaying_the_journal_into_an_empty_store_gives_the_same_bytes(story, at_once):
    play = told(story, at_once)
    store = MemoryPublications()
    publisher = Publisher(store)
    games = Games()
    for seq, step in play.steps():
        before = games
        for event, fact in step:
            games = apply(games, event, fact)
        publisher.show(before, games, step, seq)
    publisher.flush()
    live, again = (s.read(0, 100_000) for s in (play.store, store))
    assert [_without_epoch(row) for row in again] == [_without_epoch(row) for row in live]


@moderate
@given(stories, messages)
def test_remembering_changes_no_document(story, at_once):
    play = told(story, at_once)
    games = Games()
    published: dict[str, bytes] = {}
    at: dict[int, list[Publication]] = {}
    for row in play.published():
        at.setdefault(row.step, []).append(row)
    for seq, step in play.steps():
        before = games
        for event, fact in step:
            games = apply(games, event, fact)
        made = {}
        for draft in derive(before, games, [fact for _, fact in step]):
            body = draft.status.encode() + canonical.encode(draft.body)
            if body != published.get(draft.key) and not (draft.body is None and draft.key not in published):
                published[draft.key] = made[draft.key] = body
        rows = {row.key: row.status.encode() + canonical.encode(body_of(row)) for row in at.get(seq, [])}
        assert rows == made


@moderate
@given(stories, messages)
def test_no_version_goes_down_and_a_new_one_is_the_next(story, at_once):
    versions: Counter[str] = Counter()
    for row in told(story, at_once).published():
        withdrawn = body_of(row) is None
        assert row.version == versions[row.key] + (not withdrawn), row.key
        versions[row.key] = row.version


@moderate
@given(stories, messages)
def test_every_list_is_numbered_without_a_gap_and_nobody_stands_in_it_twice(story, at_once):
    for row in told(story, at_once).published():
        body: Any = body_of(row)
        if row.type not in RANKED or body is None:
            continue
        rows = [getattr(r, "row", r) for r in body.rows]
        assert [r.sort_order for r in rows] == list(range(1, len(rows) + 1)), row.key
        assert len({r.competitor.id for r in rows}) == len(rows), row.key
        ranks = [r.rank for r in rows if r.rank is not None]
        assert all(ranks.count(r.rank) > 1 for r in rows if r.rank_equal), row.key
        assert not any(
            r.irm and r.rank for r in rows if row.type == "DT_RESULT" and r.competitor.id[:3] in ("SWM", "ATH")
        )


@moderate
@given(stories, messages)
def test_the_medal_table_adds_up_to_the_medallists_that_stand(story, at_once):
    play = told(story, at_once)
    latest = {row.key: body_of(row) for row in play.store.latest()}
    given_ = Counter(
        (m.competitor.noc, m.medal) for body in latest.values() if isinstance(body, MedallistsBody) for m in body.medals
    )
    tables = {key: body for key, body in latest.items() if isinstance(body, MedalsBody)}
    whole = tables.pop(f"DT_MEDALS/{Rsc.of('GEN')}")
    assert _counted(whole) == +given_
    assert whole.totals[-1].total == sum(given_.values())
    assert sum((_counted(table) for table in tables.values()), Counter()) == +given_


def _counted(table: MedalsBody) -> Counter[tuple[str, str]]:
    """Medals by organisation and metal."""
    counted: Counter[tuple[str, str]] = Counter()
    for line in table.lines:
        whole = line.counts[-1]
        assert whole.type == "TOT"
        assert whole.total == whole.gold + whole.silver + whole.bronze == sum(c.total for c in line.counts[:-1])
        counted.update(
            {(line.noc, f"ME_{name.upper()}"): getattr(whole, name) for name in ("gold", "silver", "bronze")}
        )
    return +counted


def _without_epoch(row: Publication) -> tuple[Any, ...]:
    frame = msgspec.json.decode(row.frame)
    assert frame.pop("epoch")
    return (row.offset, row.step, row.key, canonical.encode(frame))
