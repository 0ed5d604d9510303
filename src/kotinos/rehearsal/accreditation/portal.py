"""What an organisation does on its pages: it opens and submits applications, in forms and in a list."""

from __future__ import annotations

import csv
from io import StringIO
from typing import Any, NamedTuple

from lxml import html

from kotinos.rehearsal.accreditation.pages import Browser, Refused, secret, text
from kotinos.rehearsal.accreditation.people import Applicant
from kotinos.rehearsal.accreditation.portrait import portrait

_ROLE = ("category", "function", "sport", "team", "language")


class Line(NamedTuple):
    """One application on the organisation's page: its id, and its state in words."""

    id: str
    state: str


def lines(browser: Browser) -> dict[str, Line]:
    """The organisation's applications by its own reference, from all the pages of them."""
    found: dict[str, Line] = {}
    number = 1
    while True:
        page = browser.page(f"portal?page={number}")
        for row in page.xpath("//tr[td and th/a[contains(@href, '/portal/application/')]]"):
            id = row.xpath("th/a/@href")[0].rpartition("/")[2]
            found[text(row, "td[1]")] = Line(id, text(row, ".//span[@class='state']"))
        if not page.xpath(f"//a[@href='?page={number + 1}']"):
            return found
        number += 1


def open_application(browser: Browser, who: Applicant) -> str:
    """Open an application for ``who``; its id."""
    role = {name: getattr(who, name) for name in _ROLE}
    return browser.send(f"portal/new?category={who.category}", {**role, "reference": who.reference}).rpartition("/")[2]


def submit(browser: Browser, id: str, who: Applicant, photo: str) -> None:
    """Fill in the form, a portrait drawn from ``photo`` with it, and submit it."""
    path = f"portal/application/{id}"
    page = browser.page(path)
    notice = page.xpath("//input[@name='consent']/@value")[0]
    form = {**who.values, "consent": notice, "do": "submit"}
    browser.send(path, form, {"photo": ("photo.jpg", portrait(photo), "image/jpeg")})


def send_list(browser: Browser, people: list[Applicant]) -> None:
    """Send ``people`` as a list: looked at first, then taken in. Raises `Refused` with the errors that the page shows."""
    upload = {"list": ("demo.csv", _csv(people), "text/csv")}
    looked = browser.post("portal/list", {"csrf": secret(browser.page("portal/list"))}, upload)
    page: Any = html.fromstring(looked.content)
    word = page.xpath("//input[@name='word']/@value")
    if not word:
        raise Refused(f"the list: {text(page, '//main')[:600]}")
    taken = browser.post("portal/list/take", {"csrf": secret(page), "word": word[0]})
    if taken.status_code != 200:
        raise Refused(f"the list: {taken.status_code}")


def _csv(people: list[Applicant]) -> bytes:
    out = StringIO()
    columns = ["reference", *_ROLE, *people[0].values]
    sheet = csv.DictWriter(out, columns)
    sheet.writeheader()
    for who in people:
        sheet.writerow({"reference": who.reference, **{name: getattr(who, name) for name in _ROLE}, **who.values})
    return out.getvalue().encode()
