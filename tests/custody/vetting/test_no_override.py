"""Nobody on this side can say yes: no function, no column, no role; and no reason is kept anywhere (V7)."""

from __future__ import annotations

import inspect
import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import FunctionType, ModuleType

import pytest
import sqlalchemy as sa

import kotinos.custody.vetting
from kotinos.codes import canonical
from kotinos.custody.log.access import Kept
from kotinos.custody.log.tables import entry
from kotinos.custody.people.roles import ROLES
from kotinos.custody.store import metadata
from kotinos.custody.vetting import actions, grammar, life, records, tables
from kotinos.custody.vetting.actions import changing
from tests.custody.vetting.conftest import Exchange, dump

TABLES = (
    tables.campaign,
    tables.batch,
    tables.dossier,
    tables.clearance,
    tables.request,
    tables.answer_file,
    tables.answer_line,
)


def modules() -> Iterator[ModuleType]:
    """Every module of the room."""
    for found in pkgutil.walk_packages(kotinos.custody.vetting.__path__, "kotinos.custody.vetting."):
        yield import_module(found.name)


def functions() -> Iterator[FunctionType]:
    """Every function of the room, methods too."""
    for module in modules():
        for _, thing in inspect.getmembers(module):
            if getattr(thing, "__module__", "") != module.__name__:
                continue
            if inspect.isfunction(thing):
                yield thing
            elif inspect.isclass(thing):
                yield from (method for _, method in inspect.getmembers(thing, inspect.isfunction))


def test_no_action_takes_a_verdict_a_state_or_a_last_day() -> None:
    """`changing.move` writes what the table of lives says; it is no action, and only actions of this room call it."""
    for name in actions.__all__:
        taken = set(inspect.signature(getattr(actions, name)).parameters)
        assert not taken & {"verdict", "state", "valid_until", "answer", "outcome", "override", "force"}, name


def test_the_walk_sees_the_whole_room() -> None:
    seen = {function.__qualname__ for function in functions()}
    assert {"require", "take_in", "move", "Exchange.turn", "parse", "after"} <= seen


def test_nothing_is_called_an_override() -> None:
    named = re.compile("override|force|bypass|admin|superuser|waive|exempt", re.IGNORECASE)
    for function in functions():
        assert not named.search(function.__qualname__), function.__qualname__
        for parameter in inspect.signature(function).parameters:
            assert not named.search(parameter), f"{function.__qualname__}({parameter})"
    for table in TABLES:
        for column in table.columns:
            assert not named.search(column.name), f"{table.name}.{column.name}"
    assert not [role for role in ROLES if "authority" in role]


def test_only_the_room_that_takes_files_in_names_an_answer() -> None:
    """What moves a clearance with an answer behind it stands in one place."""
    calls = re.compile(
        r"\banswer_id\s*=|\"answer\":|tables\.answer_line\)?,?$|insert\(tables\.answer_line", re.MULTILINE
    )
    writers = {m.__name__.rpartition(".")[2] for m in modules() if calls.search(inspect.getsource(m))}
    assert writers == {"taking", "changing", "campaigns"}  # campaigns: the purge, which destroys
    source = inspect.getsource(changing)
    assert "favourable" not in source.replace("leaves ``favourable``", ""), "the mover knows no verdict by name"


@pytest.mark.parametrize("event", [event for event in life.EVENTS if event != "favourable"])
def test_no_event_but_the_answer_makes_a_clearance_favourable(event: life.Event) -> None:
    for state in life.STATES:
        if state != "favourable":
            assert life.after(state, event) != "favourable"


def test_every_way_into_favourable_is_closed_by_the_database() -> None:
    checks = " ".join(
        str(c.sqltext) for c in tables.clearance.constraints if isinstance(c, sa.CheckConstraint) and c.name
    )
    assert "state <> 'favourable' OR answer_id IS NOT NULL" in checks
    [tied] = [c for c in tables.clearance.foreign_key_constraints if c.name == "clearance_favourable_answer"]
    assert [(e.parent.name, e.column.name) for e in tied.elements] == [
        ("answer_id", "id"), ("id", "clearance_id"), ("identity_mark", "identity_mark"), ("verdict", "says"),
        ("valid_until", "valid_until"),
    ]  # fmt: skip


# -- V7: nothing but F, U, P, W


