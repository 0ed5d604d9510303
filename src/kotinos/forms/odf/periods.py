"""``Periods``: the score after each, between the home and the away side, and what else is said of a period."""

from __future__ import annotations

from collections.abc import Iterable

from kotinos.codes import statuses
from kotinos.codes.table import UnknownCode
from kotinos.forms.element import Element, add
from kotinos.forms.odf.competitor import is_known
from kotinos.forms.odf.dictionary import table
from kotinos.forms.odf.dictionary.general import Dictionary, Sheet, winner
from kotinos.forms.odf.extension import PeriodFact
from kotinos.results.documents import Period, ResultBody

_GAMES_WON = frozenset({"BDM"})
"""Disciplines whose ``HomeScore`` counts the games won so far, not the points."""


def periods(competition: Element, sheet: Sheet, rules: Dictionary) -> None:
    """Append ``Periods``, where two known sides meet and a period has a score or a fact."""
    body = sheet.body
    sides = sorted((row for row in body.rows if is_known(row.competitor)), key=lambda r: r.start_sort or r.sort_order)
    facts = _facts(sheet, rules)
    played = _with_games_won(body) if body.unit.rsc.discipline in _GAMES_WON else body.periods
    scored = [*played, *_whole(body, played)]
    known = {period.code for period in scored}
    scored += [Period(code=code) for code in sorted(facts) if code not in known]
    if not scored or len(sides) != 2:
        return
    block = add(competition, "Periods", Home=sides[0].competitor.id, Away=sides[1].competitor.id)
    for period in scored:
        element = add(
            block,
            "Period",
            Code=period.code,
            HomeScore=period.home,
            AwayScore=period.away,
            HomePeriodScore=period.home_period,
            AwayPeriodScore=period.away_period,
            Duration=str(body.facts.get(f"duration/{period.code}", "")),
        )
        _extended(element, facts.get(period.code, ()))


def _facts(sheet: Sheet, rules: Dictionary) -> dict[str, list[PeriodFact]]:
    found = {code: list(facts) for code, facts in rules.periods(sheet).items()}
    for code, facts in table.period_facts(sheet).items():
        found.setdefault(code, []).extend(facts)
    return {code: facts for code, facts in found.items() if any(fact.value for fact in facts)}


def _extended(period: Element, facts: Iterable[PeriodFact]) -> None:
    sent = {(fact.type, fact.code, fact.pos): fact for fact in facts if fact.value}
    if sent:
        block = add(period, "ExtendedPeriods")
        for fact in sent.values():
            add(block, "ExtendedPeriod", Type=fact.type, Code=fact.code, Pos=fact.pos, Value=fact.value)


def _whole(body: ResultBody, played: Iterable[Period]) -> tuple[Period, ...]:
    """``TOT``, the score without a shoot-out, where the discipline has it and nobody gave it."""
    try:
        known = {period.code for period in statuses.periods(body.unit.rsc.discipline)}
    except UnknownCode:
        return ()
    counted = [period for period in played if period.code != "PSO"]
    if "TOT" not in known or not counted or any(period.code == "TOT" for period in counted):
        return ()
    return (Period(code="TOT", home=counted[-1].home, away=counted[-1].away),)


def _with_games_won(body: ResultBody) -> tuple[Period, ...]:
    """The periods with the games won after each; the last one counts once the match has a winner."""
    won = [0, 0]
    made = []
    for at, period in enumerate(body.periods, 1):
        over = at < len(body.periods) or any(row.wlt for row in body.rows)
        leader = winner(period) if over else ""
        won[0] += leader == "H"
        won[1] += leader == "A"
        made.append(
            Period(
                code=period.code,
                home=str(won[0]),
                away=str(won[1]),
                home_period=period.home_period,
                away_period=period.away_period,
            )
        )
    return tuple(made)
