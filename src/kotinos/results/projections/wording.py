"""The sentences in documents, in every language of the house."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from kotinos.codes import statuses
from kotinos.results.competition import UnitState
from kotinos.results.documents import CompetitorRef, Text
from kotinos.results.facts import Qualify
from kotinos.sports.ranking import Row
from kotinos.sports.why import Why, say

LANGUAGES = ("en", "fr")


def why(row: Row, before: Row | None) -> Text:
    """Why ``row`` stands behind the row before it; empty on the first."""
    if row.why is None or before is None:
        return {}
    return _said(row.why, before.rank, row.rank)


@lru_cache(maxsize=16_384)
def _said(why: Why, before: int | None, after: int | None) -> Text:
    """A new mark moves few rows: most sentences are those of the last ranking."""
    return {lang: say(why, before, after, lang) for lang in LANGUAGES}


_UNIT_OF = {
    "pool": {"en": "of the group", "fr": "du groupe"},
    "heats": {"en": "of each heat", "fr": "de chaque série"},
}
"""What a place counts in, by the kind of the phase."""


def qualify(rule: Qualify, kind: str) -> Text:
    """How one leaves a phase of this ``kind``, as a start list says it."""
    where = _UNIT_OF.get(kind, _UNIT_OF["heats"])
    return {"en": _qualify_en(rule, where["en"]), "fr": _qualify_fr(rule, where["fr"])}


def _qualify_en(rule: Qualify, where: str) -> str:
    parts = []
    if rule.place:
        parts.append(f"first {rule.place} {where} (Q)")
    if rule.time:
        parts.append(f"next {rule.time} fastest (q)")
    if rule.standard:
        parts.append(f"{rule.standard} (Q)")
    if rule.total:
        parts.append(f"at least {rule.total} best" if rule.standard else f"best {rule.total} overall")
    if rule.per_noc:
        parts.append(f"at most {rule.per_noc} per NOC")
    return ", ".join(parts)


def _qualify_fr(rule: Qualify, where: str) -> str:
    parts = []
    if rule.place:
        parts.append(f"les {rule.place} premiers {where} (Q)" if rule.place > 1 else f"le premier {where} (Q)")
    if rule.time:
        parts.append(f"les {rule.time} meilleurs temps suivants (q)")
    if rule.standard:
        parts.append(f"{rule.standard} (Q)")
    if rule.total:
        parts.append(
            f"au moins les {rule.total} meilleurs" if rule.standard else f"les {rule.total} meilleurs au total"
        )
    if rule.per_noc:
        parts.append(f"{rule.per_noc} au plus par CNO")
    return ", ".join(parts)


_NEEDED: dict[str, Text] = {
    "lots": {
        "en": "tied for a place, lots must decide: {0}",
        "fr": "à égalité pour une place, le sort doit décider : {0}",
    },
    "swim_off": {
        "en": "tied for a place, a swim-off is needed: {0}",
        "fr": "à égalité pour une place, un barrage est nécessaire : {0}",
    },
}


def undecided(needed: str, names: Sequence[str]) -> Text:
    """A tie at the cut: what it needs, and between whom."""
    return {lang: said.format(", ".join(names)) for lang, said in _NEEDED[needed].items()}


def awaiting(count: int) -> Text:
    """That values wait for a person."""
    if count == 1:
        return {"en": "1 value awaits confirmation", "fr": "1 valeur attend confirmation"}
    return {"en": f"{count} values await confirmation", "fr": f"{count} valeurs attendent confirmation"}


_CHANGES: dict[str, Text] = {
    "schedule_changed": {"en": "Schedule: {status}", "fr": "Programme : {status}"},
    "start_list_set": {"en": "Start list published", "fr": "Liste de départ publiée"},
    "marks_observed": {"en": "New mark", "fr": "Nouvelle marque"},
    "status_set": {"en": "Results {status}", "fr": "Résultats : {status}"},
    "corrected": {"en": "Correction", "fr": "Correction"},
    "tie_broken": {"en": "Tie decided", "fr": "Égalité départagée"},
    "protest_filed": {"en": "Protest filed", "fr": "Réclamation déposée"},
    "protest_late": {"en": "Protest out of time", "fr": "Réclamation hors délai"},
    "protest_adjourned": {"en": "Protest adjourned", "fr": "Réclamation mise en attente"},
    "protest_reopened": {"en": "Protest reopened", "fr": "Réclamation rouverte"},
    "protest_decided": {"en": "Protest decided", "fr": "Réclamation jugée"},
    "mark_agreed": {"en": "New mark", "fr": "Nouvelle marque"},
    "invalidated": {"en": "Results withdrawn", "fr": "Résultats retirés"},
    "mark_held": {"en": "Awaiting confirmation", "fr": "En attente de confirmation"},
    "hold_confirmed": {"en": "Confirmed", "fr": "Confirmé"},
    "hold_rejected": {"en": "Not confirmed", "fr": "Non confirmé"},
}


def change(unit: UnitState, who: Sequence[CompetitorRef]) -> Text:
    """What happened last, for a person: ``Correction: Marie DURAND (timing fault in lane 4)``."""
    last = unit.last
    if last is None:
        return {}
    names = ", ".join(c.name or c.id for c in who[:3]) + (" …" if len(who) > 3 else "")
    said = {}
    for lang in LANGUAGES:
        colon = " : " if lang == "fr" else ": "
        text = _CHANGES[last.kind][lang].format(status=_status_word(unit, last.kind, lang))
        said[lang] = text + (colon + names if names else "") + (f" ({last.reason})" if last.reason else "")
    return said


def _status_word(unit: UnitState, kind: str, lang: str) -> str:
    """The status that a change speaks of, in words."""
    named = (
        statuses.text("schedule", unit.schedule) if kind == "schedule_changed" else statuses.text("result", unit.status)
    )
    return named[lang].lower()