CODES = {
    "clearance.state": set(life.STATES),
    "clearance.verdict": {"favourable", "unfavourable", "none"},
    "clearance.reason": {"", *tables.REASONS},
    "clearance_request.outcome": set(tables.OUTCOMES),
    "answer_line.code": set("FUPW"),
    "answer_line.says": {"favourable", "unfavourable", "none"},
    "answer_file.kind": {"ACK", "ANS"},
}
FORMS = {
    "clearance.subject": "[0-9a-f]{32}", "dossier.subject": "[0-9a-f]{32}", "clearance.identity_mark": "m[0-9]",
    "dossier.identity_mark": "m[0-9]", "answer_line.identity_mark": "m[0-9]", "clearance_request.token": "[A-Z2-7]{32}",
    "answer_line.case_number": "[0-9]{12}", "answer_file.digest": "[0-9a-f]{64}", "batch.digest": "[0-9a-f]{64}",
    "campaign.code": "JO2030", "batch.campaign": "JO2030", "clearance.campaign": "JO2030", "dossier.campaign": "JO2030",
    "answer_file.campaign": "JO2030", "campaign.authority": "SNE", "campaign.legal_act": "decree 2029-77",
    "campaign.zone": "Europe/Paris",
}  # fmt: skip
REASON = b"RADICALISED"


def test_no_text_column_of_the_room_is_without_a_closed_form() -> None:
    texts = {
        f"{table.name}.{column.name}"
        for table in TABLES
        for column in table.columns
        if isinstance(column.type, sa.String) and not isinstance(column.type, sa.types.TypeDecorator)
    }
    assert texts == set(CODES) | set(FORMS)


def _a_day(exchange: Exchange) -> None:
    """All that can be said, and an authority that tries to say why."""
    _, token = exchange.asked()
    exchange.answer((token, "P"), (token, "F"))
    exchange.answer((token, "W"))
    exchange.answer((token, "F"))
    _, refused = exchange.asked("m2")
    exchange.answer((refused, "U"))
    name, body = exchange.answers((refused, "U"))
    for talkative in (
        body[:177] + REASON[:10].ljust(14) + b"\n" + body[192:],
        body.replace(b" U ", b" U" + REASON[:1], 1),
        body + REASON.ljust(63) + b"\n",
        REASON,
        b"A " + refused.encode() + b" U " + REASON,
    ):
        assert exchange.take(name, talkative).code == "malformed"
    assert exchange.take(f"{name} {REASON.decode()}", body).code == "misnamed"
    exchange.person({**_nobody(), "sex": REASON.decode()})
    exchange.pack()


def _nobody() -> dict[str, str]:
    from tests.custody.vetting.conftest import person

    return person(9)


def test_tables_and_log_hold_nothing_but_codes_whatever_the_authority_says(exchange: Exchange) -> None:
    _a_day(exchange)
    with exchange.database.reading() as connection:
        for table in TABLES:
            for row in connection.execute(sa.select(table)).mappings():
                for column in table.columns:
                    where, value = f"{table.name}.{column.name}", row[column.name]
                    if value is not None and where in CODES:
                        assert value in CODES[where], where
                    if value is not None and where in FORMS:
                        assert re.fullmatch(FORMS[where], value), where
        for body in connection.execute(sa.select(tables.answer_file.c.file)).scalars():
            grammar.parse(body)
        said = [canonical.decode(body, Kept) for body in connection.execute(sa.select(entry.c.body)).scalars()]
        everything = [
            repr(tuple(row)).encode()
            for table in metadata.sorted_tables
            for row in connection.execute(sa.select(table))
        ]
    assert {one.outcome for one in said if one.act == "answer-applied"} == set("FUPW")
    assert not [row for row in everything if REASON in row or REASON[:10] in row]
    assert dump(exchange.database).find(REASON) == -1


def test_no_line_of_a_program_repeats_what_the_authority_said(
    exchange: Exchange, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    _a_day(exchange)
    out, err = capsys.readouterr()
    assert REASON.decode()[:10] not in out + err
    for path in tmp_path.rglob("*"):
        if path.is_file():
            assert REASON[:10] not in path.read_bytes(), path


def test_the_only_reason_that_is_ever_sent_is_the_family_of_the_role() -> None:
    [field] = [field for field in records.FIELDS if field.name == "reason"]
    assert field.pattern.lower().split("|") == list(tables.REASONS)
