"""The glossary: every term in both languages, with its meaning, once."""

from __future__ import annotations

from pathlib import Path

GLOSSARY = Path(__file__).resolve().parents[2] / "docs" / "reference" / "glossary.md"


def terms() -> list[list[str]]:
    """The rows of the glossary's tables without their heads."""
    rows = [
        line.strip().strip("|").split("|") for line in GLOSSARY.read_text("utf-8").splitlines() if line.startswith("|")
    ]
    cells = [[cell.strip() for cell in row] for row in rows]
    return [row for row in cells if row[0] not in ("English", "---")]


def test_every_term_is_said_and_explained_in_both_languages() -> None:
    for row in terms():
        assert len(row) == 4, row
        assert all(row), row
        assert row[2].endswith("."), row
        assert row[3].endswith("."), row


def test_no_term_stands_twice() -> None:
    english = [row[0] for row in terms()]
    assert sorted(english) == sorted(set(english))


def test_the_field_is_covered() -> None:
    said = {term.strip() for row in terms() for term in row[0].split(",")}
    competition = {
        "start list",
        "heat",
        "lane",
        "attempt",
        "countback",
        "jump-off",
        "repechage",
        "bout",
        "pool",
        "bracket",
    }
    structure = {"seed", "draw", "mark", "IRM", "unit", "phase", "event", "session", "field of play"}
    games = {"delegation", "responsible organisation", "pre-valid card", "validation", "venue results manager"}
    assert competition | structure | games <= said
