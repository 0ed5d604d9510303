"""Applications until they are submitted: opened by an organisation, filled in by it or by the person, handed to the officers."""

from __future__ import annotations

import secrets
from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kotinos.custody.accreditation import checks, reference
from kotinos.custody.accreditation.fields import FIELDS, IDENTITY
from kotinos.custody.accreditation.identity import seal_identity, values_of
from kotinos.custody.accreditation.likenesses import hold_if_known
from kotinos.custody.accreditation.places import line
from kotinos.custody.accreditation.privileges import Facts
from kotinos.custody.accreditation.problems import Problem
from kotinos.custody.accreditation.season import Season
from kotinos.custody.accreditation.standing import Row, application_of, move, note, organisation_of, own, person_of
from kotinos.custody.accreditation.tables import application, person
from kotinos.custody.act import Act, Refused
from kotinos.custody.vault.vault import Vault


def open_application(
    connection: Connection,
    act: Act,
    organisation: str,
    role: Facts,
    language: str = "",
    subject: str = "",
    own_reference: str | None = None,
) -> str:
    """Open an application in DRAFT, for a new person or for ``subject``; its id.

    Raises Refused: ``window_closed``, ``not_yours``, ``category_not_allowed``, ``no_quota``, ``incomplete`` (a role that cannot be),
    ``reference_taken``.
    """
    found = organisation_of(connection, organisation)
    may_send(act, found)
    day = reference.on(act.at.date())
    refuse(checks.role(day, role))
    if found.kind not in day.categories[role.category].organisations.split():
        raise Refused("category_not_allowed", category=role.category, organisation=organisation)
    line(connection, organisation, role.category, role.sport)
    if subject:
        person_of(connection, subject)
    else:
        subject = secrets.token_hex(16)
        connection.execute(person.insert().values(subject=subject, language=language or found.language, made_at=act.at))
    id = secrets.token_hex(16)
    try:
        with connection.begin_nested():
            connection.execute(
                application.insert().values(
                    id=id, subject=subject, organisation=organisation, own_reference=own_reference, category=role.category,
                    function=role.function, sport=role.sport, team=role.team, state="DRAFT", reference=day.day, opened_at=act.at,
                )
            )  # fmt: skip
    except sa.exc.IntegrityError as error:
        raise Refused("reference_taken", reference=own_reference or "") from error
    note(connection, act, "open", subject)
    return id


def may_send(act: Act, found: Row) -> None:
    """Pass where this organisation's window is open and the act is its own, or an officer's."""
    own(act, found.id)
    if not found.opens_at <= act.at < found.closes_at:
        days = {"opens": found.opens_at.date().isoformat(), "closes": found.closes_at.date().isoformat()}
        raise Refused("window_closed", organisation=found.id, **days)


def refuse(problems: tuple[Problem, ...]) -> None:
    """Raise Refused("incomplete") where there are problems: their fields and codes, never what was typed."""
    if problems:
        raise Refused("incomplete", problems=" ".join(f"{p.field}:{p.code}" for p in problems))


def save_draft(connection: Connection, act: Act, vault: Vault, application: str, values: Mapping[str, str]) -> None:
    """Seal ``values`` (as `fields.read` gives them) of an application in DRAFT; fields that are not named stay as they are.

    Raises Refused ``not_now``, or ``identity_settled`` where the person has an approved file of this identity already.
    """
    row = application_of(connection, act, application)
    unknown = values.keys() - FIELDS.keys()
    if unknown:
        raise ValueError(f"an application has no field {min(unknown)!r}; there are {', '.join(FIELDS)}")
    if values.keys() & set(IDENTITY) and settled(connection, row.subject):
        raise Refused("identity_settled")
    move(connection, act, row, "save")
    given = {name: value for name, value in values.items() if value}
    if given:
        vault.seal(connection, act, row.subject, given)


def settled(connection: Connection, subject: str) -> bool:
    """Whether the person has an approved application: the identity then changes by `changes.change_identity` only."""
    a = application.c
    return (
        connection.execute(sa.select(a.id).where(a.subject == subject, a.state == "APPROVED").limit(1)).first()
        is not None
    )


def problems(
    connection: Connection, act: Act, vault: Vault, season: Season, id: str, consent: str
) -> tuple[Problem, ...]:
    """What keeps an application from being submitted. It reads the person's values, and the log says so."""
    row = application_of(connection, act, id)
    values = values_of(connection, act, vault, row.subject)
    return _problems(act, season, row, values, consent)


def _problems(act: Act, season: Season, row: Row, values: Mapping[str, str], consent: str) -> tuple[Problem, ...]:
    facts = Facts(row.category, row.function, row.sport, row.team)
    return checks.complete(reference.on(act.at.date()), season, facts, values, row.photo, consent, act.at.date())


def submit(connection: Connection, act: Act, vault: Vault, season: Season, id: str, consent: str) -> str:
    """Hand an application to the officers; the state it reaches: SUBMITTED, or HELD_DUPLICATE where the person looks known.

    ``consent`` is the version of the information notice that was shown. Raises Refused ``window_closed`` and ``incomplete``.
    """
    row = application_of(connection, act, id)
    may_send(act, organisation_of(connection, row.organisation))
    values = values_of(connection, act, vault, row.subject)
    refuse(_problems(act, season, row, values, consent))
    day = reference.on(act.at.date())
    photo = {code for code in row.findings.split() if code.startswith("photo_")}
    found = photo | {f.code for f in checks.warnings(day, season, row.category, values, act.at.date())}
    move(
        connection, act, row, "submit",
        consent=consent, submitted_at=act.at, reference=day.day, reason="", findings=" ".join(sorted(found)),
    )  # fmt: skip
    if not settled(connection, row.subject):
        seal_identity(connection, act, vault, row.subject, values)
    return hold_if_known(connection, act, vault, id, values)
