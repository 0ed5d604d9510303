"""Cards as PDF, one a page. Nothing of a person touches a file: the pages are made in memory from what is given."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from datetime import timedelta, tzinfo
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec
import typst

from kotinos.custody.card import qr
from kotinos.custody.card.claims import Claims, Kind

_TITLES = {
    Kind.CARD: "Accreditation card · Carte d’accréditation",
    Kind.UPGRADE: "Upgrade, with the card only · Supplément, avec la carte seulement",
    Kind.DAY: "Day pass · Laissez-passer d’un jour",
    Kind.GUEST: "Guest pass, escorted · Laissez-passer d’invité, accompagné",
}
FIELD_OF_PLAY = "BLUE"
_AT_ONCE = 40  # cards in one run of the typesetter: enough to spread its start, few enough to hold little in memory


class Look(msgspec.Struct, frozen=True):
    """How the cards of one Games look: its name, and two colours (``#rrggbb``) on which white text can be read."""

    name: str = "Kotinos Games"
    accent: str = "#1f3a5f"
    second: str = "#a04a12"


class Face(msgspec.Struct, frozen=True, kw_only=True):
    """One card to be printed. ``name`` is the whole name in card form, which the code may have shortened; ``photo`` a JPEG; ``visa`` the
    number pair (visa number, number of the travel document); ``opens`` the venues to print where the code names groups.
    """

    claims: Claims
    code: str
    name: str
    zone: tzinfo
    photo: bytes | None = None
    visa: tuple[str, str] | None = None
    opens: tuple[str, ...] = ()


def pdf(faces: Sequence[Face], look: Look | None = None) -> bytes:
    """The cards as one PDF, in order. Raises ValueError for no card, and for more than a run takes (`batches`)."""
    if not 0 < len(faces) <= _AT_ONCE:
        raise ValueError(f"{len(faces)} cards: a PDF has 1 to {_AT_ONCE}")
    inputs: Any = {"main.typ": _template(), "look.json": msgspec.json.encode(look or Look())}
    rows = []
    for at, face in enumerate(faces):
        inputs[f"code{at}.svg"] = qr.svg(face.code).encode()
        if face.photo is not None:
            inputs[f"photo{at}.svg"] = _framed(face.photo)
        rows.append(_row(face, at))
    inputs["cards.json"] = msgspec.json.encode(rows)
    made: bytes = typst.compile(inputs, format="pdf")
    return made


def batches(faces: Sequence[Face], look: Look | None = None) -> list[bytes]:
    """Any number of cards, as PDF files of at most forty pages."""
    return [pdf(faces[at : at + _AT_ONCE], look) for at in range(0, len(faces), _AT_ONCE)]


def serial_text(games: str, serial: int) -> str:
    """A serial as people read it out: ``OG2028 0012345-8``, with a check digit (ISO 7064, MOD 11-10)."""
    digits = f"{serial:07d}"
    product = 10
    for digit in digits:
        total = (int(digit) + product) % 10 or 10
        product = total * 2 % 11
    return f"{games} {digits}-{(11 - product) % 10}"


def _row(face: Face, at: int) -> dict[str, Any]:
    claims = face.claims
    venues = face.opens if face.opens and len(face.opens) <= 24 else claims.venues
    first, last = (edge.astimezone(face.zone) for edge in (claims.valid_from, claims.valid_to - timedelta(seconds=1)))
    form = "%d.%m.%Y" if claims.kind is Kind.CARD else "%d.%m.%Y %H:%M"
    return {
        "games": claims.games,
        "title": _TITLES[claims.kind],
        "upgrade": claims.kind is not Kind.CARD,
        "category": claims.category,
        "organisation": claims.organisation,
        "function": " ".join(filter(None, (claims.function, claims.sport))) or "–",
        "name": _lines(face.name),
        "venues": venues,
        "venue-size": 12 if len(venues) <= 6 else 9 if len(venues) <= 12 else 6.5,
        "zones": claims.zones,
        "transport": claims.transport or ("–",),
        "dining": claims.dining or (() if claims.seating else ("–",)),
        "seating": claims.seating,
        "valid": f"{first:{form}} – {last:{form}}",
        "photo": f"photo{at}.svg" if face.photo is not None else None,
        "code": f"code{at}.svg",
        "serial": serial_text(claims.games, claims.serial),
        "visa": " / ".join(face.visa) if face.visa else None,
        "field": FIELD_OF_PLAY in claims.zones,
        "strip": "FIELD OF PLAY · AIRE DE COMPÉTITION"
        if FIELD_OF_PLAY in claims.zones
        else "NO FIELD OF PLAY · SANS AIRE DE COMPÉTITION",
    }


def _framed(photo: bytes) -> bytes:
    """The photo cut to 35 × 45. The typesetter takes files that are text alone, so that the JPEG travels inside a drawing."""
    kept = b64encode(photo).decode()
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="350" height="450" viewBox="0 0 350 450"><image width="350" height="450" '
        f'preserveAspectRatio="xMidYMid slice" href="data:image/jpeg;base64,{kept}"/></svg>'
    ).encode()


def _lines(name: str) -> tuple[str, ...]:
    """A long name on two lines, broken where they are most alike."""
    words = name.split()
    if len(name) <= 22 or len(words) < 2:
        return (name,)
    cut = min(range(1, len(words)), key=lambda at: abs(len(" ".join(words[:at])) - len(" ".join(words[at:]))))
    return (" ".join(words[:cut]), " ".join(words[cut:]))


@cache
def _template() -> bytes:
    return files("kotinos.custody.card").joinpath("face", "card.typ").read_bytes()
