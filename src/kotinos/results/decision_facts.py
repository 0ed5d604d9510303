"""What tribunals decide long after an event, and what takes it back. Part of `facts`."""

from __future__ import annotations

from typing import Literal

import msgspec

from kotinos.codes.rsc import Rsc


class _Fact(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="kind"):
    pass


class Disqualified(_Fact, frozen=True, kw_only=True, tag="disqualified"):
    """The results of competitors in every unit of an event are annulled, today or in ten years.

    ``promote``: ``all`` who stood behind move up, medals included; ``none`` do, and the places stay vacant. ``authority``: who decided.
    ``irm``: the mark that they bear from now on; empty takes the one by which the discipline says disqualified.
    """

    event: Rsc
    competitors: tuple[str, ...]
    reason: str
    authority: str
    irm: str = ""
    promote: Literal["all", "none"] = "all"


class Reinstated(_Fact, frozen=True, kw_only=True, tag="reinstated"):
    """A disqualification is set aside: the competitors have their places again."""

    event: Rsc
    competitors: tuple[str, ...]
    reason: str
    authority: str
