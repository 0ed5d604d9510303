"""The inbound side of the exchange: files out of the spool, one after the other, each to its fate, across any interruption."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa
import structlog
from sqlalchemy.engine import Connection

from kotinos.custody.act import Act
from kotinos.custody.log import alarms
from kotinos.custody.log import tables as log_tables
from kotinos.custody.log.access import append
from kotinos.custody.store import Database
from kotinos.custody.vetting import actions, tables
from kotinos.custody.vetting.actions.changing import entry
from kotinos.custody.vetting.actions.taking import Taken
from kotinos.custody.vetting.keys import Keys
from kotinos.custody.vetting.spool import Full, Spools
from kotinos.custody.vetting.values import Change

Follow = Callable[[Connection, Act, Sequence[Change]], None]
"""What the rest of the zone does about changes, in the transaction that makes them: suspend cards, write letters."""
FULL = "vetting-aside-full"
"""The alarm that what changes nothing is no longer kept."""

_lines = structlog.get_logger("kotinos.custody.exchange")


class Inbox:
    """What comes in. Nothing is remembered that is not in the database or the folders: the program may end at any moment."""

    def __init__(
        self, database: Database, domain: str, keys: Keys, spools: Spools, follow: Follow | None = None
    ) -> None:
        self.database, self.domain, self.keys, self.spools, self.follow = database, domain, keys, spools, follow
        self._turn_may_have_come = True

    def take(self, now: datetime) -> int:
        """Take in what is in the spool, and after each file what waited for it, before the next. How many files were looked at."""
        count = 0
        for path in self.spools.unfinished():
            if not self._was_done(now, path):
                self._one(now, path)
            count += 1 + self._catch_up(now)
        for path in self.spools.arrivals():
            self._one(now, path)
            count += 1 + self._catch_up(now)
        return count + self._catch_up(now)

    def _catch_up(self, now: datetime) -> int:
        """Take in what waited and has its turn now: a number that lies there is not missing when the next one is looked at."""
        count = 0
        while self._turn_may_have_come:
            self._turn_may_have_come = False
            for path in self.spools.held_back():
                if self._one(now, path, waits=True).fate == "applied":
                    count += 1
                    break
        return count

    def _one(self, now: datetime, path: Path, waits: bool = False) -> Taken:
        act = Act("authority", now, "a file in the inbound spool")
        waiting = () if waits else {found.name for found in self.spools.held_back()}
        body = self.spools.read(path)
        with self.database.writing() as connection:
            taken = actions.take_in(
                connection, act, path.name, body, domain=self.domain, keys=self.keys, waiting=waiting, waits=waits
            )
            if taken.changes and self.follow is not None:
                self.follow(connection, act, taken.changes)
        if taken.fate == "applied":
            self._turn_may_have_come = True
            path.unlink()
        elif taken.code is not None:
            self._put_aside(now, path, taken.code, taken.line)
        elif not waits:
            self.spools.wait(path)
        if taken.changes or taken.code:
            _lines.info("file", fate=taken.fate, code=taken.code or "", changes=len(taken.changes))
        return taken

    def _put_aside(self, now: datetime, path: Path, code: str, line: int) -> None:
        """Put it aside, or, where there is no room, drop it once the log has what it was; the alarm stands until somebody saw it."""
        try:
            self.spools.put_aside(path, code, line, keep=code != "malformed")
        except Full as full:
            act = Act("exchange", now, f"{full}, line {line}: the folder of what is put aside is full")
            with self.database.writing() as connection:
                append(connection, [entry(act, "drop-file", outcome=code)])
                if FULL not in {alarm.kind for alarm in alarms.unseen(connection)}:
                    files, size = self.spools.room
                    alarms.sound(connection, act, FULL, f"no more than {files} files and {size} bytes are kept aside")
            path.unlink()

    def _was_done(self, now: datetime, path: Path) -> bool:
        """Whether the program dealt with a file that it had taken out of the spool, and ended before it could put the file away."""
        digest = hashlib.sha256(self.spools.read(path)).hexdigest()
        alarm, f = log_tables.alarm.c, tables.answer_file.c
        with self.database.reading() as connection:
            applied = connection.execute(sa.select(f.id).where(f.digest == digest)).first()
            kind = connection.execute(
                sa.select(alarm.kind).where(alarm.detail.startswith(f"sha256 {digest},")).order_by(alarm.id.desc())
            ).scalar()
        if applied is not None:
            path.unlink()
        elif kind is not None:
            code = str(kind).removeprefix("vetting-")
            self._put_aside(now, path, code, 0)
        return applied is not None or kind is not None
