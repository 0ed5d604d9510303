"""Whether the journal, the databases, the bus and the files of keys and clients are as a platform needs them."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import msgspec
import psycopg

from kotinos.config import Config
from kotinos.feed.push import ClientError, load_clients
from kotinos.journal.event import Fault, JournalUnavailable
from kotinos.journal.opening import open_journal
from kotinos.programs.doctor.finding import Finding, here, missing
from kotinos.programs.keys import load_keys
from kotinos.programs.push import forms_of
from kotinos.programs.words import say
from kotinos.results.publications import sqlite_path

CHECKED = 1000
"""Events at the journal's end whose chain is looked at; `kotinos journal verify` looks at all."""
PATIENCE = 3
_PASSWORD = re.compile(r"(?<=[?&]password=)[^&]*|(?<=:)[^:/@]*(?=@)")


def databases(config: Config) -> Iterator[Finding]:
    """Each PostgreSQL that is configured, once."""
    for url in dict.fromkeys((config.journal_url, config.publications_url, config.bus_url)):
        if url.startswith(("postgresql://", "postgres://")):
            yield _postgres(url)


def _postgres(url: str) -> Finding:
    try:
        with psycopg.connect(url, connect_timeout=PATIENCE) as connection:
            version = connection.info.server_version
    except psycopg.Error as error:
        reason = str(error).strip().splitlines()[-1]
        said = say("PostgreSQL at {where} does not answer: {reason}", where=without_password(url), reason=reason)
        return missing("postgresql", said, say("start it, or correct --journal and --publications"))
    return here("postgresql", say("PostgreSQL {version} answers", version=f"{version // 10000}.{version % 10000}"))


def bus(config: Config) -> Iterator[Finding]:
    """The NATS server, where one is configured."""
    url = config.bus_url
    if not url.startswith(("nats://", "tls://")):
        return
    where = without_password(url)
    try:
        asyncio.run(_greeting(url))
    except (OSError, TimeoutError, ValueError) as error:
        said = say("NATS at {where} does not answer: {reason}", where=where, reason=error or type(error).__name__)
        yield missing("nats", said, say("start it, or correct --bus"))
    else:
        yield here("nats", say("NATS at {where} answers", where=where))


async def _greeting(url: str) -> None:
    """A NATS server speaks first: ``INFO {…}``."""
    parts = urlsplit(url)
    async with asyncio.timeout(PATIENCE):
        reader, writer = await asyncio.open_connection(parts.hostname, parts.port or 4222)
        try:
            line = await reader.readline()
        finally:
            writer.close()
            await writer.wait_closed()
    if not line.startswith(b"INFO "):
        raise ValueError("what answers there is not NATS")


def without_password(url: str) -> str:
    """An address that may be shown."""
    return _PASSWORD.sub("…", url)


def journal(config: Config) -> tuple[Finding, str]:
    """The journal: that it opens and its end holds; and the instant of its last event, empty where there is none."""
    url = config.journal_url
    if _is_new(url):
        return here("journal", say("no journal yet; the first start makes it")), ""
    try:
        source = open_journal(url, read_only=True)
    except (JournalUnavailable, ValueError) as error:
        return missing(
            "journal", say("the journal cannot be opened: {reason}", reason=error), say("correct --journal")
        ), ""
    try:
        head, _ = source.head()
        after = max(0, head - CHECKED)
        events = source.read(max(0, head - 1), 1)
        last = events[-1].at if events else ""
        for found in source.verify(after):
            if isinstance(found, Fault):
                said = say("the journal is broken at event {seq}: {reason}", seq=found.seq, reason=found.reason)
                mend = say("do not write to it; take a copy and see docs/explanation/journal.md")
                return missing("journal", said, mend), last
    except JournalUnavailable as error:
        return missing(
            "journal", say("the journal cannot be opened: {reason}", reason=error), say("correct --journal")
        ), ""
    finally:
        source.close()
    said = say("the journal opens: {count} events, the last {checked} verified", count=head, checked=head - after)
    return here("journal", said), last


def _is_new(url: str) -> bool:
    """Whether nobody has made this journal yet."""
    if url.startswith("sqlite:"):
        return not Path(sqlite_path(url)).exists()
    try:
        with psycopg.connect(url, connect_timeout=PATIENCE) as connection:
            return connection.execute("SELECT to_regclass('journal.events')").fetchone() == (None,)
    except psycopg.Error:
        return False  # what is wrong there is said when it is opened


def files(config: Config) -> Iterator[Finding]:
    """The files of keys and of clients, where they are configured."""
    if config.keys:
        mend = say("correct it as docs/how-to/connect-a-timing-device.md shows")
        try:
            count = len(load_keys(Path(config.keys)))
        except (OSError, msgspec.MsgspecError, ValueError) as error:
            yield missing("keys", say("the file of keys: {reason}", reason=error), mend)
        else:
            yield here("keys", say("{count} keys may send", count=count))
    if config.push:
        try:
            clients = load_clients(config.push)
            forms_of(clients)
        except ClientError as error:
            mend = say("correct it as docs/how-to/push-odf-to-a-client.md shows")
            yield missing("clients", say("the file of clients: {reason}", reason=error), mend)
        else:
            yield here("clients", say("{count} clients get documents pushed", count=len(clients)))
