"""A discipline is one file of rules and its lines in the tables: no other module of the house knows any by name.

Each exception below is a place where one sport's own vocabulary (a device's, a dictionary's, a desk's) is read or written.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import kotinos
from kotinos.codes import disciplines
from kotinos.sports import programme

HOUSE = Path(kotinos.__file__).parent
OWN = ("sports/", "codes/", "rehearsal/", "forms/odf/dictionary/")
"""Where disciplines are at home: their rules, their tables, the plays that rehearse them, the dictionaries that name their fields."""

EXCEPTIONS = {
    "custody/accreditation/lists/lines.py": 2,  # the examples above two columns of a list
    "custody/accreditation/problems.py": 2,  # the example in what is said of a sport that is none
    "custody/card/vectors/cast.py": 4,  # whose cards the test vectors are: a swimmer's, a judoka's coach's
    "forms/fields.py": 1,  # the example of a code in the words about a field
    "forms/odf/cumulative.py": 3,  # athletics names phases, and its components are times and distances
    "forms/odf/periods.py": 1,  # badminton counts games in HomeScore
    "forms/odf/play_by_play.py": 3,  # the actions that three dictionaries name
    "results/cli.py": 1,  # the example in the help of an option
    "results/intake/odf/extended.py": 2,  # judo's own extended results
}

CODES = {one.code for one in disciplines.all() if one.programme != "none"}


def strings(tree: ast.Module) -> Iterator[str]:
    """Every text in a module but those that document it."""
    documents = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documents:
            yield node.value


def test_no_module_outside_sports_and_tables_knows_a_discipline_by_name():
    found: Counter[str] = Counter()
    for path in HOUSE.rglob("*.py"):
        name = path.relative_to(HOUSE).as_posix()
        if not name.startswith(OWN):
            words = (word for text in strings(ast.parse(path.read_text("utf-8"))) for word in re.findall(r"\w+", text))
            found[name] += sum(word in CODES for word in words)
    assert +found == EXCEPTIONS


def test_pages_know_no_discipline_by_name():
    for path in (*HOUSE.glob("*/static/js/**/*.js"), *HOUSE.glob("site/templates/**/*.html")):
        code = re.sub(r"/\*.*?\*/|//[^\n]*|\{#.*?#\}", "", path.read_text("utf-8"), flags=re.DOTALL)
        assert not CODES & set(re.findall(r"[\"'`]([A-Z0-9]{3})[\"'`]", code)), path


def test_a_module_of_rules_speaks_of_its_own_disciplines_only():
    """What two sports share is a primitive without a name; ``covers`` of one module never reaches into another's."""
    of_module: dict[str, set[str]] = {}
    for row in disciplines.all():
        if row.rules:
            of_module.setdefault(row.rules, set()).add(row.code)
    for module, own in of_module.items():
        for rule_set in (one for code in own for one in programme.all()[code].rule_sets):
            family = rule_set.family.partition("-")[0]
            assert family not in CODES or family in own, (module, rule_set.id)


def test_every_discipline_of_the_winter_has_rules_of_its_own():
    winter = {one.code for one in disciplines.all() if one.programme == "winter"}
    assert winter <= set(programme.all())
    assert len(winter) == 16
