"""Names of units: what a commentator reads above a result."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotinos.codes import disciplines, names, table
from kotinos.codes.rsc import Rsc, RscError


@pytest.mark.parametrize(
    ("rsc", "en", "fr"),
    [
        ("ATHM100M--------------HEAT000300--", "Men's 100m - Heat 3", "100 m hommes - Série 3"),
        ("ATHM100M--------------RND1000300--", "Men's 100m - Round 1 - Heat 3", "100 m hommes - 1er tour - Série 3"),
        ("ATHM100M--------------FNL-000100--", "Men's 100m - Final", "100 m hommes - Finale"),
        (
            "ATHWHIGHJUMP----------QUALB00100--",
            "Women's High Jump - Qualification - Group B",
            "Saut en hauteur femmes - Qualifications - Groupe B",
        ),
        ("ATHMDECATH------------110H000200--", "Men's Decathlon - 110m Hurdles - Heat 2", "Décathlon hommes - 110 m haies - Série 2"),
        (
            "SWMW100MBF------------SFNL0001RR--",
            "Women's 100m Butterfly - Semifinal Swim-Off",
            "100 m papillon femmes - Barrage des demi-finales",
        ),
        ("FBLMTEAM11------------FNL-000100--", "Men - Gold Medal Match", "Hommes - Match pour la médaille d'or"),
        ("FBLMTEAM11------------FNL-000200--", "Men - Bronze Medal Match", "Hommes - Match pour la médaille de bronze"),
        ("BKBWTEAM5-------------FNL-000200--", "Women - Bronze Medal Game", "Femmes - Match pour la médaille de bronze"),
        ("BKBWTEAM5-------------GPA-000100--", "Women - Group Phase - Group A - Game 1", "Femmes - Phase de groupes - Groupe A - Match 1"),
        ("HBLMTEAM7-------------SFNL000100--", "Men - Semifinal 1", "Hommes - Demi-finale 1"),
        ("JUDM60KG--------------SFNL000200--", "Men -60 kg - Semifinal of Table B", "Hommes -60 kg - Demi-finale du tableau B"),
        ("JUDXTEAM6-------------FNL-00010000", "Mixed Team - Final", "Par équipes mixtes - Finale"),
        ("JUDXTEAM6-------------FNL-00010003", "Mixed Team - Final - Contest 3", "Par équipes mixtes - Finale - Combat 3"),
        ("ROWWSCULL2------------FNL-000200--", "Women's Double Sculls - Final B", "Deux de couple femmes - Finale B"),
        ("BMXWINDVRACE----------QFNL000302--", "Women - Quarterfinals Run 3 Heat 2", "Femmes - Quarts de finale - Manche 3 - Série 2"),
        ("TENXDOUBLES-----------8FNL000600--", "Mixed Doubles - First Round - Match 6", "Double mixte - 1er tour - Match 6"),
        ("TENWDOUBLES-----------8FNL000600--", "Women's Doubles - Second Round - Match 6", "Double femmes - 2e tour - Match 6"),
        ("CSLMX1----------------FNL-000200--", "Men's Kayak Cross - Small Final", "Kayak cross hommes - Petite finale"),
        ("CSLMK1----------------HEAT000200--", "Men's Kayak Single - Heats 2nd Run", "Kayak monoplace hommes - Qualifications - 2e manche"),
        ("CRDMRR----------------FNL-000100--", "Men's Road Race", "Course en ligne hommes"),
        ("GLFWSTROKE------------FNL-000100--", "Women's Individual Stroke Play - Round 1", "Stroke play individuel femmes - 1er tour"),
        ("GLFWSTROKE------------FNL-000400--", "Women's Individual Stroke Play - Round 4", "Stroke play individuel femmes - 4e tour"),
        (
            "MPNMINDIVID-----------SFNL0002SW03",
            "Men's Individual - Semifinal B - Swimming Heat 3",
            "Individuel hommes - Demi-finale B - Natation série 3",
        ),
        ("ATHM100M--------------VICTMEDAL---", "Men's 100m - Victory Ceremony", "100 m hommes - Cérémonie de remise des médailles"),
        ("FBLMTEAM11------------VICTMEDAL---", "Men - Victory Ceremony", "Hommes - Cérémonie de remise des médailles"),
        ("FBLMTEAM11------------VICTFLOWER--", "Men - Flower Ceremony", "Hommes - Cérémonie des fleurs"),
        ("BKB-------------------MEET000200--", "Basketball - Technical Meeting 2", "Basketball - Réunion technique 2"),
        ("BKBWTEAM5-------------TMRY000200--", "Women - To Be Scheduled 2", "Femmes - À programmer 2"),
        ("BKBW------------------DRAW--------", "Basketball - Women - Draw", "Basketball - Femmes - Tirage au sort"),
        ("ATHM100M--------------HEAT--------", "Men's 100m - Heats", "100 m hommes - Séries"),
        ("ATHM100M--------------------------", "Men's 100m", "100 m hommes"),
        ("ATHW------------------------------", "Athletics - Women", "Athlétisme - Femmes"),
        ("ATH-------------------------------", "Athletics", "Athlétisme"),
    ],
)  # fmt: skip
def test_a_unit_is_called_as_its_sport_calls_it(rsc: str, en: str, fr: str) -> None:
    assert names.unit_text(rsc) == {"en": en, "fr": fr}
    assert names.unit_name(rsc, "en") == en
    assert names.unit_name(rsc, "fr") == fr


@pytest.mark.parametrize(
    ("rsc", "en"),
    [
        ("ATHM100M--------------HEAT000300--", "Heat 3"),
        ("ATHM100M--------------HEAT--------", "Heats"),
        ("FENWFOIL--------------QFNL000300--", "Table of 8 - Bout 3"),
        ("FENWTEAMFOIL----------FNL-000100--", "Gold Medal Match"),
        ("CRDMRR----------------FNL-000100--", "Men's Road Race"),
        ("CRDMRR----------------------------", "Men's Road Race"),
        ("not a code", "not a code"),
    ],
)
def test_a_short_name_leaves_out_the_event_unless_it_says_all(rsc: str, en: str) -> None:
    assert names.short_text(rsc)["en"] == en


def test_what_no_table_knows_is_called_by_its_code() -> None:
    assert names.unit_text("ATHM60M---------------HEAT000200--") == {"en": "60M - Heat 2", "fr": "60M - Série 2"}
    assert names.unit_text("ATHM100M--------------ZZZZ000200--")["en"] == "Men's 100m - ZZZZ 2"
    assert names.unit_text("QQQM60M---------------FNL-000100--")["fr"] == "60M - Finale"
    assert names.unit_text("nothing like it") == {"en": "nothing like it", "fr": "nothing like it"}


CODES = st.builds(
    Rsc.of,
    st.sampled_from([one.code for one in disciplines.all()]),
    st.sampled_from("MWXO-"),
    st.sampled_from(["100M", "TEAM11", "60M", ""]),
    st.from_regex(r"[A-Z0-9]{0,4}", fullmatch=True) | st.sampled_from(["FNL", "GPA", "QUAL", "REP1", "VICT"]),
    st.from_regex(r"[A-Z0-9]{0,8}", fullmatch=True) | st.sampled_from(["000100", "A00100", "00010002"]),
)


@given(CODES)
def test_every_code_has_some_name_in_every_language(rsc: Rsc) -> None:
    for text in (names.unit_text(rsc), names.short_text(rsc)):
        assert set(text) == set(table.LANGUAGES)
        assert all(name.strip() for name in text.values())
        assert not any("{" in name for name in text.values())


def test_a_bad_code_or_language_is_refused_where_a_name_is_asked_for() -> None:
    with pytest.raises(RscError, match="34 are needed"):
        names.unit_name("ATHM100M", "en")
    with pytest.raises(table.UnknownCode, match=r"language 'de': one of en fr"):
        names.unit_name("ATHM100M--------------HEAT000300--", "de")


@pytest.mark.parametrize(
    ("unit", "number"),
    [("000300--", 3), ("001200--", 12), ("A00100--", 1), ("00020003", 2), ("000001--", 1), ("MEDAL---", 0), ("0001RR--", 1)],
)  # fmt: skip
def test_a_unit_has_the_number_that_its_code_counts(unit: str, number: int) -> None:
    assert names.number(Rsc.of("ATH", "M", "100M", "FNL", unit)) == number


def test_a_name_given_out_is_the_readers_own() -> None:
    names.unit_text("ATHM100M--------------FNL-000100--")["en"] = "spoiled"
    assert names.unit_text("ATHM100M--------------FNL-000100--")["en"] == "Men's 100m - Final"


@pytest.mark.parametrize(
    ("gender", "en", "fr"),
    [("M", "Men", "Hommes"), ("W", "Women", "Femmes"), ("X", "Mixed", "Mixte"), ("O", "Open", "Open"), ("-", "", "")],
)
def test_genders_have_names(gender: str, en: str, fr: str) -> None:
    assert names.gender_name(gender, "en") == en
    assert names.gender_name(gender, "fr") == fr
    assert names.gender_text(gender) == {"en": en, "fr": fr}


def test_an_unknown_gender_is_refused_or_shown_as_it_is() -> None:
    with pytest.raises(table.UnknownCode, match="gender 'F': one of M W X O -"):
        names.gender_name("F", "en")
    assert names.gender_text("F") == {"en": "F", "fr": "F"}


def _real(reference: Path) -> dict[str, str]:
    real = {}
    for path in sorted((reference / "paris2024" / "marks").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as source:
            real.update({row["stage_code"]: row["stage"] for row in csv.DictReader(source)})
    return real


def _bare(name: str) -> str:
    return re.sub("[^a-z0-9]", "", name.lower())


@pytest.mark.reference
def test_our_names_hold_the_real_ones(reference: Path) -> None:
    """The real name, then at most what tells apart units that the source calls alike: a round before, a number after."""
    different = []
    for rsc, stage in _real(reference).items():
        ours = _bare(names.short_text(rsc)["en"])
        theirs = _bare(stage.replace("Groupe", "Group")).removesuffix("s")
        if not re.search(rf"{re.escape(theirs)}s?(round\d)?(game|match|bout|battle|contest)?\d*$", ours):
            different.append((rsc, stage, names.short_text(rsc)["en"]))
    assert different == []


@pytest.mark.reference
@pytest.mark.parametrize("lang", table.LANGUAGES)
def test_no_two_real_units_of_a_discipline_share_a_name(reference: Path, lang: str) -> None:
    named: dict[tuple[str, str], str] = {}
    for rsc in _real(reference):
        name = (rsc[:3], names.unit_name(rsc, lang))
        assert name not in named, (rsc, named.get(name))
        named[name] = rsc
    assert len(named) > 4000


@pytest.mark.reference
def test_no_real_name_shows_an_unfilled_place(reference: Path) -> None:
    for rsc in _real(reference):
        for text in names.unit_text(rsc).values():
            assert not re.search(r"[{}]|\s{2}|- *$|^ *-|--", text), (rsc, text)
