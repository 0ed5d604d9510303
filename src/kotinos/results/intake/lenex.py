"""LENEX 3, the exchange format of swimming: ``.lef`` (XML) and ``.lxf`` (the same, zipped).

A file holds a meet: sessions with events and heats, clubs with athletes and relays, and under these the entries and the results. Results
become one set of marks for each heat, entries one start list for each heat, athletes and relays competitors.

Quirks, all seen in real files:

- a competitor without a time has ``swimtime="00:00:00.00"`` (or ``NT``) and the reason in ``status``;
- a withdrawal has neither heat nor lane, and so belongs to no heat: it is left to the start list;
- a disqualified swimmer keeps the time and the splits; the time is not a mark;
- a reason (``203 - …``) stands in ``comment``;
- relays have no id of their own: club, gender and number name them.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from kotinos.results.facts import Locator, Member, Observation, Participant, Start
from kotinos.results.intake import clock
from kotinos.results.intake.reading import BadMessage, Broken, Entered, Listed, Marks, Reading
from kotinos.results.intake.xml import Element, parse, where

LIMIT = 40_000_000
"""Bytes of a meet when unpacked; a national championship has 0.4 million."""

IRMS = {"DSQ": "DSQ", "DNS": "DNS", "DNF": "DNF", "WDR": "WDR", "SICK": "WDR", "EXH": None, "RJC": "DSQ", "": None}
"""``RESULT/@status``. ``SICK`` is a withdrawal. ``EXH``, out of competition, is no IRM, but its time counts for nobody's place."""


class _Heat(msgspec.Struct):
    """One heat with its device name and what was found for it."""

    name: str
    spot: str
    lanes: dict[str, str] = {}
    items: list[Observation] = []
    spots: list[str] = []
    starts: list[Start] = []
    swam: list[Start] = []
    complete: bool = False


def read(message: bytes, name: str = "", encoding: str = "") -> list[Reading]:
    """Competitors, start lists and marks of a meet; raises `BadMessage`. A bad result spoils its heat only."""
    if encoding not in ("", "utf-8"):
        raise BadMessage(f"encoding {encoding!r}", "settings", "none: an XML file says its own")
    root = parse(_unpacked(message), "LENEX")
    version = root.get("version", "")
    if not version.startswith("3"):
        raise BadMessage(f"LENEX version {version!r}", where(root), "3.0")
    readings: list[Reading] = []
    meets = root.findall("MEETS/MEET")
    if not meets:
        raise BadMessage("no meet", where(root), "MEETS with one MEET; record lists are not results")
    for meet in meets:
        readings += _meet(meet)
    return readings


def competitor_id(element: Element, club: Element) -> str:
    """``athleteid`` of an athlete; ``R`` with club, gender and number for a relay."""
    if element.tag == "ATHLETE":
        return element.get("athleteid", "")
    number, gender = element.get("number", "1"), element.get("gender", "")
    code = "".join(c for c in club.get("code", "") or club.get("name", "") if c.isalnum())[:10]
    ages = element.get("agemin", "-1")
    return f"R{code}-{gender}{number}" + (f"-{ages}" if ages not in ("-1", "") else "")


def _unpacked(message: bytes) -> bytes:
    if not message:
        raise BadMessage("the file is empty", "byte 0", "a LENEX file")
    if not message.startswith(b"PK"):
        return message
    try:
        with zipfile.ZipFile(io.BytesIO(message)) as archive:
            inside = [i for i in archive.infolist() if i.filename.lower().endswith((".lef", ".xml"))]
            if len(inside) != 1:
                raise BadMessage(f"{len(inside)} .lef files in the archive", "archive", "exactly one")
            with archive.open(inside[0]) as file:
                # What the archive says of its size may be a lie; what is read is not.
                data = file.read(LIMIT + 1)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, OSError) as error:
        if isinstance(error, BadMessage):
            raise
        raise BadMessage(f"the archive cannot be read: {error}", "archive", "a whole .lxf file") from error
    except Exception as error:  # zlib, bz2 and lzma each have an exception of their own, none derived from the others
        raise BadMessage(f"the archive cannot be unpacked: {error}", "archive", "a whole .lxf file") from error
    if len(data) > LIMIT:
        raise BadMessage(f"more than {LIMIT} bytes when unpacked", "archive", "one meet")
    return data


