"""Every family of rules that has a second ranker, by name. `python -m tests.sports.families` holds the two against each other for long.

A family is the module that plays it and the name of its seeded competitions: ``races.keirin``. A competition is found again by its seed.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from types import ModuleType
from typing import NamedTuple

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from tests.results import test_second_opinion_records
from tests.sports import (
    test_second_opinion_athletics,
    test_second_opinion_boards,
    test_second_opinion_clocks,
    test_second_opinion_duels,
    test_second_opinion_games,
    test_second_opinion_general,
    test_second_opinion_gymnastics,
    test_second_opinion_halfway,
    test_second_opinion_heats,
    test_second_opinion_judged,
    test_second_opinion_knockout,
    test_second_opinion_mats,
    test_second_opinion_pools,
    test_second_opinion_progression,
    test_second_opinion_races,
    test_second_opinion_riders,
    test_second_opinion_routines,
    test_second_opinion_series,
    test_second_opinion_sets,
    test_second_opinion_tables,
    test_second_opinion_tournaments,
    test_second_opinion_winter,
)
from tests.sports.two_rankers import disagreement

ENOUGH = 100_000
"""Competitions of each family in a long run."""

FIRST_SEED = 1_000_000
"""Long runs begin far behind the seeds that `make test` plays."""

SHOWN = 3
"""Differences of one family that are told in full; the others only by their number."""

MODULES: tuple[ModuleType, ...] = (
    test_second_opinion_athletics,
    test_second_opinion_boards,
    test_second_opinion_clocks,
    test_second_opinion_duels,
    test_second_opinion_games,
    test_second_opinion_general,
    test_second_opinion_gymnastics,
    test_second_opinion_judged,
    test_second_opinion_knockout,
    test_second_opinion_pools,
    test_second_opinion_progression,
    test_second_opinion_races,
    test_second_opinion_records,
    test_second_opinion_riders,
    test_second_opinion_routines,
    test_second_opinion_series,
    test_second_opinion_halfway,
    test_second_opinion_heats,
    test_second_opinion_mats,
    test_second_opinion_sets,
    test_second_opinion_tables,
    test_second_opinion_tournaments,
    test_second_opinion_winter,
)


class Family(NamedTuple):
    """A family by name, and what the two rankers say of the competition with a seed where they differ (else nothing)."""

    name: str
    disagreement: Callable[[int], str]


def _of(module: ModuleType) -> Iterator[Family]:
    where = module.__name__.rpartition("second_opinion_")[2]
    for play in getattr(module, "FAMILIES", ()):
        yield Family(f"{where}.{play.__name__}", partial(disagreement, play))
    for by_seed in getattr(module, "BY_SEED", ()):
        yield Family(f"{where}.{by_seed.__name__}", by_seed)


FAMILIES = tuple(family for module in MODULES for family in _of(module))


def differences(family: Family, seeds: Sequence[int], tick: Callable[[], object] = lambda: None) -> Iterator[str]:
    """Every competition in which the two differ, or which one of them could not rank at all."""
    for seed in seeds:
        try:
            found = family.disagreement(seed)
        except Exception as error:
            found = f"{family.name}, seed {seed}: {type(error).__name__}: {error}"
        tick()
        if found:
            yield found


def run(families: Sequence[Family], seeds: range, progress: Progress, out: Console) -> int:
    """Play ``seeds`` of each family, a line for each as it ends. Returns how many competitions set the two apart."""
    every = 0
    for family in families:
        bar = progress.add_task(family.name, total=len(seeds))
        began = time.process_time()
        found = list(differences(family, seeds, partial(progress.advance, bar)))
        progress.remove_task(bar)
        every += len(found)
        took = time.process_time() - began
        said = (
            f"{family.name}: {len(seeds)} compared, seeds {seeds[0]} to {seeds[-1]}, {len(found)} differ ({took:.0f} s)"
        )
        out.print(said, highlight=False, soft_wrap=True)
        for one in found[:SHOWN]:
            out.print(one, highlight=False, soft_wrap=True, markup=False)
    return every


def main(argv: Sequence[str] | None = None) -> int:
    """The command: 0 where the two agree on every competition, else 1."""
    parser = argparse.ArgumentParser(prog="python -m tests.sports.families", description=__doc__)
    parser.add_argument(
        "family", nargs="*", help="name of a family, or the beginning of several (races); default: every one"
    )
    parser.add_argument("--number", type=int, default=ENOUGH, help=f"competitions of each (default {ENOUGH})")
    parser.add_argument("--seed", type=int, default=FIRST_SEED, help=f"the first seed (default {FIRST_SEED})")
    parser.add_argument("--list", action="store_true", help="only name the families")
    asked = parser.parse_args(argv)
    chosen = [one for one in FAMILIES if not asked.family or one.name.startswith(tuple(asked.family))]
    unknown = [name for name in asked.family if not any(one.name.startswith(name) for one in FAMILIES)]
    if unknown:
        parser.error(f"no family {unknown[0]!r}; --list names them")
    if asked.number < 1:
        parser.error(f"--number {asked.number}; 1 or more")
    out = Console(file=sys.stdout)
    if asked.list:
        out.print("\n".join(one.name for one in chosen), highlight=False)
        return 0
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        differ = run(chosen, range(asked.seed, asked.seed + asked.number), progress, out)
    out.print(f"{len(chosen)} families, {len(chosen) * asked.number} competitions, {differ} differ", highlight=False)
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main())
