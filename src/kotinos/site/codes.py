"""The names of the field's codes, for the scripts of a page."""

from __future__ import annotations

from functools import cache
from typing import get_args

from kotinos.codes import disciplines, names, statuses, table
from kotinos.codes.irms import Irm

SETS: tuple[statuses.Set, ...] = tuple(get_args(statuses.Set))
GENDERS = ("M", "W", "X", "O")


@cache
def code_names(language: str) -> dict[str, dict[str, str]]:
    """Names by set and code, in ``language``: the sets of `statuses`, and ``irm``, ``discipline``, ``event_gender``."""
    found: dict[str, dict[str, str]] = {
        which: {code.code: code.name(language) for code in statuses.of(which)} for which in SETS
    }
    found["irm"] = {irm.code: irm.name(language) for irm in table.rows("irms", Irm)}
    found["discipline"] = {discipline.code: discipline.name(language) for discipline in disciplines.all()}
    found["event_gender"] = {gender: names.gender_name(gender, language) for gender in GENDERS}
    return found
