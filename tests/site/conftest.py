"""The pages, ready to be asked."""

from __future__ import annotations

import pytest

from tests.site.asking import Client


@pytest.fixture
def client() -> Client:
    return Client()
