"""A message broken on purpose, one rule at a time: the validator finds exactly that, says where, and what would be right."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec
import pytest
from lxml import etree

from kotinos.codes.rsc import Rsc
from kotinos.forms.odf import HeldBack, Problem, form, validate
from kotinos.forms.odf.schema import MESSAGE_LIMIT, checks, vocabulary
from kotinos.forms.odf.schema.catalogue import FORMS, OTHERS
from kotinos.results.documents import Document, GamesBody
from tests.forms.invented import EXAMPLES, FEED, document
from tests.forms.invented_sheets import SHEETS
from tests.forms.invented_tables import TABLES

Break = Callable[[etree._Element], object]


def _set(path: str, name: str, value: str | None) -> Break:
    def change(root: etree._Element) -> None:
        element = root if path == "." else root.find(path)
        assert element is not None, path
        if value is None:
            del element.attrib[name]
        else:
            element.set(name, value)

    return change


def _append(path: str, xml: str, at: int | None = None) -> Break:
    def change(root: etree._Element) -> None:
        parent = root if path == "." else root.find(path)
        assert parent is not None, path
        new = etree.fromstring(xml)
        parent.insert(len(parent) if at is None else at, new)

    return change


def _remove(path: str) -> Break:
    def change(root: etree._Element) -> None:
        element = root.find(path)
        assert element is not None, path
        parent = element.getparent()
        assert parent is not None
        parent.remove(element)

    return change


def _swap(path: str, first: int, second: int) -> Break:
    def change(root: etree._Element) -> None:
        parent = root.find(path)
        assert parent is not None
        parent[first], parent[second] = parent[second], parent[first]

    return change


TWICE = '<ExtendedResult Type="ER" Code="REACT_TIME" Value="0.1"/>'
ROW2 = "Competition/Result[2]"
_SEMIFINAL = "ATHM100M--------------SFNL--------"
_ACES = "Competition/Stats/Competitor/StatsItems/*[2]"
_SECOND = "Competition/Stats/Competitor[2]//*[@Code='SRV']"
_ACTIONS, _ACTION = "football_live.DT_PLAY_BY_PLAY", "Competition/Actions/Action"
BROKEN: list[tuple[str, str, Break, str, str]] = [
    # rule, example, what is done to it, where it must be found, what must be said would be right
    ("rsc", "heat", _set(".", "DocumentCode", "ATHM100M--------------HEAT000300-"), "OdfBody/@DocumentCode", "34"),
    ("rsc", "schedule", _set("Competition/Unit", "Code", "ATHM100M"), "OdfBody/Competition/Unit[1]/@Code", "34"),
    ("version", "heat", _set(".", "Version", "0"), "OdfBody/@Version", "from 1"),
    ("version", "heat", _set(".", "Version", "1.5"), "OdfBody/@Version", "from 1"),
    ("time9", "heat", _set(".", "Time", "220512"), "OdfBody/@Time", "nine digits"),
    ("time9", "heat", _set(".", "Time", "250512345"), "OdfBody/@Time", "nine digits"),
    ("date", "heat", _set(".", "LogicalDate", "2024-02-30"), "OdfBody/@LogicalDate", "calendar"),
    ("logical_date", "heat", _set(".", "LogicalDate", "2024-08-02"), "OdfBody/@LogicalDate", "day before"),
    ("feedFlag", "heat", _set(".", "FeedFlag", "X"), "OdfBody/@FeedFlag", "P (production)"),
    ("resultStatus", "heat", _set(".", "ResultStatus", "FINAL"), "OdfBody/@ResultStatus", "OFFICIAL"),
    ("status", "heat", _set(".", "ResultStatus", None), "OdfBody/@ResultStatus", "START_LIST"),
    ("status", "heat", _set(".", "ResultStatus", "PARTIAL"), "OdfBody/@ResultStatus", "another status"),
    ("status", "schedule", _set(".", "ResultStatus", "LIVE"), "OdfBody/@ResultStatus", "no such attribute"),
    ("scheduleStatus", "schedule", _set("Competition/Unit", "ScheduleStatus", "LATE"), "Unit[1]/@ScheduleStatus", "RUNNING"),
    ("missing", "heat", _set(".", "Source", None), "OdfBody", "value"),
    ("missing", "heat", _set("Competition/Result/Competitor", "Code", None), "Result[1]/Competitor", "identifier"),
    ("structure", "heat", _set("Competition/Result", "Lane", "4"), "Result[1]", "attributes that the standard"),
    ("structure", "heat", _swap("Competition/Result", 0, -1), "Result[1]", "Competitor here"),
    ("structure", "heat", _append("Competition", "<Lane At='4'/>"), "Competition/Lane", ""),
    ("structure", "heat", _append(".", "<Note>before</Note>", 0), "OdfBody", ""),
    ("structure", "heat", _remove("Competition/Result[5]/Competitor"), "Result[5]", "Competitor"),
    ("text", "heat", _set("Competition/Result", "Diff", ""), "Result[1]/@Diff", "left out"),
    ("flag", "heat", _set(ROW2, "RankEqual", "N"), "Result[2]/@RankEqual", "Y"),
    ("rank_equal", "heat", _set(ROW2, "RankEqual", None), "Result[2]/@RankEqual", "RankEqual=Y on each"),
    ("rank_equal", "heat", _set("Competition/Result", "RankEqual", "Y"), "Result[1]/@RankEqual", "no RankEqual"),
    ("rank_equal", "swim", _set("Competition/Result/ExtendedResults/*[@Pos='2']", "RankEqual", None), "[3]/@RankEqual", "on each"),
    ("rank_equal", "medals", _set(".//MedalLine", "RankTotalEqual", None), "MedalLine[1]/@RankTotalEqual", "on each"),
    ("order", "heat", _set(ROW2, "SortOrder", "0"), "Result[2]/@SortOrder", "0 is never sent"),
    ("sort_order", "heat", _set(ROW2, "SortOrder", None), "Result[2]/@SortOrder", "every row"),
    ("sort_order", "heat", _set(ROW2, "SortOrder", "1"), "Result[2]/@SortOrder", "of its own"),
    ("sort_order", "heat", _set(ROW2, "SortOrder", "9"), "Result[2]/@SortOrder", "2 is missing"),
    ("sort_order", "medals", _set(".//MedalLine[3]", "SortRank", "2"), "MedalLine[3]/@SortRank", "of its own"),
    ("sort_order", "judo_schedule", _set(".//Start[2]", "SortOrder", "1"), "Start[2]/@SortOrder", "of its own"),
    ("sort_order", "decathlon", _set(f"{ROW2}/ResultItems/ResultItem/Result", "SortOrder", "1"), "/@SortOrder", "of its own"),
    ("irm", "heat", _set("Competition/Result[4]", "Rank", "4"), "Result[4]/@Rank", "no Rank"),
    ("irm", "keirin", _set("Competition/Result[3]", "Rank", "3"), "Result[3]/@Rank", "no Rank"),
    ("actions", _ACTIONS, _set(f"{_ACTION}[2]", "Order", "3"), "Action[2]/@Order", "more than 3"),
    ("actions", _ACTIONS, _set(f"{_ACTION}[2]", "Id", "3"), "Action[2]/@Id", "an id of its own"),
    ("actionId", _ACTIONS, _set(f"{_ACTION}[2]", "Id", "x" * 37), "Action[2]/@Id", "36 characters"),
    ("irm", "heat", _set("Competition/Result[4]", "Result", "10.00"), "Result[4]/@Result", "no Result"),
    ("irm", "heat", _set("Competition/Result[4]", "IRM", None), "Result[4]/@IRM", "the IRM"),
    ("irm", "heat", _set("Competition/Result[4]", "ResultType", "TIME"), "Result[4]/@ResultType", "IRM"),
    ("leading_zero", "heat", _set("Competition/Result", "Result", "0:10.02"), "Result[1]/@Result", "'10.02'"),
    ("team_name", "match", _remove("Competition/Result/Competitor/Description"), "Result[1]/Competitor", "TeamName"),
    ("placeholder", "heat", _set("Competition/Result/Competitor", "Code", "TBD"), "Competitor/Composition", "no Composition"),
    ("empty_element", "match", _append(f"{ROW2}/Competitor/Description", "<ExtendedDescription/>"), "", ""),
    ("duplicate", "heat", _append("Competition/Result/ExtendedResults", TWICE), "ExtendedResult[2]", "once"),
    ("document_code", "heat", _set(".", "DocumentCode", "ATHM100M--------------------------"), "OdfBody/@DocumentCode", "unit"),
    ("document_code", "pool", _set(".", "DocumentCode", "FBLMTEAM11------------------------"), "OdfBody/@DocumentCode", "phase"),
    ("document_type", "heat", _set(".", "DocumentType", "DT_RESULTS"), "OdfBody/@DocumentType", "DT_RESULT"),
    ("documentType", "heat", _set(".", "DocumentType", "RESULT"), "OdfBody/@DocumentType", "DT_"),
    ("personGender", "heat", _set(".//Athlete/Description", "Gender", "W"), "Description/@Gender", "never of a person"),
    ("discipline_name", "heat", _set(".//SportDescription", "DisciplineName", "Track"), "@DisciplineName", "'Athletics'"),
    ("organisation_name", "medals", _set(".//MedalLine/Description", "OrganisationName", "Chili"), "@OrganisationName", "'Chile'"),
    ("unit_venue", "schedule", _remove("Competition/Unit/VenueDescription"), "Unit[1]", "VenueDescription"),
    ("end_before_start", "schedule", _set("Competition/Unit", "EndDate", "2024-08-04T20:00:00+02:00"), "@EndDate", "not before"),
    ("dateTime", "schedule", _set("Competition/Unit", "EndDate", "2024-08-04T23:00:00"), "@EndDate", "offset"),
    ("modification", "schedule_update", _set("Competition/Unit", "ModificationIndicator", None), "@ModificationIndicator", "N or U"),
    ("modification", "schedule", _set("Competition/Unit", "ModificationIndicator", "U"), "@ModificationIndicator", "no such"),
    ("modification", "participants", _set("Competition/Participant", "ModificationIndicator", "N"), "@ModificationIndicator", "no such"),
    ("code_order", "participants", _swap("Competition", 0, 1), "Participant[2]/@Code", "ascending"),
    ("medal_sum", "medals", _set(".//MedalNumber", "Total", "4"), "MedalNumber[1]/@Total", "3"),
    ("unitMedal", "schedule", _set("Competition/Unit", "Medal", "4"), "@Medal", "gold"),
    ("medal", "medallists", _set("Competition/Medal", "Code", "GOLD"), "Medal[1]/@Code", "ME_GOLD"),
    ("latin35", "participants", _set("Competition/Participant", "TVName", "José É"), "@TVName", "Latin"),
    ("stats_table", "team_stats", _set("Competition/Stats", "Code", "TOU"), "Stats/@Code", "CUM"),
    ("stats_order", "team_ranking", _set("Competition/Stats/Competitor", "Order", "4"), "Competitor[1]/@Order", "1"),
    ("rank_equal", "team_ranking", _set(_ACES, "RankEqual", None), "StatsItem[2]/@RankEqual", "on each"),
    ("sort_order", "athlete_ranking", _set(_SECOND, "SortOrder", "1"), "@SortOrder", "of its own"),
    ("sort_order", "athlete_ranking", _set(_SECOND, "SortOrder", None), "@SortOrder", "SortOrder"),
    ("duplicate", "sprint_config", _set("Competition/Configs/Config/*[2]", "Code", "START_IN_LANES"), "ExtendedConfig[2]", "once"),
    ("config_scope", "sprint_config", _set("Competition/Configs/Config", "Unit", _SEMIFINAL), "Config/@Unit", "RND1"),
    ("code_set", "games", _set("Competition/CodeSet[2]", "Type", "EVENT"), "CodeSet[2]/@Type", "DISCIPLINE"),
    ("name_language", "names_in_japanese", _set(".", "Language", None), "OdfBody/@Language", "JPN"),
    ("code_order", "horses", _set("Competition/Horse[2]", "Code", "5400000"), "Horse[2]/@Code", "ascending"),
    ("weatherPoint", "weather", _set("Competition/Weather/Conditions", "Code", "TOP"), "Conditions/@Code", "FINISH"),
    ("wlt", "match", _set("Competition/Result", "WLT", "WON"), "@WLT", "W, L"),
]  # fmt: skip


def games() -> Document:
    """What the Games are called, with which the code sets are sent."""
    return document("GAMES", Rsc.of("GEN"), GamesBody(code="INV2030", name={"en": "Invented"}))


def _message(example: str) -> etree._Element:
    """The example's message, the first one or that of the type after the point."""
    name, _, type_ = example.partition(".")
    sent = form({**EXAMPLES, **SHEETS, **TABLES, "games": games}[name](), FEED)
    return etree.fromstring(next(message.xml for message in sent if type_ in ("", message.document_type)))


