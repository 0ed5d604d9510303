"""Statistics of badminton, boxing and tennis, from what was noted in their matches to the messages of ODF."""

from __future__ import annotations

from lxml import etree

from kotinos.codes.rsc import Level
from kotinos.forms.editions import document_of
from kotinos.forms.odf import form, validate
from kotinos.results import facts
from tests.forms.invented import FEED
from tests.results.playing import Play, starts, who
from tests.results.projections import test_stats_of_duels as duels


def messages(play: Play) -> dict[tuple[str, str], etree._Element]:
    """The last message of each table by its DocumentCode without padding, and its subtype; each was checked."""
    found = {}
    for row in play.published():
        if row.type == "DT_STATS":
            for message in form(document_of(row), FEED):
                assert validate(message.xml) == []
                root = etree.fromstring(message.xml)
                found[root.get("DocumentCode", "").rstrip("-"), root.get("DocumentSubtype", "")] = root
    return found


def items(root: etree._Element, path: str) -> list[dict[str, str]]:
    return [
        {str(name): str(value) for name, value in item.items()}
        | {part.get("Code", ""): part.get("Value", "") for part in item}
        for item in root.iterfind(f"Competition/Stats/{path}StatsItems/StatsItem")
    ]


def badminton() -> dict[tuple[str, str], etree._Element]:
    play = duels.badminton()
    cards = {(1, "stat/card/1"): "YC", (1, "stat/card/2"): "RC"}
    duels.played(play, duels.GROUP, (("21", "18"), ("21", "9")), cards, ("10:00", "10:42"), shuttles_used="9")
    duels.played(play, duels.OTHER_GROUP, (("21", "12"), ("21", "19")), minutes=("11:00", "12:05"))
    play.do(starts(duels.SEMI, (0, 1)))
    return messages(play)


def test_a_phase_of_badminton_is_told_with_the_numbers_of_its_longest_and_shortest_match() -> None:
    root = badminton()["BDMWSINGLES", "TOU"]
    assert root.get("DocumentSubcode") is None and root.get("ResultStatus") == "INTERMEDIATE"
    found = {item["Code"]: item for item in items(root, "")}
    assert {item["Pos"] for item in found.values()} == {"GP--"}
    assert found["DURATION"] == {"Type": "ST", "Code": "DURATION", "Pos": "GP--", "Value": "1:47", "Avg": "54"}
    longest = {"Type": "ST", "Code": "DURATION_MAX", "Pos": "GP--", "Value": "65", "UNIT_NUM": "WS2"}
    assert found["DURATION_MAX"] == longest
    assert (found["YC"]["Value"], found["RC"]["Value"], found.get("BC")) == ("1", "1", None)


def test_the_cards_of_badminton_stand_on_the_competitor_of_a_message_of_the_discipline() -> None:
    root = badminton()["BDM", "CUM"]
    assert root.get("DocumentSubcode") is None
    assert root.find("Competition/ExtendedInfos/SportDescription").get("EventName") is None  # type: ignore[union-attr]
    assert items(root, "Competitor/") == [
        {"Type": "PTY", "Code": "YC", "Pos": "1", "Value": duels.GROUP, "UNIT_NUM": "WS1"},
        {"Type": "PTY", "Code": "RC", "Pos": "2", "Value": duels.GROUP, "UNIT_NUM": "WS1"},
    ]


def test_the_analysis_of_badminton_is_a_message_of_the_match_that_is_to_come() -> None:
    root = badminton()["BDMWSINGLES-----------SFNL000100", "ANALYSIS"]
    assert root.get("ResultStatus") == "OFFICIAL"
    first, second = root.iterfind("Competition/Stats/Competitor")
    assert [(one.get("Code"), one.get("Order")) for one in (first, second)] == [
        (who(duels.SEMI, 0), "1"),
        (who(duels.SEMI, 1), "2"),
    ]
    said = [(item["Type"], item["Code"], item["Pos"], item["Value"]) for item in items(root, "Competitor[2]/")]
    assert said == [
        ("ANALYSIS", "GAMES", "W", "0"),
        ("ANALYSIS", "GAMES", "L", "4"),
        ("ANALYSIS", "PTS", "W", "58"),
        ("ANALYSIS", "PTS", "L", "84"),
    ]


def test_bouts_are_told_by_their_decision_of_an_event_and_of_a_gender() -> None:
    play = duels.boxing()
    duels.bout(play, duels.EARLY, {(0, "mark"): "4", (1, "mark"): "1"})
    duels.bout(play, duels.BOUTS[0], {(0, "wlt"): "W"}, res_code="TKO-I")
    duels.bout(play, duels.BOUTS[1], {(0, "wlt"): "W"}, res_code="TKO-I")
    found = messages(play)
    assert items(found["BOXW57KG", "TOU"], "") == [
        {"Type": "ST", "Code": "WP", "Value": "1", "Percent": "50.00"},
        {"Type": "ST", "Code": "TKO-I", "Value": "1", "Percent": "50.00"},
    ]
    of_women = found["BOXW", "TOU"]
    assert [(item["Code"], item["Percent"]) for item in items(of_women, "")] == [("WP", "33.33"), ("TKO-I", "66.67")]
    assert of_women.get("ResultStatus") == "OFFICIAL"


def test_a_table_that_is_withdrawn_is_sent_without_content() -> None:
    play = duels.boxing()
    duels.bout(play, duels.BOUTS[1], {(0, "wlt"): "W"}, res_code="KO")
    play.do(facts.Invalidated(unit=duels.BOUTS[1], reason="wrong bout"))
    root = messages(play)["BOXW60KG", "TOU"]
    assert root.find("Competition") is None and root.get("Version") == "1"


def test_the_counts_of_a_tennis_player_stand_on_the_athlete() -> None:
    play = duels.tennis({(0, "stat/ace"): "7", (0, "stat/first_serve/TOT"): "30/40"}, {(3, "stat/ace"): "2"})
    found = messages(play)
    event = duels.DRAW.at(Level.EVENT).rstrip("-")
    assert found[event, "CUM"].get("DocumentSubcode") == who(duels.DRAW, 3)
    ranked = items(found[event, "IND_RANKING"], "Competitor[1]/Composition/Athlete/")
    assert [item.get("Rank") for item in ranked if item["Code"] == "ACE"] == ["1"]
