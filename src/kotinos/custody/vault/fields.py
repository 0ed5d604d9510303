"""Every field that may be sealed: why it is held, for whom, how long, and how much of it a glance may show. PURE.

A field that does not stand here cannot be sealed; a purpose that a field does not name cannot get a grant for it. The register of
processing (GDPR, article 30) is made from this table. What a request for vetting must carry: Code de la sécurité intérieure, R. 211-32.
"""

from __future__ import annotations

from typing import Literal

import msgspec

Purpose = Literal["accreditation", "desk", "vetting", "card", "gate", "rights", "release"]
Retention = Literal["identity", "document", "contact", "picture"]

DAYS_KEPT: dict[Retention, int] = {"identity": 180, "document": 30, "contact": 180, "picture": 30}
"""Days after the Games end for which fields of each class are kept; then their values are destroyed."""

SCAN_DAYS = 30
"""Days after a scan at a gate for which it is kept."""


class Field(msgspec.Struct, frozen=True):
    """One field.

    ``bits`` is how many bits a stranger who knows only public statistics would have to guess (its min-entropy, rounded down): the planner
    of blind indexes adds them up. It counts what occurs most often, not what is usual: 1 January, the address of a delegation's office.
    ``shows`` is how many characters a mask leaves at the beginning and the end.
    """

    name: str
    basis: str
    purposes: frozenset[Purpose]
    retention: Retention
    sent_to: tuple[str, ...] = ()
    kind: Literal["text", "date", "photo"] = "text"
    bits: int = 0
    shows: tuple[int, int] = (0, 0)


_TASK = "GDPR 6(1)(e): a task of public interest, the security of the Games"
_DUTY = "GDPR 6(1)(c): a legal duty, the vetting of those accredited (CSI L. 211-11-1)"
_PICTURE = "GDPR 6(1)(e); a picture is compared by people, never by measuring a face"
_VISA = "GDPR 6(1)(c): a legal duty, the visa that the card carries (Regulation (EC) 810/2009, article 49 and Annex XI)"
_STATE = ("State vetting service",)
_OWN: frozenset[Purpose] = frozenset({"accreditation", "rights"})

_ALL = (
    Field("family_name", _DUTY, _OWN | {"desk", "vetting", "release"}, "identity", (*_STATE, "open zone: athletes"), bits=5, shows=(1, 0)),
    Field("given_names", _DUTY, _OWN | {"desk", "vetting", "release"}, "identity", (*_STATE, "open zone: athletes"), bits=5, shows=(1, 0)),
    Field("mrz_name", _DUTY, _OWN | {"desk", "vetting"}, "identity", _STATE, bits=9, shows=(1, 0)),
    Field("card_name", _TASK, _OWN | {"desk", "card", "gate", "release"}, "identity", ("open zone: athletes",), bits=9, shows=(1, 0)),
    Field("local_name", _TASK, _OWN | {"release"}, "identity", ("open zone: athletes",), bits=9, shows=(1, 0)),
    Field("birth_date", _DUTY, _OWN | {"desk", "vetting", "release"}, "identity", _STATE, "date", bits=9),
    Field("birth_place", _DUTY, _OWN | {"vetting"}, "identity", _STATE, bits=4),
    Field("birth_country", _DUTY, _OWN | {"vetting"}, "identity", _STATE, bits=2),
    Field("sex", _TASK, _OWN | {"vetting"}, "identity", _STATE, bits=1),
    Field("nationality", _DUTY, _OWN | {"desk", "vetting", "release"}, "identity", _STATE, bits=2, shows=(3, 0)),
    Field("document_type", _DUTY, _OWN | {"desk", "release"}, "document", bits=1, shows=(1, 0)),
    Field("document_number", _DUTY, _OWN | {"desk", "card", "release"}, "document", bits=20, shows=(1, 3)),
    Field("document_issuer", _DUTY, _OWN | {"desk", "release"}, "document", bits=2, shows=(3, 0)),
    Field("document_expiry", _DUTY, _OWN | {"desk", "release"}, "document", kind="date", bits=8),
    Field("visa_number", _VISA, _OWN | {"desk", "card"}, "document", bits=10, shows=(1, 2)),
    Field("mrz", _TASK, _OWN | {"desk"}, "document", bits=20),
    Field("address", _DUTY, _OWN | {"vetting"}, "contact", _STATE, bits=4),
    Field("email", _TASK, _OWN, "contact", bits=4, shows=(1, 0)),
    Field("phone", _TASK, _OWN, "contact", bits=4, shows=(0, 2)),
    Field("photo", _PICTURE, _OWN | {"desk", "card", "gate"}, "picture", kind="photo"),
)  # fmt: skip

FIELDS: dict[str, Field] = {field.name: field for field in _ALL}
SCHEMA = 1
"""Version of what a field's value means; a value sealed under one does not open under another."""

IDENTITY = ("family_name", "given_names", "birth_date", "birth_place", "birth_country", "nationality", "sex")
"""The fields whose change makes the person somebody else to the State: whatever was decided for the old identity is open again."""


def plaintext(name: str, value: str | bytes) -> bytes:
    """The bytes of a value to be sealed; raises ValueError where the field is unknown or takes another kind of value.

    The message never holds the value.
    """
    field = FIELDS.get(name)
    if field is None:
        raise ValueError(f"no field {name!r} may be sealed; there are {', '.join(FIELDS)}")
    if field.kind == "photo":
        if not isinstance(value, bytes) or not value.startswith(b"\xff\xd8\xff"):
            raise ValueError(f"{name} is a JPEG picture (bytes that begin with FF D8 FF)")
        return value
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{name} is text that is not empty")
    if field.kind == "date" and not _is_date(value):
        raise ValueError(f"{name} is a date YYYY-MM-DD; parts that a document leaves open are 00")
    return value.encode()


def value_of(name: str, plain: bytes) -> str | bytes:
    """A field's value from its bytes."""
    return plain if FIELDS[name].kind == "photo" else plain.decode()


def _is_date(value: str) -> bool:
    """Documents exist whose bearer does not know month or day: 1987-00-00 is a date here."""
    parts = value.split("-")
    return [len(part) for part in parts] == [4, 2, 2] and all(
        part.isascii() and part.isdecimal() and int(part) <= most
        for part, most in zip(parts, (9999, 12, 31), strict=True)
    )
