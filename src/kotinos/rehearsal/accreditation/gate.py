"""Gates of the demonstration: devices that take their place at the zone, and read the code off a printed card."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import typst
import zxingcpp
from PIL import Image

from kotinos.rehearsal.accreditation.operator import GATES, Operator
from kotinos.rehearsal.accreditation.pages import Refused

_DOTS = 300
"""An inch: what a scanner sees of a card."""


class Gate:
    """One device at the edge of a venue."""

    def __init__(self, operator: Operator, folder: Path, venue: str) -> None:
        self._operator, self._folder, self.venue = operator, folder / "demo-gates" / venue, venue

    def take_place(self, url: str, root: Path) -> None:
        """Be invited and enrolled, unless it was; then take what there is to know."""
        if not (self._folder / "device.json").exists():
            # Whoever shows the demonstration twice in a row goes in twice in a row.
            words = (GATES[self.venue], "--venue", self.venue, "--passback", "0", "--why", "the demonstration")
            invitation = self._operator.custody("gates", "invite", *words).splitlines()[0].split()[-1]
            self._operator.command("gate", "enrol", url, invitation, "--ca", str(root), "--folder", str(self._folder))
        self.learn()

    def learn(self) -> None:
        """Take what changed."""
        self._operator.command("gate", "sync", "--folder", str(self._folder))

    def read(self, codes: list[str]) -> list[dict[str, str]]:
        """What it answers to each code, in the words of ``kotinos gate run --json``."""
        words = ("gate", "run", "--alone", "--json", "--folder", str(self._folder))
        said = self._operator.command(*words, given="".join(f"{code}\n" for code in codes))
        return [json.loads(line) for line in said.splitlines()]


def code_on(card: Path) -> str:
    """The text in the QR code of a printed card, read from a picture of it as a camera would."""
    source = f'#set page(width: auto, height: auto, margin: 0pt)\n#image("/{card.name}", page: 1)'
    beside: Any = card.parent
    seen: Any = typst.compile(source.encode(), root=beside, format="png", ppi=_DOTS)
    # A reader that looks for every kind of code finds one in a portrait now and then.
    found = zxingcpp.read_barcodes(
        Image.open(BytesIO(seen)), formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    )
    if len(found) != 1:
        raise Refused(f"{card}: {len(found)} codes are read; a card has one")
    return found[0].text
