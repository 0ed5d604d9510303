"""Asking: a clearance is required, asked for again, no longer needed, looked at."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kotinos.custody.act import Act, Refused
from kotinos.custody.log import access
from kotinos.custody.vetting import queries, refusals, tables
from kotinos.custody.vetting.actions.changing import Move, entry, move, step
from kotinos.custody.vetting.values import Change, Clearance


def require(
    connection: Connection, act: Act, subject: str, identity_mark: str, *, reason: str = "", campaign: str = ""
) -> int:
    """Ask for a clearance of ``subject`` under the identity that ``identity_mark`` stands for; returns its number.

    Asked before for the same identity, nothing changes. ``reason`` is the family of the category (`tables.REASONS`); without one the
    request waits, because the law wants it named. ``campaign`` is needed only where several are open.
    Raises `Refused` (``no_campaign``, ``campaign_needed``).
    """
    present = queries.clearance_of(connection, subject)
    if present is not None and present.identity_mark == identity_mark:
        if reason and not present.reason:
            connection.execute(
                sa.update(tables.clearance).where(tables.clearance.c.id == present.id).values(reason=reason)
            )
            access.append(connection, [entry(act, "name-reason", subject, reason)])
        return present.id
    if present is not None:
        _supersede(connection, act, present)
    return _open(connection, act, subject, identity_mark, reason or (present.reason if present else ""), campaign)


def reopen(connection: Connection, act: Act, subject: str, identity_mark: str, campaign: str = "") -> int:
    """Begin anew for a changed identity: the clearance of the old one is superseded, whatever it said. Returns the new number.

    A request that is already with the authority stays in its batch's account, but no answer to it counts for the new identity. ``campaign``
    as in `require`.
    Raises `Refused` (``no_clearance``, ``no_campaign``, ``campaign_needed``).
    """
    present = _present(connection, subject)
    if present.identity_mark == identity_mark:
        return present.id
    _supersede(connection, act, present)
    return _open(connection, act, subject, identity_mark, present.reason, campaign)


def release(connection: Connection, act: Act, subject: str) -> list[Change]:
    """The person is no longer concerned (application withdrawn, erased): the clearance stands for nothing any more."""
    return _supersede(connection, act, _present(connection, subject))


def rescreen(connection: Connection, act: Act, subject: str) -> None:
    """Ask again for the same identity: before the last day of an answer, which goes on standing meanwhile, or after it expired.

    Raises `Refused` (``no_clearance``, ``not_from_here``, ``clearance_under_way``).
    """
    present = _present(connection, subject)
    new = step(present, "rescreen")
    if _under_way(connection, present.id):
        raise Refused(refusals.UNDER_WAY)
    move(connection, act, [Move(present.id, subject, present.state, new, valid_until=present.valid_until)])
    _wait(connection, present.id)
    access.append(connection, [entry(act, "rescreen-clearance", subject)])


def rescreen_until(connection: Connection, act: Act, campaign: str, until: date) -> int:
    """Ask again about everybody whose answer of ``campaign`` runs out by ``until``, that day included, or has run out; how many.

    Who is being asked about already is passed over.
    """
    subjects = queries.running_out(connection, campaign, until)
    for subject in subjects:
        rescreen(connection, act, subject)
    return len(subjects)


def mend(connection: Connection, act: Act, subject: str) -> None:
    """The field that kept the request back is right now: ask (again). Raises `Refused` (``nothing_to_mend``)."""
    present = _present(connection, subject)
    if not present.held_field:
        raise Refused(refusals.NOTHING_TO_MEND)
    connection.execute(sa.update(tables.clearance).where(tables.clearance.c.id == present.id).values(held_field=0))
    if not _under_way(connection, present.id):
        _wait(connection, present.id)
    access.append(connection, [entry(act, "mend-request", subject, str(present.held_field))])


def look(connection: Connection, act: Act, subject: str) -> Clearance | None:
    """What a person who may see it is shown. That they looked is in the log, whether or not there was anything to see."""
    found = queries.clearance_of(connection, subject)
    access.append(connection, [entry(act, "look-at-clearance", subject, "done" if found else "nothing")])
    return found


def _present(connection: Connection, subject: str) -> Clearance:
    found = queries.clearance_of(connection, subject)
    if found is None:
        raise Refused(refusals.NO_CLEARANCE)
    return found


def _supersede(connection: Connection, act: Act, present: Clearance) -> list[Change]:
    r = tables.request.c
    connection.execute(
        sa.update(tables.request).where(r.clearance_id == present.id, r.outcome == "waiting").values(outcome="dropped")
    )
    changes = move(connection, act, [Move(present.id, present.subject, present.state, step(present, "supersede"))])
    access.append(connection, [entry(act, "supersede-clearance", present.subject, present.state)])
    return changes


def _open(connection: Connection, act: Act, subject: str, identity_mark: str, reason: str, campaign: str) -> int:
    whom = {"subject": subject, "identity_mark": identity_mark, "campaign": _campaign(connection, campaign)}
    found = connection.execute(sa.insert(tables.dossier).values(whom)).inserted_primary_key
    assert found is not None
    number: int = found[0]
    connection.execute(
        sa.insert(tables.clearance).values(
            id=number,
            **whom,
            reason=reason,
            state="pending",
            verdict="none",
            present=True,
            held_field=0,
            changed_at=act.at,
        )
    )
    _wait(connection, number)
    access.append(connection, [entry(act, "require-clearance", subject)])
    return number


def _wait(connection: Connection, clearance_id: int) -> None:
    connection.execute(sa.insert(tables.request).values(clearance_id=clearance_id, outcome="waiting", accepted=False))


def _under_way(connection: Connection, clearance_id: int) -> bool:
    r = tables.request.c
    found = connection.execute(
        sa.select(r.id).where(r.clearance_id == clearance_id, r.outcome.in_(("waiting", "open")))
    )
    return found.first() is not None


def _campaign(connection: Connection, wanted: str) -> str:
    codes = [found.code for found in queries.open_campaigns(connection)]
    if wanted:
        codes = [code for code in codes if code == wanted]
    if not codes:
        raise Refused(refusals.NO_CAMPAIGN, campaign=wanted)
    if len(codes) > 1:
        raise Refused(refusals.CAMPAIGN_NEEDED, campaigns=", ".join(codes))
    return codes[0]
