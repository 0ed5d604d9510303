"""The desk: how many actions a card takes, and how much of Nagano's minute (a validation in 60 seconds) the system itself takes. A zone
over TLS, a Chromium with a camera, one person after the other who has a passport and nothing else: document under the reader, photo
taken, two ticks, card in force, card printed. Counted is the time from each action until the page is ready for the next one, as the
page itself sees it, at machine pace and with a person's pauses between actions; what the person, the printer and the laminator take is
theirs. Zone and browser share the machine; of sixty cards the p99 is the slowest. Beside it the same forms without a browser.
"""

from __future__ import annotations

import os
import random
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from contextlib import closing
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Page, expect, sync_playwright
from tests.custody.web.conftest import pinned
from tests.custody.web.people import Authority, approved, crowd, organisation, portrait
from tests.custody.web.serving import Somebody, ZoneSite
from tests.custody.web.test_desk import TICKS, csrf, passport
from tests.journeys.conftest import CHROMIUM

from kotinos.rehearsal.platform import free_ports

CARDS = int(os.environ.get("KOTINOS_BENCH_CARDS", "60"))
"""At each pace."""
PACE = float(os.environ.get("KOTINOS_BENCH_PACE", "1.0"))
"""Seconds that a person waits before an action, on average."""
MINUTE = 60.0
Taken = dict[str, list[float]]


def camera(folder: Path) -> Path:
    """What the camera sees: a drawn head before a light wall, 1920 × 1080."""
    frame, kept = Image.new("RGB", (1920, 1080), (232, 234, 236)), BytesIO()
    frame.paste(Image.open(BytesIO(portrait())), (610, 120))
    frame.save(kept, "JPEG", quality=92)
    file = folder / "camera.mjpeg"
    file.write_bytes(kept.getvalue() * 2)
    return file


CLOCK = """
const note = (what) => { sessionStorage.seen = `${sessionStorage.seen ?? ""}${performance.timeOrigin + performance.now()} ${what}\\n`; };
for (const kind of ["keydown", "pointerdown"]) addEventListener(kind, () => note(""), true);
for (const kind of ["focusin", "change"]) {
  addEventListener(kind, ({ target }) => note(`${kind} ${target.name || target.textContent.trim()}`), true);
}
"""
"""Notes in the page when something was done (an empty line of its own), and when something had the focus or was changed."""


class Desk:
    """One desk with its browser; ``taken`` are the seconds of each action, ``actions`` how many one card took."""

    def __init__(self, page: Page, pause: Callable[[], None]) -> None:
        self._page, self._pause = page, pause
        self.taken: Taken = defaultdict(list)
        self.actions = 0

    def _does(self, name: str, action: Callable[[], object], ready: Callable[[], object], seen: str) -> None:
        """Act; ``ready`` waits for the page, which has noted ``seen`` when it was."""
        self._pause()
        self._seen()
        action()
        ready()
        done, noted = self._seen()
        self._took(name, next(at for at, what in noted if at >= done and what == seen) - done)

    def _took(self, name: str, milliseconds: float) -> None:
        self.taken[name].append(milliseconds / 1000)
        self.actions += 1

    def _seen(self) -> tuple[float, list[tuple[float, str]]]:
        """When somebody did something last, and what was noted; and forget it."""
        told = self._page.evaluate(
            "() => { const told = sessionStorage.seen ?? ''; sessionStorage.seen = ''; return told; }"
        )
        noted = [(float(at), what) for at, _, what in (line.partition(" ") for line in told.splitlines())]
        return max((at for at, what in noted if not what), default=0), noted

    def serve(self, values: dict[str, str]) -> None:
        """One person, from the passport under the reader to the printed card."""
        page, self.actions = self._page, 0
        take = page.get_by_role("button", name="Take the photo", exact=True)
        same, here = page.locator("[name=compared]"), page.locator("[name=present]")
        printed = page.get_by_role("link", name="Print the card")
        lines = passport(values).split("\n")
        page.keyboard.insert_text(lines[0])
        page.keyboard.press("Enter")
        page.keyboard.insert_text(lines[1])
        enter, space = (lambda key=key: page.keyboard.press(key) for key in ("Enter", "Space"))
        self._does("document read", enter, expect(take).to_be_focused, "focusin Take the photo")
        self._does("photo taken", enter, expect(same).to_be_focused, "focusin compared")
        self._does("same person", space, expect(same).to_be_checked, "change compared")
        self._does("terms accepted", here.check, expect(here).to_be_checked, "change present")
        force = page.get_by_role("button", name="Put the card in force")
        self._does("card in force", force.click, expect(printed).to_be_focused, "focusin Print the card")
        self._pause()
        self._print()

    def _print(self) -> None:
        page = self._page
        with page.context.expect_event("response", lambda one: one.url.endswith("/card.pdf")) as sheet:
            page.keyboard.press("Enter")
        sheet.value.finished()
        told = sheet.value.request.timing
        self._took("card printed", told["startTime"] + told["responseEnd"] - self._seen()[0])
        page.context.pages[-1].close()
        expect(page.get_by_label("Card or travel document")).to_be_focused()


