"""Freestyle skiing and snowboard: judged runs, big air, moguls and aerials, cross, parallel races. FIS ICR 3000, 4000, 4200 and following.

Judged runs: the best run counts; ties go to the next best run (ICR 3056). Big air: the best score of each of two different tricks; the
slots are ``trick/1`` … for the scores and ``kind/1`` … for what was shown (two that are the same count once). Moguls and aerials: one run
a round, the mark is its score; slots ``turns`` and ``air`` break a tie in moguls. Cross: heats of four by arrival (``place``), the two
first go on; the losers of the semi-finals ride the small final (``FNL-0002``). Parallel: ``RAL`` and ``DNF`` lose a duel of times.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from kotinos.codes.rsc import Level, Rsc
from kotinos.sports import arrivals, best_of, cards, cross_sprint, formats, marks, tournaments
from kotinos.sports.best_of import best, rank_best, scores_of
from kotinos.sports.cards import Asked, Blank, Card
from kotinos.sports.discipline import Discipline, Phases, decimal, time
from kotinos.sports.generic import TIME, has, has_time, most, points_of, refuse
from kotinos.sports.outcome import EventResults
from kotinos.sports.ranking import Criterion, Entry, Group, Ranking, RuleSet, Unit, rank_by
from kotinos.sports.ties import RECORDED

JUDGED = ("HP", "SS")
IRMS = ("RAL", "DNF", "DNS", "JNS", "DSQ", "DQIC", "DQB")
ORDER = ("FNL", "SFNL", "QFNL", "8FNL", "QUAL")


def form(rsc: Rsc) -> str:
    """``run``, ``big_air``, ``score``, ``cross`` or ``parallel``, by the code of the event (``HP``, ``SS``, ``BA``, ``MO``, ``SX`` …)."""
    event = rsc.event
    if event.startswith("BA"):
        return "big_air"
    if event.startswith(JUDGED):
        return "run"
    if event.startswith(("SX", "SBX")):
        return "cross"
    if event.startswith(("PGS", "PSL", "PAR")):
        return "parallel"
    return "score"


# -- judged ------------------------------------------------------------------------------------------------------------


def best_run(entry: Entry) -> Decimal:
    """The best of the runs."""
    return best(scores_of(entry, "run"), 1)


def two_tricks(entry: Entry, count: int = 2) -> Decimal:
    """Big air: the best score of each kind of trick, and of these the best two. An unknown kind is one of its own."""
    best_of_kind: dict[str, Decimal] = {}
    for slot, value in entry.raw.items():
        name, _, number = slot.partition("/")
        if name != "trick" or not marks.given(value):
            continue
        if not number.isascii() or not number.isdigit():
            raise refuse(entry, f"slot {slot!r}; the number of the trick after the stroke (trick/1)")
        kind = str(entry.raw.get(f"kind/{number}") or f"/{number}")
        score = scores_of(_only(entry, slot), "trick")[0]
        best_of_kind[kind] = max(score, best_of_kind.get(kind, score))
    return best(tuple(best_of_kind.values()), count)


def _only(entry: Entry, slot: str) -> Entry:
    return Entry(n=entry.n, id=entry.id, raw={slot: entry.raw[slot]})


def rank_scored(unit: Unit, rule_set: str) -> Ranking:
    """A round of moguls or aerials: the highest score; in moguls the turns, then the air break a tie (ICR 4206)."""

    def part(slot: str) -> Criterion:
        def key(entry: Entry, group: Group) -> Decimal:
            if not all(marks.given(other.raw.get(slot)) for other in group):
                return Decimal(0)
            return -points_of((slot,))(entry)

        return Criterion(f"snow_{slot}", key, lambda entry, _: str(entry.raw.get(slot, "")))

    parts = [] if unit.rsc and not _has_parts(unit.rsc) else [part("turns"), part("air")]
    criteria = (most("points", "mark"), *parts, RECORDED)
    return rank_by(unit.entries, criteria, rule_set, irms=IRMS, marked=has("mark"))


def _has_parts(rsc: Rsc) -> bool:
    """Moguls are scored by turns, air and speed, aerials as a whole."""
    return not rsc.event.startswith("AE")


_TURNS = Blank(slot="turns", text={"en": "Turns", "fr": "Virages"}, makes=())
_AIR = Blank(slot="air", text={"en": "Air", "fr": "Sauts"}, makes=())
_SCORE = Blank(slot="mark", text={"en": "Score", "fr": "Note"}, makes=())


def card(asked: Asked) -> Card | None:
    """The card of a judged unit: runs, tricks with what was shown, or a score with the parts that break a tie; none of a race."""
    match form(asked.rsc):
        case "run":
            return best_of.card(best_of.Kind("run", "Run", "Descente", 3 if asked.rsc.phase == "FNL" else 2))(asked)
        case "big_air":
            return Card(blanks=(*_tricks(asked), cards.TOTAL), across=False)
        case "score":
            return Card(blanks=(*((_TURNS, _AIR) if _has_parts(asked.rsc) else ()), _SCORE))
    return None


def _tricks(asked: Asked) -> tuple[Blank, ...]:
    scores = best_of.blanks(asked, best_of.Kind("trick", "Trick", "Figure", 3))
    kinds = cards.numbered("kind", len(scores), "Kind of trick", "Figure montrée", cards.words)
    return tuple(one for pair in zip(scores, kinds, strict=True) for one in pair)


# -- cross and parallel ------------------------------------------------------------------------------------------------


def rank_cross(unit: Unit, rule_set: str) -> Ranking:
    """One heat: the order of arrival; who fell and did not finish stands behind, by how far he came (``place``)."""
    return arrivals.rank_arrivals(
        unit, rule_set, (arrivals.PLACE,), arrivals.has_place, irms=IRMS, kept=("RAL", "DNF", "DNS")
    )


def rank_timed(unit: Unit, rule_set: str) -> Ranking:
    """A qualification, or a parallel race of two: the least time; who did not finish a duel stands behind, in the second place."""
    kept = ("RAL", "DNF", "DNS", "DSQ") if len(unit.entries) == 2 and unit.rsc and unit.rsc.phase != "QUAL" else ()
    return arrivals.rank_arrivals(unit, rule_set, (TIME, arrivals.KNOWN_PLACE), has_time, irms=IRMS, kept=kept)


def phases(event: Rsc, units: Sequence[Rsc]) -> Phases:
    """Qualification and final; in cross and parallel races heats in between, of which the first half goes on."""
    codes = {unit.phase for unit in units}
    racing = form(event) in ("cross", "parallel")
    heats = {code: len({unit for unit in units if unit.phase == code}) for code in codes}
    starters = 4 if form(event) == "cross" else 2

    def qualify(phase: Rsc) -> Mapping[str, Any]:
        if phase.phase == "FNL":
            return {}
        if not racing:
            return {"total": 12}
        if phase.phase == "QUAL":
            first = next((code for code in ("8FNL", "QFNL", "SFNL") if code in codes), "FNL")
            return {"total": heats.get(first, 0) * starters}
        return {"place": starters // 2}

    return formats.ordered(units, ORDER, qualify=qualify)


def rank_event(results: EventResults) -> Ranking | None:
    """Judged events by stages. Cross and parallel races: the big final, the small one, then by heat and qualification."""
    if form(results.event) in ("cross", "parallel"):
        return cross_sprint.by_heat_then_qualification(results)
    return tournaments.by_stages(results)


# -- the rule book -----------------------------------------------------------------------------------------------------


def _rank(unit: Unit, rule_set: str) -> Ranking:
    rsc = unit.rsc
    match form(rsc) if rsc else "":
        case "run":
            return rank_best(unit, rule_set, ("run",), best_run, IRMS)
        case "big_air":
            return rank_best(unit, rule_set, ("trick",), two_tricks, IRMS)
        case "cross" if rsc and rsc.phase != "QUAL":
            return rank_cross(unit, rule_set)
        case "cross" | "parallel":
            return rank_timed(unit, rule_set)
    return rank_scored(unit, rule_set)


def _timed(rsc: Rsc) -> bool:
    return form(rsc) in ("cross", "parallel")


def _discipline(code: str, since: date) -> Discipline:
    rule_set = f"{code}-unit@{since}"
    return Discipline(
        code=code,
        rule_sets=(
            RuleSet(
                id=rule_set,
                effective=since,
                names=(f"{code.lower()}_unit",),
                covers=lambda rsc: rsc.discipline == code and rsc.level >= Level.PHASE,
                irms=IRMS,
                source="FIS ICR 3000 (general), 3056, 4000, 4200, 4500",
                rank=partial(_rank, rule_set=rule_set),
                card=card,
            ),
        ),
        phrases=PHRASES,
        phases=phases,
        event=rank_event,
        mark_type=lambda rsc: "TIME" if _timed(rsc) else "POINTS",
        read_mark=lambda rsc, text: time(rsc, text) if _timed(rsc) else decimal(rsc, text),
        columns=lambda _: (),
    )


PHRASES = {
    **arrivals.PHRASES,
    **best_of.PHRASES,
    **cross_sprint.PHRASES,
    "snow_turns": {
        "en": "better turns ({0} against {1})",
        "fr": "meilleurs virages ({0} contre {1})",
        "en_name": "turns",
        "fr_name": "virages",
    },
    "snow_air": {
        "en": "better jumps ({0} against {1})",
        "fr": "meilleurs sauts ({0} contre {1})",
        "en_name": "air",
        "fr_name": "sauts",
    },
}

DISCIPLINES = (_discipline("FRS", date(1992, 2, 13)), _discipline("SBD", date(1998, 2, 8)))
