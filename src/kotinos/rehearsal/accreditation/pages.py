"""The zone's pages as a browser meets them: forms with their secret, redirects, and what a page says when it refuses."""

from __future__ import annotations

import ssl
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import httpx
from lxml import html

Page = Any
"""A page as lxml holds it."""
LANGUAGE = "en"
_PATIENCE = 60.0
"""Seconds that the zone has to answer at all."""


class Refused(Exception):
    """A page did not do what was asked; the message is what it said."""


class Browser:
    """One window: it believes the zone's root certificate and nobody else's."""

    def __init__(self, url: str, root: Path) -> None:
        context = ssl.create_default_context(cafile=str(root))
        self._http = httpx.Client(base_url=url, verify=context, headers={"origin": url}, timeout=60)

    def await_zone(self) -> None:
        """Wait until the zone answers; raises `Refused` when it does not."""
        end = time.monotonic() + _PATIENCE
        while True:
            try:
                self._http.get(f"/{LANGUAGE}/health").raise_for_status()
                return
            except httpx.HTTPError as wrong:
                if time.monotonic() > end:
                    raise Refused(f"{self._http.base_url}: {wrong or type(wrong).__name__}") from wrong
                time.sleep(0.2)

    def page(self, path: str) -> Page:
        """One page; ``path`` as in links, with the language, or without."""
        found = self._http.get(_at(path))
        if found.status_code != 200:
            raise Refused(f"{_at(path)}: {found.status_code} {_said(found)}")
        return html.fromstring(found.content)

    def file(self, path: str, kind: str) -> bytes:
        """What is no page: a PDF."""
        found = self._http.get(_at(path))
        if found.headers.get("content-type", "").partition(";")[0] != kind:
            raise Refused(f"{_at(path)}: {found.status_code} {_said(found)}")
        return found.content

    def send(
        self, path: str, fields: Mapping[str, str], files: Mapping[str, tuple[str, bytes, str]] | None = None
    ) -> str:
        """Send a form with the secret of its page; where it leads. Raises `Refused` with what the page says instead."""
        answer = self.post(path, {**fields, "csrf": secret(self.page(path))}, files)
        if answer.status_code != 303:
            raise Refused(f"{_at(path)}: {_said(answer)}")
        return str(answer.headers["location"])

    def post(
        self, path: str, fields: Mapping[str, str], files: Mapping[str, tuple[str, bytes, str]] | None = None
    ) -> httpx.Response:
        """Send a form as it is."""
        return self._http.post(_at(path), data=dict(fields), files=dict(files) if files else None)

    def close(self) -> None:
        """Close the window."""
        self._http.close()


def secret(page: Page) -> str:
    """What the forms of a page carry, so that no other page can send them."""
    found = page.xpath("//main//input[@name='csrf']/@value")
    return str(found[0]) if found else ""


def text(page: Page, path: str) -> str:
    """The words at an XPath, spaces made single."""
    return " ".join(" ".join(one.text_content().split()) for one in page.xpath(path))


def _at(path: str) -> str:
    return path if path.startswith(f"/{LANGUAGE}/") else f"/{LANGUAGE}/{path}"


def _said(answer: httpx.Response) -> str:
    if not answer.headers.get("content-type", "").startswith("text/html"):
        return f"{answer.status_code} {answer.text[:200]}"
    page = html.fromstring(answer.content)
    return text(page, "//*[@role='alert']") or text(page, "//main")[:300] or str(answer.status_code)
