"""What the rules are given: enough to say who goes through."""

from __future__ import annotations

import msgspec

from kotinos.codes.rsc import Level, Rsc
from kotinos.results import facts
from kotinos.results.competition import Games, apply
from kotinos.results.projections import inputs
from kotinos.sports import rulebook

HEAT = Rsc.of("SWM", "W", "50MFR", "HEAT", "000100")


class Told(msgspec.Struct, frozen=True):
    """An event's envelope, as far as the state looks at it."""

    kind: str = "test"
    at: str = "2030-07-20T10:00:00.000000Z"
    actor: str = "tester"
    seq: int = 1
    source: str = "test"
    id: str = "1"
    cause: str | None = None


def test_a_phase_that_limits_nocs_is_ranked_with_them():
    """A limit of two of one NOC once left the whole phase without a ranking: the rules were not told the NOCs."""
    times = {"1": ("AAA", "25.10"), "2": ("AAA", "25.20"), "3": ("AAA", "25.30"), "4": ("BBB", "25.40")}
    observed = tuple(
        facts.Observation(who=facts.Locator(id=who), slot="mark", value=mark) for who, (_, mark) in times.items()
    )
    games = Games()
    for fact in (
        facts.ParticipantsEntered(
            participants=tuple(
                facts.Participant(id=who, type="A", noc=noc, name=who) for who, (noc, _) in times.items()
            )
        ),
        facts.EventPlanned(
            event=HEAT.at(Level.EVENT),
            phases=(
                facts.PhasePlan(
                    rsc=HEAT.at(Level.PHASE), kind="heats", level=2, qualify=facts.Qualify(total=3, per_noc=2)
                ),
            ),
        ),
        facts.UnitsPlanned(units=(facts.UnitPlan(rsc=HEAT),)),
        facts.StartListSet(
            unit=HEAT, starts=tuple(facts.Start(competitor=who, sort=n) for n, who in enumerate(times, start=1))
        ),
        facts.MarksObserved(unit=HEAT, revision=1, items=observed),
    ):
        games = apply(games, Told(), fact)
    rows = rulebook.rank(inputs.heats_input(games, HEAT.at(Level.PHASE))).rows
    assert [(row.id, row.qual) for row in rows] == [("1", "Q"), ("2", "Q"), ("3", None), ("4", "Q")]
