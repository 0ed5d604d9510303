"""The machine-readable zone of travel documents: ICAO Doc 9303 parts 3 to 7, and the French identity card of before 2021. PURE.

Documents that States did issue break every simple reader: one name only, ``<`` where a check digit should be, Germany's ``D<<``, numbers
longer than nine characters, names cut off at the end of the line, unknown days of birth. So nothing here refuses a document: whatever can
be read is read, and what looks wrong is a warning for the person who holds the document in the hand.
"""

from __future__ import annotations

from datetime import date

import msgspec

from kotinos.custody.accreditation.findings import Finding

_WEIGHTS = (7, 3, 1)
_VALUE = {"<": 0, **{c: n for n, c in enumerate("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")}}
Slot = tuple[int, int, int]
"""Line, first character, end."""


class Layout(msgspec.Struct, frozen=True):
    """Where what stands in one kind of document. ``extra`` is optional data; ``composite`` the slots that the last digit covers."""

    name: str
    lines: int
    width: int
    issuer: Slot
    names: tuple[Slot, ...]
    number: Slot
    birth: Slot
    sex: Slot
    expiry: Slot | None = None
    nationality: Slot | None = None
    extra: Slot | None = None
    extra_digit: Slot | None = None
    composite: tuple[Slot, ...] = ()
    composite_digit: Slot | None = None
    more: Slot | None = None  # where a number longer than nine characters goes on


def _book(
    name: str, width: int, extra: Slot, extra_digit: Slot | None, composite: tuple[Slot, ...], digit: Slot | None
) -> Layout:
    """Two lines, names on the first: TD2, TD3, MRV-A and MRV-B differ only in width and in what ends the second."""
    return Layout(
        name, 2, width, issuer=(0, 2, 5), names=((0, 5, width),), number=(1, 0, 9), nationality=(1, 10, 13), birth=(1, 13, 19),
        sex=(1, 20, 21), expiry=(1, 21, 27), extra=extra, extra_digit=extra_digit, composite=composite, composite_digit=digit,
        more=extra if name == "TD2" else None,
    )  # fmt: skip


_SECOND = ((1, 0, 10), (1, 13, 20))
TD3 = _book("TD3", 44, (1, 28, 42), (1, 42, 43), (*_SECOND, (1, 21, 43)), (1, 43, 44))
TD2 = _book("TD2", 36, (1, 28, 35), None, (*_SECOND, (1, 21, 35)), (1, 35, 36))
MRV_A = _book("MRV-A", 44, (1, 28, 44), None, (), None)
MRV_B = _book("MRV-B", 36, (1, 28, 36), None, (), None)
TD1 = Layout(
    "TD1", 3, 30, issuer=(0, 2, 5), names=((2, 0, 30),), number=(0, 5, 14), nationality=(1, 15, 18), birth=(1, 0, 6), sex=(1, 7, 8),
    expiry=(1, 8, 14), extra=(0, 15, 30), composite=((0, 5, 30), (1, 0, 7), (1, 8, 15), (1, 18, 29)), composite_digit=(1, 29, 30),
    more=(0, 15, 30),
)  # fmt: skip
FRA_ID = Layout(
    "FRA-ID", 2, 36, issuer=(0, 2, 5), names=((0, 5, 30), (1, 13, 27)), number=(1, 0, 12), birth=(1, 27, 33), sex=(1, 34, 35),
    composite=((0, 0, 36), (1, 0, 35)), composite_digit=(1, 35, 36),
)  # fmt: skip


class Document(msgspec.Struct, frozen=True):
    """What a zone says. Dates are ISO 8601 with ``00`` for parts that the document leaves open; ``layout`` is empty where none fits."""

    layout: str
    kind: str = ""
    issuer: str = ""
    nationality: str = ""
    number: str = ""
    family: str = ""
    given: str = ""
    birth: str = ""
    expiry: str = ""
    sex: str = ""
    extra: str = ""
    truncated: bool = False
    findings: tuple[Finding, ...] = ()


def digit(text: str) -> str:
    """The check digit of ``text``: weights 7, 3, 1 modulo 10 (Doc 9303-3, 4.9). ``text`` holds A–Z, 0–9 and ``<`` only."""
    return str(sum(_VALUE[c] * _WEIGHTS[n % 3] for n, c in enumerate(text)) % 10)


def lines_of(text: str) -> list[str]:
    """The lines of a zone as typed, pasted or scanned: capitals, no blanks, ``«`` read as ``<<``; empty lines are left out."""
    clean = text.upper().replace("«", "<<").replace("‹", "<").replace(" ", "").replace("\t", "")
    return [line for line in clean.replace("\r", "\n").split("\n") if line]


def layout_of(lines: list[str]) -> Layout | None:
    """The layout that these lines have by number and length; a two-line zone in one piece is cut; ``None`` where nothing fits."""
    shape = (len(lines), {len(line) for line in lines})
    if shape == (3, {30}):
        return TD1
    if shape == (2, {44}):
        return MRV_A if lines[0].startswith("V") else TD3
    if shape == (2, {36}):
        if lines[0].startswith("V"):
            return MRV_B
        # The old French card says IDFRA too; only its second line begins with a number of twelve digits and its check digit.
        if lines[0].startswith("IDFRA") and not lines[1][10:13].isalpha():
            return FRA_ID
        return TD2
    return None


