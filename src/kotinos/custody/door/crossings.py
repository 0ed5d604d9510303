"""What crosses: derived from the file as it stands, so that it can neither lag behind a change nor run ahead of one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kotinos.codes import canonical
from kotinos.custody.accreditation.tables import application, person
from kotinos.custody.act import Act
from kotinos.custody.card.tables import card
from kotinos.custody.door import tables
from kotinos.custody.log.access import Entry, append
from kotinos.custody.vault import sealing
from kotinos.custody.vault.keys import CROSSING
from kotinos.custody.vault.vault import Vault
from kotinos.release.schema import VERSION, Athlete, AthleteGone, CardState, CardStatus, Crossing, Crossings

CONSUMER = "release"
"""The open zone, as the vault knows it: its tokens and its grants are for this consumer alone."""
_ATHLETES = ("Aa", "Ap")
"""Categories whose bearers are named in public: athletes and alternate athletes."""
_MOST = 1000  # crossings in one reply, and people in one step
_CROSSES: Any = Athlete | AthleteGone | CardStatus
_STATES: Mapping[str, CardState] = {"validated": "active", "suspended": "suspended", "cancelled": "cancelled"}


class _News(msgspec.Struct, frozen=True):
    subject: str
    kind: str
    state: str  # what a crossing about it will have been made from; empty: gone


def publish(connection: Connection, act: Act, vault: Vault) -> int:
    """Let cross what changed since the last time, in the caller's transaction; how many things did.

    Names are revealed under the grant ``release`` and for the people whose name or place changed alone.
    """
    news = _news(connection)[:_MOST]
    if not news:
        return 0
    named = [item.subject for item in news if item.kind == "athlete" and item.state]
    names = vault.reveal_within(connection, act, "release", named, ["family_name", "given_names"]) if named else {}
    seq = head(connection)
    entries = []
    for item in news:
        seq += 1
        token = vault.token(connection, CONSUMER, item.subject)
        body = _body(item, token, names.get(item.subject, {}))
        connection.execute(tables.crossing.insert().values(seq=seq, at=act.at, **_sealed(connection, vault, seq, body)))
        _tell(connection, item, seq)
        fields = ("family_name", "given_names") if isinstance(body, Athlete) else ()
        entries.append(Entry(act.at, act.actor, "release", CONSUMER, "release", item.subject, fields, detail=item.kind))
    append(connection, entries)
    return len(news)


def waiting(connection: Connection) -> bool:
    """Whether anything changed since the last time; it only reads."""
    return bool(_news(connection))


def head(connection: Connection) -> int:
    """The place of the last crossing; 0 before the first."""
    return connection.execute(sa.select(sa.func.max(tables.crossing.c.seq))).scalar() or 0


def after(connection: Connection, vault: Vault, place: int) -> Crossings:
    """Everything after ``place``, at most a thousand."""
    rows = connection.execute(
        sa.select(tables.crossing).where(tables.crossing.c.seq > place).order_by(tables.crossing.c.seq).limit(_MOST + 1)
    ).all()
    found = tuple(
        Crossing(seq=row.seq, at=_instant(row.at), body=_opened(connection, vault, row)) for row in rows[:_MOST]
    )
    return Crossings(version=VERSION, crossings=found, more=len(rows) > _MOST)


def forget(connection: Connection, act: Act, vault: Vault, subject: str) -> None:
    """Take the name of ``subject`` out of what crossed, and tell the open zone to forget it; before the subject's keys are destroyed.

    The places stay, so that a reader who was away finds no gap: each says that the person has gone.
    """
    token = vault.token(connection, CONSUMER, subject)
    gone = AthleteGone(token=token)
    for row in connection.execute(sa.select(tables.crossing)).all():
        body = _opened(connection, vault, row)
        if isinstance(body, Athlete) and body.token == token:
            values = _sealed(connection, vault, row.seq, gone)
            connection.execute(sa.update(tables.crossing).where(tables.crossing.c.seq == row.seq).values(**values))
    seq = head(connection) + 1
    connection.execute(tables.crossing.insert().values(seq=seq, at=act.at, **_sealed(connection, vault, seq, gone)))
    connection.execute(sa.delete(tables.told).where(tables.told.c.subject == subject))
    append(connection, [Entry(act.at, act.actor, "release-forget", CONSUMER, subject=subject, detail=act.why)])


def _sealed(connection: Connection, vault: Vault, seq: int, body: Athlete | AthleteGone | CardStatus) -> dict[str, Any]:
    epoch, key = vault.ring.secret(connection, CROSSING)
    return {"epoch": epoch, "body": sealing.seal(key, canonical.encode(body), "crossing", vault.domain, seq)}


def _opened(connection: Connection, vault: Vault, row: sa.Row[Any]) -> Athlete | AthleteGone | CardStatus:
    key = vault.ring.secret_of(connection, CROSSING, row.epoch)
    body: Athlete | AthleteGone | CardStatus = canonical.decode(
        sealing.unseal(key, row.body, "crossing", vault.domain, row.seq), _CROSSES
    )
    return body


def _news(connection: Connection) -> list[_News]:
    told = {(row.subject, row.kind): row.state for row in connection.execute(sa.select(tables.told))}
    return [*_athletes(connection, told), *_cards(connection, told)]


def _athletes(connection: Connection, told: Mapping[tuple[str, str], str]) -> list[_News]:
    a = application.c
    rows = connection.execute(
        sa.select(a.subject, a.organisation, a.sport, a.version, person.c.identity_mark)
        .join_from(application, person, a.subject == person.c.subject)
        .where(a.state == "APPROVED", a.category.in_(_ATHLETES))
        .order_by(a.decided_at, a.id)
    )
    # The keyed hash of the identity stands for the name: whoever changes the name changes it.
    now = {row.subject: f"{row.organisation} {row.sport} {row.version} {row.identity_mark}" for row in rows}
    new = [_News(s, "athlete", state) for s, state in now.items() if told.get((s, "athlete")) != state]
    gone = [
        _News(s, "athlete", "") for (s, kind), state in told.items() if kind == "athlete" and state and s not in now
    ]
    return new + sorted(gone, key=lambda item: item.subject)


def _cards(connection: Connection, told: Mapping[tuple[str, str], str]) -> list[_News]:
    states: dict[str, list[str]] = {}
    for row in connection.execute(sa.select(card.c.subject, card.c.state).order_by(card.c.seq)):
        states.setdefault(row.subject, []).append(row.state)
    now = {subject: _standing(own) for subject, own in states.items()}
    return [_News(s, "card", state) for s, state in now.items() if told.get((s, "card"), "not_active") != state]


def card_state(connection: Connection, subject: str) -> CardState:
    """How the card of ``subject`` stands at this moment."""
    c = card.c
    return _standing(connection.execute(sa.select(c.state).where(c.subject == subject).order_by(c.seq)).scalars())


def _standing(states: Iterable[str]) -> CardState:
    """How a person stands by the states of their cards: the last says it, unless an earlier one is in force."""
    found: CardState = "not_active"
    for state in states:
        if found not in ("active", "suspended"):
            found = _STATES.get(state, "not_active")
    return found


def _body(item: _News, token: str, name: Mapping[str, str | bytes]) -> Athlete | AthleteGone | CardStatus:
    if item.kind == "card":
        return CardStatus(token=token, state=msgspec.convert(item.state, CardState))
    if not item.state:
        return AthleteGone(token=token)
    organisation, sport, *_ = item.state.split(" ")
    family, given = (str(name.get(field, ""))[:80] for field in ("family_name", "given_names"))
    # A person with a single name has it where a start list looks for it.
    return Athlete(
        token=token, family=family or given, given=given if family else "", organisation=organisation, sport=sport
    )


def _tell(connection: Connection, item: _News, seq: int) -> None:
    t = tables.told.c
    values = {"state": item.state, "seq": seq}
    changed = connection.execute(
        sa.update(tables.told).where(t.subject == item.subject, t.kind == item.kind).values(**values)
    )
    if not changed.rowcount:
        connection.execute(tables.told.insert().values(subject=item.subject, kind=item.kind, **values))


def _instant(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")
