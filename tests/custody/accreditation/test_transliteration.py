"""Names as a machine-readable zone writes them: the examples of ICAO Doc 9303, and letters of many scripts."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotinos.custody.accreditation.names import CARD_WIDTH, Name, agrees, card_name, clean, mrz_name
from kotinos.custody.accreditation.transliteration import mrz, mrz_forms

# Doc 9303-4, 4.2.3: the names of the standard's own examples.
ICAO = [
    ("van der Muellen", "Hilton", "VAN<DER<MUELLEN<<HILTON"),
    ("Iverson", "Anna Maria", "IVERSON<<ANNA<MARIA"),
    ("O'Connor", "Enya Siobhan", "OCONNOR<<ENYA<SIOBHAN"),
    ("Martin", "Van Der Muellen Jean", "MARTIN<<VAN<DER<MUELLEN<JEAN"),
    ("Stevenson", "John", "STEVENSON<<JOHN"),
    ("Arkfreith", "", "ARKFREITH"),
    ("Smith-Jones", "Susie Margaret", "SMITH<JONES<<SUSIE<MARGARET"),
    ("Nilavadhanananda", "Chayapa Dejthamrong Krasuang", "NILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K"),
]
OTHERS = [
    ("Müller", "Jörg", "MUELLER<<JOERG"),
    ("Groß", "Käthe", "GROSS<<KAETHE"),
    ("Ångström", "Åse", "AANGSTROEM<<AASE"),
    ("Sørensen", "Bjørn", "SOERENSEN<<BJOERN"),
    ("Þórsdóttir", "Guðrún", "THORSDOTTIR<<GUDRUN"),
    ("Núñez", "Iñaki", "NUNEZ<<INAKI"),
    ("Wałęsa", "Żaneta", "WALESA<<ZANETA"),
    ("Şahin", "Işıl", "SAHIN<<ISIL"),
    ("Đặng", "Thị Ánh", "DANG<<THI<ANH"),
    ("Щербакова", "Юлия", "SHCHERBAKOVA<<IULIIA"),
    ("Подъячев", "Фёдор", "PODIEIACHEV<<FEDOR"),
    ("Ћирић", "Љиљана", "CIRIC<<LJILJANA"),
    ("Παπαδόπουλος", "Ευάγγελος", "PAPADOPOULOS<<EVANGELOS"),
    ("محمد", "خليل", "MXHMD<<XKHLYL"),
    ("王", "小明", "WANG<<XIAOMING"),
]


@pytest.mark.parametrize(("family", "given", "zone"), ICAO + OTHERS)
def test_the_zone_writes_it_so(family: str, given: str, zone: str) -> None:
    assert mrz_name(Name(family, given)) == zone


@given(st.text(max_size=60), st.text(max_size=60), st.sampled_from([39, 31, 30]))
def test_whatever_is_typed_fits_the_zone_and_holds_only_its_letters(family: str, given: str, width: int) -> None:
    zone = mrz_name(Name(family, given), width)
    assert len(zone) <= width
    assert re.fullmatch("[A-Z<]*", zone)


@given(st.text(alphabet="ÄÖÜÑÅßéèŁØдйЖ abc", min_size=1, max_size=9))
def test_what_is_written_is_one_of_the_ways_it_may_be_written(name: str) -> None:
    assert mrz(name) in mrz_forms(name)


def test_a_zone_may_use_any_form_that_the_standard_allows() -> None:
    for zone in ("MUELLER", "MULLER", "MUXXLLER"):
        assert agrees("Müller", zone, False)
    assert agrees("Núñez", "NUNXXEZ", False)
    assert agrees("Гончаренко", "HONCHARENKO", False)
    assert not agrees("Müller", "MOLLER", False)


def test_a_cut_zone_agrees_with_the_whole_name_and_a_whole_zone_does_not_lack_words() -> None:
    assert agrees("Chayapa Dejthamrong Krasuang", "CHAYAPA DEJTHAMRONG K", True)
    assert not agrees("Chayapa Dejthamrong Krasuang", "CHAYAPA DEJTHAMRONG", False)


CARDS = [
    ("van der Berg", "anna", "Anna van der BERG"),
    ("LACROIX-ÖZTÜRK", "MAËLLE ANA", "Maëlle Ana LACROIX-ÖZTÜRK"),
    ("Юсупова", "Юлия", "Iuliia IUSUPOVA"),
    ("Rakotomalala Andriamanantena", "Hery Nirina", "H. RAKOTOMALALA ANDRIAMANANT"),
    ("Pelé", "", "PELÉ"),
]


@pytest.mark.parametrize(("family", "given", "printed"), CARDS)
def test_the_card_prints_it_so(family: str, given: str, printed: str) -> None:
    assert card_name(Name(family, given)) == printed
    assert len(printed) <= CARD_WIDTH


def test_a_typed_name_is_composed_and_has_single_spaces() -> None:
    assert clean("  Zoe\u0308 \t Ana\u200b ") == "Zoë Ana"
