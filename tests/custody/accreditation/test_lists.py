"""Lists: read however they were written, refused whole with every error in words, taken in without a line lost or doubled."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from io import BytesIO

import pytest
import sqlalchemy as sa
import xlsxwriter

from kotinos.custody.accreditation import organisations, queries
from kotinos.custody.accreditation.decisions import withdraw
from kotinos.custody.accreditation.lists import intake
from kotinos.custody.accreditation.lists.intake import take_in
from kotinos.custody.accreditation.lists.preview import Preview, preview, read
from kotinos.custody.accreditation.lists.sheet import decoded, rows
from kotinos.custody.accreditation.refusals import REFUSALS
from kotinos.custody.accreditation.tables import application, list_import, person
from kotinos.custody.act import Act, Refused
from kotinos.custody.log.access import entries_of
from kotinos.custody.vault.vault import Vault
from tests.custody.accreditation.games import FRA, INES, MARTA, SUMMER, begin, submitted
from tests.custody.accreditation.sheets import HEADER, people, separated, workbook
from tests.custody.conftest import NOON


@pytest.fixture
def vault(vault: Vault) -> Vault:
    """A vault, and organisations that may send lists."""
    with vault.database.writing() as connection:
        begin(connection)
        for category in ("Aa", "E"):
            organisations.set_quota(connection, INES, "FRA", category, 500)
        organisations.set_quota(connection, INES, "FRA", "Aa", 500, "JUD")
    return vault


def seen(vault: Vault, given: bytes, overlay: bool = False) -> Preview:
    with vault.database.reading() as connection:
        return preview(connection, FRA, "FRA", read(given, FRA, SUMMER, overlay))


def states(vault: Vault) -> dict[str, int]:
    with vault.database.reading() as connection:
        rows = connection.execute(sa.select(application.c.state, sa.func.count()).group_by(application.c.state))
        return {row[0]: row[1] for row in rows}


ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_csv_is_read_whatever_program_wrote_it(encoding: str, separator: str) -> None:
    line = [*people(1)[0]]
    line[4], line[15] = "Lefèvre-Öz", 'Rue "des", Été; 3'
    assert list(rows(separated([line], separator, encoding))) == [HEADER, line]


def test_a_workbook_gives_the_same_rows_as_a_csv() -> None:
    assert list(rows(workbook(people(20)))) == list(rows(separated(people(20))))


@pytest.mark.parametrize(
    "given",
    [
        b"PK\x03\x04 no workbook",
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        b'category;function;family_name\n"never closed',
        b"\xd0\xcf\x11\xe0" + bytes(99),
    ],
)
def test_what_is_no_list_is_refused(given: bytes) -> None:
    with pytest.raises(Refused, match="list_unreadable"):
        read(given, FRA, SUMMER)
    assert "list_unreadable" in REFUSALS


def test_latin_1_is_not_mistaken_for_utf_8() -> None:
    assert decoded("Müller;Łódź".encode()) == "Müller;Łódź"
    assert decoded("Müller".encode("latin-1")) == "Müller"


def test_a_list_becomes_submitted_files_with_everything_sealed(vault: Vault) -> None:
    done = take_in(vault, FRA, SUMMER, "FRA", workbook(people(30)))
    assert (done.new, done.changed, done.kept, done.withdrawn, done.held) == (30, 0, 0, 0, 0)
    assert states(vault) == {"SUBMITTED": 30}
    with vault.database.reading() as connection:
        row = connection.execute(sa.select(application).where(application.c.own_reference == "N000007")).one()
        who = queries.person(connection, row.subject)
        assert who is not None and len(who.identity_mark) == 64
        assert "submit" in {entry.act for _, entry in entries_of(connection, row.subject)}
    line = people(30)[7]
    found = vault.reveal(INES, "accreditation", [row.subject], ["family_name", "birth_date", "mrz_name", "address"])[
        row.subject
    ]
    assert (found["family_name"], found["birth_date"], found["address"]) == (line[4], line[6], line[15])
    assert str(found["mrz_name"]).startswith(line[4].upper().replace("-", "<"))


def test_every_error_is_said_by_line_and_column_in_two_languages_and_nothing_is_taken_in(vault: Vault) -> None:
    lines = people(6)
    lines[0][6] = "31/02/1990"
    lines[1][10] = "Frnace"
    lines[2][1] = "Zz"
    lines[3][0] = lines[4][0]
    lines[5][15] = ""
    given = separated(lines)
    wrongs = {(w.line, w.column): w for w in seen(vault, given).wrongs("en")}
    assert wrongs[2, "Date of birth"].say("en") == (
        "line 2, Date of birth: “31/02/1990” is not a date; right would be: year-month-day, such as 1998-04-23."
    )
    assert wrongs[3, "Nationality"].right == "three letters such as FRA, FRA (France)"
    assert wrongs[4, "Category"].what == "“Zz” is no category"
    assert wrongs[6, "Your reference"].what == "“N000004” stands in line 5 too"
    assert wrongs[7, "Home address"].what == "is empty"
    french = [w.say("fr") for w in seen(vault, given).wrongs("fr")]
    assert (
        "ligne 3, Nationalité : « Frnace » n'est pas un État; correct serait : trois lettres, par exemple FRA, FRA (France)."
        in french
    )
    with pytest.raises(Refused, match="lines_wrong"):
        take_in(vault, FRA, SUMMER, "FRA", given)
    assert states(vault) == {}


def test_a_list_without_its_columns_says_which(vault: Vault) -> None:
    given = separated([["x"]], header=["Shoe size"])
    said = [w.say("en") for w in seen(vault, given).wrongs("en")]
    assert any("Shoe size: is no column of the template" in s for s in said)
    assert any(s.startswith("Category: there is no such column") for s in said)


def test_a_list_over_the_quota_is_refused_whole(vault: Vault) -> None:
    with vault.database.writing() as connection:
        organisations.set_quota(connection, INES, "FRA", "E", 9)
    found = seen(vault, separated(people(30)))
    assert [w.say("en") for w in found.wrongs("en")] == [
        "Category: the list asks for more places in E than there are; right would be: no more than 9."
    ]


def test_an_overlay_stands_for_everything_the_organisation_asks_for(vault: Vault) -> None:
    take_in(vault, FRA, SUMMER, "FRA", separated(people(12)))
    with vault.database.writing() as connection:
        a = application.c
        connection.execute(
            sa.update(application).where(a.own_reference.in_(["N000001", "N000002"])).values(state="DRAFT")
        )
    lines = people(14)
    del lines[2]  # a draft that is no longer named
    lines[1][4] = "Changed"
    given = separated(lines)
    with pytest.raises(Refused, match="lines_wrong"):
        take_in(vault, FRA, SUMMER, "FRA", given)  # not as an overlay: the references are taken
    found = seen(vault, given, overlay=True)
    assert (len(found.new), len(found.changed), len(found.kept), len(found.withdrawn), found.problems) == (
        2,
        1,
        10,
        1,
        (),
    )
    done = take_in(vault, FRA, SUMMER, "FRA", given, overlay=True)
    assert (done.new, done.changed, done.kept, done.withdrawn) == (2, 1, 10, 1)
    assert states(vault) == {"SUBMITTED": 13, "WITHDRAWN": 1}
    with vault.database.reading() as connection:
        who = connection.execute(
            sa.select(application.c.subject).where(application.c.own_reference == "N000001")
        ).scalar_one()
    assert vault.reveal(INES, "accreditation", [who], ["family_name"])[who] == {"family_name": "Changed"}


class _Cut(Exception):
    """The power went."""


def test_an_import_that_was_cut_goes_on_where_it_was(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "AT_ONCE", 7)
    given = workbook(people(40))

    def cut(taken: int, lines: int) -> None:
        if taken >= 14:
            raise _Cut

    with pytest.raises(_Cut):
        take_in(vault, FRA, SUMMER, "FRA", given, progress=cut)
    assert states(vault) == {"SUBMITTED": 14}
    left = seen(vault, given)
    assert (left.here, len(left.new), left.problems) == (14, 26, ())
    done = take_in(vault, FRA, SUMMER, "FRA", given)
    assert done.new == 26
    assert states(vault) == {"SUBMITTED": 40}
    with vault.database.reading() as connection:
        references = connection.execute(sa.select(application.c.own_reference)).scalars().all()
        assert sorted(map(str, references)) == sorted(line[0] for line in people(40))
        [row] = connection.execute(sa.select(list_import)).all()
        assert (row.taken, row.lines) == (40, 40) and row.ended_at is not None


def test_the_same_list_sent_twice_at_once_is_taken_in_once(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "AT_ONCE", 10)
    given = separated(people(60))

    def send(_: int) -> str:
        try:
            take_in(vault, FRA, SUMMER, "FRA", given)
        except Refused as refused:
            return refused.code
        return "done"

    with ThreadPoolExecutor(4) as pool:
        answers = sorted(pool.map(send, range(4)))
    assert "done" in answers and set(answers) <= {"done", "list_under_way", "lines_wrong", "list_already_here"}
    assert states(vault) == {"SUBMITTED": 60}


def test_a_list_that_was_taken_in_whole_is_already_here_when_it_comes_again(vault: Vault) -> None:
    given = separated(people(5))
    take_in(vault, FRA, SUMMER, "FRA", given)
    for again in (lambda: seen(vault, given), lambda: take_in(vault, FRA, SUMMER, "FRA", given)):
        with pytest.raises(Refused, match="list_already_here"):
            again()
    assert "list_already_here" in REFUSALS
    assert states(vault) == {"SUBMITTED": 5}


def test_another_list_that_reuses_a_reference_is_wrong_in_that_line(vault: Vault) -> None:
    take_in(vault, FRA, SUMMER, "FRA", separated(people(5)))
    other = people(7)[5:]
    other[0][0] = people(5)[2][0]
    assert [(number, problem.code) for number, problem in seen(vault, separated(other)).problems] == [
        (2, "taken_reference")
    ]


@pytest.mark.parametrize("overlay", [False, True])
def test_the_reference_of_a_withdrawn_file_is_an_error_of_its_line_and_breaks_nothing(
    vault: Vault, overlay: bool
) -> None:
    take_in(vault, FRA, SUMMER, "FRA", separated(people(1)))
    with vault.database.writing() as connection:
        withdraw(connection, FRA, connection.scalars(sa.select(application.c.id)).one(), "organisation")
    other = people(2)[1:]
    other[0][0] = people(1)[0][0]
    given = separated(other)
    assert [(number, problem.code) for number, problem in seen(vault, given, overlay).problems] == [
        (2, "taken_reference")
    ]
    with pytest.raises(Refused, match="lines_wrong"):
        take_in(vault, FRA, SUMMER, "FRA", given, overlay)


def test_who_looks_like_somebody_known_is_held_in_a_list_too(vault: Vault) -> None:
    with vault.database.writing() as connection:
        submitted(connection, vault, MARTA)
    lines = people(4)
    lines[1][4:9] = ["DUBOIS KELLER", "Márta Inés", "28.02.1999", "Fribourg", "CHE"]
    lines[1][10] = "FRA"
    lines[3][4:7] = [lines[2][4].upper(), lines[2][5], lines[2][6]]
    lines[3][10] = lines[2][10]
    done = take_in(vault, FRA, SUMMER, "FRA", separated(lines))
    assert done.held == 2
    assert states(vault) == {"SUBMITTED": 3, "HELD_DUPLICATE": 2}


def test_a_list_of_another_organisation_or_out_of_time_is_refused(vault: Vault) -> None:
    given = separated(people(2))
    with pytest.raises(Refused, match="not_yours"):
        take_in(vault, Act("org:GBR:kit", NOON, "a test"), SUMMER, "FRA", given)
    with pytest.raises(Refused, match="window_closed"):
        take_in(vault, Act("org:FRA:jo", NOON + timedelta(6), "a test"), SUMMER, "FRA", given)


def test_days_and_numbers_of_a_workbook_are_read_as_what_they_are() -> None:
    out = BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["category", "function", "family_name", "birth_date", "document_number"])
        sheet.write_row(1, 0, ["Aa", "ATH", "Okafor"])
        sheet.write_datetime(1, 3, date(1990, 11, 5), book.add_format({"num_format": "dd/mm/yyyy"}))
        sheet.write_number(1, 4, 123456789)
    [line] = read(out.getvalue(), FRA, SUMMER).lines
    assert (line.values["birth_date"], line.values["document_number"]) == ("1990-11-05", "123456789")


def test_nobody_of_a_refused_list_leaves_a_trace(vault: Vault) -> None:
    lines = people(3)
    lines[2][6] = "never"
    with pytest.raises(Refused, match="lines_wrong"):
        take_in(vault, FRA, SUMMER, "FRA", separated(lines))
    with vault.database.reading() as connection:
        assert connection.execute(sa.select(sa.func.count()).select_from(person)).scalar_one() == 0
        assert connection.execute(sa.select(list_import)).all() == []
