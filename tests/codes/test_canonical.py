"""Canonical JSON: one value, one sequence of bytes."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotinos.codes import canonical
from kotinos.codes.rsc import Rsc

HEAT = Rsc("ATHM100M--------------HEAT000300--")


class Splits(msgspec.Struct, frozen=True, kw_only=True, tag="splits"):
    """A value whose fields are not declared in alphabetical order."""

    unit: Rsc
    mark: Decimal
    by_unit: dict[Rsc, int] = {}
    after: tuple[Rsc, ...] = ()


SPLITS = Splits(unit=HEAT, mark=Decimal("9.790"), by_unit={HEAT: 3}, after=(HEAT,))

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(PLAIN)
def test_a_value_read_back_has_the_same_bytes(value: Any) -> None:
    once = canonical.encode({"body": value})
    assert canonical.encode(canonical.decode(once, dict)) == once


@given(st.dictionaries(st.text(), st.integers(0, 9), max_size=6), st.randoms(use_true_random=False))
def test_the_order_in_which_keys_were_set_leaves_no_trace(value: dict[str, int], random: Any) -> None:
    keys = list(value)
    random.shuffle(keys)
    assert canonical.encode({key: value[key] for key in keys}) == canonical.encode(value)


@given(PLAIN)
def test_any_json_reader_understands_it(value: Any) -> None:
    assert json.loads(canonical.encode(value)) == value


def test_a_typed_value_and_its_plain_form_have_the_same_bytes() -> None:
    assert canonical.encode(canonical.plain(SPLITS)) == canonical.encode(SPLITS)


def test_fields_are_sorted_and_there_is_no_white_space() -> None:
    assert canonical.encode(SPLITS) == (
        b'{"after":["ATHM100M--------------HEAT000300--"],"by_unit":{"ATHM100M--------------HEAT000300--":3},'
        b'"mark":"9.790","type":"splits","unit":"ATHM100M--------------HEAT000300--"}'
    )


def test_decimal_places_of_a_mark_survive() -> None:
    back = canonical.decode(canonical.encode(SPLITS), Splits)
    assert str(back.mark) == "9.790"


def test_text_is_utf8_and_not_escaped() -> None:
    assert canonical.encode("Épée – 柔道") == '"Épée – 柔道"'.encode()


def test_codes_come_back_as_codes_wherever_they_stand() -> None:
    back = canonical.decode(canonical.encode(SPLITS), Splits)
    assert back == SPLITS
    assert type(back.unit) is Rsc
    assert [type(key) for key in back.by_unit] == [Rsc]
    assert type(back.after[0]) is Rsc


def test_convert_checks_plain_values_as_decode_does() -> None:
    assert canonical.convert(canonical.plain(SPLITS), Splits) == SPLITS


def test_a_plain_form_holds_nothing_but_builtins() -> None:
    plain = canonical.plain(SPLITS)
    assert type(plain) is dict
    assert type(plain["unit"]) is str


def test_a_bad_code_is_refused_with_its_path() -> None:
    bad = canonical.encode(SPLITS).replace(b'"after":["ATHM', b'"after":["ATHK')
    with pytest.raises(msgspec.ValidationError, match=r"gender 'K' at position 4.*\$\.after\[0\]"):
        canonical.decode(bad, Splits)


def test_a_missing_field_is_refused_by_name() -> None:
    with pytest.raises(msgspec.ValidationError, match="unit"):
        canonical.convert({"type": "splits", "mark": "1"}, Splits)


def test_a_value_without_a_canonical_form_is_refused() -> None:
    with pytest.raises(TypeError, match="no canonical form for object"):
        canonical.encode({"mark": object()})
