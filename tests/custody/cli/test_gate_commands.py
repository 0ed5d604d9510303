"""Devices at the gates from the command line: invited to places that exist, enrolled with the zone's own certificate, blocked."""

from __future__ import annotations

from pathlib import Path

from tests.custody.cli.test_commands import done, folder, module_port, run

__all__ = ["folder", "module_port"]


def test_a_gate_is_invited_listed_and_blocked(folder: Path) -> None:
    said = done(folder, "gates", "invite", "North 1", "--venue", "OLS", "--zone", "BLUE", "--why", "opening day")
    assert said.startswith("kotinos gate enrol https://localhost:")
    [line] = done(folder, "gates", "list").splitlines()
    device, state, *place = line.split()
    assert (state, place) == ("invited", ["North", "1", "OLS", "BLUE", "in"])
    done(folder, "gates", "block", device, "--why", "lost")
    assert "blocked" in done(folder, "gates", "list")


def test_a_gate_is_not_invited_to_a_place_that_does_not_exist(folder: Path) -> None:
    nowhere = run(folder, "gates", "invite", "x", "--venue", "ZZZ", "--why", "a slip")
    assert "--venue: ZZZ: OLS" in nowhere.output
    zone = run(folder, "gates", "invite", "x", "--venue", "OLS", "--zone", "R", "--why", "a slip")
    assert "--zone: R: BLUE, RED" in zone.output


def test_a_device_that_does_not_exist_is_not_blocked(folder: Path) -> None:
    assert "no device has this id" in run(folder, "gates", "block", "0" * 32, "--why", "a slip").output


def test_a_high_demand_event_closes_after_it_opens(folder: Path) -> None:
    times = ["--opens", "2026-08-01T18:00", "--closes", "2026-08-01T23:00"]
    done(folder, "gates", "high-demand", "ATHM100M", "--venue", "OLS", *times, "--why", "the final")
    turned = ["--opens", "2026-08-01T23:00", "--closes", "2026-08-01T18:00"]
    wrong = run(folder, "gates", "high-demand", "ATHM100M", "--venue", "OLS", *turned, "--why", "a slip")
    assert "a session opens before it closes" in wrong.output
