"""Every form there is, by name: how it is made of a document, how it is checked, and what kind of file it is."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from kotinos.forms import desk, iof, odf, sportschema, sportsml, wire
from kotinos.forms.problem import Problem
from kotinos.forms.terms import Edition, Message, Terms
from kotinos.results.documents import Text


class UnknownForm(LookupError):
    """A name that no form has; the message names those there are."""


class Form(msgspec.Struct, frozen=True, kw_only=True):
    """One form. ``make`` raises `kotinos.forms.problem.HeldBack`; ``check`` finds every problem of a message, ours or anybody's."""

    name: str
    title: Text
    media_type: str
    suffix: str
    make: Callable[[Edition, Terms], list[Message]]
    check: Callable[[bytes], list[Problem]]


def _odf(edition: Edition, terms: Terms) -> list[Message]:
    feed = odf.OdfFeed(competition=terms.competition, timezone=terms.timezone, flag=terms.flag)
    made = odf.form(edition.document, feed, number=edition.number, before=edition.before)
    return [Message(type=m.document_type, data=m.xml) for m in made]


def _desk(edition: Edition, terms: Terms) -> list[Message]:
    return [Message(type=edition.document.type, data=desk.encoded(edition.document))]


def _desk_problems(data: bytes) -> list[Problem]:
    try:
        desk.decoded(data)
    except (msgspec.DecodeError, ValueError) as error:
        right = "the fields of docs/reference/desk.md"
        return [Problem(where="the document", what=str(error), would_be_right=right, rule="shape")]
    return []


_ALL = (
    Form(
        name="odf",
        title={"en": "Olympic Data Feed, Paris 2024 generation", "fr": "Olympic Data Feed, génération Paris 2024"},
        media_type="application/xml; charset=UTF-8",
        suffix=".xml",
        make=_odf,
        check=odf.validate,
    ),
    Form(
        name="sportsml",
        title={"en": "SportsML-G2, for news agencies", "fr": "SportsML-G2, pour les agences de presse"},
        media_type="application/xml; charset=UTF-8",
        suffix=".xml",
        make=sportsml.form,
        check=sportsml.validate,
    ),
    Form(
        name="sport-schema",
        title={"en": "IPTC Sport Schema, linked data", "fr": "IPTC Sport Schema, données liées"},
        media_type="application/ld+json",
        suffix=".jsonld",
        make=sportschema.form,
        check=sportschema.validate,
    ),
    Form(
        name="iof",
        title={"en": "IOF Data Standard 3.0, races", "fr": "IOF Data Standard 3.0, courses"},
        media_type="application/xml; charset=UTF-8",
        suffix=".xml",
        make=iof.form,
        check=iof.validate,
    ),
    Form(
        name="wire",
        title={"en": "plain text, as a wire prints it", "fr": "texte simple, comme un fil d'agence l'imprime"},
        media_type="text/plain; charset=UTF-8",
        suffix=".txt",
        make=wire.form,
        check=wire.validate,
    ),
    Form(
        name="desk",
        title={"en": "JSON, as desks and pages read it", "fr": "JSON, comme les pupitres et les pages le lisent"},
        media_type="application/json",
        suffix=".json",
        make=_desk,
        check=_desk_problems,
    ),
)
FORMS = {form.name: form for form in _ALL}
"""Every form by its name."""


def get(name: str) -> Form:
    """The form ``name``; raises `UnknownForm`."""
    found = FORMS.get(name)
    if found is None:
        raise UnknownForm(f"form {name!r}: one of {' '.join(FORMS)}")
    return found
