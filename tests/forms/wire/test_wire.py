"""A wire line says who, where and how much, in 80 columns; a correction says what was wrong."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kotinos.forms.terms import Edition, Terms
from kotinos.forms.wire import form, validate
from kotinos.forms.wire.form import TYPES
from kotinos.forms.wire.lines import latin
from kotinos.forms.wire.words import WORDS
from kotinos.results.documents import Change, Document, Protest, ResultBody
from tests.forms import invented
from tests.forms.strategies import BY_TYPE, words

SLOW = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
ENGLISH = Terms(competition="OG2024", timezone="Europe/Paris")
FRENCH = Terms(competition="OG2024", timezone="Europe/Paris", lang="fr")


def lines(document: Document, terms: Terms = ENGLISH, before: Document | None = None) -> list[str]:
    [message] = form(Edition(document=document, before=before), terms)
    return message.data.decode().splitlines()


def text(document: Document, terms: Terms = ENGLISH, before: Document | None = None) -> str:
    return " ".join(lines(document, terms, before))


def changed(document: Document, status: str = "", row: int | None = None, **fields: Any) -> Document:
    body = document.body
    if row is not None:
        rows = list(body.rows)  # type: ignore[union-attr]
        rows[row] = msgspec.structs.replace(rows[row], **fields)
        fields = {"rows": tuple(rows)}
    return msgspec.structs.replace(
        document, status=status or document.status, body=msgspec.structs.replace(body, **fields)
    )


@pytest.mark.parametrize("type_", [type_ for type_ in BY_TYPE if type_ in TYPES])
def test_every_document_fits_every_wire(type_: str) -> None:
    @settings(max_examples=10, deadline=None, suppress_health_check=SLOW)
    @given(BY_TYPE[type_](), st.sampled_from(("en", "fr")), st.booleans())
    def holds(document: Document, lang: Any, ascii: bool) -> None:
        terms = Terms(timezone="Asia/Tokyo", lang=lang, ascii=ascii)
        [message] = form(Edition(document=document), terms)
        assert validate(message.data, ascii=ascii) == []
        assert form(Edition(document=document), terms) == [message]
        assert message.data.endswith(b"\n")
        [withdrawn] = form(Edition(document=msgspec.structs.replace(document, body=None)), terms)
        assert validate(withdrawn.data, ascii=ascii) == []

    holds()


@settings(max_examples=10, deadline=None, suppress_health_check=SLOW)
@given(BY_TYPE["DT_RANKING"]())
def test_every_competitor_is_named_once_with_place_or_irm_and_those_without_result_come_last(
    document: Document,
) -> None:
    said = text(document)
    rows = sorted(document.body.rows, key=lambda row: (bool(row.irm), row.sort_order))  # type: ignore[union-attr]
    assert said.count(";") >= len(rows) - 1
    leads = [row.irm or (f"{'=' if row.rank_equal else ''}{row.rank}." if row.rank else "") for row in rows]
    at = 0
    for lead, row in zip(leads, rows, strict=True):
        assert (at := said.find(f"{lead} " if lead else row.competitor.noc, at)) >= 0


def test_a_race_is_told_with_ties_records_and_those_without_a_result_at_the_end() -> None:
    assert lines(invented.heat()) == [
        "Athletics: Men's 100m - Heat 3 (official)",
        "Wind: 0.4",
        "1. Tane Exempla (NZL) 10.02 Q; =2. Duarte Fictício (POR) 10.11 =NR Q; =2. Jan",
        "Vymyšlený (CZE) 10.11 Q; DNF Paz Inventada (CHI); DNS Lea Erdacht (SUI).",
        "Note: 2024-08-04 20:01 UTC: photo finish read again",
    ]


def test_a_match_names_the_winner_first_with_its_periods_seen_from_that_side() -> None:
    assert lines(invented.match())[1].startswith("New Zealand (NZL) beat Uruguay (URU) 2-1 (H1 0-1, H2 1-0,")
    body = invented.match().body
    assert isinstance(body, ResultBody)
    home, away = body.rows
    turned = (
        msgspec.structs.replace(home, mark="1", wlt="L"),
        msgspec.structs.replace(away, mark="2", wlt="W"),
    )
    said = lines(changed(invented.match(), rows=turned))[1]
    assert said.startswith("Uruguay (URU) beat New Zealand (NZL) 2-1 (H1 1-0, H2 0-1,")


def test_a_match_that_is_drawn_under_way_or_to_come_says_so() -> None:
    body = invented.match().body
    assert isinstance(body, ResultBody)
    drawn, live, coming = (
        tuple(msgspec.structs.replace(row, mark=mark, wlt=wlt, rank=None) for row in body.rows)
        for mark, wlt in (("1", "T"), ("1", ""), ("", ""))
    )
    for rows, said in (
        (drawn, "New Zealand (NZL) drew with Uruguay (URU) 1-1."),
        (live, "New Zealand (NZL) 1, Uruguay (URU) 1."),
        (coming, "New Zealand (NZL) v Uruguay (URU)."),
    ):
        assert lines(changed(invented.match(), rows=rows, periods=()))[1] == said


def test_french_has_its_own_words_and_its_no_break_spaces() -> None:
    french = lines(invented.medals(), FRENCH)
    assert french[0] == "Jeux\N{NO-BREAK SPACE}: tableau des médailles"
    assert french[1] == "Épreuves terminées\N{NO-BREAK SPACE}: 1 sur 329."
    assert french[3].split() == ["=1.", "Chili", "(CHI)", "1", "0", "0", "1"]
    assert "bat" in text(invented.match(), FRENCH)


def test_every_word_is_there_in_both_languages() -> None:
    assert all(set(both) == {"en", "fr"} and all(both.values()) for both in WORDS.values())


def test_a_seven_bit_wire_gets_ascii() -> None:
    said = text(invented.heat(), Terms(lang="fr", ascii=True))
    assert said.isascii()
    assert "=2. Duarte Ficticio (POR)" in said
    assert "Athletisme : " in said
    assert latin("Łukasz Ærø ‘Þór’ «…»") == "Lukasz AEro 'THor' \"...\""
    assert latin("Иван") == "????"


@given(words)
def test_whatever_is_typed_becomes_printable_ascii(typed: str) -> None:
    assert all(" " <= sign <= "~" for sign in latin(typed))


def test_figures_of_a_table_stand_under_each_other_even_beside_a_long_name() -> None:
    body: Any = invented.pool().body
    long = msgspec.structs.replace(
        body.rows[1].competitor, name="The Very Long Name of a Team That Nobody Could Ever Print"
    )
    head, *table = lines(changed(invented.pool(), row=1, competitor=long))[2:]
    figures = [line for line in table if line.split()[-1] in ("Q", "0")]
    assert len(figures) == 3
    ends = {len(line.removesuffix("Q").rstrip()) for line in figures}
    assert ends == {head.index("Pts") + len("Pts")}


CORRECTED = Change(
    code="corrected",
    at=invented.AT,
    by="referee",
    text={"en": "Correction: Jan VYMYŠLENÝ (false start)", "fr": "Correction : Jan VYMYŠLENÝ (faux départ)"},
)


def test_a_correction_says_what_changed_why_and_what_stood_before() -> None:
    after = changed(invented.heat(), row=2, rank=None, rank_equal=False, mark="", irm="DQ", sort_order=6)
    after = changed(after, row=1, rank_equal=False)
    after = changed(after, change=CORRECTED, notes=("Jan VYMYŠLENÝ disqualified: false start",))
    said = lines(after, before=invented.heat())
    assert said[0] == "CORRECTION: Athletics: Men's 100m - Heat 3 (official)"
    assert said[1] == "Correction: Jan VYMYŠLENÝ (false start)"
    assert " ".join(said[2:4]) == (
        "Changed: Duarte Fictício (POR) 2. 10.11 (was =2. 10.11); Jan Vymyšlený (CZE) DQ (was =2. 10.11)."
    )
    assert said[-1] == "Note: Jan VYMYŠLENÝ disqualified: false start"
    assert text(after, FRENCH, invented.heat()).count("auparavant") == 2


def test_a_correction_without_the_version_before_names_whom_it_touched() -> None:
    after = changed(changed(invented.heat(), row=2, changed=True), change=CORRECTED)
    assert lines(after)[2] == "Changed: Jan Vymyšlený (CZE)."


def test_medals_that_went_to_others_are_a_correction() -> None:
    before: Any = invented.medallists()
    after = changed(before, medals=before.body.medals[:2])
    said = text(after, before=before)
    assert said.startswith("CORRECTION: Athletics: Women's High Jump, medallists (official)")
    assert "Changed: Paz Inventada (CHI) no longer listed." in said


def test_a_new_version_that_changes_no_result_is_no_correction() -> None:
    said = lines(changed(invented.swim(), wind=""), before=invented.swim())
    assert said[0] == "Swimming: Women's 200m Freestyle - Final (official)"
    live = changed(invented.swim(), "LIVE")
    assert not text(changed(invented.swim(), row=0, mark="1:55.19"), before=live).startswith("CORRECTION")


def test_what_is_withdrawn_is_not_to_be_used() -> None:
    gone = msgspec.structs.replace(invented.swim(), body=None)
    assert lines(gone) == [
        "WITHDRAWN: Swimming: Women's 200m Freestyle - Final (official)",
        "What was sent before on this subject is withdrawn. Do not use it.",
    ]


def test_a_protest_is_told_open_and_decided() -> None:
    protest = Protest(id="1", by="NZL", reason="lane", status="OPN", filed=invented.AT)
    decided = msgspec.structs.replace(protest, status="CLS", outcome="dismissed", decision="no breach")
    said = lines(changed(invented.swim(), protests=(protest, decided)))
    assert said[-2:] == ["Protest (open): NZL, lane", "Protest (dismissed): NZL, lane, no breach"]


def test_the_check_finds_what_a_wire_cannot_carry() -> None:
    found = validate(("a" * 81 + "\nb\x07\n\né\n").encode(), ascii=True)
    assert [(p.where, p.rule) for p in found] == [
        ("line 1", "width"),
        ("line 2", "control"),
        ("line 3", "empty"),
        ("line 4", "ascii"),
    ]


def test_a_record_that_is_not_ratified_says_so() -> None:
    said = text(changed(invented.heat(), row=1, records=("=NR",), pending=("=NR",)))
    assert "Duarte Fictício (POR) 10.11 =NR (to be ratified) Q" in said
    assert "=NR (à homologuer)" in text(changed(invented.heat(), row=1, records=("=NR",), pending=("=NR",)), FRENCH)


def test_records_are_listed_with_who_shares_them() -> None:
    said = text(invented.records())
    assert "WR: 1:52.23 Ada ANTERIOR (AUS), 2024-06-12, Brisbane; 1:52.23 (to be ratified) Lea Erdacht (SUI)," in said
    assert "OR: not established." in said
    assert "NR SUI: 1:55.10 Eva EHEMALS (SUI), 2019-05-05 (reinstated)." in said


def test_a_communication_tells_the_protest() -> None:
    assert lines(invented.communication()) == [
        "Athletics: Men's 100m - Heat 3, official communication",
        "Protest 2, dismissed.",
        "Protest (dismissed): NZL, Difficulty score of the second vault, The video shows",
        "a half turn less",
    ]


def test_a_mark_that_does_not_count_is_not_told() -> None:
    said = text(changed(invented.heat(), row=0, irm="DQ", rank=None))
    assert "DQ Tane Exempla (NZL)" in said
    assert "10.02" not in said


def test_the_score_of_a_last_match_is_no_mark_of_the_event() -> None:
    scored = changed(invented.ranking(), row=0, mark="10", mark_type="POINTS", wlt="")
    assert lines(scored)[1].startswith("1. Lea Erdacht (SUI); 2.")
