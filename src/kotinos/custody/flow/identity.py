"""A change of identity re-opens everything that depended on the old one, in one transaction; and says beforehand what that is."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kotinos.custody.accreditation import changes, likenesses, queries
from kotinos.custody.act import Act, Refused
from kotinos.custody.card import actions as cards
from kotinos.custody.card import visa
from kotinos.custody.card.life import UNUSED
from kotinos.custody.card.tables import card, device
from kotinos.custody.card.tables import visa as visas
from kotinos.custody.flow.policy import Policy
from kotinos.custody.vault.vault import Vault
from kotinos.custody.vetting import actions as vetting
from kotinos.custody.vetting import queries as clearances


class Foreseen(msgspec.Struct, frozen=True, kw_only=True):
    """What a change would re-open.

    ``anew``: the person is somebody else to the State. ``clearance`` is the state of what is superseded then. ``suspended`` are the
    serials of cards in force that would be taken out of it, ``leaning`` how many upgrades and guest passes would be cancelled with them,
    ``outdated`` the serials of cards not yet in force that could no longer come into it. ``visa``: an issued visa is checked again.
    ``alike`` is how many other people the new identity looks like.
    """

    anew: bool
    clearance: str
    suspended: tuple[int, ...]
    leaning: int
    outdated: tuple[int, ...]
    visa: bool
    alike: int


def foresee(
    connection: Connection, act: Act, vault: Vault, policy: Policy, subject: str, values: Mapping[str, str]
) -> Foreseen:
    """What `change_identity` would re-open. Nothing changes, but it reads values, and the log says so. Raises what the change raises."""
    rows, after = changes.changed(connection, act, vault, policy.season, subject, values)
    whom = queries.person(connection, subject)
    assert whom is not None
    anew = vault.mark(connection, after) != whom.identity_mark
    alike = likenesses.alike_to(connection, act, vault, rows[0], after)
    issued = sa.select(visas.c.games).where(visas.c.subject == subject, visas.c.state == "issued")
    with_visa = connection.execute(issued).first() is not None
    closes = anew or bool(alike) or with_visa
    suspended = _serials(connection, subject, ("validated",)) if closes else ()
    found = clearances.clearance_of(connection, subject)
    d = device.c
    leaning = sa.select(sa.func.count()).where(d.bearer.in_(suspended), d.state == "issued")
    return Foreseen(
        anew=anew,
        clearance=found.state if found and anew else "",
        suspended=suspended,
        leaning=connection.execute(leaning).scalar_one(),
        outdated=_serials(connection, subject, UNUSED) if anew else (),
        visa=with_visa,
        alike=len(alike),
    )


def change_identity(
    connection: Connection, act: Act, vault: Vault, policy: Policy, subject: str, values: Mapping[str, str]
) -> bool:
    """Seal new ``values`` of a person's identity or document; whether the person is somebody else to the State from now on.

    If so, the clearance of the old identity is superseded and asked for anew, and every card in force is suspended: it is printed for
    somebody who no longer exists. A new travel document alone leaves the clearance, which is about the human being; a visa that was issued
    on the old document is to be checked again, and the card that carries it is suspended until then. Whoever looks like somebody else from
    now on has no card in force until two people have decided. A question that the State could not be asked or could not read is asked
    again.
    """
    before = queries.person(connection, subject)
    if before is None:
        raise Refused("unknown_person")
    rows, after = changes.changed(connection, act, vault, policy.season, subject, values)
    mark = changes.change_identity(connection, act, vault, policy.season, subject, values)
    anew: bool = mark != before.identity_mark
    alike = likenesses.suspect_if_known(connection, act, vault, rows[0].id, after)
    if anew or alike:
        cards.suspend_of(connection, act, subject, "identity")
    found = clearances.clearance_of(connection, subject)
    if found is not None and anew:
        vetting.reopen(connection, act, subject, mark, policy.campaign)
    elif found is not None and found.held_field:
        vetting.mend(connection, act, subject)
    for games in connection.execute(sa.select(visas.c.games).where(visas.c.subject == subject)).scalars().all():
        if visa.recheck(connection, act, subject, games):
            cards.suspend_of(connection, act, subject, "visa")
    return anew


def _serials(connection: Connection, subject: str, states: tuple[str, ...]) -> tuple[int, ...]:
    c = card.c
    wanted = sa.select(c.serial).where(c.subject == subject, c.state.in_(states)).order_by(c.serial)
    return tuple(connection.execute(wanted).scalars())
