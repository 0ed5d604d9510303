"""Authorities of an invented zone, made once: nobody changes them."""

from __future__ import annotations

import pytest

from kotinos.custody.pki import authority
from kotinos.custody.pki.authority import Authority
from tests.custody.conftest import NOON

ZONE = "custody.fr.internal"


@pytest.fixture(scope="session")
def root() -> Authority:
    return authority.make_root("FR", NOON)


@pytest.fixture(scope="session")
def issuing(root: Authority) -> Authority:
    return authority.make_issuing(root, ZONE, ["localhost", "127.0.0.1"], NOON)
