"""What an edge allows: all its bounds in one place."""

from __future__ import annotations

import msgspec


class Limits(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Bounds of one edge process. Seconds and bytes.

    ``readers`` and ``per_address`` count open connections of any kind; behind a proxy an address is the one it names, if the proxy is
    listed in ``trusted_proxies``. ``max_lag``: a reader further behind than this many offsets is told to reload. ``stall_s``: one that
    takes no byte for so long is closed. ``send_buffer``: what the kernel keeps for a reader (it doubles the number); 0 lets it grow.
    ``history``: chunks of the past being read from the store at the same time.
    """

    readers: int = 15_000
    per_address: int = 15_000
    trusted_proxies: frozenset[str] = frozenset()
    request_bytes: int = 8192
    request_s: float = 10.0
    reply_s: float = 60.0
    replies: int = 256
    ring_bytes: int = 64 << 20
    ring_steps: int = 50_000
    max_lag: int = 200_000
    stall_s: float = 300.0
    max_delay_s: float = 300.0
    heartbeat_s: float = 1.0
    retry_ms: int = 1000
    history: int = 2
    send_buffer: int = 64 << 10
    origin: str = "*"
