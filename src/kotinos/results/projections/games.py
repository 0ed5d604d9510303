"""Documents of a discipline or of the whole Games: schedule, participants, medal table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec

from kotinos.codes import disciplines, nocs
from kotinos.codes.rsc import Rsc
from kotinos.results import tribunals
from kotinos.results.documents import (
    DisciplineMedallistsBody,
    GamesBody,
    HorsesBody,
    LocalNameLine,
    LocalNamesBody,
    MedalCount,
    MedalLine,
    MedalsBody,
    ParticipantsBody,
    ScheduleBody,
    WeatherBody,
)
from kotinos.results.projections import event as of_event
from kotinos.results.projections.people import of_participant
from kotinos.results.projections.unit import line
from kotinos.results.projections.view import View
from kotinos.sports.medals import BRONZE, GOLD, SILVER, table

GENDERS = {"M": "M", "W": "W"}
"""Event genders with a column of their own in a medal table; mixed and open events count as ``X``."""


def games(view: View) -> GamesBody:
    """What the Games are called, and when and where they are."""
    declared = view.games.declared
    return GamesBody(
        code=declared.code, name=declared.name, start=declared.start, end=declared.end, timezone=declared.timezone
    )


def schedule(view: View, discipline: Rsc) -> ScheduleBody:
    """All units of a discipline in time order."""
    units = [u for u in view.games.units.values() if u.plan.rsc.discipline == discipline.discipline]
    ordered = sorted(units, key=lambda u: (u.start, u.plan.order, u.plan.rsc))
    return ScheduleBody(
        discipline=discipline.discipline,
        name=disciplines.text(discipline.discipline),
        units=tuple(line(view, u.plan.rsc) for u in ordered),
    )


def schedule_update(view: View, rsc: Rsc) -> ScheduleBody:
    """One unit's line, which replaces that line of the schedule and nothing else."""
    return ScheduleBody(discipline=rsc.discipline, name=disciplines.text(rsc.discipline), units=(line(view, rsc),))


def participants(view: View, discipline: Rsc) -> ParticipantsBody:
    """Everyone entered in a discipline, by id."""
    found = [
        p
        for _, p in sorted(view.games.participants.items())
        if any(e.discipline == discipline.discipline for e in p.events)
    ]
    return ParticipantsBody(
        discipline=discipline.discipline,
        participants=tuple(of_participant(p) for p in found),
        events={p.id: p.events for p in found},
    )


def local_names(view: View, discipline: Rsc, language: str) -> LocalNamesBody | None:
    """What everyone entered in a discipline, members of teams too, is called in a language; ``None`` where nobody's name is known."""
    known = view.games.local_names.get(language, {})
    entered = (
        p for p in view.games.participants.values() if any(e.discipline == discipline.discipline for e in p.events)
    )
    found = {
        id_: LocalNameLine(
            id=id_,
            type=person.type if id_ == person.id else "A",
            noc=person.noc,
            family_name=known[id_].family_name,
            given_name=known[id_].given_name,
            name=known[id_].name,
            gender=gender,
        )
        for person in entered
        for id_, gender in ((person.id, person.gender), *((member.id, member.gender) for member in person.members))
        if id_ in known
    }
    if not found:
        return None
    names = tuple(found[id_] for id_ in sorted(found))
    return LocalNamesBody(discipline=discipline.discipline, language=language, names=names)


def horses(view: View, discipline: str) -> HorsesBody:
    """The horses of a discipline that has some."""
    known = view.games.horses[discipline]
    return HorsesBody(discipline=discipline, horses=tuple(known[id_] for id_ in sorted(known)))


def weather(view: View, about: Rsc, place: str) -> WeatherBody | None:
    """The weather at a place as observed last; ``None`` where it was taken back."""
    known = view.games.weather.get((about, place))
    if known is None or not known.conditions:
        return None
    return WeatherBody(about=about, place=place, observed=known.at, conditions=known.conditions)


