"""Tennis: sets to six, tie-breaks, match tie-breaks in doubles; a walkover stands on the side that goes on.

ITF Rules of Tennis 5 to 7 and Appendix VI; ITF Olympic Tennis Event regulations. A set is ``period/S1`` … in games (a match tie-break
in points); the score counts sets.
"""

from __future__ import annotations

from datetime import date

from kotinos.codes.rsc import Rsc
from kotinos.sports import games, sets
from kotinos.sports.discipline import Discipline, as_received
from kotinos.sports.outcome import EventResults
from kotinos.sports.ranking import Ranking, Unit

MATCH_TIE_BREAK = sets.ends_at(10)
"""Ten points, two ahead, in place of a third set."""


def tie_break_set(more: int, less: int) -> bool:
    """6-0 to 6-4, 7-5, 7-6."""
    return (more == 6 and less <= 4) or (more == 7 and less in (5, 6))


def advantage_set(more: int, less: int) -> bool:
    """Six games, two ahead, without a limit."""
    return (more == 6 and less <= 4) or (more > 6 and more - less == 2)


def rule_since_2021(rsc: Rsc) -> sets.SetRule:
    """Best of three everywhere; a tie-break in the last set of singles, a match tie-break instead of it in doubles."""
    deciding = MATCH_TIE_BREAK if rsc.event.startswith("DOUBLES") else tie_break_set
    return sets.SetRule(2, ends=tie_break_set, deciding=deciding)


def rule_before_2021(rsc: Rsc) -> sets.SetRule:
    """The men's final was best of five; last sets were played to two games ahead; mixed doubles had a match tie-break."""
    mixed = rsc.gender == "X"
    best_of_five = rsc.gender == "M" and rsc.phase == "FNL" and rsc.unit.startswith("0001")
    return sets.SetRule(
        3 if best_of_five else 2, ends=tie_break_set, deciding=MATCH_TIE_BREAK if mixed else advantage_set
    )


def since_2021(unit: Unit) -> Unit:
    """The match with its score made of its sets."""
    return sets.counted(unit, rule_since_2021(unit.rsc)) if unit.rsc else unit


def before_2021(unit: Unit) -> Unit:
    """The match with its score made of its sets."""
    return sets.counted(unit, rule_before_2021(unit.rsc)) if unit.rsc else unit


def event(results: EventResults) -> Ranking | None:
    """First to fourth by the medal matches; those who went out in one round share its place: 5, 9, 17, 33."""
    return games.rank_event(results)


_MATCH = games.match_rule(ties=False)

RULE_SETS = (
    games.match_set("TEN", date(2012, 1, 1), _MATCH, "ITF Olympic Tennis Event regulations 2012 and 2016", before_2021),
    games.match_set("TEN", date(2021, 1, 1), _MATCH, "ITF Olympic Tennis Event regulations since 2021", since_2021),
)

DISCIPLINES = (
    Discipline(
        code="TEN",
        rule_sets=RULE_SETS,
        phases=games.phases(lambda _: 2),
        event=event,
        mark_type=lambda _: "SCORE",
        read_mark=as_received,
        columns=lambda _: ("periods",),
    ),
)
