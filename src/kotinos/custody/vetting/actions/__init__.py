"""What can be done in vetting. There is no action that makes a clearance favourable: only the authority's answer does."""

from kotinos.custody.vetting.actions.asking import look, mend, release, reopen, require, rescreen, rescreen_until
from kotinos.custody.vetting.actions.campaigns import (
    Purged,
    close_campaign,
    may_be_purged,
    open_campaign,
    purge_campaign,
)
from kotinos.custody.vetting.actions.legal_clock import run_clock
from kotinos.custody.vetting.actions.packing import pack, placed
from kotinos.custody.vetting.actions.taking import take_in

__all__ = [
    "Purged",
    "close_campaign",
    "look",
    "may_be_purged",
    "mend",
    "open_campaign",
    "pack",
    "placed",
    "purge_campaign",
    "release",
    "reopen",
    "require",
    "rescreen",
    "rescreen_until",
    "run_clock",
    "take_in",
]
