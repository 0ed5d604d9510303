"""Breaking: battles of several rounds, groups, a knock-out, and a pre-qualifier. WDSF Breaking Rules, Olympic competition.

In each round every judge votes for one of the two; whoever has more votes wins the round, and whoever has more rounds the battle.
Two rounds in a group may end level, three in the knock-out cannot. Facts beside the mark (rounds won): ``period/R1`` … (votes of
each round) and ``votes`` (of the whole battle, where its rounds are not known).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from msgspec.structs import replace

from kotinos.codes.rsc import Rsc
from kotinos.sports import cards, duels, exits, formats, match_sheets, pools, rounds, series
from kotinos.sports.cards import Blank
from kotinos.sports.discipline import Discipline, Phases, decimal
from kotinos.sports.outcome import EventResults
from kotinos.sports.ranking import Criterion, Entry, Match, Ranking, RuleSet, Unit

IRMS = ("DNS", "DSQ", "DQB")


def votes_of(entry: Entry) -> int | None:
    """The votes of a battle: of its rounds, else ``votes``; ``None`` where neither is known."""
    cast = rounds.points_of(entry)
    return sum(cast.values()) if cast else duels.whole(entry, "votes")


def _is_group(unit: Unit) -> bool:
    return unit.rsc is not None and unit.rsc.phase.startswith("GP")


BATTLE = duels.DuelRule(
    steps=(duels.by_score("breaking_rounds"), duels.Comparison("breaking_votes_won", votes_of)),
    irms=IRMS,
)
"""Rounds won, then votes."""

GROUP_BATTLE = duels.DuelRule(steps=(duels.by_score("breaking_rounds"),), level=lambda _: True, irms=IRMS)
"""Rounds won; a level battle is a tie."""


def rank_battle(unit: Unit, rule_set: str) -> Ranking:
    """Rank one battle; its rows carry the votes where they are known."""
    ranking = duels.decide(rounds.counted(unit), GROUP_BATTLE if _is_group(unit) else BATTLE, rule_set)
    votes = {entry.id: cast for entry in unit.entries if (cast := votes_of(entry)) is not None}
    return replace(
        ranking,
        rows=tuple(
            replace(row, values={**row.values, "votes": votes[row.id]}) if row.id in votes else row
            for row in ranking.rows
        ),
    )


def _rounds(match: Match) -> tuple[int, int]:
    """A round won is a point of the table."""
    return match.score or (0, 0)


def rounds_step(pool: pools.Pool) -> Criterion:
    """More rounds won over all battles of the group."""
    return series.more("breaking_rounds_won", lambda entry: pool.lines[entry.id].points)


GROUP = pools.PoolRule(
    points=_rounds,
    steps=(
        rounds_step,
        pools.recorded("votes", "breaking_votes", lowest=False),
        pools.head_to_head(restart=False),
        pools.lots_step,
    ),
    irms=IRMS,
)
"""Rounds won over all battles, then votes over all battles, then the battles among those who are level, then lots."""


def rank_group(unit: Unit, rule_set: str) -> Ranking:
    """Rank a group; ``votes`` of an entry are all that it had in the group."""
    return pools.rank_pool(unit, GROUP, rule_set)


# -- the event ---------------------------------------------------------------------------------------------------------

ORDER = ("FNL", "SFNL", "QFNL", "GP", "R32")
"""The pre-qualifier (``R32``) comes before the groups."""

EXITS = exits.Exits(order=("FNL", "SFNL", "QFNL"), places={"QFNL": 5}, again=("SFNL",))

QUARTER_FINALS = (("C1", "B2"), ("A1", "D2"), ("D1", "A2"), ("B1", "C2"))
"""Who meets in the quarter-finals, by group and place in it (Paris 2024)."""


def event(results: EventResults) -> Ranking | None:
    """First to last: the losers of the quarter-finals by rounds and votes there; then the others by their place in the group, by
    rounds and votes in it; the loser of the pre-qualifier last."""
    lines = {entry.id: _line(results, entry.id) for entry in results.entries}

    def read(at: int) -> series.Read:
        return lambda entry: lines[entry.id][at]

    within = (series.more("breaking_rounds_won", read(0)), series.more("breaking_votes", read(1)))
    return exits.rank(results, EXITS, within, gone)


def _line(results: EventResults, who: str) -> tuple[int, int]:
    """Rounds and votes of the last stage: the quarter-final of who lost it, the group of who stayed in it."""
    last = exits.last_contests(results, EXITS.order).get(who)
    if last:
        units = [last.unit] if last.unit.rsc.phase == "QFNL" else []
    else:
        units = [unit for unit in results.units() if unit.rsc.phase.startswith("GP")]
    rows = [row for unit in units if unit.finished and (row := unit.row(who))]
    return sum(row.values.get("score", 0) for row in rows), sum(row.values.get("votes", 0) for row in rows)


def gone(results: EventResults) -> dict[str, str]:
    """Who is out of the event: disqualified, in whatever battle."""
    return {e.id: e.irm for unit in results.units() for e in unit.entries if e.irm in ("DSQ", "DQB") and e.irm}


def phases(_: Rsc, units: Sequence[Rsc]) -> Phases:
    """The knock-out, four groups of which two each go through, the pre-qualifier before them."""
    return formats.ordered(
        units, order=ORDER, qualify=lambda phase: {"place": 2} if phase.phase.startswith("GP") else {}
    )


CARD = cards.fixed(
    *(
        Blank(
            slot=f"period/{code}",
            head=code,
            text={"en": f"Votes, round {code[1:]}", "fr": f"Voix, round {code[1:]}"},
            check=cards.whole,
        )
        for code in match_sheets.SHEETS["BKG"].periods
    ),
    Blank(slot="votes", text={"en": "Votes", "fr": "Voix"}, check=cards.whole, makes=()),
    Blank(slot="mark", text={"en": "Rounds won", "fr": "Rounds gagnés"}, check=cards.whole, makes=()),
)
"""The votes of each round; where these are not known, the rounds won and all votes."""

_BATTLE, _GROUP = "BKG-battle@2018-01-01", "BKG-group@2018-01-01"

RULE_SETS = (
    RuleSet(
        id=_GROUP,
        effective=date(2018, 1, 1),
        rank=partial(rank_group, rule_set=_GROUP),
        names=("breaking_group",),
        covers=lambda rsc: rsc.discipline == "BKG" and rsc.phase.startswith("GP") and not rsc.unit,
        irms=IRMS,
        source="WDSF Breaking Rules, round robin",
    ),
    RuleSet(
        id=_BATTLE,
        effective=date(2018, 1, 1),
        rank=partial(rank_battle, rule_set=_BATTLE),
        names=("breaking_battle",),
        covers=lambda rsc: rsc.discipline == "BKG" and bool(rsc.unit),
        irms=IRMS,
        source="WDSF Breaking Rules, battles",
        card=CARD,
    ),
)


def _compared(en: str, fr: str, en_name: str, fr_name: str) -> dict[str, str]:
    return {
        "en": f"{en} ({{0}} against {{1}})",
        "fr": f"{fr} ({{0}} contre {{1}})",
        "en_name": en_name,
        "fr_name": fr_name,
        "en_same": f"both {{0}} {en_name}",
        "fr_same": f"{{0}} {fr_name} chacun",
    }


PHRASES = {
    "breaking_rounds": {"en": "{0} won {1} rounds to {2}", "fr": "{0} l’emporte {1} rounds à {2}"},
    "breaking_votes_won": {
        "en": "{0} won {1} votes to {2} after {3} in rounds",
        "fr": "{0} l’emporte {1} voix à {2} après {3} aux rounds",
    },
    "breaking_rounds_won": _compared("more rounds won", "plus de rounds gagnés", "rounds won", "rounds gagnés"),
    "breaking_votes": _compared("more votes", "plus de voix", "votes", "voix"),
}

DISCIPLINES = (
    Discipline(code="BKG", rule_sets=RULE_SETS, phrases=PHRASES, phases=phases, event=event, read_mark=decimal),
)
