"""Random sequences of everything that may happen to a person's file, on the tables of lives alone: fast enough for ten million.

The oracle knows nothing of the tables: it keeps what the authority last said about each identity and until when.
"""

from __future__ import annotations

import random
from datetime import date, timedelta

from kotinos.custody.card import life
from kotinos.custody.vetting import life as vetting

BEGIN = date(2026, 7, 1)
EVENTS = (
    "require", "send", "accept", "favourable", "favourable", "favourable", "unfavourable", "more_time", "withdraw", "lapse",
    "rescreen", "identity", "day", "produce", "produce", "ship", "receive", "validate", "validate", "validate", "suspend", "lift",
    "lift", "cancel", "expire",
)  # fmt: skip


class File:
    """One person's file: identity, clearance, cards. Consequences are drawn as in the database: closing suspends at once."""

    def __init__(self) -> None:
        self.mark = 0
        self.today = BEGIN
        self.clearance: vetting.State = "acknowledged"
        self.asked = self.present
        self.until: date | None = None
        self.cards: list[tuple[str, str]] = []  # state and the mark printed
        self.said: dict[str, date | None] = {}  # the oracle: identity → last day of a favourable answer

    @property
    def present(self) -> str:
        return f"m{self.mark}"

    def happen(self, event: str, rnd: random.Random) -> None:
        if event in ("identity", "day"):
            self._outside(event, rnd)
        elif event in vetting.EVENTS and event != "expire":
            self._vetting(event, rnd)
        else:
            self._card(event, rnd)
        if life.closed_because(
            self.present, self.present, self.asked, vetting.verdict(self.clearance), self.until, self.today
        ):
            self._suspend_all()

    def _outside(self, event: str, rnd: random.Random) -> None:
        if event == "day":
            self.today += timedelta(days=rnd.randrange(20))
            if self.until is not None and self.today > self.until:
                self.clearance, self.until = vetting.after(self.clearance, "expire") or self.clearance, None
            return
        self.mark += rnd.choice((1, 1, -1)) if self.mark else 1
        if self.asked:
            self.clearance, self.asked, self.until = "pending", self.present, None
        self._suspend_all()

    def _vetting(self, event: str, rnd: random.Random) -> None:
        new = vetting.after(self.clearance, event)  # type: ignore[arg-type]
        if new is None:
            return
        if event == "require":
            self.asked = self.present
        if event == "favourable":
            self.until = self.today + timedelta(days=rnd.randrange(60))
            self.said[self.asked] = self.until
        if event in ("unfavourable", "withdraw"):
            self.said[self.asked] = None
        if vetting.verdict(new) != "favourable":
            self.until = None
        self.clearance = new

    def _card(self, event: str, rnd: random.Random) -> None:
        if event == "produce":
            self.cards.append((life.card_after("", "produce"), self.present))
            return
        if not self.cards:
            return
        at = rnd.randrange(len(self.cards))
        state, printed = self.cards[at]
        try:
            new = life.card_after(state, event)
        except life.NotNow:
            return
        if new == "validated":
            others = [one for n, (one, _) in enumerate(self.cards) if n != at]
            closed = life.closed_because(
                printed, self.present, self.asked, vetting.verdict(self.clearance), self.until, self.today
            )
            if closed or "validated" in others or "suspended" in others:
                return
        self.cards[at] = (new, printed)

    def _suspend_all(self) -> None:
        self.cards = [("suspended" if state == "validated" else state, printed) for state, printed in self.cards]

    def holds(self) -> bool:
        """Whether every card in force stands on the authority's word about the person as they are, and there is one at most."""
        in_force = [printed for state, printed in self.cards if state == "validated"]
        last = self.said.get(self.present)
        return not in_force or (in_force == [self.present] and last is not None and self.today <= last)


def sequences(count: int, seed: int, length: int = 24) -> int:
    """Run ``count`` random sequences; in how many a card came into force, so that the caller sees that something happened."""
    rnd = random.Random(seed)
    valid = 0
    for number in range(count):
        file = File()
        done, opened = [], False
        for event in rnd.choices(EVENTS, k=length):
            file.happen(event, rnd)
            done.append(event)
            assert file.holds(), f"seed {seed}, sequence {number}: {done}"
            opened = opened or any(state == "validated" for state, _ in file.cards)
        valid += opened
    return valid
