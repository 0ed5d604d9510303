"""Several files of the queue at once, for one reason: each is decided about by itself, and what is refused stays where it was."""

from __future__ import annotations

from typing import Any

import msgspec
from starlette.responses import Response

from kotinos.custody.accreditation import queries
from kotinos.custody.act import Act, Refused
from kotinos.custody.web import officer
from kotinos.custody.web.board import why
from kotinos.custody.web.visit import Visit


class Outcome(msgspec.Struct, frozen=True):
    """What became of one file: its row as it is now, and why nothing did."""

    row: Any
    refused: Refused | None = None


def decide(visit: Visit) -> Response:
    """Approve, send back or reject every file that was ticked; then say of each what became of it.

    A file with warnings is not approved so: somebody looks at its page. "All" means those that were shown and have none.
    """
    form = visit.form
    try:
        act = visit.act(why(visit))
        chosen = [*form.many("file"), *(_plain(visit) if form.text("all") else ())]
        ids = list(dict.fromkeys(chosen))[: officer.PAGE]
        if not ids:
            raise Refused("nobody_chosen")
        officer.step_of(form)
    except Refused as refused:
        return officer.front(visit, refused)
    return officer.front(visit, outcomes=[one for id in ids if (one := _outcome(visit, act, id))])


def _outcome(visit: Visit, act: Act, id: str) -> Outcome | None:
    """One file, in a transaction of its own; None where there is no such file."""
    refused = None
    try:
        with visit.zone.database.writing() as connection:
            row = queries.application(connection, id)
            if row is not None and row.findings and officer.step_of(visit.form)[0] == "approve":
                raise Refused("look_first")
            officer.take_step(connection, act, visit, id)
    except Refused as no:
        refused = no
    with visit.zone.database.reading() as connection:
        row = queries.application(connection, id)
    return Outcome(row, refused) if row is not None else None


def _plain(visit: Visit) -> list[str]:
    """The files that the page showed and that nothing has to be looked at in."""
    with visit.zone.database.reading() as connection:
        rows = [queries.application(connection, id) for id in visit.form.many("shown")[: officer.PAGE]]
    return [row.id for row in rows if row is not None and not row.findings]
