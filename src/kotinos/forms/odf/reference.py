"""``python -m kotinos.forms.odf.reference``: the page that lists every extension code of every discipline, made from the table itself."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

from kotinos.codes import disciplines, odf_codes, statistics
from kotinos.codes.odf_codes import EVERY_DISCIPLINE, OdfCode
from kotinos.codes.statistics import EACH_PHASE, HOLDERS, Statistic

_OPENING = """\
# ODF codes by discipline

What DT_RESULT says beside rank and result, discipline by discipline, and from which slot of a competitor or fact of the unit each code is
made. This page is made from the table of codes (`python -m kotinos.forms.odf.reference > docs/reference/odf-disciplines.md`) and a test
keeps it up to date. The same table reads ODF messages, so what comes in under a code goes out under it.

| Source | |
| --- | --- |
| documented | The code stands in a Data Dictionary of the discipline |
| rules | Published validation rules name it; its meaning is theirs, its shape partly ours |
| ours | The dictionary is not public: Kotinos decided, in the field's own terms. A licensed dictionary may call it otherwise |

| Where | |
| --- | --- |
| `UI` `DISPLAY` `STATS` | `ExtendedInfo` of that type, from a fact of the unit |
| `ER` | `ExtendedResult` of a competitor |
| `EUE` | `EventUnitEntry`: on the athlete, of a team on the team |
| `ST` | `StatsItem`: on the athlete, of a team on the team |
| `A.ER` `A.EUE` `A.ST` | The same of a member of a team; its slots stand under `player/<id>/` |
| `EP` `TIME` `STARTER` `OFFICIAL` | `ExtendedPeriod` of that type; the first `*` of the fact is the period |

`*` in a slot is any one word. `Pos` `*` is the last word of the slot, `*|TOT` that word or else `TOT`; *member*: the word is the number
of the member in the team, who carries the code. `SHOT/BLC` is a part (`Extension`, `ExtendedStat`) of `SHOT`,
`SRV@Attempt` an attribute of `SRV`.
*computed*: from the whole result, not from one slot. *live*: only while the unit is LIVE. `6/8` is a value with its attempts.

Besides: facts `official/1` … (`id`, `function`, `given_name`, `family_name`, `gender`, `noc`) are `Officials`, slots `coach/1` … of a team
`Coaches`, facts `duration/<period>` the `Duration` of a period. What was read under a code that no table knows is kept as `er/CODE/POS`,
`eue/CODE/POS` or `st/CODE/POS` and sent as it came.
"""
_HEAD = "| Where | Code | Pos | From | | Meaning | Signification |\n| --- | --- | --- | --- | --- | --- | --- |"
_STATISTICS = """\
## Statistics

What DT_STATS says over several matches, and the counts of one match that each is made of. A count is the slot `stat/<count>` of a team,
`player/<id>/stat/<count>` of an athlete in it, else what follows from the actions of the match. `gf|score`: the first that is known;
`yrc+rc`: the sum; `shot.tried`: the attempts; `opponent.pty`: the other side's. `mp` is 1 a match, `score` and `conceded` are goals or
points or games, `points` those of all periods, `sets` those played, `card.YC` a slot `stat/card/1` … with that value. `match.…` is counted
of the match itself, else its fact of that name: `match.duration` in minutes, `match.WP` 1 if it was decided so, `match.decided` 1 if it is
known how.

"""
_STATISTICS_HEAD = "| Of | Code | Pos | From | | Meaning | Signification |\n| --- | --- | --- | --- | --- | --- | --- |"
_FORMS = {"text": "", "mark": "", "signed": "signed", "flag": "`Y`", "made": "`6/8`", "percent": "`6/8`, percent"}


_HOW = {
    "max": "the greatest",
    "max:unit": "the greatest with `UNIT_NUM`",
    "min:unit": "the least with `UNIT_NUM`",
    "clock": "`m:ss`",
    "hours": "`h:mm`",
    "percent": "percent",
    "share": "percent with two decimals",
}
_EACH = {"match": "for each match", "set": "for each set", "each": "for each match that has it"}


def page() -> str:
    """The whole page."""
    common = [code for code in odf_codes.of("") if code.disciplines == EVERY_DISCIPLINE]
    parts = [_OPENING, _section("Every discipline", common)]
    for discipline in disciplines.all():
        own = [code for code in odf_codes.of(discipline.code) if code.disciplines != EVERY_DISCIPLINE]
        if own:
            parts.append(_section(f"{discipline.code} · {discipline.en}", own))
    parts.append(_STATISTICS + "\n".join(_statistics()))
    return "\n".join(parts)


def _statistics() -> Iterator[str]:
    for discipline in disciplines.all():
        kept = dict.fromkeys(one for holder in HOLDERS for one in statistics.of(discipline.code, holder))
        if kept:
            yield from (f"### {discipline.code} · {discipline.en}", "", _STATISTICS_HEAD, *map(_statistic, kept), "")


def _statistic(one: Statistic) -> str:
    each, _, _ = one.average.partition(":")
    made = _literal(f"{one.value} / {one.tried}" if one.tried else one.value).replace("|", "\\|")
    shown = [made, _HOW.get(one.form, ""), _EACH.get(each, ""), "*ranked*" if one.ranked else ""]
    pos = "*each phase*" if one.pos == EACH_PHASE else _literal(one.pos)
    cells = (
        one.holder.replace(" ", ", "),
        f"`{one.code}`",
        pos,
        ", ".join(filter(None, shown)),
        one.source,
        one.en,
        one.fr,
    )
    return "| " + " | ".join(cells) + " |"


def _section(title: str, codes: Iterable[OdfCode]) -> str:
    return "\n".join([f"## {title}", "", _HEAD, *(_row(code) for code in codes), ""])


def _row(code: OdfCode) -> str:
    pos = f"*{code.pos}*" if code.pos == "member" else _literal(code.pos.replace("|", "\\|"))
    cells = (f"`{code.where}`", f"`{code.code}`", pos, _origin(code), code.source, code.en, code.fr)
    return "| " + " | ".join(cells) + " |"


def _origin(code: OdfCode) -> str:
    """The slot or fact, and what is done with its value."""
    if code.form.startswith("side:"):
        return f"the side: `{code.form.removeprefix('side:')}`"
    how = {"computed": "*computed*", "list": "one `Pos` a word"}.get(code.form) or _FORMS[code.form]
    shown = [_literal(code.slot), how, "*live*" if code.live else ""]
    return ", ".join(part for part in shown if part)


def _literal(text: str) -> str:
    return f"`{text}`" if text else ""


if __name__ == "__main__":
    sys.stdout.write(page())
