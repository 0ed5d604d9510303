"""An apparatus by tables (CSV): the difficulty score first, then execution and total; qualification and final."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from kotinos.codes.rsc import Rsc
from kotinos.rehearsal.demo.figures import points
from kotinos.rehearsal.demo.people import Athlete
from kotinos.rehearsal.demo.script import Place, Script, Setting

ARENA = Place("ARN", "Arena", "Podium")
EVERY = 7.0
"""Seconds from one gymnast to the next."""


class Score(msgspec.Struct, frozen=True):
    """One exercise in thousandths."""

    who: Athlete
    d: int
    e: int
    penalty: int = 0

    @property
    def total(self) -> int:
        """D + E less deductions."""
        return self.d + self.e - self.penalty


def write(setting: Setting, event: Rsc, at: float) -> Script:
    """Sixteen in the qualification, eight in the final, where an inquiry about a difficulty score is upheld."""
    script = Script(setting, event, ARENA)
    field = setting.village.athletes(16, event.gender, per_noc=1)
    script.enter(field)
    first = script.phase("QUAL", "heats", 2, {"total": 8, "per_noc": 2, "reserves": 3})
    qualification = script.unit(first, "000100", at, 17 * EVERY)
    scores = _scores(script, field)
    _perform(script, qualification, scores, at)
    at += len(field) * EVERY + 60
    final = script.unit(script.phase("FNL", "final", 1), "000100", at, 9 * EVERY, medal=1)
    best = [score.who for score in sorted(scores, key=lambda score: -score.total)[:8]]
    scores = _level(_scores(script, best[::-1]))
    _perform(script, final, scores, at)
    fourth = sorted(scores, key=lambda score: -score.total)[3]
    _inquiry(script, final, fourth, at + (scores.index(fourth) + 0.5) * EVERY + 2)
    return script


def _scores(script: Script, field: Sequence[Athlete]) -> list[Score]:
    """Totals that differ, but for who is made level on purpose."""
    made: list[Score] = []
    while len(made) < len(field):
        lots = script.lots
        penalty = lots.choice((0, 0, 0, 0, 100, 300))
        score = Score(field[len(made)], lots.randrange(5200, 6500, 100), lots.randrange(7433, 9166, 33), penalty)
        if all(abs(score.total - other.total) > 40 for other in made):
            made.append(score)
    return made


def _level(scores: list[Score]) -> list[Score]:
    """First and second with the same total: the higher execution score wins (FIG Technical Regulations)."""
    first, second = sorted(scores, key=lambda score: -score.total)[:2]
    d = first.d - 200
    level = msgspec.structs.replace(second, d=d, e=first.total - d, penalty=0)
    return [level if score is second else score for score in scores]


def _perform(script: Script, unit: Rsc, scores: Sequence[Score], at: float) -> None:
    script.start_list(at - 20, unit, [(str(n), score.who) for n, score in enumerate(scores, start=1)])
    script.schedule(at - 8, unit, "GETTING_READY")
    for score in scores:
        _table(script, unit, at, score, "d")
        _table(script, unit, at + EVERY / 2, score, "d;e;penalty;mark")
        at += EVERY
    script.close(at, unit)


def _table(script: Script, unit: Rsc, at: float, score: Score, columns: str) -> None:
    """A table of one line."""
    values = {
        "d": points(score.d), "e": points(score.e), "mark": points(score.total),
        "penalty": points(score.penalty) if score.penalty else "",
    }  # fmt: skip
    line = ";".join((unit, score.who.id, score.who.noc, *(values[column] for column in columns.split(";"))))
    body = f"unit;id;noc;{columns}\n{line}\n".encode()
    script.file(at, "csv", f"{unit.rstrip('-')}.csv", body)


def _inquiry(script: Script, unit: Rsc, score: Score, at: float) -> None:
    """The coach asks before the next score is shown; the superior jury adds two tenths to the difficulty."""
    who = score.who
    effect = [(who.id, "d", points(score.d + 200)), (who.id, "mark", points(score.total + 200))]
    script.protest(
        at, unit, who.noc, f"Inquiry: difficulty score of {who.name}", after=9,
        decision="The leap is recognised: difficulty +0.2", effect=effect, competitor=who.id,
    )  # fmt: skip
