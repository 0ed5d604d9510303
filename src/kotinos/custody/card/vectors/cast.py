"""Keys, clocks and invented people of the vectors. The keys are public on purpose: never trust them outside a test."""

from __future__ import annotations

import hashlib
import random
from datetime import UTC, datetime, timedelta

import cbor2

from kotinos.custody.card import code, cose
from kotinos.custody.card.claims import ALL, BITS, COMPETITION, OWN_SPORT, Claims, Kind, in_order, to_cbor
from kotinos.custody.card.keys import SignerKey, SigningKey

CLOCK = datetime(2028, 7, 20, 12, tzinfo=UTC)
OPENS = datetime(2028, 6, 14, tzinfo=UTC)
CLOSES = datetime(2028, 8, 30, tzinfo=UTC)


def key(name: str) -> SigningKey:
    """The key of this name: its secret is the hash of the name."""
    return SigningKey(hashlib.sha256(f"kotinos test vector key {name}".encode()).digest())


def life(name: str, first: datetime, last: datetime, until: datetime, *, withdrawn: bool = False) -> SignerKey:
    """A key of the trust list."""
    return SignerKey(key(name).public, first, last, until, withdrawn)


PRESENT, NEXT, PAST, WITHDRAWN, STRANGER = "present", "next", "past", "withdrawn", "stranger"
TRUST = (
    life(PRESENT, CLOCK - timedelta(days=200), CLOCK + timedelta(days=20), CLOCK + timedelta(days=60)),
    life(NEXT, CLOCK + timedelta(days=10), CLOCK + timedelta(days=80), CLOCK + timedelta(days=120)),
    life(PAST, CLOCK - timedelta(days=900), CLOCK - timedelta(days=300), CLOCK - timedelta(days=1)),
    life(WITHDRAWN, CLOCK - timedelta(days=90), CLOCK + timedelta(days=20), CLOCK + timedelta(days=60), withdrawn=True),
)

_NAMES = (
    "ABERNATHIE Rowan", "ÖZDEMİRCAN Elif", "DE LA VEGAMAR Inés María", "O'TALLEY Siobhán", "NGUYỄN-LÊ Thị Ánh", "XU Lanmei",
    "McARRAN Isla", "HAKIMZADEH Parviz", "KÜHNBERG Jörg-Peter", "SUKARTONO", "ŁĄCZKOWICZ Żaneta", "PAPANASTASIADI Kleio",
    "BÂTONNIER-LEFOY Anne-Sophie Jeanne", "AL-MASARRI Noura", "TJØRNEVIK Åse", "VAN DER HEIJMANS Cornelis Johannes Maria",
)  # fmt: skip
_ROLES = (
    ("Aa", "ATHLETE", "ATH", "TA TP"), ("Aa", "ATHLETE", "SWM", "TA TP"), ("Ao", "COACH", "JUD", "TA TP"), ("E", "JOURNALIST", "", "TM"),
    ("EP", "PHOTO", "", "TM"), ("RT", "CAMERA", "", "TM"), ("OC", "TECHNOLOGY", "", "TF"), ("V", "VOLUNTEER", "", "TP"),
    ("GOV", "POLICE", "", ""), ("NOC", "PRESIDENT", "", "T1"), ("J", "REFEREE", "FEN", "T3"), ("X", "CATERING", "", ""),
)  # fmt: skip
_VENUES = ("OLV", "IBC", "MPC", "STA", "AQC", "HAL", "VEL", "LAK", "BEA", "GOL")


def person(seed: int) -> Claims:
    """The card of an invented person."""
    rnd = random.Random(f"card {seed}")  # noqa: S311 - the same cast every time
    category, function, sport, transport = _ROLES[seed % len(_ROLES)]
    if sport:
        venues: tuple[str, ...] = (OWN_SPORT, "PLV")
    elif category in ("NOC", "GOV"):
        venues = (ALL,)
    elif category == "EP":
        venues = (COMPETITION, "MPC")
    else:
        venues = tuple(sorted(rnd.sample(_VENUES, 1 + seed % 5)))
    return Claims(
        games="OG2028",
        serial=1 + seed * 131,
        category=category,
        name=_NAMES[seed % len(_NAMES)],
        organisation=rnd.choice(("FRA", "PER", "KEN", "JPN", "OCOG", "WBC1", "UZB")),
        function=function,
        sport=sport,
        venues=venues,
        zones=in_order("zones", rnd.sample(BITS["zones"], 1 + seed % 4)),
        transport=in_order("transport", transport.split()),
        dining=("DIN",) if seed % 3 else (),
        seating=("SA",) if category == "Aa" else (),
        prime=category == "NOC",
        visa=not seed % 4,
        valid_from=OPENS,
        valid_to=CLOSES,
    )


def day_pass(seed: int, kind: Kind) -> Claims:
    """A pass for one day: an upgrade of somebody's card, a day pass or a guest pass."""
    day = datetime(2028, 7, 15 + seed % 10, 4, tzinfo=UTC)
    return Claims(
        games="OG2028",
        serial=900_000 + seed,
        category={Kind.UPGRADE: "U", Kind.DAY: "DP", Kind.GUEST: "G"}[kind],
        name=_NAMES[seed % len(_NAMES)],
        organisation="OCOG",
        venues=(_VENUES[seed % len(_VENUES)],),
        zones=("WHITE",),
        valid_from=day,
        valid_to=day + timedelta(hours=24),
        kind=kind,
        bearer=1 + seed * 131 if kind is Kind.UPGRADE else None,
        session="ATHM100M" if kind is Kind.UPGRADE else "",
    )


def sound(seed: int, signer: cose.Signer | None = None) -> tuple[Claims, bytes]:
    """The claims of `person`, as they fit, and their signed message."""
    claims = code.fitted(person(seed))
    return claims, cose.sign1(to_cbor(claims), signer or key(PRESENT))


def by_hand(protected: bytes, unprotected: object, payload: bytes) -> bytes:
    """A signed message of any form, the signature right."""
    signature = key(PRESENT).sign(cbor2.dumps(["Signature1", protected, b"", payload], canonical=True))
    return cbor2.dumps(cbor2.CBORTag(18, [protected, unprotected, payload, signature]), canonical=True)
