"""The register of processing (GDPR, article 30), made from the table of fields and the grants: it says what runs. PURE."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec

from kotinos.custody.vault.fields import DAYS_KEPT, FIELDS, SCAN_DAYS
from kotinos.custody.vault.grants import Kept

Language = Literal["en", "fr"]
PURPOSES: dict[str, dict[Language, str]] = {
    "accreditation": {"en": "decide who is accredited, for what", "fr": "décider qui est accrédité, et pour quoi"},
    "desk": {"en": "hand the card to the right person", "fr": "remettre la carte à la bonne personne"},
    "vetting": {"en": "ask the State for the opinion that the law requires", "fr": "demander à l'État l'avis que la loi exige"},
    "card": {"en": "print the card", "fr": "imprimer la carte"},
    "gate": {"en": "let the bearer in", "fr": "laisser entrer le porteur"},
    "rights": {"en": "answer the person's own requests", "fr": "répondre aux demandes de la personne elle-même"},
    "release": {"en": "name athletes in public; answer with yes or no", "fr": "nommer les athlètes en public ; répondre par oui ou non"},
    "passages": {"en": "see who went where when a card is misused", "fr": "voir qui est passé où quand une carte est mal employée"},
}  # fmt: skip


class Activity(msgspec.Struct, frozen=True):
    """One purpose: which fields serve it, on what basis, who receives them, and the longest time that one of them is kept
    after the Games, or after the passage that it is about."""

    purpose: str
    fields: tuple[str, ...]
    bases: tuple[str, ...]
    recipients: tuple[str, ...]
    days_kept: int
    operations: tuple[str, ...]
    kept_from: Literal["games", "passage"] = "games"


def activities(grants: Iterable[Kept]) -> list[Activity]:
    """The register: one activity a purpose, from the fields that name it and the grants that are in force for it."""
    kept = list(grants)
    of_fields = [_activity(p, [g for g in kept if g.grant.purpose == p]) for p in PURPOSES if p != "passages"]
    return [*of_fields, _PASSAGES]


_PASSAGES = Activity(
    purpose="passages",
    fields=("passage",),
    bases=("GDPR 6(1)(e): a task of public interest, the security of the Games",),
    recipients=(),
    days_kept=SCAN_DAYS,
    operations=(),
    kept_from="passage",
)
"""Every scan at a gate: number of the card, gate, time, answer. No grant opens it: it holds no sealed field."""


def _activity(purpose: str, grants: Sequence[Kept]) -> Activity:
    fields = [field for field in FIELDS.values() if purpose in field.purposes]
    sent = {to for field in fields for to in field.sent_to} if purpose in ("vetting", "release") else set()
    live = [g for g in grants if g.state == "active"]
    return Activity(
        purpose=purpose,
        fields=tuple(field.name for field in fields),
        bases=tuple(sorted({field.basis for field in fields})),
        recipients=tuple(sorted(sent | {g.grant.consumer for g in live})),
        days_kept=max(DAYS_KEPT[field.retention] for field in fields),
        operations=tuple(sorted({g.grant.operation for g in live})),
    )


_WORDS: dict[Language, tuple[str, ...]] = {
    "en": ("Register of processing", "purpose", "what is held", "legal basis", "who receives it", "how", "kept after the Games", "days",
           "after the passage"),
    "fr": ("Registre des traitements", "finalité", "ce qui est détenu", "base légale", "qui le reçoit", "comment",
           "conservé après les Jeux", "jours", "après le passage"),
}  # fmt: skip


def written(register: Iterable[Activity], language: Language = "en") -> str:
    """The register as a Markdown table."""
    title, *columns, days, of_passage = _WORDS[language]
    lines = [f"# {title}", "", f"| {' | '.join(columns)} |", "|---|---|---|---|---|---|"]
    for one in register:
        cells = (
            f"**{one.purpose}**: {PURPOSES[one.purpose][language]}",
            ", ".join(one.fields),
            "; ".join(one.bases),
            ", ".join(one.recipients) or "–",
            ", ".join(one.operations) or "–",
            f"{one.days_kept} {days}" + (f" {of_passage}" if one.kept_from == "passage" else ""),
        )
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"