@pytest.mark.parametrize(
    ("rule", "example", "broken", "where", "right"), BROKEN, ids=lambda v: v if isinstance(v, str) else ""
)
def test_a_broken_rule_is_found_and_nothing_else(
    rule: str, example: str, broken: Break, where: str, right: str
) -> None:
    root = _message(example)
    assert validate(etree.tostring(root)) == []
    broken(root)
    found = validate(etree.tostring(root))
    if rule == "empty_element":  # the schema misses its attributes, the rule its content
        found = [problem for problem in found if problem.rule != "missing"]
    if rule == "structure" and where == "OdfBody":  # a Competition after a Note is not expected either
        found = found[:1]
    assert [problem.rule for problem in found] == [rule]
    (problem,) = found
    assert problem.where.endswith(where) or where in problem.where
    assert right in problem.would_be_right
    assert problem.severity == "error"
    assert problem.line >= 1


@pytest.mark.parametrize(
    ("example", "path", "name", "value"),
    [
        ("heat", "Competition/Result[4]", "IRM", "DSQ"),
        ("heat", "Competition/Result", "ResultType", "STROKES"),
        ("heat", "Competition/Result", "QualificationMark", "QQ"),
        ("heat", "Competition/Result/Competitor", "Organisation", "ZZZ"),
        ("medals", ".//MedalLine", "Organisation", "ZZZ"),
        ("contest", ".//ExtendedResult", "Code", "WAZA"),
        ("match", ".//EventUnitEntry", "Code", "SIDE"),
        ("tournament", ".//StatsItem", "Code", "GOALS"),
    ],
)
def test_a_code_that_the_tables_do_not_know_is_a_warning(example: str, path: str, name: str, value: str) -> None:
    root = _message(example)
    _set(path, name, value)(root)
    assert [(p.rule, p.severity, p.where.endswith(f"@{name}")) for p in validate(etree.tostring(root))] == [
        ("unknown_code", "warning", True)
    ]


