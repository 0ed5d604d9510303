"""Values: one form each, and what is not such a value is refused before it is recorded."""

from __future__ import annotations

import pytest

from kotinos.codes.rsc import Rsc
from kotinos.results.values import LONGEST, check_value

TRACK = Rsc.of("ATH", "W", "100M", "FNL", "000100")
LONG = Rsc.of("ATH", "W", "LONGJUMP", "FNL", "000100")
HIGH = Rsc.of("ATH", "W", "HIGHJUMP", "FNL", "000100")
FLOOR = Rsc.of("GAR", "W", "FX", "FNL", "000100")
TENNIS = Rsc.of("TEN", "W", "SINGLES", "FNL", "000100")

ONE_FORM = [
    (TRACK, "mark", " 10,83 ", "10.83"),
    (TRACK, "mark", "", None),
    (TRACK, "mark", "-", None),
    (TRACK, "t4", 108312, 108312),
    (TRACK, "wind", "1,2", "+1.2"),
    (TRACK, "wind", "-0.3", "-0.3"),
    (TRACK, "wind", "0.0", "0.0"),
    (TRACK, "irm", "dns", "DNS"),
    (TRACK, "reaction", "0,143", "0.143"),
    (TRACK, "split/50", "6,02", "6.02"),
    (TRACK, "mark", None, None),
    (LONG, "mark", "7.02 m", "7.02"),
    (LONG, "attempt/1", {"mark": "7,02", "wind": "0.4"}, {"mark": "7.02", "wind": "+0.4"}),
    (LONG, "attempt/2", "x", {"mark": "X"}),
    (LONG, "attempt/3", {"mark": "-"}, {"mark": "-"}),
    (HIGH, "height/1.95", "xxo", "XXO"),
    (HIGH, "height/1.98", "X-", "X-"),
    (HIGH, "height/2.01", "xr", "XR"),
    (FLOOR, "d", "6,2", "6.2"),
    (FLOOR, "penalty", "-0.3", "-0.3"),
    (TENNIS, "mark", "6-4, 7-6(5)", "6-4, 7-6(5)"),
    (TENNIS, "wlt", "W", "W"),
    (FLOOR, "judges", [{"e1": "8.1"}, "8.2"], [{"e1": "8.1"}, "8.2"]),
]

REFUSED = [
    (TRACK, "mark", 10.83, "binary float"),
    (TRACK, "mark", "1:75.00", "00 to 59"),
    (TRACK, "mark", "0.00", "more than zero"),
    (TRACK, "t4", "108312", "integer"),
    (TRACK, "t4", True, "integer"),
    (TRACK, "t4", 24 * 3600 * 10_000, "less than a day"),
    (TRACK, "irm", "GONE", "ATH knows"),
    (TRACK, "wind", "strong", "with a sign"),
    (TRACK, "wind", 0.4, "binary float"),
    (TRACK, "split/50", "0", "more than zero"),
    (LONG, "mark", "0.00", "a failure is an IRM"),
    (LONG, "attempt/0", "7.02", "from 1 to 99"),
    (LONG, "attempt/first", "7.02", "from 1 to 99"),
    (LONG, "attempt/1", "", "expected metres"),
    (HIGH, "height/tall", "O", "expected metres"),
    (HIGH, "height/1.95", "OX", "O and R end it"),
    (HIGH, "height/1.95", "XXXX", "one to three"),
    (FLOOR, "d", "six", "decimal number"),
    (FLOOR, "judges", [{"e1": 8.1}], "binary float"),
    (FLOOR, "judges", "8" * (LONGEST + 1), f"at most {LONGEST}"),
    (TENNIS, "wlt", "won", "W, L or T"),
]


@pytest.mark.parametrize(("rsc", "slot", "value", "kept"), ONE_FORM, ids=lambda v: str(v)[:40])
def test_a_value_is_kept_in_one_form(rsc, slot, value, kept):
    assert check_value(rsc, slot, value) == kept
    assert check_value(rsc, slot, kept) == kept


@pytest.mark.parametrize(("rsc", "slot", "value", "words"), REFUSED, ids=lambda v: str(v)[:40])
def test_what_is_no_such_value_is_refused_with_what_would_be_right(rsc, slot, value, words):
    with pytest.raises(ValueError, match=words):
        check_value(rsc, slot, value)
