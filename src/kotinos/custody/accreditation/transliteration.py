"""Names in the letters of a machine-readable zone: the tables of ICAO Doc 9303 part 3, section 6. PURE.

Where the standard lets States choose (``Ä`` is AE or A, ``Ñ`` N or NXX, ``Ü`` UE, UXX or U) the first form is what `mrz` writes and all of
them are what a zone may hold. Greek is not in section 6: it follows ISO 843 type 2, as Greek passports do. What no table knows (Chinese,
Thai, Georgian …) is written by the sounds that anyascii gives it.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from itertools import product

from anyascii import anyascii

_LATIN = {
    "Ä": "AE A", "Å": "AA A", "Æ": "AE", "Ð": "D", "Ñ": "N NXX", "Ö": "OE O", "Ø": "OE", "Ü": "UE UXX U", "Þ": "TH", "Đ": "D", "Ħ": "H",
    "I": "I", "İ": "I", "Ĳ": "IJ", "Ł": "L", "Ŀ": "L", "Ŋ": "N", "Œ": "OE", "ẞ": "SS", "Ŧ": "T", "Ə": "E", "Ơ": "O", "Ư": "U", "Ɖ": "D",
    "Ǝ": "E",
}  # fmt: skip
_CYRILLIC = {
    "А": "A", "Б": "B", "В": "V", "Г": "G H", "Д": "D", "Е": "E", "Ё": "E IO", "Ж": "ZH Z", "З": "Z", "И": "I Y", "І": "I", "Й": "I",
    "К": "K", "Л": "L", "М": "M", "Н": "N", "О": "O", "П": "P", "Р": "R", "С": "S", "Т": "T", "У": "U", "Ф": "F", "Х": "KH H",
    "Ц": "TS C", "Ч": "CH C", "Ш": "SH S", "Щ": "SHCH SHT", "Ъ": "IE", "Ы": "Y", "Ь": "", "Э": "E", "Ю": "IU", "Я": "IA", "Ѳ": "F",
    "Ѵ": "Y", "Ґ": "G", "Ў": "U", "Ѫ": "U", "Ѓ": "G", "Ђ": "D", "Ѕ": "DZ", "Ј": "J", "Ќ": "K KJ", "Љ": "LJ", "Њ": "NJ", "Ћ": "C",
    "Џ": "DZ DJ", "Є": "IE", "Ї": "I", "Ғ": "F", "Ә": "A", "Қ": "K", "Ң": "N", "Ө": "O", "Ұ": "U", "Ү": "U", "Һ": "H",
}  # fmt: skip
_ARABIC = {
    "ء": "XE", "آ": "XAA", "أ": "XAE", "ؤ": "U", "إ": "I", "ئ": "XI", "ا": "A", "ب": "B", "ة": "XTA XAH", "ت": "T", "ث": "XTH", "ج": "J",
    "ح": "XH", "خ": "XKH", "د": "D", "ذ": "XDH", "ر": "R", "ز": "Z", "س": "S", "ش": "XSH", "ص": "XSS", "ض": "XDZ", "ط": "XTT", "ظ": "XZZ",
    "ع": "E", "غ": "G", "ـ": "", "ف": "F", "ق": "Q", "ك": "K", "ل": "L", "م": "M", "ن": "N", "ه": "H", "و": "W", "ى": "XAY", "ي": "Y",
    "ٱ": "XXA", "ٹ": "XXT", "ټ": "XRT", "پ": "P", "ځ": "XKE", "څ": "XXH", "چ": "XC", "ڈ": "XXD", "ډ": "XDR", "ڑ": "XXR", "ړ": "XRR",
    "ږ": "XRX", "ژ": "XJ", "ښ": "XXS", "ک": "XKK", "ګ": "XXK", "ڭ": "XNG", "گ": "XGG", "ں": "XNN", "ڼ": "XXN", "ھ": "XDO", "ۀ": "XYH",
    "ہ": "XXG", "ۂ": "XGE", "ۃ": "XTG", "ی": "XYA", "ۍ": "XXY", "ې": "Y", "ے": "XYB", "ۓ": "XBE",
}  # fmt: skip
_GREEK_PAIRS = {
    "ΟΥ": "OU", "ΓΓ": "NG", "ΓΞ": "NX", "ΓΧ": "NCH", "ΑΥ": "AV AF", "ΕΥ": "EV EF", "ΗΥ": "IV IF", "ΜΠ": "MP B",
}  # fmt: skip
_GREEK = dict(zip("ΑΒΓΔΕΖΗΙΚΛΜΝΞΟΠΡΣΤΥΦΩ", "AVGDEZIIKLMNXOPRSTYFO", strict=True)) | {"Θ": "TH", "Χ": "CH", "Ψ": "PS"}
TABLE: dict[str, tuple[str, ...]] = {
    char: tuple(forms.split(" "))
    for part in (_LATIN, _CYRILLIC, _ARABIC, _GREEK_PAIRS, _GREEK)
    for char, forms in part.items()
}
"""Every letter that a table knows, with its forms; the first is the one that is written."""

_OMITTED = "'’ʼ`´.,·ʹʺ"
"""Signs that leave no gap (Doc 9303-3, 4.6: an apostrophe is omitted, a hyphen is a filler)."""


@lru_cache(maxsize=65536)
def _forms(letter: str) -> tuple[str, ...]:
    """The forms of one letter (or Greek pair) in capitals: by a table, else without its accent, else by its sound."""
    known = TABLE.get(letter)
    if known is not None:
        return known
    if letter in _OMITTED or unicodedata.combining(letter[0]):
        return ("",)
    if "A" <= letter <= "Z":
        return (letter,)
    base = unicodedata.normalize("NFD", letter)[0]
    if base != letter:
        return _forms(base)
    sound = "".join(c for c in anyascii(letter).upper() if "A" <= c <= "Z")
    return (sound or "<",)


def letters(name: str) -> list[str]:
    """A name in capitals, letter by letter; Greek pairs with one sound stay together, and an accented Greek vowel breaks none."""
    text = unicodedata.normalize("NFC", name.replace("ß", "ẞ").replace("ı", "I")).upper()
    greek = "".join(unicodedata.normalize("NFD", c)[0] if "Ͱ" <= c <= "Ͽ" or "ἀ" <= c <= "῿" else c for c in text)
    found: list[str] = []
    at = 0
    while at < len(greek):
        step = 2 if greek[at : at + 2] in _GREEK_PAIRS else 1
        found.append(greek[at : at + step])
        at += step
    return found


@lru_cache(maxsize=65536)
def mrz(name: str) -> str:
    """A name (one field of it) as the zone writes it, words separated by ``<``: ``Ó'Brien-Müller`` is ``OBRIEN<MUELLER``."""
    if name.isascii() and name.isalpha():
        return name.upper()
    written = "".join(_forms(letter)[0] for letter in letters(name))
    return "<".join(word for word in written.split("<") if word)


def mrz_forms(name: str, most: int = 256) -> set[str]:
    """Every way in which a State may have written the name, up to ``most`` of them; the first of each letter is always among them."""
    choices = [_forms(letter) for letter in letters(name)]
    count = 1
    for n, forms in enumerate(choices):
        count *= len(forms)
        if count > most:
            choices[n:] = [forms[:1] for forms in choices[n:]]
            break
    return {"<".join(word for word in "".join(way).split("<") if word) for way in product(*choices)}
