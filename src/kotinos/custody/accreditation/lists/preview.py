"""What a list would do, before it does anything: every error in words, and how many files would be opened, changed, withdrawn."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kotinos.custody.accreditation import reference
from kotinos.custody.accreditation.applications import may_send
from kotinos.custody.accreditation.life import LIVE
from kotinos.custody.accreditation.lists.lines import Line, Wrong, header, lines, wrong
from kotinos.custody.accreditation.lists.sheet import rows
from kotinos.custody.accreditation.problems import Problem
from kotinos.custody.accreditation.season import Season
from kotinos.custody.accreditation.standing import Row, organisation_of
from kotinos.custody.accreditation.tables import application, list_import, quota
from kotinos.custody.act import Act, Refused


class List(msgspec.Struct, frozen=True):
    """A list that was read and checked as far as the file alone says."""

    sha256: str
    overlay: bool
    lines: tuple[Line, ...]
    problems: tuple[Problem, ...] = ()  # of the whole list


class Preview(msgspec.Struct, frozen=True):
    """What would happen; nothing does while there are ``problems`` (line number, 0 for the whole list; what is wrong).

    ``here`` is how many lines, from the first on, are in already, because the import of this very file was cut.
    """

    new: tuple[int, ...]
    changed: tuple[int, ...]
    kept: tuple[int, ...]
    withdrawn: tuple[str, ...]
    problems: tuple[tuple[int, Problem], ...]
    here: int = 0

    def wrongs(self, language: str) -> list[Wrong]:
        """Every error in words, by line."""
        return [wrong(number, problem, language) for number, problem in self.problems]


def read(given: bytes, act: Act, season: Season, overlay: bool = False) -> List:
    """Read and check a file; raises Refused ``list_unreadable``, ``list_too_large``, ``list_too_many``."""
    every = rows(given)
    keys, problems = header(next(every, []))
    day = reference.on(act.at.date())
    found = () if problems else tuple(lines(keys, every, day, season, act.at.date(), overlay))
    return List(hashlib.sha256(given).hexdigest(), overlay, found, tuple(problems))


def preview(connection: Connection, act: Act, organisation: str, given: List) -> Preview:
    """What ``given`` would do for an organisation; of a list whose import was cut, what is left to be done.

    Raises Refused ``window_closed``, ``not_yours``, and ``list_already_here`` for a file that was taken in whole before.
    """
    found = organisation_of(connection, organisation)
    may_send(act, found)
    _new(connection, organisation, given)
    cut = begun(connection, organisation, given)
    taken = cut.taken if cut else 0
    problems = [(0, problem) for problem in given.problems]
    known = _known(connection, organisation)
    new: list[int] = []
    changed: list[int] = []
    kept: list[int] = []
    for line in given.lines[taken:]:
        problems += [(line.number, problem) for problem in line.problems]
        there = known.get(line.reference) if line.reference else None
        if there is None:
            new.append(line.number)
        elif not given.overlay or there.state not in LIVE:
            problems.append((line.number, Problem("reference", "taken_reference", line.reference)))
        else:
            (changed if there.state == "DRAFT" else kept).append(line.number)
    named = {line.reference for line in given.lines}
    # An overlay is everything the organisation asks for: what it still has in draft and no longer names is withdrawn.
    gone = (
        [row.id for row in known.values() if row.state == "DRAFT" and row.own_reference not in named]
        if given.overlay
        else []
    )
    if not problems:
        problems += _of_organisation(connection, act, found, given.lines[taken:], set(changed) | set(kept), gone)
    return Preview(tuple(new), tuple(changed), tuple(kept), tuple(sorted(gone)), tuple(problems), taken)


def begun(connection: Connection, organisation: str, given: List) -> Row | None:
    """The import of this very file that was begun and did not come to its end."""
    i = list_import.c
    same = (i.organisation == organisation) & (i.sha256 == given.sha256) & (i.overlay == given.overlay)
    return connection.execute(sa.select(list_import).where(same, i.ended_at.is_(None))).one_or_none()


def _new(connection: Connection, organisation: str, given: List) -> None:
    """Pass where this very file was not taken in to its end. An overlay may come again: it stands for what is asked for now."""
    i = list_import.c
    same = (i.organisation == organisation) & (i.sha256 == given.sha256) & i.overlay.is_(False)
    ended = sa.select(sa.func.max(i.ended_at)).where(same, i.ended_at.is_not(None))
    day = None if given.overlay else connection.execute(ended).scalar()
    if day is not None:
        raise Refused("list_already_here", day=day.date().isoformat())


def _known(connection: Connection, organisation: str) -> dict[str, Row]:
    """The files of an organisation by its own reference, ended ones too: a reference is never given to a second file."""
    a = application.c
    wanted = sa.select(application).where(a.organisation == organisation, a.own_reference.is_not(None))
    return {row.own_reference: row for row in connection.execute(wanted)}


def _of_organisation(
    connection: Connection, act: Act, found: Row, given: Iterable[Line], there: set[int], gone: list[str]
) -> list[tuple[int, Problem]]:
    """Categories that are not the organisation's, and lines of its quota that the list and what is there would exceed."""
    day = reference.on(act.at.date())
    q, a = quota.c, application.c
    numbers = {
        (row.category, row.sport): row.number
        for row in connection.execute(sa.select(quota).where(q.organisation == found.id))
    }
    allowed = sorted({category for category, _ in numbers})
    problems: list[tuple[int, Problem]] = []
    wanted: Counter[tuple[str, str]] = Counter()
    for line in given:
        key = _line_of(numbers, line.role.category, line.role.sport)
        if key is None or found.kind not in day.categories[line.role.category].organisations.split():
            problems.append((line.number, Problem("category", "no_quota", line.role.category, ", ".join(allowed))))
        elif line.number not in there:
            wanted[key] += 1
    live = sa.select(a.id, a.category, a.sport).where(a.organisation == found.id, a.state.in_(LIVE))
    leaving = set(gone)
    for row in connection.execute(live):
        key = _line_of(numbers, row.category, row.sport)
        if key is not None and row.id not in leaving:
            wanted[key] += 1
    for (category, sport), number in wanted.items():
        if number > numbers[category, sport]:
            name = f"{category} {sport}".strip()
            problems.append((0, Problem("category", "over_quota", name, str(numbers[category, sport]))))
    return problems


def _line_of(numbers: dict[tuple[str, str], int], category: str, sport: str) -> tuple[str, str] | None:
    return next((key for key in ((category, sport), (category, "")) if key in numbers), None)
