"""Who is entered in an event, athletes or teams as the codes say, each as one that starts."""

from __future__ import annotations

import msgspec

from kotinos.codes import events, nocs
from kotinos.rehearsal.demo.script import Script


class Starter(msgspec.Struct, frozen=True):
    """One competitor, an athlete or a team."""

    id: str
    noc: str
    bib: str = ""


def enter(script: Script, count: int, *, size: int = 0) -> list[Starter]:
    """Enter ``count`` competitors of different organisations; a team has ``size`` members, or as many as the event says."""
    event = events.get(script.event)
    if event.competitor_type == "T":
        return [team(script, noc, size or event.team_size) for noc in script.setting.village.teams(count)]
    athletes = script.setting.village.athletes(count, _genders(script)[0], per_noc=1)
    script.enter(athletes)
    return [Starter(one.id, one.noc, one.bib) for one in athletes]


def team(script: Script, noc: str, size: int) -> Starter:
    """Enter one team of ``size``."""
    genders = _genders(script)
    squad = [script.setting.village.squad(noc, genders[n % len(genders)], 1)[0] for n in range(size)]
    members = [
        {
            "id": one.id,
            "family_name": one.family.upper(),
            "given_name": one.given,
            "gender": one.gender,
            "bib": str(n),
            "order": n,
        }
        for n, one in enumerate(squad, start=1)
    ]
    found = Starter(f"{script.event.prefix.rstrip('-')}-{noc}", noc)
    script.participants.append(
        {
            "id": found.id,
            "type": "T",
            "noc": noc,
            "name": nocs.name(noc, "en"),
            "gender": script.event.gender,
            "events": [script.event],
            "members": members,
        }
    )
    return found


def _genders(script: Script) -> str:
    """The genders of an event's athletes, in turn."""
    return script.event.gender if script.event.gender in "MW" else "WM"
