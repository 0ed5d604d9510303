"""What a real deployment of the sealed zone needs, beyond what lets it run on a laptop. It looks at files and opens no key."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import msgspec

from kotinos.config import Config
from kotinos.programs.doctor.finding import Finding, here, missing, warning
from kotinos.programs.words import say


def zone(config: Config) -> Iterator[Finding]:
    """The zone of this machine, if it keeps one: hardware module, witnesses, second site, where its passphrase lies, its wall."""
    folder = config.custody_folder
    if not (folder / "zone.json").exists():
        said = say("no sealed zone on this machine")
        yield warning("custody", said, say("`kotinos custody init` founds one, if it is to be here"))
        return
    try:
        held: dict[str, Any] = msgspec.json.decode((folder / "zone.json").read_bytes())
    except (OSError, msgspec.DecodeError) as error:
        said = say("the settings of the sealed zone cannot be read: {reason}", reason=error)
        yield missing("custody", said, say("restore zone.json from a backup"))
        return
    yield here(
        "custody", say("the sealed zone of {country} in {folder}", country=held["domain"]["country"], folder=folder)
    )
    yield _hardware(held)
    yield _witnesses(held)
    yield _sites(held)
    yield _database(held)
    yield _passphrase(config)
    yield _wall(config)


def _hardware(held: dict[str, Any]) -> Finding:
    if held.get("module"):
        return here("custody root key", say("its root key is in a hardware module"))
    said = say("its root key is a file under a passphrase, not in a hardware module")
    return warning("custody root key", said, say("found the zone with --module LIBRARY TOKEN (PKCS#11)"))


def _witnesses(held: dict[str, Any]) -> Finding:
    count = len(held.get("witnesses") or ())
    outside = sum(
        "127.0.0.1" not in one["url"] and "localhost" not in one["url"] for one in held.get("witnesses") or ()
    )
    if outside >= 2:
        return here("custody witnesses", say("{count} witnesses sign its log", count=count))
    said = say(
        "{outside} of {count} witnesses of its log stand elsewhere; two of other employers are needed",
        outside=outside,
        count=count,
    )
    return warning("custody witnesses", said, say("run `kotinos custody log witness` there and name it in zone.json"))


def _sites(held: dict[str, Any]) -> Finding:
    sites = held["domain"].get("sites") or ()
    if len(sites) >= 2:
        return here("custody sites", say("its sites: {sites}", sites=", ".join(sites)))
    return warning(
        "custody sites", say("no second site is named"), say("replicate its database, and name both sites in zone.json")
    )


def _database(held: dict[str, Any]) -> Finding:
    if str(held.get("database", "")).startswith("postgresql"):
        return here("custody database", say("its database is PostgreSQL"))
    said = say("its database is one SQLite file, which has no replica")
    return warning(
        "custody database", said, say("found it with --database postgresql+psycopg://… where a replica is needed")
    )


def _passphrase(config: Config) -> Finding:
    beside = config.folder / "custody-keys"
    if beside.exists():
        said = say("the passphrase lies in {folder}, beside what it opens: for demonstrations only", folder=beside)
        return warning(
            "custody passphrase", said, say("keep it on another medium and name it in KOTINOS_CUSTODY_PASSPHRASE_FILE")
        )
    return here("custody passphrase", say("no passphrase lies beside what it opens"))


def _wall(config: Config) -> Finding:
    """The zone's own command tries the wall: in a program of its own, since who raises it never gets out again."""
    words = ("custody", "wall", "check", "--data", str(config.custody_folder))
    ran = subprocess.run(  # noqa: S603  our own program, by our own words
        [sys.executable, "-m", "kotinos", *words], capture_output=True, text=True, check=False
    )
    if ran.returncode == 0:
        return here("custody wall", say("a wall stands around its programs: nothing leaves but where its settings say"))
    said = " ".join((ran.stdout or ran.stderr).split("\n")).strip()
    return warning(
        "custody wall",
        say("the wall around its programs is not whole: {reason}", reason=said),
        say("load what `kotinos custody wall rules` and `kotinos custody wall unit` print"),
    )
