"""A folder that devices write to. New and rewritten files are taken once they have stopped growing; nothing is moved or deleted.

Files lie in the folder, where their ending tells their form, or in a subfolder named after the form (``lynx/``, ``csv/``). A file that
cannot be read yet may still be on its way, so it is looked at again before it is refused. The time of last change orders the versions of
a file; a folder is scanned again now and then, because a network share does not tell of every change.
"""

from __future__ import annotations

import asyncio
import os
import stat
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import structlog
import watchfiles

from kotinos.results.engine import EngineStopped
from kotinos.results.intake import forms
from kotinos.results.intake.body import LIMIT
from kotinos.results.intake.desk import Desk
from kotinos.results.intake.message import Message
from kotinos.results.intake.reading import BadMessage
from kotinos.results.intake.report import Report

_log = structlog.get_logger(__name__)
_UNFINISHED = (".part", ".tmp", ".crdownload", ".filepart", "~")
_TICK = 0.05


class Folder(msgspec.Struct, frozen=True, kw_only=True):
    """One watched folder. ``source`` names the device in the record, ``form`` is the form of files that their ending does not tell.

    ``settle`` is how many seconds a file must stand still, ``patience`` how long one that cannot be read may still change,
    ``rescan`` the seconds between full looks at the folder; ``polling`` is for network shares.
    """

    path: Path
    source: str
    form: str = ""
    encoding: str = ""
    settle: float = 0.2
    patience: float = 2.0
    rescan: float = 10.0
    polling: bool = False


class _Look(msgspec.Struct):
    """A file as it was last seen, and since when it has been so. ``until``: not to be refused before."""

    size: int
    mtime: int
    since: float
    until: float = 0.0


class _Done(msgspec.Struct):
    size: int
    mtime: int
    revision: int


class Watch:
    """Watches one folder until `stop`. ``on_report`` hears what became of each file."""

    def __init__(
        self, desk: Desk, folder: Folder, on_report: Callable[[str, Report], None] = lambda _name, _report: None
    ) -> None:
        # Changes are reported by whole paths, whatever way the folder was named.
        self._folder = msgspec.structs.replace(folder, path=folder.path.resolve())
        self._desk, self._on_report = desk, on_report
        self._pending: dict[str, _Look] = {}
        self._done: dict[str, _Done] = {}
        self._stop = asyncio.Event()
        self._work = asyncio.Event()

    async def run(self) -> None:
        """Take what is there, then whatever changes."""
        self._folder.path.mkdir(parents=True, exist_ok=True)
        async with asyncio.TaskGroup() as tasks:
            for job in (self._listen, self._scan_again, self._take_settled):
                tasks.create_task(job())

    def stop(self) -> None:
        """End `run` after the file in hand."""
        self._stop.set()
        self._work.set()

    async def _listen(self) -> None:
        changes = watchfiles.awatch(
            self._folder.path,
            stop_event=self._stop,
            step=20,
            debounce=100,
            force_polling=self._folder.polling,
            ignore_permission_denied=True,
        )
        async for batch in changes:
            for kind, path in batch:
                if kind is not watchfiles.Change.deleted:
                    self._notice(Path(path))

    async def _scan_again(self) -> None:
        while not self._stop.is_set():
            for path in await asyncio.to_thread(lambda: list(self._files())):
                self._notice(path)
            await _either(self._stop, self._folder.rescan)

    def _files(self) -> Iterator[Path]:
        for directory, _, names in os.walk(self._folder.path):
            yield from (Path(directory, name) for name in names)

    def _notice(self, path: Path) -> None:
        try:
            seen = path.lstat()
            name = path.relative_to(self._folder.path).as_posix()
        except (OSError, ValueError):
            return
        if (
            not stat.S_ISREG(seen.st_mode)
            or any(part.startswith(".") for part in name.split("/"))
            or name.endswith(_UNFINISHED)
        ):
            return
        done = self._done.get(name)
        if done and (done.size, done.mtime) == (seen.st_size, seen.st_mtime_ns):
            return
        if name not in self._pending:
            self._pending[name] = _Look(seen.st_size, seen.st_mtime_ns, time.monotonic())
            self._work.set()

    async def _take_settled(self) -> None:
        while not self._stop.is_set():
            if not self._pending:
                self._work.clear()
                await self._work.wait()
                continue
            for name in list(self._pending):
                if self._stop.is_set():
                    return
                await self._visit(name)
            await _either(self._stop, _TICK)

    async def _visit(self, name: str) -> None:
        """Take a file if it has stood still for long enough. Whatever is wrong with one file, the others go on."""
        look = self._pending[name]
        path = self._folder.path / name
        try:
            now = path.lstat()
            if (now.st_size, now.st_mtime_ns) != (look.size, look.mtime):
                self._pending[name] = _Look(now.st_size, now.st_mtime_ns, time.monotonic())
                return
            still_for = time.monotonic() - look.since
            if still_for < self._folder.settle or time.monotonic() < look.until:
                return
            body = await asyncio.to_thread(_read, path)
            again = path.lstat()
            if (again.st_size, again.st_mtime_ns) != (look.size, look.mtime):
                return
            message = self._message(name, body, look)
            if still_for < self._folder.patience and not await asyncio.to_thread(_reads, message):
                look.until = look.since + self._folder.patience
                return
            report = await self._desk.take(message)
        except FileNotFoundError:
            del self._pending[name]
        except EngineStopped as stopped:
            _log.error("file waits for the record", file=name, reason=str(stopped))
            look.until = time.monotonic() + 1
        except Exception as error:
            # A file that cannot be opened, a share that went away: said once in a while, tried again, never the end of the watch.
            _log.error("file cannot be taken", file=name, reason=repr(error))
            look.until = time.monotonic() + max(1.0, self._folder.rescan)
        else:
            del self._pending[name]
            self._done[name] = _Done(look.size, look.mtime, message.revision)
            self._tell(name, report)

    def _message(self, name: str, body: bytes, look: _Look) -> Message:
        done = self._done.get(name)
        revision = look.mtime
        if done and done.mtime == look.mtime and done.size != look.size:
            # Two saves within one tick of the file system's clock.
            revision = done.revision + 1
        return Message(
            form=self._form(name),
            name=name,
            body=body,
            source=self._folder.source,
            actor=self._folder.source,
            revision=max(revision, 1),
            encoding=self._folder.encoding,
        )

    def _form(self, name: str) -> str:
        head = name.split("/")[0] if "/" in name else ""
        if head in forms.FORMS:
            return head
        if self._folder.form:
            return self._folder.form
        try:
            return forms.form_of(name)
        except BadMessage:
            return "unknown"

    def _tell(self, name: str, report: Report) -> None:
        for fault in report.refused:
            _log.warning("refused", file=name, what=fault.what, where=fault.where, right=fault.would_be_right)
        _log.info("file taken", file=name, outcome=report.outcome, parts=len(report.taken), refused=len(report.refused))
        self._on_report(name, report)


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        # One byte beyond the limit, so that the desk can see that it is too much.
        return file.read(LIMIT + 1)


def _reads(message: Message) -> bool:
    """Whether a file can be read in full as it stands."""
    try:
        forms.read(message.form, message.body, message.name, message.encoding)
    except BadMessage:
        return False
    return True


async def _either(stop: asyncio.Event, seconds: float) -> None:
    try:
        await asyncio.wait_for(stop.wait(), seconds)
    except TimeoutError:
        return
