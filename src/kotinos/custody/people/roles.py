"""Which role may do what. One table; whatever is not in it nobody may. PURE."""

from __future__ import annotations

import msgspec


class Role(msgspec.Struct, frozen=True):
    """``standing``: what one may do whenever signed in. ``by_ticket``: only while a ticket is open that a second person agreed to."""

    standing: frozenset[str]
    by_ticket: frozenset[str] = frozenset()


ROLES: dict[str, Role] = {
    "organisation": Role(frozenset({"portal"})),
    "officer": Role(frozenset({"queue", "files", "passes", "pass-quotas", "shipments", "visas"})),
    "desk": Role(frozenset({"desk", "passes"})),
    "supervisor": Role(frozenset({"board", "campaigns", "organisations", "gates", "people", "countersign"})),
    "custodian": Role(frozenset({"console", "countersign"}), frozenset({"keys", "grants", "people"})),
    "protection-officer": Role(frozenset({"register", "rights", "keeping", "breach", "countersign"})),
}


def may(role: str, permission: str, *, ticket: bool) -> bool:
    """Whether somebody in ``role`` may do what ``permission`` names; ``ticket``: one is open for them. Unknown words may nothing."""
    found = ROLES.get(role)
    if found is None:
        return False
    return permission in found.standing or (ticket and permission in found.by_ticket)
