"""Invitations: an organisation names a role and an address; the person fills in the rest."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kotinos.custody.accreditation.applications import open_application, save_draft
from kotinos.custody.accreditation.letters.outbox import hashed, queue
from kotinos.custody.accreditation.privileges import Facts
from kotinos.custody.accreditation.standing import application_of, note
from kotinos.custody.accreditation.tables import application, invitation
from kotinos.custody.act import Act, Refused
from kotinos.custody.vault.vault import Vault


def invite(
    connection: Connection, act: Act, vault: Vault, organisation: str, role: Facts, email: str, language: str = ""
) -> str:
    """Open an application and queue an invitation to ``email``; the application's id. Raises what opening raises."""
    id = open_application(connection, act, organisation, role, language)
    save_draft(connection, act, vault, id, {"email": email})
    queue(connection, act, application_of(connection, act, id), "invitation")
    return id


def invite_again(connection: Connection, act: Act, id: str) -> None:
    """Queue another invitation; the one before is no longer good once this one is sent."""
    row = application_of(connection, act, id)
    if row.state != "DRAFT":
        raise Refused("not_now", state=row.state, event="invite")
    queue(connection, act, row, "invitation")
    note(connection, act, "invite", row.subject)


def redeem(connection: Connection, act: Act, token: str) -> str:
    """The application that an invitation is for; it is used up by this. Raises Refused("invitation_over")."""
    i = invitation.c
    good = (i.token_hash == hashed(token)) & i.used_at.is_(None) & (i.expires_at > act.at)
    used = connection.execute(sa.update(invitation).where(good).values(used_at=act.at))
    if used.rowcount != 1:
        raise Refused("invitation_over")
    a = application.c
    wanted = sa.select(a.id, a.subject).join(invitation, i.application == a.id).where(i.token_hash == hashed(token))
    row = connection.execute(wanted).one()
    note(connection, act, "redeem-invitation", row.subject)
    return str(row.id)
