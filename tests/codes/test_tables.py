"""The tables as they are shipped: complete, in both languages, and in agreement with each other and with real Games."""

from __future__ import annotations

import csv
import re
import string
from collections import defaultdict
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from kotinos.codes import disciplines, events, irms, nocs, phases, result_types, sport_codes, statuses, table
from kotinos.codes.names import UnitPattern
from kotinos.codes.phases import Phase
from kotinos.codes.rsc import Level, Rsc

TABLES = sorted(path.name for path in files("kotinos.codes").joinpath("tables").iterdir())
NAMED = [name for name in TABLES if name not in ("record_types.csv", "sport_codes.csv", "weight_categories.csv")]
KEYS = {
    "disciplines.csv": ("code",),
    "events.csv": ("rsc",),
    "irms.csv": ("code",),
    "nocs.csv": ("code",),
    "odf_codes.csv": ("disciplines", "where", "slot", "code", "pos"),
    "phases.csv": ("scope", "phase"),
    "record_types.csv": ("code",),
    "result_types.csv": ("code",),
    "sport_classes.csv": ("discipline", "classes"),
    "sport_codes.csv": ("discipline",),
    "statistics.csv": ("disciplines", "holder", "code", "pos"),
    "statuses.csv": ("set", "code"),
    "units.csv": ("scope", "phase", "unit"),
    "weight_categories.csv": ("sport", "since", "gender", "games"),
}
SPORTS = [one.code for one in disciplines.all() if one.programme != "none"]
SILENT_UNITS = {"CRD", "OWS", "TRI", "WLF"}
"""Disciplines whose only unit is called as its event is."""


def lines(name: str) -> list[dict[str, str]]:
    """The rows of a table as they stand in the file."""
    return list(csv.DictReader(files("kotinos.codes").joinpath("tables", name).read_text("utf-8").splitlines()))


