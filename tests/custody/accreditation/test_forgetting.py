"""After an erasure nothing here leads to the person, and what waited for that person waits no more."""

from __future__ import annotations

import sqlalchemy as sa

from kotinos.custody.accreditation import decisions, invitations, likenesses, queries
from kotinos.custody.accreditation.forgetting import forget
from kotinos.custody.accreditation.tables import comparison, invitation, letter
from kotinos.custody.log.access import entries_of
from kotinos.custody.vault.vault import Vault
from tests.custody.accreditation.games import FRA, INES, JOURNALIST, MARTA, begin, subject, submitted

AGAIN = MARTA | {"family_name": "DUBOIS KELLER", "given_names": "Márta"}


def test_what_is_forgotten_is_found_compared_and_written_to_no_more(vault: Vault) -> None:
    with vault.database.writing() as connection:
        begin(connection)
        id = submitted(connection, vault, MARTA)
        decisions.approve(connection, INES, id)
        who = subject(connection, id)
        held = submitted(connection, vault, AGAIN, role=JOURNALIST)
        assert likenesses.open_pairs(connection)[0].other == who
        forget(connection, INES, who)
        row = queries.application(connection, id)
        assert row is not None and (row.state, row.place, row.own_reference) == ("WITHDRAWN", None, None)
        assert [line.reserved for line in queries.quotas(connection, "FRA")] == [0, 0, 0, 0]
        assert connection.execute(sa.select(comparison).where(comparison.c.subject == who)).all() == []
        assert likenesses.open_pairs(connection) == []
        states = connection.execute(sa.select(letter.c.state).where(letter.c.subject == who)).scalars().all()
        assert states == ["refused"]
        person = queries.person(connection, who)
        assert person is not None and person.identity_mark == ""
        assert entries_of(connection, who)[-1][1].act == "forget"
        # Whom nobody resembles any more waits for no decision.
        other = queries.application(connection, held)
        assert other is not None and other.state == "SUBMITTED"


def test_an_invitation_of_a_forgotten_person_opens_nothing(vault: Vault) -> None:
    with vault.database.writing() as connection:
        begin(connection)
        id = invitations.invite(connection, FRA, vault, "FRA", JOURNALIST, "lou@example.org")
        forget(connection, INES, subject(connection, id))
        assert connection.execute(sa.select(invitation)).all() == []
        assert set(connection.execute(sa.select(letter.c.state)).scalars()) == {"refused"}
