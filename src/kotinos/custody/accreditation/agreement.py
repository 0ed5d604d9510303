"""Does what was typed agree with the machine-readable zone? Differences are warnings for a person. PURE."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from kotinos.custody.accreditation import mrz
from kotinos.custody.accreditation.findings import Finding
from kotinos.custody.accreditation.names import agrees


def compare(values: Mapping[str, str], document: mrz.Document) -> tuple[Finding, ...]:
    """Where typed ``values`` (field → value) differ from a document that was read; what one of them leaves out is no difference."""
    if not document.layout:
        return ()
    number = "".join(c for c in values.get("document_number", "").upper() if c.isalnum())
    cut = document.layout == "FRA-ID" or document.truncated
    differs = {
        "differs_number": bool(number and document.number and number != document.number),
        "differs_name": not _names_agree(values, document, cut),
        "differs_birth": _other(values.get("birth_date", ""), document.birth),
        "differs_expiry": _other(values.get("document_expiry", ""), document.expiry),
        "differs_nationality": _other(values.get("nationality", ""), _state(document.nationality)),
        "differs_issuer": _other(values.get("document_issuer", ""), _state(document.issuer)),
        "differs_sex": _other(values.get("sex", ""), document.sex),
    }
    return tuple(Finding(code) for code, wrong in differs.items() if wrong)


def _other(typed: str, read: str) -> bool:
    return bool(typed and read and typed != read)


def _state(code: str) -> str:
    """Germany alone prints one letter (Doc 9303-3, section 5); everybody types three."""
    return "DEU" if code == "D" else code


def _names_agree(values: Mapping[str, str], document: mrz.Document, cut: bool) -> bool:
    family, given = values.get("family_name", ""), values.get("given_names", "")
    if not family or not (document.family or document.given):
        return True
    if document.layout == "FRA-ID":
        return agrees(family, document.family, True) and (not given or agrees(given, document.given, True))
    # Who has one name may have typed it in either place.
    if not given or not document.given:
        return agrees(f"{family} {given}".strip(), f"{document.family} {document.given}".strip(), cut)
    return agrees(family, document.family, cut) and agrees(given, document.given, cut)


def findings(values: Mapping[str, str], today: date, until: date) -> tuple[Finding, ...]:
    """Every warning about an identity: the zone itself, where it differs, and a document that ends before the accreditation (``until``)."""
    found: tuple[Finding, ...] = ()
    if values.get("mrz"):
        document = mrz.read(values["mrz"], today)
        found = (*document.findings, *compare(values, document))
    expiry = values.get("document_expiry", "")
    if expiry and expiry < until.isoformat():
        found = (*found, Finding("document_expired"))
    return found
