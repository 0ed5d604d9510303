"""Athletics: track and road. World Athletics Technical Rules TR19 (timing), TR21 (ties); field events are in their own files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from kotinos.codes.rsc import Rsc
from kotinos.sports import columns_of_athletics, combined, formats, horizontals, marks, progressions, verticals
from kotinos.sports.athletics_events import IRMS, event_kind
from kotinos.sports.combined_points import points
from kotinos.sports.discipline import Discipline, Phases
from kotinos.sports.generic import rank_times, refuse, show_time_of, time_of, times_of
from kotinos.sports.ranking import Criterion, Entry, Group, Ranking, RuleSet, Unit
from kotinos.sports.ties import FINISH, RECORDED

__all__ = ["IRMS", "PHRASES", "RULE_SETS", "event_kind", "points"]


def exact_time(entry: Entry) -> marks.T4 | None:
    """The photo-finish reading: a ``t4`` or mark finer than 0.01 s, or ``thousandths`` (``.784``). ``None``: not known."""
    t4 = time_of(entry)
    fraction = entry.raw.get("thousandths")
    if fraction is not None:
        try:
            return marks.thousandths(marks.round_up(t4, marks.HUNDREDTH), fraction)
        except marks.MarkError as error:
            raise refuse(entry, error) from None
    return t4 if t4 % marks.HUNDREDTH else None


def _exact_among(entry: Entry, group: Group) -> marks.T4 | None:
    """The reading, where it can be compared: one is finer, and each of the others at least came from a photo (``t4``)."""
    known = [exact_time(one) for one in group]
    if all(exact is None for exact in known):
        return None
    if any(exact is None and one.raw.get("t4") is None for exact, one in zip(known, group, strict=True)):
        return None
    exact = exact_time(entry)
    return time_of(entry) if exact is None else exact


def _show_exact(entry: Entry, group: Group) -> str:
    exact = _exact_among(entry, group)
    return "" if exact is None else marks.show_time(exact, 3)


THOUSANDTHS = Criterion("thousandths", lambda entry, group: _exact_among(entry, group) or 0, _show_exact)


def rank_track(unit: Unit, rule_set: str, irms: tuple[str, ...]) -> Ranking:
    """By hundredths, the next longer one where the reading is finer (TR19.24.1); equal ones by the reading (TR21).

    What is still equal is a tie, unless the photo finish recorded an order (``place``) or a decision was taken.
    """
    times = times_of(unit)
    for entry in unit.entries:
        if entry.id in times and "thousandths" in entry.raw:
            exact_time(entry)  # a reading that contradicts its mark is refused even where nobody is tied
    official = {who: marks.round_up(t4, marks.HUNDREDTH) for who, t4 in times.items()}
    shown = Criterion("time", lambda entry, _: official[entry.id], lambda entry, _: marks.show_time(official[entry.id]))
    return rank_times(unit, times, (shown, THOUSANDTHS, FINISH, RECORDED), rule_set, irms)


def rank_road(unit: Unit, rule_set: str, irms: tuple[str, ...]) -> Ranking:
    """By the time in whole seconds, and by the order of finish where the judges recorded it (TR19.24.3)."""
    times = times_of(unit)
    shown = Criterion("time", lambda entry, _: times[entry.id], show_time_of)
    return rank_times(unit, times, (shown, FINISH, RECORDED), rule_set, irms)


def _sets(
    kind: str, names: tuple[str, ...], since: date, source: str, rank: Callable[[Unit, str, tuple[str, ...]], Ranking]
) -> RuleSet:
    rule_set = f"ATH-{kind}@{since}"
    return RuleSet(
        id=rule_set,
        effective=since,
        names=names,
        covers=lambda rsc: rsc.discipline == "ATH" and event_kind(rsc) == kind,
        irms=IRMS,
        source=source,
        rank=lambda unit: rank(unit, rule_set, IRMS),
    )


RULE_SETS = (
    _sets("track", (), date(1977, 1, 1), "World Athletics TR19.24, TR21", rank_track),
    _sets("road", (), date(1912, 7, 17), "World Athletics TR19.24.3", rank_road),
    _sets("vertical", ("high_jump",), date(2009, 11, 1), "World Athletics TR26.8-9", verticals.rank_jumps),
    _sets("horizontal", ("distance_desc",), date(1912, 7, 17), "World Athletics TR25.22", horizontals.rank_trials),
)

PHRASES = {
    **combined.PHRASES,
    "thousandths": {
        "en": "faster by the photo finish ({0} against {1})",
        "fr": "plus rapide à la photo-finish ({0} contre {1})",
        "en_name": "thousandths",
        "fr_name": "millièmes",
    },
    "height": {
        "en": "higher ({0} against {1})",
        "fr": "plus haut ({0} contre {1})",
        "en_name": "height",
        "fr_name": "hauteur",
    },
    "failures_at": {
        "en": "fewer failures at {height} ({0} against {1})",
        "fr": "moins d’échecs à {height} ({0} contre {1})",
        "en_name": "failures at that height",
        "fr_name": "échecs à cette hauteur",
        "en_same": "failures there equal ({0})",
        "fr_same": "autant d’échecs à cette hauteur ({0})",
    },
    "failures": {
        "en": "fewer failures up to {height} ({0} against {1})",
        "fr": "moins d’échecs jusqu’à {height} ({0} contre {1})",
        "en_name": "failures in all",
        "fr_name": "échecs au total",
        "en_same": "failures in all equal ({0})",
        "fr_same": "autant d’échecs au total ({0})",
    },
    "jump_off": {
        "en": "won the jump-off ({0} against {1})",
        "fr": "vainqueur du barrage ({0} contre {1})",
        "en_name": "jump-off",
        "fr_name": "barrage",
    },
    "best": {
        "en": "better mark ({0} against {1})",
        "fr": "meilleure marque ({0} contre {1})",
        "en_name": "mark",
        "fr_name": "marque",
    },
    "second_best": {
        "en": "better second mark ({0} against {1})",
        "fr": "meilleure deuxième marque ({0} contre {1})",
        "en_name": "second mark",
        "fr_name": "deuxième marque",
    },
    "next_best": {
        "en": "better next mark ({0} against {1})",
        "fr": "meilleure marque suivante ({0} contre {1})",
        "en_name": "next mark",
        "fr_name": "marque suivante",
    },
}

_CUTS = {"1500M": progressions.MIDDLE, "3000MST": progressions.STEEPLE, "5000M": progressions.LONG}
_FIELD_FINAL = 12


def phases(event: Rsc, units: Sequence[Rsc]) -> Phases:
    """Rounds by place and time on the track, twelve into a final in the field (the standard is the organiser's), parts of a total."""
    if event_kind(event) in ("vertical", "horizontal"):
        return formats.ordered(units, qualify=lambda phase: {"total": _FIELD_FINAL} if phase.phase == "QUAL" else {})
    relay = progressions.RELAY if "4X" in event.event else progressions.TRACK
    return formats.ordered(units, qualify=progressions.by_heats(units, lambda phase: _CUTS.get(phase.event, relay)))


DISCIPLINES = (
    Discipline(
        code="ATH",
        phases=phases,
        rule_sets=(*RULE_SETS, *combined.RULE_SETS),
        phrases=PHRASES,
        mark_type=columns_of_athletics.mark_type,
        read_mark=columns_of_athletics.read_mark,
        columns=columns_of_athletics.columns,
    ),
)
