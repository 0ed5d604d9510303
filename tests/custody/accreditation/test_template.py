"""The workbook that is sent out can be filled in and sent back."""

from __future__ import annotations

from io import BytesIO

import pytest
import python_calamine

from kotinos.custody.accreditation import decisions
from kotinos.custody.accreditation.lists.lines import COLUMNS, header
from kotinos.custody.accreditation.lists.sheet import rows
from kotinos.custody.accreditation.lists.template import template
from kotinos.custody.act import Refused
from kotinos.custody.vault.vault import Vault
from tests.custody.accreditation.games import FRA, GBR, INES, MARTA, begin, submitted


@pytest.mark.parametrize("language", ["en", "fr"])
def test_its_columns_are_those_that_a_list_has_and_its_quota_is_the_present_one(vault: Vault, language: str) -> None:
    with vault.database.writing() as connection:
        begin(connection)
        decisions.approve(connection, INES, submitted(connection, vault, MARTA))
        given = template(connection, FRA, "FRA", language)
        with pytest.raises(Refused, match="not_yours"):
            template(connection, GBR, "FRA", language)
    keys, problems = header(next(rows(given)))
    assert keys == [column.key for column in COLUMNS] and problems == []
    book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(given))
    quota = book.get_sheet_by_name("Quota").to_python()
    assert ["Aa", "*", 2.0, 1.0] in quota
    codes = {row[1] for row in book.get_sheet_by_name("Codes").to_python()}
    assert {"Aa", "JOURN", "AQCVEN"} <= codes and "POLICE" not in codes
