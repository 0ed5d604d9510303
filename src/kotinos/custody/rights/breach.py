"""A breach: what left in a span of time, to whom, how many are affected, and the notice to the authority, drafted from the log."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Literal

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kotinos.codes import canonical
from kotinos.custody.act import Act
from kotinos.custody.log import tables
from kotinos.custody.log.access import Entry, Kept, append

Language = Literal["en", "fr"]
_LEFT = frozenset({"mask", "reveal", "export"})
WITHIN = timedelta(hours=72)
"""From becoming aware of it to the notice (GDPR, article 33(1))."""


class Scope(msgspec.Struct, frozen=True):
    """What is suspected: a span, and where known an actor, a consumer, a grant. Empty means any."""

    since: datetime
    until: datetime
    actor: str = ""
    consumer: str = ""
    grant: str = ""


class Extent(msgspec.Struct, frozen=True):
    """What the log says left: how many people (by pseudonym), which fields of how many entries, and the first and last places."""

    people: int
    entries: int
    fields: tuple[str, ...]
    actors: tuple[str, ...]
    first: int | None
    last: int | None


def extent(connection: Connection, scope: Scope) -> Extent:
    """What left within ``scope``."""
    since, until = (at.strftime("%Y-%m-%dT%H:%M:%S.%fZ") for at in (scope.since, scope.until))
    rows = connection.execute(sa.select(tables.entry.c.seq, tables.entry.c.body).order_by(tables.entry.c.seq))
    entries = ((row.seq, canonical.decode(row.body, Kept)) for row in rows)
    return _counted(
        (seq, entry)
        for seq, entry in entries
        if since <= entry.at < until
        and entry.act in _LEFT
        and entry.outcome == "done"
        and scope.actor in ("", entry.actor)
        and scope.consumer in ("", entry.consumer)
        and scope.grant in ("", entry.grant)
    )


def _counted(entries: Iterable[tuple[int, Kept]]) -> Extent:
    people, fields, actors = set[str](), set[str](), set[str]()
    seqs: list[int] = []
    for seq, entry in entries:
        seqs.append(seq)
        people.add(entry.subject)
        fields.update(entry.fields)
        actors.add(entry.actor)
    first, last = (seqs[0], seqs[-1]) if seqs else (None, None)
    return Extent(len(people - {""}), len(seqs), tuple(sorted(fields)), tuple(sorted(actors)), first, last)


def draft(
    connection: Connection,
    act: Act,
    scope: Scope,
    aware_at: datetime,
    language: Language = "en",
    words: Mapping[str, str] | None = None,
) -> str:
    """The notice to the data protection authority (article 33(3)) as far as the log can write it; what only people know is left open.

    ``words`` name fields as a reader knows them. That it was drafted is an entry of the log. Raises ValueError where somebody became
    aware of it before it began.
    """
    if aware_at < scope.since:
        raise ValueError("a breach is noticed after it began")
    found = extent(connection, scope)
    append(connection, [Entry(act.at, act.actor, "draft-breach-notice", outcome=str(found.people), detail=act.why)])
    due = aware_at + WITHIN
    places = "–" if found.first is None else f"{found.first}–{found.last}"
    return _TEXTS[language].format(
        aware=_instant(aware_at),
        due=_instant(due),
        since=_instant(scope.since),
        until=_instant(scope.until),
        people=found.people,
        entries=found.entries,
        fields=", ".join((words or {}).get(field, field) for field in found.fields) or "–",
        actors=", ".join(found.actors) or "–",
        places=places,
    )


def _instant(at: datetime) -> str:
    return at.strftime("%Y-%m-%d %H:%M UTC")


_TEXTS: dict[Language, str] = {
    "en": """\
# Notice of a personal data breach (GDPR, article 33) – DRAFT

Aware since: {aware}. To be notified by: {due}.

1. **Nature.** Between {since} and {until}, values left the sealed zone in {entries} recorded deeds (log entries {places}) by: {actors}.
2. **People concerned.** {people}, counted by pseudonym in the access log.
3. **Kinds of data.** {fields}.
4. **Likely consequences.** _to be written by the protection officer_
5. **Measures taken.** _to be written; the grants concerned can be suspended by any one custodian_
6. **Contact.** _name of the protection officer_

What left is known entry by entry: nothing leaves before its entry is on disk. Values that did not leave are encrypted under a key a
person, held apart from the database (article 34(3)(a)).
""",
    "fr": """\
# Notification d'une violation de données personnelles (RGPD, article 33) – PROJET

Constatée le : {aware}. À notifier avant le : {due}.

1. **Nature.** Entre le {since} et le {until}, des valeurs ont quitté la zone scellée par {entries} actes enregistrés (entrées {places} du
   journal), par : {actors}.
2. **Personnes concernées.** {people}, comptées par pseudonyme dans le journal des accès.
3. **Catégories de données.** {fields}.
4. **Conséquences probables.** _à rédiger par le délégué à la protection des données_
5. **Mesures prises.** _à rédiger ; chaque gardien peut suspendre seul les droits concernés_
6. **Contact.** _nom du délégué à la protection des données_

Ce qui est sorti est connu entrée par entrée : rien ne sort avant que son entrée soit sur le disque. Les valeurs qui ne sont pas sorties
sont chiffrées sous une clé par personne, conservée à part de la base (article 34, paragraphe 3, point a).
""",
}
