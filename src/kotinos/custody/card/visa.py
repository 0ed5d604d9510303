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

STEPS: dict[str, tuple[str, ...]] = {
    # what happens to it: where it may stand before. The empty state is that of a visa nobody asked about.
    "pending": ("", "not_needed", "refused", "annulled"),
    "not_needed": ("", "pending", "refused", "annulled"),
    "issued": ("", "pending", "recheck"),
    "refused": ("pending", "recheck", "issued"),
    "recheck": ("issued",),
    "annulled": ("issued", "recheck"),
}
_NUMBER = re.compile(r"(C|XX)[0-9]{6}")


def kind(number: str) -> str:
    """What a visa number says: ``C`` uniform, ``XX`` limited territory. Raises Refused("visa_number")."""
    found = _NUMBER.fullmatch(number)
    if found is None:
        raise Refused("visa_number")
    return found[1]


def ask(connection: Connection, act: Act, subject: str, games: str, *, needed: bool) -> None:
    """Say whether a person needs a visa; where one is needed, the card waits for it. Refused("visa_not_now")."""
    _set(connection, act, subject, games, "pending" if needed else "not_needed")


def issue(connection: Connection, act: Act, vault: Vault, subject: str, games: str, number: str) -> None:
    """The visa is issued: its number is sealed, and goes on the card beside the number of the travel document.

    Refused: visa_number, visa_not_now.
    """
    found = kind(number)
    vault.seal(connection, act, subject, {"visa_number": number})
    _set(connection, act, subject, games, "issued", found)


def refuse(connection: Connection, act: Act, subject: str, games: str) -> None:
    """The visa is refused, or taken back; the card stays closed. Refused("visa_not_now")."""
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
    if (state(connection, subject, games) or "") not in STEPS[to]:
        raise Refused("visa_not_now")
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


def tell(connection: Connection, act: Act, message: int) -> None:
    """Somebody passed a message on to the visa authority. Messages about one person go in their order: Refused("told_in_order");
    Refused("no_visa") for one that does not wait.
    """
    m = tables.visa_message
    found = connection.execute(sa.select(m).where(m.c.id == message, m.c.sent_at.is_(None))).one_or_none()
    if found is None:
        raise Refused("no_visa")
    earlier = sa.select(m.c.id).where(
        m.c.subject == found.subject, m.c.games == found.games, m.c.sent_at.is_(None), m.c.id < message
    )
    if connection.execute(earlier).first() is not None:
        raise Refused("told_in_order")
    connection.execute(sa.update(m).where(m.c.id == message).values(sent_at=act.at, sent_by=act.actor))
    append(connection, [Entry(act.at, act.actor, f"tell-{found.what}", subject=found.subject, detail=act.why)])


def _tell(connection: Connection, act: Act, subject: str, games: str, what: str) -> None:
    connection.execute(tables.visa_message.insert().values(subject=subject, games=games, what=what, at=act.at))