def marks(reference: Path) -> Iterator[dict[str, str]]:
    """Every row of real marks."""
    for path in sorted((reference / "paris2024" / "marks").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as source:
            yield from csv.DictReader(source)


def test_every_table_has_a_key() -> None:
    assert sorted(KEYS) == TABLES


@pytest.mark.parametrize("name", TABLES)
def test_rows_are_as_wide_as_their_head(name: str) -> None:
    for number, line in enumerate(lines(name), start=2):
        assert None not in line, f"{name}:{number} has too many cells"
        assert None not in line.values(), f"{name}:{number} has too few cells"


@pytest.mark.parametrize("name", TABLES)
def test_no_key_stands_twice(name: str) -> None:
    keys = [tuple(line[column] for column in KEYS[name]) for line in lines(name)]
    assert sorted(keys) == sorted(set(keys))


@pytest.mark.parametrize("name", NAMED)
def test_every_row_is_named_in_both_languages(name: str) -> None:
    for line in lines(name):
        if name == "units.csv" and line["scope"] in SILENT_UNITS:
            continue
        assert line["en"], line
        assert line["fr"], line


@pytest.mark.parametrize("name", TABLES)
def test_what_is_explained_in_one_language_is_explained_in_the_other(name: str) -> None:
    for line in lines(name):
        for column, cell in line.items():
            if column.endswith("_en"):
                assert bool(cell) == bool(line[column.removesuffix("_en") + "_fr"]), line


@pytest.mark.parametrize("name", TABLES)
def test_cells_carry_no_stray_blanks(name: str) -> None:
    for line in lines(name):
        for cell in line.values():
            assert cell == " ".join(cell.split(" ")).strip(), line


@pytest.mark.parametrize("name", ["phases.csv", "units.csv"])
def test_both_languages_fill_in_the_same_values(name: str) -> None:
    for line in lines(name):
        asked = [{field for _, field, _, _ in string.Formatter().parse(line[lang]) if field} for lang in ("en", "fr")]
        assert asked[0] == asked[1], line
        assert asked[0] <= {"phase", "n", "letter", "sub", "match", "group"}, line


def test_there_are_206_committees_today() -> None:
    assert sum(noc.kind == "current" for noc in nocs.all()) == 206


def test_organisation_codes_are_three_capitals() -> None:
    assert all(re.fullmatch("[A-Z]{3}", noc.code) for noc in nocs.all())


def test_a_summer_programme_has_45_disciplines_and_329_events() -> None:
    assert sum(one.programme == "summer" for one in disciplines.all()) == 45
    assert len(events.all()) == 329


def test_every_event_is_an_event_of_a_known_discipline() -> None:
    for event in events.all():
        code = Rsc(event.rsc)
        assert code.level is Level.EVENT
        assert code.gender in "MWXO"
        assert disciplines.get(code.discipline).programme == "summer"


def test_every_summer_discipline_has_events() -> None:
    with_events = {event.rsc[:3] for event in events.all()}
    assert with_events == {one.code for one in disciplines.all() if one.programme == "summer"}


def test_two_events_of_a_discipline_never_share_a_name_and_gender() -> None:
    for lang in table.LANGUAGES:
        named = [(event.rsc[:4], event.name(lang)) for event in events.all()]
        assert len(set(named)) == len(named)


def test_teams_have_a_size_and_athletes_none() -> None:
    for event in events.all():
        assert (event.team_size > 1) == (event.competitor_type == "T"), event


def test_a_team_size_in_the_code_is_the_team_size() -> None:
    for event in events.all():
        written = re.search(r"TEAM(\d+)$", Rsc(event.rsc).event)
        assert written is None or int(written[1]) == event.team_size, event


def test_french_names_say_the_gender() -> None:
    said = {"M": r"hommes|b-boys", "W": r"femmes|b-girls", "X": r"mixtes?"}
    for event in events.all():
        if event.rsc[:3] not in {"EQU", "GRY", "SWA"}:  # for everybody, or for women only: not called after a gender
            assert re.search(rf"\b({said[event.gender]})\b", event.fr.lower()), event


def test_every_scope_begins_with_a_discipline() -> None:
    for row in (*table.rows("phases", Phase), *table.rows("units", UnitPattern)):
        assert row.scope in {"*", "versus"} or row.scope[:3] in SPORTS, row


def test_every_scope_that_names_events_names_real_ones() -> None:
    for row in (*table.rows("phases", Phase), *table.rows("units", UnitPattern)):
        if len(row.scope) > 3 and row.scope != "versus":
            pattern = row.scope.replace("?", ".")
            assert any(re.match(pattern, event.rsc) for event in events.all()), row


def test_a_discipline_where_one_meets_one_says_what_a_duel_is_called() -> None:
    assert all(one.match_en and one.match_fr for one in disciplines.all() if one.form == "versus")


def test_every_sport_says_which_codes_it_uses_and_every_code_exists() -> None:
    assert sorted(line["discipline"] for line in lines("sport_codes.csv")) == sorted(SPORTS)
    for code in SPORTS:
        assert irms.of(code)
        assert "POINTS" in {one.code for one in result_types.of(code)} or result_types.of(code)[0].shows == "result"
        for codes in (statuses.qualification_marks, statuses.outcomes, statuses.record_types, statuses.periods):
            assert len(set(codes(code))) == len(codes(code))


@pytest.mark.parametrize("name", ["irms", "result_types"])
def test_no_mark_is_without_a_sport(name: str) -> None:
    used = {code for one in table.rows("sport_codes", sport_codes.SportCodes) for code in getattr(one, name).split()}
    assert {line["code"] for line in lines(f"{name}.csv")} == used


def test_a_match_is_decided_where_one_meets_one() -> None:
    for one in disciplines.all():
        if one.form == "versus":
            assert {code.code for code in statuses.outcomes(one.code)} >= (
                {"V", "D"} if one.code == "FEN" else {"W", "L"}
            )


@pytest.mark.reference
def test_every_real_event_is_in_the_table_under_its_real_name(reference: Path) -> None:
    real = {row["stage_code"][:22]: row["event_name"] for row in marks(reference)}
    assert {event.rsc[:22]: event.en for event in events.all()} == real


@pytest.mark.reference
def test_every_real_event_has_its_kind_of_competitor(reference: Path) -> None:
    real = {row["stage_code"][:22]: "T" if row["participant_type"] == "Team" else "A" for row in marks(reference)}
    assert {event.rsc[:22]: event.competitor_type for event in events.all()} == real


@pytest.mark.reference
def test_every_real_phase_has_a_name(reference: Path) -> None:
    unnamed = set()
    for code in {row["stage_code"] for row in marks(reference)}:
        try:
            phases.get(code)
        except table.UnknownCode:
            unnamed.add(code)
    assert not unnamed


@pytest.mark.reference
@pytest.mark.parametrize(("column", "of"), [("result_IRM", irms.of), ("result_type", result_types.of)])
def test_every_real_mark_is_one_of_its_discipline(reference: Path, column: str, of: Callable[[str], Any]) -> None:
    seen: dict[str, set[str]] = defaultdict(set)
    for row in marks(reference):
        if row.get(column):
            seen[row["discipline_code"]].add(row[column])
    assert seen
    for discipline, codes in seen.items():
        assert codes <= {one.code for one in of(discipline)}, discipline


@pytest.mark.reference
def test_every_real_delegation_is_known(reference: Path) -> None:
    with (reference / "paris2024" / "nocs.csv").open(encoding="utf-8", newline="") as source:
        real = {row["code"] for row in csv.DictReader(source)}
    assert {code for code in real if not nocs.exists(code)} == set()


@pytest.mark.reference
def test_every_real_discipline_is_known_and_scheduled_as_it_really_was(reference: Path) -> None:
    by_phase: dict[str, bool] = defaultdict(bool)
    with (reference / "paris2024" / "schedules.csv").open(encoding="utf-8", newline="") as source:
        for row in csv.DictReader(source):
            assert disciplines.exists(row["discipline_code"])
            if row["url"]:
                by_phase[row["discipline_code"]] |= row["url"].endswith("-" * 8)
    for code, some_by_phase in by_phase.items():
        assert disciplines.get(code).schedule_level == ("phase" if some_by_phase else "unit"), code
