"""The slice of Paris 2024 is played once for all tests here."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from tests.rehearsal.paris_slice import play, recorded, sliced


@pytest.fixture(scope="session")
def held(reference: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The slice, played: problems, verdict of a reader, what stands at the end, and the store of every edition."""
    return asyncio.run(play(sliced(recorded(reference)[1]), tmp_path_factory.mktemp("paris") / "p"))
