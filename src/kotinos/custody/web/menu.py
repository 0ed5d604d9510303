"""Where somebody can go from a page: what their role has, in the order of their work."""

from __future__ import annotations

from kotinos.custody.web.i18n import N_, SENTENCES
from kotinos.custody.web.visit import Visit

MENU: tuple[tuple[str, str, str], ...] = (
    # (permission, path, its name)
    ("portal", "portal", N_("Applications")),
    ("portal", "portal/deliveries", N_("Deliveries")),
    ("queue", "queue", N_("Queue")),
    ("files", "files", N_("Approved files")),
    ("desk", "desk", N_("Desk")),
    ("passes", "passes", N_("Passes")),
    ("shipments", "shipments", N_("Shipments")),
    ("visas", "visas", N_("Visas")),
    ("board", "board", N_("Board")),
    ("campaigns", "campaigns", N_("Campaigns")),
    ("organisations", "organisations", N_("Organisations")),
    ("gates", "gates", N_("Gates")),
    ("console", "console", N_("Console")),
    ("rights", "rights", N_("Requests of persons")),
    ("keeping", "keeping", N_("Retention")),
    ("register", "register", N_("Register of processing")),
    ("breach", "breach", N_("Notice of a breach")),
    ("people", "people", N_("People")),
    ("countersign", "countersign", N_("Second person")),
)


def entries(visit: Visit) -> list[tuple[str, str]]:
    """Addresses and names of the pages that who is signed in may open."""
    return [
        (visit.at(path), SENTENCES.gettext(visit.language, name))
        for permission, path, name in MENU
        if visit.may(permission)
    ]
