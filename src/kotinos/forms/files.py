"""Files, folders and standard input, as a command that reads messages takes them."""

from __future__ import annotations

import gzip
import sys
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

GZIP = b"\x1f\x8b"


def listed(names: Iterable[str], suffix: str) -> list[str]:
    """Every file of ``names`` in order: a folder stands for the files with this suffix in it, gzipped or not, ``-`` for standard input."""
    found: list[str] = []
    for name in names:
        path = Path(name)
        if name != "-" and path.is_dir():
            found += sorted(str(inside) for inside in path.rglob("*") if inside.name.endswith((suffix, f"{suffix}.gz")))
        else:
            found.append(name)
    return found


def read(name: str, limit: int) -> bytes:
    """The bytes of a file, unpacked where they are gzip; at most ``limit`` + 1 of them. Raises ``OSError``."""
    packed = sys.stdin.buffer.read(limit + 1) if name == "-" else _bytes_of(Path(name), limit)
    if not packed.startswith(GZIP):
        return packed
    unpacker = zlib.decompressobj(16 + zlib.MAX_WBITS)
    try:
        return unpacker.decompress(packed, limit + 1)
    except zlib.error as error:
        raise gzip.BadGzipFile(str(error)) from error


def _bytes_of(path: Path, limit: int) -> bytes:
    with path.open("rb") as file:
        return file.read(limit + 1)


def opened(names: Iterable[str], limit: int) -> Iterator[tuple[str, bytes | OSError]]:
    """Each file with its bytes, or why it cannot be read."""
    for name in names:
        try:
            yield name, read(name, limit)
        except OSError as error:
            yield name, error
