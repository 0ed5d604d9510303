"""The how-to pages on running a platform are true: their commands are run as written, at servers of our own."""

from __future__ import annotations

import json
import os
import re
import shlex
import signal
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import msgspec
import pytest

from kotinos.config import Config
from kotinos.feed.push import load_clients
from kotinos.rehearsal.platform import free_ports
from tests.servers import Nats, Postgres, wait_until

ROOT = Path(__file__).resolve().parents[2]
HOW_TO = ROOT / "docs" / "how-to"


def blocks(page: str, kind: str) -> list[str]:
    text = (HOW_TO / page).read_text(encoding="utf-8")
    return re.findall(rf"^```{kind}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def commands(page: str) -> list[str]:
    return [line[2:] for block in blocks(page, "console") for line in block.splitlines() if line.startswith("$ ")]


def on(ports: list[int]) -> list[str]:
    return [p for name, port in zip(("site", "api", "feed"), ports, strict=True) for p in (f"--{name}-port", str(port))]


def carry_out(line: str, folder: Path) -> None:
    """Run one `kotinos` command of a page; a program that serves must answer on all its ports, and end when asked."""
    ports = free_ports(3)
    words = shlex.split(line)[1:]
    serves = words[0] == "run" or words[:2] == ["feed", "serve"]
    if words[0] in ("run", "doctor", "push"):
        words += on(ports)
    if words[:2] == ["feed", "serve"]:
        words[words.index("--port") + 1] = str(ports[2])
    environment = {k: v for k, v in os.environ.items() if not k.startswith("KOTINOS_")}
    command = [sys.executable, "-m", "kotinos", *words]
    if not serves:
        done = subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, text=True, timeout=60, check=False
        )
        assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
        return
    with (folder / "out.txt").open("wb") as out:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=out, stderr=out)
    wanted = ports if words[0] == "run" else ports[2:]
    try:
        wait_until(lambda: process.poll() is not None or all(listens(port) for port in wanted), 40, line)
        assert process.poll() is None, (folder / "out.txt").read_text()
        time.sleep(0.3)
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(40) == 0


def listens(port: int) -> bool:
    import socket

    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_run_on_postgresql_and_nats(tmp_path: Path, postgres: Postgres, nats: Nats) -> None:
    url = postgres.database()
    lines = [line for line in commands("run-on-postgresql-and-nats.md") if line.startswith("kotinos ")]
    assert [line.split()[1] for line in lines] == ["doctor", "run", "feed", "journal"]
    for line in lines:
        ours = line.replace("postgresql://localhost/games", shlex.quote(url)).replace("nats://127.0.0.1:4222", nats.url)
        carry_out(ours, tmp_path)


def test_the_settings_on_the_page_are_settings() -> None:
    [text] = blocks("run-on-postgresql-and-nats.md", "toml")
    config = msgspec.convert(tomllib.loads(text), Config)
    assert (config.publications_url, config.edges) == (config.journal, 2)


def test_push_odf_to_a_client(tmp_path: Path) -> None:
    [text] = blocks("push-odf-to-a-client.md", "json")
    (tmp_path / "clients.json").write_text(text)
    (tmp_path / "news.key").write_text("a-key-of-the-client\n")
    [client] = load_clients(tmp_path / "clients.json")
    assert client.from_start is True
    assert json.loads(text)["clients"][0]["name"] == client.name
    for line in commands("push-odf-to-a-client.md"):
        carry_out(line, tmp_path)


@pytest.mark.parametrize("page", ["run-on-postgresql-and-nats.md", "push-odf-to-a-client.md"])
def test_every_page_that_is_linked_exists(page: str) -> None:
    for target in re.findall(r"\]\(([^)#]+)", (HOW_TO / page).read_text(encoding="utf-8")):
        assert (HOW_TO / target).is_file(), target
