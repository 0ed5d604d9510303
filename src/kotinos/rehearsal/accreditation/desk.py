"""What happens at the accreditation desk: document, photo, terms, card in force, print."""

from __future__ import annotations

from typing import Any, Literal

from lxml import html

from kotinos.rehearsal.accreditation.pages import Browser, Refused, secret, text
from kotinos.rehearsal.accreditation.people import Applicant
from kotinos.rehearsal.accreditation.portrait import portrait

Standing = Literal["closed", "ready", "in force"]


def find(browser: Browser, who: Applicant) -> str:
    """Hold the passport under the reader; where the form of the person that it leads to goes."""
    answer = browser.post("desk", {"asked": who.values["mrz"], "csrf": secret(browser.page("desk"))})
    page: Any = html.fromstring(answer.content)
    forms = page.xpath("//form[.//textarea[@name='document']]/@action")
    if not forms:
        raise Refused(f"desk: {answer.status_code} {text(page, '//main')[:600]}")
    return str(forms[0])


def standing(browser: Browser, path: str) -> Standing:
    """Whether the card may be put in force now, or is. The desk does not learn why not."""
    page = browser.page(path)
    if page.xpath("//textarea[@name='document']"):
        return "ready"
    return "closed" if page.xpath("//section[contains(@class, 'attention')]") else "in force"


def put_in_force(browser: Browser, path: str, who: Applicant) -> None:
    """All of it in one form, as the desk does it; the photo where it was left for the desk."""
    photo = {"photo": ("photo.jpg", portrait(who.reference), "image/jpeg")} if who.on_list else None
    browser.send(path, {"document": who.values["mrz"], "compared": "yes", "present": "yes"}, photo)


def card(browser: Browser, path: str) -> bytes:
    """The card as the desk's printer gets it."""
    return browser.file(f"{path}/card.pdf", "application/pdf")
