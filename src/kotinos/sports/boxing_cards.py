"""The cards of boxing judges: the 10-point must system, warnings, the panel, and the review of a split decision.

Slots of a boxer: ``judge/J1`` … ``judge/J5`` (points by round, ``10 9 10``, before any deduction, or their sum), ``preferred/J1`` =
``Y`` where this judge has both level and names this boxer, ``warnings`` (each costs one point on every card). The evaluators of a
review are ``judge/E1`` and ``judge/E2``. The unit's ``counting`` names the judges drawn by lot (``J1 J3 J4``), where not all count.
"""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec.structs import replace

from kotinos.sports import cards, duels
from kotinos.sports.cards import Blank, Card, CardOf
from kotinos.sports.ranking import CannotRank, Entry, Unit

JUDGES = ("J1", "J2", "J3", "J4", "J5")
EVALUATORS = ("E1", "E2")


class Panel(msgspec.Struct, frozen=True, kw_only=True):
    """Whose cards decide: ``counting`` of the five judges; ``review``: the evaluators join where the five are split 3 to 2."""

    counting: int = 5
    review: bool = False


def total(entry: Entry, judge: str) -> int | None:
    """A judge's points for one boxer less the warnings; ``None`` without a card. Raises `CannotRank`."""
    given = entry.raw.get(f"judge/{judge}")
    if given in (None, ""):
        return None
    try:
        points = _rounds(given)
    except ValueError as error:
        raise CannotRank(f"entry {entry.n} ({entry.id}): judge/{judge} {error}") from None
    return sum(points) - (duels.whole(entry, "warnings") or 0)


def _rounds(given: Any) -> list[int]:
    """The points by round, or their sum alone."""
    words = str(given).split()
    if not words or not all(word.isascii() and word.isdigit() for word in words):
        raise ValueError(f"{given!r}; the points of each round (10 9 10)")
    points = [int(word) for word in words]
    if len(points) > 1 and max(points) > 10:
        raise ValueError(f"{given!r}; at most 10 points a round")
    return points


def _written(given: Any) -> str:
    return " ".join(str(points) for points in _rounds(given))


def _drawn(given: Any) -> str:
    text = cards.words(given).upper()
    if not set(text.split()) <= set(JUDGES):
        raise ValueError(f"{text!r}; some of {' '.join(JUDGES)}")
    return text


_POINTS = {"en": "Points", "fr": "Points"}
_LEVEL = {"en": "Judges who are level", "fr": "Juges à égalité"}


def card(panel: Panel) -> CardOf:
    """The card of a bout: every judge's points by round, warnings, and whom a judge prefers who has both level."""
    judges = (*JUDGES, *(EVALUATORS if panel.review else ()))
    points = (
        Blank(
            slot=f"judge/{one}",
            head=one,
            text={"en": f"Judge {one}, points by round", "fr": f"Juge {one}, points par reprise"},
            check=_written,
            group="points",
            of=_POINTS,
        )
        for one in judges
    )
    preferred = (
        Blank(
            slot=f"preferred/{one}",
            head=one,
            text={"en": f"Judge {one}, level, prefers", "fr": f"Juge {one}, à égalité, préfère"},
            check=cards.flag,
            group="level",
            of=_LEVEL,
        )
        for one in judges
    )
    warnings = Blank(
        slot="warnings", text={"en": "Warnings", "fr": "Avertissements"}, check=cards.whole, group="points", of=_POINTS
    )
    won = Blank(slot="mark", text={"en": "Judges won", "fr": "Juges gagnés"}, check=cards.whole, makes=())
    counting = Blank(
        slot="counting", text={"en": "Judges who count", "fr": "Juges qui comptent"}, check=_drawn, makes=()
    )
    own = (counting,) if panel.counting < len(JUDGES) else ()
    whole = Card(blanks=(*points, warnings, *preferred, cards.apart(won)), own=own)
    return lambda _: whole


def counted(unit: Unit, panel: Panel) -> Unit:
    """The bout with ``score``, the number of judges for each boxer, where the cards of the whole panel are known.

    A judge who has both level and prefers neither is for nobody. Raises `CannotRank`.
    """
    if len(unit.entries) != 2:
        return unit
    votes = [_vote(unit, judge) for judge in _counting(unit, panel)]
    if None in votes:
        return unit
    if panel.review and {votes.count(0), votes.count(1)} == {2, 3}:
        votes += [vote for judge in EVALUATORS if (vote := _vote(unit, judge)) is not None]
    entries = (replace(e, raw={**e.raw, "score": votes.count(at)}) for at, e in enumerate(unit.entries))
    return replace(unit, entries=tuple(entries))


NEITHER = -1


def _vote(unit: Unit, judge: str) -> int | None:
    """Which of the two a judge has as winner, `NEITHER`, or ``None`` while a card is missing."""
    home, away = (total(entry, judge) for entry in unit.entries)
    if home is None or away is None:
        return None
    if home != away:
        return int(away > home)
    preferred = [entry.raw.get(f"preferred/{judge}") == "Y" for entry in unit.entries]
    if all(preferred):
        raise CannotRank(f"{unit.id}: preferred/{judge} is recorded of both boxers; a judge prefers one")
    return preferred.index(True) if any(preferred) else NEITHER


def _counting(unit: Unit, panel: Panel) -> tuple[str, ...]:
    if panel.counting == len(JUDGES):
        return JUDGES
    drawn = tuple(str(unit.facts.get("counting", "")).split())
    if drawn and (len(set(drawn)) != panel.counting or not set(drawn) <= set(JUDGES)):
        raise CannotRank(f"{unit.id}: counting {' '.join(drawn)!r}; {panel.counting} of {' '.join(JUDGES)}")
    return drawn or JUDGES
