"""``python -m bench [NAME …]``: measure, keep the figures in docs/benchmarks/NAME.json, and write docs/benchmarks.md from all of them.

Without a name everything is measured. ``--render`` measures nothing and only writes the page anew.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import platform
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.page import render

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "benchmarks"
PAGE = ROOT / "docs" / "benchmarks.md"


def benches() -> list[str]:
    """Every module here that measures: it has a ``main`` that returns figures."""
    own = {"__init__", "__main__", "page", "plots"}
    return sorted(file.stem for file in Path(__file__).parent.glob("*.py") if file.stem not in own)


def machine() -> dict[str, Any]:
    """What the figures were measured on."""
    model = next(
        (line.partition(":")[2].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line), ""
    )  # fmt: skip
    return {
        "measured": datetime.now(UTC).isoformat(timespec="minutes"),
        "processor": model,
        "cores": os.cpu_count(),
        "kernel": platform.release(),
        "python": platform.python_version(),
        "load before": round(os.getloadavg()[0], 2),
        **fdatasync(),
    }


def fdatasync(count: int = 200) -> dict[str, float]:
    """How long this disk takes to make 4 KB durable, in ms."""
    taken = []
    with tempfile.TemporaryFile(dir=os.environ.get("KOTINOS_BENCH_FOLDER")) as file:
        for _ in range(count):
            file.write(b"k" * 4096)
            file.flush()
            begun = time.perf_counter()
            os.fdatasync(file.fileno())
            taken.append((time.perf_counter() - begun) * 1000)
    return {
        "fdatasync p50 ms": round(statistics.median(taken), 2),
        "fdatasync p99 ms": round(sorted(taken)[int(count * 0.99)], 2),
    }


def measure(name: str) -> None:
    """Run one benchmark and keep what it found."""
    print(f"── {name}", flush=True)
    module = importlib.import_module(f"bench.{name}")
    on = machine()
    begun = time.monotonic()
    figures = module.main()
    kept = {
        "title": name,
        "method": module.__doc__,
        "machine": on,
        "seconds": round(time.monotonic() - begun),
        "figures": figures,
    }
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / f"{name}.json").write_text(
        json.dumps(kept, indent=1, ensure_ascii=False, default=str) + "\n", encoding="utf-8"
    )


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"one of: {', '.join(benches())}")
    parser.add_argument("--render", action="store_true", help="measure nothing, write the page from the kept figures")
    given = parser.parse_args()
    unknown = sorted(set(given.names) - set(benches()))
    if unknown:
        parser.error(f"no benchmark {', '.join(unknown)}; there are {', '.join(benches())}")
    if not given.render:
        for name in given.names or benches():
            measure(name)
    PAGE.write_text(render(FOLDER), encoding="utf-8")
    print(f"Written: {PAGE.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
