"""Judo: one contest, a team match of six bouts, and the event with repechage and two bronzes. IJF Sport and Organisation Rules.

A contest is won by ippon, by the better score when the time is over, or by the first score in golden score. Which scores
there are, and what penalties do, has changed by date.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

import msgspec

from kotinos.codes.rsc import Rsc
from kotinos.sports import duels, exits, formats
from kotinos.sports.discipline import Discipline, Phases, decimal
from kotinos.sports.draws import Third, lay_out
from kotinos.sports.knockout import Bracket
from kotinos.sports.outcome import EventResults
from kotinos.sports.ranking import CannotRank, Entry, Ranking, RuleSet, Unit

IRMS = ("DNS", "WDR", "DSQ", "DQB")

DECISIONS = {
    "IPP": "judo_ippon",
    "WAZ": "judo_waza_ari",
    "YUK": "judo_yuko",
    "PEN": "judo_penalty",
    "FUS": "judo_fusen_gachi",
    "KIK": "judo_kiken_gachi",
}
"""Phrases by SC @ResultCode: fusen-gachi is a win over an absent opponent, kiken-gachi over one who cannot go on."""


class ScoreRule(msgspec.Struct, frozen=True, kw_only=True):
    """What counts in a contest. ``shidos``: how many are hansoku-make. ``fewer_shidos``: with equal scores the fewer wins."""

    yuko: bool
    two_waza_ari: bool
    shidos: int
    fewer_shidos: bool


def _scores(entry: Entry, rule: ScoreRule) -> tuple[int, int, int] | None:
    """Ippon, waza-ari, yuko of one side, as ``raw`` records them; ``None`` where only the board's mark is known."""
    if not entry.raw.keys() & {"ippon", "waza_ari", "yuko", "shido"}:
        return None
    ippon, waza_ari, yuko = (duels.whole(entry, name) or 0 for name in ("ippon", "waza_ari", "yuko"))
    if yuko and not rule.yuko:
        raise CannotRank(f"entry {entry.n} ({entry.id}): {yuko} yuko; yuko is not a score under these rules")
    if ippon > 1:
        raise CannotRank(f"entry {entry.n} ({entry.id}): {ippon} ippon; the first one ends the contest")
    if rule.two_waza_ari and waza_ari > 2:
        raise CannotRank(f"entry {entry.n} ({entry.id}): {waza_ari} waza-ari; the second one is ippon")
    if rule.two_waza_ari and waza_ari == 2:
        return 1, 0, yuko
    return ippon, waza_ari, yuko


def _shidos(entry: Entry, rule: ScoreRule) -> int:
    found = duels.whole(entry, "shido") or 0
    if found > rule.shidos:
        raise CannotRank(f"entry {entry.n} ({entry.id}): {found} shidos; the contest ended with {rule.shidos}")
    return found


def contest_rule(rule: ScoreRule) -> duels.DuelRule:
    """How two sides are compared: hansoku-make by shidos, then ippon, waza-ari, yuko, then shidos where they count."""

    def score(at: int) -> duels.Comparison:
        def number(entry: Entry) -> int | None:
            found = _scores(entry, rule)
            return None if found is None else found[at]

        return duels.Comparison(("judo_by_ippon", "judo_by_waza_ari", "judo_by_yuko")[at], number)

    def not_out(entry: Entry) -> int | None:
        return None if _scores(entry, rule) is None else int(_shidos(entry, rule) < rule.shidos)

    def fewer(entry: Entry) -> int | None:
        return None if _scores(entry, rule) is None else rule.shidos - _shidos(entry, rule)

    steps = [duels.Comparison("judo_by_shidos", not_out), score(0), score(1), score(2)]
    if rule.fewer_shidos:
        steps.append(duels.Comparison("judo_fewer_shidos", fewer))
    steps.append(duels.by_score("judo_score"))
    return duels.DuelRule(steps=tuple(steps), irms=IRMS, decision=DECISIONS)


def rank_contest(unit: Unit, rule: ScoreRule, rule_set: str) -> Ranking:
    """Rank one contest: 1 white, 2 blue. Equal scores leave it open: golden score goes on until somebody scores."""
    if len(unit.entries) < 2:
        return duels.decide(unit, contest_rule(rule), rule_set)
    home, away = duels.sides(unit)
    if (_scores(home, rule) is None) != (_scores(away, rule) is None):
        raise CannotRank(f"{unit.id}: scores of one side only; both sides have some, or both only a mark")
    if _both_out(home, away, rule):
        unit = msgspec.structs.replace(unit, entries=tuple(_lost(entry) for entry in unit.entries))
    return duels.decide(unit, contest_rule(rule), rule_set)