def _whole(lines: list[str]) -> list[str]:
    """A zone that came without line breaks, cut into its lines."""
    if len(lines) == 1:
        for length, width in ((90, 30), (88, 44), (72, 36)):
            if len(lines[0]) == length:
                return [lines[0][at : at + width] for at in range(0, length, width)]
    return lines


def read(text: str, today: date) -> Document:
    """Read a zone on ``today`` (which decides the century of two-digit years). Never raises: what is wrong is a finding."""
    lines = _whole(lines_of(text))
    layout = layout_of(lines)
    if layout is None:
        sizes = "+".join(str(len(line)) for line in lines) or "0"
        return Document("", findings=(Finding("mrz_layout", detail=sizes),))
    bad = [
        Finding("mrz_character", n + 1, at + 1)
        for n, line in enumerate(lines)
        for at, c in enumerate(line)
        if c not in _VALUE
    ]
    readable = ["".join(c if c in _VALUE else "<" for c in line) for line in lines]
    return _Zone(layout, readable, today, bad).document()


class _Zone:
    """One zone being read: the layout, the lines, and the findings so far."""

    def __init__(self, layout: Layout, lines: list[str], today: date, findings: list[Finding]) -> None:
        self.layout, self.lines, self.today, self.findings = layout, lines, today, findings

    def at(self, slot: Slot | None) -> str:
        return self.lines[slot[0]][slot[1] : slot[2]] if slot else ""

    def check(self, code: str, text: str, found: str, where: Slot) -> None:
        # Over nothing but fillers the digit may be 0 or, as many States print it, a filler (Doc 9303-4, 4.2.2.2).
        if found == digit(text) or (found == "<" and not text.strip("<")):
            return
        self.findings.append(Finding(code, where[0] + 1, where[1] + 1))

    def number(self) -> tuple[str, str]:
        """The document number, and the optional data that are left when a long number has taken its part (Doc 9303-5, 4.2.4)."""
        slot = self.layout.number
        text, after = self.at(slot), (slot[0], slot[2], slot[2] + 1)
        found, extra = self.at(after), self.at(self.layout.extra)
        rest, _, others = extra.partition("<")
        # With one character it may be optional data instead: a long number has its digit behind at least one more.
        if found == "<" and self.layout.more and "<" not in text and len(rest) > 1:
            text, found, extra = text + rest[:-1], rest[-1], others
        self.check("mrz_number", text, found, after)
        return text.replace("<", ""), extra.strip("<").replace("<", " ")

    def day(self, code: str, slot: Slot | None, latest: int) -> str:
        """A date YYMMDD whose year is the last one of that ending up to ``latest``."""
        if slot is None:
            return ""
        text, after = self.at(slot), (slot[0], slot[2], slot[2] + 1)
        self.check(code, text, self.at(after), after)
        parts = [text[n : n + 2].replace("<<", "00") for n in (0, 2, 4)]
        if not all(part.isdigit() for part in parts) or int(parts[1]) > 12 or int(parts[2]) > 31:
            self.findings.append(Finding(f"{code}_date", slot[0] + 1, slot[1] + 1))
            return ""
        if text[:2] == "<<":
            return ""
        year = latest - (latest - int(parts[0])) % 100
        return f"{year:04d}-{parts[1]}-{parts[2]}"

    def names(self) -> tuple[str, str, bool]:
        """Family names, given names, and whether the field was too short for them. One name only is a family name (Doc 9303-3, 4.6)."""
        fields = [self.at(slot) for slot in self.layout.names]
        if len(fields) == 2:
            family, given = fields
        else:
            family, _, given = fields[0].partition("<<")
            if fields[0].startswith("<") or not fields[0].strip("<"):
                slot = self.layout.names[0]
                self.findings.append(Finding("mrz_name", slot[0] + 1, slot[1] + 1))
        full = any(not field.endswith("<") for field in fields)
        return _words(family), _words(given), full

    def document(self) -> Document:
        number, extra = self.number()
        if self.layout.extra_digit:
            self.check(
                "mrz_extra", self.at(self.layout.extra), self.at(self.layout.extra_digit), self.layout.extra_digit
            )
        birth = self.day("mrz_birth", self.layout.birth, self.today.year)
        if birth > self.today.isoformat():  # this year, but later: a hundred years ago
            birth = f"{int(birth[:4]) - 100:04d}{birth[4:]}"
        # Cards without end print 99; passports run for ten years and may be long over: from twenty years ago to seventy-nine ahead.
        expiry = self.day("mrz_expiry", self.layout.expiry, self.today.year + 79)
        if self.layout.composite_digit:
            covered = "".join(self.at(slot) for slot in self.layout.composite)
            self.check("mrz_composite", covered, self.at(self.layout.composite_digit), self.layout.composite_digit)
        sex = self.at(self.layout.sex)
        if sex not in "MFX<":
            self.findings.append(Finding("mrz_sex", self.layout.sex[0] + 1, self.layout.sex[1] + 1))
        issuer = self.at(self.layout.issuer).rstrip("<")
        family, given, full = self.names()
        return Document(
            self.layout.name,
            kind=self.lines[0][:2].rstrip("<"),
            issuer=issuer,
            nationality=self.at(self.layout.nationality).rstrip("<") if self.layout.nationality else issuer,
            number=number,
            family=family,
            given=given,
            birth=birth,
            expiry=expiry,
            sex="" if sex == "<" else sex,
            extra=extra,
            truncated=full,
            findings=tuple(self.findings),
        )


def _words(field: str) -> str:
    return " ".join(word for word in field.split("<") if word)
