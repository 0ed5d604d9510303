"""Until when a protest may be filed: a window for each sport, running from what was *published*. PURE.

An event's own regulations may say otherwise; then the plan of the unit names the seconds (``facts["protest_seconds"]``).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from decimal import ROUND_UP, Decimal
from typing import Literal

import msgspec

MINUTE, HOUR = 60, 3600
Start = Literal["score", "result", "official"]
SHOWN_AS_RESULT = ("UNCONFIRMED", "UNOFFICIAL", "PROVISIONAL", "OFFICIAL")
"""Statuses with which a whole result is before the public."""


class Window(msgspec.Struct, frozen=True, kw_only=True):
    """How long, and from when, protests are taken.

    ``start``: the competitor's own ``score`` is shown (and then only until the next one is; after the last for ``seconds``), the
    ``result`` of the unit is shown, or it is ``official``. ``appeal``: seconds from a decision to an appeal, ``None`` where there is no
    appeal within the sport. ``fee`` and ``who`` (who may file) are for the form; ``source`` is the rule.
    """

    start: Start
    seconds: int
    source: str
    appeal: int | None = 30 * MINUTE
    fee: str = ""
    who: str = ""


_FIG = Window(
    start="score",
    seconds=MINUTE,
    appeal=None,
    fee="USD 300, the second 500, the third 1000; given back if right",
    who="the coach, for the own gymnast's difficulty score",
    source="FIG Technical Regulations 8.5",
)
_AQUATICS = Window(
    start="result",
    seconds=30 * MINUTE,
    fee="CHF 500",
    who="the responsible team leader, in writing",
    source="World Aquatics Competition Regulations, Part One, protests",
)
WINDOWS: dict[str, Window] = {
    "ATH": Window(
        start="official",
        seconds=30 * MINUTE,
        fee="USD 100 with an appeal",
        who="the athlete, or somebody acting for the athlete",
        source="World Athletics Technical Rules TR8.3; appeals TR8.7",
    ),
    "CSP": Window(
        start="result", seconds=20 * MINUTE, who="the team leader, in writing", source="ICF Canoe Sprint, protests"
    ),
    "CSL": Window(
        start="result", seconds=20 * MINUTE, who="the team leader, in writing", source="ICF Canoe Slalom, protests"
    ),
    "FBL": Window(start="result", seconds=2 * HOUR, who="the team, in writing", source="FIFA tournament regulations"),
    "FEN": Window(start="result", seconds=0, who="the fencer, by word", source="FIE Rules t.172: before the next hit"),
    "JUD": Window(
        start="result", seconds=0, appeal=None, who="the coach", source="IJF Sport and Organisation Rules: at once"
    ),
    "ROW": Window(start="result", seconds=HOUR, who="the crew, in writing", source="World Rowing Rules, protests"),
    "SAL": Window(
        start="result",
        seconds=2 * HOUR,
        appeal=None,
        who="the boat, in writing",
        source="RRS 60.3 (2025; before: 61.3)",
    ),
    "SHO": Window(
        start="result", seconds=10 * MINUTE, who="the shooter or the team", source="ISSF 6.16: score protest time"
    ),
    "WRE": Window(
        start="result", seconds=5, appeal=None, who="the coach: a challenge", source="UWW Wrestling Rules, challenge"
    ),
    **dict.fromkeys(("GAR", "GRY", "GTR"), _FIG),
    **dict.fromkeys(("SWM", "DIV", "SWA", "OWS", "WPO"), _AQUATICS),
}
"""By discipline. The numbers stand as the federations' books had them for 2024; what a book leaves to the event is not here."""

GENERAL = Window(start="result", seconds=30 * MINUTE, source="no rule of the sport is known here: a general half hour")


def window_of(discipline: str, seconds: int | None = None) -> Window:
    """The window of a discipline; ``seconds`` where the event's own regulations differ."""
    window = WINDOWS.get(discipline, GENERAL)
    return window if seconds is None else msgspec.structs.replace(window, seconds=seconds)


def closes(
    window: Window, scores: Mapping[str, str], statuses: Mapping[str, str], competitor: str = "", waiting: bool = False
) -> datetime | None:
    """The instant at which the window closes for ``competitor``; ``None`` while nothing says when.

    ``scores`` and ``statuses`` are the instants (UTC) at which each competitor's score and each status of the unit was first shown;
    ``waiting``: somebody's score is still to come, so that ``competitor`` is not the last.
    """
    if window.start == "score":
        return _by_scores(window, scores, competitor, waiting)
    wanted = ("OFFICIAL",) if window.start == "official" else SHOWN_AS_RESULT
    begun = [statuses[s] for s in wanted if s in statuses]
    return instant(min(begun)) + timedelta(seconds=window.seconds) if begun else None


def _by_scores(window: Window, scores: Mapping[str, str], competitor: str, waiting: bool) -> datetime | None:
    own = scores.get(competitor)
    if own is None:
        return None
    after = [instant(at) for at in scores.values() if instant(at) > instant(own)]
    if after:
        return min(after)
    return None if waiting else instant(own) + timedelta(seconds=window.seconds)


def appeal_closes(window: Window, decided: str) -> datetime | None:
    """The instant until which a decision may be appealed against; ``None`` where no clock of the sport runs."""
    return None if window.appeal is None else instant(decided) + timedelta(seconds=window.appeal)


def overrun(closing: datetime | None, lodged: str) -> str:
    """By how many seconds ``lodged`` missed the end (``4.000``, rounded up to a millisecond); empty when it was in time."""
    late = instant(lodged) - closing if closing else timedelta(0)
    if late <= timedelta(0):
        return ""
    microseconds = Decimal(late // timedelta(microseconds=1))
    return str((microseconds / 1_000_000).quantize(Decimal("0.001"), ROUND_UP))


def instant(text: str) -> datetime:
    """An ISO 8601 instant in UTC; raises ``ValueError`` where it is none or has no offset."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(f"{text!r} has no offset")
    return moment.astimezone(UTC)


def written(moment: datetime | None) -> str:
    """As the journal writes instants; empty for none."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ") if moment else ""
