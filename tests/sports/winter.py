"""How the tests of winter disciplines tell a competition in short."""

from __future__ import annotations

from datetime import date
from typing import Any

from kotinos.codes.rsc import Rsc
from kotinos.sports import rulebook
from kotinos.sports.ranking import Entry, Match, Ranking, Unit


def race(rsc: Rsc, cards: dict[str, Any], day: date | None = None, **facts: Any) -> Ranking:
    """One unit: by competitor a mark, the slots, or a mark of invalidity (``DNF``, alone or as slot ``irm``)."""
    entries = []
    for n, (who, card) in enumerate(cards.items()):
        raw = dict(card) if isinstance(card, dict) else {"mark": card}
        if str(raw.get("mark", "")).isalpha() and str(raw["mark"]) != "LAP":
            raw = {"irm": raw["mark"]}
        irm = raw.pop("irm", None)
        entries.append(Entry(n=n, id=who, raw=raw, irm=irm, group=rsc))
    return rulebook.rank(Unit(id=rsc, rsc=rsc, entries=tuple(entries), date=day, facts=facts))


def runs(
    phase: Rsc, cards: dict[str, str], day: date | None = None, more: dict[str, list[dict[str, Any]]] | None = None
) -> Ranking:
    """A phase of several runs: ``50.10 DNF`` by competitor; ``more`` are further fields of each run."""
    entries = []
    for n, (who, card) in enumerate(cards.items()):
        parts: list[dict[str, Any]] = []
        for at, text in enumerate(card.split(), start=1):
            extra = (more or {}).get(who, [{}] * 9)[at - 1]
            mark = {"irm": text} if text.isalpha() else {"mark": text}
            parts.append({"unit": f"{phase[22:26]}{at:04d}00--", **mark, **extra})
        entries.append(Entry(n=n, id=who, raw={"parts": parts}))
    return rulebook.rank(Unit(id=phase, rsc=phase, entries=tuple(entries), date=day))


def pool(phase: Rsc, games: str, slots: dict[str, dict[str, Any]] | None = None, day: date | None = None) -> Ranking:
    """A group from its games: ``CZE-CAN 3-2+`` a line, ``+`` where it went beyond its time."""
    matches = []
    for line in games.split("\n"):
        if line.strip():
            sides, score = line.split()
            home, away = sides.split("-")
            one, two = score.rstrip("+").split("-")
            facts = {"overtime": True} if score.endswith("+") else {}
            matches.append(Match(home=home, away=away, score=(int(one), int(two)), facts=facts))
    teams = sorted({team for match in matches for team in (match.home, match.away)})
    entries = tuple(Entry(n=n, id=team, raw=(slots or {}).get(team, {})) for n, team in enumerate(teams))
    return rulebook.rank(Unit(id=phase, rsc=phase, entries=entries, matches=tuple(matches), date=day))


def places(ranking: Ranking) -> list[tuple[str, int | None]]:
    """Who stands where."""
    return [(row.id, row.rank) for row in ranking.rows]