def _both_out(home: Entry, away: Entry, rule: ScoreRule) -> bool:
    return all(_scores(side, rule) is not None and _shidos(side, rule) == rule.shidos for side in (home, away))


def _lost(entry: Entry) -> Entry:
    return msgspec.structs.replace(entry, raw={**entry.raw, "wlt": "L"})


# -- teams -------------------------------------------------------------------------------------------------------------

BOUTS = 6
TO_WIN = 4


class TeamScore(msgspec.Struct, frozen=True):
    """Bouts won by each team, and whether the match is over, or goes to the bout drawn by lot."""

    home: int
    away: int
    over: bool
    golden_bout: bool


def team_score(bouts: Sequence[str]) -> TeamScore:
    """Count a mixed team match: six bouts, first to four; level after six, one category drawn by lot fights a golden score bout.

    ``bouts`` are the winners in order, ``H``, ``A`` or ``-`` where nobody won. Raises `CannotRank` for a bout after the end.
    """
    if not isinstance(bouts, Sequence):
        raise CannotRank(f"bouts {bouts!r}; the winners in order, H, A or -")
    home = away = 0
    for at, winner in enumerate(bouts, start=1):
        if _is_over(home, away, at - 1):
            raise CannotRank(f"bout {at} after the match was over at {home}–{away}")
        if winner not in ("H", "A", "-"):
            raise CannotRank(f"bout {at}: winner {winner!r}; H, A or -")
        home += winner == "H"
        away += winner == "A"
    over = _is_over(home, away, len(bouts))
    return TeamScore(home, away, over, golden_bout=not over and len(bouts) >= BOUTS)


def _is_over(home: int, away: int, fought: int) -> bool:
    return max(home, away) >= TO_WIN or (fought >= BOUTS and home != away)


def rank_team_match(unit: Unit, rule_set: str) -> Ranking:
    """Rank a team match: by ``facts["bouts"]`` (winners in order) where they are known, else by the bouts won (``mark``)."""
    bouts = unit.facts.get("bouts")
    if bouts is None or len(unit.entries) < 2:
        return duels.decide(unit, TEAM, rule_set)
    count = team_score(bouts)
    home, away = duels.sides(unit)
    entries = tuple(
        msgspec.structs.replace(entry, raw={**entry.raw, "score": score})
        for entry, score in ((home, count.home), (away, count.away))
    )
    facts = {**unit.facts, "running": not count.over}
    return duels.decide(msgspec.structs.replace(unit, entries=entries, facts=facts), TEAM, rule_set)


TEAM = duels.DuelRule(steps=(duels.by_score("judo_team_score"),), irms=IRMS)


# -- the event ---------------------------------------------------------------------------------------------------------


def judo_bracket(event: Rsc, lines: Sequence[str | None]) -> Bracket:
    """The bracket of a judo event from its drawn lines, pool A on top (``None`` for a bye).

    Four pools, repechage of the quarter-final losers, two bronzes (IJF SOR, competition system).
    """
    return lay_out(event, lines, third=Third.REPECHAGE, subunits=_is_team(event))


ORDER = ("FNL", "REPF", "REP1", "SFNL", "QFNL", "8FNL", "R32", "R64")

EXITS = exits.Exits(order=ORDER, places={"REP1": 7, "QFNL": 7, "8FNL": 9, "R32": 17, "R64": 33}, again=("SFNL", "QFNL"))
"""Two bronzes, two fifth and two seventh places; 9, 17 and 33 for those who lost before the quarter-finals (IJF SOR, ranking)."""


def event(results: EventResults) -> Ranking | None:
    """First to last; those who went out in one round share its place. Who was disqualified for behaviour has none."""
    return exits.rank(results, EXITS)


def phases(_: Rsc, units: Sequence[Rsc]) -> Phases:
    """The knock-out from the final to the first round; repechage beside the semi-finals."""
    return formats.ordered(units, order=ORDER)


def _is_team(rsc: Rsc) -> bool:
    return rsc.event.startswith("TEAM")


