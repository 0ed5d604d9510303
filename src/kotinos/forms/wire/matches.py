"""Two who meet: ``France (FRA) beat USA (USA) 3-1 (H1 1-0, H2 2-1)``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kotinos.codes import disciplines
from kotinos.codes.names import short_text
from kotinos.codes.rsc import Rsc
from kotinos.forms.headline import COLON, SEMICOLON
from kotinos.forms.terms import said
from kotinos.forms.wire.people import who
from kotinos.forms.wire.words import word
from kotinos.results.documents import BracketItem, BracketPlace, BracketsBody, Period, ResultBody, ResultRow, UnitLine

_WON, _LOST = ("W",), ("L",)


def is_duel(body: ResultBody) -> bool:
    """Whether exactly two meet here."""
    versus = is_versus(body.unit.rsc)
    return len(body.rows) == 2 and (versus or bool(body.periods) or any(row.wlt for row in body.rows))


def is_versus(rsc: Rsc) -> bool:
    """Whether competitors of the discipline meet one another: a mark there is the score of one match."""
    return disciplines.exists(rsc.discipline) and disciplines.get(rsc.discipline).form == "versus"


def match(body: ResultBody, lang: str) -> str:
    """One match: who beat whom with the score and its periods, or where it stands. The winner is named first."""
    home, away = sorted(body.rows, key=lambda row: row.start_sort or row.sort_order)
    turned = away.wlt in _WON
    first, second = (away, home) if turned else (home, away)
    sentence = _sentence(_side(first, lang), _side(second, lang), first.wlt, second.wlt, first.mark, second.mark, lang)
    scores = ", ".join(filter(None, (_period(period, turned) for period in body.periods)))
    return sentence + (f" ({scores})" if scores else "") + "."


def _side(row: ResultRow, lang: str) -> str:
    return " ".join(filter(None, (who(row.competitor, lang), row.irm)))


def _sentence(first: str, second: str, won: str, lost: str, score: str, against: str, lang: str) -> str:
    """Won and lost, drawn, under way, or still to come."""
    both = f" {score}-{against}" if score and against else ""
    if won in _WON or lost in _LOST:
        return word("beat", lang, first, second) + both
    if won and won == lost:
        return word("drew", lang, first, second) + both
    if score or against:
        return f"{first} {score or '-'}, {second} {against or '-'}"
    return word("versus", lang, first, second)


def _period(period: Period, turned: bool) -> str:
    own = (period.home_period, period.away_period)
    scores = own if all(own) else (period.home, period.away)
    return f"{period.code} {'-'.join(reversed(scores) if turned else scores)}" if any(scores) else ""


def pairing(line: UnitLine, lang: str) -> str:
    """Who meets whom in a unit that is scheduled; nothing where nobody is known."""
    if len(line.sides) != 2 or all(side.id == "TBD" for side in line.sides):
        return ""
    return word("versus", lang, *(who(side, lang) for side in line.sides))


def trees(body: BracketsBody, lang: str) -> list[str]:
    """A paragraph for each round of each tree."""
    numbers = {item.unit: item.code for b in body.brackets for r in b.rounds for item in r.items}
    return [
        f"{said(round_.name, lang) or round_.code}{COLON[lang]}{_joined(round_.items, numbers, lang)}."
        for bracket in body.brackets
        for round_ in bracket.rounds
        if round_.items
    ]


def _joined(items: Sequence[BracketItem], numbers: Mapping[Rsc, str], lang: str) -> str:
    return SEMICOLON[lang].join(_item(item, numbers, lang) for item in sorted(items, key=lambda i: i.order))


def _item(item: BracketItem, numbers: Mapping[Rsc, str], lang: str) -> str:
    sides = sorted(item.places, key=lambda p: p.pos)
    if len(sides) < 2:
        waiting = [_place(side, numbers, lang) for side in sides] + [word("TBD", lang)] * (2 - len(sides))
        return f"{item.code} {word('versus', lang, *waiting)}"
    first, second = reversed(sides) if sides[1].wlt in _WON else sides
    names = (_place(first, numbers, lang), _place(second, numbers, lang))
    sentence = _sentence(*names, first.wlt, second.wlt, first.result, second.result, lang)
    one_sided = item.result if not (first.result and second.result) and item.result else ""
    return " ".join(filter(None, (item.code, sentence, one_sided)))


def _place(side: BracketPlace, numbers: Mapping[Rsc, str], lang: str) -> str:
    """Who it is, else where whoever it will be comes from."""
    origin = side.previous_unit
    if side.competitor.id != "TBD" or origin is None:
        return " ".join(filter(None, (who(side.competitor, lang), side.irm)))
    named = numbers.get(origin) or said(short_text(origin), lang)
    if side.previous_rank:
        return word("place_of", lang, named, side.previous_rank)
    return word("loser_of" if side.previous_wlt in _LOST else "winner_of", lang, named)
