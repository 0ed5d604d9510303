"""Sport climbing: boulder and lead over several rounds, with countback to the earlier ones. IFSC Rules, boulder 8, lead 7.

Boulder and lead combined is in `climbing_combined`, speed in `climbing_speed`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal

from kotinos.codes.rsc import Rsc
from kotinos.sports import climbing_combined, climbing_speed, formats, marks, tournaments
from kotinos.sports.discipline import Discipline, Phases
from kotinos.sports.generic import IRMS, first_given, refuse
from kotinos.sports.outcome import EventResults
from kotinos.sports.ranking import Criterion, Entry, Ranking, RuleSet, Unit, rank_by
from kotinos.sports.ties import RECORDED

FINAL, SEMI_FINAL, QUALIFICATION = ROUNDS = ("Final", "Semi-Final", "Qualification")
"""Last round first: who reached the final stands before who did not, and a tie there goes back to the round before."""

_BOULDER = re.compile(r"(\d+)T(\d*) +(\d+)[BZ](\d*)\Z")
_LEAD = re.compile(r"(\d+(?:\.\d+)?)([+-]?)\Z")
_TWO_ROUTES = re.compile(r"\[\s*(\d+(?:\.\d+)?)\s*\]\s*\Z")

Key = tuple[int | Decimal, ...]


def boulder_before_2018(tops: int, top_tries: int, zones: int, zone_tries: int) -> Key:
    """Most tops, in the fewest tries, then most bonus holds, in the fewest tries."""
    return (-tops, top_tries, -zones, zone_tries)


def boulder_since_2018(tops: int, top_tries: int, zones: int, zone_tries: int) -> Key:
    """Most tops, then most zones, then the fewest tries to tops, then to zones."""
    return (-tops, -zones, top_tries, zone_tries)


def read_boulder_since_2025(text: str) -> Key:
    """``84.5``: points of all boulders, 25 for a top and 10 for a zone less 0.1 an attempt (`climbing_points`); more is better."""
    try:
        return (-marks.parse_points(text),)
    except marks.MarkError as error:
        raise ValueError(f"boulder result since 2025: {error}") from None


def read_boulder(text: str, order: Callable[[int, int, int, int], Key]) -> Key:
    """``3T4 4B7``: 3 tops in 4 tries, 4 bonus holds (or ``Z``ones) in 7."""
    found = _BOULDER.match(text.strip())
    if not found:
        raise ValueError(f"boulder result {text!r}: expected tops and zones with their tries (3T4 4B7)")
    return order(*(int(number or 0) for number in found.groups()))


def read_lead(text: str) -> Key:
    """``54+`` beats ``54`` beats ``54-``; ``TOP`` beats all. Two qualification routes end in their ``[points]``, fewer first."""
    plain = text.strip()
    points = _TWO_ROUTES.search(plain)
    if points:
        return (1, Decimal(points[1]))
    if plain.upper() == "TOP":
        return (0,)
    found = _LEAD.match(plain)
    if not found:
        raise ValueError(f"lead result {text!r}: expected a height (54+) or TOP")
    return (1, -Decimal(found[1]), {"+": -1, "": 0, "-": 1}[found[2]])


def _round_of(entry: Entry, name: str, read: Callable[[str], Key]) -> Key:
    """Its key in one round; after everybody who took part in it, where it did not."""
    text = entry.raw.get(name)
    if text is None or not marks.given(text):
        return (10**9,)
    try:
        return read(str(text))
    except ValueError as error:
        raise refuse(entry, f"{name}: {error}") from None


def rounds(read: Callable[[str], Key], *, one_group: bool) -> list[Criterion]:
    """One criterion for each round, the last first."""

    def key(name: str, entry: Entry) -> Key:
        # A qualification in two starting groups cannot be compared: between semi-finalists it settles nothing.
        if name == QUALIFICATION and not one_group and marks.given(entry.raw.get(SEMI_FINAL)):
            return ()
        return _round_of(entry, name, read)

    def criterion(name: str) -> Criterion:
        code = f"climbed_{name.lower().replace('-', '_')}"
        return Criterion(
            code,
            lambda entry, _: key(name, entry),
            lambda entry, _: str(entry.raw.get(name) or "–") if key(name, entry) else "",
        )

    return [criterion(name) for name in ROUNDS]


def _rank(unit: Unit, rule_set: str, read: Callable[[str], Key]) -> Ranking:
    """``facts.one_qualification_group``: everybody climbed the same qualification, so that it too breaks ties."""
    criteria = (*rounds(read, one_group=bool(unit.facts.get("one_qualification_group"))), RECORDED)
    return rank_by(
        unit.entries, criteria, rule_set, irms=IRMS, marked=lambda entry: first_given(entry, ROUNDS) is not None
    )


def _set(kind: str, name: str, since: date, read: Callable[[str], Key]) -> RuleSet:
    rule_set = f"CLB-{kind}@{since}"
    return RuleSet(
        id=rule_set,
        effective=since,
        names=(name,),
        irms=IRMS,
        source="IFSC Rules",
        rank=lambda unit: _rank(unit, rule_set, read),
    )


_BOULDER_NAME = "boulder_rounds_T_Z_attempts_countback"

RULE_SETS = (
    _set("boulder", _BOULDER_NAME, date(2007, 1, 1), lambda text: read_boulder(text, boulder_before_2018)),
    _set("boulder", _BOULDER_NAME, date(2018, 1, 1), lambda text: read_boulder(text, boulder_since_2018)),
    _set("boulder", _BOULDER_NAME, date(2025, 1, 1), read_boulder_since_2025),
    _set("lead", "lead_rounds_height_countback", date(2007, 1, 1), read_lead),
    *climbing_combined.RULE_SETS,
    *climbing_speed.RULE_SETS,
)

_ROUND_NAMES = {
    "final": ("final", "la finale"),
    "semi_final": ("semi-final", "la demi-finale"),
    "qualification": ("qualification", "la qualification"),
}

PHRASES = {
    f"climbed_{code}": {
        "en": f"better in the {english} ({{0}} against {{1}})",
        "fr": f"meilleur dans {french} ({{0}} contre {{1}})",
        "en_name": english,
        "fr_name": french,
        "en_same": f"both {{0}} in the {english}",
        "fr_same": f"{{0}} pour les deux dans {french}",
    }
    for code, (english, french) in _ROUND_NAMES.items()
} | {**climbing_combined.PHRASES, **climbing_speed.PHRASES}


def _is_speed(rsc: Rsc) -> bool:
    return rsc.event == climbing_speed.EVENT


def _mark_type(rsc: Rsc) -> str:
    return "TIME" if _is_speed(rsc) else "POINTS"


def phases(event: Rsc, units: Sequence[Rsc]) -> Phases:
    """As speed, as boulder and lead combined, or as the codes say."""
    if _is_speed(event):
        return climbing_speed.phases(event, units)
    if event.event == climbing_combined.EVENT:
        return climbing_combined.phases(event, units)
    return formats.general(event, units)


def event(results: EventResults) -> Ranking | None:
    """By the round that everybody reached; in speed those who left together by their times."""
    return climbing_speed.event(results) if _is_speed(results.event) else tournaments.general(results)


DISCIPLINES = (
    Discipline(code="CLB", rule_sets=RULE_SETS, phrases=PHRASES, phases=phases, event=event, mark_type=_mark_type),
)
