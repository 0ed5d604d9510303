"""The bus inside one process."""

from __future__ import annotations

from kotinos.journal.bus.board import Board


class InProcessBus:
    """See `kotinos.journal.event.Bus`. Loses nothing between the loops and threads of one process; reaches no other."""

    def __init__(self) -> None:
        self._board = Board()

    async def announce(self, topic: str, position: int) -> None:
        """See `Bus`."""
        self._board.hear(topic, position)

    async def wait(self, topic: str, beyond: int, timeout: float) -> None:
        """See `Bus`."""
        await self._board.wait(topic, beyond, timeout)

    async def close(self) -> None:
        """See `Bus`. Wakes whoever still waits."""
        self._board.hear_something()
