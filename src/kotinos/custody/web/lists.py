"""A whole list at once: looked at first, line by line; taken in when it is right.

Between the look and the taking in, the file stays in the memory of this program, for its sender alone and for a quarter of an hour: it
must not lie on a disk in clear.
"""

from __future__ import annotations

import secrets
import threading
from collections import OrderedDict
from datetime import datetime, timedelta

import msgspec
from starlette.responses import Response

from kotinos.custody.accreditation.lists.intake import Taken, take_in
from kotinos.custody.accreditation.lists.preview import Preview, preview, read
from kotinos.custody.accreditation.lists.template import template as empty
from kotinos.custody.act import Refused
from kotinos.custody.web.pages import render
from kotinos.custody.web.visit import Visit

STAYS = timedelta(minutes=15)
MOST = 8
"""Files that wait at once, each of 24 MB at most; the oldest gives way."""
WHY = "a list of the organisation"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN = 200
"""Errors on one page: who has more mends the first ones first."""


class Waiting(msgspec.Struct, frozen=True):
    """A file that was looked at."""

    name: str
    content: bytes
    overlay: bool
    owner: str
    until: datetime


class Waitings:
    """The files between look and taking in."""

    def __init__(self) -> None:
        self._files: OrderedDict[str, Waiting] = OrderedDict()
        self._lock = threading.Lock()

    def put(self, one: Waiting) -> str:
        """Keep a file; the word by which its sender comes back to it."""
        word = secrets.token_urlsafe(16)
        with self._lock:
            self._files[word] = one
            while len(self._files) > MOST:
                self._files.popitem(last=False)
        return word

    def take(self, word: str, owner: str, now: datetime) -> Waiting | None:
        """The file, once, for who sent it."""
        with self._lock:
            found = self._files.get(word)
            if found is None or found.owner != owner:
                return None
            del self._files[word]
        return found if now < found.until else None

    def sweep(self, now: datetime) -> None:
        """Let go of what nobody came back for."""
        with self._lock:
            for word in [word for word, one in self._files.items() if now >= one.until]:
                del self._files[word]


def page(visit: Visit) -> Response:
    """Choose a file."""
    return _shown(visit)


def template(visit: Visit) -> Response:
    """An empty list to fill in, with the codes that this organisation may use."""
    with visit.zone.database.reading() as connection:
        made = empty(connection, visit.act(WHY), visit.person.organisation, visit.language)
    named = {"content-disposition": "attachment; filename=list.xlsx"}
    return Response(made, media_type=_XLSX, headers=named)


def look(visit: Visit) -> Response:
    """What the list would do, and every error in words. Nothing happens yet."""
    upload = visit.form.file("list")
    if upload is None:
        return _shown(visit, refused=Refused("list_missing"))
    overlay = visit.form.text("overlay") == "yes"
    waitings: Waitings = visit.request.app.state.lists
    waitings.sweep(visit.now)
    try:
        parsed = read(upload.content, visit.act(WHY), visit.zone.policy.season, overlay)
        with visit.zone.database.reading() as connection:
            seen = preview(connection, visit.act(WHY), visit.person.organisation, parsed)
    except Refused as refused:
        return _shown(visit, refused=refused)
    word = ""
    if not seen.problems:
        one = Waiting(upload.name, upload.content, overlay, visit.person.actor, visit.now + STAYS)
        word = waitings.put(one)
    return _shown(visit, seen=seen, word=word, name=upload.name, lines=len(parsed.lines))


def take(visit: Visit) -> Response:
    """Take in the list that was looked at."""
    waitings: Waitings = visit.request.app.state.lists
    one = waitings.take(visit.form.text("word"), visit.person.actor, visit.now)
    if one is None:
        return _shown(visit, refused=Refused("list_gone"))
    try:
        season, organisation = visit.zone.policy.season, visit.person.organisation
        done = take_in(visit.zone.vault, visit.act(WHY), season, organisation, one.content, one.overlay)
    except Refused as refused:
        return _shown(visit, refused=refused)
    return _shown(visit, done=done, name=one.name)


def _shown(
    visit: Visit,
    *,
    refused: Refused | None = None,
    seen: Preview | None = None,
    word: str = "",
    name: str = "",
    lines: int = 0,
    done: Taken | None = None,
) -> Response:
    wrongs = seen.wrongs(visit.language) if seen else []
    return render(
        visit,
        "list.html",
        refused=refused,
        status=422 if wrongs else 200,
        seen=seen,
        wrongs=wrongs[:SHOWN],
        wrong_lines=len({one.line for one in wrongs}),
        more=max(0, len(wrongs) - SHOWN),
        word=word,
        name=name,
        lines=lines,
        done=done,
    )
