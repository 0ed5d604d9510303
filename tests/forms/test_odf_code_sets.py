"""DT_CODES: every code table of the house that the standard has a set for, sent with what the Games are called."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest
from lxml import etree

from kotinos.codes import events, nocs, sport_codes, statuses
from kotinos.codes.rsc import Rsc
from kotinos.forms.odf import form, validate
from kotinos.forms.odf.code_sets import SETS
from kotinos.results.documents import GamesBody
from tests.forms.invented import FEED, document


@cache
def _sent() -> dict[str, bytes]:
    games = document("GAMES", Rsc.of("GEN"), GamesBody(code="INV2030", name={"en": "Invented", "fr": "Inventés"}))
    messages = form(games, FEED)
    return {etree.fromstring(message.xml).get("DocumentSubtype", ""): message.xml for message in messages}


def _codes(name: str) -> dict[tuple[str, str, str], dict[str, str]]:
    """The texts by language, by type, discipline and code."""
    return {
        (code.get("Type", ""), code.get("Discipline", "")[:3], code.get("Code", "")): {
            text.get("Language", ""): text.get("Description", "") for text in code
        }
        for code in etree.fromstring(_sent()[name]).iterfind("Competition/CodeSet")
    }


def test_every_set_is_a_valid_message_of_the_whole_games() -> None:
    assert list(_sent()) == list(SETS)
    for xml in _sent().values():
        assert validate(xml) == []
        assert etree.fromstring(xml).get("DocumentCode") == Rsc.of("GEN")


def test_a_set_has_every_code_of_its_table_in_both_languages() -> None:
    sent = _codes("EVENT")
    assert [code for _, _, code in sent] == [event.rsc for event in events.all()]
    assert sent["EVENT", "ATH", Rsc.of("ATH", "M", "100M")] == {"ENG": "Men's 100m", "FRA": "100 m hommes"}
    assert len(_codes("ORGANISATION")) == len(nocs.all())
    assert [code for _, _, code in _codes("RESULTSTATUS")] == [one.code for one in statuses.of("result")]


def test_an_organisation_has_its_long_english_name_too() -> None:
    root = etree.fromstring(_sent()["ORGANISATION"])
    (english,) = root.iterfind("Competition/CodeSet[@Code='GBR']/Language[@Language='ENG']")
    assert english.get("LongDescription") == nocs.get("GBR").long


def test_sport_codes_are_told_apart_by_type_and_discipline() -> None:
    sent = _codes("ODF_SPORT_CODES")
    judo = [code for type_, discipline, code in sent if (type_, discipline) == ("IRM", "JUD")]
    assert judo == sport_codes.get("JUD").irms.split()
    assert {type_ for type_, _, _ in sent} == {
        "IRM", "RESULT_TYPE", "QUALIFICATION_MARK", "WLT", "RECORD_TYPE", "PERIOD",
    }  # fmt: skip


def _set(path: str, name: str, value: str | None) -> Callable[[etree._Element], None]:
    def broken(root: etree._Element) -> None:
        (element,) = root.iterfind(f"Competition/{path}")
        element.attrib.pop(name, None)
        if value is not None:
            element.set(name, value)

    return broken


@pytest.mark.parametrize(
    ("name", "broken", "where"),
    [
        ("PHASE_TYPE", _set("CodeSet[2]", "Type", "EVENT"), "CodeSet[2]/@Type"),
        ("PHASE_TYPE", _set("CodeSet[2]", "Code", "0"), "CodeSet[2]/@Code"),
        ("PHASE_TYPE", _set("CodeSet[2]/Language[1]", "Language", "SPA"), "CodeSet[2]"),
        ("ODF_SPORT_CODES", _set("CodeSet[2]", "Discipline", None), "CodeSet[2]/@Discipline"),
    ],
)
def test_a_set_that_is_wrong_is_found(name: str, broken: Callable[[etree._Element], None], where: str) -> None:
    root = etree.fromstring(_sent()[name])
    broken(root)
    (problem,) = validate(etree.tostring(root))
    assert problem.rule == "code_set" and problem.where.endswith(where)
