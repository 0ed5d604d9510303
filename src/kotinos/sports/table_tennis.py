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
    """The match with its score made of its games: ``singles`` of them win, three in a match of teams. Raises `CannotRank`."""
    if unit.rsc is None or is_team_match(unit.rsc):
        return unit
    to_win = 3 if unit.rsc.event.startswith("TEAM") else singles
    return sets.counted(unit, sets.SetRule(to_win, ends=ends, deciding=ends))


def team_score(matches: Sequence[Ranking], home: Sequence[str], away: Sequence[str]) -> tuple[int, int]:
    """The score of a match of teams from the rankings of its single matches, in playing order.

    ``home`` and ``away`` are the ids that play for either side (players, pairs, or the team's own). Raises `CannotRank` for a match
    after three were won, and for a winner who plays for neither.
    """
    score = [0, 0]
    for match in matches:
        winner = next((row.id for row in match.rows if row.wlt == "W"), None)
        if winner is None:
            continue
        if max(score) == TEAM_TO_WIN:
            raise CannotRank(f"a match after {score[0]}-{score[1]}; {TEAM_TO_WIN} matches win")
        if winner not in (*home, *away):
            raise CannotRank(f"{winner} plays for neither side; known are {', '.join((*home, *away))}")
        score[winner not in home] += 1
    return score[0], score[1]


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
