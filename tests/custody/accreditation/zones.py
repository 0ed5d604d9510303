"""A second hand that writes machine-readable zones: it knows ICAO Doc 9303 and nothing of the reader's code.

The check digit is made by position from the right and by table, names are cut by hand-written rules, and the forms of the names are typed
in, not transliterated, so that reader and writer can only agree where both follow the standard.
"""

from __future__ import annotations

from typing import NamedTuple

_ORDER = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def key(text: str) -> str:
    total = 0
    for place, char in enumerate(text, start=1):
        weight = {1: 7, 2: 3, 0: 1}[place % 3]
        total += weight * (0 if char == "<" else _ORDER.index(char))
    return str(total - total // 10 * 10)


class Bearer(NamedTuple):
    """An invented person: names as typed, as the zone has them, birth and expiry as YYYYMMDD (00 unknown), and the document."""

    family: str
    given: str
    zone_family: str
    zone_given: str
    born: str
    until: str
    sex: str
    state: str
    number: str
    extra: str = ""


PEOPLE = [
    Bearer("Lacroix", "Maëlle Ana", "LACROIX", "MAELLE ANA", "19980423", "20310509", "F", "FRA", "12AB34567"),
    Bearer("Müller-Öz", "Jörg", "MUELLER OEZ", "JOERG", "19740101", "20290228", "M", "DEU", "C01X00T47"),
    Bearer("Schröder", "Käthe", "SCHROEDER", "KAETHE", "20041231", "20301231", "F", "DEU", "L8LYPVT3X"),
    Bearer("O'Brien", "Seán Óg", "OBRIEN", "SEAN OG", "19870630", "20270101", "M", "IRL", "PA1234567"),
    Bearer("Hatta", "", "HATTA", "", "19901117", "20281117", "M", "IDN", "A1234567"),
    Bearer("Suharti", "", "SUHARTI", "", "19650000", "20270303", "F", "IDN", "B7654321"),
    Bearer("Rakotomalala", "Hery Nirina", "RAKOTOMALALA", "HERY NIRINA", "19931009", "20290909", "M", "MDG", "A09B12345"),
    Bearer("Щербакова", "Юлия", "SHCHERBAKOVA", "IULIIA", "19960815", "20290815", "F", "KAZ", "N12345678"),
    Bearer("Παπαδόπουλος", "Ευάγγελος", "PAPADOPOULOS", "EVANGELOS", "19820229", "20300101", "M", "GRC", "AE1234567"),
    Bearer("Nguyễn", "Thị Ánh Tuyết", "NGUYEN", "THI ANH TUYET", "20000105", "20320105", "F", "VNM", "C1234567"),
    Bearer("van der Berg", "Anna Sophia", "VAN DER BERG", "ANNA SOPHIA", "19770707", "20280707", "F", "NLD", "NXR12D5K8"),
    Bearer("Ångström", "Åse", "AANGSTROEM", "AASE", "19590517", "20270517", "F", "NOR", "CCA123456"),
    Bearer("Núñez Ibarra", "Iñaki", "NUNEZ IBARRA", "INAKI", "19910303", "20310303", "M", "ESP", "PAB123456", "12345678Z"),
    Bearer("Müller", "Ürs", "MULLER", "URS", "19851212", "20301212", "M", "CHE", "X1234567"),
    Bearer("Þórsdóttir", "Guðrún", "THORSDOTTIR", "GUDRUN", "20070901", "20300901", "F", "ISL", "A1234567"),
    Bearer("王", "小明", "WANG", "XIAOMING", "19990909", "20290909", "M", "CHN", "EA1234567", "MELHMBMN"),
    Bearer("Smith-Jones", "Susie Margaret", "SMITH JONES", "SUSIE MARGARET", "19790331", "20290331", "F", "USA", "340007237",
           "1102200129USA4"),
    Bearer("Okafor", "Chukwuemeka", "OKAFOR", "CHUKWUEMEKA", "19921105", "20271105", "M", "NGA", "B50012345", "70123456789"),
    Bearer("Al-Harbi", "Noura", "AL HARBI", "NOURA", "19950000", "20300606", "F", "SAU", "Z123456", "1098765432"),
    Bearer("Quintana y Roldán", "X", "QUINTANA Y ROLDAN", "X", "20030202", "20330202", "X", "ARG", "AAD123456"),
    Bearer("Iwona-Wąsik", "Łucja", "IWONA WASIK", "LUCJA", "19681224", "20281224", "F", "POL", "EH1234567", "68122412345"),
    Bearer("Kovács", "", "KOVACS", "", "19700000", "20270707", "", "HUN", "BE1234567"),
    Bearer("Đorđević", "Љубица", "DORDEVIC", "LJUBICA", "19870404", "20270404", "F", "SRB", "012345678"),
    Bearer("Nilavadhanananda", "Chayapa Dejthamrong Krasuang", "NILAVADHANANANDA", "CHAYAPA DEJTHAMRONG KRASUANG", "19720806", "20260906",
           "F", "THA", "AA1234567"),
    Bearer("Papandropoulous", "Jonathon Warren Trevor Maximilian", "PAPANDROPOULOUS", "JONATHON WARREN TREVOR MAXIMILIAN", "19880202",
           "20280202", "M", "UTO", "B12345678"),
    Bearer("Dlamini", "Nomvula", "DLAMINI", "NOMVULA", "20101010", "20271010", "F", "ZAF", "M00123456", "1010105123088"),
    Bearer("Vaitauolo", "Sione", "VAITAUOLO", "SIONE", "19260702", "20270101", "M", "TON", "G012345"),
    Bearer("De la Croix du Bois", "Éléonore", "DE LA CROIX DU BOIS", "ELEONORE", "20000229", "20280228", "F", "BEL", "EJ123456"),
    Bearer("Li", "Na", "LI", "NA", "19820226", "20300226", "F", "CHN", "G12345678"),
    Bearer("Stateless", "Zara", "STATELESS", "ZARA", "19940614", "20261214", "F", "XXA", "T0001234"),
    Bearer("Refugee", "Amal", "REFUGEE", "AMAL", "19900101", "20270101", "F", "XXB", "R0001234"),
    Bearer("Özgür", "İbrahim Işık", "OEZGUER", "IBRAHIM ISIK", "19970719", "20300719", "M", "TUR", "U12345678", "12345678901"),
]  # fmt: skip


def names(bearer: Bearer, width: int) -> tuple[str, bool]:
    """The name field, cut where it is too long; whether it had to be cut."""
    family, given = bearer.zone_family.replace(" ", "<"), [w for w in bearer.zone_given.split(" ") if w]
    whole = family + "<<" + "<".join(given) if given else family
    if len(whole) <= width:
        return whole + "<" * (width - len(whole)), len(whole) == width
    return whole[:width], True


def _six(day: str) -> str:
    return day[2:4] + "<<<<" if day[4:] == "0000" else day[2:]


def _state(code: str) -> str:
    """Germany has one letter on its documents."""
    return "D<<" if code == "DEU" else code.ljust(3, "<")


def _nine(number: str) -> str:
    return number.ljust(9, "<")


def td3(b: Bearer, filler_key: bool = False) -> str:
    extra = b.extra[:14].ljust(14, "<")
    extra_key = "<" if filler_key and not b.extra else key(extra)
    first = "P<" + _state(b.state) + names(b, 39)[0]
    one = _nine(b.number) + key(_nine(b.number))
    two, three = _six(b.born) + key(_six(b.born)), _six(b.until) + key(_six(b.until)) + extra + extra_key
    second = one + _state(b.state) + two + (b.sex or "<") + three + key(one + two + three)
    return f"{first}\n{second}"


def td2(b: Bearer, kind: str = "I<") -> str:
    extra = b.extra[:7].ljust(7, "<")
    first = kind + _state(b.state) + names(b, 31)[0]
    one = _nine(b.number) + key(_nine(b.number))
    two, three = _six(b.born) + key(_six(b.born)), _six(b.until) + key(_six(b.until)) + extra
    second = one + _state(b.state) + two + (b.sex or "<") + three + key(one + two + three)
    return f"{first}\n{second}"


def td1(b: Bearer, kind: str = "I<") -> str:
    if len(b.number) > 9:  # the number goes on in the optional data, its key behind it
        head = b.number[:9] + "<" + (b.number[9:] + key(b.number)).ljust(15, "<")
    else:
        head = _nine(b.number) + key(_nine(b.number)) + b.extra[:15].ljust(15, "<")
    two, three, more = _six(b.born) + key(_six(b.born)), _six(b.until) + key(_six(b.until)), "<" * 11
    first = kind + _state(b.state) + head
    second = two + (b.sex or "<") + three + _state(b.state) + more + key(head + two + three + more)
    return f"{first}\n{second}\n{names(b, 30)[0]}"


def visa(b: Bearer, width: int) -> str:
    first = "V<" + _state(b.state) + names(b, width - 5)[0]
    second = (
        _nine(b.number) + key(_nine(b.number)) + _state(b.state) + _six(b.born) + key(_six(b.born)) + (b.sex or "<") + _six(b.until)
        + key(_six(b.until))
    )  # fmt: skip
    return f"{first}\n{second.ljust(width, '<')}"


def french_card(b: Bearer) -> str:
    """The identity card of before 2021: two lines of 36 that look like TD2 and are not."""
    first = "IDFRA" + b.zone_family.replace(" ", "<")[:25].ljust(25, "<") + "069" + "015"
    number = b.number.ljust(12, "0")
    given = b.zone_given.replace(" ", "<<")[:14].ljust(14, "<")
    second = number + key(number) + given + _six(b.born) + key(_six(b.born)) + (b.sex or "<")
    return f"{first}\n{second}{key(first + second)}"
