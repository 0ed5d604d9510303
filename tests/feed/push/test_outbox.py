"""What waits for a client, and in which order it leaves."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kotinos.feed.push.outbox import Outbox
from kotinos.results.publications import Publication


def doc(offset: int, key: str = "A", status: str = "LIVE") -> Publication:
    return Publication(offset=offset, step=offset, last=True, key=key, type="DT_RESULT", rsc="", version=offset, status=status,
                       at="", frame=b"")  # fmt: skip


def test_the_first_version_leaves_at_once_and_then_only_the_last_of_those_held() -> None:
    box = Outbox(0.25)
    box.add(doc(1))
    first = box.take(10.0)
    assert first == doc(1)
    for n in (2, 3, 4):
        box.add(doc(n))
    box.sent(first, 10.0)
    assert box.take(10.2) is None
    assert box.next_at() == 10.25
    assert box.take(10.25) == doc(4)


def test_an_official_version_is_neither_left_out_nor_held() -> None:
    box = Outbox(0.25)
    box.add(doc(1))
    box.sent(box.take(0.0) or doc(0), 0.0)
    box.add(doc(2, status="OFFICIAL"))
    box.add(doc(3, status="OFFICIAL"))
    box.add(doc(4))
    taken = box.take(0.01)
    assert taken == doc(2, status="OFFICIAL")
    box.sent(taken, 0.01)
    assert box.take(0.02) == doc(3, status="OFFICIAL")


def test_one_version_of_a_document_at_a_time_is_under_way() -> None:
    box = Outbox(0.25)
    box.add(doc(1, status="OFFICIAL"))
    box.add(doc(2, status="OFFICIAL"))
    box.add(doc(3, key="B"))
    assert box.take(0.0) == doc(1, status="OFFICIAL")
    assert box.take(0.0) == doc(3, key="B")
    assert box.take(0.0) is None


def test_what_failed_leaves_again_at_its_time_and_before_what_follows() -> None:
    box = Outbox(0.25)
    for n in (1, 2):
        box.add(doc(n, status="OFFICIAL"))
    box.failed(box.take(0.0) or doc(0), 5.0)
    assert box.take(4.9) is None
    assert box.take(5.0) == doc(1, status="OFFICIAL")


acts = st.lists(
    st.tuples(
        st.sampled_from("abc"),
        st.sampled_from(["LIVE", "LIVE", "OFFICIAL", ""]),
        st.sampled_from(["add", "take", "ok", "fail"]),
    )
)


@given(acts)
def test_whatever_happens_order_holds_and_only_live_versions_are_left_out(acts: list[tuple[str, str, str]]) -> None:
    box, now, offset = Outbox(0.25), 0.0, 0
    published: dict[int, Publication] = {}
    out: list[Publication] = []
    got: list[Publication] = []
    replaced: list[Publication] = []

    def step(act: str) -> None:
        if act == "take" and (row := box.take(now)):
            out.append(row)
        elif act == "ok" and out:
            got.append(out.pop(0))
            box.sent(got[-1], now)
        elif act == "fail" and out:
            box.failed(out.pop(0), now + 5)

    for key, status, act in acts:
        now += 0.1
        if act == "add":
            offset += 1
            published[offset] = doc(offset, key, status)
            left_out = box.add(published[offset])
            replaced += [left_out] if left_out else []
        else:
            step(act)
    while len(box):
        now += 1.0
        step("take")
        step("ok")
    assert all(row.status == "LIVE" for row in replaced)
    assert sorted(row.offset for row in got + replaced) == sorted(published)
    for key in "abc":
        versions = [row.version for row in got if row.key == key]
        assert versions == sorted(versions)
        last = [n for n, row in published.items() if row.key == key]
        assert not last or versions[-1] == last[-1]
