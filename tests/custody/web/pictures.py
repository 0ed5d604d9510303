"""Every page of the zone as a picture, to be looked at: ``python -m tests.custody.web.pictures FOLDER [PAGE …] [--theme dark] …``.

The zone, its people and the pages are those of `test_looks`; nobody in it exists.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from kotinos.design.languages import LANGUAGES
from kotinos.design.pages import DIRECTIONS, THEMES
from kotinos.rehearsal.platform import free_ports
from tests.custody.web.conftest import pinned
from tests.custody.web.serving import ZoneSite
from tests.custody.web.test_looks import PAGES, Filled
from tests.journeys.conftest import CHROMIUM


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m tests.custody.web.pictures", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("pages", nargs="*", metavar="PAGE", help=f"one of: {', '.join(PAGES)}")
    parser.add_argument("--language", choices=LANGUAGES, default="en")
    parser.add_argument("--theme", choices=THEMES, default="light")
    parser.add_argument("--direction", choices=DIRECTIONS, default="ltr")
    parser.add_argument("--width", type=int, default=1280)
    parser.add_argument("--height", type=int, help="Only so much of the page; without it, all of it.")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    view = {"width": given.width, "height": given.height or 800}
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = ZoneSite(Path(folder), *free_ports(1))
        try:
            filled = Filled(site)
            chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=pinned(site))
            for name in given.pages or PAGES:
                context = chromium.new_context(viewport=view)
                page = context.new_page()
                filled.open(page, name, given.language, f"theme={given.theme}&dir={given.direction}")
                page.screenshot(path=given.folder / f"{name.replace(' ', '-')}.png", full_page=not given.height)
                context.close()
            chromium.close()
        finally:
            site.close()


if __name__ == "__main__":
    main()
