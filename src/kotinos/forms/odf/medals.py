"""DT_MEDALS: the medal table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kotinos.codes import nocs
from kotinos.forms.element import Element, add
from kotinos.forms.odf.feed import OdfFeed
from kotinos.forms.odf.values import date_time, english
from kotinos.results.documents import MedalCount, MedalsBody


def fill_medals(competition: Element, body: MedalsBody, feed: OdfFeed, at: str) -> None:
    """Append the standings: totals first, then one line per organisation. Counts of zero are not sent."""
    standings = add(competition, "MedalStandings", DateTime=date_time(at, feed.timezone))
    standings.set("LastEvent", body.last_event or "")  # mandatory, so sent empty while no event is decided
    standings.set("TotalEvents", str(body.events_total))
    standings.set("FinishedEvents", str(body.events_finished))
    _numbers(add(standings, "MedalSummary"), body.totals)
    if not body.lines:
        return
    table = add(standings, "MedalsTable")
    for line in sorted(body.lines, key=lambda entry: entry.sort_rank):
        element = add(
            table,
            "MedalLine",
            Organisation=line.noc,
            Rank=line.rank,
            RankEqual="Y" if line.rank_equal else "",
            SortRank=line.sort_rank,
            RankTotal=line.rank_total,
            RankTotalEqual="Y" if line.rank_total_equal else "",
            SortRankTotal=line.sort_rank_total,
        )
        add(element, "Description", OrganisationName=organisation_name(line.noc, line.name))
        _numbers(element, line.counts)


def organisation_name(noc: str, name: Mapping[str, str]) -> str:
    """The long English name of the code tables; the document's own where the tables do not know the organisation."""
    return nocs.get(noc).long if nocs.exists(noc) else english(name) or noc


def _numbers(parent: Element, counts: Iterable[MedalCount]) -> None:
    for count in counts:
        add(
            parent,
            "MedalNumber",
            Type=count.type,
            Gold=count.gold or "",
            Silver=count.silver or "",
            Bronze=count.bronze or "",
            Total=count.total or "",
        )
