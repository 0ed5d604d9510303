"""The card: codes signed, symbols drawn, badges set as PDF in batches of forty with photo, code and every field, on one core; and what
half a million cards weigh as a status list, and a thousand changes of them. Peers: segno for the symbol, the plain bytes for the list.
"""

from __future__ import annotations

import io
import json
import random
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import segno
from PIL import Image

from kotinos.custody.card import code, print, qr, status
from kotinos.custody.card.print import Face
from kotinos.custody.card.status import Status, StatusList
from kotinos.custody.card.vectors import cast

CARDS = 500_000
SIGNER = cast.key(cast.PRESENT)
PARIS = ZoneInfo("Europe/Paris")


def rate(work: Callable[[int], object], count: int) -> dict[str, float]:
    """How many a second, by the clock and by the processor of this one process."""
    began, spent = time.perf_counter(), time.process_time()
    for n in range(count):
        work(n)
    wall, cpu = time.perf_counter() - began, time.process_time() - spent
    return {"per second": round(count / wall, 1), "per second of processor": round(count / cpu, 1)}


def photo(seed: int) -> bytes:
    """A picture of the size that passes the checks, with enough in it to weigh what a face does (some 60 KB)."""
    rnd = random.Random(seed)
    small = Image.frombytes("RGB", (60, 78), rnd.randbytes(60 * 78 * 3))
    kept = io.BytesIO()
    small.resize((600, 780), Image.Resampling.BICUBIC).save(kept, "JPEG", quality=80)
    return kept.getvalue()


def badges(count: int) -> dict[str, Any]:
    photos = [photo(seed) for seed in range(8)]
    faces = []
    for seed in range(count):
        claims = code.fitted(cast.person(seed))
        faces.append(
            Face(claims=claims, code=code.write(claims, SIGNER), name=claims.name, zone=PARIS, photo=photos[seed % 8])
        )
    print.pdf(faces[:1])
    began, spent = time.perf_counter(), time.process_time()
    made = print.batches(faces)
    wall, cpu = time.perf_counter() - began, time.process_time() - spent
    return {
        "photo bytes": len(photos[0]),
        "badges per second": round(count / wall, 1),
        "badges per second of processor": round(count / cpu, 1),
        "bytes a card": sum(map(len, made)) // count,
    }


def lists() -> dict[str, Any]:
    rnd = random.Random("status list of a Games")
    at = datetime(2028, 7, 20, 12, tzinfo=UTC)
    began = time.perf_counter()
    bits = status.packed((serial, rnd.choices(list(Status), (45, 50, 3, 2))[0]) for serial in range(CARDS))
    edition = StatusList(1, at, bits, CARDS)
    packed = time.perf_counter() - began
    began = time.perf_counter()
    message = status.signed(edition, SIGNER)
    signed = time.perf_counter() - began
    touched = rnd.sample(range(CARDS), 1000)
    later = StatusList(2, at, status.packed(((serial, rnd.randrange(4)) for serial in touched), bits), CARDS)
    changes = status.signed_changes(status.changed(1, touched, later), SIGNER)
    keys = {SIGNER.kid: SIGNER.public}
    began = time.perf_counter()
    assert status.applied(status.read(message, keys), status.read_changes(changes, keys)) == later
    return {
        "cards": CARDS,
        "list bytes": len(message),
        "plain bytes (peer)": len(bits),
        "bytes of 1,000 changes": len(changes),
        "seconds to pack": round(packed, 2),
        "milliseconds to compress and sign": round(signed * 1000, 1),
        "milliseconds to read, check and follow": round((time.perf_counter() - began) * 1000, 1),
    }


def main() -> dict[str, Any]:
    """Rates on one core, and sizes."""
    people = [code.fitted(cast.person(seed)) for seed in range(200)]
    texts = [code.write(claims, SIGNER) for claims in people]
    return {
        "codes signed": rate(lambda n: code.write(people[n % 200], SIGNER), 2000),
        "symbols drawn": rate(lambda n: qr.svg(code.write(people[n % 200], SIGNER)), 500),
        "symbols by segno (peer)": rate(lambda n: segno.make(texts[n % 200], error="m", boost_error=False), 60),
        "badges": badges(400),
        "status list": lists(),
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(), indent=2) + "\n")
