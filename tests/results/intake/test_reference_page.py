"""The reference page says everything that the intake reads, so that it cannot fall behind."""

from __future__ import annotations

from pathlib import Path

import pytest

from kotinos.results.intake import csvfile, forms, lenex, lynx, odf
from kotinos.results.intake.openapi import document

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "reference" / "intake.md").read_text()


@pytest.mark.parametrize(
    "word",
    sorted(
        set(document()["paths"])
        | {ending for ending in forms.ENDINGS if ending not in (".xml", ".json", ".csv")}
        | set(lynx.IRMS)
        | {status for status in lenex.IRMS if status}
        | {kind for kind in odf.TYPES if not kind.endswith("_UPDATE")}
        | {str(code) for code in document()["paths"]["/v1/odf"]["post"]["responses"]}
        | csvfile._VALUES
    ),
)
def test_what_the_intake_reads_stands_on_its_page(word: str) -> None:
    assert word in PAGE
