"""Fencing: bouts of direct elimination, team matches, and the event ranked within each round by initial ranking. FIE Rules, t. and o.

A bout goes to 15 hits (sabre has its break at 8), a team match to 45 by nine relays of 5. At a level score when the time is over a
minute more is fenced; before it lots give one side priority, and that side wins if nobody hits. Facts beside the score:
``priority`` = ``Y`` of that side, ``seed`` (initial ranking) of a fencer or team in any of its units, ``period/B1`` … ``B9`` (the
score of a team after each relay).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from msgspec.structs import replace

from kotinos.codes.rsc import Rsc
from kotinos.sports import duels, exits, formats, rounds, series
from kotinos.sports.discipline import Discipline, Phases, decimal
from kotinos.sports.outcome import EventResults
from kotinos.sports.ranking import CannotRank, Entry, Ranking, RuleSet, Unit

IRMS = ("DNF", "DNS", "EXC", "DSQ")
"""Did not finish, did not start, excluded, disqualified."""

HITS, TEAM_HITS, RELAY = 15, 45, 5

BOUT = duels.DuelRule(steps=(duels.by_score("fencing_score"), duels.by_slot("priority", "fencing_priority")), irms=IRMS)
"""More hits, then priority."""


def rank_bout(unit: Unit, rule_set: str) -> Ranking:
    """Rank one bout or team match. Raises `CannotRank` for a score above what it goes to, or that both have reached."""
    unit = replace(unit, entries=tuple(_with_relays(entry) for entry in unit.entries))
    _check(unit)
    return duels.decide(duels.one_side(unit, "priority"), BOUT, rule_set)


def is_team(rsc: Rsc | None) -> bool:
    """Whether it is a team event."""
    return rsc is not None and rsc.event.startswith("TEAM")


def _check(unit: Unit) -> None:
    most = TEAM_HITS if is_team(unit.rsc) else HITS
    scores = [duels.score(entry) for entry in unit.entries]
    for entry, score in zip(unit.entries, scores, strict=True):
        if score is not None and score > most:
            raise CannotRank(f"entry {entry.n} ({entry.id}): {score} hits; at most {most}")
    if scores == [most, most]:
        raise CannotRank(f"{unit.id}: both have {most} hits; the first to reach them ends it")


def _with_relays(entry: Entry) -> Entry:
    """The score after the last relay that is known; each is the sum so far, at most 5 for every relay begun.

    The periods of a single bout (``P1`` …) are none."""
    before = 0
    sums = {name: hits for name, hits in rounds.points_of(entry).items() if name.startswith("B")}
    for number, (name, hits) in enumerate(sums.items(), start=1):
        if not before <= hits <= RELAY * number:
            raise CannotRank(
                f"entry {entry.n} ({entry.id}), {name}: {hits} hits; the score so far, {before} to {RELAY * number}"
            )
        before = hits
    return replace(entry, raw={**entry.raw, "score": before}) if sums else entry


# -- the event ---------------------------------------------------------------------------------------------------------

ORDER = ("FNL", "SFNL", "SF5", "SF9", "QFNL", "8FNL", "R32", "R64", "R128")

_PLACES = {"SFNL": 3, "SF5": 7, "SF9": 11, "QFNL": 5, "8FNL": 9, "R32": 17, "R64": 33, "R128": 65}


def event(results: EventResults) -> Ranking | None:
    """First to last: 3rd and 4th by the bronze match (both third where there is none), teams to the eighth by their matches for
    places, and those who went out in one round by initial ranking, where it is known of all of them."""
    places = results.phase("SF5") is not None
    exits_ = exits.Exits(order=ORDER, places=_PLACES, again=("SFNL", "SF5", "QFNL") if places else ("SFNL",))
    seeds = seeds_of(results)
    return exits.rank(results, exits_, (series.where_all_known("fencing_seed", lambda entry: seeds.get(entry.id)),))


def seeds_of(results: EventResults) -> dict[str, int]:
    """The initial ranking of each competitor, as far as it was recorded; raises `CannotRank` for one that is no number."""
    found: dict[str, int] = {}
    for unit in results.units():
        for entry in unit.entries:
            seed = duels.whole(entry, "seed")
            if seed is not None:
                found[entry.id] = seed
    return found


def phases(_: Rsc, units: Sequence[Rsc]) -> Phases:
    """The table from the final to the first round, with the matches for places of teams."""
    return formats.ordered(units, order=ORDER)


_SINCE = "FEN-bout@2005-01-01"

RULE_SETS = (
    RuleSet(
        id=_SINCE,
        effective=date(2005, 1, 1),
        rank=partial(rank_bout, rule_set=_SINCE),
        names=("fencing_bout",),
        covers=lambda rsc: rsc.discipline == "FEN" and bool(rsc.unit),
        irms=IRMS,
        source="FIE Technical Rules t.40, t.41 (bouts, priority, team matches); Organisation Rules (direct elimination)",
    ),
)

PHRASES = {
    "fencing_score": {"en": "{0} won {1}–{2}", "fr": "{0} l’emporte {1}–{2}"},
    "fencing_priority": {"en": "{0} won by priority at {3}", "fr": "{0} l’emporte à la priorité à {3}"},
    "fencing_seed": {
        "en": "better initial ranking ({0} against {1})",
        "fr": "meilleur classement initial ({0} contre {1})",
        "en_name": "initial ranking",
        "fr_name": "classement initial",
    },
}

DISCIPLINES = (
    Discipline(code="FEN", rule_sets=RULE_SETS, phrases=PHRASES, phases=phases, event=event, read_mark=decimal),
)
