"""What the authority remembers: issued, renewed in time, revoked for good, and never for another domain."""

from __future__ import annotations

import ssl
from datetime import datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec

from kotinos.custody.act import Act, Refused
from kotinos.custody.pki import authority, certificates, tls
from kotinos.custody.pki.authority import Authority
from kotinos.custody.pki.profiles import PROFILES
from kotinos.custody.pki.renewing import ServerCertificate
from kotinos.custody.store import Database, WrongDomain
from tests.custody.conftest import NOON
from tests.custody.pki.conftest import ZONE


def certified(database: Database, act: Act, issuing: Authority, name: str = "open") -> x509.Certificate:
    key = authority.new_key().public_key()
    with database.writing() as connection:
        return certificates.issue(connection, act, issuing, "client", name, [f"{name}.{ZONE}"], key)


def states(database: Database, at: datetime) -> list[tuple[str, str]]:
    with database.reading() as connection:
        return [(one.name, one.state(at)) for one in certificates.every(connection)]


def test_a_certificate_goes_from_good_to_due_to_over(database: Database, act: Act, issuing: Authority) -> None:
    certified(database, act, issuing)
    for days, state in ((0, "good"), (2.7, "good"), (2.9, "due"), (6.9, "due"), (7, "over")):
        assert states(database, NOON + timedelta(days=days)) == [("open", state)]


def test_a_renewed_certificate_has_the_same_holder_and_another_key(
    database: Database, act: Act, issuing: Authority
) -> None:
    first = certified(database, act, issuing)
    later = Act("clock", NOON + timedelta(days=3), "in time")
    with database.writing() as connection:
        key = authority.new_key().public_key()
        second = certificates.renew(connection, later, issuing, f"{first.serial_number:040x}", key)
    assert second.subject == first.subject
    assert second.public_key() != first.public_key()
    assert second.not_valid_after_utc == first.not_valid_after_utc + timedelta(days=3)


def test_what_is_revoked_stays_on_the_list_until_it_would_have_ended_and_is_not_renewed(
    database: Database, act: Act, issuing: Authority
) -> None:
    gone, kept = certified(database, act, issuing, "thief"), certified(database, act, issuing)
    serial = f"{gone.serial_number:040x}"
    with database.writing() as connection:
        listed = certificates.revoke(connection, act, issuing, serial)
        assert [one.serial_number for one in listed] == [gone.serial_number]
        assert listed.is_signature_valid(issuing.certificate.public_key())  # type: ignore[arg-type]
        assert certificates.revoked(connection) == listed
        for again in (certificates.revoke, certificates.renew):
            extra = (authority.new_key().public_key(),) if again is certificates.renew else ()
            with pytest.raises(Refused, match="not_good"):
                again(connection, act, issuing, serial, *extra)  # type: ignore[operator]
        over = Act("clock", NOON + timedelta(days=8), "a week later")
        assert list(certificates.publish(connection, over, issuing)) == []
    assert states(database, NOON) == [("open", "good"), ("thief", "revoked")]
    assert kept.serial_number != gone.serial_number


@pytest.mark.parametrize(
    ("kind", "name", "curve", "code"),
    [
        ("issuing", "open", ec.SECP256R1(), "kind_unknown"),
        ("client", "Open Zone", ec.SECP256R1(), "name_form"),
        ("client", "open", ec.SECP384R1(), "curve"),
    ],
)
def test_what_the_authority_does_not_sign_it_refuses_with_the_reason(
    database: Database, act: Act, issuing: Authority, kind: str, name: str, curve: ec.EllipticCurve, code: str
) -> None:
    with database.writing() as connection, pytest.raises(Refused, match=code):
        key = ec.generate_private_key(curve).public_key()
        certificates.issue(connection, act, issuing, kind, name, [f"open.{ZONE}"], key)
    assert states(database, NOON) == []


def test_an_authority_of_another_domain_signs_nothing_here(database: Database, act: Act) -> None:
    foreign = authority.make_issuing(authority.make_root("DE", NOON), ZONE, [], NOON)
    with pytest.raises(WrongDomain, match="belongs to DE, the database to FR"):
        certified(database, act, foreign)


class Clock:
    now = NOON

    def __call__(self) -> datetime:
        return self.now


def test_a_server_renews_itself_before_half_of_its_certificates_life(database: Database, issuing: Authority) -> None:
    clock = Clock()
    context = tls.server()
    own = ServerCertificate(context, database, issuing, "pages", ["localhost"], clock)
    first = own.certificate
    half = first.not_valid_before_utc + PROFILES["server"].life / 2
    looked = 0
    while own.certificate == first:
        clock.now += timedelta(hours=6)
        assert clock.now < half
        own.look()
        looked += 1
    assert looked > 4
    assert own.look() is False
    assert [state for _, state in states(database, clock.now)] == ["good", "due"]


def test_a_mutual_server_always_has_a_list_of_revocations_that_is_believed(
    database: Database, root: Authority, issuing: Authority
) -> None:
    clock = Clock()
    context = tls.server([root.certificate, issuing.certificate])
    assert context.verify_mode is ssl.CERT_REQUIRED
    own = ServerCertificate(context, database, issuing, "door", ["localhost"], clock)
    for _ in range(40):
        clock.now += timedelta(hours=3)
        own.look()
        with database.reading() as connection:
            newest = certificates.revoked(connection)
        assert newest is not None  # an empty list is falsy
        assert newest.next_update_utc is not None
        assert newest.next_update_utc > clock.now + timedelta(hours=12)
    with database.writing() as connection:
        serial = certificates.every(connection)[0].serial
        certificates.revoke(connection, Act("staff:kai", clock.now, "stolen"), issuing, serial)
    assert own.look() is True
    assert own.look() is False
