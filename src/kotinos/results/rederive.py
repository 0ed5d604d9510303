"""Everything that was published, derived once more from the journal alone and compared byte for byte."""

from __future__ import annotations

from collections.abc import Callable

from kotinos.journal.event import Journal
from kotinos.results.competition import Games
from kotinos.results.publications import Publication, Publications
from kotinos.results.publications.memory import MemoryPublications
from kotinos.results.publisher import Publisher
from kotinos.results.steps import state_after, steps

_BATCH = 1000


def first_difference(
    journal: Journal, store: Publications, progress: Callable[[int, int], None] = lambda _done, _all: None
) -> tuple[str, int]:
    """What differs first, in words (empty where nothing does), and how many publications were compared.

    Only steps that the store shows are derived: a journal that is ahead of it is the usual state of a running platform.
    """
    fresh = MemoryPublications()
    # The epoch names a run of offsets; everything else must come out the same.
    fresh.epoch = store.epoch
    publisher = Publisher(fresh)
    offset, shown = store.head()
    games, seq, compared = Games(), 0, 0
    for number, step in enumerate(steps(journal, shown), start=1):
        before, games, seq = games, state_after(games, step), step[-1][0].seq
        publisher.show(before, games, step, seq)
        if number % _BATCH == 0 or seq == shown:
            publisher.flush()
            difference, compared = _compare(store, fresh, compared)
            if difference:
                return difference, compared
            progress(seq, shown)
    if seq < shown:
        return f"step {shown} is published, the journal ends at {seq}", compared
    return ("" if compared == offset else f"{offset} are published, the journal gives {compared}"), compared


def _compare(store: Publications, fresh: Publications, after: int) -> tuple[str, int]:
    while derived := fresh.read(after, _BATCH):
        published = {row.offset: row for row in store.read(after, len(derived))}
        for row in derived:
            found = published.get(row.offset)
            if found != row:
                return _words(row, found), row.offset
        after = derived[-1].offset
    return "", after


def _words(derived: Publication, published: Publication | None) -> str:
    if published is None:
        return f"offset {derived.offset} ({derived.key} version {derived.version}) is missing"
    return (
        f"offset {derived.offset}: published is {published.key} version {published.version}, "
        f"the journal gives {derived.key} version {derived.version}"
        + (" with other content" if (published.key, published.version) == (derived.key, derived.version) else "")
    )
