"""Building IOF XML: its namespace, people, organisations, times."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from lxml import etree

from kotinos.codes import nocs
from kotinos.forms.element import Element, add, write
from kotinos.forms.odf.values import local
from kotinos.forms.terms import said
from kotinos.results.documents import CompetitorRef, MemberRef

NAMESPACE = "http://www.orienteering.org/datastandard/3.0"


def message(tag: str, created: str, **attributes: str) -> Element:
    """The root of a message, made at the instant of the event that caused it."""
    root = etree.Element(f"{{{NAMESPACE}}}{tag}", nsmap={None: NAMESPACE})  # type: ignore[dict-item]
    for name, value in {"iofVersion": "3.0", "createTime": created, "creator": "Kotinos", **attributes}.items():
        root.set(name, value)
    return root


def person(parent: Element, who: CompetitorRef | MemberRef, noc: str, event_gender: str) -> None:
    """``Person`` with its organisation behind it."""
    gender = {"M": "M", "W": "F", "F": "F"}.get(who.gender or event_gender, "")
    element = add(parent, "Person", sex=gender)
    write(element, "Id", who.id)
    name = add(element, "Name")
    write(name, "Family", who.family_name or who.name or who.id)
    if write(name, "Given", who.given_name) is None:
        add(name, "Given")
    organisation(parent, noc)


def organisation(parent: Element, noc: str) -> None:
    """The NOC as ``Organisation``; none where there is none."""
    if noc:
        name = said(nocs.text(noc), "en")
        element = add(parent, "Organisation")
        write(element, "Id", noc)
        write(element, "Name", name)
        write(element, "Country", name, code=noc)


def plain(time: Decimal) -> str:
    """Seconds without an exponent, as many decimals as were measured."""
    return f"{time:f}"


def after(start: str, time: Decimal, zone: str) -> str:
    """The instant ``time`` seconds after ``start``, in the venue's zone, to the millisecond where it matters."""
    moment = local(start, zone) + timedelta(microseconds=int(time * 1_000_000))
    return instant(moment.isoformat(), zone)


def instant(said_: str, zone: str) -> str:
    """An ISO 8601 instant in the venue's zone."""
    moment: datetime = local(said_, zone)
    return moment.isoformat(timespec="milliseconds" if moment.microsecond else "seconds")
