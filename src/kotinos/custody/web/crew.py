"""People of the zone: who has an account, a new one, a lost key; and what waits for a second person."""

from __future__ import annotations

from starlette.responses import Response

from kotinos.custody.act import Refused
from kotinos.custody.people import accounts, queries, tickets
from kotinos.custody.people.roles import ROLES
from kotinos.custody.vault import grants, rotation
from kotinos.custody.web.board import number, why
from kotinos.custody.web.pages import render
from kotinos.custody.web.visit import Visit
from kotinos.custody.web.words import OPERATIONS, ROLE_NAMES


def front(visit: Visit, refused: Refused | None = None, link: str = "") -> Response:
    """Everybody; a form for a new account."""
    with visit.zone.database.reading() as connection:
        everybody, waiting = queries.everybody(connection), queries.pending(connection)
    return render(
        visit,
        "crew.html",
        refused=refused,
        everybody=everybody,
        waiting={one.name: one for one in waiting},
        roles=ROLE_NAMES,
        link=link,
        typed=visit.form,
    )


def add(visit: Visit) -> Response:
    """A new account: at once with its link for a user of an organisation, else once a second person agreed."""
    form = visit.form
    try:
        if form.text("role") not in ROLES:
            raise Refused("role_unknown", role=form.text("role"))
        with visit.zone.database.writing() as connection:
            token = accounts.add(
                connection,
                visit.act(why(visit)),
                visit.zone.people_key,
                name=form.text("name").lower(),
                full_name=form.text("full_name"),
                organisation=form.text("organisation"),
                role=form.text("role"),
                language=form.text("language") or visit.language,
            )
    except Refused as refused:
        return front(visit, refused)
    return front(visit, link=_link(visit, token)) if token else visit.goes("people")


def change(visit: Visit) -> Response:
    """Ask for a recovery, or close an account."""
    try:
        with visit.zone.database.writing() as connection:
            deed = accounts.close if visit.form.text("do") == "close" else accounts.recover
            deed(connection, visit.act(why(visit)), visit.form.text("name"))
    except Refused as refused:
        return front(visit, refused)
    return visit.goes("people")


def countersign(visit: Visit, refused: Refused | None = None, link: str = "") -> Response:
    """Everything that waits for a second person: tickets, accounts, grants, keys to be destroyed."""
    quorum = visit.zone.settings.quorum
    with visit.zone.database.reading() as connection:
        asked, waiting = tickets.asked(connection, visit.now), queries.pending(connection)
        wanted = [one for one in grants.every(connection) if one.state in ("requested", "suspended", "dormant")]
        old = [row for row in rotation.epochs(connection, visit.now) if row.state == "decrypt_only"]
    return render(
        visit,
        "countersign.html",
        refused=refused,
        tickets=asked,
        changes=waiting,
        grants=wanted,
        epochs=old if rotation.may_agree(quorum, visit.person.actor) else (),
        quorum=quorum,
        operations=OPERATIONS,
        me=visit.person,
        link=link,
    )


def agree(visit: Visit) -> Response:
    """Agree to one of them, in one's own name and for one's own organisation."""
    form, zone = visit.form, visit.zone
    act = visit.act("agreed as a second person")
    try:
        with zone.database.writing() as connection:
            if ticket := form.text("ticket"):
                tickets.agree(connection, act, visit.person, ticket)
            elif id := form.text("change"):
                token = accounts.agree(connection, act, zone.people_key, id)
            elif grant := form.text("grant"):
                grants.approve(connection, act, grant, visit.person.organisation)
            else:
                epoch, quorum = number(form.text("epoch")), zone.settings.quorum
                rotation.agree_to_destroy(connection, act, quorum, epoch, visit.person.organisation)
    except Refused as refused:
        return countersign(visit, refused)
    return countersign(visit, link=_link(visit, token)) if form.text("change") else visit.goes("countersign")


def _link(visit: Visit, token: str) -> str:
    return f"{visit.zone.party.origin}{visit.at('enrol', token)}"
