"""Files of the authority: taken whole or not at all; what may change nothing raises exactly one alarm and changes nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kotinos.custody.log import alarms
from kotinos.custody.vetting import actions, keys, queries
from kotinos.custody.vetting.alarms import CODES
from kotinos.custody.vetting.keys import Public, Published
from kotinos.rehearsal.authority import writing
from tests.custody.vetting.conftest import LAST, Exchange, dump

File = tuple[str, bytes]


def told(exchange: Exchange) -> list[str]:
    """The kinds of alarms raised so far."""
    with exchange.database.reading() as connection:
        return [row.kind for row in alarms.unseen(connection)]


# -- what answers do


def test_an_answer_f_is_favourable_until_its_day(exchange: Exchange) -> None:
    subject, token = exchange.asked()
    [change] = exchange.answer((token, "F")).changes
    assert (change.subject, change.old, change.new, change.opens) == (subject, "acknowledged", "favourable", True)
    with exchange.database.reading() as connection:
        found = queries.clearance_of(connection, subject)
    assert (found.verdict, found.valid_until) == ("favourable", LAST)


def test_a_withdrawal_is_a_change_that_closes(exchange: Exchange) -> None:
    subject, token = exchange.cleared()
    [change] = exchange.answer((token, "W")).changes
    assert (change.subject, change.new, change.closes) == (subject, "revoked", True)


def test_more_time_is_in_depth_and_stops_no_clock(exchange: Exchange) -> None:
    subject, token = exchange.asked()
    exchange.answer((token, "P"))
    assert exchange.state(subject) == "in_depth"
    assert exchange.clock(date(2026, 9, 1)) == []
    assert [change.new for change in exchange.clock(date(2026, 9, 2))] == ["deemed_unfavourable"]


def test_a_late_answer_is_taken_after_the_silence(exchange: Exchange) -> None:
    subject, token = exchange.asked()
    exchange.clock(date(2026, 9, 2))
    exchange.later(days=70)
    [change] = exchange.answer((token, "F")).changes
    assert (change.old, change.new) == ("deemed_unfavourable", "favourable")
    assert exchange.state(subject) == "favourable"


def test_what_the_authority_never_could_read_was_not_met_by_silence(exchange: Exchange) -> None:
    subject = exchange.person()
    [record] = exchange.pack().records
    assert [change.new for change in exchange.clock(date(2026, 9, 2))] == ["deemed_unfavourable"]
    exchange.acknowledge(fields={record.token: 9})
    assert exchange.state(subject) == "pending"


def test_an_answer_whose_last_day_is_over_opens_nothing(exchange: Exchange) -> None:
    subject, token = exchange.asked()
    yesterday = exchange.now.date() - timedelta(days=1)
    assert [c.opens for c in exchange.answer(exchange.said(token, "F", yesterday)).changes] == [False]
    assert exchange.state(subject) == "expired"


def test_an_answer_runs_out_at_the_end_of_its_last_day(exchange: Exchange) -> None:
    subject, _ = exchange.cleared()
    assert exchange.clock(LAST) == []
    assert [change.closes for change in exchange.clock(LAST + timedelta(days=1))] == [True]
    assert exchange.state(subject) == "expired"


def test_the_same_answer_twice_in_a_file_is_one(exchange: Exchange) -> None:
    _, token = exchange.asked()
    assert len(exchange.answer((token, "F"), (token, "F")).changes) == 1


def test_the_last_word_in_a_file_counts(exchange: Exchange) -> None:
    subject, token = exchange.asked()
    exchange.answer((token, "P"), (token, "F"), (token, "W"))
    assert exchange.state(subject) == "revoked"


def test_an_older_request_can_close_but_not_open(exchange: Exchange) -> None:
    subject, old = exchange.cleared()
    with exchange.database.writing() as connection:
        actions.rescreen(connection, exchange.act(), subject)
    [record] = exchange.pack().records
    exchange.acknowledge()
    exchange.answer((old, "W"))
    assert exchange.state(subject) == "revoked"
    exchange.answer((old, "F"))
    assert exchange.state(subject) == "revoked"
    exchange.answer((record.token, "F"))
    assert exchange.state(subject) == "favourable"


# -- what changes nothing


def _resigned(exchange: Exchange, key: Ed25519PrivateKey, token: str) -> File:
    envelope = exchange.envelope()
    return envelope.name, writing.answers(envelope, [exchange.said(token, "F")], key)


def _old_key(exchange: Exchange, token: str) -> File:
    """The authority's key of yesterday, which counts no longer."""
    old = Ed25519PrivateKey.generate()
    public = Public(old.public_key().public_bytes_raw().hex(), exchange.now - timedelta(days=9), exchange.now)
    published = exchange.keys.authority
    exchange.keys = keys.Keys(exchange.keys.signing, Published((*published.signing, public), published.sealing))
    return _resigned(exchange, old, token)


