"""What sports of judges share: an exercise from its parts, the sum of several exercises, ties broken by a part, and reserves.

Slots of an exercise are the letters of its sport (``d`` difficulty, ``e`` execution, ``a`` artistry, ``t`` time of flight,
``h`` horizontal displacement) and ``penalty``, written without a sign. Where a ``mark`` is given too it must be what they give together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from msgspec.structs import replace

from kotinos.sports import cards, marks, series, tournaments
from kotinos.sports.cards import Blank, CardOf
from kotinos.sports.generic import refuse
from kotinos.sports.outcome import PhaseResult
from kotinos.sports.ranking import Criterion, Entry, Group, Ranking, Unit, rank_by
from kotinos.sports.series import Part
from kotinos.sports.ties import RECORDED

PENALTY = "penalty"

PARTS: Mapping[str, Blank] = {
    one.slot: one
    for one in (
        Blank(slot="d", head="D", text={"en": "Difficulty", "fr": "Difficulté"}),
        Blank(slot="a", head="A", text={"en": "Artistry", "fr": "Artistique"}),
        Blank(slot="e", head="E", text={"en": "Execution", "fr": "Exécution"}),
        Blank(slot="h", head="H", text={"en": "Horizontal displacement", "fr": "Déplacement horizontal"}),
        Blank(slot="t", head="T", text={"en": "Time of flight", "fr": "Temps de vol"}),
        Blank(slot="elements", text={"en": "Elements", "fr": "Éléments"}),
        Blank(slot="impression", text={"en": "Artistic impression", "fr": "Impression artistique"}),
        Blank(slot=PENALTY, text={"en": "Penalty", "fr": "Pénalité"}),
    )
}
"""The parts of an exercise."""


def card(letters: Sequence[str]) -> CardOf:
    """The card of one exercise: its parts, the penalty, or the total alone."""
    return cards.fixed(*(PARTS[letter] for letter in (*letters, PENALTY)), cards.TOTAL)


def points_in(entry: Entry, raw: Mapping[str, Any], slot: str) -> Decimal | None:
    """The points in a slot, ``None`` where it is empty; raises `CannotRank`."""
    value = raw.get(slot)
    if not marks.given(value):
        return None
    try:
        return marks.parse_points(value)
    except marks.MarkError as error:
        raise refuse(entry, f"{slot}: {error}") from None


def board(points: Decimal) -> str:
    """Points as a board shows them, with the decimals that they were given with: ``69.800``."""
    return f"{points:f}"


def score_of(entry: Entry, letters: Sequence[str]) -> Decimal | None:
    """The score of one exercise: its ``mark``, or the sum of its parts less the penalty, never below 0. Raises `CannotRank`."""
    mark = points_in(entry, entry.raw, "mark")
    parts = [points_in(entry, entry.raw, letter) for letter in letters]
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return mark
    total = max(sum(known, Decimal(0)) - (points_in(entry, entry.raw, PENALTY) or 0), Decimal(0))
    if mark is not None and mark != total:
        raise refuse(entry, f"mark {mark}, but its parts give {board(total)}")
    return total


def broken_by(code: str, letter: str) -> Criterion:
    """More of one part is better, in one exercise or in all of a total together, where every one of the tied has it."""

    def value(entry: Entry) -> Decimal | None:
        raws = [part.raw for part in series.parts_of(entry) if series.scored(part)] or [entry.raw]
        found = [points_in(entry, raw, letter) for raw in raws]
        known = [one for one in found if one is not None]
        return -sum(known, Decimal(0)) if len(known) == len(found) else None

    return series.where_all_known(code, value, lambda found: board(-found))


def rank_exercise(
    unit: Unit, rule_set: str, letters: Sequence[str], ties: Sequence[Criterion], irms: Sequence[str]
) -> Ranking:
    """The highest score first, ties by ``ties``."""
    scores = {entry.id: score_of(entry, letters) for entry in unit.entries}
    return rank_scores(unit, rule_set, scores, ties, irms)


def rank_scores(
    unit: Unit, rule_set: str, scores: Mapping[str, Decimal | None], ties: Sequence[Criterion], irms: Sequence[str]
) -> Ranking:
    """The highest of ``scores`` (by entry id) first, ties by ``ties``; who has none is still to come."""

    def text(entry: Entry, _: Group = ()) -> str:
        score = scores[entry.id]
        return "" if score is None else board(score)

    return rank_by(
        unit.entries,
        (Criterion("points", lambda entry, _: -(scores[entry.id] or Decimal(0)), text), *ties, RECORDED),
        rule_set,
        irms=irms,
        marked=lambda entry: scores[entry.id] is not None,
        values=lambda entry: {"total": text(entry)} if text(entry) else {},
    )


def own_parts(unit: Unit, entry: Entry) -> tuple[Part, ...]:
    """What the units of this phase gave, without what was carried from an earlier one."""
    phase = unit.rsc.phase if unit.rsc else ""
    return tuple(part for part in series.parts_of(entry) if not phase or part.phase == phase)


def carried_total(unit: Unit, entry: Entry) -> Decimal | None:
    """The total of the phase that was carried, ``None`` where there is none."""
    phase = unit.rsc.phase if unit.rsc else ""
    found = [part for part in series.parts_of(entry) if phase and part.phase != phase and series.scored(part)]
    return series.points_in(entry, found[-1]) if found else None


def rank_total(unit: Unit, rule_set: str, ties: Sequence[Criterion], irms: Sequence[str]) -> Ranking:
    """The highest sum of all exercises first, ties by ``ties``. A mark of invalidity in one exercise is one for the total."""
    own = {entry.id: own_parts(unit, entry) for entry in unit.entries}
    out = {who: irm for who, parts in own.items() for irm in [part.irm for part in parts if part.irm][-1:]}
    entries = tuple(replace(entry, irm=entry.irm or out.get(entry.id)) for entry in unit.entries)
    sums = {
        entry.id: sum((series.points_in(entry, part) for part in own[entry.id] if series.scored(part)), Decimal(0))
        for entry in entries
    }

    def shown(entry: Entry) -> Mapping[str, Any]:
        parts = {part.unit: part.mark for part in own[entry.id] if series.scored(part)}
        return {"total": board(sums[entry.id]), "parts": parts} if parts else {}

    def text(entry: Entry, _: Group) -> str:
        return board(sums[entry.id])

    return rank_by(
        entries,
        (Criterion("points", lambda entry, _: -sums[entry.id], text), *ties, RECORDED),
        rule_set,
        irms=irms,
        marked=lambda entry: any(series.scored(part) for part in own[entry.id]),
        values=shown,
    )


def without_reserves(phase: PhaseResult) -> Iterator[Ranking]:
    """A phase as a stage of its event. Once it is complete, who is listed in it without a score was a reserve and never came to it:
    such a one stands where the phase before placed it.
    """
    for ranking in tournaments.finals_apart(phase):
        rows = tuple(row for row in ranking.rows if row.rank is not None or row.irm is not None)
        yield replace(ranking, rows=rows) if phase.complete else ranking


def _part_phrase(english: str, french: str, name: str) -> dict[str, str]:
    return {
        "en": f"{english} ({{0}} against {{1}})",
        "fr": f"{french} ({{0}} contre {{1}})",
        "en_name": name.split("/")[0],
        "fr_name": name.split("/")[1],
    }


PHRASES = {
    "judged_e": _part_phrase("higher execution score", "meilleure note d’exécution", "execution/exécution"),
    "judged_a": _part_phrase("higher artistry score", "meilleure note artistique", "artistry/artistique"),
    "judged_d": _part_phrase("higher difficulty score", "meilleure note de difficulté", "difficulty/difficulté"),
    "judged_h": _part_phrase(
        "better score for staying in the middle", "meilleure note de déplacement", "displacement/déplacement"
    ),
    "judged_t": _part_phrase("longer time of flight", "temps de vol plus long", "time of flight/temps de vol"),
}
EXECUTION = broken_by("judged_e", "e")
ARTISTRY = broken_by("judged_a", "a")
DIFFICULTY = broken_by("judged_d", "d")
DISPLACEMENT = broken_by("judged_h", "h")
FLIGHT = broken_by("judged_t", "t")
