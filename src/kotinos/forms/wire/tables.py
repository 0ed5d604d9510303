"""Tables on a wire: a pool, the medals. Figures stand under each other; a long name has a line of its own."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from kotinos.codes import nocs
from kotinos.forms.terms import Terms, said
from kotinos.forms.wire.lines import WIDTH, latin
from kotinos.forms.wire.people import place, who
from kotinos.forms.wire.words import word
from kotinos.results.documents import MedalsBody, PoolBody

_PLACE, _GAP = 5, 1


class _Line(msgspec.Struct, frozen=True):
    place: str
    name: str
    cells: tuple[str, ...]
    tail: str = ""


def pool(body: PoolBody, terms: Terms) -> list[str]:
    """Place, team, played, won, drawn, lost, goals or points, difference, table points, qualification."""
    ordered = sorted(body.rows, key=lambda r: (bool(r.irm), r.sort_order))
    lines = [
        _Line(
            row.irm or place(row),
            who(row.competitor, terms.lang),
            (
                *map(str, (row.played, row.won, row.tied, row.lost)),
                f"{row.for_}-{row.against}",
                row.diff or "0",
                row.points or "0",
            ),
            row.qual,
        )
        for row in ordered
    ]
    return _table(word("pool", terms.lang).split(), (3, 3, 3, 3, 9, 6, 5), lines, terms)


def medals(body: MedalsBody, terms: Terms) -> list[str]:
    """Place by gold, silver, bronze; organisation; the counts."""
    lines = []
    for line in sorted(body.lines, key=lambda one: one.sort_rank):
        whole = next((count for count in line.counts if count.type == "TOT"), line.counts[-1] if line.counts else None)
        counts = (whole.gold, whole.silver, whole.bronze, whole.total) if whole else (0, 0, 0, 0)
        name = said(line.name, terms.lang)
        shown = f"{name if name and name != line.noc else said(nocs.text(line.noc), terms.lang)} ({line.noc})"
        lines.append(_Line(f"{'=' if line.rank_equal else ''}{line.rank}.", shown, tuple(map(str, counts))))
    return _table(word("medals", terms.lang).split(), (4, 4, 4, 7), lines, terms)


def _table(heads: Sequence[str], widths: Sequence[int], lines: Sequence[_Line], terms: Terms) -> list[str]:
    """The head and every line. The column of names is as wide as the longest that fits."""
    if not lines:
        return []
    names = [" ".join((latin(line.name) if terms.ascii else line.name).split(" ")) for line in lines]
    tail = max(len(line.tail) for line in lines) + 1
    most = WIDTH - _PLACE - _GAP - sum(widths) - tail
    column = max((len(name) for name in names if len(name) <= most), default=0)
    shown = [f"{'':{_PLACE + _GAP + column}}{_figures(heads, widths)}"]
    for line, name in zip(lines, names, strict=True):
        lead = f"{line.place:>{_PLACE}} "
        if len(name) > column:
            shown.append(f"{lead}{name}")
            lead, name = f"{'':{_PLACE + _GAP}}", ""
        shown.append(f"{lead}{name:{column}}{_figures(line.cells, widths)} {line.tail}".rstrip())
    return shown


def _figures(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "".join(f"{cell:>{width}}" for cell, width in zip(cells, widths, strict=True))
