"""Names in other languages: told apart from the entries, kept when those come again, taken back by saying none."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from kotinos.codes import canonical
from kotinos.codes.rsc import Rsc
from kotinos.results import facts
from kotinos.results.documents import LocalNamesBody
from kotinos.results.facts import Member, Participant, Refused, Unchanged
from kotinos.results.name_facts import LocalName, NamesTold
from kotinos.results.publisher import body_of
from tests.laws.test_publications import fresh
from tests.results.playing import Play

SPRINT, TEAMS = Rsc.of("SWM", "W", "50MFR"), Rsc.of("VVO", "W", "TEAM6")
SWIMMING, VOLLEYBALL = Rsc.of("SWM"), Rsc.of("VVO")
SWIMMER = Participant(id="1", type="A", noc="JPN", name="Hana INVENTED", gender="W", events=(SPRINT,))
TEAM = Participant(
    id="T",
    type="T",
    noc="JPN",
    name="Japan",
    events=(TEAMS,),
    members=(Member(id="2", family_name="INVENTED", given_name="Yuki", gender="W"),),
)
HANA = LocalName(id="1", family_name="架空", given_name="花")
YUKI = LocalName(id="2", family_name="架空", given_name="雪")
JAPAN = LocalName(id="T", name="日本")


def entered() -> Play:
    play = Play()
    play.do(facts.ParticipantsEntered(participants=(SWIMMER, TEAM)))
    return play


def told(*names: LocalName, language: str = "JPN") -> NamesTold:
    return NamesTold(language=language, names=names)


def standing(play: Play) -> dict[str, LocalNamesBody]:
    found = {
        row.key.removeprefix("DT_PARTIC_NAME/"): body_of(row) for row in play.store.latest(types=["DT_PARTIC_NAME"])
    }
    return {key: body for key, body in found.items() if isinstance(body, LocalNamesBody)}


def test_each_discipline_has_a_list_for_each_language_with_members_of_teams() -> None:
    play = entered()
    play.do(told(JAPAN, YUKI, HANA), told(LocalName(id="1", family_name="Выдумана"), language="RUS"))
    lists = standing(play)
    assert set(lists) == {f"{SWIMMING}/JPN", f"{SWIMMING}/RUS", f"{VOLLEYBALL}/JPN"}
    volleyball = lists[f"{VOLLEYBALL}/JPN"].names
    assert [(one.id, one.type, one.family_name, one.name, one.noc) for one in volleyball] == [
        ("2", "A", "架空", "", "JPN"),
        ("T", "T", "", "日本", "JPN"),
    ]


def test_a_name_changes_the_lists_of_its_disciplines_alone() -> None:
    play = entered()
    play.do(told(JAPAN, YUKI, HANA))
    before = play.store.head()[0]
    play.do(told(LocalName(id="1", family_name="架空", given_name="華")))
    assert [row.key for row in play.published(before)] == [f"DT_PARTIC_NAME/{SWIMMING}/JPN"]


def test_entries_that_come_again_keep_the_names() -> None:
    play = entered()
    play.do(told(HANA))
    play.do(facts.ParticipantsEntered(participants=(replace(SWIMMER, bib="7"),)))
    assert [one.given_name for one in standing(play)[f"{SWIMMING}/JPN"].names] == ["花"]


def test_a_name_without_content_is_taken_back_and_the_last_one_withdraws_the_list() -> None:
    play = entered()
    play.do(told(HANA, YUKI), told(LocalName(id="1")))
    assert set(standing(play)) == {f"{VOLLEYBALL}/JPN"}
    play.do(told(LocalName(id="2")))
    assert standing(play) == {} and play.games.local_names == {}


def test_who_is_entered_later_in_another_sport_is_named_there_too() -> None:
    play = entered()
    play.do(told(HANA))
    polo = Rsc.of("WPO", "W", "TEAM7")
    play.do(facts.ParticipantsEntered(participants=(replace(SWIMMER, events=(SPRINT, polo)),)))
    assert set(standing(play)) == {f"{SWIMMING}/JPN", f"{Rsc.of('WPO')}/JPN"}
    expected = {
        key: made for key, made in fresh(play.games).items() if key.startswith("DT_PARTIC_NAME") and made[1] != b"null"
    }
    assert {f"DT_PARTIC_NAME/{key}": ("", canonical.encode(body)) for key, body in standing(play).items()} == expected


def test_nobody_told_anything_so_nothing_is_published() -> None:
    assert standing(entered()) == {}


@pytest.mark.parametrize(
    ("fact", "reason"),
    [
        (told(HANA, language="ENG"), "three letters such as JPN"),
        (told(HANA, language="jp"), "three letters such as JPN"),
        (told(LocalName(id="9", name="無名")), "'9' is not entered"),
    ],
)
def test_what_cannot_be_is_refused(fact: NamesTold, reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        entered().do(fact)


def test_what_is_known_is_no_news() -> None:
    play = entered()
    play.do(told(HANA))
    with pytest.raises(Unchanged):
        play.do(told(HANA, LocalName(id="2")))
