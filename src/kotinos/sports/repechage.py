"""The repechage of those who lost to a finalist: wrestling (UWW), taekwondo (World Taekwondo).

It is drawn when both finalists are known. Of those whom one finalist beat, the first two meet, the winner meets the next, and the
last of them meets a loser of the semi-finals for a bronze medal.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kotinos.codes.rsc import Rsc
from kotinos.sports.knockout import BYE, Bracket, BracketError, Contest, Origin, Outcome, Seat, fill


def beaten_by(bracket: Bracket, outcomes: Mapping[str, Outcome], finalist: str) -> tuple[str, ...]:
    """Whom a competitor beat in contests of a bracket, first round first; who was excluded for behaviour is left out."""
    sides = fill(bracket, outcomes)
    beaten = []
    for contest in bracket.contests:
        outcome = outcomes.get(contest.unit)
        ids = [side.code for side in sides[contest.unit]]
        if outcome is None or finalist not in ids:
            continue
        loser = 1 - ids.index(finalist)
        if (outcome.home, outcome.away)[loser] == "L" and outcome.irms[loser] != "DQB":
            beaten.append(ids[loser])
    return tuple(beaten)


def ladder(
    event: Rsc, beaten: tuple[Sequence[str], Sequence[str]], *, crossed: bool, phases: Sequence[str], first: int = 1
) -> tuple[Contest, ...]:
    """The contests of the repechage and for bronze.

    ``beaten`` are those whom the finalist of the upper and of the lower half beat, first round first, the loser of the semi-final
    last. ``phases`` are those of the repechage from the last to the first (``REP2``, ``REP1``), ``first`` is the number of the upper
    half in them. ``crossed``: the one who comes out of one half meets the loser of the other semi-final (taekwondo); otherwise of
    the same one (wrestling). Raises `BracketError` for more rounds than there are phases.
    """
    contests: list[Contest] = []
    survivors: list[Seat] = []
    for half, losers in enumerate(beaten):
        early = [Seat(competitor=who) for who in losers[:-1]]
        if len(early) - 1 > len(phases):
            raise BracketError(f"{event}: {len(early)} in a repechage of {len(phases)} rounds")
        standing = early[0] if early else BYE
        for phase, challenger in zip(reversed(phases[: max(0, len(early) - 1)]), early[1:], strict=True):
            unit = _unit(event, phase, first + half)
            contests.append(Contest(unit=unit, phase=phase, sides=(standing, challenger), stop=7))
            standing = Seat(origin=Origin(unit, "W"))
        survivors.append(standing)
    for half, survivor in enumerate(survivors):
        losers = beaten[1 - half if crossed else half]
        loser = Seat(competitor=losers[-1]) if losers else BYE
        if not (survivor.is_bye or loser.is_bye):
            unit = _unit(event, "REPF", half + 1)
            contests.append(Contest(unit=unit, phase="REPF", sides=(survivor, loser), stop=5, medal=3))
    return tuple(contests)


def _unit(event: Rsc, phase: str, number: int) -> Rsc:
    return Rsc.of(event.discipline, event.gender, event.event, phase, f"{number:04d}00")
