"""Nothing that happened after an embargo began leaves the house before its end, by any way out; and at its end everything does, at once."""

from __future__ import annotations

from random import Random

import pytest

from kotinos.codes.rsc import Level, Rsc
from kotinos.feed.channels import Channels
from kotinos.feed.snapshot import make
from kotinos.forms import desk
from kotinos.forms.odf import OdfFeed, form
from kotinos.forms.problem import HeldBack
from kotinos.journal.event import Proposal
from kotinos.results import facts
from kotinos.results.competition import Games, apply
from kotinos.results.documents import Document
from kotinos.results.embargo import public
from kotinos.results.embargo_facts import EmbargoLifted, EmbargoPlanned, EmbargoSet
from kotinos.results.facts import Command, Fact, Locator, Observation, Refused, UnitPlan
from kotinos.results.officials import Unchanged, decide
from kotinos.results.publications import Publication
from kotinos.results.publications.memory import MemoryPublications
from kotinos.results.publisher import Publisher, body_of
from tests.laws.test_publications import Reader, _expected, _standing
from tests.results.playing import Play, people, planned, seen, starts, status, who

HEATS = tuple(Rsc.of("SWM", "W", "50MFR", "HEAT", f"000{n}00") for n in (1, 2))
FINAL = Rsc.of("SWM", "W", "50MFR", "FNL", "000100")
AGAIN = Rsc.of("SWM", "W", "50MFR", "FNL", "000200")
OTHER = Rsc.of("SWM", "M", "50MFR", "FNL", "000100")
EVENT = FINAL.at(Level.EVENT)
CANARIES = (b"24.77", b"24.78", b'"DNS"', b"KANARI")
"""What only those facts say that come after an embargo on their unit began."""
SEED, INTERLEAVINGS = 20240810, 1000


def _opened() -> Games:
    play = Play()
    play.do(
        people(EVENT, 8),
        people(OTHER.at(Level.EVENT), 3),
        facts.EventPlanned(
            event=EVENT,
            phases=(
                facts.PhasePlan(rsc=FINAL.at(Level.PHASE), kind="final"),
                facts.PhasePlan(
                    rsc=HEATS[0].at(Level.PHASE), kind="heats", level=2, qualify=facts.Qualify(total=3, reserves=1)
                ),
            ),
        ),
        planned(*HEATS, FINAL, OTHER),
        starts(HEATS[0], (0, 1, 2)),
        starts(HEATS[1], (3, 4, 5)),
        starts(FINAL, (0, 1, 3)),
        starts(OTHER, (0, 1, 2)),
        seen(HEATS[0], {0: "24.10", 1: "24.20", 2: "24.30"}, complete=True),
        seen(FINAL, {0: "24.11", 1: "24.21"}),
    )
    return play.games


OPENED = _opened()


class Run:
    """The real decisions and the real publisher from one prepared state on."""

    def __init__(self) -> None:
        self.games, self.store = OPENED, MemoryPublications()
        self.publisher = Publisher(self.store)
        self.steps = 0

    def do(self, fact: Fact, source: str = "timing") -> bool:
        """Do it if it may be done; every key has every role here."""
        at = f"2030-08-01T10:{self.steps // 60:02d}:{self.steps % 60:02d}.000000Z"
        command = Command(
            id=str(self.steps), fact=fact, actor="tester", source=source, at=at, roles=frozenset({"jury", "announcer"})
        )
        try:
            decided = decide(self.games, command)
        except (Refused, Unchanged):
            return False
        self.steps += 1
        event = Proposal(
            id=command.id,
            at=at,
            stream="x",
            kind=str(decided.__struct_config__.tag),
            actor="t",
            source=source,
            body=b"{}",
        )
        before, self.games = self.games, apply(self.games, event, decided)
        self.publisher.show(before, self.games, ((event, decided),), self.steps)
        self.publisher.flush()
        return True


def _anything(lots: Random, unit: Rsc, canary: bool) -> tuple[Fact, str]:
    """Something that happens to a unit: with values that nothing else has, or with plain ones."""
    text = "KANARI" if canary else "plain"
    cast = [s.competitor for s in OPENED.units[unit].starts]
    marks = ("24.77", "24.78", "DNS") if canary else ("24.40", "24.41", "24.42")

    def items(few: int) -> tuple[Observation, ...]:
        chosen = lots.sample(cast, few)
        values = [(who_, lots.choice(marks)) for who_ in chosen]
        return tuple(
            Observation(who=Locator(id=who_), slot="irm" if v == "DNS" else "mark", value=v) for who_, v in values
        )

    protest = lots.choice("AB")
    match lots.choice("mmmmssscctpppddriaxn"):
        case "m":
            complete = lots.random() < 0.4
            return facts.MarksObserved(
                unit=unit, revision=lots.randrange(2, 60), items=items(lots.randrange(1, 4)), complete=complete
            ), "timing"
        case "s":
            to = lots.choice(("LIVE", "UNOFFICIAL", "OFFICIAL", "OFFICIAL", "PROVISIONAL"))
            return status(unit, to, text), "officials"
        case "c":
            return facts.Corrected(unit=unit, items=items(1), reason=text), "officials"
        case "t":
            return facts.TieBroken(unit=unit, order=tuple(lots.sample(cast, 2)), reason=text), "officials"
        case "p":
            return facts.ProtestFiled(unit=unit, protest=protest, by="NZL", reason=text), "officials"
        case "d":
            upheld = lots.random() < 0.5
            return facts.ProtestDecided(
                unit=unit,
                protest=protest,
                outcome="upheld" if upheld else "dismissed",
                reason=text,
                effect=items(1) if upheld and lots.random() < 0.6 else (),
                shared=tuple(lots.sample(cast, 2)) if upheld else (),
                rerun=upheld and lots.random() < 0.2,
            ), "officials"
        case "r":
            return facts.ProtestReopened(unit=unit, protest=protest, by="POR", reason=text), "officials"
        case "i":
            return facts.Invalidated(unit=unit, reason=text), "officials"
        case "a":
            return facts.ProtestAdjourned(unit=unit, protest=protest, reason=text), "officials"
        case "x":
            return facts.ScheduleChanged(unit=unit, status=lots.choice(("RUNNING", "FINISHED", "DELAYED"))), "officials"
        case _:
            plan = UnitPlan(rsc=unit, start="2030-07-20T11:00:00+02:00", venue_name=text)
            return facts.UnitsPlanned(units=(plan,)), "officials"