def _meet(meet: Element) -> list[Reading]:
    heats = _heats(meet)
    broken: list[Reading] = []
    people: dict[str, Participant] = {}
    named = {a.get("athleteid", ""): a for a in meet.iterfind("CLUBS/CLUB/ATHLETES/ATHLETE")}
    for club, element in _competitors(meet):
        identity = competitor_id(element, club)
        try:
            people[identity] = _participant(element, club, identity, named)
            _collect(element, identity, heats)
        except BadMessage as bad:
            broken.append(Broken(where=bad.where, what=bad.what, right=bad.right))
    readings: list[Reading] = []
    if people:
        readings.append(Entered(where=where(meet), participants=tuple(people.values()), missing_only=True))
    for heat in heats.values():
        readings += _of_heat(heat)
    return readings + broken


def _heats(meet: Element) -> dict[str, _Heat]:
    heats: dict[str, _Heat] = {}
    for event in meet.iterfind("SESSIONS/SESSION/EVENTS/EVENT"):
        number, round_ = event.get("number", ""), event.get("round", "TIM")
        for heat in event.iterfind("HEATS/HEAT"):
            identity = heat.get("heatid", "")
            spot = where(heat, heatid=identity)
            if not identity or identity in heats:
                raise BadMessage(
                    f"heatid {identity!r} is missing or stands twice", spot, "an id of its own for each heat"
                )
            heats[identity] = _Heat(
                name=device_name(number, round_, heat.get("number", "")),
                spot=spot,
                complete=heat.get("status", "") in ("UNOFFICIAL", "OFFICIAL"),
            )
    return heats


def device_name(event: str, round_: str, heat: str) -> str:
    """The name a unit has in `UnitPlan.devices`: ``lenex:12/FIN/1``."""
    return f"lenex:{event}/{round_}/{heat}"


def _competitors(meet: Element) -> Iterator[tuple[Element, Element]]:
    for club in meet.iterfind("CLUBS/CLUB"):
        for element in (*club.iterfind("ATHLETES/ATHLETE"), *club.iterfind("RELAYS/RELAY")):
            yield club, element


def _participant(element: Element, club: Element, identity: str, named: dict[str, Element]) -> Participant:
    spot = where(element, id=identity)
    if not identity or len(identity) > 20:
        raise BadMessage(f"competitor id {identity!r}", spot, "1 to 20 characters")
    noc = element.get("nation", "") or club.get("nation", "")
    if element.tag == "ATHLETE":
        given, family = element.get("firstname", ""), element.get("lastname", "")
        if not family:
            raise BadMessage("an athlete without a last name", spot, "lastname")
        return Participant(
            id=identity,
            type="A",
            noc=noc,
            name=f"{given} {family.upper()}".strip(),
            print_name=f"{family.upper()} {given}".strip(),
            gender=element.get("gender", ""),
        )
    name = element.get("name") or f"{club.get('name', '')} {element.get('number', '1')}"
    return Participant(
        id=identity,
        type="T",
        noc=noc,
        name=name,
        print_name=name,
        gender=element.get("gender", ""),
        members=_members(element, named),
    )


def _members(relay: Element, named: dict[str, Element]) -> tuple[Member, ...]:
    """Everybody who swims in any race of the relay, in the order of the first race that names them."""
    found: dict[str, Member] = {}
    for position in relay.iterfind(".//RELAYPOSITION"):
        identity = position.get("athleteid", "")
        athlete = named.get(identity)
        if athlete is not None and identity not in found:
            found[identity] = Member(
                id=identity,
                family_name=athlete.get("lastname", "").upper(),
                given_name=athlete.get("firstname", ""),
                gender=athlete.get("gender", ""),
                order=len(found) + 1,
            )
    return tuple(found.values())


def _collect(element: Element, identity: str, heats: dict[str, _Heat]) -> None:
    for kind in ("RESULTS/RESULT", "ENTRIES/ENTRY"):
        for line in element.iterfind(kind):
            heatid = line.get("heatid", "")
            spot = where(line, competitor=identity, resultid=line.get("resultid", ""))
            if not heatid:
                continue
            if heatid not in heats:
                raise BadMessage(f"heatid {heatid!r} is in no event", spot, "a heat of this meet")
            heat = heats[heatid]
            lane = _lane(line, heat, identity, spot)
            start = Start(competitor=identity, sort=int(lane), order=lane)
            if line.tag == "RESULT":
                items = list(_values(line, Locator(id=identity, lane=lane), spot))
                heat.items += items
                heat.spots += [spot] * len(items)
                heat.swam.append(start)
            else:
                heat.starts.append(start)


