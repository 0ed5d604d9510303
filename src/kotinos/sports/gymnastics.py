"""Artistic gymnastics: apparatus, vault, all-around and team scores. FIG Technical Regulations and Code of Points.

All scores are whole thousandths of a point. What a board shows is cut off after three decimals, never rounded.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

import msgspec

from kotinos.codes.rsc import Rsc
from kotinos.sports import gymnastics_cards
from kotinos.sports.cards import CardOf
from kotinos.sports.discipline import Discipline, decimal
from kotinos.sports.gymnastics_cards import MEN, NAMES, VAULTS, WOMEN, exercises, scores_of_team
from kotinos.sports.gymnastics_scores import Score, Thousandths, judged_score, read_score, shown, thousandths
from kotinos.sports.ranking import CannotRank, Criterion, Entry, Ranking, RuleSet, Unit, rank_by
from kotinos.sports.ties import RECORDED

IRMS = ("DNF", "DNS", "WDR", "DSQ", "DQB")


def _scores(unit: Unit) -> dict[str, Score]:
    """Published totals stand, and a contradiction is shown; under ``facts["scores"] == "judged"`` it is refused."""
    read = judged_score if unit.facts.get("scores") == "judged" else read_score
    return {entry.id: read(entry) for entry in unit.entries}


def rank_apparatus(unit: Unit, rule_set: str, *, ties_broken: bool) -> Ranking:
    """Rank one apparatus by total; with ``ties_broken`` then by execution, then by difficulty, where every tied one has it."""
    scores = _scores(unit)

    def part(code: str, slot: str) -> Criterion:
        def key(entry: Entry, group: tuple[Entry, ...]) -> int:
            if any(getattr(scores[other.id], slot) is None for other in group):
                return 0
            return -int(getattr(scores[entry.id], slot))

        return Criterion(code, key, lambda entry, _: _text(getattr(scores[entry.id], slot)))

    steps = [part("gym_total", "total")]
    if ties_broken:
        steps += [part("gym_execution", "e"), part("gym_difficulty", "d")]
    return rank_by(
        unit.entries,
        (*steps, RECORDED),
        rule_set,
        irms=IRMS,
        marked=lambda entry: scores[entry.id].total is not None,
        values=lambda entry: _values(scores[entry.id]),
    )


def _text(score: Thousandths | None) -> str:
    return "" if score is None else shown(score)


def _values(score: Score) -> dict[str, Any]:
    values = {"total": score.total, "d": score.d, "e": score.e, "penalty": score.penalty}
    texts = {name: shown(value) for name, value in values.items() if value is not None}
    wrong = score.contradiction()
    return {**texts, "contradiction": wrong} if wrong else texts


# -- vault, all-around, team -------------------------------------------------------------------------------------------


class Card(msgspec.Struct, frozen=True):
    """What a gymnast has done of several exercises: their totals as far as they are known, and the mark of all together."""

    parts: tuple[Thousandths, ...]
    total: Thousandths | None


def _card(entry: Entry, slot: str, divisor: int, names: Iterable[str]) -> Card:
    """Read the exercises in ``slot`` (a list of vaults, scores by apparatus), or part by part of each of ``names``, and add them up; a lone
    ``mark`` stands by itself. Raises `CannotRank` where a mark contradicts its parts.
    """
    found = entry.raw.get(slot) or exercises(entry.raw, names)
    listed = list(found.values()) if isinstance(found, Mapping) else _listed(entry, slot, found)
    scores = [judged_score(entry, part if isinstance(part, Mapping) else {"mark": part}).total for part in listed]
    parts = tuple(score for score in scores if score is not None)
    mark = _board(entry)
    total = sum(parts) // divisor if parts else mark
    if mark is not None and total != mark:
        raise CannotRank(f"entry {entry.n} ({entry.id}): {slot} give {shown(total or 0)}, recorded {shown(mark)}")
    return Card(parts, total)


def _board(entry: Entry) -> Thousandths | None:
    """What the board showed of all exercises together."""
    mark = entry.raw.get("mark")
    return None if mark in (None, "") else thousandths(entry, "mark", mark)


def _listed(entry: Entry, slot: str, found: Any) -> list[Any]:
    if isinstance(found, str) or not isinstance(found, Sequence):
        raise CannotRank(f"entry {entry.n} ({entry.id}): {slot} {found!r}; a list of scores")
    return list(found)


def _best_parts(code: str, cards: Mapping[str, Card], count: int) -> Criterion:
    """The sum of the best ``count`` exercises, where all who are tied have their exercises recorded."""

    def best(entry: Entry) -> Thousandths:
        return sum(sorted(cards[entry.id].parts, reverse=True)[:count])

    def key(entry: Entry, group: tuple[Entry, ...]) -> int:
        return -best(entry) if all(cards[other.id].parts for other in group) else 0

    return Criterion(code, key, lambda entry, _: shown(best(entry)) if cards[entry.id].parts else "")


def _rank_cards(unit: Unit, rule_set: str, cards: Mapping[str, Card], code: str, ties: Sequence[Criterion]) -> Ranking:
    first = Criterion(code, lambda e, _: -(cards[e.id].total or 0), lambda e, _: _text(cards[e.id].total))
    return rank_by(
        unit.entries,
        (first, *ties, RECORDED),
        rule_set,
        irms=IRMS,
        marked=lambda entry: cards[entry.id].total is not None,
        values=lambda entry: {
            "total": _text(cards[entry.id].total),
            "parts": [shown(p) for p in cards[entry.id].parts],
        },
    )


def rank_vault_final(unit: Unit, rule_set: str) -> Ranking:
    """Rank by the average of two vaults (``raw["vaults"]``, or ``d/1`` …); a tie goes to the higher single vault.

    FIG Technical Regulations, tie-breaking on vault. With one vault done the average is half of it.
    """
    cards = {entry.id: _card(entry, "vaults", 2, VAULTS) for entry in unit.entries}
    for entry in unit.entries:
        if len(cards[entry.id].parts) > 2:
            raise CannotRank(f"entry {entry.n} ({entry.id}): {len(cards[entry.id].parts)} vaults; two are done")
    return _rank_cards(unit, rule_set, cards, "gym_average", [_best_parts("gym_best_vault", cards, 1)])


def rank_all_around(unit: Unit, rule_set: str) -> Ranking:
    """Rank by the sum over the apparatus (``raw["apparatus"]``); a tie by the best sums without the lowest one, two, … scores.

    FIG Technical Regulations, tie-breaking in the all-around (London 2012, women: bronze by the best three scores).
    """
    cards = {entry.id: _card(entry, "apparatus", 1, NAMES) for entry in unit.entries}
    most = max((len(card.parts) for card in cards.values()), default=0)
    ties = [_best_parts("gym_best_scores", cards, count) for count in range(most - 1, 0, -1)]
    return _rank_cards(unit, rule_set, cards, "gym_total", ties)


def team_total(cards: Mapping[str, Sequence[Thousandths]], *, start: int, count: int) -> Thousandths:
    """Team score: on every apparatus at most ``start`` gymnasts compete and the best ``count`` scores are added.

    5-4-3 in Paris 2024's qualification is ``start=4, count=3``; three up, three count in the final is ``start=3, count=3``.
    """
    for apparatus, scores in cards.items():
        if len(scores) > start:
            raise CannotRank(f"{apparatus}: {len(scores)} scores where {start} gymnasts compete")
    return sum(sum(sorted(scores, reverse=True)[:count]) for scores in cards.values())


def rank_teams(unit: Unit, rule_set: str, *, start: int, count: int) -> Ranking:
    """Rank teams by `team_total` of ``raw["apparatus"]`` (scores by apparatus); ties stand."""
    cards: dict[str, Card] = {}
    for entry in unit.entries:
        found = entry.raw.get("apparatus") or scores_of_team(entry.raw)
        if not isinstance(found, Mapping):
            raise CannotRank(f"entry {entry.n} ({entry.id}): apparatus {found!r}; scores by apparatus")
        read = {
            name: [thousandths(entry, name, score) for score in _listed(entry, name, scores)]
            for name, scores in found.items()
        }
        total = team_total(read, start=start, count=count) if read else _board(entry)
        cards[entry.id] = Card((), total)
    return _rank_cards(unit, rule_set, cards, "gym_total", ())


# -- who goes to the final ---------------------------------------------------------------------------------------------


def apparatus_finalists(
    ranking: Ranking, nocs: Mapping[str, str], *, places: int = 8, per_noc: int = 2, reserves: int = 3
) -> dict[str, str]:
    """Who goes to an apparatus final from its qualification: id → ``Q``, ``R1``, ``R2`` …; who is not named does not go.

    At most ``per_noc`` of one NOC among finalists and reserves together, so that any reserve may step in for anybody. Raises
    `CannotRank` when a tie for the last place is not broken.
    """
    marks: dict[str, str] = {}
    taken: dict[str, int] = {}
    eligible = []
    for row in ranking.rows:
        noc = nocs[row.id]
        if row.rank is None or taken.get(noc, 0) >= per_noc:
            continue
        taken[noc] = taken.get(noc, 0) + 1
        eligible.append(row)
    if len(eligible) > places and eligible[places - 1].rank == eligible[places].rank:
        tied = f"{eligible[places - 1].id} and {eligible[places].id}"
        raise CannotRank(f"{tied} are tied for the last of {places} places")
    for at, row in enumerate(eligible[: places + reserves]):
        marks[row.id] = "Q" if at < places else f"R{at - places + 1}"
    return marks


# -- what the rule book reads ------------------------------------------------------------------------------------------

_APPARATUS = frozenset(f"1AP{apparatus}" for apparatus in (*MEN, *WOMEN))


def _covers_vault_final(rsc: Rsc) -> bool:
    return rsc.discipline == "GAR" and rsc.event == "1APVT" and rsc.phase == "FNL"


def _covers_apparatus(rsc: Rsc) -> bool:
    return rsc.discipline == "GAR" and rsc.event in _APPARATUS and not _covers_vault_final(rsc)


def _covers_all_around(rsc: Rsc) -> bool:
    return rsc.discipline == "GAR" and rsc.event == "1AA"


def _covers_team_qualification(rsc: Rsc) -> bool:
    return rsc.discipline == "GAR" and rsc.event == "TEAM" and rsc.phase == "QUAL"


def _covers_team_final(rsc: Rsc) -> bool:
    return rsc.discipline == "GAR" and rsc.event == "TEAM" and rsc.phase != "QUAL"


_SINCE = date(2006, 1, 1)
"""The open-ended Code of Points, with separate D and E scores."""


def _rule_set(
    family: str, rank: Any, names: tuple[str, ...], covers: Any, source: str, card: CardOf, since: date = _SINCE
) -> RuleSet:
    name = f"{family}@{since.isoformat()}"
    return RuleSet(
        id=name,
        effective=since,
        rank=partial(rank, rule_set=name),
        names=names,
        covers=covers,
        irms=IRMS,
        source=source,
        card=card,
    )


RULE_SETS: tuple[RuleSet, ...] = (
    _rule_set(
        "GAR-apparatus",
        partial(rank_apparatus, ties_broken=True),
        ("points_desc_then_E_then_D",),
        _covers_apparatus,
        "FIG Technical Regulations, apparatus: total, then E score, then D score",
        gymnastics_cards.EXERCISE,
    ),
    _rule_set(
        "GAR-scores",
        partial(rank_apparatus, ties_broken=False),
        ("gymnastics_points",),
        lambda _: False,
        "Apparatus scores inside an all-around or team competition: ties stand",
        gymnastics_cards.EXERCISE,
    ),
    _rule_set(
        "GAR-vault-final",
        rank_vault_final,
        ("gymnastics_vaults",),
        _covers_vault_final,
        "FIG Technical Regulations, vault: average of two vaults, then the better vault",
        gymnastics_cards.vaults,
    ),
    _rule_set(
        "GAR-all-around",
        rank_all_around,
        ("gymnastics_all_around",),
        _covers_all_around,
        "FIG Technical Regulations, all-around: sum, then without the lowest scores",
        gymnastics_cards.all_around,
    ),
    _rule_set(
        "GAR-team",
        partial(rank_teams, start=4, count=3),
        ("gymnastics_team_543",),
        _covers_team_qualification,
        "FIG Technical Regulations, team qualification Paris 2024: 5-4-3",
        gymnastics_cards.team(4),
        date(2022, 1, 1),
    ),
    _rule_set(
        "GAR-team-final",
        partial(rank_teams, start=3, count=3),
        ("gymnastics_team_333",),
        _covers_team_final,
        "FIG Technical Regulations, team final: three up, three count",
        gymnastics_cards.team(3),
    ),
)

PHRASES: dict[str, dict[str, str]] = {
    "gym_total": {
        "en_same": "both {0}",
        "fr_same": "{0} pour les deux",
        "en": "higher score ({0} against {1})",
        "fr": "meilleure note ({0} contre {1})",
        "en_name": "score",
        "fr_name": "note",
    },
    "gym_execution": {
        "en_same": "both {0} for execution",
        "fr_same": "{0} en exécution pour les deux",
        "en": "higher execution score ({0} against {1})",
        "fr": "meilleure note d’exécution ({0} contre {1})",
        "en_name": "execution",
        "fr_name": "exécution",
    },
    "gym_difficulty": {
        "en": "higher difficulty score ({0} against {1})",
        "fr": "meilleure note de difficulté ({0} contre {1})",
        "en_name": "difficulty",
        "fr_name": "difficulté",
    },
    "gym_average": {
        "en_same": "both {0}",
        "fr_same": "{0} pour les deux",
        "en": "higher average of two vaults ({0} against {1})",
        "fr": "meilleure moyenne de deux sauts ({0} contre {1})",
        "en_name": "average",
        "fr_name": "moyenne",
    },
    "gym_best_vault": {
        "en": "better single vault ({0} against {1})",
        "fr": "meilleur saut ({0} contre {1})",
        "en_name": "best vault",
        "fr_name": "meilleur saut",
    },
    "gym_best_scores": {
        "en": "higher sum of the best scores ({0} against {1})",
        "fr": "meilleure somme des meilleures notes ({0} contre {1})",
        "en_name": "best scores",
        "fr_name": "meilleures notes",
    },
}

DISCIPLINES = (
    Discipline(
        code="GAR",
        rule_sets=RULE_SETS,
        phrases=PHRASES,
        read_mark=decimal,
        columns=lambda _: ("d", "e", "penalty"),
    ),
)