def _interleaved(lots: Random) -> Run:
    """A day in which a scope is held from some moment on: from there everything that happens in it sings."""
    run = Run()
    for _ in range(lots.randrange(3)):
        run.do(*_anything(lots, lots.choice((*HEATS, FINAL, OTHER)), canary=False))
    scope = lots.choice((FINAL, FINAL, HEATS[1], HEATS[0].at(Level.PHASE), EVENT))
    if scope == FINAL and lots.random() < 0.3:
        run.do(EmbargoPlanned(scope=FINAL, until="jury", when=lots.choice(("result", "decision"))))
        while FINAL not in run.games.embargoes and run.steps < 30:
            # Whatever begins it is held back itself.
            run.do(*_anything(lots, FINAL, canary=False))
    if FINAL not in run.games.embargoes:
        run.do(EmbargoSet(scope=scope, until="jury", reason="the photo is read"))
    held = scope
    second = scope != EVENT and lots.random() < 0.2 and run.do(EmbargoSet(scope=EVENT, until="announcer", reason="x"))
    for _ in range(lots.randrange(2, 9)):
        unit = lots.choice((*HEATS, FINAL, OTHER))
        run.do(*_anything(lots, unit, canary=held.covers(unit)))
        if second and lots.random() < 0.2:
            # One of the two ends: what both held stays held.
            run.do(EmbargoLifted(scope=lots.choice((scope, EVENT))))
            second = False
        if lots.random() < 0.1:
            who_ = who(FINAL, lots.choice((0, 1, 3)))
            run.do(facts.Disqualified(event=EVENT, competitors=(who_,), reason="KANARI", authority="CAS"))
        if held == EVENT and lots.random() < 0.1:
            run.do(facts.UnitsPlanned(units=(UnitPlan(rsc=AGAIN, venue_name="KANARI", start="2030-07-20T12:00:00Z"),)))
    return run


def _ways_out(row: Publication) -> list[bytes]:
    """One publication as every reader gets it, but for the frame itself."""
    document = _document(row)
    feed = OdfFeed(competition="LAW2030")
    try:
        messages = form(document, feed, number=row.offset)
    except HeldBack:
        messages = []  # what breaks the standard does not leave at all
    return [desk.encoded(document), *(message.xml for message in messages)]


def _document(row: Publication) -> Document:
    return Document(
        type=row.type,
        rsc=Rsc(row.rsc),
        version=row.version,
        step=row.step,
        at=row.at,
        body=body_of(row),
        subcode=row.key.removeprefix(f"{row.type}/{row.rsc}").removeprefix("/"),
        status=row.status,
    )


def _leaks(data: bytes) -> list[bytes]:
    return [canary for canary in CANARIES if canary in data]


@pytest.mark.parametrize("part", range(4))
def test_nothing_that_happened_after_an_embargo_began_is_published_before_its_end(part):
    lots = Random(f"{SEED} {part}")
    silenced = 0
    for number in range(INTERLEAVINGS // 4):
        run = _interleaved(lots)
        rows = run.store.read(0, 10_000)
        for row in rows:
            assert not _leaks(row.frame), (part, number, row.key)
        assert not _leaks(make(run.store, Channels("*:*"), run.store.head()[0]))
        if number % 10 == 0:
            for row in rows:
                assert not any(_leaks(data) for data in _ways_out(row)), (part, number, row.key)
        silenced += public(run.games).units != run.games.units
    assert silenced > INTERLEAVINGS // 8


@pytest.mark.parametrize("part", range(2))
def test_after_the_end_the_published_set_is_the_one_that_the_state_gives(part):
    lots = Random(f"{SEED} after {part}")
    documents, lines = _expected(OPENED)
    for number in range(60):
        run = _interleaved(lots)
        for held in sorted(run.games.embargoes):
            steps = run.steps
            assert run.do(EmbargoLifted(scope=held))
            assert {row.step for row in run.store.read(0, 10_000) if row.step > steps} <= {run.steps}
        assert public(run.games) is run.games
        reader = Reader()
        reader.held, reader.lines = dict(documents), dict(lines)
        for row in run.store.read(0, 10_000):
            reader.take(row)
        now, shown = _expected(run.games)
        assert reader.lines == shown, (part, number)
        assert _standing(reader.held) == _standing(now), (part, number)


@pytest.mark.parametrize("part", range(2))
def test_while_it_lasts_the_published_set_is_the_one_of_what_the_public_may_see(part):
    lots = Random(f"{SEED} during {part}")
    documents, lines = _expected(OPENED)
    for number in range(60):
        run = _interleaved(lots)
        reader = Reader()
        reader.held, reader.lines = dict(documents), dict(lines)
        for row in run.store.read(0, 10_000):
            reader.take(row)
        now, shown = _expected(public(run.games))
        assert reader.lines == shown, (part, number)
        assert _standing(reader.held) == _standing(now), (part, number)
