"""What an inbound file does to the requests that it speaks of. PURE: the file and what stands, to what will stand.

The authority's last word counts. F and P count for the last request of a clearance only; U and W count whichever request they name: what
closes is believed at once, what opens only where it answers the question that was asked last. A clearance of a former identity changes
no more, though its batch's account still closes.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import msgspec

from kotinos.custody.vetting.alarms import Unacceptable
from kotinos.custody.vetting.clock import is_expired
from kotinos.custody.vetting.grammar import Answer, Inbound, Verdict
from kotinos.custody.vetting.life import Event, State, after

FIRST_ITEM = {"ACK": 5, "ANS": 3}
"""The line of a file on which its first item stands."""

EVENTS: Mapping[Verdict, Event] = {"F": "favourable", "U": "unfavourable", "P": "more_time", "W": "withdraw"}


class Asked(msgspec.Struct, frozen=True):
    """A request that was sent, and the clearance that it is for. ``last``: no later request was made for that clearance."""

    request: int
    token: str
    batch: int
    outcome: str
    accepted: bool
    last: bool
    clearance: int
    subject: str
    identity_mark: str
    state: State
    valid_until: date | None


class Line(msgspec.Struct, frozen=True):
    """One answer as it is kept: on which line it stood, and which request it answers."""

    line: int
    asked: Asked
    answer: Answer


class Standing(msgspec.Struct):
    """Where a clearance ends up: its state, the line of the answer that put it there, the last day, the field that has to be mended."""

    subject: str
    old: State
    state: State
    line: int = 0
    valid_until: date | None = None
    held_field: int = 0


class Judged(msgspec.Struct, frozen=True):
    """What a file changes: outcomes and acceptances of requests, clearances, and the answers to be kept."""

    outcomes: dict[int, str]
    accepted: frozenset[int]
    clearances: dict[int, Standing]
    lines: tuple[Line, ...]


def acknowledge(file: Inbound, batch: Mapping[str, Asked]) -> Judged:
    """Judge an acknowledgement of the batch with these requests (by token).

    Raises `Unacceptable` (``count``) unless it names every record of the batch exactly once.
    """
    named = [receipt.token for receipt in file.receipts]
    if len(named) != len(batch) or set(named) != set(batch):
        raise Unacceptable("count")
    outcomes: dict[int, str] = {}
    clearances: dict[int, Standing] = {}
    for receipt in file.receipts:
        asked = batch[receipt.token]
        if receipt.field:
            outcomes[asked.request] = "rejected"
        new = after(asked.state, "reject" if receipt.field else "accept")
        if new is not None and asked.last and (new != asked.state or receipt.field):
            clearances[asked.clearance] = Standing(
                asked.subject, asked.state, new, valid_until=asked.valid_until, held_field=receipt.field
            )
    accepted = frozenset(batch[r.token].request for r in file.receipts if not r.field)
    return Judged(outcomes, accepted, clearances, ())


def answer(file: Inbound, known: Mapping[str, Asked], today: date) -> Judged:
    """Judge an answer file; ``known`` are the requests with the tokens that it names, ``today`` is a day of the authority's country.

    Raises `Unacceptable`: ``token`` for one that was never sent or was sent back, ``early`` for one not yet acknowledged.
    """
    outcomes: dict[int, str] = {}
    clearances: dict[int, Standing] = {}
    lines = []
    for at, one in enumerate(file.answers, FIRST_ITEM["ANS"]):
        asked = known.get(one.token)
        if asked is None or asked.outcome == "rejected":
            raise Unacceptable("token", at)
        if not asked.accepted:
            raise Unacceptable("early", at)
        lines.append(Line(at, asked, one))
        outcome = _outcome(outcomes.get(asked.request, asked.outcome), one.verdict)
        if outcome != asked.outcome or asked.request in outcomes:
            outcomes[asked.request] = outcome
        _stand(clearances, asked, one, at, today)
    changed = {of: s for of, s in clearances.items() if s.line}
    return Judged(outcomes, frozenset(), changed, tuple(lines))


def _outcome(now: str, said: Verdict) -> str:
    """What became of a request: the last F or U; a withdrawal turns a favourable one round; more time changes nothing."""
    if said == "F":
        return "favourable"
    if said == "U" or (said == "W" and now == "favourable"):
        return "unfavourable"
    return now


def _stand(clearances: dict[int, Standing], asked: Asked, one: Answer, at: int, today: date) -> None:
    standing = clearances.setdefault(
        asked.clearance, Standing(asked.subject, asked.state, asked.state, valid_until=asked.valid_until)
    )
    if one.verdict in "FP" and not asked.last:
        return
    new = after(standing.state, EVENTS[one.verdict])
    if new is None or (one.verdict == "P" and new == standing.state):
        return
    if one.verdict == "F":
        assert one.until is not None
        standing.valid_until = one.until
        if is_expired(one.until, today):
            new = after(new, "expire") or new
    if new != "favourable":
        standing.valid_until = None
    standing.state, standing.line = new, at
