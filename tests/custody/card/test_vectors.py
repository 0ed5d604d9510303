"""The public vectors: current, complete, answered as they say, and read by two COSE libraries that are not ours."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from typing import Any

import base45
import cbor2
import cwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from pycose.keys import OKPKey
from pycose.keys.curves import Ed25519
from pycose.messages import Sign1Message

from kotinos.custody.card import code
from kotinos.custody.card.claims import GAMES, to_cbor
from kotinos.custody.card.vectors import files
from kotinos.custody.card.vectors.shape import as_json
from tests.custody.card import vector_files

ALL = vector_files.vectors()
TRUST = vector_files.trust()
STAGES = (
    "EXPECTEDUNPREFIX",
    "EXPECTEDB45DECODE",
    "EXPECTEDDECODE",
    "EXPECTEDKEYUSAGE",
    "EXPECTEDVERIFY",
    "EXPECTEDSCHEMAVALIDATION",
)
STAGE_OF = {
    "prefix": "EXPECTEDUNPREFIX",
    "base45": "EXPECTEDB45DECODE",
    "structure": "EXPECTEDDECODE",
    "algorithm": "EXPECTEDDECODE",
    "unknown_key": "EXPECTEDKEYUSAGE",
    "old_key": "EXPECTEDKEYUSAGE",
    "signature": "EXPECTEDVERIFY",
    "claims": "EXPECTEDSCHEMAVALIDATION",
}


def named(cases: list[tuple[str, dict[str, Any]]]) -> Any:
    return pytest.mark.parametrize("vector", [pytest.param(row, id=name) for name, row in cases])


def test_the_files_are_what_the_generator_writes() -> None:
    for name, text in files.files().items():
        assert (vector_files.FOLDER / name).read_text(encoding="utf-8") == text, (
            f"{name}: python -m kotinos.custody.card.vectors"
        )
    assert {file.name for file in vector_files.FOLDER.glob("*.json")} == set(files.files())


def test_there_are_at_least_three_hundred_that_must_be_refused() -> None:
    flaws = Counter(vector["TESTCTX"]["FLAW"] or vector.get("EXPECTEDEXPIRATIONCHECK") for _, vector in ALL)
    assert sum(count for flaw, count in flaws.items() if flaw is not True) >= 300
    assert set(flaws) == set(STAGE_OF) | {True, False}


@named(ALL)
def test_each_is_answered_as_it_says(vector: dict[str, Any]) -> None:
    expected = [name for name in STAGES if name in vector]
    assert expected == list(STAGES[: len(expected)])
    try:
        claims = code.read(vector["PREFIX"], TRUST, vector_files.clock(vector))
    except code.BadCode as error:
        assert error.flaw == vector["TESTCTX"]["FLAW"]
        assert vector[STAGE_OF[error.flaw]] is False
        assert all(vector[name] for name in expected[:-1])
        return
    assert all(vector[name] for name in STAGES)
    assert as_json(claims) == vector["JSON"]
    assert to_cbor(claims).hex() == vector["CBOR"]
    in_time = claims.valid_from <= vector_files.clock(vector) < claims.valid_to
    assert in_time is vector["EXPECTEDEXPIRATIONCHECK"]


SOUND = [(name, vector) for name, vector in ALL if vector.get("EXPECTEDSCHEMAVALIDATION")]
SIGNED_WRONGLY = [(name, vector) for name, vector in ALL if vector.get("EXPECTEDVERIFY") is False]


def pycose_agrees(vector: dict[str, Any]) -> bool:
    raw = bytes.fromhex(vector["COSE"])
    assert base45.b45encode(raw).decode() == vector["BASE45"]
    message = Sign1Message.decode(raw)
    kid = cbor2.loads(cbor2.loads(raw).value[0])[4]
    message.key = OKPKey(crv=Ed25519, x=TRUST[kid].public)
    return bool(message.verify_signature())


@named(SOUND)
def test_pycose_verifies_what_is_sound(vector: dict[str, Any]) -> None:
    assert pycose_agrees(vector)


@named(SIGNED_WRONGLY)
def test_pycose_refuses_what_is_signed_wrongly(vector: dict[str, Any]) -> None:
    assert not pycose_agrees(vector)


@named(SOUND)
def test_a_card_is_a_cwt_that_a_cwt_library_reads(vector: dict[str, Any]) -> None:
    raw = bytes.fromhex(vector["COSE"])
    kid = cbor2.loads(cbor2.loads(raw).value[0])[4]
    key = cwt.COSEKey.new({1: 1, 2: kid, 3: -8, -1: 6, -2: TRUST[kid].public})
    payload = cwt.COSE.new().decode(raw, key)
    claims = cbor2.loads(payload)
    told = vector["JSON"]
    read = cwt.Claims.new({name: claims[name] for name in (1, 4, 5, 7)})
    assert read.iss == told["games"]
    assert read.exp == datetime.fromisoformat(told["valid_to"]).timestamp()
    assert read.nbf == datetime.fromisoformat(told["valid_from"]).timestamp()
    assert int.from_bytes(claims[7], "big") == told["serial"]
    assert claims[GAMES][2] == told["name"]


def test_the_keys_of_the_vectors_are_named_by_the_hash_of_the_key() -> None:
    for kid, key in TRUST.items():
        assert kid == code.cose.key_id(key.public)
        Ed25519PublicKey.from_public_bytes(key.public)
        assert key.signs_from.tzinfo is not None
        assert key.signs_from < datetime(2029, 1, 1, tzinfo=UTC)
