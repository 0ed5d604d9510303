"""The processes of a platform, found as an operator would."""

from __future__ import annotations

from pathlib import Path


def programs_of(supervisor: int) -> dict[str, list[int]]:
    """Process ids by program: ``{"live": [12], "feed serve": [13, 14], "site": [15]}``."""
    found: dict[str, list[int]] = {}
    for pid in children_of(supervisor):
        try:
            words = Path(f"/proc/{pid}/cmdline").read_bytes().decode().split("\0")
        except FileNotFoundError:
            continue  # it ended in this moment
        if "kotinos" in words:
            name = [word for word in words[words.index("kotinos") + 1 :] if word]
            found.setdefault(" ".join(name[:2]), []).append(pid)
    return found


def processor_seconds(pid: int) -> float:
    """Processor time that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / 100


def children_of(pid: int) -> list[int]:
    """The processes that the first thread of a process started and that still run."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
