"""What changes in an approved file: the identity, the role, and privileges that a decision gives or takes away.

These change the file only. What hangs on it (clearance, card, visa) is re-opened by the flow that calls them, in the same transaction.
"""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kotinos.custody.accreditation import checks, reference
from kotinos.custody.accreditation.applications import refuse
from kotinos.custody.accreditation.decisions import approved_of
from kotinos.custody.accreditation.fields import IDENTITY
from kotinos.custody.accreditation.identity import seal_identity, values_of
from kotinos.custody.accreditation.places import give_back, reserve, within_most
from kotinos.custody.accreditation.privileges import Facts, order
from kotinos.custody.accreditation.season import Season
from kotinos.custody.accreditation.standing import Row, application_of, move, note, officer, person_of
from kotinos.custody.accreditation.tables import application, override
from kotinos.custody.act import Act, Refused
from kotinos.custody.vault.vault import Vault


def change_identity(
    connection: Connection, act: Act, vault: Vault, season: Season, subject: str, values: Mapping[str, str]
) -> str:
    """Seal new ``values`` of an approved person's identity or document; the identity mark that holds from now on.

    The mark is the old one where only the document changed: the clearance is for the human being, the visa for the passport. Raises
    Refused ``not_now`` for a person without an approved application, ``incomplete`` for values that a category would not accept.
    """
    rows, after = changed(connection, act, vault, season, subject, values)
    day = reference.on(act.at.date())
    for row in rows:
        found = checks.warnings(day, season, row.category, after, act.at.date())
        findings = " ".join(sorted({f.code for f in found}))
        move(connection, act, row, "change_identity", version=row.version + 1, findings=findings)
    vault.seal(connection, act, subject, {name: value for name, value in values.items() if value})
    return seal_identity(connection, act, vault, subject, after)


def changed(
    connection: Connection, act: Act, vault: Vault, season: Season, subject: str, values: Mapping[str, str]
) -> tuple[list[Row], dict[str, str]]:
    """The approved applications of a person, and the person's values as they would be after a change; nothing is changed.

    Raises what `change_identity` raises.
    """
    officer(act)
    person_of(connection, subject)
    unknown = values.keys() - set(IDENTITY)
    if unknown:
        raise ValueError(f"{min(unknown)!r} is no part of an identity; these are: {', '.join(IDENTITY)}")
    rows = [application_of(connection, act, id) for id in approved_of(connection, subject)]
    if not rows:
        raise Refused("not_now", state="", event="change_identity")
    after = {**values_of(connection, act, vault, subject), **{k: v for k, v in values.items() if v}}
    day = reference.on(act.at.date())
    for row in rows:
        facts = Facts(row.category, row.function, row.sport, row.team)
        refuse(tuple(checks.person(day, season, facts, after, act.at.date())))
    return rows, after


def change_role(connection: Connection, act: Act, id: str, role: Facts) -> None:
    """Give an approved application another category, function, sport or team. The new place is reserved before the old is given back."""
    officer(act)
    row = application_of(connection, act, id)
    day = reference.on(act.at.date())
    refuse(checks.role(day, role))
    place = row.place
    if row.state == "APPROVED" and (role.category, role.sport) != (row.category, row.sport):
        if role.category != row.category:
            within_most(connection, day, row.organisation, role)
        place = reserve(connection, row.organisation, role.category, role.sport)
        give_back(connection, row)
    move(
        connection, act, row, "change_role",
        category=role.category, function=role.function, sport=role.sport, team=role.team, place=place, reference=day.day,
        version=row.version + 1,
    )  # fmt: skip


def set_override(connection: Connection, act: Act, id: str, axis: str, value: str, given: bool) -> None:
    """Give one privilege to this person, or take it away, whatever the category says; raises Refused("unknown_privilege")."""
    officer(act)
    row = application_of(connection, act, id)
    try:
        known = value in order(reference.on(row.reference), axis)
    except KeyError:
        known = False
    if not known:
        raise Refused("unknown_privilege", axis=axis, value=value)
    drop = sa.delete(override).where(override.c.application == id, override.c.axis == axis, override.c.value == value)
    connection.execute(drop)
    connection.execute(
        override.insert().values(
            application=id, axis=axis, value=value, given=given, by=act.actor, at=act.at, why=act.why
        )
    )
    _changed(connection, act, id, row.version, row.subject, f"{'give' if given else 'take'} {axis} {value}")


def drop_override(connection: Connection, act: Act, id: str, axis: str, value: str) -> None:
    """Let the category decide again about one privilege."""
    officer(act)
    row = application_of(connection, act, id)
    here = (override.c.application == id) & (override.c.axis == axis) & (override.c.value == value)
    if connection.execute(sa.delete(override).where(here)).rowcount == 0:
        raise Refused("unknown_privilege", axis=axis, value=value)
    _changed(connection, act, id, row.version, row.subject, f"drop {axis} {value}")


def _changed(connection: Connection, act: Act, id: str, version: int, subject: str, detail: str) -> None:
    connection.execute(sa.update(application).where(application.c.id == id).values(version=version + 1))
    note(connection, act, "override", subject, detail=f"{detail}: {act.why}")
