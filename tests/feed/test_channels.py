"""Channel expressions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotinos.feed.channels import ChannelError, Channels

from .publishing import BOUT, FINAL, HEAT, TABLE


@pytest.mark.parametrize(
    ("expression", "wanted"),
    [
        ("*:*", {("DT_RESULT", HEAT), ("DT_RESULT", BOUT), ("DT_MEDALS", TABLE)}),
        ("DT_RESULT:*", {("DT_RESULT", HEAT), ("DT_RESULT", BOUT)}),
        ("*:ATH*", {("DT_RESULT", HEAT)}),
        ("DT_RESULT:JUD*,DT_MEDALS:*", {("DT_RESULT", BOUT), ("DT_MEDALS", TABLE)}),
        (f"DT_RESULT:{HEAT}", {("DT_RESULT", HEAT)}),
        (f"*:{TABLE}", {("DT_MEDALS", TABLE)}),
        ("DT_MEDALS:ATH*", set()),
    ],
)
def test_an_expression_wants_what_it_says(expression: str, wanted: set[tuple[str, str]]) -> None:
    documents = {("DT_RESULT", HEAT), ("DT_RESULT", BOUT), ("DT_MEDALS", TABLE)}
    channels = Channels(expression)
    assert {d for d in documents if channels.match(*d)} == wanted


def test_a_type_is_never_taken_for_the_beginning_of_another() -> None:
    assert not Channels("DT_MEDAL:*").match("DT_MEDALS", TABLE)
    assert not Channels("DT_RESULT:*").match("DT_RESULT_UPDATE", HEAT)


@pytest.mark.parametrize(
    ("expression", "says"),
    [
        ("", "name at least one"),
        (" , ", "name at least one"),
        ("DT_RESULT", "write TYPE:RSC"),
        ("dt_result:*", "'dt_result' is no document type"),
        ("DT_RESULT:ATH", "an RSC has 34 characters; end a shorter one with *"),
        ("DT_RESULT:ath*", "no beginning of an RSC"),
        ("DT_RESULT:A*H*", "no beginning of an RSC"),
        ("DT_RESULT:" + "A" * 35 + "*", "no beginning of an RSC"),
        ("DT_RESULT:\r\nid: 9*", "no beginning of an RSC"),
        ("DT_RESULT:", "an RSC has 34 characters"),
        (",".join(f"*:A{n}*" for n in range(65)), "65 channels: at most 64"),
    ],
)
def test_a_wrong_expression_is_refused_with_what_would_be_right(expression: str, says: str) -> None:
    with pytest.raises(ChannelError) as refused:
        Channels(expression)
    assert says in str(refused.value)


def test_the_order_of_channels_makes_no_difference() -> None:
    assert Channels("*:JUD*, DT_RESULT:ATH*") == Channels("DT_RESULT:ATH*,*:JUD*,*:JUD*")
    assert hash(Channels("*:A*,*:B*")) == hash(Channels("*:B*,*:A*"))


PREFIXES = st.sampled_from(["", "ATH", "ATHM", "JUD"])


@given(
    st.lists(
        st.tuples(st.sampled_from(["*", "DT_RESULT", "DT_MEDALS"]), PREFIXES),
        min_size=1,
        max_size=5,
    )
)
def test_prefixes_cover_exactly_what_matches(pairs: list[tuple[str, str]]) -> None:
    channels = Channels(",".join(f"{kind}:{rsc}*" for kind, rsc in pairs))
    for kind in ("DT_RESULT", "DT_MEDALS", "DT_PARTIC"):
        for rsc in (HEAT, FINAL, BOUT, TABLE):
            covered = any(
                rsc.startswith(prefix) and (not kinds or kind in kinds) for prefix, kinds in channels.prefixes()
            )
            assert covered == channels.match(kind, rsc)


@given(st.text(max_size=60))
def test_any_text_is_an_expression_or_refused(text: str) -> None:
    try:
        assert Channels(text).text
    except ChannelError as error:
        assert str(error)
