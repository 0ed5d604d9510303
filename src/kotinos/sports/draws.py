"""Draws: a bracket for any number of competitors, with seeds, byes, and the way its bronze medals are won.

The lots are the caller's: competitors come in the order seeds first, then the others as they were drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from kotinos.codes.rsc import Rsc
from kotinos.sports.knockout import BYE, Bracket, BracketError, Contest, Origin, Seat

PHASES = {128: "R128", 64: "R64-", 32: "R32-", 16: "8FNL", 8: "QFNL", 4: "SFNL", 2: "FNL-"}
"""Phase of an RSC by the number of competitors it is made for (CC @BracketItems)."""

LARGEST = max(PHASES)


class Third(Enum):
    """How third places are won."""

    MATCH = "match"
    """The losers of the semi-finals meet for one bronze: football, badminton, tennis."""
    SHARED = "shared"
    """Both losers of the semi-finals have a bronze: boxing."""
    REPECHAGE = "repechage"
    """The losers of the quarter-finals of one half meet, and the winner meets the semi-final loser of the other half: judo."""


class Layout(Enum):
    """Where seeds stand, from the top."""

    QUARTERS = "quarters"
    """1 8 | 4 5 | 2 7 | 3 6: the higher seed on top of every pool (IJF Sport and Organisation Rules, draw)."""
    MIRRORED = "mirrored"
    """1 8 | 5 4 | 3 6 | 7 2: the second half upside down, number 2 on the last line (tennis, badminton)."""


def line_up(size: int, layout: Layout = Layout.QUARTERS) -> tuple[int, ...]:
    """For each line of a draw of ``size``, from the top, the number of the competitor that stands there."""
    lines = [1]
    while len(lines) < size:
        double = 2 * len(lines) + 1
        pairs = [(number, double - number) for number in lines]
        if layout is Layout.MIRRORED:
            pairs = [pair if at % 2 == 0 else (pair[1], pair[0]) for at, pair in enumerate(pairs)]
        lines = [number for pair in pairs for number in pair]
    return tuple(lines)


def draw(
    event: Rsc,
    competitors: Sequence[str],
    *,
    third: Third,
    layout: Layout = Layout.QUARTERS,
    subunits: bool = False,
) -> Bracket:
    """Write the bracket of an event: who starts where by number, and all that `lay_out` says.

    Lines above the number of competitors are byes, so that the best seeds rest first. Raises `BracketError` for less than two
    competitors, more than 128, or one named twice.
    """
    size = 2
    while size < len(competitors):
        size *= 2
    numbers = line_up(size, layout)
    lines = [competitors[number - 1] if number <= len(competitors) else None for number in numbers]
    return lay_out(event, lines, third=third, subunits=subunits)


def lay_out(event: Rsc, lines: Sequence[str | None], *, third: Third, subunits: bool = False) -> Bracket:
    """Write the bracket of a draw that was made elsewhere: its lines from the top, ``None`` for a bye.

    A bye has no unit, but its number stays free: the contests of a round keep the numbers of their lines. ``subunits``: the
    units hold bouts (team events), their codes end in ``00``. Raises `BracketError`.
    """
    drawn = [line for line in lines if line is not None]
    if len(lines) not in PHASES or len(drawn) < 2:
        raise BracketError(
            f"{event}: {len(drawn)} competitors on {len(lines)} lines; 2 to {LARGEST}, a power of two of lines"
        )
    if len(set(drawn)) != len(drawn):
        raise BracketError(f"{event}: a competitor is drawn twice")
    seats = [BYE if line is None else Seat(line) for line in lines]
    return _Draw(event, third, "00" if subunits else "--").bracket(seats)


class _Draw:
    """A bracket while it is being written, round by round."""

    def __init__(self, event: Rsc, third: Third, subunit: str) -> None:
        self.event, self.third, self.subunit = event, third, subunit
        self.contests: list[Contest] = []
        self.places: list[tuple[Seat, int]] = []

    def bracket(self, seats: list[Seat]) -> Bracket:
        quarters: list[Seat] = []
        semis: list[Seat] = []
        while len(seats) > 2:
            size = len(seats)
            met = [
                self.meet(PHASES[size], at // 2 + 1, seats[at], seats[at + 1], self._stop(size))
                for at in range(0, size, 2)
            ]
            seats = [winner for winner, _ in met]
            losers = [loser for _, loser in met]
            if size == 4:
                semis = losers
            elif size == 8:
                quarters = losers
            self._place_losers(size, losers)
        winner, loser = self._thirds_and_final(quarters, semis, seats)
        self.places += [(winner, 1), (loser, 2)]
        return Bracket(tuple(self.contests), tuple((seat, place) for seat, place in self.places if not seat.is_bye))

    def _stop(self, size: int) -> int:
        """The place of who goes no further: 9 from a round of sixteen; behind the bronze contests where there are some."""
        if self.third is Third.REPECHAGE and size in (4, 8):
            return {4: 5, 8: 7}[size]
        if self.third is Third.MATCH and size == 4:
            return 4
        return size // 2 + 1

    def _place_losers(self, size: int, losers: list[Seat]) -> None:
        for_bronze = {Third.MATCH: (4,), Third.SHARED: (), Third.REPECHAGE: (4, 8)}[self.third]
        if size not in for_bronze:
            self.places += [(loser, size // 2 + 1) for loser in losers]

    def _thirds_and_final(self, quarters: list[Seat], semis: list[Seat], final: list[Seat]) -> tuple[Seat, Seat]:
        if self.third is Third.REPECHAGE and semis:
            self._repechage(quarters or [BYE] * 4, semis)
        elif self.third is Third.MATCH and semis:
            bronze = self.meet("FNL-", 2, semis[0], semis[1], 4, medal=3)
            self.places += [(bronze[0], 3), (bronze[1], 4)]
        return self.meet("FNL-", 1, final[0], final[1], 2, medal=1)

    def _repechage(self, quarters: list[Seat], semis: list[Seat]) -> None:
        halves = [self.meet("REP1", half + 1, quarters[2 * half], quarters[2 * half + 1], 7) for half in (0, 1)]
        self.places += [(loser, 7) for _, loser in halves]
        for half, (survivor, _) in enumerate(halves):
            winner, loser = self.meet("REPF", half + 1, survivor, semis[1 - half], 5, medal=3)
            self.places += [(winner, 3), (loser, 5)]

    def meet(self, phase: str, number: int, home: Seat, away: Seat, stop: int, medal: int = 0) -> tuple[Seat, Seat]:
        """Write one contest; the seats of its winner and of its loser. Against a bye there is no contest and no loser."""
        if home.is_bye or away.is_bye:
            return (away if home.is_bye else home), BYE
        unit = f"{self.event.prefix.ljust(22, '-')}{phase}{number:04d}00{self.subunit}"
        self.contests.append(
            Contest(unit=Rsc(unit), phase=phase, sides=(home, away), stop=stop, medal=medal),
        )
        return Seat(origin=Origin(unit, "W")), Seat(origin=Origin(unit, "L"))
