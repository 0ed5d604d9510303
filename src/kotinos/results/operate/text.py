"""A value as one line that a person types and reads: ``8.12 +0.4``, ``XXO``, ``10.21``. PURE."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

RUNS = ">"
"""After the time of a clock that runs: ``12:34 >``."""
_TRIALS = {"0": "O", "–": "-", "−": "-"}


def shown(slot: str, value: Any) -> str:
    """``value`` of ``slot`` as text; empty for nothing."""
    if value is None:
        return ""
    if slot == "clock" and isinstance(value, Mapping):
        return f"{value.get('time', '')}{f' {RUNS}' if value.get('running') == 'Y' else ''}"
    if isinstance(value, Mapping):
        return " ".join(str(value[name]) for name in ("mark", "wind") if value.get(name))
    return str(value)


def meant(slot: str, text: str) -> Any:
    """What a typed line means in ``slot``; ``None`` for an empty one. Whether it can be is checked where it is decided."""
    line = text.strip()
    if not line:
        return None
    kind = slot.partition("/")[0]
    if kind == "attempt":
        mark, _, wind = line.partition(" ")
        return {"mark": _TRIALS.get(mark, mark) if mark in "–−" else mark, **({"wind": wind.strip()} if wind else {})}
    if slot == "clock":
        return {"time": line.removesuffix(RUNS).strip(), "running": "Y" if line.endswith(RUNS) else "N"}
    if kind == "height":
        return "".join(_TRIALS.get(letter, letter) for letter in line)
    return line