def _covers_team_match(rsc: Rsc) -> bool:
    """Team matches are ``…00`` (or ``…--``), their bouts ``…01`` to ``…07``."""
    return rsc.discipline == "JUD" and bool(rsc.unit) and _is_team(rsc) and rsc[32:34] in ("00", "--")


def _covers_contest(rsc: Rsc) -> bool:
    return rsc.discipline == "JUD" and bool(rsc.unit) and not _covers_team_match(rsc)


_CONTESTS = (
    (
        date(2014, 1, 1),
        ScoreRule(yuko=True, two_waza_ari=True, shidos=4, fewer_shidos=True),
        "yuko, four shidos, fewer shidos win",
    ),
    (
        date(2017, 1, 1),
        ScoreRule(yuko=False, two_waza_ari=False, shidos=3, fewer_shidos=False),
        "no yuko, waza-ari do not add up",
    ),
    (
        date(2018, 1, 1),
        ScoreRule(yuko=False, two_waza_ari=True, shidos=3, fewer_shidos=False),
        "two waza-ari are ippon again",
    ),
    (date(2025, 1, 1), ScoreRule(yuko=True, two_waza_ari=True, shidos=3, fewer_shidos=False), "yuko is back"),
)


def _contest_set(effective: date, rule: ScoreRule, source: str) -> RuleSet:
    name = f"JUD-contest@{effective.isoformat()}"
    return RuleSet(
        id=name,
        effective=effective,
        rank=partial(rank_contest, rule=rule, rule_set=name),
        names=("judo_contest",),
        covers=_covers_contest,
        irms=IRMS,
        source=f"IJF Sport and Organisation Rules: {source}",
    )


RULE_SETS: tuple[RuleSet, ...] = (
    *(_contest_set(*one) for one in _CONTESTS),
    RuleSet(
        id="JUD-team@2018-01-01",
        effective=date(2018, 1, 1),
        rank=partial(rank_team_match, rule_set="JUD-team@2018-01-01"),
        names=("judo_team_match",),
        covers=_covers_team_match,
        irms=IRMS,
        source="IJF Sport and Organisation Rules, mixed teams: six bouts, first to four",
    ),
)


def _phrase(en: str, fr: str) -> dict[str, str]:
    return {"en": en, "fr": fr}


PHRASES: dict[str, dict[str, str]] = {
    "judo_by_ippon": _phrase("{0} won by ippon", "{0} l’emporte par ippon"),
    "judo_by_waza_ari": _phrase("{0} won by waza-ari {1}–{2}", "{0} l’emporte par waza-ari {1}–{2}"),
    "judo_by_yuko": _phrase("{0} won by yuko {1}–{2}", "{0} l’emporte par yuko {1}–{2}"),
    "judo_by_shidos": _phrase("{0} won: hansoku-make by shidos", "{0} l’emporte : hansoku-make par cumul de shidos"),
    "judo_fewer_shidos": _phrase("{0} won with fewer shidos", "{0} l’emporte avec moins de shidos"),
    "judo_score": _phrase("{0} won {1}–{2}", "{0} l’emporte {1}–{2}"),
    "judo_team_score": _phrase("{0} won {1} bouts to {2}", "{0} l’emporte {1} combats à {2}"),
}
_BY_DECISION = {
    "judo_ippon": ("by ippon", "par ippon"),
    "judo_waza_ari": ("by waza-ari", "par waza-ari"),
    "judo_yuko": ("by yuko", "par yuko"),
    "judo_penalty": ("by penalty", "par pénalité"),
    "judo_fusen_gachi": ("by default (fusen-gachi)", "par forfait (fusen-gachi)"),
    "judo_kiken_gachi": ("by withdrawal (kiken-gachi)", "par abandon (kiken-gachi)"),
}
for _code, (_en, _fr) in _BY_DECISION.items():
    PHRASES[_code] = _phrase(f"{{0}} won {_en}", f"{{0}} l’emporte {_fr}")
    PHRASES[f"{_code}_golden"] = _phrase(f"{{0}} won {_en} in golden score", f"{{0}} l’emporte {_fr} au golden score")

DISCIPLINES = (
    Discipline(code="JUD", rule_sets=RULE_SETS, phrases=PHRASES, phases=phases, event=event, read_mark=decimal),
)
