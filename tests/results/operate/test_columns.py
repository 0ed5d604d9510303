"""The desk of every sport of judges offers exactly what its rule reads, and what is typed there is ranked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from msgspec.structs import replace

from kotinos.codes import events, odf_codes
from kotinos.codes.rsc import Rsc
from kotinos.results.competition import Slot, UnitState
from kotinos.results.facts import MarksTyped, Refused, Start, Typed, UnitPlan, UnitsPlanned
from kotinos.results.operate import text
from kotinos.results.operate.columns import columns
from kotinos.results.projections import inputs
from kotinos.sports import programme, rulebook
from kotinos.sports.cards import Asked, Blank, Card
from kotinos.sports.ranking import CannotRank, RuleSet, Unit
from tests.results.playing import Play, people, seen, starts, status, who

# -- what the rule reads -----------------------------------------------------------------------------------------------

PHASES = ("QUAL", "FNL", "GPA", "SJP", "GPFR")
WINTER = (
    *("FSK W SINGLES", "SJP M NH", "NCB M NH", "SBD W HP", "SBD W BA"),
    *("FRS M HP", "FRS M SS", "FRS M BA", "FRS M MO", "FRS M AE", "FRS M SX"),
)
"""Events of the winter programme as its rules tell them apart; the table of events holds those of the summer."""
HILL = {"k": "8"}  # as small as the values that are written below


def every_event() -> list[tuple[str, str, str]]:
    summer = [(row.rsc[:3], row.rsc[3], row.rsc[4:22].rstrip("-")) for row in events.all()]
    return [*summer, *(tuple(one.split()) for one in WINTER)]  # type: ignore[list-item]


def carded() -> dict[str, tuple[Rsc, RuleSet, Card]]:
    """Every kind of card that any rule of any time has, with a unit of it."""
    found: dict[str, tuple[Rsc, RuleSet, Card]] = {}
    for discipline, gender, event in every_event():
        own = programme.all().get(discipline)
        for since in sorted({one.effective for one in own.rule_sets}) if own else ():
            for phase in PHASES:
                rsc = Rsc.of(discipline, gender, event, phase, "000100")
                rule_set = rulebook.choose(None, rsc, since)
                card = rule_set.card(Asked(rsc=rsc, facts=HILL))
                if card:
                    found.setdefault(
                        f"{rule_set.id} {' '.join(b.slot for b in card.blanks)}"[:60], (rsc, rule_set, card)
                    )
    return found


CARDED = carded()
every_card = pytest.mark.parametrize(("rsc", "rule_set", "card"), CARDED.values(), ids=CARDED.keys())


class Recorded(dict[str, Any]):
    """Values that remember which of them were asked for by name."""

    def __init__(self, values: Mapping[str, Any], asked: set[str]) -> None:
        super().__init__(values)
        self.asked = asked

    def get(self, key: str, default: Any = None) -> Any:
        self.asked.add(key)
        return super().get(key, default)

    def __getitem__(self, key: str) -> Any:
        self.asked.add(key)
        return super().__getitem__(key)


def ranked(rsc: Rsc, rule_set: RuleSet, home: Mapping[str, Any], away: Mapping[str, Any]) -> tuple[Any, set[str]]:
    """The ranking of two cards, or what the rule says against them; and which values it asked for."""
    slots = {one: {slot: Slot(value) for slot, value in card.items()} for one, card in (("A", home), ("B", away))}
    pair = tuple(Start(competitor=one, sort=sort) for sort, one in enumerate("AB", start=1))
    unit = UnitState(plan=UnitPlan(rsc=rsc), schedule="", start="", end="", starts=pair, slots=slots)
    asked: set[str] = set()
    entries = tuple(inputs.entry_of(unit, n) for n in (0, 1))
    entries = tuple(replace(entry, raw=Recorded(entry.raw, asked)) for entry in entries)
    try:
        return rule_set.rank(Unit(id=rsc, rsc=rsc, entries=entries, facts=HILL)), asked
    except CannotRank as error:
        return str(error), asked


def written(blank: Blank) -> list[str]:
    """Values that may stand there."""
    good = []
    for said in ("8.5", "7", "Y", "10 9 10", "N", "6.5", "3"):
        try:
            good.append(blank.check(said))
        except ValueError:
            continue
    return list(dict.fromkeys(good))


Cards = tuple[dict[str, Any], dict[str, Any]]


def bases(card: Card) -> Iterator[Cards]:
    """Two cards on which one more value tells something: all parts, the same or spread, each group, the total alone or beside one part, a
    split panel."""
    full = {one.slot: written(one)[0] for one in card.blanks}
    parts = {slot: value for slot, value in full.items() if slot != "mark"}
    plain = {slot: value for slot, value in parts.items() if not slot.startswith(("preferred/", "votes", "score/"))}
    spread = {one.slot: written(one)[at % len(written(one))] for at, one in enumerate(card.blanks) if one.slot in plain}
    groups = [{one.slot for one in card.blanks if one.group == group} for group in {one.group for one in card.blanks}]
    same = [
        parts,
        plain,
        spread,
        *({s: v for s, v in cards.items() if s in group} for group in groups for cards in (plain, full)),
    ]
    total = full["mark"]
    yield from (
        (one, dict(one)) for one in [*same, {"mark": total}, *({"mark": total, s: v} for s, v in parts.items())]
    )
    split = {
        slot: "10 10 10" if slot in ("judge/J1", "judge/J2") else "9 9 9"
        for slot in parts
        if slot.startswith("judge/J")
    }
    level = {slot: "9 9 9" for slot in parts if slot.startswith("judge/E")}
    if level:
        yield {**split, **level}, {**{s: "10 9 9" if v == "9 9 9" else "9 9 9" for s, v in split.items()}, **level}


@every_card
def test_the_rule_reads_every_blank_of_the_card(rsc: Rsc, rule_set: RuleSet, card: Card) -> None:
    unread = {one.slot for one in card.blanks}
    for home, away in bases(card):
        before, _ = ranked(rsc, rule_set, home, away)
        for blank in [one for one in card.blanks if one.slot in unread]:
            for value in written(blank):
                if ranked(rsc, rule_set, {**home, blank.slot: value}, away)[0] != before:
                    unread.discard(blank.slot)
    assert unread == set()


DECIDED = {"wlt", "tie_break", "tie_break_by"}
"""What officials decide in any unit: who won, in which order the tied stand."""
WHOLE = {"dives", "vaults", "apparatus", "periods", "points", "score", "parts"}
"""The parts as one list and the total under another name, as files have them."""


@every_card
def test_the_card_has_everything_that_the_rule_asks_for(rsc: Rsc, rule_set: RuleSet, card: Card) -> None:
    asked = {slot for home, away in bases(card) for slot in ranked(rsc, rule_set, home, away)[1]}
    offered = {one.slot for one in card.blanks}
    assert {slot for slot in asked - offered - DECIDED - WHOLE if not of_others(slot)} == set()


def of_others(slot: str) -> bool:
    """What only another unit of the same rule has: the apparatus of the other gender, a level round (a tie of votes decided)."""
    return slot.startswith("superiority/") or slot.partition("/")[2].partition(".")[0] in (
        "PH",
        "SR",
        "PB",
        "HB",
        "UB",
        "BB",
    )


@every_card
def test_every_blank_is_named_in_both_languages(rsc: Rsc, rule_set: RuleSet, card: Card) -> None:
    for blank in (*card.blanks, *card.own):
        assert blank.text.keys() == {"en", "fr"}
        assert all(blank.text.values())
        assert bool(blank.group) == bool(blank.of)


ELSEWHERE = {
    "DIV": {"dd", "award", "penalty"},
    "BKG": {"period"},
    "BOX": {"countback"},
}
"""What ODF says otherwise: awards as dives, rounds as periods; and the hits of a time before it."""


@every_card
def test_what_is_typed_has_its_code_in_odf(rsc: Rsc, rule_set: RuleSet, card: Card) -> None:
    said = {one.slot.partition("/")[0] for one in odf_codes.of(rsc.discipline) if one.where == "ER"}
    silent = {one.slot.partition("/")[0] for one in card.blanks if one.slot != "mark"} - said
    assert silent <= ELSEWHERE.get(rsc.discipline, set())


# -- what is typed -----------------------------------------------------------------------------------------------------

TYPED: dict[str, tuple[str, str, str]] = {
    "GAR M 1APFX FNL": ("6.4 8.566", "6,0 8.9 0.1", "14.966 14.800"),
    "GAR W 1APVT FNL": ("5.6 9.4 0.1 14.9 5.2 9.0", "6.0 9.4", "14.550 7.700"),
    "GAR W 1AA FNL": ("6.0 9.0 0 15 6.0 8.0", "5.0 9.0 0.3 13.7", "29.000 13.700"),
    "GAR M TEAM FNL": ("14.1 14.2 13.9", "14.0 14.0 14.0", "42.200 42.000"),
    "GRY W 1AA QUAL": ("16.3 8.3 8.1", "15 8.3 8.1 0.05", "32.7 31.35"),
    "GTR M 1TRA FNL": ("17.5 16.1 9.4 17.6", "17.5 15.9 9.4 17.6 0.2", "60.6 60.2"),
    "GTR M 1TRA QUAL": ("58.1 60.6", "60.1 57", "60.6 60.1"),
    "SWA W TEAM2 FNL": ("170.1233 90.1", "168 90.1 2", "260.2233 256.1"),
    "FSK W SINGLES QUAL": ("41.2 75.5", "40.9 75.5", "75.5 75.5"),
    "FSK W SINGLES FNL": ("70.1 140.2", "70 139.9", "140.2 139.9"),
    "FRS M HP FNL": ("80 95.25", "94 20 30", "95.25 94"),
    "SBD W BA FNL": ("80.5 cork 90 flip 85 cork", "80 cork 90 cork", "175 90"),
    "FRS M MO FNL": ("48.2 16 82.1", "48 16.1 82.1", "82.1 82.1"),
    "FRS M AE FNL": ("110.2", "99.99", "110.2 99.99"),
    "SKB M STREET FNL": ("80.1 20 90 91.5", "85 10 80 70 60", "261.6 235"),
    "SRF M SHORTBRD SFNL": ("5.5 8.17 9", "7 7.5 6", "17.17 14.5"),
    "BMF W INDVFRST FNL": ("90.5 92.1", "91 40", "92.1 91"),
    "BKG M INDIVID FNL": ("5 6 4", "4 3 5", "2 1"),
    "BOX M 51KG FNL": ("10_10_9 10_9_10 10_9_9 9_9_9 10_10_10", "9_9_10 9_10_9 9_10_10 10_10_10 9_9_9", "3 2"),
    "SJP M NH FNL": ("95.5 18 18.5 18 17.5 18 -3.4", "90 18 18.5 18 17.5 18 2.1 1", "121.6 117.1"),
    "EQU O DRESINDV GPFR": ("82.5 85", "82.5 84", "82.5 82.5"),
    "DIV M 3M FNL": ("3.0 7 7.5 7.5 8 8 8.5 6", "3.0 7 7 7 7 7 7 7", "69.00 63.00"),
    "DIV W 10MTEAM2 FNL": ("3.2 7 7.5 8 7 7 7 8 8 8.5 8 8", "3.2 7 7 7 7 7 7 7 7 7 7 7", "73.92 67.20"),
}
"""Two cards as they are typed from the first cell on (``_`` stands for a blank), and what they come to."""


def at_desk(unit: str, day: str = "2026-07-20", **plan: Any) -> tuple[Play, Rsc]:
    rsc = Rsc.of(*unit.split(), "000100")
    play = Play()
    planned = UnitsPlanned(units=(UnitPlan(rsc=rsc, start=f"{day}T10:00:00+00:00", **plan),))
    play.do(people(rsc, 2), planned, starts(rsc, range(2)))
    return play, rsc


def types(play: Play, rsc: Rsc, n: int, slot: str, line: str) -> None:
    item = Typed(
        competitor=who(rsc, n), slot=slot, value=text.meant(slot, line), seen=play.unit(rsc).value(who(rsc, n), slot)
    )
    play.do(MarksTyped(unit=rsc, items=(item,)), source="desk")


@pytest.mark.parametrize("unit", TYPED)
def test_what_is_typed_from_cell_to_cell_is_ranked(unit: str) -> None:
    play, rsc = at_desk(unit, facts={"k": "90"} if unit.startswith("SJP") else {})
    *lines, totals = TYPED[unit]
    for n, line in enumerate(lines):
        made = columns(play.games, play.unit(rsc))
        assert made.kind == "judged"
        for column, said in zip(made.of_each, line.split(), strict=False):
            types(play, rsc, n, column.slot, said.replace("_", " "))
    play.do(status(rsc, "UNOFFICIAL"))
    rows = play.rows(rsc)
    assert [(row.competitor.id, row.rank) for row in rows] == [(who(rsc, 0), 1), (who(rsc, 1), 2)]
    assert [row.mark for row in rows] == totals.split()


def test_a_desk_ends_with_the_irm_and_says_how_it_is_typed() -> None:
    play, rsc = at_desk("GRY W 1AA QUAL")
    made = columns(play.games, play.unit(rsc))
    assert made.of_each[-1].slot == "irm"
    assert made.across
    assert made.of_each[1].text == {"en": "Artistry", "fr": "Artistique"}
    play, rsc = at_desk("SKB M STREET FNL")
    assert not columns(play.games, play.unit(rsc)).across


def test_values_of_the_unit_are_typed_beside_it() -> None:
    play, rsc = at_desk("SJP M NH FNL")
    assert [column.slot for column in columns(play.games, play.unit(rsc)).own] == ["k", "metre_value"]
    play.do(MarksTyped(unit=rsc, items=(Typed(competitor="", slot="k", value="90,5"),)), source="desk")
    assert play.unit(rsc).value("", "k") == "90.5"
    with pytest.raises(Refused, match="expected a decimal"):
        play.do(MarksTyped(unit=rsc, items=(Typed(competitor="", slot="k", value="far", seen="90.5"),)), source="desk")


def test_a_card_follows_the_day_of_its_unit() -> None:
    slots = {}
    for day in ("2016-08-19", "2030-07-20"):
        play, rsc = at_desk("GRY W 1AA QUAL", day)
        slots[day] = [column.slot for column in columns(play.games, play.unit(rsc)).of_each]
    assert slots == {
        "2016-08-19": ["d", "e", "penalty", "mark", "irm"],
        "2030-07-20": ["d", "a", "e", "penalty", "mark", "irm"],
    }


@pytest.mark.parametrize(
    ("unit", "slot", "line", "problem"),
    [
        ("GTR M 1TRA FNL", "penalty", "-0.2", "without a sign"),
        ("SKB M STREET FNL", "trick/1", "big", "expected a decimal"),
        ("SJP M NH FNL", "judge/1", "18.3", "in steps of 0.5"),
        ("BOX M 51KG FNL", "judge/J1", "10 11 9", "at most 10"),
        ("BOX M 51KG FNL", "preferred/J1", "red", "Y, or nothing"),
        ("DIV M 3M FNL", "award/1.1", "10.5", "0 to 10"),
    ],
)
def test_what_no_rule_could_read_is_refused_where_it_is_typed(unit: str, slot: str, line: str, problem: str) -> None:
    play, rsc = at_desk(unit)
    with pytest.raises(Refused, match=problem):
        types(play, rsc, 0, slot, line)


def test_a_part_that_is_typed_takes_the_total_of_a_device_back_and_a_tie_breaker_leaves_it() -> None:
    play, rsc = at_desk("GTR M 1TRA FNL")
    play.do(*(seen(rsc, {0: value}, slot=slot) for slot, value in zip("deht", ("17", "16", "9", "17"), strict=True)))
    play.do(seen(rsc, {0: "59"}))
    types(play, rsc, 0, "t", "17.5")
    assert play.rows(rsc)[0].mark == "59.5"
    play, rsc = at_desk("FSK W SINGLES FNL")
    play.do(seen(rsc, {0: "140.2"}))
    types(play, rsc, 0, "pcs", "70")
    assert play.unit(rsc).value(who(rsc, 0), "mark") == "140.2"


def test_a_panel_that_was_drawn_counts() -> None:
    play, rsc = at_desk("BOX M 51KG FNL", "2014-10-10")
    for n, line in enumerate((["10 10 10"] * 2 + ["9 9 9"] * 3, ["9 9 9"] * 2 + ["10 10 10"] * 3)):
        for judge, said in enumerate(line, start=1):
            types(play, rsc, n, f"judge/J{judge}", said)
    play.do(MarksTyped(unit=rsc, items=(Typed(competitor="", slot="counting", value="j1 j2 j5"),)), source="desk")
    assert [row.mark for row in play.rows(rsc)] == ["2", "1"]
