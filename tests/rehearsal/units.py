"""A few competition units of invented people, as JSON Lines, with the places that the judges gave."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

SPRINT = {
    "id": "olive/100m-men", "discipline": "Athletics", "event": "100m M", "unit": "Final", "date": "2031-06-08", "rule": "time_asc",
    "entries": [
        {"name": "PAPADAKIS Nikos", "noc": "GRE", "raw": {"mark": "10.11", "reaction": "0.141"}, "official_rank": 2},
        {"name": "MOREAU Luc", "noc": "FRA", "raw": {"mark": "10.04", "reaction": "0.150"}, "official_rank": 1},
        {"name": "OKAFOR Chidi", "noc": "NGR", "raw": {"mark": "10.29"}, "official_rank": 3},
        {"name": "LINDQVIST Per", "noc": "SWE", "raw": {}, "irm": "DQ", "official_rank": None},
    ],
}  # fmt: skip
LONG_JUMP = {
    "id": "olive/long-jump-women", "discipline": "Athletics", "event": "Long Jump W", "unit": "Final", "rule": "distance_desc",
    "entries": [
        {"name": "SILVA Ana", "noc": "BRA", "official_rank": 2, "raw": {"mark": "6.80", "attempts": [
            {"n": 1, "mark": "6.80", "wind": "+0.4"}, {"n": 2, "mark": "X", "wind": None}, {"n": 3, "mark": "6.41", "wind": "-0.2"}]}},
        {"name": "NOVAKOVA Eva", "noc": "CZE", "official_rank": 1, "raw": {"mark": "6.80", "attempts": [
            {"n": 1, "mark": "6.52", "wind": "+0.1"}, {"n": 2, "mark": "6.80", "wind": "+0.3"}, {"n": 3, "mark": "6.79", "wind": "0.0"}]}},
    ],
}  # fmt: skip
FREESTYLE = {
    "id": "olive/100-free-women", "discipline": "SWM", "event": "100m Freestyle W", "unit": "Heat 1", "rule": "time_asc",
    "entries": [
        {"name": "HANSEN Ida", "noc": "DEN", "raw": {"mark": "54.30", "splits": [["50", "26.10"]]}, "official_rank": 1},
        {"name": "ROSSI Gaia", "noc": "ITA", "raw": {"mark": "54.30"}, "official_rank": 1},
        {"name": "KELLER Mia", "noc": "SUI", "raw": {"mark": "55.02"}, "official_rank": 3},
    ],
}  # fmt: skip
GROUP = {
    "id": "olive/group-a", "discipline": "FBL", "event": "Women", "unit": "Group A", "rule": "group_standings", "points_rule": "3-1-0",
    "entries": [{"name": n, "noc": n, "raw": {}, "official_rank": r} for r, n in enumerate(("NOR", "JPN", "MEX"), start=1)],
    "matches": [
        {"date": "2031-06-01", "home": "NOR", "away": "JPN", "score": [2, 0]},
        {"date": "2031-06-04", "home": "JPN", "away": "MEX", "score": [1, 1]},
        {"date": "2031-06-07", "home": "MEX", "away": "NOR", "score": [0, 3]},
    ],
}  # fmt: skip
UNITS = (SPRINT, LONG_JUMP, FREESTYLE, GROUP)


def write(path: Path, units: tuple[dict[str, Any], ...] = UNITS, times: int = 1) -> Path:
    """A file of the units, ``times`` over with other names."""
    lines = [json.dumps({**unit, "id": f"{unit['id']}/{n}"}) for n in range(times) for unit in units]
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path
