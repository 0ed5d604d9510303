"""``kotinos run --demo``: competition on the screen within seconds, and again after Ctrl-C."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from click.testing import CliRunner

from kotinos.rehearsal.demo.cli import demo
from kotinos.rehearsal.platform import free_ports


class Platform:
    """One ``kotinos run --demo``."""

    def __init__(self, data: Path) -> None:
        self.data, self.begun = data, time.monotonic()
        site, self.api, self.feed = free_ports(3)
        ports = ("--site-port", str(site), "--api-port", str(self.api), "--feed-port", str(self.feed))
        with (data / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "kotinos", "run", "--demo", "--data", str(data), *ports],
                stdout=log,
                stderr=log,
                start_new_session=True,
                env={k: v for k, v in os.environ.items() if not k.startswith("KOTINOS_")},
            )

    def results(self) -> dict[str, dict[str, Any]]:
        """Every unit's result as published, by RSC; none while nobody answers."""
        with contextlib.suppress(httpx.TransportError):
            answer = httpx.get(f"http://127.0.0.1:{self.feed}/snapshot", params={"channels": "DT_RESULT:*"}, timeout=10)
            return {d["rsc"]: d for d in answer.json()["documents"]}
        return {}

    def refused(self) -> Any:
        key = json.loads((self.data / "local.key").read_text())["key"]
        return httpx.get(f"http://127.0.0.1:{self.api}/v1/refused", headers={"X-API-KEY": key}, timeout=10).json()

    def memory(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.data / "demo.json").read_text())
        return found

    def interrupt(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        self.process.wait(40)


@contextlib.contextmanager
def running(data: Path) -> Iterator[Platform]:
    platform = Platform(data)
    try:
        yield platform
    finally:
        platform.interrupt()


def wait(true: Any, seconds: float, what: str) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, f"{what}: not within {seconds} s"
        time.sleep(0.1)


def under_way(results: dict[str, dict[str, Any]]) -> set[str]:
    return {rsc for rsc, document in results.items() if document["status"] == "LIVE"}


def test_competition_is_on_the_screen_within_seconds_and_goes_on_after_ctrl_c(tmp_path: Path) -> None:
    with running(tmp_path) as first:
        wait(lambda: len(under_way(first.results())) >= 2, 15, "two units under way")
        before = {rsc: document["version"] for rsc, document in first.results().items()}
        time.sleep(3)
        changed = [rsc for rsc, d in first.results().items() if d["version"] > before.get(rsc, 0)]
        assert changed, "three seconds without a change"
        assert first.refused() == []
    reached = first.memory()["reached"]
    held = first.memory()
    with running(tmp_path) as second:
        wait(lambda: second.memory()["reached"] > reached + 3, 20, "time goes on")
        assert second.memory()["origin"] == held["origin"]
        assert all(second.memory()["sent"][lane] >= sent for lane, sent in held["sent"].items())
        assert second.refused() == []
        versions = {rsc: document["version"] for rsc, document in second.results().items()}
    assert all(versions[rsc] >= version for rsc, version in before.items())


def test_a_speed_below_zero_is_refused_with_what_would_be_right() -> None:
    said = CliRunner().invoke(demo, ["--speed", "-1"])
    assert said.exit_code == 2
    assert "0 or more" in said.output


def test_without_a_platform_it_says_how_to_start_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kotinos.rehearsal.demo.cli.STARTS_WITHIN", 0.3)
    (port,) = free_ports(1)
    said = CliRunner().invoke(demo, ["--to", f"http://127.0.0.1:{port}", "--data", str(tmp_path)])
    assert said.exit_code == 1
    assert "kotinos run" in said.output
