"""The engine: commands a second, from submitting to acknowledged (durable) and to published, and what one correction costs.

Closed loop: so many writers, each submits its next mark when the last one is acknowledged; SQLite journal (an fsync per commit) and
SQLite store of publications, one process. Paced: one mark every 20 ms, as a venue gives them. A unit of 100 ranks a road race with
intermediate times, a heat eight lanes. The correction changes the winner of an official final in a Games of 300 decided events: it
ends in the result, the ranking, the medallists and the medal table in one step.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter
from typing import Any

from kotinos.codes.rsc import Level, Rsc
from kotinos.journal.opening import open_journal
from kotinos.results import facts
from kotinos.results.engine import Engine
from kotinos.results.facts import Command, Fact, Locator, Observation, Participant, Start, UnitPlan
from kotinos.results.outlet import Here
from kotinos.results.publications import Publication, open_publications
from kotinos.results.publisher import Publisher

SECONDS = 3.0
HEAT = Rsc.of("SWM", "W", "100MFR", "HEAT", "000100")
ROAD = Rsc.of("ATH", "W", "MARATHON", "FNL", "000100")
NOCS = ("NZL", "POR", "CZE", "CHI", "SUI", "IRL", "KEN", "JPN", "CAN", "BRA")
EVENTS, CORRECTIONS = 300, 50


class Bench:
    """An engine on files of its own, and when each step was told."""

    def __init__(self, folder: Path) -> None:
        self.told: dict[int, float] = {}
        self.documents: dict[int, int] = {}
        self.journal = open_journal(f"sqlite:///{folder}/journal.db")
        self.store = open_publications(f"{folder}/published.db")
        self.engine = Engine(self.journal, Here(Publisher(self.store, self._tell)))
        self._sent = 0

    def _tell(self, rows: Sequence[Publication]) -> None:
        now = perf_counter()
        for row in rows:
            self.told[row.step] = now
            self.documents[row.step] = self.documents.get(row.step, 0) + 1

    async def send(self, fact: Fact, source: str = "bench") -> int:
        """Submit a fact; its place in the journal."""
        self._sent += 1
        command = Command(id=f"{source}-{self._sent}", fact=fact, actor="bench", source=source)
        return (await self.engine.submit(command)).seq

    async def close(self) -> None:
        """End everything."""
        await self.engine.stop()
        self.store.close()
        self.journal.close()


def people(count: int, event: Rsc) -> facts.ParticipantsEntered:
    """Invented competitors of an event."""
    return facts.ParticipantsEntered(
        participants=tuple(
            Participant(id=f"{event[:12]}{n}", type="A", noc=NOCS[n % 10], name=f"Nom{n} FAMILLE{n}", events=(event,))
            for n in range(count)
        )
    )


async def plan(bench: Bench, units: Sequence[Rsc], medal: int = 0) -> None:
    """A schedule."""
    start = "2030-07-20T10:00:00+02:00"
    plans = tuple(UnitPlan(rsc=rsc, start=start, order=n, medal=medal) for n, rsc in enumerate(units))
    await bench.send(facts.UnitsPlanned(units=plans))


async def unit(bench: Bench, rsc: Rsc, count: int) -> None:
    """Enter competitors and set their start list."""
    event = rsc.at(Level.EVENT)
    await bench.send(people(count, event))
    starts = tuple(Start(competitor=f"{event[:12]}{n}", sort=n + 1, order=str(n + 1)) for n in range(count))
    await bench.send(facts.StartListSet(unit=rsc, starts=starts))


def mark(rsc: Rsc, number: int, count: int) -> Observation:
    """The next value: intermediate times of a road race, finishing times of a heat."""
    who = Locator(id=f"{rsc[:12]}{number % count}")
    if rsc == ROAD:
        lap = number // count % 40 + 1
        return Observation(
            who=who, slot=f"split/{lap}", value=f"{lap * 3 // 60}:{lap * 3 % 60:02d}:{number * 7 % 60:02d}"
        )
    return Observation(who=who, slot="mark", value=f"{53 + number * 7 % 900 / 100:.2f}")


async def closed(folder: Path, rsc: Rsc, count: int, writers: int) -> dict[str, Any]:
    """``writers`` tasks, each submits as soon as its last mark is durable."""
    bench = Bench(folder)
    await bench.engine.start()
    await plan(bench, [rsc])
    await unit(bench, rsc, count)
    sent: dict[int, tuple[float, float]] = {}
    until, number = perf_counter() + SECONDS, [0]

    async def write(writer: int) -> None:
        while (start := perf_counter()) < until:
            number[0] += 1
            fact = facts.MarksObserved(unit=rsc, revision=number[0], items=(mark(rsc, number[0], count),))
            seq = await bench.send(fact, f"timing{writer}")
            sent[seq] = (start, perf_counter())

    start = perf_counter()
    await asyncio.gather(*map(write, range(writers)))
    acknowledged = perf_counter() - start
    await bench.engine.settled()
    published = perf_counter() - start
    await bench.close()
    return figures(bench, sent) | {
        "per_s": round(len(sent) / acknowledged),
        "published_per_s": round(len(sent) / published),
    }


async def paced(folder: Path, rsc: Rsc, count: int) -> dict[str, Any]:
    """One mark every 20 ms."""
    bench = Bench(folder)
    await bench.engine.start()
    await plan(bench, [rsc])
    await unit(bench, rsc, count)
    sent: dict[int, tuple[float, float]] = {}
    for number in range(1, int(SECONDS / 0.02)):
        start = perf_counter()
        fact = facts.MarksObserved(unit=rsc, revision=number, items=(mark(rsc, number, count),))
        seq = await bench.send(fact)
        sent[seq] = (start, perf_counter())
        await asyncio.sleep(max(0.0, 0.02 - (perf_counter() - start)))
    await bench.engine.settled()
    await bench.close()
    return figures(bench, sent) | {"per_s": 50, "published_per_s": 50}


def figures(bench: Bench, sent: dict[int, tuple[float, float]]) -> dict[str, Any]:
    """Percentiles in milliseconds of the ways to acknowledged and to published."""
    acknowledged = sorted(1000 * (done - start) for start, done in sent.values())
    published = sorted(1000 * (bench.told[seq] - start) for seq, (start, _) in sent.items() if seq in bench.told)
    return {"commands": len(sent), **_percentiles("ack", acknowledged), **_percentiles("pub", published)}


def _percentiles(name: str, every: list[float]) -> dict[str, float]:
    return {f"{name}_p{q}_ms": round(every[min(len(every) - 1, len(every) * q // 100)], 2) for q in (50, 99)}


async def corrections(folder: Path) -> dict[str, Any]:
    """Correct the winner of one official final, again and again."""
    bench = Bench(folder)
    await bench.engine.start()
    finals = [Rsc.of("ATH", "WM"[n % 2], f"E{n:03d}", "FNL", "000100") for n in range(EVENTS)]
    await plan(bench, finals, medal=1)
    start = perf_counter()
    for final in finals:
        await unit(bench, final, 8)
        items = tuple(mark(final, n, 8) for n in range(8))
        await bench.send(facts.MarksObserved(unit=final, revision=1, items=items, complete=True))
        await bench.send(facts.StatusSet(unit=final, status="OFFICIAL"))
    await bench.engine.settled()
    made = perf_counter() - start
    delays, documents = [], []
    for n in range(CORRECTIONS):
        final = finals[n * 5]
        irm = Observation(who=Locator(id=f"{final[:12]}0"), slot="irm", value="DQ")
        start = perf_counter()
        seq = await bench.send(facts.Corrected(unit=final, items=(irm,), reason="lane infringement"))
        await bench.engine.settled()
        delays.append(1000 * (bench.told[seq] - start))
        documents.append(bench.documents[seq])
    await bench.close()
    return {
        "commands_before": EVENTS * 4,
        "per_s_before": round(EVENTS * 4 / made),
        "documents": max(documents),
        **_percentiles("pub", sorted(delays)),
    }


def main() -> dict[str, Any]:
    """Run everything in under a minute; prints a table and returns the figures with their method."""
    runs = []
    for what, rsc, count, writers in (
        ("heat of 8, closed loop", HEAT, 8, 1),
        ("heat of 8, closed loop", HEAT, 8, 16),
        ("heat of 8, paced", HEAT, 8, 0),
        ("unit of 100, closed loop", ROAD, 100, 1),
        ("unit of 100, closed loop", ROAD, 100, 16),
        ("unit of 100, paced", ROAD, 100, 0),
    ):
        folder = _folder()
        run = paced(folder, rsc, count) if not writers else closed(folder, rsc, count, writers)
        runs.append({"what": what, "writers": writers} | asyncio.run(run))
        shutil.rmtree(folder)
    folder = _folder()
    corrected = asyncio.run(corrections(folder))
    shutil.rmtree(folder)
    result = {"method": __doc__, "seconds_each": SECONDS, "runs": runs, "correction": corrected}
    _print(result)
    return result


def _folder() -> Path:
    return Path(tempfile.mkdtemp(prefix="kotinos-bench-", dir=os.environ.get("KOTINOS_BENCH_FOLDER")))


def _print(result: dict[str, Any]) -> None:
    print(f"{'':28}{'writers':>8}{'acked/s':>9}{'publ./s':>9}{'ack p50':>9}{'p99':>8}{'publ. p50':>11}{'p99 ms':>9}")
    for r in result["runs"]:
        print(
            f"{r['what']:28}{r['writers']:8}{r['per_s']:9,}{r['published_per_s']:9,}"
            f"{r['ack_p50_ms']:9.2f}{r['ack_p99_ms']:8.2f}{r['pub_p50_ms']:11.2f}{r['pub_p99_ms']:9.2f}"
        )
    c = result["correction"]
    print(
        f"one correction: {c['documents']} documents, published after {c['pub_p50_ms']} ms (p50), {c['pub_p99_ms']} ms (p99);"
        f" {c['commands_before']} commands before it at {c['per_s_before']}/s"
    )


if __name__ == "__main__":
    main()
