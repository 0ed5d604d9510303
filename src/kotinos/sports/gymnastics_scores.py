"""Scores of artistic gymnastics in whole thousandths, and whether their parts add up. FIG Code of Points."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

import msgspec

from kotinos.sports.ranking import CannotRank, Entry

Thousandths = int
_RESIDUE = Decimal("0.000000001")


def thousandths(entry: Entry, slot: str, value: Any) -> Thousandths:
    """Read a score as whole thousandths: ``"14.933"`` is 14933. Raises `CannotRank` for more decimals or no number.

    Some results services print their binary arithmetic (``12.266000000000002``); that residue is less than a billionth.
    """
    try:
        number = Decimal(str(value))
        whole = (number * 1000).to_integral_value()
        exact = abs(number * 1000 - whole) < _RESIDUE
    except (InvalidOperation, ValueError):
        exact = False
    if not exact:
        raise CannotRank(f"entry {entry.n} ({entry.id}): {slot} {value!r}; a score with at most three decimals")
    return int(whole)


def shown(score: Thousandths) -> str:
    """As a board prints it: ``14.933``."""
    sign, score = ("-", -score) if score < 0 else ("", score)
    return f"{sign}{score // 1000}.{score % 1000:03d}"


class Score(msgspec.Struct, frozen=True, kw_only=True):
    """One exercise: difficulty, execution, neutral deductions and the total, each ``None`` where it was not recorded."""

    d: Thousandths | None
    e: Thousandths | None
    penalty: Thousandths | None
    total: Thousandths | None

    def contradiction(self) -> str:
        """What does not add up, as text; empty when total = D + E − penalty, or when a part is not known.

        Where no penalty was recorded there may have been one: then only a total above D + E is impossible.
        """
        if self.d is None or self.e is None or self.total is None:
            return ""
        expected = self.d + self.e - (self.penalty or 0)
        if self.total == expected or (self.penalty is None and self.total < expected):
            return ""
        parts = f"{shown(self.d)} + {shown(self.e)} - {shown(self.penalty or 0)}"
        return f"{parts} = {shown(expected)}, recorded {shown(self.total)}"


def read_score(entry: Entry, raw: Mapping[str, Any] | None = None) -> Score:
    """The score of ``entry``, or of one exercise of it (``raw``). Without a ``mark`` the total is D + E − penalty."""
    raw = entry.raw if raw is None else raw

    def part(slot: str) -> Thousandths | None:
        value = raw.get(slot)
        return None if value in (None, "") else thousandths(entry, slot, value)

    d, e, penalty, total = part("d"), part("e"), part("penalty"), part("mark")
    if penalty is not None and penalty < 0:
        raise CannotRank(
            f"entry {entry.n} ({entry.id}): penalty {raw['penalty']!r}; write what is taken off without a sign"
        )
    if total is None and d is not None and e is not None:
        total = max(d + e - (penalty or 0), 0)
    return Score(d=d, e=e, penalty=penalty, total=total)


def judged_score(entry: Entry, raw: Mapping[str, Any] | None = None) -> Score:
    """`read_score`, refusing a total that its parts contradict: for scores that come from the judges of this competition."""
    score = read_score(entry, raw)
    wrong = score.contradiction()
    if wrong:
        raise CannotRank(f"entry {entry.n} ({entry.id}): {wrong}")
    return score
