"""The file of `tests.custody.flow`."""

from tests.custody.flow.conftest import exchange, file

__all__ = ["exchange", "file"]