def through_forms(site: ZoneSite, who: Somebody, people: list[tuple[str, dict[str, str]]]) -> Taken:
    """The same without a browser: what the zone alone takes."""
    taken: Taken = defaultdict(list)
    picture = {"photo": ("camera.jpg", portrait(), "image/jpeg")}
    with closing(site.signed_in(who)) as client:
        word = csrf(client, "/en/desk")
        for id, values in people:
            form = {"csrf": word, "document": passport(values), **TICKS}
            for name, ask in (
                ("document read", lambda v=values: client.post("/en/desk", data={"csrf": word, "asked": passport(v)})),
                ("card in force", lambda f=form, i=id: client.post(f"/en/desk/{i}", data=f, files=picture)),
                ("card in force", lambda i=id: client.get(f"/en/desk/{i}/done")),
                ("card printed", lambda i=id: client.get(f"/en/desk/{i}/card.pdf")),
            ):
                begun = time.perf_counter()
                answer = ask()
                taken[name].append(time.perf_counter() - begun)
                assert answer.status_code in (200, 303), answer.text
    halves = taken["card in force"]
    taken["card in force"] = [posted + shown for posted, shown in zip(halves[::2], halves[1::2], strict=True)]
    return taken


def waiting(site: ZoneSite, authority: Authority, pace: str) -> list[tuple[str, dict[str, str]]]:
    """People against whom the State has nothing, without photo and card: their files."""
    made = [(approved(site, values, photo=None), values) for values in crowd(CARDS, pace)]
    authority.answer("F")
    return made


def sums(name: str, taken: Taken, actions: int | str) -> dict[str, Any]:
    """One line of the table: what a whole card takes."""
    cards = sorted(map(sum, zip(*taken.values(), strict=True)))
    p99 = cards[int(len(cards) * 0.99)]
    return {
        "pace": name,
        "cards": len(cards),
        "actions a card": actions,
        "system's seconds p50": round(statistics.median(cards), 2),
        "p99": round(p99, 2),
        "left of the minute at p99": round(MINUTE - p99, 1),
    }


def main() -> dict[str, Any]:
    """Cards at both paces, and through forms alone."""
    lot = random.Random("a person at a desk")
    paces: dict[str, Callable[[], None]] = {
        "machine": lambda: None,
        "human": lambda: time.sleep(lot.lognormvariate(0, 0.5) * PACE),
    }
    lines, steps = [], []
    with tempfile.TemporaryDirectory() as kept, sync_playwright() as playwright:
        folder = Path(kept)
        site = ZoneSite(folder / "zone", *free_ports(1))
        try:
            organisation(site, places=(len(paces) + 1) * CARDS)
            authority, piet = Authority(site), site.somebody("piet", "desk")
            sees = ["--use-fake-device-for-media-stream", f"--use-file-for-fake-video-capture={camera(folder)}"]
            chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=[*pinned(site), *sees])
            for name, pause in paces.items():
                people = waiting(site, authority, name)
                context = chromium.new_context(viewport={"width": 1280, "height": 800})
                context.grant_permissions(["camera"], origin=site.address)
                page = context.new_page()
                site.sign_in(page, piet)
                context.add_init_script(CLOCK)
                page.reload()
                expect(page.get_by_label("Card or travel document")).to_be_focused()
                desk = Desk(page, pause)
                for _, values in people:
                    desk.serve(values)
                context.close()
                lines.append(sums(name, desk.taken, desk.actions))
                steps += [
                    {
                        "pace": name,
                        "action": action,
                        "p50_ms": round(statistics.median(spent) * 1000),
                        "p99_ms": round(sorted(spent)[int(len(spent) * 0.99)] * 1000),
                    }
                    for action, spent in desk.taken.items()
                ]
            chromium.close()
            lines.append(
                sums(
                    "peer: the same forms without a browser",
                    through_forms(site, piet, waiting(site, authority, "forms")),
                    "–",
                )
            )
        finally:
            site.close()
    return {"seconds between actions at human pace, on average": PACE, "cards": lines, "actions": steps}


if __name__ == "__main__":
    print(main())
