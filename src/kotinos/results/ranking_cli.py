"""``kotinos rank``: rank competition units from JSON Lines, one in, one out.

A unit is ``{"id", "rule" or "rsc", "date", "entries": [{"name", "noc", "id", "raw", "irm", "heat"}], "matches", …}``; what a
source says of the outcome (an official rank, for one) is not looked at. Without a ``date`` the year in ``games`` picks the
rules. The answer names each entry by ``n``, its position in the input from 0, and lists the entries in sort order, first to
last. Where two of them are alike in everything, nothing tells which is which.
"""

from __future__ import annotations

import re
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import IO, Any

import click
import msgspec
from rich.console import Console
from rich.progress import Progress

from kotinos.codes.rsc import Rsc, RscError
from kotinos.sports import rulebook
from kotinos.sports.ranking import CannotRank, Entry, Match, Ranking, Unit
from kotinos.sports.why import say

_DECODER = msgspec.json.Decoder(float_hook=Decimal)
_ENCODER = msgspec.json.Encoder(order="deterministic")
_PATIENCE = 2.0
"""Seconds before a progress bar appears."""

_MONTHS = {
    name: at
    for at, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], start=1
    )
}
_WRITTEN = re.compile(r"(\d{1,2}) ([A-Za-z]{3})[a-z]* (\d{4})\Z")
_NOT_FACTS = frozenset({"id", "entries", "matches", "rule", "rsc", "date", "facts"})
_JUDGEMENT = frozenset({"official_rank", "qual", "wlt", "check", "tags", "advanced", "records", "official_rank_phase"})
"""What a source says about the outcome: never looked at."""


@click.command("rank")
@click.argument("source", type=click.File("rb"), default="-")
@click.option("--lang", type=click.Choice(["en", "fr"]), default="en", help="Language of the reasons.")
def rank(source: IO[bytes], lang: str) -> None:
    """Rank competition units, one JSON object a line, from SOURCE or standard input.

    Writes one line for each: {"id", "rule_set", "entries"}, the entries in sort order with rank, IRM and the reason for their
    place, or {"id", "error"} where a unit cannot be ranked. Exit code 1 if there was any such.

    \b
    Example:  kotinos rank units.jsonl --lang fr
    """
    failed = False
    write = sys.stdout.buffer.write
    for answer in answers(_watched(source), lang):
        failed = failed or "error" in answer
        write(_ENCODER.encode(answer) + b"\n")
        sys.stdout.buffer.flush()
    if failed:
        raise SystemExit(1)


def answers(lines: Iterable[bytes], lang: str = "en") -> Iterator[dict[str, Any]]:
    """One answer for each line that is not blank."""
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _answer(number, line, lang)


def _answer(number: int, line: bytes, lang: str) -> dict[str, Any]:
    try:
        given = _DECODER.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        return {"id": None, "line": number, "error": f"line {number}: not JSON: {error}"}
    if not isinstance(given, dict):
        return {"id": None, "line": number, "error": f"line {number}: expected an object, found {type(given).__name__}"}
    name = given.get("id")
    try:
        ranking = rulebook.rank(unit_of(given))
    except (CannotRank, RscError, msgspec.ValidationError) as error:
        return {"id": name, "line": number, "error": f"line {number}: {error}"}
    return {"id": name, "rule_set": ranking.rule_set, "entries": shown(ranking, lang)}


def shown(ranking: Ranking, lang: str) -> list[dict[str, Any]]:
    """The rows of a ranking as they are written."""
    rows = []
    before: int | None = None
    for row in ranking.rows:
        rows.append(
            {
                "n": row.n,
                "rank": row.rank,
                "rank_equal": row.rank_equal,
                "sort_order": row.sort_order,
                "irm": row.irm,
                "qual": row.qual,
                "wlt": row.wlt,
                "why": say(row.why, before, row.rank, lang) or None,
            }
        )
        before = row.rank
    return rows


def unit_of(given: Mapping[str, Any]) -> Unit:
    """A unit as it stands in a file; raises `CannotRank` or `RscError` for what cannot be one."""
    listed = given.get("entries")
    if not isinstance(listed, list) or not all(isinstance(entry, dict) for entry in listed):
        raise CannotRank("entries: expected a list of objects")
    entries = tuple(_entries(listed))
    sides = _sides(entries)
    facts = {key: value for key, value in given.items() if key not in _NOT_FACTS | _JUDGEMENT}
    more = given.get("facts")
    if more is not None and not isinstance(more, dict):
        raise CannotRank("facts: expected an object")
    matches = given.get("matches")
    if matches is not None and not isinstance(matches, list):
        raise CannotRank("matches: expected a list of objects")
    rsc = given.get("rsc")
    return Unit(
        id=str(given.get("id")),
        entries=entries,
        rule=_text(given, "rule"),
        rsc=Rsc(str(rsc)) if rsc else None,
        date=_date(given.get("date")) or _year_of(given.get("games")),
        matches=tuple(_match(match, sides) for match in matches or ()),
        facts={**facts, **(more or {})},
    )


