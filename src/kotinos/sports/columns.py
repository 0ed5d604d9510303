"""What a unit shows besides rank and mark: the columns its rows use, and what kind of mark it is."""

from __future__ import annotations

from kotinos.codes.rsc import Rsc
from kotinos.sports import programme


def columns(rsc: Rsc) -> tuple[str, ...]:
    """The columns of this unit, in order, of ``reaction``, ``wind``, ``attempts``, ``heights``, ``splits``, ``points``, ``d``, ``e``,
    ``penalty``, ``periods`` and others that a discipline names."""
    own = programme.of(rsc)
    return own.columns(rsc) if own else ()


def mark_type(rsc: Rsc) -> str:
    """``TIME``, ``DISTANCE``, ``POINTS``, ``WEIGHT`` or ``STROKES``."""
    own = programme.of(rsc)
    return own.mark_type(rsc) if own else "POINTS"


def read_mark(rsc: Rsc, text: str) -> str:
    """The text of a mark in the one form that its discipline gives it; raises `kotinos.sports.marks.MarkError`."""
    own = programme.of(rsc)
    return own.read_mark(rsc, text) if own else text
