"""What the authority signs, judged by OpenSSL, which is not ours."""

from __future__ import annotations

import subprocess
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from kotinos.custody.act import Refused
from kotinos.custody.pki import authority, files
from kotinos.custody.pki.authority import Authority
from kotinos.custody.pki.profiles import PROFILES, due
from tests.custody.conftest import NOON
from tests.custody.pki.conftest import ZONE


def verified(
    folder: Path, issuing: Authority, leaf: x509.Certificate, purpose: str, at: datetime, *options: str
) -> tuple[bool, str]:
    """What ``openssl verify`` says of ``leaf`` at an instant."""
    (folder / "root.pem").write_bytes(files.chain_pem(*issuing.above))
    (folder / "issuing.pem").write_bytes(files.chain_pem(issuing.certificate))
    (folder / "leaf.pem").write_bytes(files.chain_pem(leaf))
    ran = subprocess.run(
        [
            *("openssl", "verify", "-x509_strict", "-purpose", purpose, "-attime", str(int(at.timestamp()))),
            *("-CAfile", folder / "root.pem", "-untrusted", folder / "issuing.pem", *options, folder / "leaf.pem"),
        ],
        capture_output=True,
        text=True,
    )
    return ran.returncode == 0, ran.stdout + ran.stderr


def leaf(issuing: Authority, kind: str = "server", names: tuple[str, ...] = ("localhost",)) -> x509.Certificate:
    return authority.certify(issuing, kind, "pages", names, authority.new_key().public_key(), NOON)


@pytest.mark.parametrize(("kind", "purpose"), [("server", "sslserver"), ("client", "sslclient")])
def test_a_certificate_is_good_for_its_purpose_and_for_no_other(
    tmp_path: Path, issuing: Authority, kind: str, purpose: str
) -> None:
    one = leaf(issuing, kind, ("localhost", "127.0.0.1", f"open.{ZONE}"))
    assert verified(tmp_path, issuing, one, purpose, NOON)[0]
    other = {"sslserver": "sslclient", "sslclient": "sslserver"}[purpose]
    good, said = verified(tmp_path, issuing, one, other, NOON)
    assert not good
    assert "purpose" in said


@pytest.mark.parametrize("kind", ["server", "client"])
def test_a_certificate_ends_with_its_profile(tmp_path: Path, issuing: Authority, kind: str) -> None:
    one, life = leaf(issuing, kind), PROFILES[kind].life
    purpose = f"ssl{kind}"
    assert verified(tmp_path, issuing, one, purpose, NOON + life - timedelta(minutes=6))[0]
    assert "expired" in verified(tmp_path, issuing, one, purpose, NOON + life)[1]
    assert life <= timedelta(days=30 if kind == "server" else 7)


def test_a_name_outside_the_zone_is_refused_before_it_is_signed(issuing: Authority) -> None:
    for name in ("games.example", f"not{ZONE}", "192.0.2.1", "::1"):
        with pytest.raises(Refused) as refused:
            leaf(issuing, names=(name,))
        assert (refused.value.code, refused.value.detail) == ("name_not_allowed", {"name": name})


@pytest.mark.parametrize("name", ["games.example", "192.0.2.1"])
def test_and_nobody_would_believe_it(tmp_path: Path, root: Authority, issuing: Authority, name: str) -> None:
    """A stolen issuing key cannot speak for the world: the constraint stands in the issuing certificate."""
    free = authority.make_issuing(root, "example", ["192.0.2.1"], NOON)
    forged = leaf(Authority(free.certificate, issuing.key), names=(name,))
    good, said = verified(tmp_path, issuing, forged, "sslserver", NOON)
    assert not good
    assert "permitted subtree violation" in said


def test_an_authority_without_addresses_may_certify_none(root: Authority) -> None:
    named = authority.make_issuing(root, ZONE, ["pages.example"], NOON)
    leaf(named, names=("pages.example",))
    with pytest.raises(Refused):
        leaf(named, names=("127.0.0.1",))


def test_what_is_revoked_is_refused_and_a_list_that_is_too_old_is_believed_by_nobody(
    tmp_path: Path, issuing: Authority
) -> None:
    gone, kept = leaf(issuing, "client"), leaf(issuing, "client")
    crl = authority.revocations(issuing, [(gone.serial_number, NOON)], 1, NOON)
    (tmp_path / "crl.pem").write_bytes(crl.public_bytes(Encoding.PEM))
    checked = ("-crl_check", "-CRLfile", str(tmp_path / "crl.pem"))
    assert "revoked" in verified(tmp_path, issuing, gone, "sslclient", NOON, *checked)[1]
    assert verified(tmp_path, issuing, kept, "sslclient", NOON, *checked)[0]
    good, said = verified(tmp_path, issuing, kept, "sslclient", NOON + timedelta(days=3), *checked)
    assert not good
    assert "CRL has expired" in said


def test_each_certificate_names_the_country_of_its_domain(root: Authority, issuing: Authority) -> None:
    assert root.country == issuing.country == "FR"
    assert leaf(issuing).subject.rfc4514_string() == "CN=pages,O=Kotinos custody,C=FR"


def test_renewal_is_due_before_half_of_the_life_is_over() -> None:
    ends = NOON + timedelta(days=30)
    assert not due(NOON, ends, NOON + timedelta(days=11))
    assert due(NOON, ends, NOON + timedelta(days=12))
    assert due(NOON, ends, ends + timedelta(days=400))


def same(one: Authority, other: Authority) -> bool:
    return (one.certificate, one.above, files.key_pem(one.key)) == (
        other.certificate,
        other.above,
        files.key_pem(other.key),
    )


def test_an_authority_comes_back_with_its_passphrase_only(tmp_path: Path, issuing: Authority) -> None:
    path = tmp_path / "pki" / "issuing.p12"
    files.keep(path, issuing, b"olive branch")
    assert same(files.load(path, b"olive branch"), issuing)
    for wrong in (b"", b"olive"):
        with pytest.raises(files.KeyFileError, match="another passphrase"):
            files.load(path, wrong)
    assert path.stat().st_mode & 0o077 == 0
    assert b"PRIVATE KEY" not in path.read_bytes()
    with pytest.raises(files.KeyFileError, match="never written over"):
        files.keep(path, issuing, b"another")
    assert same(files.load(path, b"olive branch"), issuing)


def test_openssl_opens_the_file_of_an_authority(tmp_path: Path, root: Authority) -> None:
    files.keep(tmp_path / "root.p12", root, b"olive branch")
    ran = subprocess.run(
        ["openssl", "pkcs12", "-in", tmp_path / "root.p12", "-passin", "stdin", "-nodes"],
        input="olive branch\n",
        capture_output=True,
        text=True,
        check=True,
    )
    assert "BEGIN CERTIFICATE" in ran.stdout
    assert "BEGIN PRIVATE KEY" in ran.stdout


def test_an_authority_without_a_passphrase_is_not_written(tmp_path: Path, root: Authority) -> None:
    with pytest.raises(files.KeyFileError, match="needs a passphrase"):
        files.keep(tmp_path / "root.p12", root, b"")
    assert list(tmp_path.iterdir()) == []
