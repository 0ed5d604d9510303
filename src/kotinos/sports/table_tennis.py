"""Table tennis: games to eleven, singles best of seven, and matches of teams made of up to five matches.

ITTF Laws of Table Tennis 2.11 and 2.12, Regulations 3.7. A game is ``period/G1`` …; the score counts games, that of a match of teams
the matches won (its sub-units).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from kotinos.codes.rsc import Rsc
from kotinos.sports import exits, games, sets
from kotinos.sports.discipline import Discipline, decimal
from kotinos.sports.outcome import EventResults
from kotinos.sports.ranking import CannotRank, Ranking, Unit

TO_ELEVEN = sets.ends_at(11)
"""Since September 2001."""

TO_TWENTY_ONE = sets.ends_at(21)

TEAM_TO_WIN = 3
"""Matches that win a match of teams."""


def is_team_match(rsc: Rsc) -> bool:
    """Whether a unit is a whole match of teams, not one of the matches it is made of."""
    return rsc.event.startswith("TEAM") and rsc[32:] in exits.MATCH and rsc[30:32] in ("", "--", "00")


def by_games(unit: Unit, *, ends: sets.Ends, singles: int) -> Unit:
    """The match with its score made of its games: ``singles`` of them win, three in a match of teams, whose own score is made of its
    matches. Raises `CannotRank`."""
    if unit.rsc is None:
        return unit
    if is_team_match(unit.rsc):
        return _of_matches(unit)
    to_win = 3 if unit.rsc.event.startswith("TEAM") else singles
    return sets.counted(unit, sets.SetRule(to_win, ends=ends, deciding=ends))


def team_score(bouts: Sequence[str]) -> tuple[int, int]:
    """The score of a match of teams from who won its matches, in playing order: ``H``, ``A``, or ``-`` where nobody did.

    Raises `CannotRank` for a match after three were won.
    """
    score = {"H": 0, "A": 0}
    for winner in bouts:
        if max(score.values()) == TEAM_TO_WIN:
            raise CannotRank(f"a match after {score['H']}-{score['A']}; {TEAM_TO_WIN} matches win")
        if winner in score:
            score[winner] += 1
    return score["H"], score["A"]


def _of_matches(unit: Unit) -> Unit:
    """The match of teams with its score made of ``facts["bouts"]``, where they are known."""
    bouts = unit.facts.get("bouts")
    if not bouts or len(unit.entries) != 2:
        return unit
    score = team_score(bouts)
    noted = tuple(str(entry.raw["mark"]) for entry in unit.entries if entry.raw.get("mark") not in (None, ""))
    if len(noted) == 2 and not unit.facts.get("running") and noted != tuple(map(str, score)):
        raise CannotRank(f"{unit.id}: score {noted[0]}-{noted[1]}, its matches make {score[0]}-{score[1]}; correct one")
    return games.with_score(unit, score)


def event(results: EventResults) -> Ranking | None:
    """First to fourth by the medal matches; those who went out in one round share its place: 5, 9, 17, 33, 65."""
    return games.rank_event(results)


_MATCH = games.match_rule(ties=False)

RULE_SETS = (
    games.match_set(
        "TTE",
        date(1988, 1, 1),
        _MATCH,
        "ITTF Laws of Table Tennis to August 2001: games of 21 points, best of five",
        partial(by_games, ends=TO_TWENTY_ONE, singles=3),
    ),
    games.match_set(
        "TTE",
        date(2001, 9, 1),
        _MATCH,
        "ITTF Laws of Table Tennis 2.11: games of 11 points",
        partial(by_games, ends=TO_ELEVEN, singles=4),
    ),
)

DISCIPLINES = (
    Discipline(
        code="TTE",
        rule_sets=RULE_SETS,
        phases=games.phases(lambda _: 2),
        event=event,
        read_mark=decimal,
        columns=lambda _: ("periods",),
    ),
)
