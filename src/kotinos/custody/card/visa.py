"""The visa that is the card: two numbers on it, the visa's and the travel document's (Regulation (EC) 810/2009, article 49, Annex XI).

A new travel document makes the pair wrong: the visa is checked again. A cancelled card without a successor annuls it. Both are told to the
visa authority by messages in order. The number itself is sealed like every datum.
"""

from __future__ import annotations

import re

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kotinos.custody.act import Act, Refused
from kotinos.custody.card import tables
from kotinos.custody.log.access import Entry, append
from kotinos.custody.vault.vault import Vault

_NUMBER = re.compile(r"(C|XX)[0-9]{6}")


def kind(number: str) -> str:
    """What a visa number says: ``C`` uniform, ``XX`` limited territory. Raises Refused("visa_number")."""
    found = _NUMBER.fullmatch(number)
    if found is None:
        raise Refused("visa_number")
    return found[1]


def ask(connection: Connection, act: Act, subject: str, games: str, *, needed: bool) -> None:
    """Say whether a person needs a visa; where one is needed, the card waits for it."""
    _set(connection, act, subject, games, "pending" if needed else "not_needed")


def issue(connection: Connection, act: Act, vault: Vault, subject: str, games: str, number: str) -> None:
    """The visa is issued: its number is sealed, and goes on the card beside the number of the travel document."""
    found = kind(number)
    vault.seal(connection, act, subject, {"visa_number": number})
    _set(connection, act, subject, games, "issued", found)


def refuse(connection: Connection, act: Act, subject: str, games: str) -> None:
    """The visa is refused; the card stays closed."""
    _set(connection, act, subject, games, "refused")


def recheck(connection: Connection, act: Act, subject: str, games: str) -> bool:
    """The travel document or the identity changed: an issued visa is no longer one until the authority looked. Whether there was one."""
    if state(connection, subject, games) != "issued":
        return False
    _set(connection, act, subject, games, "recheck")
    _tell(connection, act, subject, games, "recheck")
    return True


def annul(connection: Connection, act: Act, subject: str, games: str) -> bool:
    """The card is gone: so is the visa that it carried. Whether there was one."""
    if state(connection, subject, games) not in ("issued", "recheck"):
        return False
    _set(connection, act, subject, games, "annulled")
    _tell(connection, act, subject, games, "annul")
    return True


def state(connection: Connection, subject: str, games: str) -> str | None:
    """Where the visa stands; None where nobody asked."""
    v = tables.visa.c
    found: str | None = connection.execute(sa.select(v.state).where(v.subject == subject, v.games == games)).scalar()
    return found


def _set(connection: Connection, act: Act, subject: str, games: str, to: str, what: str = "") -> None:
    v = tables.visa.c
    values = {"state": to, "kind": what, "changed_at": act.at}
    if (
        connection.execute(
            sa.update(tables.visa).where(v.subject == subject, v.games == games).values(**values)
        ).rowcount
        == 0
    ):
        connection.execute(tables.visa.insert().values(subject=subject, games=games, **values))
    append(connection, [Entry(act.at, act.actor, f"visa-{to.replace('_', '-')}", subject=subject, detail=act.why)])


def _tell(connection: Connection, act: Act, subject: str, games: str, what: str) -> None:
    connection.execute(tables.visa_message.insert().values(subject=subject, games=games, what=what, at=act.at))
