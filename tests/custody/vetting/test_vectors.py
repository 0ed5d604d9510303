"""The public vectors of the protocol, read by both implementations of it."""

from __future__ import annotations

import json
from base64 import b64decode
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

import kotinos.custody.vetting
from kotinos.custody.vetting import grammar, keys, records
from kotinos.custody.vetting.clock import Delay, last_day
from kotinos.rehearsal.authority import reading, writing
from kotinos.rehearsal.authority.keys import name_of

FOLDER = Path(kotinos.custody.vetting.__file__).parent / "vectors"


def load(name: str) -> Any:
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


KEYS = load("keys")


@pytest.mark.parametrize("case", load("records"), ids=lambda case: case.get("line") or f"field {case['unfit']}")
def test_a_record_in_its_canonical_form(case: dict[str, Any]) -> None:
    if "unfit" in case:
        with pytest.raises(records.Unfit) as refused:
            records.record(case["token"], case["values"], case["reason"])
        assert refused.value.field == case["unfit"]
    else:
        assert records.record(case["token"], case["values"], case["reason"]) == case["line"].encode()


def test_every_field_has_a_record_that_is_sent_back_for_it() -> None:
    assert {case["unfit"] for case in load("records") if "unfit" in case} == set(range(1, 11))


def test_the_batch_opens_to_the_authority_and_says_its_records() -> None:
    told = load("batch")
    zone = Ed25519PublicKey.from_public_bytes(bytes.fromhex(KEYS["zone signing"]["public"]))
    own = X25519PrivateKey.from_private_bytes(bytes.fromhex(KEYS["authority sealing"]["private"]))
    body = b64decode(told["base64"])
    assert body.startswith(told["manifest"].encode())
    found = reading.read(body, {name_of(zone.public_bytes_raw()): zone}, own, date(2026, 7, 2))
    assert (found.domain, found.campaign, found.sequence) == ("FR", "JO2030", 1)
    assert found.digest == told["manifest sha256"]
    lines = told["content"].split("\n")[1:-2]
    assert ["\t".join((record.token, *record.fields)) for record in found.records] == lines
    assert [record.unreadable for record in found.records] == [0, 0]


def test_one_changed_byte_of_the_batch_is_noticed_wherever_it_is() -> None:
    body = b64decode(load("batch")["base64"])
    zone = Ed25519PublicKey.from_public_bytes(bytes.fromhex(KEYS["zone signing"]["public"]))
    own = X25519PrivateKey.from_private_bytes(bytes.fromhex(KEYS["authority sealing"]["private"]))
    for at in [*range(0, 650, 7), 700, len(body) // 2, len(body) - 1]:
        changed = body[:at] + bytes([body[at] ^ 1]) + body[at + 1 :]
        with pytest.raises(reading.Unreadable):
            reading.read(changed, {name_of(zone.public_bytes_raw()): zone}, own, date(2026, 7, 2))


@pytest.mark.parametrize("case", load("inbound"), ids=lambda case: case["name"])
def test_an_inbound_file(case: dict[str, Any]) -> None:
    if "malformed" in case:
        with pytest.raises(grammar.Malformed) as refused:
            grammar.parse(b64decode(case["base64"]))
        assert refused.value.line == case["malformed"]
        return
    file = grammar.parse("".join(f"{line}\n" for line in case["lines"]).encode())
    signer = Ed25519PublicKey.from_public_bytes(bytes.fromhex(KEYS["authority signing"]["public"]))
    assert file.key == keys.name_of(signer)
    assert keys.is_signed(signer, file.signature, file.signed)
    assert (file.kind, file.sequence, file.batch, file.manifest) == (
        case["kind"], case["sequence"], case["batch"], case["manifest"],
    )  # fmt: skip
    assert [[one.token, one.field] for one in file.receipts] == case["receipts"]
    assert [
        [one.token, one.verdict, one.case, one.until.isoformat() if one.until else None] for one in file.answers
    ] == case["answers"]


def test_the_authority_writes_the_very_bytes_of_the_vectors() -> None:
    [case] = [one for one in load("inbound") if one["name"] == "an answer file"]
    key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(KEYS["authority signing"]["private"]))
    file = grammar.parse("".join(f"{line}\n" for line in case["lines"]).encode())
    said = [writing.Said(one.token, one.verdict, int(one.case), one.until) for one in file.answers]
    envelope = writing.Envelope(file.domain, file.campaign, file.sequence, file.created)
    assert envelope.name == case["file"]
    assert writing.answers(envelope, said, key).decode().splitlines() == case["lines"]


def test_last_days() -> None:
    for sent, months, days, last in load("clock"):
        assert last_day(date.fromisoformat(sent), Delay(months, days)) == date.fromisoformat(last), sent
