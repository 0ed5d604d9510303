"""Everything published, in one form: each publication becomes its messages, or the reason why it is held back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from kotinos.forms.catalogue import Form
from kotinos.forms.editions import edition_of, terms_at
from kotinos.forms.problem import HeldBack
from kotinos.forms.terms import Message, Terms
from kotinos.results.publications import Publication, Publications


class Exported(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one publication; ``held`` says why nothing left."""

    row: Publication
    messages: tuple[Message, ...] = ()
    held: str = ""

    def file_name(self, message: Message) -> str:
        """``DT_RESULT.ATHM100M--------------FNL-000100--.v3``: the same version has the same name always.

        Several messages of one type are numbered: ``DT_CODES.GEN….v1.2``.
        """
        alike = [one for one in self.messages if one.type == message.type]
        number = str(alike.index(message) + 1) if len(alike) > 1 else ""
        subcode = self.row.key.removeprefix(f"{self.row.type}/{self.row.rsc}").strip("/")
        return ".".join(filter(None, (message.type, self.row.rsc, subcode, f"v{self.row.version}", number)))


def exported(rows: Iterable[Publication], store: Publications, form: Form, terms: Terms) -> Iterator[Exported]:
    """One result a publication; of types that the form does not tell there are no messages."""
    for row in rows:
        try:
            made = form.make(edition_of(row, store), terms_at(store, row.offset, terms))
            yield Exported(row=row, messages=tuple(made))
        except HeldBack as held:
            yield Exported(row=row, held=str(held))
