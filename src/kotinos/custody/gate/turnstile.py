"""One turnstile: a code comes in, the scan is on disk, the answer goes out."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime

import msgspec

from kotinos.custody.gate.carried import Carried
from kotinos.custody.gate.decision import Answer, Decision, decide
from kotinos.custody.gate.scans import Scan
from kotinos.custody.gate.words import said


class Reply(msgspec.Struct, frozen=True):
    """What a turnstile says: the answer, its reason, and both in words of its language; the name that is on the card."""

    answer: Answer
    reason: str
    says: str
    then: str
    name: str = ""
    category: str = ""
    serial: int | None = None
    scan: str = ""


def pass_through(
    store: Carried, text: str, at: datetime, language: str, new_id: Callable[[], str] | None = None
) -> Reply:
    """Decide about ``text``, keep the scan, answer. Granted means passed: the arm turns. Without a snapshot nobody passes."""
    found = _decided(store, text, at)
    claims = found.claims
    scan = Scan(
        id=(new_id or _random)(),
        at=at,
        answer=found.answer,
        reason=found.reason,
        serial=claims.serial if claims else None,
        passed=found.answer is Answer.GRANTED,
        edition=store.edition,
    )
    store.keep(scan)
    words = said(found.reason, language)
    return Reply(
        found.answer,
        found.reason,
        words.says,
        words.then,
        claims.name if claims else "",
        claims.category if claims else "",
        scan.serial,
        scan.id,
    )


def _decided(store: Carried, text: str, at: datetime) -> Decision:
    carried = store.snapshot
    if carried is None:
        return Decision(Answer.REFER, "no_snapshot")
    first = decide(text, store.post, carried, at)
    if first.answer is not Answer.GRANTED or first.claims is None:
        return first
    return decide(text, store.post, carried, at, store.last_passage(first.claims.serial))


def _random() -> str:
    return secrets.token_hex(16)
