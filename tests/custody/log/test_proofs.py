"""What an outsider can check with public keys alone."""

from __future__ import annotations

from io import BytesIO

import msgspec
import pytest
import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kotinos.custody.log import audit, stored, tables
from kotinos.custody.log.access import Entry, append, entries_of, forget, pseudonym
from kotinos.custody.log.checkpoint import LOG, WITNESS, Checkpoint, Note, cosign, public_key, sign
from kotinos.custody.log.merkle import ProofInvalid, check_inclusion, leaf_hash
from kotinos.custody.log.proofs import Proof, pack, parse, unpack, verify
from kotinos.custody.store import Database
from tests.custody.conftest import NOON

NAME = "games.example/FR"
PRIVATE = Ed25519PrivateKey.from_private_bytes(b"l" * 32)
KEY = public_key(NAME, LOG, PRIVATE)
PRESS_PRIVATE = Ed25519PrivateKey.from_private_bytes(b"w" * 32)
PRESS = public_key("press.example", WITNESS, PRESS_PRIVATE)
SUBJECT = "5f" * 16


def cosigned(checkpoint: Checkpoint) -> Note:
    return Note(checkpoint, (*sign(checkpoint, PRIVATE).signatures, cosign(checkpoint, PRESS.name, PRESS_PRIVATE, 9)))


@pytest.fixture
def log(database: Database) -> Database:
    with database.writing() as connection:
        for n in range(10):
            subject = SUBJECT if n % 2 else ""
            append(connection, [Entry(NOON, "staff:ines", "reveal", subject=subject, fields=("photo",), detail=f"{n}")])
        stored.keep(connection, cosigned(stored.checkpoint(connection, NAME)), NOON.isoformat())
    return database


@pytest.fixture
def proof(log: Database) -> Proof:
    with log.reading() as connection:
        return stored.proof(connection, 3)


def test_a_proof_holds_for_who_has_the_public_keys(proof: Proof) -> None:
    verify(parse(str(proof)), KEY, [PRESS], 1)


def test_a_packed_proof_says_the_same(proof: Proof) -> None:
    again = unpack(pack(proof), proof.entry, KEY, [PRESS])
    assert again == proof
    verify(again, KEY, [PRESS], 1)


