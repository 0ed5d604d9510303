"""The page of benchmarks, made from the kept figures alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench import plots

TITLES = {
    "intake_durable": "Durable intake",
    "ranking": "Ranking",
    "engine": "From command to document",
    "fanout": "Fan-out at the edge",
    "whole_path": "The whole path",
    "whole_games": "A whole Games",
    "sealed_import": "A list of 100,000 people into the sealed zone",
    "sealed_vault": "The sealed vault",
    "sealed_vetting": "The exchange with the State",
    "sealed_card": "The card",
    "sealed_desk": "The desk",
    "gate": "The gate",
}
ORDER = tuple(TITLES)
PEER = "nchan"
LAST = "last_p99"

HEAD = """# Benchmarks

How fast, on what, measured how, beside whom. Every figure here is written by `python -m bench`, which anybody can run; single ones
with `python -m bench NAME`. A peer stands in the same run on the same machine. Latencies are in milliseconds; *last* is the time until the
last of all readers has a message. A message counts from the instant at which it was due, so a sender or server that falls behind shows.
"""


def render(folder: Path) -> str:
    """The page, in Markdown; plots are written beside the figures."""
    kept = {file.stem: json.loads(file.read_text(encoding="utf-8")) for file in sorted(folder.glob("*.json"))}
    names = [*(n for n in ORDER if n in kept), *(n for n in kept if n not in ORDER)]
    return "\n".join([HEAD, *(line for name in names for line in _section(name, kept[name], folder))]).rstrip() + "\n"


def _section(name: str, kept: dict[str, Any], folder: Path) -> Iterator[str]:
    yield f"## {TITLES.get(name, name)}\n"
    yield f"{' '.join(str(kept['method']).split())}\n"
    yield "; ".join(f"{key} {value}" for key, value in kept["machine"].items()) + "\n"
    for rows in _tables(kept["figures"]):
        yield from _table(rows)
        if any("last_p99" in row for row in rows):
            yield from _ratios(rows)
            yield f"![{TITLES.get(name, name)}: latency by percentile]({folder.name}/{plots.latency(rows, folder / f'{name}.svg').name})\n"
    yield from _plain(kept["figures"])


def _tables(figures: dict[str, Any]) -> Iterator[list[dict[str, Any]]]:
    """What is a list of rows."""
    for value in figures.values():
        if isinstance(value, list) and value and all(isinstance(row, dict) for row in value):
            yield value


def _plain(figures: dict[str, Any]) -> Iterator[str]:
    """Everything else, as a list."""
    lines = [
        f"- {key}: {_said(value)}"
        for key, value in figures.items()
        if key != "method" and not isinstance(value, list) and value != ""
    ]
    if lines:
        yield "\n".join(lines) + "\n"


def _said(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{k} {_said(v)}" for k, v in value.items())
    if isinstance(value, list):
        return f"{len(value)}" + (f" ({_said(value[0])} …)" if value else "")
    return f"{value:,}" if isinstance(value, int) else str(value)


def _table(rows: list[dict[str, Any]]) -> Iterator[str]:
    columns = list(dict.fromkeys(name for row in rows for name in row))
    yield "| " + " | ".join(columns) + " |"
    yield "|" + " --- |" * len(columns)
    for row in rows:
        yield "| " + " | ".join(_said(row.get(name, "")) for name in columns) + " |"
    yield ""


def _ratios(rows: list[dict[str, Any]]) -> Iterator[str]:
    """Ours beside the peer at the same load."""
    load = ("readers", "rate", "transport", "stalled")
    peers = {tuple(row.get(k) for k in load): row for row in rows if row["server"] == PEER}
    lines = []
    for row in rows:
        peer = peers.get(tuple(row.get(k) for k in load))
        if row["server"] == PEER or peer is None:
            continue
        shares = ", ".join(
            f"{name} {row[name] / peer[name]:.2f}" for name in ("p50", "p99", "p999", LAST) if peer.get(name)
        )
        lines.append(
            f"- {row['server']} / {PEER}, {row['readers']:,} readers at {row['rate']:g}/s over {row['transport']}: {shares}"
        )
    if lines:
        yield "Ratio to the peer (below 1: faster than it):\n"
        yield "\n".join(lines) + "\n"
