"""DT_CONFIG: how an event will run, before its first result."""

from __future__ import annotations

from kotinos.forms.element import Element, add
from kotinos.results.documents import BracketsBody

_MAIN = "FNL"
_BEFORE = frozenset({"", "START_LIST"})


def first_round(body: BracketsBody) -> str:
    """The round with the most matches of the main tree (``R32-``, ``8FNL``), which says how large the draw is; empty without one."""
    rounds = [round_ for bracket in body.brackets if bracket.code == _MAIN for round_ in bracket.rounds]
    return max(rounds, key=lambda round_: len(round_.items)).code if rounds else ""


def is_configured(body: BracketsBody, status: str) -> bool:
    """Whether there is a message: the draw is made, and nothing has begun."""
    return status in _BEFORE and bool(first_round(body))


def fill_config(competition: Element, body: BracketsBody) -> None:
    """Append ``EC/BRACKET_SIZE`` of the event."""
    config = add(add(competition, "Configs"), "Config", Unit=body.event)
    add(config, "ExtendedConfig", Type="EC", Code="BRACKET_SIZE", Value=first_round(body))
