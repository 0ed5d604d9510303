"""The marks of a unit that may be records: who, how good, when, and only those made under the conditions of the sport. PURE."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Protocol

import msgspec

from kotinos.codes.rsc import Rsc
from kotinos.sports import marks
from kotinos.sports.records import Kept, Value, is_legal, kept_in, value_of

_KEEPS_LIFTS = frozenset({"DNF", "NM"})
"""A lifter without a total keeps a record set before; one who is disqualified does not."""
_SNATCHES = 3
"""Attempts 1 to 3 are snatches, those after them clean and jerk."""


class Timed(Protocol):
    """A value with two instants: ``at`` when it came to be what it is, ``first`` when there first was one."""

    @property
    def value(self) -> Any: ...
    @property
    def at(self) -> str: ...
    @property
    def first(self) -> str: ...


Card = Mapping[str, Timed]
"""What stands of one competitor, by slot."""


class Performance(msgspec.Struct, frozen=True, kw_only=True):
    """One mark that may be a record. ``value``: the greater the better. ``slot`` is where it stands, ``part`` as `Kept.part`.

    ``at``: the instant by which marks of several units are put in order.
    """

    competitor: str
    value: Value
    mark: str
    at: str
    slot: str
    part: str = ""
    types: tuple[str, ...] = ()
    wind: str = ""


def performances(rsc: Rsc, cards: Mapping[str, Card], own: Card) -> tuple[Performance, ...]:
    """Every mark of a unit that counts, in the order in which they came; of one instant the best first.

    ``own`` are the values of the unit itself. A competitor with an IRM has none, and neither has a text that is no mark.
    """
    found = [p for kept in kept_in(rsc) for who, card in cards.items() for p in _of(kept, rsc, who, card, own)]
    if any(kept.together for kept in kept_in(rsc)) and found:
        # One race: whoever is slower comes later, in whatever order the device tells. Readings come after it, never before.
        began = min(p.at for p in found)
        found = [msgspec.structs.replace(p, at=began) for p in found]
    return tuple(sorted(found, key=lambda p: (p.at, -p.value, p.competitor, p.slot)))


def _of(kept: Kept, rsc: Rsc, who: str, card: Card, own: Card) -> Iterator[Performance]:
    irm = _value(card, "irm")
    if irm and not (kept.reads == "lifts" and kept.part != "TOTAL" and irm in _KEEPS_LIFTS):
        return
    if kept.reads in _READ:
        for slot, text, at, wind in _READ[kept.reads](kept, rsc, card):
            blown = _value(own, "wind") if kept.wind == "race" else wind
            if kept.wind and not is_legal(blown):
                continue
            try:
                value = value_of(rsc, text)
            except marks.MarkError:
                continue
            yield Performance(
                competitor=who,
                value=value,
                mark=text,
                at=at,
                slot=slot,
                part=kept.part,
                types=kept.types,
                wind=str(blown or "") if kept.wind else "",
            )


_Read = tuple[str, str, str, Any]
"""Slot, mark as shown, instant, wind of its own."""


def _mark(kept: Kept, rsc: Rsc, card: Card) -> Iterator[_Read]:
    """The one mark: a time stands from its first reading on, whatever is read again later; a score from when it reached what it is."""
    mark, t4 = card.get("mark"), card.get("t4")
    if mark is not None and marks.given(mark.value):
        shown, seen = str(mark.value), mark
    elif t4 is not None and t4.value is not None:
        shown, seen = marks.show_time(marks.round_up(int(t4.value), marks.HUNDREDTH)), t4
    else:
        return
    yield "mark", shown, seen.first if kept.together else seen.at, _value(card, "wind")


def _attempts(kept: Kept, rsc: Rsc, card: Card) -> Iterator[_Read]:
    listed = False
    for slot, seen in card.items():
        if slot.startswith("attempt/") and seen.value is not None:
            listed = True
            one = seen.value if isinstance(seen.value, Mapping) else {"mark": seen.value}
            yield slot, str(one.get("mark", "")), seen.at, one.get("wind")
    if not listed:
        yield from _mark(kept, rsc, card)


def _heights(kept: Kept, rsc: Rsc, card: Card) -> Iterator[_Read]:
    """Each height cleared."""
    listed = False
    for slot, seen in card.items():
        if slot.startswith("height/") and seen.value is not None:
            listed = True
            if "O" in str(seen.value):
                yield slot, slot.partition("/")[2], seen.at, None
    if not listed:
        yield from _mark(kept, rsc, card)


def _lifts(kept: Kept, rsc: Rsc, card: Card) -> Iterator[_Read]:
    """Each good lift, or the total that it makes; where only results are known, those."""
    if not _in_category(rsc, _value(card, "body_weight")):
        return
    lifts = sorted(
        (int(number), str(one.get("mark", "") if isinstance(one, Mapping) else one), seen.at)
        for slot, seen in card.items()
        for kind, _, number in [slot.partition("/")]
        for one in [seen.value]
        if kind == "attempt" and number.isdigit() and one is not None
    )
    good = [(n, int(kilos), at) for n, kilos, at in lifts if kilos.isdigit()]
    if not lifts:
        slot = {"SNATCH": "snatch", "CLEAN_JERK": "clean_jerk", "TOTAL": "mark"}[kept.part]
        seen = card.get(slot)
        if seen is not None and marks.given(seen.value):
            yield slot, str(seen.value), seen.at, None
        return
    best = max((kilos for n, kilos, _ in good if n <= _SNATCHES), default=0)
    for n, kilos, at in good:
        if kept.part == ("SNATCH" if n <= _SNATCHES else "CLEAN_JERK"):
            yield f"attempt/{n}", str(kilos), at, None
        elif kept.part == "TOTAL" and n > _SNATCHES and best:
            yield f"attempt/{n}", str(best + kilos), at, None


def _in_category(rsc: Rsc, weighed: Any) -> bool:
    """Whether a body weight is of the category: up to 61 kg in ``61KG``, above 102 kg in ``O102KG``. Who was not weighed here was at the
    weigh-in, without which nobody lifts."""
    limit = rsc.event.removesuffix("KG").removeprefix("O")
    if weighed is None or not limit.isdigit():
        return True
    try:
        kilos = marks.parse_points(weighed)
    except marks.MarkError:
        return False
    return kilos > int(limit) if rsc.event.startswith("O") else kilos <= int(limit)


_READ: dict[str, Callable[[Kept, Rsc, Card], Iterator[_Read]]] = {
    "mark": _mark,
    "attempts": _attempts,
    "heights": _heights,
    "lifts": _lifts,
}


def _value(card: Card, slot: str) -> Any:
    seen = card.get(slot)
    return None if seen is None else seen.value
