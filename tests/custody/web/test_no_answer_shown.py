"""No page tells anybody what the State answered about somebody: a machine reads every page of every role and looks for it.

Whether a card may be in force follows from an answer, and people see that. What must not be seen: an answer that is none yet, a silence, a
case number, a reason; nor may two pages that say the same differ by which of these stands behind them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from html import unescape

import httpx
import pytest

from tests.custody.web.people import Authority, approved, organisation, person
from tests.custody.web.serving import ZoneSite

ROLES = ("organisation", "officer", "desk", "supervisor", "custodian", "protection-officer")
NAMES = {
    # name: what the State said
    "Favre": "F",
    "Urban": "U",
    "Undset": "U",
    "Silva": "",  # nothing, until the last day was over
    "Petit": "P",
    "Acker": "?",  # nothing yet
    "Wolff": "FW",
}
SAYS = re.compile(
    r"favou?rable|d[ée]favorable|\bavis\b|deemed|in.depth|approfondi|silence|rescreen|revoked|verdict|acknowledged"
    r"|\b\d{12}\b",
    re.IGNORECASE,
)
COUNTED = re.compile(r"/(?:en|fr)/(?:board|campaigns/\w+|register)$")
"""Pages that count answers or name the law, and so name nobody."""


class Answered:
    """A zone in which the State said everything that it can say, each about somebody else."""

    def __init__(self, site: ZoneSite) -> None:
        organisation(site, places=20)
        self.site, authority = site, Authority(site)
        exchange = self.exchange = authority.exchange
        self.ids: dict[str, str] = {}
        self.tokens: dict[str, str] = {}
        exchange.now = site.clock() - timedelta(days=90)
        self._ask("Silva")
        exchange.now = site.clock()
        exchange.clock(site.clock().date())
        for name in NAMES:
            if name != "Silva":
                self._ask(name)
        for letter in ("F", "U", "P", "W"):
            said = [(self.tokens[name], letter) for name, answers in NAMES.items() if letter in answers]
            exchange.answer(*said)

    def _ask(self, name: str) -> None:
        self.ids[name] = approved(self.site, person(name, document(name)))
        [record] = self.exchange.pack().records
        self.exchange.acknowledge()
        self.tokens[name] = record.token


def document(name: str) -> str:
    """The number of somebody's passport."""
    return f"{name[:3].upper()}123456"


@pytest.fixture(scope="module")
def answered(site: ZoneSite) -> Answered:
    return Answered(site)


def text(page: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", page.partition("<main")[2])))


def pages(client: httpx.Client, language: str) -> Iterator[tuple[str, str]]:
    """Every page that somebody can reach by links, with its text."""
    seen, waiting = {f"/{language}/"}, [f"/{language}/"]
    while waiting:
        path = waiting.pop()
        answer = client.get(path, follow_redirects=True)
        if answer.headers.get("content-type", "").startswith("text/html"):
            yield answer.url.path, text(answer.text)
            for link in map(unescape, re.findall(r'href="(/[^"#]*|\?[^"#]*)"', answer.text)):
                full = f"{answer.url.path}{link}" if link.startswith("?") else link
                if full.startswith(f"/{language}/") and full not in seen:
                    seen.add(full)
                    waiting.append(full)
    assert len(seen) > 2


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("role", ROLES)
def test_no_page_that_names_somebody_says_what_the_state_said(answered: Answered, role: str, language: str) -> None:
    site = answered.site
    who = site.somebody(f"{role}-{language}", role, "FRA")
    read = 0
    with closing(site.signed_in(who)) as client:
        for path, said in pages(client, language):
            read += 1
            assert not any(token in said for token in answered.tokens.values()), path
            if COUNTED.search(path):
                assert not any(name.upper() in said.upper() for name in NAMES), path
            else:
                assert SAYS.findall(said) == [], path
    assert read >= 2


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(("role", "path"), [("desk", "desk"), ("officer", "files"), ("officer", "visas")])
def test_pages_of_people_without_a_yes_are_the_same_whatever_was_said(
    answered: Answered, role: str, path: str, language: str
) -> None:
    site = answered.site
    who = site.somebody(f"at-{path}-{language}", role)
    shown: dict[str, str] = {}
    with closing(site.signed_in(who)) as client:
        for name in ("Urban", "Undset", "Silva", "Petit", "Acker"):
            page = client.get(f"/{language}/{path}/{answered.ids[name]}")
            assert page.status_code == 200
            plain = re.sub(f"{name}|{document(name)}", "WHO", text(page.text), flags=re.IGNORECASE)
            shown[name] = re.sub(r"\d[\d-]*", "0", plain)
            assert "WHO" in plain
    assert len(set(shown.values())) == 1, shown
