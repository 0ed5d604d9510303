"""Who may do what: the whole table, said a second time."""

from __future__ import annotations

import pytest

from kotinos.custody.people.roles import ROLES, may

EVERYTHING = sorted(frozenset().union(*(role.standing | role.by_ticket for role in ROLES.values())))
STANDING = {
    "organisation": {"portal"},
    "officer": {"queue", "files", "passes", "pass-quotas", "shipments", "visas"},
    "desk": {"desk", "passes"},
    "supervisor": {"board", "campaigns", "organisations", "gates", "people", "countersign"},
    "custodian": {"console", "countersign"},
    "protection-officer": {"register", "rights", "keeping", "breach", "countersign"},
}
WITH_TICKET = {"custodian": {"keys", "grants", "people"}}


@pytest.mark.parametrize("role", [*ROLES, "administrator", ""])
def test_a_role_may_what_stands_beside_it_and_nothing_else(role: str) -> None:
    assert {one for one in EVERYTHING if may(role, one, ticket=False)} == STANDING.get(role, set())


@pytest.mark.parametrize("role", [*ROLES, "administrator", ""])
def test_a_ticket_opens_only_what_is_by_ticket(role: str) -> None:
    assert {one for one in EVERYTHING if may(role, one, ticket=True)} == STANDING.get(role, set()) | WITH_TICKET.get(
        role, set()
    )


def test_nobody_may_what_no_table_names() -> None:
    assert not any(may(role, "export", ticket=True) for role in ROLES)
