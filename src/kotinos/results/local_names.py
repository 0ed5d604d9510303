"""Names in other languages: what may be told, and what is known then. PURE."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from kotinos.results.facts import Command, Fact, Participant, Refused, Unchanged
from kotinos.results.name_facts import LocalName, NamesTold

if TYPE_CHECKING:
    from kotinos.results.competition import Games

LocalNames = Mapping[str, Mapping[str, LocalName]]
"""By language and id."""
_LANGUAGE = re.compile("[A-Z]{3}")
ENGLISH = "ENG"


def told(games: Games, fact: NamesTold, _: Command) -> Fact:
    """The names that are news; refuses a language that is none or English, and a name of nobody who is entered."""
    if not _LANGUAGE.fullmatch(fact.language) or fact.language == ENGLISH:
        raise Refused(f"language {fact.language!r}: three letters such as JPN, not {ENGLISH}", "language")
    entered = {id_ for person in games.participants.values() for id_ in ids(person)}
    known = games.local_names.get(fact.language, {})
    for at, name in enumerate(fact.names):
        if name.id not in entered:
            raise Refused(f"names[{at}]: {name.id!r} is not entered in the Games", f"names[{at}]")
    fresh = tuple(name for name in fact.names if known.get(name.id, LocalName(id=name.id)) != name)
    if not fresh:
        raise Unchanged(stale=False)
    return NamesTold(language=fact.language, names=fresh)


def known(before: LocalNames, fact: NamesTold) -> LocalNames:
    """The names after ``fact``; a language without any is none."""
    now = {**before.get(fact.language, {}), **{name.id: name for name in fact.names}}
    kept = {id_: name for id_, name in now.items() if name != LocalName(id=id_)}
    others = {language: names for language, names in before.items() if language != fact.language}
    return {**others, fact.language: kept} if kept else others


def ids(person: Participant) -> Iterator[str]:
    """Who is entered with a participant: itself, and the members of a team or the guides of an athlete."""
    yield person.id
    yield from (member.id for member in person.members)
