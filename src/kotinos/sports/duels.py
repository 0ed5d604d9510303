"""One duel: two competitors, and who won.

The order of the two never changes with the result: 1 is home, white or red, 2 is away or blue (ODF Foundation Principles 6.9).
What the result changes is win, loss or tie, and rank 1 and 2 where there is a winner.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any

import msgspec

from kotinos.sports import formats
from kotinos.sports.match_facts import WALKOVERS
from kotinos.sports.ranking import CannotRank, Entry, Ranking, Row, RuleSet, Unit
from kotinos.sports.why import Why

IRMS = ("DNF", "RET", "AB", "ABD", "INJ", "DNS", "WDR", "DSQ", "DQB")
"""What loses a duel for one side; each discipline names its own subset."""


class Comparison(msgspec.Struct, frozen=True):
    """One step of a duel rule: a number for each side, the higher wins. ``None`` on a side: the step was not held.

    ``code`` is the phrase (winner, the winner's number, the loser's number, the numbers that were level before).
    """

    code: str
    number: Callable[[Entry], int | None]


class DuelRule(msgspec.Struct, frozen=True, kw_only=True):
    """How a discipline decides a duel.

    ``steps`` are compared in order. ``level`` says whether equal sides part with a tie; otherwise they are still undecided.
    ``decision`` gives the phrase of a recorded way of winning (``IPP``), which says more than the numbers do. ``walkovers`` are
    IRMs that name the winner.
    """

    steps: tuple[Comparison, ...]
    level: Callable[[Unit], bool] = lambda _: False
    irms: tuple[str, ...] = IRMS
    walkovers: tuple[str, ...] = ()
    decision: Mapping[str, str] = {}


class Verdict(msgspec.Struct, frozen=True):
    """Win, loss or tie of the two sides in their order (both ``None`` while it is open), and why."""

    sides: tuple[str | None, str | None]
    why: Why


def whole(entry: Entry, slot: str) -> int | None:
    """The number in ``slot`` of an entry, ``None`` when it is not there; raises `CannotRank` for anything but a count."""
    value = entry.raw.get(slot)
    if value is None or value == "":
        return None
    text = str(value)
    if not text.isascii() or not text.isdigit():
        raise CannotRank(f"entry {entry.n} ({entry.id}): {slot} {value!r}; a whole number, 0 or more")
    return int(text)


def score(entry: Entry) -> int | None:
    """The score of one side: ``score``, or ``mark`` where a device sends only what the board shows."""
    found = whole(entry, "score")
    return whole(entry, "mark") if found is None else found


def decide(unit: Unit, rule: DuelRule, rule_set: str) -> Ranking:
    """Say who won a duel.

    An IRM loses, whatever the score; two IRMs lose both. Then a recorded decision (``raw["wlt"]``), then the steps. While
    ``facts["running"]`` is set there is a score but no winner. A start list may know only one side, or none. Raises `CannotRank`.
    """
    if len(unit.entries) < 2:
        rows = (Row(n=e.n, id=e.id, sort_order=1, irm=e.irm, values=_shown(e)) for e in unit.entries)
        return Ranking(rule_set=rule_set, rows=tuple(rows))
    home, away = sides(unit)
    verdict = _verdict(unit, rule, home, away)
    return Ranking(
        rule_set=rule_set,
        rows=(
            _row(home, 1, verdict.sides[0], home.irm, None, verdict),
            _row(away, 2, verdict.sides[1], away.irm, verdict.why, verdict),
        ),
    )


def sides(unit: Unit) -> tuple[Entry, Entry]:
    """The two entries, home first: by start list order, then by id so that the input's order never matters."""
    if len(unit.entries) != 2 or unit.entries[0].id == unit.entries[1].id:
        raise CannotRank(f"{unit.id}: a duel needs two competitors, here {[e.id for e in unit.entries]}")
    first, second = sorted(unit.entries, key=lambda e: (e.order is None, e.order or 0, e.name, e.id))
    if first.order is not None and first.order == second.order:
        raise CannotRank(f"{unit.id}: {first.id} and {second.id} both have order {first.order}; home is 1, away 2")
    return first, second


