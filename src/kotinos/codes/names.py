"""What a unit is called: its event, then its phase and number in the words of its sport.

``ATHM100M--------------HEAT000300--`` is "Men's 100m - Heat 3", "100 m hommes - Série 3".
"""

from __future__ import annotations

from functools import cache, lru_cache

from kotinos.codes import disciplines, events, phases, table
from kotinos.codes.phases import Scoped
from kotinos.codes.rsc import LENGTH, Level, Rsc, RscError

_GENDERS = {
    "M": {"en": "Men", "fr": "Hommes"},
    "W": {"en": "Women", "fr": "Femmes"},
    "X": {"en": "Mixed", "fr": "Mixte"},
    "O": {"en": "Open", "fr": "Open"},
    "-": {"en": "", "fr": ""},
}
_PART = {"en": "Part", "fr": "Partie"}


class UnitPattern(Scoped, frozen=True, kw_only=True):
    """How the units of a phase are called, where the unit part begins with ``unit`` (``*``: any).

    Filled in: ``{phase}`` its name, ``{n}`` the unit's number, ``{letter}`` the same as a letter (final B is unit 2),
    ``{sub}`` the subunit's number, ``{match}`` this sport's word for a duel.
    """

    unit: str


@cache
def _of(discipline: str) -> tuple[UnitPattern, ...]:
    return tuple(row for row in table.rows("units", UnitPattern) if row.concerns(discipline))


@lru_cache(maxsize=8192)
def _of_phase(beginning: str) -> tuple[UnitPattern, ...]:
    """What may name a unit of the phase that begins so: asked once a phase, not once a unit."""
    phase = Rsc(beginning.ljust(LENGTH, "-"))
    return tuple(row for row in _of(phase.discipline) if row.fits(phase))


@lru_cache(maxsize=65536)
def _pattern(rsc: Rsc) -> UnitPattern:
    fitting = (row for row in _of_phase(rsc[:26]) if _begins(row.unit, rsc))
    return max(fitting, key=lambda row: (row.weight(), 0 if row.unit == "*" else len(row.unit)))


def _begins(unit: str, rsc: Rsc) -> bool:
    return unit == "*" or rsc.unit.startswith(unit)


def number(rsc: Rsc) -> int:
    """The number of a unit: 3 of ``000300--``, 1 of ``A00100--`` and of ``000001--``; 0 where it has none."""
    unit = rsc[26:34]
    for part in (unit[:4].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), unit[4:6]):
        if part.isdigit() and int(part):
            return int(part)
    return 0


def _subunit(rsc: Rsc) -> int:
    """The number of a subunit: 5 of ``0002EL05``, 3 of ``00020003``; 0 where there is none (``000300--``)."""
    return int(rsc[32:34]) if rsc[32:34].isdigit() else 0


def _own_name(rsc: Rsc, lang: str) -> str:
    """The part after the event's name; empty where the event's name says all (a road race)."""
    pattern = _pattern(rsc).name(lang)
    discipline = disciplines.get(rsc) if disciplines.exists(rsc.discipline) else None
    match = (discipline.match_fr if lang == "fr" else discipline.match_en) if discipline else ""
    n, sub = number(rsc), _subunit(rsc)
    if sub and "{sub}" not in pattern:
        pattern += f" - {match or _PART[lang]} {sub}"
    elif not sub and rsc[30:32].isdigit():
        sub = int(rsc[30:32])
    values = {"phase": phases.text(rsc)[lang], "n": n or "", "letter": _letter(n), "sub": sub or "", "match": match}
    return " ".join(pattern.format_map(values).split())


def _letter(n: int) -> str:
    return chr(ord("A") + n - 1) if 0 < n <= 26 else ""


def _joined(*parts: str) -> str:
    return " - ".join(part for part in parts if part)


def _event_name(rsc: Rsc, lang: str) -> str:
    """The event, or what there is above it: a technical meeting belongs to a discipline."""
    if rsc.event:
        return events.text(rsc)[lang]
    return _joined(disciplines.text(rsc)[lang], gender_name(rsc.gender, lang))


@lru_cache(maxsize=65536)
@lru_cache(maxsize=65536)
def _name(rsc: Rsc, lang: str) -> str:
    if rsc.level is Level.UNIT:
        return _joined(_event_name(rsc, lang), _own_name(rsc, lang))
    if rsc.level is Level.PHASE:
        return _joined(_event_name(rsc, lang), phases.text(rsc)[lang])
    return _event_name(rsc, lang)


def unit_name(rsc: str, lang: str) -> str:
    """The full name of a unit, and of whatever stands above it; raises `RscError` for what is no RSC."""
    table.choose(table.same(""), lang)
    return _name(Rsc(rsc), lang)


def unit_text(rsc: str) -> dict[str, str]:
    """The full name in every language; the code itself for what is no RSC."""
    try:
        code = Rsc(rsc)
        return {lang: _name(code, lang) for lang in table.LANGUAGES}
    except RscError:
        return table.same(rsc)


def short_text(rsc: str) -> dict[str, str]:
    """A unit's name without its event, for where the event already stands above: "Heat 3", "Gold Medal Match"."""
    try:
        code = Rsc(rsc)
    except RscError:
        return table.same(rsc)
    if code.level is not Level.UNIT:
        return phases.text(code) if code.level is Level.PHASE else unit_text(code)
    return {lang: _own_name(code, lang) or _event_name(code, lang) for lang in table.LANGUAGES}


def gender_name(gender: str, lang: str) -> str:
    """``M`` Men, ``W`` Women, ``X`` Mixed, ``O`` Open, ``-`` nothing; raises `table.UnknownCode`."""
    if gender not in _GENDERS:
        raise table.UnknownCode(f"gender {gender!r}: one of {' '.join(_GENDERS)}")
    return table.choose(_GENDERS[gender], lang)


def gender_text(gender: str) -> dict[str, str]:
    """Both names of an event's gender; the code itself where it is unknown."""
    return dict(_GENDERS.get(gender, table.same(gender)))
