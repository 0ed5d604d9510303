"""Which statistics a discipline keeps over several matches (DT_STATS), and the counts of a match that each is made of.

``value`` names counts: ``gf|score`` the first that is known, ``yrc+rc`` their sum, ``shot.tried`` the attempts of a count that has some,
``opponent.pty`` that of the other side. Besides what was noted there are ``mp`` (1 a match), ``score``, ``conceded`` and ``sets``.
"""

from __future__ import annotations

from functools import cache
from typing import Literal

from kotinos.codes import table
from kotinos.codes.table import Named

Holder = Literal["team", "athlete", "event"]
HOLDERS: tuple[Holder, ...] = ("team", "athlete", "event")


class Statistic(Named, frozen=True, kw_only=True):
    """One statistic. ``tried`` names its attempts.

    ``form``: ``max`` is the greatest of all matches, ``clock`` a time (``25:30``), ``percent`` has a percentage of the attempts,
    ``zero:shot.tried`` is said even where it is 0, if that other count is not. ``average`` is ``match:1`` or ``set:2``: for each, with so
    many decimals. ``ranked``: ``more`` is better, empty where nobody is ranked.
    """

    disciplines: str
    holder: Holder
    code: str
    value: str
    source: Literal["documented", "ours"]
    pos: str = ""
    tried: str = ""
    form: str = ""
    average: str = ""
    ranked: str = ""


@cache
def of(discipline: str, holder: Holder) -> tuple[Statistic, ...]:
    """The statistics of a discipline for teams, their athletes or the event, in the order in which they are shown."""
    rows = table.rows("statistics", Statistic)
    return tuple(row for row in rows if row.holder == holder and discipline in row.disciplines.split())


@cache
def kept(discipline: str) -> bool:
    """Whether the discipline keeps any."""
    return bool(of(discipline, "team"))
