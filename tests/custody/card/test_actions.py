"""What happens to cards and passes: every guard says no by its name, and what is refused leaves nothing behind."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any

import msgspec
import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kotinos.custody.accreditation import tables as accreditation
from kotinos.custody.act import Act, Refused
from kotinos.custody.card import actions, listing, status, tables, visa
from kotinos.custody.card.actions import Findings, Wanted, shipping
from kotinos.custody.card.refusals import REFUSALS
from kotinos.custody.card.status import Status
from kotinos.custody.log import access
from kotinos.custody.store import Database
from tests.custody.card import games_file as file
from tests.custody.conftest import NOON

HOUR = timedelta(hours=1)
ANNA, BILL = Act("staff:anna", NOON, "at the desk"), Act("staff:bill", NOON, "looked into it")


@contextmanager
def refusal(code: str) -> Iterator[None]:
    with pytest.raises(Refused) as error:
        yield
    assert error.value.code == code
    assert code in REFUSALS


def state(connection: Connection, serial: int) -> str:
    for table in (tables.card, tables.device):
        found = connection.execute(sa.select(table.c.state).where(table.c.serial == serial)).scalar()
        if found:
            return str(found)
    raise AssertionError(serial)


@pytest.fixture
def connection(database: Database) -> Iterator[Connection]:
    with database.writing() as made:
        file.setting(made)
        yield made


def test_a_card_goes_from_print_over_shipment_to_force(connection: Connection) -> None:
    subject, application = file.cleared(connection)
    serial = file.card(connection, ANNA, application)
    assert listing.of(connection, serial) is Status.NOT_ACTIVE
    sent = actions.ship(connection, ANNA, "PRS")
    assert sent.serials == (serial,)
    assert state(connection, serial) == "shipped"
    actions.receive(connection, Act("org:PRS:jo", NOON, "arrived"), sent.id, "PRS", sent.digest)
    assert state(connection, serial) == "received"
    actions.validate(connection, ANNA, serial, file.FOUND)
    assert listing.of(connection, serial) is Status.ACTIVE
    verbs = [kept.act for _, kept in access.entries_of(connection, subject)]
    assert verbs == ["produce-card", "ship-card", "receive-card", "validate-card"]


def test_a_card_in_a_shipment_that_did_not_arrive_is_cancelled(connection: Connection) -> None:
    serials = [file.card(connection, ANNA, file.person(connection)[1]) for _ in range(3)]
    sent = actions.ship(connection, ANNA, "PRS")
    with refusal("not_on_manifest"):
        actions.receive(connection, ANNA, sent.id, "PRS", sent.digest, missing=[999])
    with refusal("manifest_differs"):
        actions.receive(connection, ANNA, sent.id, "PRS", shipping.digest("PRS", serials[:2]))
    with refusal("other_organisation"):
        actions.receive(connection, ANNA, sent.id, "OBS", sent.digest)
    actions.receive(connection, ANNA, sent.id, "PRS", sent.digest, missing=[serials[1]])
    assert [state(connection, serial) for serial in serials] == ["received", "cancelled", "received"]
    with refusal("wrong_state"):
        actions.receive(connection, ANNA, sent.id, "PRS", sent.digest)
    with refusal("nothing_to_ship"):
        actions.ship(connection, ANNA, "PRS")


@pytest.mark.parametrize(
    ("lacking", "code"),
    [
        ({"bearer_present": False}, "bearer_absent"),
        ({"document_matches": False}, "document_differs"),
        ({"document_valid": False}, "document_expired"),
        ({"photo_compared": False}, "photo_not_compared"),
        ({"terms": ""}, "terms_not_accepted"),
    ],
)
def test_the_desk_needs_every_finding(connection: Connection, lacking: dict[str, Any], code: str) -> None:
    _, application = file.cleared(connection)
    serial = file.card(connection, ANNA, application)
    with refusal(code):
        actions.validate(connection, ANNA, serial, msgspec.structs.replace(file.FOUND, **lacking))
    assert state(connection, serial) == "prevalid"


def test_findings_are_false_until_somebody_looked() -> None:
    assert not any(msgspec.structs.asdict(Findings()).values())


def test_without_an_answer_or_after_its_last_day_a_card_stays_closed(connection: Connection) -> None:
    subject, application = file.person(connection)
    serial = file.card(connection, ANNA, application)
    with refusal("not_cleared"):
        actions.validate(connection, ANNA, serial, file.FOUND)
    of = file.clearance(connection, subject)
    with refusal("not_cleared"):
        actions.validate(connection, ANNA, serial, file.FOUND)
    file.favourable(connection, of, until=date(2026, 7, 1))
    last_moment = NOON.replace(hour=21, minute=59)  # 23:59 in Paris
    with refusal("not_cleared"):
        actions.validate(connection, Act("a", last_moment + timedelta(minutes=1), "late"), serial, file.FOUND)
    actions.validate(connection, Act("a", last_moment, "in time"), serial, file.FOUND)


def test_a_card_is_not_printed_for_whom_it_must_not_be(connection: Connection) -> None:
    a, p = accreditation.application, accreditation.person
    subject, application = file.person(connection)
    with refusal("no_application"):
        file.card(connection, ANNA, "nobody")
    connection.execute(sa.update(a).where(a.c.id == application).values(photo="desk"))
    with refusal("no_photo"):
        file.card(connection, ANNA, application)
    connection.execute(sa.update(p).where(p.c.subject == subject).values(identity_mark=""))
    with refusal("no_identity"):
        file.card(connection, ANNA, application)
    connection.execute(sa.update(a).where(a.c.id == application).values(state="REJECTED", place=None))
    with refusal("not_approved"):
        file.card(connection, ANNA, application)
    with refusal("not_cleared"):
        actions.produce(connection, ANNA, file.person(connection)[1], games=file.GAMES, privileges=file.privileges(),
                        reference=file.book(), zone=file.PARIS, clear_first=True)  # fmt: skip


def test_a_changed_identity_needs_a_new_card(connection: Connection) -> None:
    p = accreditation.person
    subject, application = file.cleared(connection)
    serial = file.valid_card(connection, ANNA, application)
    connection.execute(sa.update(p).where(p.c.subject == subject).values(identity_mark="m2"))
    assert actions.suspend_of(connection, ANNA, subject, "identity") == [serial]
    with refusal("identity_changed"):
        actions.lift(connection, BILL, serial)


def test_who_suspended_a_card_does_not_lift_it(connection: Connection) -> None:
    subject, application = file.cleared(connection)
    serial = file.valid_card(connection, ANNA, application)
    actions.suspend(connection, ANNA, serial, "misuse")
    assert listing.of(connection, serial) is Status.SUSPENDED
    with refusal("second_person"):
        actions.lift(connection, ANNA, serial)
    actions.lift(connection, BILL, serial)
    assert listing.of(connection, serial) is Status.ACTIVE
    with refusal("reason_unknown"):
        actions.suspend(connection, ANNA, serial, "no reason at all")
    assert [kept.act for _, kept in access.entries_of(connection, subject)][-2:] == ["suspend-card", "lift-card"]


def test_a_lost_card_is_cancelled_before_the_new_one_exists(connection: Connection) -> None:
    _, application = file.cleared(connection)
    lost = file.valid_card(connection, ANNA, application)
    new = actions.reissue(
        connection, ANNA, lost, "lost", privileges=file.privileges(), reference=file.book(), zone=file.PARIS
    )
    assert [state(connection, serial) for serial in (lost, new)] == ["cancelled", "prevalid"]
    actions.validate(connection, ANNA, new, file.FOUND)
    c = tables.card.c
    row = connection.execute(sa.select(c.seq, c.replaces).where(c.serial == new)).one()
    assert tuple(row) == (2, lost)
    for event in (lambda: actions.validate(connection, ANNA, lost, file.FOUND), lambda: actions.lift(connection, BILL, lost),
                  lambda: actions.cancel(connection, ANNA, lost, "lost")):  # fmt: skip
        with refusal("wrong_state"):
            event()


def test_a_second_card_waits_until_the_first_is_gone(connection: Connection) -> None:
    _, application = file.cleared(connection)
    file.valid_card(connection, ANNA, application)
    second = file.card(connection, ANNA, application)
    with refusal("card_in_force"):
        actions.validate(connection, ANNA, second, file.FOUND)


def test_a_card_printed_at_the_desk_is_in_force_or_not_there(database: Database, connection: Connection) -> None:
    _, application = file.cleared(connection)
    given: dict[str, Any] = {
        "games": file.GAMES, "privileges": file.privileges(), "reference": file.book(), "zone": file.PARIS
    }  # fmt: skip
    serial = actions.print_at_desk(connection, ANNA, application, file.FOUND, **given)
    assert state(connection, serial) == "validated"


def test_the_visa_holds_the_card_and_falls_with_it(connection: Connection) -> None:
    subject, application = file.cleared(connection)
    serial = file.card(connection, ANNA, application)
    visa.ask(connection, ANNA, subject, file.GAMES, needed=True)
    with refusal("visa_missing"):
        actions.validate(connection, ANNA, serial, file.FOUND)
    v = tables.visa
    connection.execute(sa.update(v).values(state="issued", kind=visa.kind("C004711")))
    actions.validate(connection, ANNA, serial, file.FOUND)
    assert visa.recheck(connection, ANNA, subject, file.GAMES)
    actions.suspend(connection, ANNA, serial, "visa")
    with refusal("visa_missing"):
        actions.lift(connection, BILL, serial)
    actions.cancel(connection, ANNA, serial, "role")
    assert visa.state(connection, subject, file.GAMES) == "annulled"
    assert list(connection.execute(sa.select(tables.visa_message.c.what)).scalars()) == ["recheck", "annul"]


@pytest.mark.parametrize("number", ["C00471", "X004711", "XX0047111", "c004711", "C0047A1", ""])
def test_a_visa_number_is_c_or_xx_and_six_digits(number: str) -> None:
    with refusal("visa_number"):
        visa.kind(number)
    assert [visa.kind("C004711"), visa.kind("XX004711")] == ["C", "XX"]


def wanted(**changes: Any) -> Wanted:
    base = Wanted(kind="day", games=file.GAMES, subject="5" * 32, organisation="PRS", venue="MPC", zones=("WHITE",),
                  day=NOON.date(), valid_from=NOON - HOUR, valid_to=NOON + 10 * HOUR)  # fmt: skip
    return msgspec.structs.replace(base, **changes)


def test_passes_come_from_a_quota_and_go_back_to_it(connection: Connection) -> None:
    first, second = (actions.request_pass(connection, ANNA, wanted()) for _ in range(2))
    with refusal("pass_quota_missing"):
        actions.approve_pass(connection, ANNA, first)
    actions.set_quota(connection, ANNA, "PRS", "day", "MPC", NOON.date(), 1)
    actions.approve_pass(connection, ANNA, first)
    with refusal("pass_quota_full"):
        actions.approve_pass(connection, ANNA, second)
    actions.issue_pass(connection, ANNA, first)
    assert listing.of(connection, first) is Status.ACTIVE
    actions.hand_back(connection, ANNA, first)
    assert listing.of(connection, first) is Status.CANCELLED
    actions.approve_pass(connection, ANNA, second)
    actions.cancel_pass(connection, ANNA, second, "role")
    with refusal("wrong_state"):
        actions.issue_pass(connection, ANNA, first)
    assert connection.execute(sa.select(tables.pass_quota.c.taken)).scalar_one() == 0
    with refusal("pass_quota_full"):
        actions.set_quota(connection, ANNA, "PRS", "day", "MPC", NOON.date(), -1)


def test_an_upgrade_leans_on_a_card_in_force_and_falls_with_it(connection: Connection) -> None:
    subject, application = file.cleared(connection)
    serial = file.card(connection, ANNA, application)
    actions.set_quota(connection, ANNA, "PRS", "upgrade", "OLS", NOON.date(), 5)
    ask = wanted(kind="upgrade", subject=subject, venue="OLS", bearer=serial, session="ATHM100M")
    with refusal("bearer_not_valid"):
        actions.upgrade(connection, ANNA, ask)
    actions.validate(connection, ANNA, serial, file.FOUND)
    up = actions.upgrade(connection, ANNA, ask)
    assert state(connection, up) == "issued"
    actions.suspend(connection, ANNA, serial, "misuse")
    assert state(connection, up) == "cancelled"


def test_a_guest_is_escorted_leaves_a_document_and_has_a_host_in_force(connection: Connection) -> None:
    _, application = file.cleared(connection)
    host = file.valid_card(connection, ANNA, application)
    actions.set_quota(connection, ANNA, "PRS", "guest", "MPC", NOON.date(), 5)
    serial = actions.request_pass(connection, ANNA, wanted(kind="guest", bearer=host))
    actions.approve_pass(connection, ANNA, serial)
    with refusal("not_escorted"):
        actions.issue_pass(connection, ANNA, serial, escorted=True)
    actions.issue_pass(connection, ANNA, serial, escorted=True, document_left=True)
    actions.cancel(connection, ANNA, host, "lost")
    assert state(connection, serial) == "cancelled"


@pytest.mark.parametrize(
    "window",
    [
        {"valid_to": NOON - HOUR},
        {"valid_from": NOON, "valid_to": NOON},
        {"valid_to": NOON + 40 * HOUR},
        {"valid_from": NOON - 2 * HOUR, "valid_to": NOON},
    ],
)
def test_a_pass_is_for_a_day_at_most_that_is_not_over(connection: Connection, window: dict[str, Any]) -> None:
    with refusal("window"):
        actions.request_pass(connection, ANNA, wanted(**window))


def test_what_is_over_expires(connection: Connection) -> None:
    _, application = file.cleared(connection)
    serial = file.valid_card(connection, ANNA, application)
    day = actions.request_pass(connection, ANNA, wanted())
    assert actions.expire(connection, ANNA) == 0
    assert actions.expire(connection, Act("clock", NOON + 24 * HOUR, "every hour")) == 1
    assert actions.expire(connection, Act("clock", NOON + timedelta(days=200), "every hour")) == 1
    assert [state(connection, one) for one in (serial, day)] == ["expired", "expired"]


def test_no_card_is_printed_for_days_that_are_over(connection: Connection) -> None:
    _, application = file.cleared(connection)
    end = datetime(2026, 9, 9, 22, tzinfo=UTC)  # midnight in Paris after the last day of a press card
    with refusal("window_over"):
        file.card(connection, Act("staff:anna", end, "at the desk"), application)
    file.card(connection, Act("staff:anna", end - timedelta(microseconds=1), "at the desk"), application)


def test_what_is_over_expires_so_many_at_once(connection: Connection) -> None:
    serials = [file.valid_card(connection, ANNA, file.cleared(connection)[1]) for _ in range(3)]
    over = Act("clock", NOON + timedelta(days=200), "every hour")
    assert [actions.expire(connection, over, 2) for _ in range(3)] == [2, 1, 0]
    assert {state(connection, serial) for serial in serials} == {"expired"}


def test_a_card_that_is_over_takes_what_leans_on_it_along(connection: Connection) -> None:
    _, application = file.cleared(connection)
    serial = file.valid_card(connection, ANNA, application)
    record_over = sa.update(tables.card).where(tables.card.c.serial == serial).values(valid_to=NOON + HOUR)
    actions.set_quota(connection, ANNA, "PRS", "upgrade", "MPC", NOON.date(), 1)
    upgrade = actions.upgrade(connection, ANNA, wanted(kind="upgrade", bearer=serial))
    connection.execute(record_over)
    assert actions.expire(connection, Act("clock", NOON + HOUR, "past its window")) == 1
    assert (state(connection, serial), state(connection, upgrade)) == ("expired", "cancelled")


def test_the_list_and_its_changes_follow_every_event(connection: Connection) -> None:
    held = [listing.status_list(connection, NOON)]
    _, application = file.cleared(connection)
    serial = file.card(connection, ANNA, application)
    for event in (
        lambda: actions.validate(connection, ANNA, serial, file.FOUND),
        lambda: actions.suspend(connection, ANNA, serial, "photo"),
        lambda: actions.lift(connection, BILL, serial),
        lambda: actions.cancel(connection, ANNA, serial, "stolen"),
    ):
        event()
        held.append(listing.status_list(connection, NOON))
    fresh = held[-1]
    assert [edition.of(serial).name for edition in held] == ["NOT_ACTIVE", "ACTIVE", "SUSPENDED", "ACTIVE", "CANCELLED"]
    assert [edition.number for edition in held] == sorted({edition.number for edition in held})
    for stale in held:
        for base in (None, *held):
            assert status.applied(stale, listing.changes_since(connection, stale.number, NOON, base)) == fresh


def test_a_card_that_nobody_printed_is_not_active(connection: Connection) -> None:
    assert listing.of(connection, 4711) is Status.NOT_ACTIVE
