"""Tutorials are true: their commands are run as written, and what they promise to print is looked for."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kotinos.rehearsal.platform import free_ports
from tests.servers import accepts, wait_until

ROOT = Path(__file__).resolve().parents[2]
TUTORIALS = sorted((ROOT / "docs" / "tutorial").glob("*.md"))
BLOCK = re.compile(r"^```(sh server|sh|text)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def on_free_ports(text: str) -> str:
    """The same tutorial on ports that nobody uses here."""
    ports = sorted(set(re.findall(r"\b80\d\d\b", text)))
    for port, own in zip(ports, free_ports(len(ports)), strict=True):
        text = re.sub(rf"\b{port}\b", str(own), text)
    return text


class Reader:
    """Somebody who types what a tutorial says: commands into one shell, each server into a terminal of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._env = {
            **os.environ,
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "LANG": "C.UTF-8",
            "COLUMNS": "200",
        }
        self._servers: list[subprocess.Popen[bytes]] = []
        self.seen = folder / "seen.txt"
        with self.seen.open("wb") as out:
            shell = ["bash", "-eu", "-o", "pipefail", "-s"]
            self._shell = subprocess.Popen(
                shell, stdin=subprocess.PIPE, stdout=out, stderr=out, cwd=folder, env=self._env
            )

    def types(self, commands: str) -> None:
        """Run ``commands`` to their end, in the shell of those before."""
        script, done = self._folder / "typed.sh", self._folder / "typed"
        script.write_text(commands, encoding="utf-8")
        assert self._shell.stdin
        self._shell.stdin.write(f"source {script} < /dev/null; touch {done}\n".encode())
        self._shell.stdin.flush()
        wait_until(lambda: done.exists() or self._shell.poll() is not None, 90, commands)
        assert done.exists(), self.seen.read_text()[-4000:]
        done.unlink()

    def starts(self, server: str) -> None:
        """Start a server, and go on when the ports that its command names answer."""
        with (self._folder / "servers.log").open("ab") as log:
            command = ["bash", "-c", f"exec env {server.strip()}"]
            started = subprocess.Popen(command, cwd=self._folder, env=self._env, stdout=log, stderr=log)
        self._servers.append(started)
        for port in re.findall(r"-port (\d+)", server):
            wait_until(lambda port=port: started.poll() is not None or accepts(int(port)), 30, server)
        assert started.poll() is None, (self._folder / "servers.log").read_text()

    def ends(self) -> list[int]:
        """End everything, as Ctrl-C does; how each server ended."""
        assert self._shell.stdin
        self._shell.stdin.close()
        self._shell.wait(30)
        for server in reversed(self._servers):
            server.send_signal(signal.SIGINT)
        return [server.wait(30) for server in self._servers]


@pytest.mark.timeout(300)
@pytest.mark.parametrize("tutorial", TUTORIALS, ids=lambda path: path.stem)
def test_a_tutorial_does_what_it_says(tutorial: Path, tmp_path: Path) -> None:
    blocks = BLOCK.findall(on_free_ports(tutorial.read_text(encoding="utf-8")))
    reader = Reader(tmp_path)
    try:
        for kind, text in blocks:
            if kind == "sh server":
                reader.starts(text)
            elif kind == "sh" and "export PATH" not in text:
                reader.types(text)
            elif kind == "text":
                seen = reader.seen.read_text(encoding="utf-8")
                for line in text.splitlines():
                    assert line in seen, f"the tutorial promises {line!r}; printed was:\n{seen}"
    finally:
        ended = reader.ends()
    assert set(ended) == {0}


@pytest.mark.parametrize("page", [ROOT / "README.md", *TUTORIALS], ids=lambda path: path.stem)
def test_every_page_and_picture_that_is_linked_exists(page: Path) -> None:
    targets = [one for one in re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8")) if "://" not in one]
    assert targets
    assert [target for target in targets if not (page.parent / target).exists()] == []
