"""Lists and letters from the command line: what a list would do, taken in or not at all, a letter once more on paper."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pypdfium2
import pytest

from kotinos.custody import settings
from kotinos.custody.accreditation import queries
from kotinos.custody.accreditation.decisions import approve
from kotinos.custody.accreditation.lists import intake
from kotinos.custody.act import Act
from kotinos.custody.web import zone as zones
from tests.custody.cli.test_commands import SECRETS, done, run
from tests.custody.web.test_portal import a_list, of_list

NOW = datetime.now(UTC)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("zone") / "zone"
    founders = ("--founder", "kai:Garde", "--founder", "ada:Olivier")
    done(made, "init", "--data", str(made), "--domain", "FR", "--opening", f"{NOW:%Y-%m-%d}", *founders)
    days = ("--opens", f"{NOW.year - 1}-01-01T00:00+0000", "--closes", f"{NOW.year + 1}-12-31T00:00+0000")
    done(made, "organisation", "add", "FRA", "--kind", "noc", "--name", "France", *days, "--why", "the Charter")
    done(made, "organisation", "quota", "FRA", "Aa", "9", "--why", "qualified")
    return made


def test_a_wrong_list_is_told_line_by_line_and_not_taken_in(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "wrong.csv"
    file.write_bytes(a_list(of_list(0), of_list(1, birth_date="30 February 1999")))
    for words in (("check", "FRA", str(file)), ("import", "FRA", str(file), "--why", "by hand")):
        told = run(folder, "list", *words)
        assert told.exit_code == 1
        assert re.search(r"line 3, .*Date of birth", told.output), told.output
    none = run(folder, "list", "check", "NIL", str(file))
    assert none.exit_code == 1 and "There is no organisation NIL" in none.output


def test_a_list_is_looked_at_taken_in_and_then_already_here(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "list.csv"
    file.write_bytes(a_list(*map(of_list, range(4))))
    assert "0 lines already here, 4 new" in done(folder, "list", "check", "FRA", str(file))

    def cut(*_: object) -> None:
        raise KeyboardInterrupt

    own = settings.read(folder)
    zone = zones.open_zone(own, zones.root_of(own, SECRETS["KOTINOS_CUSTODY_PASSPHRASE"]))
    monkeypatch.setattr(intake, "AT_ONCE", 3)
    with pytest.raises(KeyboardInterrupt):
        act = Act("operator:ines", zone.clock(), "by hand")
        intake.take_in(zone.vault, act, zone.policy.season, "FRA", file.read_bytes(), progress=cut)
    zone.close()
    assert "3 lines already here, 1 new" in done(folder, "list", "check", "FRA", str(file))
    assert "1 new, 0 changed" in done(folder, "list", "import", "FRA", str(file), "--why", "by hand")
    again = run(folder, "list", "import", "FRA", str(file), "--why", "by hand")
    assert again.exit_code == 1 and "is already here; nothing was changed" in again.output


def test_a_letter_is_printed_once_more_and_the_log_says_for_what(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "one.csv"
    file.write_bytes(a_list(of_list(5)))
    done(folder, "list", "import", "FRA", str(file), "--why", "by hand")
    own = settings.read(folder)
    zone = zones.open_zone(own, zones.root_of(own, SECRETS["KOTINOS_CUSTODY_PASSPHRASE"]))
    with zone.database.writing() as connection:
        [waits] = [row for row in queries.queue(connection) if row.own_reference == "L5"]
        approve(connection, Act("staff:ines", zone.clock(), "a test"), waits.id)
    zone.close()
    assert re.search(r"queued\W+approved\W+1\b", done(folder, "letters", "list"))
    id = re.search(r"[0-9a-f]{32}", done(folder, "letters", "list", "--state", "queued"))
    assert id
    out = tmp_path / "paper"
    why = ("--why", "no address")
    assert str(out / f"{id[0]}.pdf") in done(folder, "letters", "reprint", id[0], "--out", str(out), *why).replace(
        "\n", ""
    )
    page = pypdfium2.PdfDocument(out / f"{id[0]}.pdf")[0].get_textpage().get_text_range()
    assert "FRONSON" in page.upper()
    assert (out / f"{id[0]}.pdf").stat().st_mode & 0o077 == 0
    nothing = run(folder, "letters", "reprint", "0" * 32, "--out", str(out), *why)
    assert nothing.exit_code == 1 and "There is no such letter" in nothing.output
    done(folder, "log", "checkpoint")
    done(folder, "log", "export", str(tmp_path / "log.jsonl"))
    assert "print-letter" in (tmp_path / "log.jsonl").read_text()