def medallists(view: View, discipline: str) -> DisciplineMedallistsBody | None:
    """The medals of a discipline, event by event; ``None`` before the first."""
    own = sorted(event for event in view.games.events if event.discipline == discipline)
    won = tuple(body for event in own if (body := of_event.medallists(view, event)) is not None)
    if not won:
        return None
    return DisciplineMedallistsBody(
        discipline=discipline,
        name=disciplines.text(discipline),
        events=won,
        events_total=len(own),
        events_finished=sum(view.medal_status(event) == "OFFICIAL" for event in own),
        notes=_notes(view, own),
    )


def _notes(view: View, events: Iterable[Rsc]) -> tuple[str, ...]:
    """What tribunals decided about the events, in the order of the decisions."""
    return tribunals.notes(sorted((v for event in events for v in view.verdicts(event)), key=lambda v: v.at))


def medals(view: View) -> MedalsBody:
    """The medal table of the Games, from the medallists of every event."""
    return _medal_table(view, tuple(view.games.events))


def medals_of(view: View, discipline: str) -> MedalsBody | None:
    """The medal table of one discipline; ``None`` before its first medal."""
    own = tuple(event for event in view.games.events if event.discipline == discipline)
    return _medal_table(view, own) if any(view.medallists(event) for event in own) else None


def _medal_table(view: View, events: Sequence[Rsc]) -> MedalsBody:
    won: dict[str, Counter[tuple[str, str]]] = {}
    every: Counter[tuple[str, str]] = Counter()
    shares = {event: _share(view, event) for event in events}
    for event, share in shares.items():
        column = GENDERS.get(event.gender, "X")
        for noc, medal in share.medals:
            every[column, medal] += 1
            if noc:
                won.setdefault(noc, Counter())[column, medal] += 1
    counts = {noc: _counts(won[noc]) for noc in sorted(won)}
    standings = table({noc: (c[-1].gold, c[-1].silver, c[-1].bronze) for noc, c in counts.items()})
    by_total = {s.noc: at for at, s in enumerate(sorted(standings, key=lambda s: s.rank_total), start=1)}
    lines = tuple(
        MedalLine(
            noc=one.noc,
            name=nocs.text(one.noc),
            rank=one.rank,
            rank_equal=one.rank_equal,
            sort_rank=at,
            rank_total=one.rank_total,
            rank_total_equal=one.rank_total_equal,
            sort_rank_total=by_total[one.noc],
            counts=counts[one.noc],
        )
        for at, one in enumerate(standings, start=1)
    )
    return MedalsBody(
        lines=lines,
        totals=_counts(every),
        last_event=view.last_decided(event for event, share in shares.items() if share.medals),
        events_total=len(events),
        events_finished=sum(share.official for share in shares.values()),
        notes=_notes(view, events),
    )


class _Share(msgspec.Struct, frozen=True):
    """What an event adds to a medal table: a team and a medal for each that was won, and whether all are official."""

    medals: tuple[tuple[str, str], ...]
    official: bool


def _share(view: View, event: Rsc) -> _Share:
    def made() -> _Share:
        won = tuple((medallist.competitor.noc, medallist.medal) for medallist in view.medallists(event))
        return _Share(won, view.medal_status(event) == "OFFICIAL")

    return view.of_event(event, "share of medals", made)


def _counts(tally: Counter[tuple[str, str]]) -> tuple[MedalCount, ...]:
    """Medals by event gender, the total last; genders without a medal are left out."""
    genders = [g for g in ("M", "W", "X") if any(key[0] == g for key in tally)]
    each = [_count(g, {medal: tally[(g, medal)] for medal in (GOLD, SILVER, BRONZE)}) for g in genders]
    whole = {medal: sum(tally[(g, medal)] for g in genders) for medal in (GOLD, SILVER, BRONZE)}
    return (*each, _count("TOT", whole))


def _count(type_: str, won: dict[str, int]) -> MedalCount:
    return MedalCount(type=type_, gold=won[GOLD], silver=won[SILVER], bronze=won[BRONZE], total=sum(won.values()))
