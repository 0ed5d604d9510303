"""What an edge says about itself, in Prometheus' text format."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from kotinos.feed import wire

if TYPE_CHECKING:
    from kotinos.feed.edge import Edge


def metrics(edge: Edge) -> str:
    """The page that `/metrics` answers."""
    readers: Counter[tuple[str, str]] = Counter()
    behind = lag = 0
    for lane in edge.lanes.values():
        for reader in lane.readers.values():
            readers["ws" if reader.transport == wire.WS else "sse", "latest" if reader.latest else "every"] += 1
            if reader.behind:
                behind += 1
                lag = max(lag, lane.fed - reader.offset)
    lines: list[str] = []
    _add(lines, "readers", "gauge", {f'transport="{t}",class="{c}"': n for (t, c), n in sorted(readers.items())})
    _add(lines, "connections", "gauge", {"": len(edge.door)})
    _add(lines, "lanes", "gauge", {"": len(edge.lanes)})
    _add(lines, "readers_behind", "gauge", {"": behind})
    _add(lines, "lag_offsets_max", "gauge", {"": lag})
    _add(lines, "offset", "gauge", {"": edge.ring.head})
    _add(lines, "ring_start_offset", "gauge", {"": edge.ring.start})
    _add(lines, "ring_bytes", "gauge", {"": edge.ring.bytes})
    _add(lines, "sent_bytes_total", "counter", {"": edge.sender.bytes})
    _add(lines, "sends_total", "counter", {"": edge.sender.sends})
    _add(lines, "history_reads_total", "counter", {"": edge.history.reads})
    for name, counts in (("closed", edge.closed), ("reloads", edge.reloads), ("refused", edge.door.refused)):
        _add(lines, f"{name}_total", "counter", {f'cause="{cause}"': n for cause, n in sorted(counts.items())})
    return "\n".join(lines) + "\n"


def _add(lines: list[str], name: str, kind: str, values: dict[str, int]) -> None:
    lines.append(f"# TYPE kotinos_feed_{name} {kind}")
    lines += [
        f"kotinos_feed_{name}{{{labels}}} {value}" if labels else f"kotinos_feed_{name} {value}"
        for labels, value in values.items()
    ]