@pytest.mark.parametrize("check", (*checks.RULES, *vocabulary.RULES[4:]), ids=lambda check: check.__name__)
def test_every_check_is_broken_above(check: Callable[[etree._Element], Iterator[Problem]]) -> None:
    for _, example, broken, _, _ in BROKEN:
        root = _message(example)
        broken(root)
        if list(check(root)):
            return
    pytest.fail(f"nothing above breaks {check.__name__}")


def test_a_problem_names_its_line() -> None:
    lines = etree.tostring(_message("heat"), pretty_print=True).decode().replace('SortOrder="3"', 'SortOrder="0"')
    (problem, *_) = [p for p in validate(lines.encode()) if p.rule == "order"]
    assert 'SortOrder="0"' in lines.splitlines()[problem.line - 1]


def test_what_is_no_xml_is_one_problem() -> None:
    (problem,) = validate(b"<OdfBody>\n<Competition></OdfBody>")
    assert (problem.rule, problem.line) == ("xml", 2)


def test_another_root_is_one_problem() -> None:
    assert [p.rule for p in validate(b"<LENEX/>")] == ["root"]


def test_a_message_that_brings_entities_is_refused() -> None:
    bomb = b'<!DOCTYPE OdfBody [<!ENTITY a SYSTEM "file:///etc/hostname">]><OdfBody Source="x">&a;</OdfBody>'
    assert [p.rule for p in validate(bomb)] == ["doctype"]


