"""The page of benchmarks says what was kept, and a peer that was faster is not hidden."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

pytest.importorskip("matplotlib")

from bench.__main__ import benches, fdatasync
from bench.page import render
from bench.whole_path import observation


def row(server: str, p99: float) -> dict[str, object]:
    return {"server": server, "transport": "sse", "readers": 2000, "rate": 50, "stalled": 0, "p50": 2.0, "p90": 3.0, "p99": p99,
            "p999": 9.0, "last_p99": 10.0}  # fmt: skip


def keep(folder: Path, name: str, figures: dict[str, object]) -> None:
    kept = {
        "title": name,
        "method": "Measured\nso.",
        "machine": {"cores": 2, "fdatasync p50 ms": 0.3},
        "seconds": 1,
        "figures": figures,
    }
    (folder / f"{name}.json").write_text(json.dumps(kept))


def test_a_section_has_its_machine_its_method_every_figure_and_the_ratio_to_the_peer(tmp_path: Path) -> None:
    keep(tmp_path, "fanout", {"fanout": [row("kotinos", 4.0), row("nchan", 8.0)]})
    page = render(tmp_path)
    assert "## Fan-out at the edge" in page
    assert "Measured so." in page
    assert "cores 2; fdatasync p50 ms 0.3" in page
    assert "| kotinos | sse | 2,000 | 50 | 0 | 2.0 | 3.0 | 4.0 | 9.0 | 10.0 |" in page
    assert "kotinos / nchan, 2,000 readers at 50/s over sse: p50 1.00, p99 0.50" in page


def test_a_peer_that_was_faster_shows_as_a_ratio_above_1(tmp_path: Path) -> None:
    keep(tmp_path, "fanout", {"fanout": [row("kotinos", 8.0), row("nchan", 4.0)]})
    assert "p99 2.00" in render(tmp_path)


def test_sections_stand_in_the_order_of_the_path_and_those_not_measured_today_stay(tmp_path: Path) -> None:
    keep(tmp_path, "whole_path", {"whole_path": [row("kotinos, whole path", 20.0)]})
    keep(tmp_path, "ranking", {"size": 100})
    page = render(tmp_path)
    assert page.index("## Ranking") < page.index("## The whole path")
    assert "- size: 100" in page


def test_the_same_figures_give_the_same_page_and_the_same_plot(tmp_path: Path) -> None:
    keep(tmp_path, "fanout", {"fanout": [row("kotinos", 4.0)]})
    first = (render(tmp_path), (tmp_path / "fanout.svg").read_bytes())
    assert (render(tmp_path), (tmp_path / "fanout.svg").read_bytes()) == first


def test_every_benchmark_can_be_named() -> None:
    assert {"intake_durable", "ranking", "fanout", "whole_path"} <= set(benches())


def test_the_disk_is_measured_not_assumed() -> None:
    found = fdatasync(20)
    assert 0 < found["fdatasync p50 ms"] <= found["fdatasync p99 ms"]


def test_each_message_of_a_device_changes_the_ranking_and_carries_its_instant_once() -> None:
    one, two = observation(1, 1, 5), observation(1, 2, 6)
    assert [i["value"] for i in one["items"]] != [i["value"] for i in two["items"]]
    assert json.dumps(one).count('"due"') == 1
    assert one["facts"] == {"due": "0000000000000000005"}
