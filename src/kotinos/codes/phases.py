"""Phases: the rounds of an event, under the name each sport gives them."""

from __future__ import annotations

from functools import cache, lru_cache

from kotinos.codes import disciplines, table
from kotinos.codes.rsc import Level, Rsc, RscError
from kotinos.codes.table import Named


class Scoped(Named, frozen=True, kw_only=True):
    """A name that holds within ``scope``: ``*`` everywhere, ``versus`` where one meets one, else the beginning of an RSC.

    ``?`` stands for any one character, in ``scope`` (``CSL?X1``: both genders) and in ``phase`` (``GP?-``: every group).
    """

    scope: str
    phase: str
    en: str = ""
    fr: str = ""

    def fits(self, rsc: Rsc) -> bool:
        """Whether this name may be used for ``rsc``."""
        return self._in_scope(rsc) and _like(self.phase, rsc[22:26])

    def weight(self) -> tuple[int, int]:
        """The more is said, the more it counts: first the scope, then the phase."""
        scope = {"*": 0, "versus": 1}.get(self.scope, len(self.scope.replace("?", "")))
        return (scope, -1 if self.phase == "*" else len(self.phase.replace("?", "")))

    def concerns(self, discipline: str) -> bool:
        """Whether anything in ``discipline`` may bear this name."""
        return self.scope in ("*", "versus") or self.scope[:3] == discipline

    def _in_scope(self, rsc: Rsc) -> bool:
        if self.scope == "versus":
            return disciplines.exists(rsc.discipline) and disciplines.get(rsc.discipline).form == "versus"
        return self.scope == "*" or _like(self.scope, rsc[: len(self.scope)])


class Phase(Scoped, frozen=True, kw_only=True):
    """One phase's name. ``kind`` is ODF's PhaseType: ``3`` competition, ``6`` medal ceremony, ``7`` draw …"""

    kind: str


def _like(pattern: str, part: str) -> bool:
    if pattern == "*":
        return True
    return len(pattern) == len(part) and all(a in ("?", b) for a, b in zip(pattern, part, strict=True))


@cache
def _of(discipline: str) -> tuple[Phase, ...]:
    return tuple(row for row in table.rows("phases", Phase) if row.concerns(discipline))


@lru_cache(maxsize=8192)
def _find(rsc: Rsc) -> Phase | None:
    fitting = [row for row in _of(rsc.discipline) if rsc.phase and row.fits(rsc)]
    return max(fitting, key=Phase.weight, default=None)


def get(rsc: str) -> Phase:
    """The phase that ``rsc`` names or lies in; raises `RscError` or `table.UnknownCode`.

    The names of a group's phase hold ``{group}``; `name` and `text` fill it in.
    """
    found = _find(Rsc(rsc).at(Level.PHASE))
    if found is None:
        raise table.UnknownCode(f"phase {rsc[22:26]!r} of {rsc!r}: not in phases.csv")
    return found


def name(rsc: str, lang: str) -> str:
    """The phase's name in ``lang``, without the event's; raises as `get` does."""
    return get(rsc).name(lang).replace("{group}", rsc[24])


def whole(rsc: str) -> str:
    """The phase part of ``rsc``, that of all groups together where it is one of several: ``GP--`` of ``GPB-``."""
    try:
        pattern = get(rsc).phase
    except table.UnknownCode:
        return rsc[22:26]
    return pattern.replace("?", "-") if "?" in pattern else rsc[22:26]


def text(rsc: str) -> dict[str, str]:
    """Both names; the phase part of the code where it is unknown, and the code itself where there is none."""
    try:
        return {lang: name(rsc, lang) for lang in table.LANGUAGES}
    except table.UnknownCode:
        return table.same(Rsc(rsc).phase or rsc)
    except RscError:
        return table.same(rsc)
