"""The tables of lives: what they must hold whoever edits them."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from kotinos.custody.card import life
from kotinos.custody.card.status import Status

PAGE = Path(__file__).resolve().parents[3] / "docs" / "reference" / "card.md"


def test_every_way_into_force_has_the_authority_in_its_guard() -> None:
    ways = [guard for (state, _), (to, guard) in life.CARD.items() if to == "validated"]
    assert len(ways) == len(life.UNUSED) + 1
    assert all("favourable answer in force" in guard for guard in ways)


def test_nothing_leaves_an_end() -> None:
    assert not [state for state, _ in life.CARD if state in life.ENDED]
    assert not [state for state, _ in life.PASS if state in life.PASS_ENDED]


def test_only_what_is_in_force_is_active() -> None:
    assert [state for state, code in life.STATUS.items() if code is Status.ACTIVE] == ["validated"]
    assert [state for state, code in life.PASS_STATUS.items() if code is Status.ACTIVE] == ["issued"]
    assert set(life.STATUS) == set(life.CARD_STATES)
    assert set(life.PASS_STATUS) == set(life.PASS_STATES)


def test_what_has_no_place_is_refused_with_state_and_event() -> None:
    with pytest.raises(life.NotNow, match="lift does not happen to what is cancelled"):
        life.card_after("cancelled", "lift")
    with pytest.raises(life.NotNow, match="issue does not happen to what is requested"):
        life.pass_after("requested", "issue")


def test_the_reference_draws_the_tables_as_they_are() -> None:
    drawn = re.findall(r"^\| (\S*) \| (\S+) \| (\S+) \| (.+) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    for table in (life.CARD, life.PASS):
        for (state, event), (to, guard) in table.items():
            assert (state or "–", event, to, guard) in drawn


@pytest.mark.parametrize(
    ("marks", "verdict", "until", "expected"),
    [
        (("a", "a", "a"), "favourable", date(2026, 7, 1), ""),
        (("a", "a", "a"), "favourable", date(2026, 6, 30), "not_cleared"),
        (("a", "a", "a"), "favourable", None, "not_cleared"),
        (("a", "a", "a"), "none", date(2026, 7, 1), "not_cleared"),
        (("a", "a", "a"), "unfavourable", date(2026, 7, 1), "not_cleared"),
        (("a", "a", "b"), "favourable", date(2026, 7, 1), "not_cleared"),
        (("a", "b", "b"), "favourable", date(2026, 7, 1), "identity_changed"),
        (("", "", ""), "favourable", date(2026, 7, 1), "identity_changed"),
    ],
)
def test_a_card_is_closed_unless_the_answer_is_about_the_present_identity(
    marks: tuple[str, str, str], verdict: str, until: date | None, expected: str
) -> None:
    assert life.closed_because(*marks, verdict, until, date(2026, 7, 1)) == expected
