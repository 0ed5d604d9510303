"""The whole surface between the zones: which modules of the open zone know the door, and which addresses the door has."""

from __future__ import annotations

import ast
from pathlib import Path

import kotinos
from kotinos.custody.door import api

HOUSE = Path(kotinos.__file__).parent
SEALED = ("custody/",)


def imports(path: Path) -> set[str]:
    """Every module that a file imports, also inside functions."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {one.name for one in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{one.name}" for one in node.names)}
    return found


def open_zone() -> dict[str, set[str]]:
    """The modules of the open zone, with what each imports."""
    return {
        name: imports(path)
        for path in HOUSE.rglob("*.py")
        if not (name := path.relative_to(HOUSE).as_posix()).startswith(SEALED)
    }


def test_no_module_of_the_open_zone_imports_the_sealed_one():
    assert [name for name, seen in open_zone().items() if any(one.startswith("kotinos.custody") for one in seen)] == []


def test_the_link_is_the_only_module_of_the_open_zone_that_calls_the_door():
    callers = {name for name, seen in open_zone().items() if any(one.startswith("kotinos.release") for one in seen)}
    assert callers == {"release/cli.py", "release/envelope.py", "release/link.py", "release/mirror.py"}
    speaking = {name for name, seen in open_zone().items() if name.startswith("release/") and "httpx" in seen}
    assert speaking == {"release/link.py"}


def test_the_open_zone_knows_the_sealed_one_by_command_and_port_alone():
    """The supervisor starts it; the doctor looks at its settings, which hold no secret."""
    named = {
        name
        for path in HOUSE.rglob("*.py")
        if not (name := path.relative_to(HOUSE).as_posix()).startswith(("custody/", "release/", "rehearsal/"))
        and "custody" in path.read_text("utf-8")
    }
    assert named == {
        "cli.py",
        "config.py",
        "programs/doctor/sealed_zone.py",
        "programs/run.py",
        "programs/sealed.py",
        "programs/words.py",
    }


def test_the_door_has_four_addresses(vault):
    app = api.create(vault)
    routes = {(route.path, tuple(sorted(route.methods))) for route in app.routes}  # type: ignore[attr-defined]
    assert routes == {
        ("/v1/crossings", ("GET", "HEAD")),
        ("/v1/questions", ("POST",)),
        ("/v1/envelope-key", ("GET", "HEAD")),
        ("/v1/envelopes", ("POST",)),
    }
