"""What is typed of a famous final, and the messages that enter it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from kotinos.codes import nocs
from kotinos.codes.rsc import Rsc
from kotinos.rehearsal.cue import Cue, command
from kotinos.rehearsal.demo.script import Setting

ARCHIVE = "archive"


class Row(msgspec.Struct, frozen=True):
    """One competitor: ``Noah LYLES USA`` (or ``ESP`` for a team), what was measured, and lane or start order."""

    who: str
    values: Mapping[str, Any]
    order: str = ""


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """One unit as it was held. ``sides`` are (unit, W or L) or (phase, rank) of a bracket match."""

    phase: str
    unit: str = "000100"
    start: str
    en: str = ""
    fr: str = ""
    rows: tuple[Row, ...]
    medal: int = 0
    bracket: str = ""
    sides: tuple[tuple[str, str | int], ...] = ()
    facts: Mapping[str, Any] = {}


class Final(msgspec.Struct, frozen=True, kw_only=True):
    """An event as far as it is told here.

    ``phases`` are (code, kind, level); ``members`` the athletes of a team. ``decided`` are values changed after
    the medals were given, with the decision.
    """

    event: Rsc
    phases: tuple[tuple[str, str, int], ...] = (("FNL-", "final", 1),)
    units: tuple[Held, ...]
    members: Mapping[str, tuple[str, ...]] = {}
    decided: tuple[tuple[tuple[str, str, Any], ...], str] | None = None


def identity(final: Final, who: str) -> str:
    """The id of a competitor: ``LYLES-NOAH-USA``, of a team ``ATHM4X100M-JAM``; at most 20 characters."""
    given, family, noc = name_of(who)
    if not family:
        return f"{final.event.prefix.rstrip('-')}-{noc}"
    plain = unicodedata.normalize("NFKD", f"{family[:10]}-{given[:5]}").encode("ascii", "ignore").decode().upper()
    return f"{''.join(c for c in plain if c.isalnum() or c == '-')}-{noc}"


def name_of(who: str) -> tuple[str, str, str]:
    """Given name, family name, organisation: the family name is what is written in capitals."""
    *words, noc = who.split()
    family = [word for word in words if word == word.upper() and len(word) > 1]
    return " ".join(word for word in words if word not in family), " ".join(family), noc


def entries(finals: Iterable[Final]) -> list[dict[str, Any]]:
    """Everybody, each once with all events."""
    found: dict[str, dict[str, Any]] = {}
    for final in finals:
        for who in dict.fromkeys(row.who for held in final.units for row in held.rows):
            entry = found.setdefault(identity(final, who), _entry(final, who))
            entry["events"] = [*dict.fromkeys([*entry["events"], final.event])]
    return list(found.values())


def _entry(final: Final, who: str) -> dict[str, Any]:
    given, family, noc = name_of(who)
    entry: dict[str, Any] = {"id": identity(final, who), "noc": noc, "gender": final.event.gender, "events": []}
    if not family:
        members = [
            {"id": identity(final, f"{one} {noc}"), "given_name": name_of(f"{one} X")[0], "family_name": name_of(f"{one} X")[1], "order": n}
            for n, one in enumerate(final.members.get(noc, ()), start=1)
        ]  # fmt: skip
        return entry | {"type": "T", "name": nocs.name(noc, "en"), "members": members}
    return entry | {
        "type": "A",
        "name": f"{given} {family}",
        "print_name": f"{family} {given}",
        "given_name": given,
        "family_name": family,
    }


def cues(setting: Setting, finals: Sequence[Final], at: float) -> Iterator[Cue]:
    """The messages that enter ``finals``: who, what was planned, what was done, what was decided."""
    what = {"kind": "participants_entered", "participants": entries(finals)}
    yield Cue(
        at=at, lane=ARCHIVE, what="who was there", send=command(f"{setting.play}/{ARCHIVE}/people", what, ARCHIVE)
    )
    for final in finals:
        for n, fact in enumerate(_facts(final)):
            send = command(f"{setting.play}/{ARCHIVE}/{final.event}/{n}", fact, ARCHIVE)
            yield Cue(at=at, lane=ARCHIVE, what=f"{final.event} {fact['kind']}", send=send)


def unit_of(final: Final, held: Held) -> Rsc:
    """The unit's code."""
    return Rsc(final.event[:22] + held.phase.ljust(4, "-") + held.unit.ljust(8, "-"))


def _facts(final: Final) -> Iterator[dict[str, Any]]:
    phases = [
        {"rsc": final.event[:22] + code.ljust(12, "-"), "kind": kind, "level": level}
        for code, kind, level in final.phases
    ]
    day = max(held.start for held in final.units)[:10]
    yield {"kind": "event_planned", "event": final.event, "phases": phases, "rule_date": day}
    yield {"kind": "units_planned", "units": [_plan(final, held, n) for n, held in enumerate(final.units, start=1)]}
    for held in final.units:
        yield from _unit_facts(final, held)
    if final.decided:
        items, reason = final.decided
        unit = unit_of(final, final.units[-1])
        changed = [_item(final, who, slot, value) for who, slot, value in items]
        yield {"kind": "corrected", "unit": unit, "items": changed, "reason": reason}


def _unit_facts(final: Final, held: Held) -> Iterator[dict[str, Any]]:
    unit = unit_of(final, held)
    starts = [
        {"competitor": identity(final, row.who), "sort": n, "order": row.order}
        for n, row in enumerate(held.rows, start=1)
    ]
    yield {"kind": "start_list_set", "unit": unit, "starts": starts}
    # Held long ago: the instants say when, not the clock of today.
    yield {"kind": "schedule_changed", "unit": unit, "status": "RUNNING", "actual": held.start}
    yield {"kind": "schedule_changed", "unit": unit, "status": "FINISHED", "actual": held.start}
    items = [_item(final, row.who, slot, value) for row in held.rows for slot, value in row.values.items()]
    yield {
        "kind": "marks_observed",
        "unit": unit,
        "revision": 1,
        "items": items,
        "facts": dict(held.facts),
        "complete": True,
    }
    yield {"kind": "status_set", "unit": unit, "status": "OFFICIAL"}


def _item(final: Final, who: str, slot: str, value: Any) -> dict[str, Any]:
    return {"who": {"id": identity(final, who)}, "slot": slot, "value": value}


def _plan(final: Final, held: Held, order: int) -> dict[str, Any]:
    plan: dict[str, Any] = {
        "rsc": unit_of(final, held),
        "start": held.start,
        "end": held.start,
        "medal": held.medal,
        "order": order,
        "bracket": held.bracket,
        "sides": [_side(final, *side) for side in held.sides],
    }
    return plan | ({"name": {"en": held.en, "fr": held.fr}} if held.en else {})


def _side(final: Final, source: str, how: str | int) -> dict[str, Any]:
    """``("QFNL0001", "W")``: the winner of that unit; ``("GPA-", 2)``: the second of that group."""
    if isinstance(how, int):
        return {"unit": final.event[:22] + source.ljust(12, "-"), "rank": how}
    return {"unit": final.event[:22] + source + "00--", "wlt": how}