def _lane(line: Element, heat: _Heat, identity: str, spot: str) -> str:
    lane = line.get("lane", "")
    if not (lane.isascii() and lane.isdigit()) or int(lane) > 99:
        raise BadMessage(f"lane {lane!r}", f"{spot}, lane", "a number")
    holder = heat.lanes.setdefault(f"{line.tag} {lane}", identity)
    if holder != identity:
        raise BadMessage(
            f"lane {lane} of {heat.name} is {holder}'s already", f"{spot}, lane", "one swimmer in each lane"
        )
    return lane


def _values(line: Element, who: Locator, spot: str) -> Iterable[Observation]:
    status = line.get("status", "")
    if status not in IRMS:
        raise BadMessage(f"status {status!r}", f"{spot}, status", ", ".join(filter(None, IRMS)))
    irm = IRMS[status]
    time = line.get("swimtime", "")
    t4 = _swimtime(time, f"{spot}, swimtime")
    counts = t4 is not None and not status
    values: dict[str, Any] = {"mark": _short(time) if counts else None, "t4": t4 if counts else None, "irm": irm}
    reaction = line.get("reactiontime", "")
    if reaction:
        values["reaction"] = _reaction(reaction, f"{spot}, reactiontime")
    if line.get("comment"):
        values["comment"] = line.get("comment", "")[:200]
    values |= _splits(line, t4, spot)
    for slot, value in values.items():
        yield Observation(who=who, slot=slot, value=value)


def _swimtime(text: str, spot: str) -> int | None:
    if text in ("", "NT", "00:00:00.00"):
        return None
    return clock.t4(text, spot)


def _short(text: str) -> str:
    """``00:01:23.18`` as a board shows it: ``1:23.18``."""
    return text.removeprefix("00:").removeprefix("00:").lstrip("0") if ":" in text else text


def _reaction(text: str, spot: str) -> str:
    """LENEX writes hundredths with a sign and no point: ``+68`` is 0.68 s (and ``0`` is 0.00)."""
    digits = text.lstrip("+-")
    if not (digits.isascii() and digits.isdigit()) or len(digits) > 3:
        raise BadMessage(f"reaction time {text!r}", spot, "hundredths of a second such as +68")
    sign = "-" if text.startswith("-") else ""
    return f"{sign}{int(digits) // 100}.{int(digits) % 100:02d}"


def _splits(line: Element, final: int | None, spot: str) -> dict[str, str]:
    """``split/50`` … as cumulative times, which grow with the distance and never pass the final time."""
    found: dict[int, tuple[int, str]] = {}
    for split in line.iterfind("SPLITS/SPLIT"):
        distance = split.get("distance", "")
        place = f"{spot}, split {distance}"
        if not (distance.isascii() and distance.isdigit()) or int(distance) in found:
            raise BadMessage(f"split at {distance!r}", place, "metres, each once")
        time = split.get("swimtime", "")
        found[int(distance)] = (clock.t4(time, place), _short(time))
    before = 0
    for metres, (at, shown) in sorted(found.items()):
        if at <= before or (final is not None and at > final):
            raise BadMessage(f"{shown} at {metres} m", f"{spot}, split {metres}", "times that grow up to the final one")
        before = at
    return {f"split/{metres}": shown for metres, (_, shown) in sorted(found.items())}


def _of_heat(heat: _Heat) -> list[Reading]:
    readings: list[Reading] = []
    if heat.starts or heat.swam:
        # Results name lanes too, which is a start list where no entries came before.
        starts = tuple(sorted(heat.starts or heat.swam, key=lambda s: s.sort))
        readings.append(Listed(where=heat.spot, unit=heat.name, starts=starts, missing_only=not heat.starts))
    if heat.items:
        readings.append(
            Marks(
                where=heat.spot,
                unit=heat.name,
                items=tuple(heat.items),
                spots=tuple(heat.spots),
                complete=heat.complete,
                whole=True,
            )
        )
    return readings
