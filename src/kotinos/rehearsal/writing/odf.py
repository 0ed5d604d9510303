"""ODF messages as a venue system sends them (ODF Foundation Principles; the generation of Paris 2024)."""

from __future__ import annotations

import gzip
from collections.abc import Mapping, Sequence
from datetime import datetime

import msgspec
from lxml import etree
from lxml.builder import E

from kotinos.rehearsal.cue import Post

Element = etree._Element


class Venue(msgspec.Struct, frozen=True, kw_only=True):
    """The producer: which Games, and the name of its system (venue, discipline, number)."""

    competition: str
    source: str
    feed_flag: str = "T"


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """One competitor of a result message. ``attributes`` are those of ``Result``; ``extended`` are ER values by (Code, Pos)."""

    code: str
    type: str
    noc: str
    name: str = ""
    bib: str = ""
    family: str = ""
    given: str = ""
    gender: str = ""
    attributes: Mapping[str, str] = {}
    extended: Sequence[tuple[str, str, str]] = ()


def message(
    venue: Venue, kind: str, code: str, version: int, at: datetime, content: Sequence[Element], status: str = ""
) -> Post:
    """A whole message, gzipped, ready to be posted."""
    header = {
        "CompetitionCode": venue.competition,
        "DocumentCode": code,
        "DocumentType": kind,
        "Version": str(version),
        "FeedFlag": venue.feed_flag,
        "Date": at.strftime("%Y-%m-%d"),
        "Time": at.strftime("%H%M%S") + f"{at.microsecond // 1000:03d}",
        "LogicalDate": at.strftime("%Y-%m-%d"),
        "Source": venue.source,
    }
    if status:
        header["ResultStatus"] = status
    root = E.OdfBody(E.Competition(*content), **header)
    body = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    headers = {"Content-Type": "application/xml; charset=UTF-8", "Content-Encoding": "gzip"}
    return Post(path="/v1/odf", body=gzip.compress(body, 6, mtime=0), headers=headers)


def result(side: Side, order: int) -> Element:
    """One ``Result`` with its competitor."""
    attributes = {"SortOrder": str(order), "StartSortOrder": str(order), **side.attributes}
    row: Element = E.Result(**{name: value for name, value in attributes.items() if value != ""})
    if side.extended:
        parts = [E.ExtendedResult(Type="ER", Code=c, **({"Pos": p} if p else {}), Value=v) for c, p, v in side.extended]
        row.append(E.ExtendedResults(*parts))
    who = E.Competitor(Code=side.code, Type=side.type, Organisation=side.noc)
    if side.bib:
        who.set("Bib", side.bib)
    if side.type == "T":
        who.append(E.Description(TeamName=side.name))
    else:
        said = E.Description(FamilyName=side.family, Gender=side.gender, Organisation=side.noc)
        if side.given:
            said.set("GivenName", side.given)
        athlete = E.Athlete(said, Code=side.code, Order="1", **({"Bib": side.bib} if side.bib else {}))
        who.append(E.Composition(athlete))
    row.append(who)
    return row
