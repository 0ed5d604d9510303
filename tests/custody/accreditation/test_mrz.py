"""Machine-readable zones of every shape that States issue: read without a false alarm, and every alarm said in words."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kotinos.custody.accreditation import findings
from kotinos.custody.accreditation.agreement import compare
from kotinos.custody.accreditation.mrz import digit, read
from tests.custody.accreditation import zones
from tests.custody.accreditation.zones import PEOPLE, Bearer

TODAY = date(2026, 7, 1)
LONG = [
    b._replace(number=n) for b, n in zip(PEOPLE, ["D231458907ABC", "1234567890", "ABC1234567890123"] * 11, strict=False)
]
CORPUS = [
    *(("TD3", zones.td3(b), b) for b in PEOPLE),
    *(("TD3", zones.td3(b, filler_key=True), b) for b in PEOPLE if not b.extra),
    *(("TD2", zones.td2(b), b) for b in PEOPLE),
    *(("TD2", zones.td2(b, "AC"), b) for b in PEOPLE[:4]),
    *(("TD1", zones.td1(b), b) for b in PEOPLE),
    *(("TD1", zones.td1(b, "ID"), b) for b in LONG),
    *(("MRV-A", zones.visa(b, 44), b) for b in PEOPLE),
    *(("MRV-B", zones.visa(b, 36), b) for b in PEOPLE),
    *(
        ("FRA-ID", zones.french_card(b._replace(state="FRA", number=f"9205{n:03}00123")), b)
        for n, b in enumerate(PEOPLE)
    ),
]


def test_the_corpus_is_large_and_of_every_layout() -> None:
    assert len(CORPUS) >= 200
    assert {layout for layout, _, _ in CORPUS} == {"TD1", "TD2", "TD3", "MRV-A", "MRV-B", "FRA-ID"}


@pytest.mark.parametrize(
    ("layout", "text", "bearer"), CORPUS, ids=[f"{n}-{c[0]}-{c[2].zone_family}" for n, c in enumerate(CORPUS)]
)
def test_no_real_shaped_document_raises_an_alarm(layout: str, text: str, bearer: Bearer) -> None:
    found = read(text, TODAY)
    assert found.findings == ()
    assert found.layout == layout
    born = f"{bearer.born[:4]}-{bearer.born[4:6]}-{bearer.born[6:]}"
    assert found.birth == born
    if layout != "FRA-ID":
        assert found.number == bearer.number
        assert found.expiry == f"{bearer.until[:4]}-{bearer.until[4:6]}-{bearer.until[6:]}"
        assert found.family == bearer.zone_family
        if not found.truncated:
            assert found.given == bearer.zone_given
    typed = {
        "family_name": bearer.family,
        "given_names": bearer.given,
        "birth_date": born,
        "sex": bearer.sex,
        "nationality": "FRA" if layout == "FRA-ID" else bearer.state,
        "document_issuer": "FRA" if layout == "FRA-ID" else bearer.state,
        "document_number": found.number,
        "document_expiry": found.expiry,
    }
    assert compare(typed, found) == ()


# The specimens of Doc 9303, parts 4 to 7, re-typed.
SPECIMENS = {
    "TD3": "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10",
    "TD2": "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6",
    "TD1": "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<",
    "MRV-A": "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL8988901C4XXX4009078F96121096ZE184226B<<<<<<",
    "MRV-B": "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nL8988901C4XXX4009078F9612109<<<<<<<<",
}


@pytest.mark.parametrize("layout", SPECIMENS)
def test_the_specimens_of_the_standard_are_read(layout: str) -> None:
    found = read(SPECIMENS[layout], date(2012, 1, 1))
    assert found.layout == layout
    assert (found.family, found.given, found.issuer, found.sex) == ("ERIKSSON", "ANNA MARIA", "UTO", "F")
    assert found.findings == ()
    assert found.birth == ("1940-09-07" if layout.startswith("MRV") else "1974-08-12")


def test_the_check_digit_of_the_standard() -> None:
    assert digit("520727") == "3"  # Doc 9303-3, appendix A
    assert digit("AB2134<<<") == "5"


def test_a_long_number_of_the_standard_goes_on_in_the_optional_data() -> None:
    found = read(
        "I<UTOD23145890<7349<<<<<<<<<<<\n3407127M9507122UTO<<<<<<<<<<<2\nSTEVENSON<<PETER<JOHN<<<<<<<<<",
        date(1990, 1, 1),
    )
    assert found.number == "D23145890734"
    assert found.findings == ()


def test_the_year_of_two_digits_is_a_past_birth_and_an_expiry_within_reach() -> None:
    young = PEOPLE[0]._replace(born="20260630", until="20360101")
    assert read(zones.td3(young), TODAY).birth == "2026-06-30"
    tomorrow = PEOPLE[0]._replace(born="19260702", until="20990101")
    found = read(zones.td3(tomorrow), TODAY)
    assert (found.birth, found.expiry) == ("1926-07-02", "2099-01-01")
    assert read(zones.td3(PEOPLE[0]._replace(until="20080101")), TODAY).expiry == "2008-01-01"


def test_every_single_wrong_character_in_the_second_line_of_a_passport_is_noticed() -> None:
    good = zones.td3(PEOPLE[0])
    first, second = good.split("\n")
    unnoticed = []
    for at, char in enumerate(second):
        for other in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<":
            changed = f"{first}\n{second[:at]}{other}{second[at + 1 :]}"
            if other != char and not read(changed, TODAY).findings:
                unnoticed.append((at, char, other))
    # The weights 7-3-1 cannot tell values that are ten apart (0 and A, K, U) nor, by nature, state and sex, which no digit covers.
    values = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ".index
    for at, char, other in unnoticed:
        blind = at in (10, 11, 12, 20) or (values(char.replace("<", "0")) - values(other.replace("<", "0"))) % 10 == 0
        assert blind, (at, char, other)


def test_what_is_wrong_is_said_with_its_place_and_nothing_is_lost() -> None:
    first, second = zones.td3(PEOPLE[0]).split("\n")
    found = read(f"{first}\n{second[:9]}{(int(second[9]) + 1) % 10}{second[10:]}", TODAY)
    assert [f.code for f in found.findings] == ["mrz_number", "mrz_composite"]
    assert found.findings[0].say("en") == "the check digit of the document number is wrong (line 2, character 10)"
    assert found.findings[0].say("fr") == "la clé du numéro de document est fausse (ligne 2, caractère 10)"
    assert (found.number, found.birth) == ("12AB34567", "1998-04-23")


def test_a_zone_typed_in_small_letters_with_blanks_or_in_one_piece_is_read() -> None:
    good = zones.td3(PEOPLE[0])
    for typed in (good.lower(), good.replace("<<", "< <"), good.replace("\n", "\r\n\r\n"), good.replace("\n", "")):
        assert read(typed, TODAY) == read(good, TODAY)


@settings(max_examples=500, deadline=None)
@given(st.text(alphabet="ABC019<\n Éx", max_size=140))
def test_nothing_that_is_typed_breaks_the_reader(text: str) -> None:
    for finding in read(text, TODAY).findings:
        assert finding.say("en") and finding.say("fr")


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(CORPUS), st.integers(0, 89), st.characters(codec="utf-8"))
def test_a_damaged_document_is_read_with_warnings_or_as_another(
    case: tuple[str, str, Bearer], at: int, char: str
) -> None:
    text = case[1]
    read(text[:at] + char + text[at + 1 :], TODAY)


def test_typed_values_that_differ_are_warned_about_one_by_one() -> None:
    bearer = PEOPLE[0]
    found = read(zones.td3(bearer), TODAY)
    typed = {"family_name": "Lacroy", "birth_date": "1998-04-24", "document_number": "12AB34568", "nationality": "BEL", "sex": "M",
             "document_issuer": "BEL", "document_expiry": "2031-05-10", "given_names": "Maëlle Ana"}  # fmt: skip
    assert {f.code for f in compare(typed, found)} == {code for code in findings.CODES if code.startswith("differs_")}
