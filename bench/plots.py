"""Plots for the page: plain SVG, the same bytes for the same figures."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import matplotlib as mpl

mpl.use("svg")
from matplotlib import pyplot as plt

PERCENTILES = {"p50": "50 %", "p90": "90 %", "p99": "99 %", "p999": "99.9 %", "last_p99": "last reader, 99 %"}


def latency(rows: list[dict[str, Any]], file: Path) -> Path:
    """One group of bars for each load, one bar for each percentile and server."""
    mpl.rcParams.update({"svg.hashsalt": "kotinos", "svg.fonttype": "none", "font.size": 9})
    loads = list(dict.fromkeys((r["readers"], r["rate"], r["transport"]) for r in rows))
    figure, axes = plt.subplots(1, len(loads), figsize=(4.2 * len(loads), 3.2), squeeze=False)
    for axis, load in zip(axes[0], loads, strict=True):
        there = [r for r in rows if (r["readers"], r["rate"], r["transport"]) == load]
        width = 0.8 / len(there)
        for n, row in enumerate(there):
            at = [i + n * width for i in range(len(PERCENTILES))]
            axis.bar(at, [row.get(name, 0) for name in PERCENTILES], width, label=row["server"])
        axis.set_xticks(
            [i + 0.4 - width / 2 for i in range(len(PERCENTILES))], PERCENTILES.values(), rotation=30, ha="right"
        )
        axis.set_title(f"{load[0]:,} readers, {load[1]:g}/s, {load[2]}", fontsize=9)
        axis.set_ylabel("ms")
        axis.spines[["top", "right"]].set_visible(False)
        axis.legend(frameon=False)
    figure.tight_layout()
    figure.savefig(file, metadata={"Date": None})
    plt.close(figure)
    return file
