"""What people and teams are called in other languages and scripts. Part of `facts`."""

from __future__ import annotations

import msgspec


class LocalName(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One name in one language: of a person ``family_name`` and ``given_name``, of a team ``name``. Without any it is taken back."""

    id: str
    family_name: str = ""
    given_name: str = ""
    name: str = ""


class NamesTold(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="kind", tag="names_told"):
    """Names of competitors, members of teams and guides in ``language`` (CC @Language: ``JPN``), by id; others keep theirs.

    They stand apart from the entries, which come again and again without them.
    """

    language: str
    names: tuple[LocalName, ...]
