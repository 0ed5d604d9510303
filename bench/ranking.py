"""How long ranking takes: one unit of a hundred again after a new mark, and every unit of five sports of Paris 2024.

Beside it a naive peer, which ranks the same units by comparing everybody with everybody. Run: ``python bench/ranking.py``.
"""

from __future__ import annotations

import csv
import json
import os
import random
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from kotinos.codes.rsc import Rsc
from kotinos.sports import rulebook
from kotinos.sports.ranking import CannotRank, Entry, Unit
from kotinos.sports.why import say

SIZE, UNITS, ROUNDS = 100, 50, 20
SPORTS = ("Athletics", "Swimming", "Judo", "Football", "Artistic Gymnastics")


def raw_time(rnd: random.Random) -> dict[str, Any]:
    t4 = 99_000 + 100 * rnd.randrange(300)
    return {"mark": f"{t4 / 10_000:.2f}", "t4": t4}


def raw_jumps(rnd: random.Random) -> dict[str, Any]:
    trials = (f"{6 + rnd.randrange(250) / 100:.2f}" if rnd.random() < 0.7 else "X" for _ in range(6))
    return {"attempts": [{"n": n, "mark": mark} for n, mark in enumerate(trials, start=1)]}


def raw_heights(rnd: random.Random) -> dict[str, Any]:
    card, failures = [], 0
    for height in range(200, 240, 3):
        tried = ""
        while failures < 3 and not tried.endswith("O"):
            cleared = rnd.random() < 0.6
            tried, failures = tried + ("O" if cleared else "X"), 0 if cleared else failures + 1
        card.append({"height": f"{height / 100:.2f}", "attempts": tried})
        if failures == 3:
            break
    return {"heights": card}


FAMILIES: dict[str, tuple[Rsc, Callable[[random.Random], dict[str, Any]]]] = {
    "track": (Rsc.of("ATH", "M", "100M", "FNL", "000100"), raw_time),
    "swimming": (Rsc.of("SWM", "M", "100MFR", "FNL", "000100"), raw_time),
    "long jump": (Rsc.of("ATH", "M", "LONGJUMP", "FNL", "000100"), raw_jumps),
    "high jump": (Rsc.of("ATH", "M", "HIGHJUMP", "FNL", "000100"), raw_heights),
}


def units(name: str) -> list[Unit]:
    rsc, raw = FAMILIES[name]
    found = []
    for seed in range(UNITS):
        rnd = random.Random(f"{name} {seed}")
        entries = [Entry(n=n, id=f"C{n}", name=f"C{n}", raw=raw(rnd), order=n) for n in range(SIZE)]
        rnd.shuffle(entries)
        found.append(Unit(id=f"{name} {seed}", entries=tuple(entries), rsc=rsc))
    return found


def explained(unit: Unit) -> None:
    """Rank, and say all 99 sentences."""
    before = None
    for row in rulebook.rank(unit).rows:
        say(row.why, before, row.rank)
        before = row.rank


def naive(unit: Unit) -> list[int]:
    """The peer: read every mark at each comparison, compare everybody with everybody. No reasons, no ties to break."""

    def key(entry: Entry) -> Any:
        if "heights" in entry.raw:
            done = [
                (float(h["height"]), h["attempts"].count("X")) for h in entry.raw["heights"] if "O" in h["attempts"]
            ]
            best = max(done, default=(0.0, 0))
            return (-best[0], best[1])
        if "attempts" in entry.raw:
            return sorted(-float(a["mark"]) for a in entry.raw["attempts"] if a["mark"] != "X")
        return float(entry.raw["mark"])

    return [1 + sum(key(other) < key(entry) for other in unit.entries) for entry in unit.entries]


def microseconds(work: Callable[[Unit], object], over: list[Unit], rounds: int) -> dict[str, float]:
    for unit in over:
        work(unit)
    wall, cpu = [], []
    for _ in range(rounds):
        for unit in over:
            began, spent = time.perf_counter_ns(), time.thread_time_ns()
            work(unit)
            cpu.append((time.thread_time_ns() - spent) / 1000)
            wall.append((time.perf_counter_ns() - began) / 1000)
    wall.sort()
    cpu.sort()
    at = {"p50": len(wall) // 2, "p99": len(wall) * 99 // 100}
    return {
        **{f"{name}_us": round(wall[place], 1) for name, place in at.items()},
        **{f"cpu_{name}_us": round(cpu[place], 1) for name, place in at.items()},
        "n": len(wall),
    }


def paris(folder: Path) -> Iterator[Unit]:
    """All units of the five sports, as a results system would hand them over."""
    for sport in SPORTS:
        rows: dict[str, list[dict[str, str]]] = defaultdict(list)
        with (folder / "paris2024" / "marks" / f"{sport}.csv").open(encoding="utf-8") as file:
            for row in csv.DictReader(file):
                rows[row["stage_code"]].append(row)
        for code, found in rows.items():
            entries = tuple(
                Entry(
                    n=n,
                    id=row["participant_code"],
                    name=row["participant_name"],
                    noc=row["participant_country_code"],
                    raw={"mark": row["result"], "score": row["result"]} if row["result"] else {},
                    irm=row.get("result_IRM") or None,
                )
                for n, row in enumerate(found)
            )
            yield Unit(id=code, entries=entries, rsc=Rsc(code), date=date.fromisoformat(found[0]["date"][:10]))


def whole_games(folder: Path) -> dict[str, Any]:
    everything = list(paris(folder))
    refused: list[str] = []
    began = time.perf_counter()
    for unit in everything:
        try:
            explained(unit)
        except CannotRank as error:
            refused.append(f"{unit.id}: {error}")
    return {"units": len(everything), "seconds": round(time.perf_counter() - began, 3), "refused": refused}


def main() -> dict[str, Any]:
    """Microseconds a unit of 100 (ranked; ranked with 99 sentences; naive peer), and the seconds of five sports of Paris 2024."""
    figures: dict[str, Any] = {"size": SIZE, "python": sys.version.split()[0]}
    for name in FAMILIES:
        over = units(name)
        figures[name] = {
            "ranked": microseconds(rulebook.rank, over, ROUNDS),
            "with every sentence": microseconds(explained, over, ROUNDS),
            "naive peer": microseconds(naive, over[:5], 2),
        }
    default = Path(__file__).resolve().parents[2] / "shared" / "data"
    folder = Path(os.environ.get("KOTINOS_REFERENCE", default))
    if folder.is_dir():
        figures["paris 2024, five sports"] = whole_games(folder)
    return figures


if __name__ == "__main__":
    print(json.dumps(main(), indent=2))
