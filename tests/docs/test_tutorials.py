"""Tutorials are true: their commands are run as written, and what they promise to print is looked for."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TUTORIALS = sorted((ROOT / "docs" / "tutorial").glob("*.md"))
BLOCK = re.compile(r"^```(sh server|sh|text)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def on_free_ports(text: str) -> str:
    """The same tutorial on ports that nobody uses here."""
    ports = sorted(set(re.findall(r"\b80\d\d\b", text)))
    for port in ports:
        text = re.sub(rf"\b{port}\b", str(free_port()), text)
    return text


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        assert process.poll() is None, "the platform of the tutorial ended"
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError(f"nothing answers on port {port}")


@pytest.mark.parametrize("tutorial", TUTORIALS, ids=lambda path: path.stem)
def test_a_tutorial_does_what_it_says(tutorial: Path, tmp_path: Path) -> None:
    blocks = BLOCK.findall(on_free_ports(tutorial.read_text(encoding="utf-8")))
    commands = "\n".join(text for kind, text in blocks if kind == "sh" and "export PATH" not in text)
    promised = [line for kind, text in blocks if kind == "text" for line in text.splitlines()]
    (server,) = (text for kind, text in blocks if kind == "sh server")
    env = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "LANG": "C.UTF-8",
        "COLUMNS": "200",
    }
    with (tmp_path / "server.log").open("wb") as log:
        platform = subprocess.Popen(
            ["bash", "-c", f"exec {server.strip()}"], cwd=tmp_path, env=env, stdout=log, stderr=log
        )
        try:
            for port in re.findall(r"-port (\d+)", server):
                wait_for(int(port), platform)
            done = subprocess.run(
                ["bash", "-eu", "-o", "pipefail", "-c", commands],
                cwd=tmp_path,
                env=env,
                capture_output=True,
                text=True,
                timeout=90,
                check=False,
            )
        finally:
            platform.send_signal(signal.SIGINT)
            assert platform.wait(30) == 0
    assert done.returncode == 0, done.stderr[-2000:] + done.stdout[-2000:]
    for line in promised:
        assert line in done.stdout, f"the tutorial promises {line!r}; printed was:\n{done.stdout}"
