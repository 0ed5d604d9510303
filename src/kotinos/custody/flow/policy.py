"""What an organiser decides about the whole file: which Games, which campaign, and whether a card is printed before the answer. PURE."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import msgspec

from kotinos.custody.accreditation.season import Season


class Policy(msgspec.Struct, frozen=True):
    """``games`` is the code on cards (``OG2030``); ``timezone`` that in which a card's days are days; ``campaign`` the vetting campaign,
    needed where several are open. ``print_first``: cards are printed and sent closed before the authority has answered, as at Nagano
    1998; otherwise nothing is printed before a favourable answer. Neither way is a card in force before it. ``season`` is when the Games
    are, and with them the days of cards.
    """

    games: str
    timezone: str = "UTC"
    campaign: str = ""
    print_first: bool = False
    season: Season = Season()

    @property
    def zone(self) -> ZoneInfo:
        """The zone of a card's days."""
        return ZoneInfo(self.timezone)
