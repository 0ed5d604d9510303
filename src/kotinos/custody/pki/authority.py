"""The zone's own certificate authority: an offline root, an issuing authority below it, and what that one signs.

P-256 throughout: browsers refuse Ed25519 in certificates. Every certificate carries the country of the residency domain, and the
issuing authority may name nobody outside the zone's own DNS name and the addresses it was made for (RFC 5280 §4.2.1.10).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

import msgspec
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from kotinos.custody.act import Refused
from kotinos.custody.pki.profiles import PROFILES, REVOCATIONS_LIVE, SKEW

Key = ec.EllipticCurvePrivateKey
_DIGEST = hashes.SHA256()


class Authority(msgspec.Struct, frozen=True):
    """One that signs: its certificate and key, and the certificates above it, nearest first."""

    certificate: x509.Certificate
    key: Key
    above: tuple[x509.Certificate, ...] = ()

    @property
    def country(self) -> str:
        """The residency domain that it belongs to."""
        return str(self.certificate.subject.get_attributes_for_oid(NameOID.COUNTRY_NAME)[0].value)


def new_key() -> Key:
    """A new private key."""
    return ec.generate_private_key(ec.SECP256R1())


def make_root(country: str, now: datetime) -> Authority:
    """A root of its own for the residency domain ``country``. It signs issuing authorities and nothing else."""
    key = new_key()
    name = _name(country, "root")
    built = _begun("root", name, name, key.public_key(), key, now)
    built = built.add_extension(x509.BasicConstraints(ca=True, path_length=1), critical=True)
    built = built.add_extension(_usage(certifies=True), critical=True)
    return Authority(built.sign(key, _DIGEST), key)


def make_issuing(root: Authority, zone: str, hosts: Iterable[str], now: datetime) -> Authority:
    """An issuing authority below ``root`` for names in ``zone`` and for ``hosts`` (names or addresses), and for no other."""
    key = new_key()
    built = _begun("issuing", _name(root.country, "issuing"), root.certificate.subject, key.public_key(), root.key, now)
    permitted: list[x509.GeneralName] = [x509.DNSName(zone)]
    for host in hosts:
        address = _address(host)
        permitted.append(x509.IPAddress(ip_network(address)) if address else x509.DNSName(host))
    if not any(isinstance(one, x509.IPAddress) for one in permitted):  # a kind that is not named would be free
        permitted.append(x509.IPAddress(ip_network("0.0.0.0/32")))
    built = built.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    built = built.add_extension(_usage(certifies=True), critical=True)
    built = built.add_extension(x509.NameConstraints(permitted, None), critical=True)
    return Authority(built.sign(root.key, _DIGEST), key, (root.certificate,))


def certify(
    issuing: Authority, kind: str, name: str, names: Iterable[str], key: ec.EllipticCurvePublicKey, now: datetime
) -> x509.Certificate:
    """A ``server`` or ``client`` certificate for ``key``: the holder's ``name``, and the host ``names`` it may be met under.

    Raises `Refused` (``name_not_allowed``) for a name that the authority may not give: nobody would accept it.
    """
    alternatives: list[x509.GeneralName] = []
    for one in names:
        address = _address(one)
        alternatives.append(x509.IPAddress(address) if address else x509.DNSName(one))
        if not _permitted(issuing.certificate, alternatives[-1]):
            raise Refused("name_not_allowed", name=one)
    subject = _name(issuing.country, name)
    built = _begun(kind, subject, issuing.certificate.subject, key, issuing.key, now)
    purpose = ExtendedKeyUsageOID.SERVER_AUTH if kind == "server" else ExtendedKeyUsageOID.CLIENT_AUTH
    built = built.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    built = built.add_extension(_usage(certifies=False), critical=True)
    built = built.add_extension(x509.ExtendedKeyUsage([purpose]), critical=False)
    built = built.add_extension(x509.SubjectAlternativeName(alternatives), critical=False)
    return built.sign(issuing.key, _DIGEST)


def revocations(
    issuing: Authority, revoked: Iterable[tuple[int, datetime]], number: int, now: datetime
) -> x509.CertificateRevocationList:
    """List ``number`` of serials and when each was revoked, to be believed for `REVOCATIONS_LIVE`."""
    built = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(issuing.certificate.subject)
        .last_update(now - SKEW)
        .next_update(now + REVOCATIONS_LIVE)
        .add_extension(x509.CRLNumber(number), critical=False)
        .add_extension(_authority_key(issuing.key), critical=False)
    )
    for serial, at in revoked:
        one = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(at).build()
        built = built.add_revoked_certificate(one)
    return built.sign(issuing.key, _DIGEST)


def _name(country: str, name: str) -> x509.Name:
    parts = (
        (NameOID.COUNTRY_NAME, country),
        (NameOID.ORGANIZATION_NAME, "Kotinos custody"),
        (NameOID.COMMON_NAME, name),
    )
    return x509.Name([x509.NameAttribute(oid, value) for oid, value in parts])


def _begun(
    kind: str, subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, signer: Key, now: datetime
) -> x509.CertificateBuilder:
    begins = now.replace(microsecond=0) - SKEW
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(begins + PROFILES[kind].life)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
        .add_extension(_authority_key(signer), critical=False)
    )


def _authority_key(signer: Key) -> x509.AuthorityKeyIdentifier:
    return x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key())


def _usage(*, certifies: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not certifies,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=certifies,
        crl_sign=certifies,
        encipher_only=False,
        decipher_only=False,
    )


def _address(text: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(text)
    except ValueError:
        return None


def _permitted(issuing: x509.Certificate, name: x509.GeneralName) -> bool:
    allowed = issuing.extensions.get_extension_for_class(x509.NameConstraints).value.permitted_subtrees or []
    if isinstance(name, x509.DNSName):
        zones = [one.value.lower() for one in allowed if isinstance(one, x509.DNSName)]
        return any(name.value.lower() == zone or name.value.lower().endswith("." + zone) for zone in zones)
    networks = [one.value for one in allowed if isinstance(one.value, IPv4Network | IPv6Network)]
    return any(name.value in network for network in networks)
