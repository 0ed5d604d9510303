"""Which statistics a discipline keeps over several matches (DT_STATS), and the counts of a match that each is made of.

``value`` names counts: ``gf|score`` the first that is known, ``yrc+rc`` their sum, ``shot.tried`` the attempts of a count that has some,
``opponent.pty`` that of the other side, ``match.shuttles_used`` a fact of the match itself. Besides what was noted there are ``mp``
(1 a match), ``score``, ``conceded``, ``points`` (of all periods), ``sets``, ``card.YC``; of the match ``match.played``, ``match.sets``,
``match.duration`` in minutes, ``match.WP`` (1 if it was decided so) and ``match.decided``.
"""

from __future__ import annotations

from functools import cache
from typing import Literal

from kotinos.codes import table
from kotinos.codes.table import Named

Holder = Literal["team", "athlete", "event", "gender", "analysis", "card"]
HOLDERS: tuple[Holder, ...] = ("team", "athlete", "event", "gender", "analysis", "card")
OF_MATCH = "match."
"""How counts of a match itself begin, which belong to neither side."""
EACH_PHASE = "phase"
"""The ``pos`` of a statistic of the event that is told phase by phase."""


class Statistic(Named, frozen=True, kw_only=True):
    """One statistic. ``tried`` names its attempts.

    ``holder`` names one or several: a ``team``; an ``athlete`` alone or in a team; the ``event``; all events of a ``gender``; in an
    ``analysis`` one side of a match that is to come; of a ``card`` whoever was shown one.

    ``form``: ``max`` and ``min`` are the greatest and the least of all matches (``max:unit``: with the number of that match), ``clock`` a
    time (``25:30``), ``hours`` minutes as ``1:05``, ``percent`` has a percentage of the attempts, ``share`` one with two decimals in their
    place, ``zero:shot.tried`` is said even where it is 0, if that other count is not. ``average`` is ``match:1``, ``set:2`` or ``each:1``
    (for each match in which it was counted), with so many decimals. ``ranked``: ``more`` is better, empty where nobody is ranked.
    """

    disciplines: str
    holder: str
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
    """The statistics of a discipline for one kind of holder, in the order in which they are shown."""
    rows = table.rows("statistics", Statistic)
    return tuple(row for row in rows if holder in row.holder.split() and discipline in row.disciplines.split())


@cache
def kept(discipline: str) -> bool:
    """Whether the discipline keeps any."""
    return any(of(discipline, holder) for holder in HOLDERS)


@cache
def of_match(discipline: str) -> frozenset[str]:
    """Which counts of a match itself the discipline's statistics read: ``shuttles_used``, ``played``."""
    kept_ = (one for holder in HOLDERS for one in of(discipline, holder))
    read = (word for one in kept_ for word in (*one.value.replace("|", "+").split("+"), one.tried))
    return frozenset(word.removeprefix(OF_MATCH) for word in read if word.startswith(OF_MATCH))
