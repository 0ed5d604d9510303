"""The IRM that a discipline uses for what a device means. Devices know one word for all sports; each discipline has its own codes."""

from __future__ import annotations

from kotinos.codes import irms
from kotinos.codes.table import UnknownCode

SAME = (("DSQ", "DQ"), ("WDR", "WD", "WDN", "DNS"), ("DNF", "RET"), ("DNS", "NS"))
"""Codes with one meaning. The first is the device's word; a discipline without a code for withdrawal has DNS for it."""


def for_discipline(discipline: str, said: str) -> str:
    """The code that ``discipline`` uses for ``said``; ``said`` itself where it has it, or has nothing like it."""
    try:
        known = {irm.code for irm in irms.of(discipline)}
    except UnknownCode:
        return said
    if said in known:
        return said
    alike = [code for group in SAME if group[0] == said for code in group]
    return next((code for code in alike if code in known), said)
