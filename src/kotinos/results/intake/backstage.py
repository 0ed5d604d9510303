"""What those who run the competition see, and nobody else: what is held back, and what really stands behind it. PURE."""

from __future__ import annotations

import msgspec

from kotinos.codes.rsc import Rsc
from kotinos.results import shown
from kotinos.results.competition import Games
from kotinos.results.documents import ResultBody
from kotinos.results.embargo import Embargo, covering, public
from kotinos.results.projections.unit import result
from kotinos.results.projections.view import View
from kotinos.sports import protests


class Held(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One embargo: its scope, the role that may release it, why, and since when."""

    scope: Rsc
    until: str
    reason: str
    since: str


class Behind(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A unit as it really stands, and as the public sees it (``None``: not at all). ``protest_until``: when the time for protests ends."""

    real: ResultBody
    public: ResultBody | None
    embargoes: tuple[Held, ...] = ()
    protest_until: str = ""


def embargoes(games: Games) -> list[Held]:
    """Everything that is held, the oldest first."""
    return [_held(one) for one in sorted(games.embargoes.values(), key=lambda e: (e.since, e.scope))]


def unit(games: Games, code: str) -> Behind | None:
    """A unit from both sides; ``None`` where no such unit is planned."""
    known = next((one for rsc, one in games.units.items() if rsc == code), None)
    if known is None:
        return None
    rsc, seen = known.plan.rsc, public(games)
    return Behind(
        real=result(View(games), rsc),
        public=result(View(seen), rsc) if rsc in seen.units else None,
        embargoes=tuple(_held(one) for one in covering(games, rsc)),
        protest_until=protests.written(shown.closes(known)),
    )


def _held(one: Embargo) -> Held:
    return Held(scope=one.scope, until=one.until, reason=one.reason, since=one.since)
