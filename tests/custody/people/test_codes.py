"""The code of the moment, against the values that RFC 6238 prints, and never twice."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from kotinos.custody.people import codes
from tests.custody.conftest import NOON

RFC_SECRET = b"12345678901234567890"


@pytest.mark.parametrize(
    ("second", "eight"),
    [(59, "94287082"), (1111111109, "07081804"), (1234567890, "89005924"), (20000000000, "65353130")],
)
def test_a_code_is_the_one_of_the_rfc(second: int, eight: str) -> None:
    assert codes.code(RFC_SECRET, datetime.fromtimestamp(second, UTC)) == eight[-6:]


def test_a_clock_may_be_one_step_off_and_no_more() -> None:
    here = int(NOON.timestamp()) // 30
    for off, expected in ((-1, here - 1), (0, here), (1, here + 1), (-2, None), (2, None)):
        shown = codes.code(RFC_SECRET, NOON + timedelta(seconds=30 * off))
        assert codes.step(RFC_SECRET, shown, NOON, 0) == expected


def test_a_step_that_was_used_and_those_before_it_are_worth_nothing() -> None:
    used = codes.step(RFC_SECRET, codes.code(RFC_SECRET, NOON), NOON, 0)
    assert used is not None
    for off in (-1, 0):
        assert codes.step(RFC_SECRET, codes.code(RFC_SECRET, NOON + timedelta(seconds=30 * off)), NOON, used) is None
    later = NOON + timedelta(seconds=30)
    assert codes.step(RFC_SECRET, codes.code(RFC_SECRET, later), later, used) == used + 1


@pytest.mark.parametrize("shown", ["", "12345", "١٢٣٤٥٦", "abcdef", "0" * 400])
def test_what_is_no_code_is_wrong_and_breaks_nothing(shown: str) -> None:
    assert codes.step(RFC_SECRET, shown, NOON, 0) is None


def test_a_secret_opens_for_its_person_under_its_key_only() -> None:
    key, other = b"k" * 32, b"o" * 32
    kept = codes.seal(key, "ines", RFC_SECRET)
    assert RFC_SECRET not in kept
    assert codes.unseal(key, "ines", kept) == RFC_SECRET
    for wrong_key, name in ((other, "ines"), (key, "ivo")):
        with pytest.raises(ValueError, match="sealed under another key or for another person"):
            codes.unseal(wrong_key, name, kept)


def test_a_device_is_told_who_and_for_whom() -> None:
    address = codes.address(RFC_SECRET, "ines", "Jeux de l’Olivier")
    assert address.startswith("otpauth://totp/")
    assert "ines" in address
    assert "secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ" in address