def _entries(given: list[dict[str, Any]]) -> Iterator[Entry]:
    """Entries need an id each. One without, or with one that is taken, is told apart by all that is known of it."""
    content = [_ENCODER.encode({k: v for k, v in entry.items() if k not in _JUDGEMENT}) for entry in given]
    names = [str(entry["id"]) if entry.get("id") not in (None, "") else _described(entry) for entry in given]
    count = Counter(names)
    turn = {n: at for at, n in enumerate(sorted(range(len(given)), key=content.__getitem__))}
    for n, entry in enumerate(given):
        raw = entry.get("raw")
        if raw is None:
            raw = {}
        if not isinstance(raw, dict):
            raise CannotRank(f"entry {n}: raw: expected an object")
        yield Entry(
            n=n,
            id=names[n] if count[names[n]] == 1 else f"{names[n]}#{turn[n]}",
            name=str(entry.get("name") or ""),
            noc=_text(entry, "noc"),
            raw=raw,
            irm=_text(entry, "irm"),
            order=_order(entry),
            group=_text(entry, "group") or _text(entry, "heat"),
        )


def _described(entry: Mapping[str, Any]) -> str:
    return f"{entry.get('name') or ''} {entry.get('noc') or ''}".strip()


def _order(entry: Mapping[str, Any]) -> int | None:
    value = entry.get("order", entry.get("lane"))
    return int(value) if value is not None and _whole(value) else None


def _text(given: Mapping[str, Any], key: str) -> str | None:
    value = given.get(key)
    return None if value in (None, "") else str(value)


def _sides(entries: tuple[Entry, ...]) -> dict[str, str]:
    """The names a match may call its sides by, to entry ids: the name, the NOC, the id itself."""
    names = {entry.name: entry.id for entry in entries}
    return names | {entry.noc: entry.id for entry in entries if entry.noc} | {entry.id: entry.id for entry in entries}


def _match(given: Any, sides: Mapping[str, str]) -> Match:
    if not isinstance(given, dict) or "home" not in given or "away" not in given:
        raise CannotRank(f"match {given!r}: expected an object with home and away")
    home, away = str(given["home"]), str(given["away"])
    score = given.get("score")
    if score is not None and not (isinstance(score, list) and len(score) == 2 and all(map(_whole, score))):
        raise CannotRank(f"match {home}-{away}: score {score!r}; expected two numbers")
    facts = {key: value for key, value in given.items() if key not in ("home", "away", "score")}
    pair = None if score is None else (int(score[0]), int(score[1]))
    return Match(home=sides.get(home, home), away=sides.get(away, away), score=pair, facts=facts)


def _date(value: Any) -> date | None:
    """``2024-06-08``, an ISO instant, or a range in words whose last day counts (``24-27 Feb 2022``)."""
    if not value:
        return None
    text = str(value).strip()
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        pass
    written = _WRITTEN.search(text)
    month = _MONTHS.get(written[2].lower()) if written else None
    if written is None or month is None:
        raise CannotRank(f"date {text!r}: expected YYYY-MM-DD")
    return date(int(written[3]), month, int(written[1]))


def _whole(value: Any) -> bool:
    return isinstance(value, int) or (isinstance(value, str) and value.isascii() and value.isdecimal())


def _year_of(games: Any) -> date | None:
    """The middle of the year that the name of the Games ends in, so that an old competition meets the rules of its time."""
    years = re.findall(r"(?<!\d)(?:18|19|20)\d\d(?!\d)", str(games or ""))
    return date(int(years[-1]), 7, 1) if years else None


def _watched(source: IO[bytes]) -> Iterator[bytes]:
    """The lines, with a progress bar on standard error for a file that takes longer than two seconds on a terminal."""
    size = _size(source)
    if size is None or not sys.stderr.isatty():
        yield from source
        return
    began = time.monotonic()
    done = 0
    with ExitStack() as shown_until:
        bar: Progress | None = None
        for line in source:
            yield line
            done += len(line)
            if bar is None and time.monotonic() - began > _PATIENCE:
                bar = shown_until.enter_context(Progress(console=_stderr()))
                task = bar.add_task("ranking", total=size)
            if bar is not None:
                bar.update(task, completed=done)


def _stderr() -> Console:

    return Console(stderr=True)


def _size(source: IO[bytes]) -> int | None:
    name = getattr(source, "name", None)
    if not isinstance(name, str) or name in ("-", "<stdin>"):
        return None
    path = Path(name)
    return path.stat().st_size if path.is_file() else None