def test_a_packed_proof_of_a_million_entries_is_below_a_kilobyte() -> None:
    path = tuple(bytes([n]) * 32 for n in range(20))
    root = check_inclusion(leaf_hash(b"an entry"), 999_999 // 2, 1_000_000, path)
    proof = Proof(b"an entry", 999_999 // 2, path, cosigned(Checkpoint(NAME, 1_000_000, root)))
    line = pack(proof)
    assert len(line) + 1 <= 1000
    verify(unpack(line, b"an entry", KEY, [PRESS]), KEY, [PRESS], 1)


@pytest.mark.parametrize("change", ["entry", "index", "path", "root"])
def test_nothing_in_a_proof_can_be_changed(proof: Proof, change: str) -> None:
    checkpoint = proof.note.checkpoint
    changed = {
        "entry": msgspec.structs.replace(proof, entry=proof.entry.replace(b"reveal", b"answer")),
        "index": msgspec.structs.replace(proof, index=2),
        "path": msgspec.structs.replace(proof, path=(proof.path[1], proof.path[0], *proof.path[2:])),
        "root": msgspec.structs.replace(
            proof, note=Note(Checkpoint(NAME, checkpoint.size, b"r" * 32), proof.note.signatures)
        ),
    }[change]
    with pytest.raises(ProofInvalid):
        verify(changed, KEY, [PRESS], 1)


def test_a_packed_proof_is_of_one_entry(proof: Proof) -> None:
    with pytest.raises(ProofInvalid):
        verify(unpack(pack(proof), proof.entry + b" ", KEY, [PRESS]), KEY, [PRESS], 0)


def test_a_proof_that_too_few_witnesses_saw_does_not_hold(proof: Proof) -> None:
    with pytest.raises(ProofInvalid, match="2 of the witnesses"):
        verify(proof, KEY, [PRESS], 2)


def test_another_log_did_not_sign(proof: Proof) -> None:
    with pytest.raises(ProofInvalid, match="not signed by"):
        verify(proof, public_key(NAME, LOG, PRESS_PRIVATE), [PRESS], 0)


@pytest.mark.parametrize("text", ["", "c2sp.org/tlog-proof@v1\n", "proof-1 zzz"])
def test_what_is_no_proof_is_refused(text: str) -> None:
    with pytest.raises(ProofInvalid, match="no proof"):
        parse(text)


def test_no_entry_names_its_subject(log: Database) -> None:
    with log.reading() as connection:
        bodies = [body for _, body in stored.entries(connection)]
        name = pseudonym(connection, SUBJECT)
    assert name is not None
    assert sum(name.encode() in body for body in bodies) == 5
    assert not any(SUBJECT.encode() in body for body in bodies)


def test_the_hash_of_an_entry_cannot_be_guessed_from_what_it_says(log: Database) -> None:
    with log.reading() as connection:
        first, second = (audit.canonical.decode(stored.entry(connection, n), dict) for n in (0, 2))
    assert first["nonce"] != second["nonce"]


def test_who_is_forgotten_has_no_entries_and_every_proof_still_holds(log: Database, proof: Proof) -> None:
    with log.writing() as connection:
        assert len(entries_of(connection, SUBJECT)) == 5
        forget(connection, SUBJECT)
        assert entries_of(connection, SUBJECT) == []
    with log.reading() as connection:
        assert stored.proof(connection, 3) == proof
        assert list(audit.check(connection, KEY)) == [10]


def test_the_whole_log_is_found_whole(log: Database) -> None:
    with log.reading() as connection:
        assert list(audit.check(connection, KEY)) == [10]


def body(seq: int) -> sa.Update:
    return sa.update(tables.entry).where(tables.entry.c.seq == seq)


FORGERIES = {
    "an entry changed": (body(4).values(body=b'{"actor":"x","act":"y","at":"z","domain":"FR","nonce":""}'), "entry 4"),
    "an entry taken out": (sa.delete(tables.entry).where(tables.entry.c.seq == 4), "entry 4 is missing"),
    "the end cut off": (
        sa.delete(tables.entry).where(tables.entry.c.seq == 9),
        "a checkpoint of 10 entries was signed",
    ),
    "an entry hidden from its subject": (body(3).values(pseudonym=""), "filed under another subject"),
    "a node changed": (
        sa.update(tables.node).where(tables.node.c.level == 1, tables.node.c.place == 2).values(hash=b"n" * 32),
        "entry 4, or one of the 1 behind it",
    ),
    "the head changed": (sa.update(tables.head).values(size=11), "the head"),
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_what_was_done_to_the_log_is_found(log: Database, forgery: str) -> None:
    statement, told = FORGERIES[forgery]
    with log.writing() as connection:
        connection.execute(statement)
    with log.reading() as connection, pytest.raises(ProofInvalid, match=told):
        list(audit.check(connection, KEY))


def exported(database: Database) -> bytes:
    file = BytesIO()
    with database.reading() as connection:
        assert audit.export(connection, "FR", file) == 10
    return file.getvalue()


def test_an_exported_log_is_checked_from_public_keys(log: Database) -> None:
    whole = exported(log)
    with log.reading() as connection:
        early = sign(Checkpoint(NAME, 4, stored.root(connection, 4)), PRIVATE)
    assert audit.check_export(BytesIO(whole), KEY, [PRESS], 1, "FR", [early]).domain == "FR"


def test_an_export_of_another_domain_is_refused(log: Database) -> None:
    with pytest.raises(ProofInvalid, match="an export of FR"):
        audit.check_export(BytesIO(exported(log)), KEY, [], 0, "CH")


def test_an_export_with_a_line_less_or_another_past_is_refused(log: Database) -> None:
    whole = exported(log)
    cut = b"\n".join(whole.split(b"\n")[:-2]) + b"\n"
    with pytest.raises(ProofInvalid, match="the 9 entries are not those"):
        audit.check_export(BytesIO(cut), KEY, [], 0)
    with pytest.raises(ProofInvalid, match="the first 4 entries are not those"):
        audit.check_export(BytesIO(whole), KEY, [], 0, "", [sign(Checkpoint(NAME, 4, b"r" * 32), PRIVATE)])
