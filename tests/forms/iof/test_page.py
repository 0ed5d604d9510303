"""The page on IOF XML names every state and every mark that leads to it."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

from kotinos.forms.iof.status import STATE_OF_IRM, Status

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "reference" / "iof.md").read_text(encoding="utf-8")
ROWS = {line.split("`")[1]: line for line in PAGE.splitlines() if line.startswith("| `")}


def test_every_state_has_its_row_with_its_marks_and_no_other() -> None:
    for state in get_args(Status):
        marks = {irm for irm, of in STATE_OF_IRM.items() if of == state}
        assert marks <= set(ROWS[state].split("`")), state
        assert not {irm for irm in STATE_OF_IRM if f"`{irm}`" in ROWS[state]} - marks, state
