"""What an operator does at the zone's machine: the command line, and nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

from kotinos.rehearsal.accreditation.pages import Refused

ORGANISATIONS = (
    ("OLV", "noc", "Olympic Committee of Olivia", ("Aa", "Ao")),
    ("BERYL", "contractor", "Beryl Services", ("X",)),
)
GATES = {"AQC": "Aquatic Centre, north", "OLS": "Grand Stadium, east"}
CAMPAIGN = "DEMO"


class Operator:
    """Whoever has the zone's folder and its passphrase, which stands in the environment."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def custody(self, *words: str) -> str:
        """One command of ``kotinos custody``; what it says. Raises `Refused` with what it says when it fails."""
        return self.command("custody", *words, "--data", str(self._folder))

    def command(self, *words: str, given: str = "") -> str:
        """One command of ``kotinos``, with ``given`` on its standard input."""
        own = {**os.environ, "LANG": "en", "LC_ALL": "en_GB.UTF-8", "COLUMNS": "200"}
        ran = subprocess.run(  # noqa: S603 - our own program, with words of our own
            [sys.executable, "-m", "kotinos", *words], env=own, input=given, capture_output=True, text=True, check=False
        )
        if ran.returncode:
            raise Refused(f"kotinos {' '.join(words[:3])}: {(ran.stderr or ran.stdout).strip()}")
        return ran.stdout

    def admit(self, now: datetime, places: int) -> list[str]:
        """Admit the organisations with a window around ``now`` and ``places`` each; the names of the new ones."""
        there = self.custody("organisation", "list")
        why = ("--why", "the demonstration")
        made = []
        for code, kind, name, categories in ORGANISATIONS:
            if f" {code} " not in there:
                window = ("--opens", _instant(now - timedelta(days=30)), "--closes", _instant(now + timedelta(days=60)))
                self.custody("organisation", "add", code, "--kind", kind, "--name", name, *window, *why)
                made.append(name)
            for category in categories:
                if not any(f" {code} " in line and f" {category} " in line for line in there.splitlines()):
                    self.custody("organisation", "quota", code, category, str(places), *why)
        return made

    def ask_the_state(self, now: datetime, authority: str) -> bool:
        """Open a campaign, unless one is open; whether it was opened."""
        if any("│" in line for line in self.custody("campaign", "list").splitlines()):
            return False
        law = ("--authority", authority, "--act", "decree of the demonstration", "--timezone", "Europe/Paris")
        purge = ("--purge", f"{now.year + 2}-01-01", "--why", "the demonstration")
        self.custody("campaign", "open", CAMPAIGN, *law, *purge)
        return True


def _instant(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M%z")
