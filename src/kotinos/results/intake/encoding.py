"""Bytes to text, strictly. Timing programs write what they were set to: UTF-8, UTF-16 or the Windows code page of the machine.

A byte that does not fit is refused with its place: a name with a wrong letter would stay wrong on every screen.
"""

from __future__ import annotations

import re

from kotinos.results.intake.reading import BadMessage

_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_UTF8_LETTER = re.compile(rb"[\xc3-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd]")
NAMES = ("utf-8", "utf-16-le", "utf-16-be", "cp1252")


def decode(message: bytes, encoding: str = "") -> tuple[str, str]:
    """The text of ``message`` and the name of its encoding.

    ``encoding`` says what the device is set to; without it a byte order mark decides, then zero bytes (UTF-16), then whether
    the bytes are valid UTF-8, else Windows-1252, which leaves five bytes unused and so is still checked.
    """
    if not message:
        raise BadMessage("the file is empty", "byte 0", "at least a header line")
    if encoding and encoding not in NAMES:
        raise BadMessage(f"encoding {encoding!r} is not one this platform reads", "settings", ", ".join(NAMES))
    bom, marked = next(((b, name) for b, name in _BOMS if message.startswith(b)), (b"", ""))
    if encoding and marked and marked != encoding:
        raise BadMessage(f"the byte order mark says {marked}", "byte 0", f"{encoding}, as this device is set to")
    name = encoding or marked or _guess(message)
    return _decoded(message, name, len(bom)), name


def _guess(message: bytes) -> str:
    head = message[:512]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > len(head) // 8 and not even:
        return "utf-16-le"
    if even > len(head) // 8 and not odd:
        return "utf-16-be"
    try:
        message.decode("utf-8")
    except UnicodeDecodeError as error:
        # In a code page, the two or three bytes of a UTF-8 letter are signs that no name has side by side.
        if _UTF8_LETTER.search(message):
            raise BadMessage(
                f"byte {error.start}: the text is neither wholly UTF-8 nor in a Windows code page",
                f"line {message[: error.start].count(10) + 1}",
                "one encoding in the whole file",
            ) from error
        return "cp1252"
    return "utf-8"


def _decoded(message: bytes, name: str, skip: int) -> str:
    try:
        text = message[skip:].decode(name)
    except UnicodeDecodeError as error:
        at = error.start + skip
        line = message[:at].count(b"\n") + 1
        shown = message[at : at + 4].hex(" ")
        raise BadMessage(
            f"byte {at} ({shown}) is not {name}",
            f"line {line}",
            f"a file wholly in {name}, or the device's encoding set here",
        ) from error
    _refuse_controls(text)
    return text


def _refuse_controls(text: str) -> None:
    found = _UNPRINTABLE.search(text)
    if found:
        at = found.start()
        line = text.count("\n", 0, at) + 1
        column = at - text.rfind("\n", 0, at)
        raise BadMessage(f"character U+{ord(found[0]):04X} at column {column}", f"line {line}", "printable text")
