"""How the tables are read, and what a reader is told who asks for what they do not hold."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files

import msgspec
import pytest

from kotinos.codes import disciplines, events, irms, nocs, phases, result_types, sport_codes, statuses, table
from kotinos.codes.rsc import RscError


@pytest.mark.parametrize(
    ("name", "code", "en", "fr"),
    [
        (nocs.name, "KEN", "Kenya", "Kenya"),
        (nocs.name, "GER", "Germany", "Allemagne"),
        (nocs.name, "CIV", "Côte d'Ivoire", "Côte d'Ivoire"),
        (disciplines.name, "ATH", "Athletics", "Athlétisme"),
        (disciplines.name, "ATHM100M--------------FNL-000100--", "Athletics", "Athlétisme"),
        (events.name, "ATHWHIGHJUMP----------------------", "Women's High Jump", "Saut en hauteur femmes"),
        (events.name, "ATHWHIGHJUMP----------FNL-000100--", "Women's High Jump", "Saut en hauteur femmes"),
        (phases.name, "ATHM100M--------------RND1000300--", "Round 1", "1er tour"),
        (phases.name, "SWMM100MBA------------HEAT--------", "Heats", "Séries"),
        (phases.name, "FBLMTEAM11------------GPC-000300--", "Group C", "Groupe C"),
        (phases.name, "HOCMTEAM11------------GPB---------", "Pool B", "Poule B"),
        (phases.name, "TENMSINGLES-----------R64-000300--", "First Round", "1er tour"),
        (phases.name, "TTEMSINGLES-----------R64-000300--", "Round of 64", "Trente-deuxièmes de finale"),
        (irms.name, "DNS", "Did not start", "N'a pas pris le départ"),
        (result_types.name, "TIME", "Time", "Temps"),
    ],
)
def test_a_code_has_a_name_in_each_language(name: Callable[[str, str], str], code: str, en: str, fr: str) -> None:
    assert name(code, "en") == en
    assert name(code, "fr") == fr


@pytest.mark.parametrize(
    ("name", "code"),
    [
        (nocs.name, "KEN"),
        (disciplines.name, "ATH"),
        (events.name, "ATHM100M--------------FNL---------"),
        (phases.name, "ATHM100M--------------FNL---------"),
        (irms.name, "DNS"),
        (result_types.name, "TIME"),
    ],
)
def test_a_language_that_is_not_spoken_is_refused(name: Callable[[str, str], str], code: str) -> None:
    with pytest.raises(table.UnknownCode, match="language 'de': one of en fr"):
        name(code, "de")


@pytest.mark.parametrize(
    ("get", "code", "message"),
    [
        (nocs.get, "XYZ", r"NOC 'XYZ': not in nocs\.csv; three capital letters such as KEN"),
        (disciplines.get, "XYZ", r"discipline 'XYZ': not in disciplines\.csv"),
        (events.get, "ATHM60M---------------------------", r"event 'ATHM60M-+': not in events\.csv"),
        (events.of_discipline, "XYZ", "discipline 'XYZ': no event of it"),
        (phases.get, "ATHM100M--------------ZZZZ--------", r"phase 'ZZZZ' of 'ATHM100M-+ZZZZ-+': not in phases\.csv"),
        (phases.get, "ATHM100M--------------------------", "phase '----'"),
        (irms.get, "XYZ", r"IRM 'XYZ': not in irms\.csv"),
        (irms.of, "XYZ", r"discipline 'XYZ': not in sport_codes\.csv"),
        (result_types.get, "XYZ", r"result type 'XYZ': not in result_types\.csv"),
        (result_types.of, "XYZ", "discipline 'XYZ'"),
        (sport_codes.get, "GEN", "discipline 'GEN'"),
        (statuses.periods, "XYZ", "discipline 'XYZ'"),
    ],
)
def test_an_unknown_code_is_refused_with_its_table(get: Callable[[str], object], code: str, message: str) -> None:
    with pytest.raises(table.UnknownCode, match=message):
        get(code)


@pytest.mark.parametrize("get", [events.get, phases.get])
def test_what_is_no_rsc_is_refused_as_such(get: Callable[[str], object]) -> None:
    with pytest.raises(RscError, match="34 are needed"):
        get("ATHM100M")


@pytest.mark.parametrize(
    ("text", "code", "shown"),
    [
        (nocs.text, "XYZ", "XYZ"),
        (disciplines.text, "XYZ", "XYZ"),
        (disciplines.text, "XYZM100M--------------FNL---------", "XYZ"),
        (events.text, "ATHM60M---------------FNL---------", "60M"),
        (events.text, "ATH-------------------------------", "ATH-------------------------------"),
        (events.text, "60M", "60M"),
        (phases.text, "ATHM100M--------------ZZZZ--------", "ZZZZ"),
        (phases.text, "ATHM100M--------------------------", "ATHM100M--------------------------"),
        (phases.text, "FNL", "FNL"),
        (irms.text, "XYZ", "XYZ"),
        (result_types.text, "XYZ", "XYZ"),
    ],
)
def test_a_text_never_fails_but_shows_the_code(text: Callable[[str], dict[str, str]], code: str, shown: str) -> None:
    assert text(code) == {"en": shown, "fr": shown}


def test_a_text_given_out_is_the_readers_own() -> None:
    nocs.text("KEN")["en"] = "spoiled"
    assert nocs.text("KEN") == {"en": "Kenya", "fr": "Kenya"}


def test_organisations_say_what_kind_they_are() -> None:
    assert [nocs.get(code).kind for code in ("KEN", "URS", "EOR")] == ["current", "historical", "other"]
    assert nocs.exists("AIN")
    assert not nocs.exists("ken")
    assert not nocs.exists("")


def test_events_know_their_gender_and_size() -> None:
    relay = events.get("SWMX4X100MMD----------------------")
    assert (relay.gender, relay.competitor_type, relay.team_size) == ("X", "T", 4)
    assert events.get("ATHM100M--------------HEAT000300--").competitor_type == "A"


def test_events_of_a_discipline_are_all_of_it_and_no_other() -> None:
    found = events.of_discipline("ATH")
    assert len(found) == 48
    assert {event.rsc[:3] for event in found} == {"ATH"}


def test_irms_stand_in_the_order_of_their_sport() -> None:
    assert [one.code for one in irms.of("ATH")] == ["NM", "NH", "DNF", "DNS", "DQ"]
    assert [one.code for one in irms.of("JUDW57KG--------------QFNL000300--")] == ["DNS", "WDR", "DSQ", "DQB"]


def test_the_usual_result_type_of_a_sport_comes_first() -> None:
    usual = {code: result_types.of(code)[0].code for code in ("SWM", "GLF", "WLF", "TEN", "FBL")}
    assert usual == {"SWM": "TIME", "GLF": "STROKES", "WLF": "WEIGHT", "TEN": "SCORE", "FBL": "POINTS"}


def test_a_result_type_says_whether_a_result_or_an_irm_is_shown() -> None:
    shown = {code: result_types.get(code).shows for code in ("TIME", "IRM", "IRM_POINTS", "NO_SCORE")}
    assert shown == {"TIME": "result", "IRM": "irm", "IRM_POINTS": "both", "NO_SCORE": "none"}


def test_a_table_is_read_once() -> None:
    assert table.rows("nocs", nocs.Noc) is table.rows("nocs", nocs.Noc)


def test_a_row_cannot_be_changed_by_who_reads_it() -> None:
    with pytest.raises(AttributeError, match="immutable"):
        nocs.get("KEN").en = "spoiled"  # type: ignore[misc]


def test_a_row_that_does_not_fit_its_type_is_refused() -> None:
    with pytest.raises(msgspec.ValidationError, match="rsc"):
        table.rows("nocs", events.Event)


def test_tables_lie_beside_the_code_so_that_an_installed_package_has_them() -> None:
    assert files("kotinos.codes").joinpath("tables", "nocs.csv").is_file()
