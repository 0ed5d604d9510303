"""One qualification of artistic gymnastics for three competitions: team, all-around and apparatus. FIG Technical Regulations.

In it a gymnast does as many apparatus as wanted. The scores count for the team (5-4-3 since 2022: five in a team, four compete on an
apparatus, three scores count; 4-4-3 in Tokyo), for the all-around of who did all apparatus, and for each apparatus final. On vault
the first vault counts for team and all-around, the average of two for the apparatus final.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from kotinos.sports.gymnastics import apparatus_finalists, rank_apparatus
from kotinos.sports.gymnastics_scores import Thousandths, shown
from kotinos.sports.ranking import CannotRank, Entry, Ranking, Unit

ALL_AROUND_PLACES, ALL_AROUND_RESERVES, PER_NOC = 24, 4, 2
APPARATUS_PLACES, APPARATUS_RESERVES = 8, 3
TEAM_PLACES = 8


class Gymnast(msgspec.Struct, frozen=True, kw_only=True):
    """What one gymnast did in the qualification.

    ``scores`` are totals by apparatus (``FX``), on vault of the first one; ``vaults`` both vaults of who wants to enter that final.
    ``team`` is the id of the team, empty for an individual.
    """

    id: str
    noc: str
    team: str = ""
    scores: Mapping[str, Thousandths]
    vaults: tuple[Thousandths, ...] = ()


def team_entries(gymnasts: Sequence[Gymnast]) -> tuple[Entry, ...]:
    """Each team with its scores by apparatus, as `gymnastics.rank_teams` reads them."""
    teams: dict[str, dict[str, list[str]]] = {}
    nocs: dict[str, str] = {}
    for gymnast in sorted(gymnasts, key=lambda one: one.id):
        if gymnast.team:
            nocs[gymnast.team] = gymnast.noc
            for apparatus, score in gymnast.scores.items():
                teams.setdefault(gymnast.team, {}).setdefault(apparatus, []).append(shown(score))
    return tuple(Entry(n=n, id=team, noc=nocs[team], raw={"apparatus": teams[team]}) for n, team in enumerate(teams))


def all_around_entries(gymnasts: Sequence[Gymnast], apparatus: Sequence[str]) -> tuple[Entry, ...]:
    """Who did every one of ``apparatus``, as `gymnastics.rank_all_around` reads them."""
    complete = [one for one in gymnasts if all(name in one.scores for name in apparatus)]
    return tuple(
        Entry(n=n, id=one.id, noc=one.noc, raw={"apparatus": {name: shown(one.scores[name]) for name in apparatus}})
        for n, one in enumerate(complete)
    )


def apparatus_entries(gymnasts: Sequence[Gymnast], apparatus: str) -> tuple[Entry, ...]:
    """Who may enter the final of an apparatus, with the score that counts for it. Raises `CannotRank` for more than two vaults."""
    found = [(one, score) for one in gymnasts if (score := _score(one, apparatus)) is not None]
    return tuple(Entry(n=n, id=one.id, noc=one.noc, raw={"mark": shown(score)}) for n, (one, score) in enumerate(found))


def _score(gymnast: Gymnast, apparatus: str) -> Thousandths | None:
    if apparatus != "VT":
        return gymnast.scores.get(apparatus)
    if len(gymnast.vaults) > 2:
        raise CannotRank(f"{gymnast.id}: {len(gymnast.vaults)} vaults; two are done")
    return sum(gymnast.vaults) // 2 if len(gymnast.vaults) == 2 else None


def all_around_finalists(ranking: Ranking, gymnasts: Sequence[Gymnast]) -> dict[str, str]:
    """Who goes to the all-around final: 24, at most two of one NOC, and four reserves (id → ``Q``, ``R1`` …)."""
    nocs = {one.id: one.noc for one in gymnasts}
    return apparatus_finalists(ranking, nocs, places=ALL_AROUND_PLACES, per_noc=PER_NOC, reserves=ALL_AROUND_RESERVES)


def finalists_on(apparatus: str, gymnasts: Sequence[Gymnast], ranking: Ranking | None = None) -> dict[str, str]:
    """Who goes to the final of an apparatus: eight, at most two of one NOC, and three reserves.

    ``ranking`` is that of `apparatus_entries`, where it was made with execution and difficulty too.
    """
    own = ranking or rank_apparatus(
        Unit(id=apparatus, entries=apparatus_entries(gymnasts, apparatus)), "GAR-qualification", ties_broken=True
    )
    nocs = {one.id: one.noc for one in gymnasts}
    return apparatus_finalists(own, nocs, places=APPARATUS_PLACES, per_noc=PER_NOC, reserves=APPARATUS_RESERVES)
