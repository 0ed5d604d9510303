"""Wrestling: one bout, and the event with the repechage of those who lost to a finalist. UWW International Wrestling Rules.

A bout is won by fall, by superiority, by technical points, or at a level score by the criteria. Facts beside the score:
``holds`` of a side (the values of its holds, ``4 2 2``), ``cautions``, ``last_point`` (``Y`` of who scored last), and the unit's
``res_code``, the kind of victory (``VFA`` …; where it is missing the points tell it). A fall of the one who is behind is recorded
as the winner (``wlt``). ``weigh_in`` = ``failed`` puts a wrestler out of the event, whatever was won before.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from msgspec.structs import replace

from kotinos.codes.rsc import Rsc
from kotinos.sports import duels, exits, formats, rounds, series
from kotinos.sports import wrestling_points as classification
from kotinos.sports.discipline import Discipline, Phases, decimal
from kotinos.sports.draws import Layout, line_up
from kotinos.sports.outcome import EventResults
from kotinos.sports.ranking import CannotRank, Entry, Ranking, Row, RuleSet, Unit
from kotinos.sports.wrestling_phrases import PHRASES

IRMS = ("RET", "WDR", "DNS", "DSQ", "DQB")

HOLDS = (5, 4, 3, 2, 1)
"""Values of a hold, the highest first."""

_DECISIONS = {
    "VFA": "wrestling_fall",
    "VIN": "wrestling_injury",
    "VCA": "wrestling_cautions_out",
    "VFO": "wrestling_forfeit",
    "DSQ": "wrestling_disqualified",
    "VSU": "wrestling_superiority",
    "VSU1": "wrestling_superiority",
    "VT": "wrestling_fall",
    "VB": "wrestling_injury",
    "ST": "wrestling_superiority",
    "SP": "wrestling_superiority",
}


def _holds_of(value: int) -> duels.Comparison:
    def number(entry: Entry) -> int | None:
        given = entry.raw.get("holds")
        if given is None:
            return None
        words = str(given).split()
        if any(word not in map(str, HOLDS) for word in words):
            raise CannotRank(f"entry {entry.n} ({entry.id}): holds {given!r}; the values of the holds (4 2 2)")
        return words.count(str(value))

    return duels.Comparison(f"wrestling_holds_{value}", number)


def _fewer_cautions(entry: Entry) -> int | None:
    found = duels.whole(entry, "cautions")
    return None if found is None else -found


_CRITERIA = (
    *(_holds_of(value) for value in HOLDS),
    duels.Comparison("wrestling_cautions", _fewer_cautions),
    duels.by_slot("last_point", "wrestling_last_point"),
)

BOUT = duels.DuelRule(steps=(duels.by_score("wrestling_score"), *_CRITERIA), irms=IRMS, decision=_DECISIONS)
"""Technical points of both periods, then the value of the holds, then fewer cautions, then the last point."""

PERIODS = duels.DuelRule(steps=(duels.by_score("wrestling_periods"),), irms=IRMS, decision=_DECISIONS)
"""The best of three periods."""


def rank_bout(unit: Unit, rule_set: str) -> Ranking:
    """Rank one bout: 1 red, 2 blue; the rows carry their technical points and ``classification`` points. Raises `CannotRank`."""
    ranking = duels.decide(duels.one_side(unit, "last_point"), BOUT, rule_set)
    return _with_points(ranking, unit)


def rank_periods(unit: Unit, rule_set: str) -> Ranking:
    """Rank a bout of two or three periods, each won by itself; a level one by ``superiority/P1`` of its winner."""
    return _with_points(duels.decide(rounds.counted(unit), PERIODS, rule_set), unit)


def _with_points(ranking: Ranking, unit: Unit) -> Ranking:
    victory = _victory(ranking, unit)
    if not victory:
        return ranking
    won, lost = classification.points(victory)
    return replace(ranking, rows=tuple(_row(row, won if row.wlt == "W" else lost, victory) for row in ranking.rows))


def _row(row: Row, points: int, victory: str) -> Row:
    return replace(row, values={**row.values, "classification": points, "victory": victory})


def _victory(ranking: Ranking, unit: Unit) -> str:
    """The kind of victory, empty while nobody has won; ``2DSQ`` where both lost and nothing else is recorded."""
    letters = [row.wlt for row in ranking.rows]
    if len(letters) != 2 or None in letters:
        return ""
    recorded = unit.facts.get("res_code")
    if recorded:
        return str(recorded)
    if "W" not in letters:
        return "2DSQ"
    winner, loser = sorted(ranking.rows, key=lambda row: row.wlt != "W")
    scores = winner.values.get("score"), loser.values.get("score")
    if loser.irm or scores[0] is None or scores[1] is None:
        return "DSQ" if loser.irm in ("DSQ", "DQB") else "VFO"
    return classification.victory_by(int(scores[0]), int(scores[1]), style(unit.rsc))


def style(rsc: Rsc | None) -> str:
    """``GR`` (Greco-Roman) or ``FS`` (freestyle)."""
    return "GR" if rsc and rsc.event.startswith("GR") else "FS"


# -- the event ---------------------------------------------------------------------------------------------------------

ORDER = ("FNL", "REPF", "REP2", "REP1", "REP", "SFNL", "QFNL", "8FNL", "R32", "R64")

EXITS = exits.Exits(order=ORDER, again=("SFNL",), to_finalists=("QFNL", "8FNL", "R32", "R64"))
"""Two bronzes, two fifth places; all others by the round in which they went out."""

_LEVEL = ("FNL", "REPF")
_TOTALS = ("classification", "falls", "superiorities", "scored", "conceded")


def totals(results: EventResults) -> dict[str, dict[str, int]]:
    """What each wrestler has of the whole event: classification points, victories by fall and by superiority, technical points
    scored and conceded."""
    found: dict[str, dict[str, int]] = {entry.id: dict.fromkeys(_TOTALS, 0) for entry in results.entries}
    for unit in results.units():
        rows = unit.ranking.rows if unit.ranking and unit.finished else ()
        for row in rows:
            _add(found[row.id], row, [other for other in rows if other.id != row.id])
    return found


def _add(line: dict[str, int], row: Row, others: Sequence[Row]) -> None:
    victory = row.values.get("victory") if row.wlt == "W" else None
    line["classification"] += row.values.get("classification", 0)
    line["falls"] += victory in classification.FALL
    line["superiorities"] += victory in classification.SUPERIORITY
    line["scored"] += row.values.get("score", 0)
    line["conceded"] += sum(other.values.get("score", 0) for other in others)


def event(results: EventResults) -> Ranking | None:
    """First to last: from the seventh place on those who went out in one round stand by classification points, falls,
    superiorities, technical points scored and conceded; who agrees on all shares the place."""
    lines = totals(results)
    last = exits.last_contests(results, ORDER)

    def read(name: str) -> series.Read:
        return lambda entry: (
            lines[entry.id][name] if entry.id in last and last[entry.id].unit.rsc.phase not in _LEVEL else 0
        )

    within = (
        *(series.more(f"wrestling_{name}", read(name)) for name in _TOTALS[:4]),
        series.fewer("wrestling_conceded", read("conceded")),
    )
    return exits.rank(results, EXITS, within, gone)


def gone(results: EventResults) -> dict[str, str]:
    """Who is out of the event: disqualified for behaviour, or at the second weigh-in (UWW: last, without a rank)."""
    weighed = {e.id: "DSQ" for unit in results.units() for e in unit.entries if e.raw.get("weigh_in") == "failed"}
    return weighed | exits.excluded(results)


# -- draw and phases ---------------------------------------------------------------------------------------------------

SEEDS = 8


def draw_lines(count: int) -> tuple[int | None, ...]:
    """The 32 lines of a draw of 9 to 32 wrestlers by number, ``None`` for a bye: eight seeds, then drawn numbers from the top.

    Each of the eight pairs of two bouts has one seed. More than sixteen wrestlers need a qualification bout for the right to meet a
    seed: first for the eighth, then for the seventh, and so on. Raises ``ValueError``.
    """
    if not SEEDS < count <= 32:
        raise ValueError(f"{count} wrestlers; 9 to 32")
    free = -1
    lines: list[int | None] = []
    for at, seed in enumerate(line_up(SEEDS, Layout.MIRRORED)):
        turn = SEEDS + 1 - seed
        own = (seed, free if turn <= count - 3 * SEEDS else None)
        other = tuple(free if turn <= count - full * SEEDS else None for full in (1, 2))
        lines += (*own, *other) if at % 2 == 0 else (*other, *own)
    drawn = iter(range(SEEDS + 1, count + 1))
    return tuple(next(drawn, None) if line == free else line for line in lines)


def phases(_: Rsc, units: Sequence[Rsc]) -> Phases:
    """The knock-out from the final to the first round; repechage after the semi-finals."""
    return formats.ordered(units, order=ORDER)


def _covers(rsc: Rsc) -> bool:
    return rsc.discipline == "WRE" and bool(rsc.unit)


_CUMULATIVE, _BY_PERIOD = "WRE-bout@2013-05-18", "WRE-bout@2005-01-01"

RULE_SETS = (
    RuleSet(
        id=_BY_PERIOD,
        effective=date(2005, 1, 1),
        rank=partial(rank_periods, rule_set=_BY_PERIOD),
        names=("wrestling_bout",),
        covers=_covers,
        irms=IRMS,
        source="FILA International Wrestling Rules 2005: best of three periods",
    ),
    RuleSet(
        id=_CUMULATIVE,
        effective=date(2013, 5, 18),
        rank=partial(rank_bout, rule_set=_CUMULATIVE),
        names=("wrestling_bout",),
        covers=_covers,
        irms=IRMS,
        source="UWW International Wrestling Rules: points of two periods together, criteria at a level score",
    ),
)

DISCIPLINES = (
    Discipline(code="WRE", rule_sets=RULE_SETS, phrases=PHRASES, phases=phases, event=event, read_mark=decimal),
)
