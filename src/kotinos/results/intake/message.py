"""One delivery: bytes, where they came from, and their place among the messages of their source."""

from __future__ import annotations

from functools import cached_property
from hashlib import sha256

import msgspec


class Message(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """``source`` is the device or feed, ``actor`` who answers for it, ``name`` the file or address that ``source`` rewrites.

    ``revision`` orders messages of one ``source``: for a file its time of last change in nanoseconds. 0 leaves it to the format's
    own stamp. ``encoding`` is what the device is set to write; empty lets the bytes tell. ``id`` is the sender's own name for the
    message, where it has one: then that alone tells a repeat.
    """

    form: str
    name: str
    body: bytes
    source: str
    actor: str
    revision: int = 0
    encoding: str = ""
    id: str = ""

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the bytes, in hexadecimal."""
        return sha256(self.body).hexdigest()

    @property
    def producer(self) -> str:
        """The source as it stands in the record: device and form, since a file's time and a program's counter cannot be compared."""
        return f"{self.source}/{self.form}"

    def command_id(self, part: str) -> str:
        """The id of the command that ``part`` of this message becomes: the same delivery again gives the same ids.

        A file saved again later has another revision and so another id, even when its bytes are those of an earlier save: an
        operator who goes from A to B and back to A is honoured.
        """
        if self.id:
            return f"{self.form}-{identity(self.source, self.id, part)}"
        return f"{self.form}-{identity(self.source, self.name, str(self.revision), self.digest, part)}"


def identity(*parts: str) -> str:
    """40 hexadecimal digits that name these parts in this order."""
    return sha256("\0".join(parts).encode()).hexdigest()[:40]
