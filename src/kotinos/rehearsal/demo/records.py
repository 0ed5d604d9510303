"""What stands in the lists of records when the demonstration begins: marks of an invented past, some within reach.

The first day betters the records of the Games in the women's 100 m and 400 m freestyle and equals the one of the men's 100 m backstroke;
the others stand.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC
from typing import Any

import msgspec

from kotinos.codes.rsc import Rsc
from kotinos.rehearsal.demo.script import Setting

FEDERATIONS = {"ATH": "Demonstration Athletics", "SWM": "Demonstration Aquatics"}


class Standing(msgspec.Struct, frozen=True):
    """A record: its type, mark, holder, and when and where it was set."""

    event: Rsc
    type: str
    mark: str
    holder: str
    noc: str
    date: str
    place: str


def _both(
    discipline: str, gender: str, code: str, world: tuple[str, str, str], games: tuple[str, str, str]
) -> tuple[Standing, Standing]:
    """The world record and the record of the Games, each (mark, holder, NOC)."""
    event = Rsc.of(discipline, gender, code)
    mark, holder, noc = world
    of_world = Standing(event, "WR", mark, holder, noc, "2023-08-19", "Porto Vela")
    mark, holder, noc = games
    return of_world, Standing(event, "OR", mark, holder, noc, "2024-07-28", "Alta Costa")


STANDING: tuple[Standing, ...] = (
    *_both("ATH", "W", "100M", ("10.72", "Ilse VANDERMOER", "NED"), ("10.93", "Noa TERRABLANC", "FRA")),
    *_both("ATH", "W", "LONGJUMP", ("7.48", "Sanna HELLEVIK", "NOR"), ("7.26", "Odile MARECHAUX", "FRA")),
    *_both("ATH", "M", "400M", ("43.21", "Tomas QUERIDOR", "BRA"), ("43.52", "Anton LINDQVARN", "SWE")),
    *_both("ATH", "M", "SHOTPUT", ("23.40", "Radek OSTROVAN", "CZE"), ("23.02", "Paavo KIVIRANTA", "FIN")),
    *_both("ATH", "M", "TRPLJUMP", ("18.19", "Elio SANTAMORA", "ITA"), ("17.98", "Ruben CASTELVAR", "ESP")),
    *_both("SWM", "W", "400MFR", ("3:57.60", "Maud KESTREL", "AUS"), ("4:00.35", "Yuki HOSHINAMI", "JPN")),
    *_both("SWM", "M", "100MBA", ("51.43", "Leon FALKENRIED", "GER"), ("51.80", "Mateus PRAIANO", "BRA")),
)


def listed(setting: Setting) -> Iterator[tuple[str, dict[str, Any]]]:
    """The list of each federation as it stands at the beginning of the play, as (what it is, the fact)."""
    # An instant: a day would begin at midnight in Greenwich, when competition in Paris may be under way already.
    as_of = setting.instant(0).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    for discipline, name in FEDERATIONS.items():
        lines = [msgspec.structs.asdict(one) for one in STANDING if one.event.discipline == discipline]
        fact = {"kind": "records_listed", "discipline": discipline, "name": name, "version": 1, "as_of": as_of}
        yield f"records of {discipline}", fact | {"records": lines}
