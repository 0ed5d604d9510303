"""The header of an ODF message: what it is about, and where it stands among the others of its producer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import msgspec

from kotinos.codes.rsc import Level, Rsc, RscError
from kotinos.results.intake.reading import BadMessage, Stamp
from kotinos.results.intake.xml import Element

MANDATORY = (
    "CompetitionCode",
    "DocumentCode",
    "DocumentType",
    "Version",
    "FeedFlag",
    "Date",
    "Time",
    "LogicalDate",
    "Source",
)


class Header(msgspec.Struct, frozen=True, kw_only=True):
    """The attributes of ``OdfBody`` that a reader decides by, and the notes."""

    type: str
    code: str
    subcode: str
    subtype: str
    status: str
    stamp: Stamp
    feed: str
    note: str
    language: str = ""

    def rsc(self, least: Level) -> Rsc:
        """``DocumentCode`` as an RSC at ``least`` as deep as said; raises `BadMessage`."""
        code = rsc_of(self.code, "OdfBody, DocumentCode")
        if code.level < least:
            raise BadMessage(
                f"{code} is an RSC of a {code.level.name.lower()}",
                "OdfBody, DocumentCode",
                f"of a {least.name.lower()}",
            )
        return code


def rsc_of(text: str, where: str) -> Rsc:
    """An RSC; raises `BadMessage` with its place."""
    try:
        return Rsc(text)
    except RscError as error:
        raise BadMessage(str(error), where, "34 characters, such as ATHM100M--------------FNL-000100--") from error


def header_of(root: Element) -> Header:
    """Check and read the header; raises `BadMessage`."""
    for name in MANDATORY:
        if root.get(name) is None:
            raise BadMessage(f"no {name}", "line 1, OdfBody", f"the attributes {', '.join(MANDATORY)}")
    if root.get("FeedFlag") not in ("P", "T"):
        raise BadMessage(f"FeedFlag {root.get('FeedFlag')!r}", "OdfBody, FeedFlag", "P or T")
    names = (
        "CompetitionCode",
        "DocumentCode",
        "DocumentSubcode",
        "DocumentType",
        "DocumentSubtype",
        "Language",
        "FeedFlag",
    )
    notes = [(note.text or "").strip() for note in root.findall("Note")]
    return Header(
        type=root.get("DocumentType", ""),
        code=root.get("DocumentCode", ""),
        subcode=root.get("DocumentSubcode", ""),
        subtype=root.get("DocumentSubtype", ""),
        status=root.get("ResultStatus", ""),
        language=root.get("Language", ""),
        stamp=Stamp(
            key="~".join(root.get(name, "") for name in names),
            source=root.get("Source", ""),
            version=_version(root.get("Version", "")),
            at=instant(root.get("Date", ""), root.get("Time", "")),
            update=root.get("DocumentType", "").endswith("_UPDATE"),
            voids=root.find("Competition") is None,
        ),
        feed=f"{root.get('CompetitionCode', '')}/{root.get('FeedFlag', '')}",
        # Notes are cumulative, so the last one says what is new.
        note=next((n for n in reversed(notes) if n), "")[:1000],
    )


def instant(date: str, time: str) -> int:
    """``Date`` and ``Time`` (hhmmssfff, local) in milliseconds. Only for comparing messages of one feed, so without a zone."""
    try:
        if len(time) != 9 or not (time.isascii() and time.isdigit()):
            raise ValueError(time)
        if len(date) != 10 or date[7] != "-":  # the other forms of a day that ISO 8601 knows: 20240726, 2024-W30-5
            raise ValueError(date)
        at = datetime.fromisoformat(f"{date}T{time[:6]}Z")
    except ValueError as error:
        raise BadMessage(f"Date {date!r}, Time {time!r}", "OdfBody", "YYYY-MM-DD and hhmmssfff") from error
    return (at - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1) + int(time[6:])


def _version(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or not 0 < int(text[:12]) == int(text):
        raise BadMessage(f"Version {text[:40]!r}", "OdfBody, Version", "a whole number from 1")
    return int(text)
