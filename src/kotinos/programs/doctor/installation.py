"""Whether the program itself is whole: Python, packages, sentences."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Mapping
from importlib import metadata
from pathlib import Path

from kotinos.programs.doctor.finding import Finding, here, missing
from kotinos.programs.words import say
from kotinos.site import i18n

LOCK = Path(__file__).resolve().parents[4] / "requirements" / "run.lock"
"""The locked versions, where the program runs from its sources."""
_PINNED = re.compile(r"^([A-Za-z0-9_.-]+)==(\S+)(?:\s*;\s*(.+?))?\s*\\?$", re.MULTILINE)
_REQUIRED = re.compile(r"^([A-Za-z0-9_.-]+)")


def python(version: tuple[int, int, int] = sys.version_info[:3]) -> Finding:
    """Python, new enough."""
    said = say("Python {version}", version=".".join(map(str, version)))
    if version >= (3, 11):
        return here("python", said)
    return missing("python", said, say("Python 3.11 or newer: install it, then `make run` with PYTHON=python3.11"))


def packages(lock: Path = LOCK) -> Finding:
    """Every package that the program needs, at its locked version where a lock file is at hand."""
    if lock.is_file():
        wanted = pinned(lock.read_text(encoding="utf-8"))
        said, mend = "{count} packages as locked", say("run tools/setup run")
    else:
        wanted = dict.fromkeys(_required(metadata.requires("kotinos") or ()), "")
        said, mend = "{count} packages of the installation", say("run pip install kotinos again")
    wrong = _wrong(wanted)
    if wrong:
        return missing("packages", say("missing or of another version: {names}", names=", ".join(wrong)), mend)
    return here("packages", say(said, count=len(wanted)))


def pinned(lock: str) -> dict[str, str]:
    """Names and versions of a lock file; lines for another platform are left out."""
    return {name: version for name, version, marker in _PINNED.findall(lock) if "win32" not in marker}


def _required(requirements: Iterable[str]) -> list[str]:
    return [found[1] for text in requirements if "extra ==" not in text and (found := _REQUIRED.match(text))]


def _wrong(wanted: Mapping[str, str]) -> list[str]:
    found = []
    for name, version in wanted.items():
        try:
            have = metadata.version(name)
        except metadata.PackageNotFoundError:
            found.append(f"{name} {version}".strip())
            continue
        if version and have != version:
            found.append(f"{name} {version} ({have})")
    return found


def catalogues() -> Finding:
    """The sentences of the pages, in every language."""
    for language in i18n.LANGUAGES:
        try:
            i18n.catalogue(language)
        except (OSError, ValueError) as error:
            said = say("the catalogue of {language} cannot be read: {reason}", language=language, reason=error)
            return missing("catalogues", said, say("restore src/kotinos/site/locale"))
    return here("catalogues", say("sentences in {languages}", languages=", ".join(i18n.LANGUAGES)))
