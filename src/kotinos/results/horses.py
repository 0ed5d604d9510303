"""Which horses may be entered. PURE."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from kotinos.codes import disciplines, nocs, statuses
from kotinos.codes.table import UnknownCode
from kotinos.results.documents import Horse
from kotinos.results.facts import Command, Fact, Refused, Unchanged
from kotinos.results.horse_facts import HorsesEntered

if TYPE_CHECKING:
    from kotinos.results.competition import Games

Horses = Mapping[str, Mapping[str, Horse]]
"""By discipline and id."""
STATUSES = ("ACTIVE", "CANCEL")
_ID = re.compile(r"\S(.{0,18}\S)?")
_YEAR = re.compile(r"(19|20)[0-9]{2}")
_CODE = re.compile(r"[A-Z0-9_-]{1,20}")


def entered(games: Games, fact: HorsesEntered, _: Command) -> Fact:
    """The horses that are news; refuses one without a name, and codes that are none."""
    if not disciplines.exists(fact.discipline):
        raise Refused(f"discipline {fact.discipline!r}: three letters of a discipline", "discipline")
    ids = [horse.id for horse in fact.horses]
    for at, horse in enumerate(fact.horses):
        where = f"horses[{at}]"
        if ids.count(horse.id) > 1:
            raise Refused(f"{where}: {horse.id!r} stands there twice", where)
        _check(horse, where)
    known = games.horses.get(fact.discipline, {})
    fresh = tuple(horse for horse in fact.horses if known.get(horse.id) != horse)
    if not fresh:
        raise Unchanged(stale=False)
    return HorsesEntered(discipline=fact.discipline, horses=fresh)


def known(before: Horses, fact: HorsesEntered) -> Horses:
    """The horses after ``fact``."""
    own = {**before.get(fact.discipline, {}), **{horse.id: horse for horse in fact.horses}}
    return {**before, fact.discipline: own}


def _check(horse: Horse, where: str) -> None:
    if not _ID.fullmatch(horse.id):
        raise Refused(f"{where}: id {horse.id!r} must have 1 to 20 characters", f"{where}.id")
    if not horse.name.strip():
        raise Refused(f"{where} ({horse.id}): a horse without a name", f"{where}.name")
    if not nocs.exists(horse.noc):
        raise Refused(
            f"{where} ({horse.id}): {horse.noc!r} is no NOC; three capital letters such as KEN", f"{where}.noc"
        )
    if horse.status not in STATUSES:
        raise Refused(f"{where} ({horse.id}): status {horse.status!r}; one of {' '.join(STATUSES)}", f"{where}.status")
    if horse.born and not _YEAR.fullmatch(horse.born):
        raise Refused(f"{where} ({horse.id}): born {horse.born!r}; a year such as 2018", f"{where}.born")
    for name in ("colour", "breed"):
        code = getattr(horse, name)
        if code and not _CODE.fullmatch(code):
            raise Refused(f"{where} ({horse.id}): {name} {code!r}; a code in capitals", f"{where}.{name}")
    try:
        if horse.sex:
            statuses.get("horse_sex", horse.sex)
    except UnknownCode as error:
        raise Refused(f"{where} ({horse.id}): {error}", f"{where}.sex") from None
