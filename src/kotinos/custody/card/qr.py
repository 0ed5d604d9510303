"""A card's code as a QR symbol: level M, the quiet zone included, drawn as one vector path."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import zxingcpp

QUIET = 4
"""Light modules around a symbol (ISO/IEC 18004, 9.1)."""


@lru_cache(maxsize=4096)
def matrix(text: str) -> tuple[bytes, ...]:
    """The symbol's rows, one byte a module, 0 dark; without the quiet zone."""
    made: Any = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    picture = memoryview(made.to_image(scale=1, add_quiet_zones=False))
    assert picture.shape is not None
    height, width = picture.shape
    flat = picture.tobytes()
    return tuple(flat[row * width : (row + 1) * width] for row in range(height))


def svg(text: str) -> str:
    """The symbol as SVG, one unit a module."""
    rows = matrix(text)
    side = len(rows) + 2 * QUIET
    runs = []
    for y, row in enumerate(rows):
        x = 0
        while (x := row.find(b"\0", x)) >= 0:
            end = row.find(b"\xff", x)
            end = len(row) if end < 0 else end
            runs.append(f"M{x + QUIET} {y + QUIET}h{end - x}v1h{x - end}z")
            x = end
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" shape-rendering="crispEdges">'
        f'<path d="M0 0h{side}v{side}h-{side}z" fill="#fff"/><path d="{"".join(runs)}" fill="#000"/></svg>'
    )
