"""DT_CODES: the code tables behind the messages, one message a set, in English and French."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

import msgspec

from kotinos.codes import (
    disciplines,
    events,
    irms,
    nocs,
    record_types,
    result_types,
    sport_codes,
    statuses,
    table,
)
from kotinos.codes.rsc import Rsc
from kotinos.codes.sport_codes import SportCodes
from kotinos.forms.element import Element, add

SPORT_CODES = "ODF_SPORT_CODES"
"""The set of everything that belongs to one discipline: of it ``Type`` says which code, ``Discipline`` whose."""
_LANGUAGES = {"en": "ENG", "fr": "FRA"}


class Code(msgspec.Struct, frozen=True, kw_only=True):
    """One code of a set with its names by language; ``long`` where there is a longer one."""

    code: str
    text: Mapping[str, str]
    type: str = ""
    discipline: str = ""
    long: Mapping[str, str] = {}


def fill_codes(competition: Element, name: str) -> None:
    """Append the ``CodeSet`` elements of the set ``name``, in the order of its table."""
    for at, code in enumerate(SETS[name](), 1):
        element = add(
            competition,
            "CodeSet",
            Code=code.code,
            Type=code.type or name,
            Discipline=Rsc.of(code.discipline) if code.discipline else "",
            Order=at,
        )
        for lang, shown in _LANGUAGES.items():
            if code.text.get(lang):
                add(
                    element,
                    "Language",
                    Language=shown,
                    Description=code.text[lang],
                    LongDescription=code.long.get(lang, ""),
                )


def _disciplines() -> Iterator[Code]:
    return (Code(code=Rsc.of(one.code), text=one.text()) for one in disciplines.all())


def _events() -> Iterator[Code]:
    return (Code(code=one.rsc, text=one.text(), discipline=one.rsc[:3]) for one in events.all())


def _organisations() -> Iterator[Code]:
    return (Code(code=one.code, text=one.text(), long={"en": one.long}) for one in nocs.all())


def _short(which: statuses.Set) -> Callable[[], Iterable[Code]]:
    return lambda: (Code(code=one.code, text=one.text()) for one in statuses.of(which))


def _of_sports() -> Iterator[Code]:
    for one in table.rows("sport_codes", SportCodes):
        known = sport_codes.get(one.discipline)
        named: tuple[tuple[str, Iterable[tuple[str, Mapping[str, str]]]], ...] = (
            ("IRM", ((code, irms.text(code)) for code in known.irms.split())),
            ("RESULT_TYPE", ((code, result_types.text(code)) for code in known.result_types.split())),
            ("QUALIFICATION_MARK", ((c.code, c.text()) for c in statuses.qualification_marks(one.discipline))),
            ("WLT", ((c.code, c.text()) for c in statuses.outcomes(one.discipline))),
            ("RECORD_TYPE", ((code, record_types.text(code)) for code in record_types.of(one.discipline))),
            ("PERIOD", ((c.code, c.text()) for c in statuses.periods(one.discipline))),
        )
        for type_, codes in named:
            for code, text in codes:
                yield Code(code=code, text=text, type=type_, discipline=one.discipline)


SETS: Mapping[str, Callable[[], Iterable[Code]]] = {
    "DISCIPLINE": _disciplines,
    "EVENT": _events,
    "ORGANISATION": _organisations,
    "RESULTSTATUS": _short("result"),
    "SCHEDULESTATUS": _short("schedule"),
    "PHASE_TYPE": _short("phase_type"),
    SPORT_CODES: _of_sports,
}
"""By the name that is the DocumentSubtype."""
