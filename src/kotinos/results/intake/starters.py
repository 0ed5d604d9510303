"""Who stands on a start list that came from outside."""

from __future__ import annotations

import msgspec

from kotinos.codes.rsc import Level, Rsc
from kotinos.results.competition import Games
from kotinos.results.facts import Refused, Start


def competitor_of(games: Games, unit: Rsc, start: Start, where: str) -> Start:
    """``start`` with its competitor's id: what it names is an id, else the bib of somebody entered in the unit's event."""
    if start.competitor in games.participants:
        return start
    event = unit.at(Level.EVENT)
    entered = [p for p in games.participants.values() if p.bib == start.competitor and event in p.events]
    if len(entered) != 1:
        how_many = f"{len(entered)} competitors have" if entered else "nobody has"
        raise Refused(f"{where}: {how_many} the id or, in {event}, the bib {start.competitor!r}", where)
    return msgspec.structs.replace(start, competitor=entered[0].id, bib=start.bib or start.competitor)