def _row(entry: Entry, place: int, wlt: str | None, irm: str | None, why: Why | None, verdict: Verdict) -> Row:
    rank = None if "W" not in verdict.sides else 1 if wlt == "W" else None if irm else 2
    return Row(n=entry.n, id=entry.id, sort_order=place, rank=rank, irm=irm, wlt=wlt, why=why, values=_shown(entry))


def _shown(entry: Entry) -> dict[str, Any]:
    found = score(entry)
    return {} if found is None else {"score": found}


def _verdict(unit: Unit, rule: DuelRule, home: Entry, away: Entry) -> Verdict:
    for entry in (home, away):
        if entry.irm is not None and entry.irm not in (*rule.irms, *rule.walkovers):
            known = ", ".join((*rule.irms, *rule.walkovers)) or "none"
            raise CannotRank(f"entry {entry.n} ({entry.id}): IRM {entry.irm!r}; this discipline knows {known}")
    given = [entry for entry in (home, away) if entry.irm in rule.walkovers]
    if len(given) == 2:
        raise CannotRank(f"{unit.id}: {home.id} and {away.id} both have a walkover; only one goes on")
    if given:
        return _won(home, given[0], Why("duel_walkover", (_name(given[0]),)))
    if home.irm and away.irm:
        return Verdict(("L", "L"), Why("duel_both_lose", (home.irm, away.irm)))
    if home.irm or away.irm:
        winner, loser = (away, home) if home.irm else (home, away)
        return _won(home, winner, Why("duel_irm", (_name(winner), _name(loser), loser.irm or "")))
    recorded = (_recorded(home), _recorded(away))
    if recorded != (None, None):
        return _by_record(unit, rule, home, away, recorded)
    if unit.facts.get("running"):
        return Verdict((None, None), Why("duel_running", _numbers(rule, home, away)))
    return _by_steps(unit, rule, home, away)


def _recorded(entry: Entry) -> str | None:
    value = entry.raw.get("wlt")
    if value not in (None, "W", "L", "T"):
        raise CannotRank(f"entry {entry.n} ({entry.id}): wlt {value!r}; one of W L T")
    return value


_PAIRS = {("W", "L"), ("L", "W"), ("T", "T"), ("L", "L")}


def _by_record(
    unit: Unit, rule: DuelRule, home: Entry, away: Entry, recorded: tuple[str | None, str | None]
) -> Verdict:
    other = {"W": "L", "L": "W", "T": "T"}
    one, two = recorded
    pair = (one or other[two or ""], two or other[one or ""])
    if pair not in _PAIRS:
        raise CannotRank(
            f"{unit.id}: {home.id} is recorded {pair[0]} and {away.id} {pair[1]}; one wins, or both lose or tie"
        )
    if pair == ("L", "L"):
        return Verdict(pair, Why("duel_both_lose", (str(unit.facts.get("res_code", "")), "")))
    if pair == ("T", "T"):
        return Verdict(pair, Why("duel_tie", _numbers(rule, home, away)))
    winner, loser = (home, away) if pair[0] == "W" else (away, home)
    return _won(home, winner, _decision(unit, rule, winner) or Why("duel_decision", (_name(winner), _name(loser))))


def _by_steps(unit: Unit, rule: DuelRule, home: Entry, away: Entry) -> Verdict:
    level: list[str] = []
    for step in rule.steps:
        one, two = step.number(home), step.number(away)
        if one is None and two is None:
            continue
        if one is None or two is None:
            return Verdict((None, None), Why("duel_open"))
        if one != two:
            winner = home if one > two else away
            texts = (_name(winner), str(max(one, two)), str(min(one, two)), *level[:1])
            return _won(home, winner, _decision(unit, rule, winner) or Why(step.code, texts))
        level.append(f"{one}–{two}")
    if not level:
        return Verdict((None, None), Why("duel_open"))
    if rule.level(unit):
        return Verdict(("T", "T"), Why("duel_tie", (level[0],)))
    return Verdict((None, None), Why("duel_level", (level[0],)))


