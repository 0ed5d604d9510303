"""Times as devices print them, read by `kotinos.sports.marks` and refused with their place in the message."""

from __future__ import annotations

import re

from kotinos.results.intake.reading import BadMessage
from kotinos.sports import marks

_REACTION = re.compile(r"[+-]?\d\.\d{2,4}\Z", re.ASCII)


def t4(text: str, where: str) -> marks.T4:
    """``1:38.52`` as 985200 ten-thousandths of a second."""
    if not text.isascii():
        raise BadMessage(f"time {text!r}", where, "digits 0 to 9")
    try:
        value = marks.parse_time(text)
    except marks.MarkError as error:
        raise BadMessage(str(error), where, "h:mm:ss.ffff with its leading parts left out, such as 1:38.52") from error
    if not value:
        raise BadMessage("a time of zero", where, "a time after the start, or no time")
    return value


def reaction(text: str, where: str) -> str:
    """A reaction time in seconds as it stands, checked: ``0.148``, also negative."""
    if not _REACTION.match(text):
        raise BadMessage(f"{text!r} is not a reaction time", where, "seconds such as 0.148")
    return text
