"""The parser of inbound files: whatever comes, it is an inbound file or `Malformed`, and nothing outside the grammar is one."""

from __future__ import annotations

import re
from base64 import b64decode
from datetime import UTC, date, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kotinos.custody.vetting import grammar, records
from kotinos.custody.vetting.grammar import Malformed, parse
from kotinos.custody.vetting.keys import is_signed
from kotinos.rehearsal.authority import writing
from tests.custody.vetting.test_vectors import KEYS, load

KEY = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(KEYS["authority signing"]["private"]))
RIGHT = ["".join(f"{line}\n" for line in case["lines"]).encode() for case in load("inbound") if "lines" in case]
WRONG = [b64decode(case["base64"]) for case in load("inbound") if "base64" in case]

tokens = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", min_size=32, max_size=32)
answered = st.builds(
    lambda token, verdict, case, until: writing.Said(token, verdict, case, until if verdict == "F" else None),
    tokens, st.sampled_from("FUPW"), st.integers(0, 10**12 - 1), st.dates(date(1000, 1, 1)),
)  # fmt: skip
envelopes = st.builds(
    writing.Envelope, st.from_regex("[A-Z]{2}", fullmatch=True), st.from_regex("[A-Z0-9]{2,12}", fullmatch=True),
    st.integers(0, 10**8 - 1), st.datetimes(datetime(1000, 1, 1), datetime(9999, 1, 1), timezones=st.just(UTC)),
)  # fmt: skip


def taken(body: bytes) -> bool:
    """Whether it is an inbound file with the authority's signature; what parses is of the grammar, byte for byte."""
    try:
        file = parse(body)
    except Malformed as wrong:
        assert wrong.line >= 1
        return False
    assert len(body) % 64 == 0
    assert re.fullmatch(rb"(?:[HKBRATS](?: [A-Z0-9a-z\-]+)+ *\n)*", body)
    assert all(len(line) == 64 for line in body.splitlines(keepends=True))
    return is_signed(KEY.public_key(), file.signature, file.signed)


@given(st.binary(max_size=2000))
def test_any_bytes(body: bytes) -> None:
    assert not taken(body)


@given(envelopes, st.lists(answered, max_size=5))
def test_what_the_authority_writes_is_read_as_it_was_meant(
    envelope: writing.Envelope, said: list[writing.Said]
) -> None:
    file = parse(writing.answers(envelope, said, KEY))
    assert [(a.token, a.verdict, int(a.case), a.until) for a in file.answers] == [
        (s.token, s.verdict, s.case, s.until) for s in said
    ]
    assert (file.domain, file.campaign, file.sequence) == (envelope.domain, envelope.campaign, envelope.sequence)
    assert file.created == envelope.created.replace(microsecond=0)


@settings(max_examples=400)
@given(st.sampled_from(RIGHT), st.integers(0), st.integers(0, 255))
def test_any_changed_byte_is_noticed(body: bytes, at: int, byte: int) -> None:
    at %= len(body)
    changed = body[:at] + bytes([byte]) + body[at + 1 :]
    assert taken(changed) == (changed == body)


@settings(max_examples=300)
@given(st.data())
def test_lines_moved_left_out_or_said_twice_are_noticed(data: st.DataObject) -> None:
    body = data.draw(st.sampled_from(RIGHT))
    lines = body.splitlines(keepends=True)
    picked = data.draw(st.lists(st.sampled_from(range(len(lines))), max_size=len(lines) + 2))
    changed = b"".join(lines[n] for n in picked)
    assert taken(changed) == (changed == body)


@settings(max_examples=300)
@given(st.sampled_from(RIGHT), st.integers(0), st.binary(min_size=1, max_size=70))
def test_anything_put_in_is_noticed(body: bytes, at: int, more: bytes) -> None:
    at %= len(body) + 1
    assert not taken(body[:at] + more + body[at:])


@given(st.sampled_from(RIGHT), st.sampled_from(WRONG), st.integers(0, 10), st.integers(0, 10))
@example(RIGHT[0], RIGHT[2], 4, 4)
def test_halves_of_two_files_are_no_file(one: bytes, other: bytes, cut: int, begin: int) -> None:
    changed = one[: cut * 64] + other[begin * 64 :]
    assert not taken(changed) or changed in RIGHT


@pytest.mark.parametrize(
    "body", [b"PK\x03\x04", b"%PDF-1.7\n", b"<?xml version='1.0'?>", b"\xd0\xcf\x11\xe0", b"\x1f\x8b"]
)
def test_files_that_other_programs_open_are_none(body: bytes) -> None:
    assert not taken(body + b" " * (1024 - len(body)))


def test_more_items_than_a_file_holds_are_refused_before_they_are_read() -> None:
    with pytest.raises(Malformed, match="at most 50000 items"):
        parse(b"x" * 64 * (grammar.MOST + 11))


text = st.text(st.characters(codec="utf-8"), max_size=60)


@given(
    st.dictionaries(st.sampled_from([f.vault for f in records.FIELDS if f.vault]), text),
    st.sampled_from(["press", "x"]),
)
def test_whatever_is_sealed_a_record_is_one_line_of_eleven_cells_or_is_not_fit(
    values: dict[str, str], reason: str
) -> None:
    good = {"family_name": "A", "mrz_name": "A", "nationality": "FRA", "sex": "X", "birth_date": "2000-01-01",
            "birth_place": "A", "birth_country": "FRA", "address": "A"}  # fmt: skip
    try:
        line = records.record("A" * 32, {**good, **values}, reason)
    except records.Unfit:
        return
    assert line.count(b"\n") == 1
    assert line.endswith(b"\n")
    assert len(line.split(b"\t")) == 11
    assert len(line) < 1200


@given(text)
def test_the_canonical_form_is_its_own(value: str) -> None:
    assert records.canonical(records.canonical(value)) == records.canonical(value)


def test_every_day_of_a_year_is_read() -> None:
    said = [
        writing.Said("A" * 32, "F", n, date(2028, 1, 1).fromordinal(date(2028, 1, 1).toordinal() + n))
        for n in range(366)
    ]
    file = parse(writing.answers(writing.Envelope("FR", "JO2030", 1, datetime(2028, 1, 1, tzinfo=UTC)), said, KEY))
    assert [one.until for one in file.answers] == [one.until for one in said]
