"""What is served comes from here alone: no outside address, no inline script, fonts with their licences, tokens for every colour."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kotinos.design import pages as design
from kotinos.site.app import STATIC
from kotinos.site.pages import TEMPLATES
from kotinos.site.settings import Settings
from tests.site.asking import HEAT, Client

PATHS = ["/en/", f"/en/unit/{HEAT}", "/fr/event/ATHM100M--------------------------", "/fr/medals", "/en/nothing"]
TEXTS = [
    path
    for folder in (STATIC, TEMPLATES, design.STATIC, design.TEMPLATES)
    for path in folder.rglob("*")
    if path.suffix in (".js", ".css", ".html", ".svg")
]
SHEETS = [path for path in TEXTS if path.suffix == ".css"]
NAMESPACES = {"http://www.w3.org/2000/svg"}


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_no_file_names_an_outside_address(path: Path) -> None:
    assert set(re.findall(r"(?:https?:)?//[a-z0-9-]+\.[a-z][\w./-]*", path.read_text())) <= NAMESPACES | {
        name.removeprefix("http:") for name in NAMESPACES
    }


@pytest.mark.parametrize("path", PATHS)
async def test_a_page_has_no_inline_script_style_or_handler(client: Client, path: str) -> None:
    page = (await client.get(path)).text
    assert re.findall(r"<script(?![^>]*\bsrc=)[^>]*>", page) == []
    assert "<style" not in page
    assert re.findall(r"<[^>]+\s(?:on\w+|style)=", page) == []


@pytest.mark.parametrize("path", [*PATHS, "/static/js/link.js", "/fr/messages.json", "/"])
async def test_everything_is_served_under_a_strict_policy(client: Client, path: str) -> None:
    answer = await client.get(path)
    policy = dict(part.split(" ", 1) for part in answer.headers["content-security-policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["font-src"] == policy["worker-src"] == "'self'"
    assert policy["connect-src"] == "'self' https://feed.example"
    assert policy["frame-ancestors"] == "'none'"
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("path", PATHS)
async def test_every_file_a_page_names_is_there(client: Client, path: str) -> None:
    page = (await client.get(path)).text
    for name in re.findall(r'(?:src|href)="(/static/[^"]+)"', page):
        assert (await client.get(name)).status_code == 200, name


def test_every_module_and_font_that_a_file_names_is_there() -> None:
    for script in (STATIC / "js").rglob("*.js"):
        for name in re.findall(r'(?:from|import|URL\() ?"(\.{1,2}/[^"]+)"', script.read_text()):
            assert (script.parent / name).is_file(), f"{script.name}: {name}"
    for name in re.findall(r'url\("([^"]+)"\)', (design.STATIC / "css" / "fonts.css").read_text()):
        assert (design.STATIC / "css" / name).is_file(), name


async def test_a_browser_asks_again_for_files_that_keep_their_names(client: Client) -> None:
    answer = await client.get("/static/js/link.js")
    assert answer.headers["cache-control"] == "no-cache"
    again = await client.get("/static/js/link.js", **{"if-none-match": answer.headers["etag"]})
    assert again.status_code == 304


def test_the_fonts_are_small_and_each_family_brings_its_licence() -> None:
    fonts = list((design.STATIC / "fonts").glob("*.woff2"))
    assert fonts
    assert sum(path.stat().st_size for path in fonts) < 400_000
    for path in fonts:
        licence = "inter" if path.name.startswith("inter") else "noto-sans-arabic"
        assert "SIL OPEN FONT LICENSE" in (design.STATIC / "fonts" / f"OFL-{licence}.txt").read_text()


def test_only_the_tokens_name_colours() -> None:
    for sheet in SHEETS:
        if sheet.name != "tokens.css":
            assert re.findall(r"#[0-9a-fA-F]{3,8}\b", sheet.read_text()) == [], sheet.name


def test_every_token_that_a_sheet_uses_is_defined() -> None:
    tokens = set(re.findall(r"(--[\w-]+):", (design.STATIC / "css" / "tokens.css").read_text()))
    for path in TEXTS:
        assert set(re.findall(r"var\((--[\w-]+)", path.read_text())) <= tokens, path.name


def test_no_sheet_names_left_or_right() -> None:
    sides = r"(?:margin|padding|border)-(?:left|right|top|bottom)[\w-]*|left|right|top|bottom"
    physical = rf"^\s*(?:{sides}|(?:min-|max-)?(?:width|height))\s*:|(?:text-align|float):\s*(?:left|right)"
    for sheet in SHEETS:
        assert re.findall(physical, sheet.read_text(), re.MULTILINE) == [], sheet.name


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize(("theme", "least"), [("dark", 4.5), ("light", 4.5), ("sun", 7.0)])
def test_every_text_colour_stands_out_from_every_ground(theme: str, least: float) -> None:
    sheet = (design.STATIC / "css" / "tokens.css").read_text()
    block = re.search(rf':root\[data-theme="{theme}"\] \{{(.*?)\}}', sheet, re.DOTALL)
    assert block
    token = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block[1]))
    pairs = [(ink, ground) for ink in ("ink", "soft") for ground in ("ground", "panel", "raised", "flash")]
    for ink, ground in [*pairs, ("on-accent", "accent"), ("ground", "ink")]:
        assert contrast(token[ink], token[ground]) >= least, f"{ink} on {ground}"


def test_the_light_theme_is_the_same_whether_chosen_or_preferred() -> None:
    sheet = (design.STATIC / "css" / "tokens.css").read_text()
    chosen = re.search(r':root\[data-theme="light"\] \{(.*?)\}', sheet, re.DOTALL)
    preferred = re.search(r":root:not\(\[data-theme\]\) \{(.*?)\}", sheet, re.DOTALL)
    assert chosen and preferred
    assert chosen[1].split() == preferred[1].split()


@pytest.mark.parametrize(
    ("edge", "host", "seen"),
    [
        (":8701", "192.0.2.7:8700", "http://192.0.2.7:8701"),
        (":8701", "[2001:db8::7]:8700", "http://[2001:db8::7]:8701"),
        (":8701", "games.example", "http://games.example:8701"),
        ("https://feed.example/", "games.example", "https://feed.example"),
        ("", "games.example", ""),
        (":8701", "; script-src *", ""),
        (":8701", "games.example; script-src *", "http://games.example:8701"),
    ],
)
def test_the_edge_is_found_from_where_the_page_was_found(edge: str, host: str, seen: str) -> None:
    assert Settings(edge=edge).edge_origin(host, "http") == seen


async def test_a_host_header_cannot_widen_the_policy() -> None:
    answer = await Client(Settings(edge=":8701")).get("/en/", host="x; script-src *")
    assert "script-src *" not in answer.headers["content-security-policy"]