def _decision(unit: Unit, rule: DuelRule, winner: Entry) -> Why | None:
    phrase = rule.decision.get(str(unit.facts.get("res_code")))
    if phrase is None:
        return None
    return Why(phrase + ("_golden" if unit.facts.get("golden_score") else ""), (_name(winner),))


def _numbers(rule: DuelRule, home: Entry, away: Entry) -> tuple[str, ...]:
    first = rule.steps[0].number
    one, two = first(home), first(away)
    return (f"{'–' if one is None else one}–{'–' if two is None else two}",) if (one, two) != (None, None) else ("",)


def _won(home: Entry, winner: Entry, why: Why) -> Verdict:
    return Verdict(("W", "L") if winner is home else ("L", "W"), why)


def _name(entry: Entry) -> str:
    return entry.name or entry.id


def one_side(unit: Unit, slot: str) -> Unit:
    """A unit in which ``slot`` is ``Y`` of one side (priority, the last point, superiority), with 1 for that one and 0 for the other.

    Raises `CannotRank` where it is recorded of both, or is anything but ``Y`` and ``N``.
    """
    given = [entry.raw.get(slot) for entry in unit.entries]
    for entry, value in zip(unit.entries, given, strict=True):
        if value not in (None, "", "N", "Y"):
            raise CannotRank(f"entry {entry.n} ({entry.id}): {slot} {value!r}; Y for the side that has it")
    if given.count("Y") > 1:
        raise CannotRank(f"{unit.id}: {slot} is recorded of both sides; only one has it")
    if "Y" not in given:
        return unit
    entries = (
        msgspec.structs.replace(entry, raw={**entry.raw, slot: int(value == "Y")})
        for entry, value in zip(unit.entries, given, strict=True)
    )
    return msgspec.structs.replace(unit, entries=tuple(entries))


def by_score(code: str = "duel_score") -> Comparison:
    """Compare the scores."""
    return Comparison(code, score)


def by_slot(slot: str, code: str) -> Comparison:
    """Compare a count recorded in ``slot``: shoot-out goals, sets, waza-ari."""
    return Comparison(code, lambda entry: whole(entry, slot))


GENERAL = DuelRule(
    steps=(by_score(), by_slot("pso", "duel_shootout")),
    level=lambda unit: unit.rsc is not None and unit.rsc.phase.startswith("GP"),
    walkovers=WALKOVERS,
)
"""The higher score wins, then the shoot-out; in a pool a level score is a tie."""

_GENERAL = "duel@1896-01-01"

RULE_SETS: tuple[RuleSet, ...] = (
    RuleSet(
        id=_GENERAL,
        effective=date(1896, 1, 1),
        rank=partial(decide, rule=GENERAL, rule_set=_GENERAL),
        names=("duel",),
        covers=lambda rsc: formats.is_duel(rsc) and bool(rsc.unit),
        irms=(*IRMS, *WALKOVERS),
        source="ODF Foundation Principles 6.9, head-to-head units",
    ),
)

PHRASES: dict[str, dict[str, str]] = {
    "duel_score": {"en": "{0} won {1}–{2}", "fr": "{0} l’emporte {1}–{2}"},
    "duel_shootout": {
        "en": "{0} won {1}–{2} on penalties after {3}",
        "fr": "{0} l’emporte {1}–{2} aux tirs au but après {3}",
    },
    "duel_irm": {"en": "{0} won: {1} is {2}", "fr": "{0} l’emporte : {1} est {2}"},
    "duel_walkover": {"en": "{0} goes on by walkover", "fr": "{0} passe par forfait de l’adversaire"},
    "duel_both_lose": {"en": "nobody won: {0} {1}", "fr": "pas de vainqueur : {0} {1}"},
    "duel_decision": {"en": "{0} won by decision over {1}", "fr": "{0} l’emporte sur décision contre {1}"},
    "duel_tie": {"en": "tied {0}", "fr": "match nul {0}"},
    "duel_level": {"en": "level {0}, not decided yet", "fr": "égalité {0}, pas encore départagés"},
    "duel_running": {"en": "{0}, still running", "fr": "{0}, en cours"},
    "duel_open": {"en": "not decided yet", "fr": "pas encore décidé"},
}