def _under_a_known_name(exchange: Exchange, token: str) -> File:
    """Signed by a stranger who writes the authority's key name over his own."""
    stranger = Ed25519PrivateKey.generate()
    name, body = _resigned(exchange, stranger, token)
    ours = keys.name_of(exchange.theirs.signing.public_key()).encode()
    head, rest = body[:66] + ours + body[82:128], body[128:]
    items = head + rest[:64]
    digest = hashlib.sha256(items).hexdigest()
    trailer = "".join(f"{f'T {n} 00000001 {half}':63}\n" for n, half in ((1, digest[:32]), (2, digest[32:]))).encode()
    signature = stranger.sign(items + trailer).hex()
    lines = (f"{f'S {n + 1} {signature[n * 32 : n * 32 + 32]}':63}\n" for n in range(4))
    return name, items + trailer + "".join(lines).encode()


def _another_batch(exchange: Exchange, _token: str) -> File:
    found = exchange.batches[-1]
    envelope = exchange.envelope()
    body = writing.acknowledgement(envelope, found.sequence, "0" * 64, [], exchange.theirs.signing)
    return envelope.name, body


def _replayed(exchange: Exchange, _token: str) -> File:
    found = exchange.batches[-1]
    envelope = exchange.envelope(sequence=1)
    receipts = [(record.token, 0) for record in found.records]
    return envelope.name, writing.acknowledgement(
        envelope, found.sequence, found.digest, receipts, exchange.theirs.signing
    )


def _too_few(exchange: Exchange, _token: str) -> File:
    exchange.person()
    exchange.person()
    found = exchange.pack()
    envelope = exchange.envelope()
    receipts = [(found.records[0].token, 0)]
    return envelope.name, writing.acknowledgement(
        envelope, found.sequence, found.digest, receipts, exchange.theirs.signing
    )


def _early(exchange: Exchange, _token: str) -> File:
    exchange.person()
    return exchange.answers((exchange.pack().records[0].token, "F"))


def _changed_byte(exchange: Exchange, token: str) -> File:
    name, body = exchange.answers((token, "U"))
    return name, body.replace(b" U ", b" W ", 1)


def _reason(exchange: Exchange, token: str) -> File:
    """A line with a reason in it, in a file that is otherwise right and signed."""
    name, body = exchange.answers((token, "U"))
    line = body[128:192].replace(b" " * 5 + b"\n", b"FOE  "[:5] + b"\n")
    return name, body[:128] + line + body[192:]


def _bent(how: Callable[[bytes], bytes]) -> Callable[[Exchange, str], File]:
    """A right file whose bytes were changed afterwards."""

    def made(exchange: Exchange, token: str) -> File:
        name, body = exchange.answers((token, "F"))
        return name, how(body)

    return made


