"""The formats this platform reads, and how to tell them apart."""

from __future__ import annotations

from kotinos.results.intake import csvfile, lenex, lynx, lynx_starts, observations, odf
from kotinos.results.intake.reading import BadMessage, Sheet

ENDINGS = {
    ".lif": "lynx",
    ".evt": "evt",
    ".lef": "lenex",
    ".lxf": "lenex",
    ".xml": "odf",
    ".csv": "csv",
    ".json": "json",
}
"""File name endings by form."""
FORMS = ("json", "lynx", "evt", "lenex", "odf", "csv")


def read(form: str, body: bytes, name: str = "", encoding: str = "") -> Sheet:
    """What a message says; raises `BadMessage`. PURE."""
    match form:
        case "lynx":
            return Sheet(readings=tuple(lynx.read(body, name, encoding)))
        case "evt":
            return Sheet(readings=tuple(lynx_starts.read(body, name, encoding)))
        case "lenex":
            return Sheet(readings=tuple(lenex.read(body, name, encoding)))
        case "odf":
            return odf.read(body)
        case "csv":
            return Sheet(readings=tuple(csvfile.read(body, name, encoding)))
        case "json":
            return observations.read(body)
        case _:
            raise BadMessage(f"form {form!r}", "form", f"one of {', '.join(FORMS)}")


def form_of(name: str) -> str:
    """The form that a file's name tells; raises `BadMessage`."""
    ending = name[name.rfind(".") :].lower() if "." in name else ""
    if ending not in ENDINGS:
        raise BadMessage(f"file name {name!r}", "name", f"an ending of {', '.join(ENDINGS)}, or the form said outright")
    return ENDINGS[ending]
