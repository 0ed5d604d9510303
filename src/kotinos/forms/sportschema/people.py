"""Who takes part, and in what: athletes, teams, memberships, participations."""

from __future__ import annotations

from collections.abc import Iterable

from kotinos.forms.rowfacts import Score, facts, scores
from kotinos.forms.sportschema.graph import Graph
from kotinos.forms.sportsml.stats import OUTCOMES
from kotinos.forms.sportsml.who import NOBODY
from kotinos.results.documents import CompetitorRef, MemberRef, ResultRow


def competitor(graph: Graph, who: CompetitorRef) -> str:
    """The athlete or the team with its members; of a place that nobody fills yet, a team or athlete that says what it stands for."""
    if who.id in NOBODY:
        return graph.node(f"kot:{who.id}", "sport:Athlete" if who.type == "A" else "sport:Team", rdfs_label=who.id)
    if who.type == "A":
        return _athlete(graph, who, who.noc)
    team = graph.node(
        graph.urn("competitor", who.id),
        "sport:Team",
        rdfs_label=who.name or who.noc or who.id,
        sport_nationality=who.noc,
    )
    for member in sorted(who.members, key=lambda m: (m.order or len(who.members), m.id)):
        graph.node(
            graph.urn("membership", who.id, member.id),
            "sport:IndividualMembership",
            sport_member=_athlete(graph, member, who.noc),
            sport_membershipOf=team,
            sport_uniformNumber=member.bib,
            sport_sequenceNumber=member.order or None,
        )
    return team


def _athlete(graph: Graph, who: CompetitorRef | MemberRef, noc: str) -> str:
    id_ = graph.node(
        graph.urn("competitor", who.id),
        "sport:Athlete",
        rdfs_label=who.name or who.family_name or who.id,
        sport_nationality=noc,
    )
    for name, value in (("given-name", who.given_name), ("family-name", who.family_name), ("gender", who.gender)):
        graph.ours_once(id_, name, value)
    return id_


def participation(graph: Graph, who: CompetitorRef, event: str, *, of: str, alignment: str = "", bib: str = "") -> str:
    """That somebody takes part in an event or a phase. ``of`` names the event in the participation's own name."""
    return graph.node(
        graph.urn("participation", of, who.id),
        "sport:IndividualParticipation" if who.type == "A" else "sport:TeamParticipation",
        sport_participationIn=event,
        sport_participationBy=competitor(graph, who),
        sport_alignment=alignment,
        sport_uniformNumberEvent=bib or who.bib,
    )


def result(graph: Graph, row: ResultRow, event: str, *, of: str, alignment: str = "") -> str:
    """A participation with its place, its mark and all that the row holds."""
    id_ = participation(graph, row.competitor, event, of=of, alignment=alignment, bib=row.bib)
    graph.put(id_, "sport:rank", row.rank)
    graph.put(id_, "sport:score", row.mark)
    graph.put(id_, "sport:scoreUnits", f"kot:{row.mark_type}" if row.mark and row.mark_type not in ("", "IRM") else "")
    graph.put(id_, "sport:eventOutcome", OUTCOMES.get(row.wlt, ""))
    graph.put(id_, "spstat:scoreBehind", row.diff)
    graph.ours(id_, "outcome", row.wlt if row.wlt not in OUTCOMES else "")
    for name, value, key in facts(row):
        graph.ours(id_, name, value, key)
    splits(graph, id_, of, row.competitor.id, scores(row))
    return id_


def splits(graph: Graph, participation_: str, of: str, who: str, measured: Iterable[Score]) -> None:
    """Each measured value as a split of the participation."""
    for number, one in enumerate((score for score in measured if score.score.strip()), 1):
        id_ = graph.node(
            graph.urn("split", of, who, one.kind, str(number)),
            "sport:ParticipationSplit",
            sport_participationSplitOf=participation_,
            sport_participationSplitType=f"kot:{one.kind}",
            sport_periodValue=one.number,
            sport_score=one.score,
            sport_rank=one.rank,
        )
        graph.ours(id_, "name", one.name)
        graph.ours(id_, "unit", one.key)
        graph.ours(id_, "total", one.total)
        graph.link(participation_, "sport:participationSplit", id_)
