"""Matches and pools of the games, for tests: typed results in, a ranking by the rule book out."""

from __future__ import annotations

from datetime import date
from typing import Any

from kotinos.codes.rsc import Rsc
from kotinos.sports import rulebook
from kotinos.sports.ranking import Entry, Match, Ranking, Unit
from kotinos.sports.why import say

PARIS = date(2024, 8, 1)

Played = tuple[str, str, int | None, int | None] | tuple[str, str, int | None, int | None, dict[str, Any]]


def rsc(event: str, phase: str, unit: str = "") -> Rsc:
    """``rsc("HBLMTEAM7", "GPA")``: a pool; with ``000100`` a match of it."""
    return Rsc(event.ljust(22, "-") + phase.ljust(4, "-") + unit.ljust(8, "-"))


def table(
    event: str,
    played: list[Played],
    day: date = PARIS,
    raw: dict[str, dict[str, Any]] | None = None,
    **facts: Any,
) -> Ranking:
    """A pool ranked from its matches; what else is known of a match (``periods``, ``pso``, ``irm``) is its fifth value."""
    teams = sorted({team for one in played for team in one[:2]})
    matches = tuple(
        Match(
            home=one[0],
            away=one[1],
            score=None if one[2] is None or one[3] is None else (one[2], one[3]),
            facts=one[4] if len(one) > 4 else {},
        )
        for one in played
    )
    entries = tuple(Entry(n=n, id=team, raw=(raw or {}).get(team, {})) for n, team in enumerate(teams))
    pool = rsc(event, "GPA")
    return rulebook.rank(Unit(id=pool, rsc=pool, entries=entries, matches=matches, date=day, facts=facts))


def match(
    event: str,
    home: dict[str, Any],
    away: dict[str, Any],
    phase: str = "QFNL",
    day: date = PARIS,
    irms: tuple[str | None, str | None] = (None, None),
    unit: str = "000100",
    **facts: Any,
) -> Ranking:
    """A match of A and B."""
    entries = tuple(
        Entry(n=n, id=name, raw=raw, irm=irm, order=n + 1)
        for n, (name, raw, irm) in enumerate((("A", home, irms[0]), ("B", away, irms[1])))
    )
    one = rsc(event, phase, unit)
    return rulebook.rank(Unit(id=one, rsc=one, entries=entries, date=day, facts=facts))


def sets(*played: tuple[int, int], name: str = "S") -> tuple[dict[str, Any], dict[str, Any]]:
    """The points of the sets as they stand in the slots of the two sides."""
    home = [[f"{name}{n}", own] for n, (own, _) in enumerate(played, start=1)]
    away = [[f"{name}{n}", other] for n, (_, other) in enumerate(played, start=1)]
    return {"periods": home}, {"periods": away}


def places(ranking: Ranking) -> str:
    """``A B=C``: in order, with ``=`` before who shares the place of the one before."""
    text = ""
    for at, row in enumerate(ranking.rows):
        text += row.id if at == 0 else f"={row.id}" if row.rank == ranking.rows[at - 1].rank else f" {row.id}"
    return text


def letters(ranking: Ranking) -> str:
    """``WL``: win, loss, tie of home and away; ``--`` while it is open."""
    return "".join(row.wlt or "-" for row in ranking.rows)


def reason(ranking: Ranking, at: int, lang: str = "en") -> str:
    """What the sentence between a row and the one before it gives as the reason."""
    rows = ranking.rows
    return say(rows[at].why, rows[at - 1].rank, rows[at].rank, lang).partition(": ")[2]