BAD: dict[str, tuple[str, Callable[[Exchange, str], File]]] = {
    # name: (the code of its alarm, how such a file is made)
    "truncated in a line": ("malformed", _bent(lambda body: body[:-13])),
    "truncated by a line": ("malformed", _bent(lambda body: body[:-64])),
    "without its first line": ("malformed", _bent(lambda body: body[64:])),
    "an item left out": ("malformed", _bent(lambda body: body[:128] + body[192:])),
    "an item twice": ("malformed", _bent(lambda body: body[:192] + body[128:])),
    "empty": ("malformed", _bent(lambda body: b"")),
    "a changed verdict": ("malformed", _changed_byte),
    "a reason": ("malformed", _reason),
    "a spreadsheet": ("malformed", _bent(lambda body: b"PK\x03\x04" + bytes(1020))),
    "another name": ("misnamed", lambda e, t: ("answers.kva", e.answers((t, "F"))[1])),
    "another domain": ("foreign", lambda e, t: e.answers((t, "F"), domain="CH")),
    "another campaign": ("foreign", lambda e, t: e.answers((t, "F"), campaign="JP2034")),
    "a stranger's key": ("key", lambda e, t: _resigned(e, Ed25519PrivateKey.generate(), t)),
    "an old key": ("key", _old_key),
    "a stranger under a known name": ("signature", _under_a_known_name),
    "sent again": ("replay", _replayed),
    "an old number with new answers": ("replay", lambda e, t: e.answers((t, "U"), sequence=1)),
    "far ahead": ("ahead", lambda e, t: e.answers((t, "F"), sequence=e.sent + 1 + 64)),
    "a batch that was acknowledged": ("batch", lambda e, t: e.acknowledgement()),
    "a batch that we did not send so": ("batch", _another_batch),
    "too few receipts": ("count", _too_few),
    "an unknown token": ("token", lambda e, t: e.answers((t, "F"), ("A" * 32, "F"))),
    "before the acknowledgement": ("early", _early),
}


@pytest.mark.parametrize("name", BAD)
def test_it_changes_nothing_and_raises_exactly_one_alarm(exchange: Exchange, name: str) -> None:
    code, made = BAD[name]
    subject, token = exchange.asked()
    file = made(exchange, token)
    before, alarmed = dump(exchange.database), len(told(exchange))
    taken = exchange.take(*file)
    assert (taken.fate, taken.code, taken.changes) == ("aside", code, ())
    assert dump(exchange.database) == before
    assert told(exchange)[alarmed:] == [f"vetting-{code}"]
    assert exchange.answer((token, "F")).fate == "applied", "what was put aside used up no number"
    assert exchange.state(subject) == "favourable"


def test_every_code_of_an_alarm_has_its_bad_file() -> None:
    assert {code for code, _ in BAD.values()} | {"gap"} == set(CODES)


def test_a_file_ahead_of_its_turn_waits_and_one_alarm_names_the_missing_number(exchange: Exchange) -> None:
    subject, token = exchange.asked()
    first = exchange.answers((token, "F"))
    exchange.sent += 1
    second = exchange.answers((token, "W"))
    exchange.sent += 1
    third = exchange.answers((token, "F"))
    before = exchange.state(subject)
    assert [exchange.take(*file).fate for file in (third, second)] == ["waiting", "waiting"]
    assert exchange.state(subject) == before
    assert told(exchange) == ["vetting-gap"]
    assert exchange.take(*first).fate == "applied"
    assert exchange.take(*second, waits=True).fate == "applied"
    assert exchange.state(subject) == "revoked"
    assert exchange.take(*third, waits=True).fate == "applied"
    assert exchange.state(subject) == "favourable"
    assert told(exchange) == ["vetting-gap"]


def test_a_second_file_of_a_number_that_waits_is_a_replay(exchange: Exchange) -> None:
    _, token = exchange.asked()
    name, body = exchange.answers((token, "F"), sequence=3)
    assert exchange.take(name, body).fate == "waiting"
    assert exchange.take(name, body, waiting=[name]).code == "replay"


def test_an_alarm_repeats_nothing_of_what_stood_in_the_file(exchange: Exchange) -> None:
    _, token = exchange.asked()
    name, body = exchange.answers((token, "U"))
    exchange.take(name, body.replace(b"A ", b"X ", 1))
    with exchange.database.reading() as connection:
        [row] = alarms.unseen(connection)
    assert row.detail.split(", ")[1:] == ["576 bytes", "line 3"]
    assert token not in row.detail
