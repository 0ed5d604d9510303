"""A list becomes files, some thousand lines a transaction: an import that was cut goes on where it was, no line lost or doubled."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kotinos.custody.accreditation import reference
from kotinos.custody.accreditation.checks import NOTICE
from kotinos.custody.accreditation.comparison import keys
from kotinos.custody.accreditation.decisions import withdraw
from kotinos.custody.accreditation.identity import forms, known
from kotinos.custody.accreditation.likenesses import hold_several
from kotinos.custody.accreditation.lists.lines import Line
from kotinos.custody.accreditation.lists.preview import List, Preview, begun, preview, read
from kotinos.custody.accreditation.season import Season
from kotinos.custody.accreditation.standing import Row, organisation_of
from kotinos.custody.accreditation.tables import application, comparison, list_import, person
from kotinos.custody.act import Act, Refused
from kotinos.custody.log.access import Entry, append
from kotinos.custody.store import bulk
from kotinos.custody.store.bulk import Rows
from kotinos.custody.vault.vault import Vault

AT_ONCE = 5_000
"""Lines in one transaction."""


class Taken(msgspec.Struct, frozen=True):
    """What an import did: its id, lines that became new files, changed ones, kept as they were, withdrawn, held as perhaps known."""

    id: str
    new: int
    changed: int
    kept: int
    withdrawn: int
    held: int


def take_in(
    vault: Vault,
    act: Act,
    season: Season,
    organisation: str,
    given: bytes,
    overlay: bool = False,
    progress: Callable[[int, int], None] = lambda taken, lines: None,
) -> Taken:
    """Take a whole list in, or nothing of it; its files are submitted, photos to be taken at the desk.

    Who sends a list declares to have shown the information notice of today to everybody on it. Called again with the same file after it
    was cut, it goes on. Raises Refused ``lines_wrong`` where `preview` finds problems, and what reading and
    `preview` raise.
    """
    parsed = read(given, act, season, overlay)
    with vault.database.writing() as connection:
        row, seen = _begin(connection, act, organisation, parsed)
    counts = {"new": 0, "changed": 0, "kept": len(seen.kept), "held": 0}
    changed = set(seen.changed)
    kept = set(seen.kept)
    for begin in range(row.taken, len(parsed.lines), AT_ONCE):
        part = parsed.lines[begin : begin + AT_ONCE]
        with vault.database.writing() as connection:
            # Whoever sends the same file at the same moment finds that these lines are taken, and takes nothing.
            i = list_import.c
            mine = sa.update(list_import).where(i.id == row.id, i.taken == begin).values(taken=begin + len(part))
            if connection.execute(mine).rowcount != 1:
                raise Refused("list_under_way")
            done = _part(connection, act, vault, row, [line for line in part if line.number not in kept], changed)
        for name, number in done.items():
            counts[name] += number
        progress(begin + len(part), len(parsed.lines))
    with vault.database.writing() as connection:
        for id in seen.withdrawn:
            withdraw(connection, act, id, "overlay")
        connection.execute(sa.update(list_import).where(list_import.c.id == row.id).values(ended_at=act.at))
        detail = f"list {row.id}: {len(parsed.lines)} lines"
        append(connection, [Entry(act.at, act.actor, "end-list", detail=detail)])
    return Taken(row.id, counts["new"], counts["changed"], counts["kept"], len(seen.withdrawn), counts["held"])


def _begin(connection: Connection, act: Act, organisation: str, parsed: List) -> tuple[Row, Preview]:
    """The import that this file begun before and did not end, or a new one; and what is left to do."""
    row = begun(connection, organisation, parsed)
    seen = preview(connection, act, organisation, parsed)
    if seen.problems:
        raise Refused("lines_wrong", lines=len({number for number, _ in seen.problems}))
    if row is None:
        id = secrets.token_hex(16)
        connection.execute(
            list_import.insert().values(
                id=id, organisation=organisation, sha256=parsed.sha256, overlay=parsed.overlay, lines=len(parsed.lines),
                taken=0, by=act.actor, begun_at=act.at,
            )
        )  # fmt: skip
        append(connection, [Entry(act.at, act.actor, "begin-list", detail=f"list {id} of {organisation}: {act.why}")])
        row = connection.execute(sa.select(list_import).where(list_import.c.id == id)).one()
    return row, seen


def _part(
    connection: Connection, act: Act, vault: Vault, of: Row, lines: Sequence[Line], changed: set[int]
) -> dict[str, int]:
    """Some lines of a list in one transaction."""
    home = organisation_of(connection, of.organisation)
    drafts = _drafts(connection, of.organisation, [line.reference for line in lines if line.number in changed])
    # In their order, so that the database touches each of its pages once.
    fresh = iter(sorted(secrets.token_hex(16) for _ in lines))
    subjects = [drafts[line.reference].subject if line.number in changed else next(fresh) for line in lines]
    values = [{**line.values, **forms(line.values)} for line in lines]
    marks = vault.marks(connection, values)
    new = [n for n, line in enumerate(lines) if line.number not in changed]
    people = [
        {
            "subject": subjects[n],
            "identity_mark": marks[n],
            "language": lines[n].language or home.language,
            "made_at": act.at,
        }
        for n in new
    ]
    _insert(connection, person, people)
    ids = {
        n: drafts[line.reference].id if line.number in changed else secrets.token_hex(16)
        for n, line in enumerate(lines)
    }
    day = reference.on(act.at.date()).day
    files = [{**_file(act, of, lines[n], day), "id": ids[n], "subject": subjects[n], "opened_at": act.at} for n in new]
    _insert(connection, application, files)
    for n, line in enumerate(lines):
        if line.number in changed:
            here = application.c.id == ids[n]
            connection.execute(sa.update(application).where(here).values(**_file(act, of, line, day)))
            mark = sa.update(person).where(person.c.subject == subjects[n]).values(identity_mark=marks[n])
            connection.execute(mark)
            connection.execute(sa.delete(comparison).where(comparison.c.subject == subjects[n]))
    vault.seal_many(connection, act, dict(zip(subjects, values, strict=True)))
    detail = f"list {of.id}"
    append(connection, [Entry(act.at, act.actor, "submit", subject=who, detail=detail) for who in subjects])
    held = _compare(connection, act, vault, subjects, ids, values)
    return {"new": len(new), "changed": len(lines) - len(new), "held": held}


def _file(act: Act, of: Row, line: Line, day: object) -> dict[str, object]:
    return {
        "organisation": of.organisation, "own_reference": line.reference or None, "category": line.role.category,
        "function": line.role.function, "sport": line.role.sport, "team": line.role.team, "state": "SUBMITTED", "reference": day,
        "photo": "desk", "consent": NOTICE, "findings": " ".join(line.warnings), "reason": "", "submitted_at": act.at,
    }  # fmt: skip


def _drafts(connection: Connection, organisation: str, references: Sequence[str]) -> dict[str, Row]:
    a = application.c
    found: dict[str, Row] = {}
    for begin in range(0, len(references), 500):
        some = references[begin : begin + 500]
        wanted = sa.select(a.id, a.subject, a.own_reference).where(
            a.organisation == organisation, a.own_reference.in_(some)
        )
        found.update({row.own_reference: row for row in connection.execute(wanted)})
    return found


def _compare(
    connection: Connection,
    act: Act,
    vault: Vault,
    subjects: Sequence[str],
    ids: Mapping[int, str],
    values: Sequence[Mapping[str, str]],
) -> int:
    """Write the keys of comparison of these people, and hold whoever looks like somebody before; how many are held."""
    people = [known(each) for each in values]
    texts = [(subject, key) for subject, one in zip(subjects, people, strict=True) for key in keys(one)]
    hashes = vault.comparison(connection, [key for _, key in texts])
    pairs = {(key, subject) for key, (subject, _) in zip(hashes, texts, strict=True)}
    bulk.write(connection, Rows(comparison, ("key", "subject"), sorted(pairs)))
    files = {subject: (ids[n], people[n]) for n, subject in enumerate(subjects)}
    return hold_several(connection, act, vault, files)


def _insert(connection: Connection, table: sa.Table, rows: Sequence[Mapping[str, object]]) -> None:
    if rows:
        connection.execute(sa.insert(table), rows)
