"""The life of a clearance, as a table: what may happen to it, and what it is afterwards. PURE.

`TRANSITIONS` is the only place that knows; actions, random walks and the drawing in the documentation read it. Nobody but the
authority makes a clearance favourable: the only event that leads to ``favourable`` is its answer F. The absence of an answer never
opens anything (R.211-32 of the French code of internal security: an authorisation needs a positive opinion; silence until the end of
the delay counts as an unfavourable one).

Two pairs stand for a clearance in force that is screened again: the answer that stands goes on standing while the new request runs.
"""

from __future__ import annotations

from typing import Literal

State = Literal[
    "not_required",
    "pending",
    "sent",
    "acknowledged",
    "in_depth",
    "favourable",
    "unfavourable",
    "deemed_unfavourable",
    "revoked",
    "expired",
    "superseded",
]
Event = Literal[
    "require",  # the role asks for a clearance
    "send",  # put in a batch
    "accept",  # acknowledged by the authority
    "reject",  # acknowledged as unreadable: a field must be mended
    "favourable",  # answer F
    "unfavourable",  # answer U
    "more_time",  # answer P
    "withdraw",  # answer W: a favourable answer is taken back
    "lapse",  # the legal delay ended in silence
    "expire",  # the answer's own last day is over
    "rescreen",  # to be asked again, for the same identity
    "supersede",  # the identity changed, or the person is no longer concerned
]
Verdict = Literal["none", "favourable", "unfavourable"]

STATES: tuple[State, ...] = (
    "not_required",
    "pending",
    "sent",
    "acknowledged",
    "in_depth",
    "favourable",
    "unfavourable",
    "deemed_unfavourable",
    "revoked",
    "expired",
    "superseded",
)
EVENTS: tuple[Event, ...] = (
    "require",
    "send",
    "accept",
    "reject",
    "favourable",
    "unfavourable",
    "more_time",
    "withdraw",
    "lapse",
    "expire",
    "rescreen",
    "supersede",
)

_UNDER_WAY: tuple[State, ...] = ("acknowledged", "in_depth")
_IN_FORCE: tuple[State, ...] = ("favourable", "expired")
_REFUSED: tuple[State, ...] = ("unfavourable", "deemed_unfavourable", "revoked")
_ASKING: tuple[Event, ...] = ("send", "accept", "reject", "more_time", "lapse")

TRANSITIONS: dict[tuple[State, Event], State] = {
    ("not_required", "require"): "pending",
    ("pending", "send"): "sent",
    ("sent", "accept"): "acknowledged",
    ("sent", "reject"): "pending",
    **{(state, "more_time"): "in_depth" for state in _UNDER_WAY},
    **{(state, "unfavourable"): "unfavourable" for state in _UNDER_WAY},
    **{(state, "favourable"): "favourable" for state in _UNDER_WAY},
    **{(state, "lapse"): "deemed_unfavourable" for state in ("sent", *_UNDER_WAY)},
    # A late answer, an appeal, a judge: the authority speaks again, whatever stood before.
    **{(state, "favourable"): "favourable" for state in (*_REFUSED, *_IN_FORCE)},
    ("unfavourable", "unfavourable"): "unfavourable",
    ("deemed_unfavourable", "unfavourable"): "unfavourable",
    ("expired", "unfavourable"): "unfavourable",
    **{("favourable", event): "revoked" for event in ("withdraw", "unfavourable")},
    **{("revoked", event): "revoked" for event in ("withdraw", "unfavourable")},
    # What the authority says it could never read was not met by silence.
    ("deemed_unfavourable", "reject"): "pending",
    ("favourable", "expire"): "expired",
    # Screened again: in force until its own last day; expired, it begins anew where no request is under way.
    ("favourable", "rescreen"): "favourable",
    ("expired", "rescreen"): "pending",
    **{(state, event): state for state in _IN_FORCE for event in _ASKING},
    **{(state, "supersede"): "superseded" for state in STATES if state not in ("not_required", "superseded")},
}


def after(state: State, event: Event) -> State | None:
    """The state after ``event``; None where it has no place: nothing changes then."""
    return TRANSITIONS.get((state, event))


def verdict(state: State) -> Verdict:
    """What a card may rely on: ``favourable`` in that one state, and in no other."""
    if state == "favourable":
        return "favourable"
    return "unfavourable" if state in _REFUSED else "none"
