"""Questions of the open zone: yes, no or unknown, each counted against its grant and logged before it is answered."""

from __future__ import annotations

from kotinos.custody.act import Act, Refused
from kotinos.custody.door.crossings import CONSUMER, card_state
from kotinos.custody.log.access import Entry, append
from kotinos.custody.vault.answers import AgeOver
from kotinos.custody.vault.vault import Vault
from kotinos.release import schema

_GRANT = "release-answers"


def answer(vault: Vault, act: Act, question: schema.Question) -> schema.Answer:
    """The answer. Raises `Refused` where the grant does not allow it (``quota``, ``suspended``): that is no answer, not a no."""
    with vault.database.reading() as connection:
        subject = vault.subject_of(connection, CONSUMER, question.token)
    if subject is None:
        return schema.Answer("unknown")
    match question:
        case schema.AgeOver():
            try:
                said = vault.answer(act, _GRANT, subject, AgeOver(years=question.years, on=question.on))
            except Refused as refused:
                if refused.code not in ("restricted", "erased", "unknown_subject"):
                    raise
                said = None
            return schema.Answer("unknown" if said is None else "yes" if said else "no")
        case schema.Accredited():
            with vault.database.writing() as connection:
                entry = Entry(act.at, act.actor, "answer", CONSUMER, _GRANT, subject, detail="accredited")
                append(connection, [entry])
                active = card_state(connection, subject) == "active"
            return schema.Answer("yes" if active else "no")
