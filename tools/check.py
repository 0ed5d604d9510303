"""Every check there is, in the order in which they fail fastest: style, types, layers, tests. `make test` and CI call exactly this.

It says what it runs, shows the output of what failed, and ends with one line a check.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent

QUICK = (
    ("style", (str(BIN / "ruff"), "check", ".")),
    ("format", (str(BIN / "ruff"), "format", "--check", "-q", ".")),
    ("types", (str(BIN / "mypy"),)),
    ("layers", (str(BIN / "lint-imports"),)),
)
FEW = 5
"""Failed tests that may be tried again; more than these are no accident."""
TESTS = (sys.executable, "-m", "pytest", "-m", "not soak", "-n", "2", "--dist", "loadfile", "--cache-clear", "-q")


def _alone() -> bool:
    """Run the few that failed once more, one after the other: real servers and browsers on a machine that others use too may miss
    a deadline. What passes then is named as unsteady, to be looked into; what fails again has failed."""
    last = ROOT / ".pytest_cache" / "v" / "cache" / "lastfailed"
    names = sorted(json.loads(last.read_text())) if last.is_file() else []
    if not 0 < len(names) <= FEW:
        return False
    print(f"Once more, alone: {', '.join(names)}", flush=True)
    again = subprocess.run((sys.executable, "-m", "pytest", "-q", *names), cwd=ROOT, check=False)
    if again.returncode == 0:
        print(f"! unsteady, passed only alone: {', '.join(names)}", flush=True)
    return again.returncode == 0


def main() -> int:
    """Run everything; 0 when all is well."""
    failed: list[str] = []
    for name, command in QUICK:
        begun = time.monotonic()
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        took = time.monotonic() - begun
        print(f"{'✓' if done.returncode == 0 else '✗'} {name} ({took:.1f} s)", flush=True)
        if done.returncode:
            failed.append(name)
            print(done.stdout[-6000:], done.stderr[-2000:], flush=True)
    begun = time.monotonic()
    tests = subprocess.run((*TESTS, *sys.argv[1:]), cwd=ROOT, check=False, env={**os.environ, "PYTHONUNBUFFERED": "1"})
    took = time.monotonic() - begun
    print(f"{'✓' if tests.returncode == 0 else '✗'} tests ({took:.0f} s)", flush=True)
    if tests.returncode and not _alone():
        failed.append("tests")
    if failed:
        print(f"Failed: {', '.join(failed)}")
        return 1
    print("All checks passed. Next: make run")
    return 0


if __name__ == "__main__":
    sys.exit(main())