def test_a_message_over_ten_megabytes_is_refused() -> None:
    (problem,) = validate(b" " * (MESSAGE_LIMIT + 1))
    assert (problem.rule, problem.would_be_right) == ("size", "at most 10,000,000")


def test_a_document_that_would_break_the_standard_is_held_back() -> None:
    broken = EXAMPLES["heat"]()
    rows = broken.body.rows[:1] + broken.body.rows[:1]  # type: ignore[union-attr]
    document: Document = msgspec.structs.replace(broken, body=msgspec.structs.replace(broken.body, rows=rows))  # type: ignore[type-var]
    with pytest.raises(HeldBack, match="a second time") as held:
        form(document, FEED)
    assert held.value.key == "DT_RESULT/ATHM100M--------------HEAT000300--"
    assert {p.rule for p in held.value.problems["DT_RESULT"]} == {"sort_order", "rank_equal"}


@pytest.mark.parametrize("type_", sorted(OTHERS))
def test_of_other_messages_the_envelope_is_checked(type_: str) -> None:
    root = _message("heat")
    root.set("DocumentType", type_)
    competition = root.find("Competition")
    assert competition is not None
    competition[:] = [etree.fromstring("<Anything><At>all</At></Anything>")]
    assert validate(etree.tostring(root)) == []
    root.set("Time", "12")
    assert [p.rule for p in validate(etree.tostring(root))] == ["time9"]


def test_a_biography_may_be_about_a_person_and_not_an_rsc() -> None:
    root = _message("heat")
    root.set("DocumentType", "DT_BIO_PAR")
    root.set("DocumentCode", "A9000101")
    root.remove(root[0])
    assert validate(etree.tostring(root)) == []


@pytest.mark.parametrize("type_", sorted(FORMS))
def test_an_invalidation_of_any_message_is_valid(type_: str) -> None:
    example = {"DT_SCHEDULE": "schedule", "DT_PARTIC": "participants"}.get(type_, "heat")
    root = _message(example)
    root.set("DocumentType", type_)
    codes = {1: "ATH", 3: "ATHM100M", 4: "ATHM100M--------------HEAT", 5: "ATHM100M--------------HEAT000300--"}
    root.set("DocumentCode", codes[max(FORMS[type_].levels)].ljust(34, "-"))
    root[:] = []
    root.attrib.pop("ResultStatus", None)
    if FORMS[type_].has_status:
        root.set("ResultStatus", "UNOFFICIAL")
    assert validate(etree.tostring(root)) == []
