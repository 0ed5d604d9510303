"""Golf: stroke play over several rounds. Rules of Golf 3.3 and 21; ties of the Olympic competition: IGF Competition Regulations.

The fewest strokes over all rounds win. A tie for a medal is played off hole by hole; other ties stand.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from msgspec.structs import replace

from kotinos.codes.rsc import Rsc
from kotinos.sports import formats, marks, series
from kotinos.sports.discipline import Discipline, Phases, decimal
from kotinos.sports.generic import fewest, has, rule
from kotinos.sports.ranking import CannotRank, Criterion, Entry, Group, Ranking, RuleSet, Unit, rank_by
from kotinos.sports.ties import RECORDED

IRMS = ("WD", "DNS", "DSQ")
"""Withdrawn, did not start, disqualified: listed in this order, without a place."""

MEDALS = 3
_NO_MEDAL = ((2, 0),)


def rank_rounds(unit: Unit, rule_set: str) -> Ranking:
    """Rank the rounds together: who has played more of them, then the fewest strokes, then the play-off for a medal.

    While a round is on, players who have not finished it stand by the rounds that they have. Whoever has a mark of invalidity in
    any round has it for the competition.
    """
    entries = tuple(_out(entry) for entry in unit.entries)
    played = [entry for entry in entries if entry.irm is None and series.begun(entry)]
    rounds = series.read_once(played, lambda entry: sum(series.scored(part) for part in series.parts_of(entry)))
    strokes = series.read_once(played, series.total)
    criteria = (
        series.more("golf_rounds", rounds),
        series.fewer("strokes", strokes, marks.show_points),
        _play_off(played, lambda entry: (-rounds(entry), strokes(entry))),
        RECORDED,
    )
    return rank_by(
        entries,
        criteria,
        rule_set,
        irms=IRMS,
        marked=series.begun,
        values=lambda entry: {
            "total": marks.show_points(series.total(entry)),
            "parts": {part.unit: part.mark for part in series.parts_of(entry) if series.scored(part)},
        },
    )


def _out(entry: Entry) -> Entry:
    marks_of_invalidity = [part.irm for part in series.parts_of(entry) if part.irm]
    return replace(entry, irm=marks_of_invalidity[-1]) if marks_of_invalidity and entry.irm is None else entry


def holes_of(entry: Entry) -> tuple[int, ...]:
    """The play-off: ``play_off``, strokes hole by hole as a list or as ``4 3``; empty where none was played. Raises `CannotRank`."""
    raw = [part.raw["play_off"] for part in series.parts_of(entry) if part.raw.get("play_off") not in (None, "")]
    if not raw:
        return ()
    holes = str(raw[-1]).split() if isinstance(raw[-1], str | int) else [str(one) for one in raw[-1]]
    if not all(hole.isascii() and hole.isdigit() for hole in holes):
        raise CannotRank(f"entry {entry.n} ({entry.id}): play_off {raw[-1]!r}; the strokes of each hole (4 3)")
    return tuple(int(hole) for hole in holes)


def _play_off(entries: Sequence[Entry], score: series.Read) -> Criterion:
    """Hole by hole among those who tie for a medal. It gives the medals that are left; whoever wins none of them keeps the tie
    (seven played for the bronze of Tokyo, and six were fourth)."""
    ahead = {entry.id: sum(score(other) < score(entry) for other in entries) for entry in entries}

    def course(entry: Entry, group: Group) -> tuple[tuple[int, int], ...]:
        longest = max(len(holes_of(other)) for other in group)
        holes = holes_of(entry)
        return tuple((0, holes[at]) if at < len(holes) else (1, 0) for at in range(longest))

    def key(entry: Entry, group: Group) -> tuple[tuple[int, int], ...]:
        left = MEDALS - ahead[entry.id]
        if left <= 0 or not all(holes_of(other) for other in group):
            return ()
        own = course(entry, group)
        better = sum(course(other, group) < own for other in group)
        return own if better < left else _NO_MEDAL

    def show(entry: Entry, group: Group) -> str:
        return " ".join(str(hole) for hole in holes_of(entry)) if key(entry, group) else ""

    return Criterion("golf_play_off", key, show)


def phases(_: Rsc, units: Sequence[Rsc]) -> Phases:
    """One phase, whose units are the rounds."""
    return formats.ordered(units, kind=lambda _: "series")


_SINCE = date(2016, 8, 11)
_ROUNDS, _ROUND = f"GLF-stroke-play@{_SINCE}", f"GLF-round@{_SINCE}"

RULE_SETS = (
    RuleSet(
        id=_ROUNDS,
        effective=_SINCE,
        names=("golf_stroke_play",),
        covers=lambda rsc: rsc.discipline == "GLF" and not rsc.unit,
        irms=IRMS,
        source="Rules of Golf 3.3; IGF Olympic Competition Regulations, ties",
        rank=partial(rank_rounds, rule_set=_ROUNDS),
    ),
    RuleSet(
        id=_ROUND,
        effective=_SINCE,
        names=("golf_round",),
        covers=lambda rsc: rsc.discipline == "GLF" and bool(rsc.unit),
        irms=IRMS,
        source="Rules of Golf 3.3",
        rank=rule(_ROUND, (fewest("strokes", "mark"),), has("mark"), IRMS),
    ),
)

PHRASES = {
    "golf_rounds": {
        "en": "more rounds played ({0} against {1})",
        "fr": "plus de tours joués ({0} contre {1})",
        "en_name": "rounds",
        "fr_name": "tours",
        "en_same": "both played {0} rounds",
        "fr_same": "{0} tours joués chacun",
    },
    "golf_play_off": {
        "en": "won the play-off (holes in {0} against {1})",
        "fr": "vainqueur du play-off (trous en {0} contre {1})",
        "en_name": "play-off",
        "fr_name": "play-off",
    },
}

DISCIPLINES = (
    Discipline(
        code="GLF",
        rule_sets=RULE_SETS,
        phrases=PHRASES,
        phases=phases,
        mark_type=lambda _: "STROKES",
        read_mark=decimal,
    ),
)
