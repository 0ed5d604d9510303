"""What ends a tie that the marks leave: a place that was recorded, by a referee, by lots, by a photo or a jump-off.

Every rule ends with `RECORDED`, so that a decision taken on the field of play is never overruled by a computation, and never
overrules a mark either.
"""

from __future__ import annotations

from collections.abc import Mapping

from kotinos.sports.ranking import CannotRank, Criterion, Entry, Group

_LAST = 1_000_000


def recorded_place(entry: Entry, _: Group) -> int:
    """``tie_break``: 1 before 2, or ``{"place": 1, "by": "lots"}``. An entry without one stands after those with one."""
    value = entry.raw.get("tie_break")
    if value is None:
        return _LAST
    if isinstance(value, Mapping):
        value = value.get("place")
    try:
        return int(str(value))
    except ValueError:
        raise CannotRank(f"entry {entry.n} ({entry.id}): tie_break {value!r}; a whole number, 1 before 2") from None


def decided_by(entry: Entry, group: Group) -> str:
    """How the tie was broken (``lots``, ``photo``, ``swim_off`` …), else ``decision``; empty where none is recorded."""
    for one in (entry, *group):
        value = one.raw.get("tie_break")
        if isinstance(value, Mapping):
            return str(value.get("by") or "decision")
        if value is not None:
            return str(one.raw.get("tie_break_by") or "decision")
    return ""


RECORDED = Criterion("tie_break", recorded_place, decided_by)


def recorded_finish(entry: Entry, group: Group) -> int:
    """``place``: the order in which the judges or the photo saw them cross the line.

    It counts where all who are tied have one, and only among those who raced together (``group``).
    """
    if any(one.raw.get("place") is None or one.group != entry.group for one in group):
        return 0
    return int(str(entry.raw["place"]))


def show_finish(entry: Entry, group: Group) -> str:
    place = recorded_finish(entry, group)
    return str(place) if place else ""


FINISH = Criterion("finish", recorded_finish, show_finish)

PHRASES = {
    "tie_break": {
        "en": "separated by a recorded decision",
        "fr": "départagés par une décision enregistrée",
        "en_name": "recorded decision",
        "fr_name": "décision enregistrée",
    },
    "decision_lots": {"en": "drawing of lots", "fr": "tirage au sort"},
    "decision_photo": {"en": "photo finish", "fr": "photo-finish"},
    "decision_jump_off": {"en": "jump-off", "fr": "barrage"},
    "decision_swim_off": {"en": "swim-off", "fr": "barrage"},
    "decision_shoot_off": {"en": "shoot-off", "fr": "barrage"},
    "decision_countback": {"en": "countback", "fr": "décompte des échecs"},
    "decision_second_mark": {"en": "the second-best mark", "fr": "la deuxième meilleure marque"},
    "decision_referee": {"en": "the referee", "fr": "le juge-arbitre"},
    "decision_jury": {"en": "the jury", "fr": "le jury"},
}
