"""A witness in a process of its own: it signs what goes on from what it saw, and nothing else."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kotinos.custody.act import Act
from kotinos.custody.log import alarms, stored
from kotinos.custody.log.access import Entry, append
from kotinos.custody.log.checkpoint import LOG, Checkpoint, public_key, sign, signed_by
from kotinos.custody.log.checkpoints import Address, Checkpoints
from kotinos.custody.log.copying import Copies
from kotinos.custody.log.merkle import Frontier, consistency, grow, leaf_hash
from kotinos.custody.log.witness import Witness
from kotinos.custody.log.witnessing import Submission, parse
from kotinos.custody.store import Database
from tests.custody.conftest import NOON
from tests.servers import wait_until

NAME = "games.example/FR"
KEY = Ed25519PrivateKey.from_private_bytes(b"l" * 32)


def submission(entries: list[bytes], old: int, believed: int | None = None) -> Submission:
    frontier, nodes = grow(Frontier(), [leaf_hash(entry) for entry in entries])
    kept = {(level, place): value for level, place, value in nodes}
    proof = consistency(lambda level, place: kept[level, place], old, frontier.size) if old <= frontier.size else []
    note = sign(Checkpoint(NAME, frontier.size, frontier.root()), KEY)
    return Submission(old if believed is None else believed, tuple(proof), note)


@pytest.fixture
def witness(tmp_path: Path) -> Witness:
    made = Witness(tmp_path / "witness", "press.example", lambda: 1_782_900_000)
    made.watch(public_key(NAME, LOG, KEY))
    return made


FIVE = [b"%d" % n for n in range(5)]


def test_it_signs_a_log_that_goes_on(witness: Witness) -> None:
    assert witness.add(submission(FIVE[:2], 0))[0].status == 200
    verdict, line = witness.add(submission(FIVE, 2))
    assert (verdict.status, line.startswith("— press.example ")) == (200, True)


def test_it_signs_the_same_checkpoint_again(witness: Witness) -> None:
    witness.add(submission(FIVE, 0))
    assert witness.add(submission(FIVE, 5))[0].status == 200


def test_it_remembers_after_a_restart(witness: Witness) -> None:
    witness.add(submission(FIVE, 0))
    again = Witness(witness.folder, "press.example")
    assert again.key == witness.key
    assert again.add(submission(FIVE[:3], 0))[0].status == 409


def alarm(witness: Witness) -> dict[str, str]:
    [line] = (witness.folder / "alarms").read_text().splitlines()
    found: dict[str, str] = json.loads(line)
    return found


def test_another_history_of_the_same_length_is_refused_and_kept_as_evidence(witness: Witness) -> None:
    witness.add(submission(FIVE, 0))
    other = submission([*FIVE[:4], b"x"], 5)
    verdict, line = witness.add(other)
    assert (verdict.status, line) == (409, "")
    evidence = alarm(witness)
    assert evidence["shown"] == str(other.note)
    assert evidence["known"] == str(submission(FIVE, 0).note)


def test_another_longer_history_is_refused_with_an_alarm(witness: Witness) -> None:
    witness.add(submission(FIVE[:3], 0))
    assert witness.add(submission([b"x", *FIVE], 3))[0].status == 422
    assert "not what they were" in alarm(witness)["reason"]


def test_a_log_whose_end_was_cut_off_is_refused_with_an_alarm(witness: Witness) -> None:
    witness.add(submission(FIVE, 0))
    assert witness.add(submission(FIVE[:3], 3))[0].status == 409
    assert alarm(witness)["reason"] == "the log had 5 entries and shows 3"


def test_a_stale_belief_is_put_right_without_an_alarm(witness: Witness) -> None:
    witness.add(submission(FIVE[:2], 0))
    assert witness.add(submission(FIVE, 1))[0].status == 409
    assert not (witness.folder / "alarms").exists()


def test_strangers_are_not_witnessed(witness: Witness) -> None:
    other = Ed25519PrivateKey.from_private_bytes(b"x" * 32)
    root = Frontier(1, (b"r" * 32,)).root()
    unknown = Submission(0, (), sign(Checkpoint("who.example", 1, root), other))
    forged = Submission(0, (), sign(Checkpoint(NAME, 1, root), other))
    assert witness.add(unknown)[0].status == 404
    assert witness.add(forged)[0].status == 403


def test_a_submission_reads_back() -> None:
    given = submission(FIVE, 3)
    assert parse(str(given)) == given


@pytest.fixture
def served(witness: Witness, free_port: int) -> Iterator[str]:
    server = uvicorn.Server(uvicorn.Config(witness.application(), "127.0.0.1", free_port, log_level="error"))
    thread = threading.Thread(target=server.run)
    thread.start()
    wait_until(lambda: server.started, 20, "the witness")
    yield f"http://127.0.0.1:{free_port}"
    server.should_exit = True
    thread.join()


def entry(n: int = 0) -> Entry:
    return Entry(NOON, "staff:ines", "approve", detail=str(n))


def write(database: Database, count: int) -> None:
    with database.writing() as connection:
        append(connection, [entry(n) for n in range(count)])


def test_a_growing_log_is_signed_by_itself_and_its_witness(database: Database, witness: Witness, served: str) -> None:
    checkpoints = Checkpoints(database, NAME, KEY, lambda: NOON, [Address(served, witness.key)])
    assert checkpoints.step() is None
    for count in (3, 4):
        write(database, count)
        note = checkpoints.step()
        assert note is not None
        assert signed_by(note, witness.key)
    assert note.checkpoint.size == 7
    with database.reading() as connection:
        assert stored.last_note(connection) == note


def test_a_program_started_anew_finds_what_the_witness_knows(database: Database, witness: Witness, served: str) -> None:
    write(database, 3)
    Checkpoints(database, NAME, KEY, lambda: NOON, [Address(served, witness.key)]).step()
    write(database, 2)
    note = Checkpoints(database, NAME, KEY, lambda: NOON, [Address(served, witness.key)]).step()
    assert note is not None
    assert signed_by(note, witness.key)


def test_a_witness_that_is_away_is_asked_again(
    database: Database, witness: Witness, free_port: int, request: pytest.FixtureRequest
) -> None:
    write(database, 3)
    checkpoints = Checkpoints(
        database, NAME, KEY, lambda: NOON, [Address(f"http://127.0.0.1:{free_port}", witness.key)]
    )
    note = checkpoints.step()
    assert note is not None
    assert not signed_by(note, witness.key)
    request.getfixturevalue("served")
    note = checkpoints.step()
    assert note is not None
    assert signed_by(note, witness.key)


def test_a_log_that_was_cut_is_told_on_by_its_witness(
    database: Database, witness: Witness, served: str, act: Act
) -> None:
    witness.add(submission(FIVE, 0))
    write(database, 3)
    checkpoints = Checkpoints(database, NAME, KEY, lambda: NOON, [Address(served, witness.key)])
    checkpoints.step()
    checkpoints.step()
    with database.reading() as connection:
        [found] = alarms.unseen(connection)
    assert found.kind == "witness_refuses"
    assert (witness.folder / "alarms").exists()


def test_the_signer_runs_beside_and_ends_when_told(database: Database, witness: Witness, served: str) -> None:
    write(database, 1)
    stop = threading.Event()
    checkpoints = Checkpoints(database, NAME, KEY, lambda: NOON, [Address(served, witness.key)])
    running = threading.Thread(target=checkpoints.run, args=(stop,))
    running.start()

    def signed() -> bool:
        with database.reading() as connection:
            return stored.last_note(connection) is not None

    wait_until(signed, 20, "a checkpoint")
    stop.set()
    running.join(10)
    assert not running.is_alive()


def test_a_witness_keeps_a_copy_of_the_ledger_as_it_grows(witness: Witness, served: str, tmp_path: Path) -> None:
    ledger = tmp_path / "erased"
    copies = Copies(ledger, NAME, KEY, [served])
    assert copies.step()
    for lines in (b"one\n", b"two\n" * 20_000):
        with ledger.open("ab") as file:
            file.write(lines)
        assert copies.step()
    with ledger.open("ab") as file:
        file.write(b"half a li")
    assert Copies(ledger, NAME, KEY, [served]).step()
    [copy] = witness.folder.glob("*.ledger")
    assert copy.read_bytes() == b"one\n" + b"two\n" * 20_000
    ledger.write_bytes(b"one\n")
    assert not Copies(ledger, NAME, KEY, [served]).step()
    assert copy.read_bytes() == b"one\n" + b"two\n" * 20_000


def test_a_witness_takes_no_copy_from_a_stranger(witness: Witness, served: str, tmp_path: Path) -> None:
    ledger = tmp_path / "erased"
    ledger.write_bytes(b"one\n")
    other = Ed25519PrivateKey.from_private_bytes(b"x" * 32)
    assert not Copies(ledger, NAME, other, [served]).step()
    assert not Copies(ledger, "who.example", other, [served]).step()
    assert list(witness.folder.glob("*.ledger")) == []
