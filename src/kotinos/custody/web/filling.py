"""The form of one person's application, as an organisation and the person see it: what is there, what was typed, what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec
from sqlalchemy.engine import Connection
from starlette.responses import Response

from kotinos.custody.accreditation import applications, photos, queries, reference
from kotinos.custody.accreditation.checks import NOTICE
from kotinos.custody.accreditation.fields import FIELDS, read_all
from kotinos.custody.accreditation.photo import NOT_CHECKED
from kotinos.custody.accreditation.problems import Problem
from kotinos.custody.act import Act, Refused
from kotinos.custody.web.pages import render
from kotinos.custody.web.visit import Visit
from kotinos.custody.web.words import CHOICES, GROUPS


class Filling(msgspec.Struct, frozen=True, kw_only=True):
    """One form: ``act`` is the deed of who fills in, ``look`` reads what is there in their name, ``back`` is where they came from."""

    id: str
    act: Act
    look: Callable[[str, tuple[str, ...]], Mapping[str, str | bytes]]
    back: str
    template: str


def shown(
    visit: Visit,
    filling: Filling,
    row: Any,
    *,
    typed: Mapping[str, str] | None = None,
    problems: tuple[Problem, ...] = (),
    refused: Refused | None = None,
    said: str = "",
    csrf: str = "",
) -> Response:
    """The form with what is sealed, over it what was typed just now. ``csrf`` is the word of an applicant's session."""
    values = {name: value for name, value in filling.look(row.subject, tuple(FIELDS)).items() if isinstance(value, str)}
    day = reference.on(filling.act.at.date())
    wrong = {problem.field: problem for problem in reversed(problems)}
    return render(
        visit,
        filling.template,
        refused=refused,
        status=422 if problems else 200,
        row=row,
        back=filling.back,
        day=day,
        fields=FIELDS,
        groups=GROUPS,
        choices=CHOICES,
        values={**values, **(typed or {})},
        mandatory=set(day.mandatory(row.category)),
        problems=problems,
        faults=wrong,
        notice=NOTICE,
        said=said,
        **({"csrf": csrf} if csrf else {}),
        not_checked=NOT_CHECKED[visit.language == "fr"],
    )


def sent(visit: Visit, filling: Filling, csrf: str = "") -> Response:
    """Keep what can be read, say what cannot; with ``submit`` hand the application over. Nothing that was right is lost."""
    zone = visit.zone
    typed = {name: visit.form.text(name) for name in FIELDS if name in visit.form.fields}
    values, problems = read_all(dict(typed), reference.on(filling.act.at.date()))
    refused = None
    try:
        with zone.database.writing() as connection:
            applications.save_draft(connection, filling.act, zone.vault, filling.id, values)
        with zone.database.writing() as connection:
            _photo(connection, visit, filling)
        if visit.form.text("do") == "submit" and not problems:
            with zone.database.writing() as connection:
                applications.submit(
                    connection, filling.act, zone.vault, zone.policy.season, filling.id, visit.form.text("consent")
                )
            return visit.goes(*filling.back.split("/"))
    except Refused as no:
        refused = None if no.code == "incomplete" else no
        if no.code == "incomplete":
            problems = [*problems, *_missing(visit, filling)]
    with zone.database.reading() as connection:
        row = queries.application(connection, filling.id)
    said = "" if problems or refused else "kept"
    return shown(visit, filling, row, typed=typed, problems=tuple(problems), refused=refused, said=said, csrf=csrf)


def _photo(connection: Connection, visit: Visit, filling: Filling) -> None:
    upload = visit.form.file("photo")
    if upload:
        photos.save_photo(connection, filling.act, visit.zone.vault, filling.id, upload.content)
    elif visit.form.text("at_desk"):
        photos.photo_at_desk(connection, filling.act, filling.id)


def _missing(visit: Visit, filling: Filling) -> tuple[Problem, ...]:
    zone = visit.zone
    with zone.database.writing() as connection:
        return applications.problems(
            connection, filling.act, zone.vault, zone.policy.season, filling.id, visit.form.text("consent")
        )
