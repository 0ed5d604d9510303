"""What clients of ODF would have got of Paris 2024: each message of each edition is valid, and versions rise under every key.

The whole Games are checked by ``test_soak.py``.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.rehearsal.odf_sent import Sent, sent
from tests.rehearsal.paris_slice import SLICE, recorded

pytestmark = pytest.mark.reference


@pytest.fixture(scope="module")
def messages(held: dict[str, Any]) -> Sent:
    return sent(held["published"])


def test_no_message_of_any_edition_breaks_the_standard(messages: Sent) -> None:
    assert messages.problems == []
    assert messages.counts.total() > 2000


def test_each_kind_of_message_is_among_them(messages: Sent) -> None:
    made = {
        *("DT_SCHEDULE", "DT_SCHEDULE_UPDATE", "DT_PARTIC", "DT_PARTIC_TEAMS", "DT_RESULT", "DT_PHASE_RESULT"),
        *("DT_PARTIC_UPDATE", "DT_PARTIC_TEAMS_UPDATE"),
        *("DT_CUMULATIVE_RESULT", "DT_POOL_STANDING", "DT_BRACKETS", "DT_CONFIG", "DT_RANKING"),
        *("DT_MEDALLISTS", "DT_MEDALLISTS_DISCIPLINE", "DT_MEDALS"),
    }
    assert made <= set(messages.counts)


def test_every_unit_ends_with_an_official_result(messages: Sent, reference: Path) -> None:
    """A round without heats is told by its phase."""
    units = [rsc for rsc in recorded(reference)[0].marks if rsc.startswith(SLICE)]
    told = {code: status for (type_, code), (_, status) in messages.standing.items() if type_ in TELLS_UNITS}
    assert len(units) > 250
    assert {rsc: told.get(rsc) for rsc in units if told.get(rsc) != "OFFICIAL"} == {}


TELLS_UNITS = ("DT_RESULT", "DT_PHASE_RESULT")
