"""DT_PLAY_BY_PLAY: what happened in a match, action by action.

An action is a fact of the unit, ``action/<n>``, with ``period``, ``action`` (SC @Action) and, as far as they are known: ``id`` (stable;
else its number), ``parent``, ``when``, ``result``, ``add``, ``comment``, ``home`` and ``away`` (the score after it), ``so_home`` and
``so_away`` (of a shoot-out), ``rally``, ``win``, ``speed``, ``place``, ``x``, ``y``, ``at`` (an instant), ``competitor`` (an id, or
several) and ``athletes`` (each ``id`` and ``role``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from kotinos.forms.element import Element, add
from kotinos.forms.odf.competitor import is_known
from kotinos.forms.odf.feed import OdfFeed
from kotinos.forms.odf.infos import infos
from kotinos.forms.odf.values import date_time
from kotinos.results.documents import CompetitorRef, ResultBody

SUBTYPE = "ACTION"
_BY_PERIOD = frozenset({"FBL", "BKB", "VBV"})
"""Disciplines that send the running period alone while LIVE, under its code as DocumentSubcode; the others always the whole list."""
_ATTRIBUTES = {
    "PId": "parent",
    "Action": "action",
    "ActionAdd": "add",
    "Comment": "comment",
    "When": "when",
    "Result": "result",
    "ScoreH": "home",
    "ScoreA": "away",
    "SO_H": "so_home",
    "SO_A": "so_away",
    "Rally": "rally",
    "Win": "win",
    "Speed": "speed",
    "Loc": "place",
    "X": "x",
    "Y": "y",
}


def actions(body: ResultBody) -> list[tuple[int, Mapping[str, Any]]]:
    """The recorded actions with their numbers, in order."""
    found = []
    for name, value in body.facts.items():
        head, _, number = name.partition("/")
        if head == "action" and number.isascii() and number.isdigit() and int(number) and isinstance(value, Mapping):
            found.append((int(number), value))
    return sorted(found, key=lambda pair: pair[0])


def period_of(body: ResultBody, status: str) -> str:
    """The period that alone is sent now; empty for the whole match."""
    made = actions(body)
    if status != "LIVE" or not made or body.unit.rsc.discipline not in _BY_PERIOD:
        return ""
    return str(made[-1][1].get("period", ""))


def fill_play_by_play(competition: Element, body: ResultBody, feed: OdfFeed, status: str) -> None:
    """Append ``Actions``, of the running period alone where the discipline sends it so."""
    infos(competition, body.unit.rsc, body.event_name, feed, name=body.unit.name, unit=body.unit)
    only = period_of(body, status)
    sides = sorted((row for row in body.rows if is_known(row.competitor)), key=lambda r: r.start_sort or r.sort_order)
    home, away = [row.competitor.id for row in sides] if len(sides) == 2 else ("", "")
    block = add(competition, "Actions", Home=home, Away=away)
    known = {row.competitor.id: row.competitor for row in sides}
    for order, action in actions(body):
        if not only or action.get("period") == only:
            _action(block, order, action, known, feed)


def _action(
    block: Element, order: int, action: Mapping[str, Any], known: Mapping[str, CompetitorRef], feed: OdfFeed
) -> None:
    element = add(
        block,
        "Action",
        Id=action.get("id") or order,
        Period=action.get("period"),
        Order=order,
        **{name: action.get(key) for name, key in _ATTRIBUTES.items()},
        **_lead(action),
        TimeStamp=date_time(str(action.get("at") or ""), feed.timezone),
    )
    for place, who in enumerate(_competitors(action, known), 1):
        _competitor(element, place, who, action)


def _lead(action: Mapping[str, Any]) -> dict[str, str]:
    """By how much each side leads after a change of the score."""
    score = [str(action.get(side, "")) for side in ("home", "away")]
    if not all(points.isascii() and points.isdigit() for points in score):
        return {}
    lead = int(score[0]) - int(score[1])
    return {"LeadH": str(lead), "LeadA": str(-lead)}


def _competitors(action: Mapping[str, Any], known: Mapping[str, CompetitorRef]) -> Iterator[CompetitorRef]:
    """The sides that took part in it; an id that is not in the match is not sent."""
    named = action.get("competitor") or ()
    ids = [str(named)] if isinstance(named, str) else [str(one) for one in named]
    yield from (known[id_] for id_ in ids if id_ in known)


def _competitor(element: Element, place: int, who: CompetitorRef, action: Mapping[str, Any]) -> None:
    """``Competitor`` with the members of it who acted; an individual stands for itself."""
    block = add(element, "Competitor", Code=who.id, Type=who.type, Organisation=who.noc, Order=place)
    members = {member.id: member for member in who.members}
    acted = [(a, members[str(a.get("id"))]) for a in action.get("athletes") or () if str(a.get("id")) in members]
    if acted:
        composition = add(block, "Composition")
        for order, (athlete, member) in enumerate(acted, 1):
            add(composition, "Athlete", Code=member.id, Order=order, Bib=member.bib, Role=athlete.get("role"))
