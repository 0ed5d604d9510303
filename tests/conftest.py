"""Where the tests find what they need: free ports, real servers, the real competition data."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# How long an example takes says more about the machine than about the code: speed is measured in bench/, never asserted in a test.
settings.register_profile("kotinos", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("kotinos")

pytest_plugins = ["tests.servers", "tests.journals"]

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def reference() -> Path:
    """The folder of real competition data, kept outside the repository because it names real people."""
    folder = Path(os.environ.get("KOTINOS_REFERENCE", ROOT.parent / "shared" / "data"))
    if folder.is_dir():
        return folder
    message = f"no competition data at {folder}; set KOTINOS_REFERENCE to its folder"
    if os.environ.get("CI") == "true" and not os.environ.get("KOTINOS_REFERENCE_OPTIONAL"):
        pytest.fail(message)
    pytest.skip(message)


@pytest.fixture
def free_port() -> int:
    """A loopback port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
