"""Every page of the zone, in every theme and both directions: readable by all, complete in French, without inline anything."""

from __future__ import annotations

import re
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page
from sqlalchemy.engine import Connection

from kotinos.custody import flow
from kotinos.custody.accreditation import invitations, queries
from kotinos.custody.accreditation.privileges import Facts
from kotinos.custody.act import Act
from kotinos.custody.card import actions as cards
from kotinos.custody.card import visa
from kotinos.custody.card.tables import card
from kotinos.custody.gate import devices
from kotinos.custody.gate.decision import Post
from kotinos.custody.log import alarms
from kotinos.custody.people import queries as queries_of_people
from kotinos.custody.people import tickets
from kotinos.custody.rights import requests
from kotinos.custody.vetting import queries as vetting
from kotinos.custody.web.app import STATIC
from kotinos.custody.web.i18n import SENTENCES
from kotinos.custody.web.pages import TEMPLATES
from kotinos.design import pages as design
from tests.custody.accreditation.games import MARTA
from tests.custody.card.games_file import FOUND
from tests.custody.web.people import (
    WEI,
    Authority,
    approved,
    organisation,
    passes_in,
    person,
    serial_of,
    subject_of,
    submitted,
)
from tests.custody.web.serving import ZoneSite
from tests.custody.web.test_applicant import link_to
from tests.journeys.test_looks import COLOURS, EVERYTHING, serious

PAGES = {
    # name of the page: (who looks, path)
    "sign-in": ("", "sign-in"),
    "enrolment": ("", "enrol/{link}"),
    "enrolment over": ("", "enrol/nothing"),
    "no such page": ("", "nothing"),
    "invitation": ("", "invitation/{invited}"),
    "invitation over": ("", "invitation/nothing"),
    "portal": ("jo", "portal"),
    "new application": ("jo", "portal/new"),
    "its role": ("jo", "portal/new?category=Aa"),
    "draft": ("jo", "portal/application/{draft}"),
    "sent": ("jo", "portal/application/{sent}"),
    "list": ("jo", "portal/list"),
    "queue": ("ines", "queue"),
    "decision": ("ines", "queue/{sent}"),
    "two files": ("ines", "queue/{pair}"),
    "approved files": ("ines", "files?organisation=FRA"),
    "approved file": ("ines", "files/{upgraded}"),
    "a pass to be handed out": ("ines", "passes/{guest}"),
    "passes": ("ines", "passes"),
    "passes at the desk": ("piet", "passes"),
    "shipments": ("ines", "shipments"),
    "shipment": ("ines", "shipments/{shipment}"),
    "visas": ("ines", "visas?organisation=FRA"),
    "visa": ("ines", "visas/{upgraded}"),
    "deliveries": ("jo", "portal/deliveries"),
    "delivery": ("jo", "portal/deliveries/{shipment}"),
    "desk": ("piet", "desk"),
    "somebody at the desk": ("piet", "desk/{ready}"),
    "somebody without a photo": ("piet", "desk/{faceless}"),
    "somebody who has to wait": ("piet", "desk/{waits}"),
    "a card in force": ("piet", "desk/{valid}/done"),
    "board": ("rosa", "board"),
    "campaigns": ("rosa", "campaigns"),
    "a campaign": ("rosa", "campaigns/{campaign}"),
    "organisations": ("rosa", "organisations"),
    "an organisation": ("rosa", "organisations/FRA"),
    "gates": ("rosa", "gates"),
    "people": ("rosa", "people"),
    "second person": ("rosa", "countersign"),
    "console": ("kai", "console"),
    "console with a ticket": ("lea", "console"),
    "requests": ("dora", "rights"),
    "retention": ("dora", "keeping"),
    "register": ("dora", "register"),
    "breach": ("dora", "breach"),
    "not theirs": ("jo", "queue"),
}
every_page = pytest.mark.parametrize("name", PAGES)


class Filled:
    """A zone with one of everything, and who looks at it."""

    def __init__(self, site: ZoneSite) -> None:
        organisation(site, places=9)
        self.site = site
        roles = {
            "jo": "organisation",
            "ines": "officer",
            "piet": "desk",
            "rosa": "supervisor",
            "dora": "protection-officer",
        }
        roles |= {"kai": "custodian", "lea": "custodian"}
        self.people = {name: site.somebody(name, role, "FRA") for name, role in roles.items()}
        authority = Authority(site)
        sent_ahead, upgraded = (
            approved(site, person(name, f"{name[:2].upper()}1234567")) for name in ("Ahead", "Upton")
        )
        authority.answer("F")
        act = Act("staff:ines", site.clock(), "a test")
        with site.zone.database.writing() as connection:
            shipment = cards.ship(connection, act, "FRA")
            cards.validate(connection, act, serial_of(site, upgraded), FOUND)
            guest = self._leaning(connection, act, serial_of(site, upgraded))
            ahead = subject_of(site, sent_ahead)
            visa.issue(connection, act, site.zone.vault, ahead, "OG2026", "C123456")
            flow.change_identity(
                connection, act, site.zone.vault, site.zone.policy, ahead, {"document_number": "AH7654321"}
            )
        three = ("Ready", "Valid", "Doubted")
        ready, valid, doubted = (approved(site, person(name, f"{name[:2].upper()}1234567")) for name in three)
        faceless = approved(site, person("Faceless", "FA1234567"), photo=None)
        authority.answer("F")
        waits = approved(site, person("Waits", "WA1234567"))
        with site.zone.database.writing() as connection:
            act = Act("staff:piet", site.clock(), "a test")
            cards.validate(connection, act, serial_of(site, valid), FOUND)
            cards.validate(connection, act, serial_of(site, doubted), FOUND)
            cards.suspend(connection, act, serial_of(site, doubted), "misuse")
            alarms.sound(connection, act, "canary", "an export")
            site.zone.vault.hold(connection, Act("staff:dora", act.at, "a court asks"), ahead)
            requests.ask(connection, act, queries.application(connection, waits).subject, "access")  # type: ignore[union-attr]
            kai, lea = (queries_of_people.person(connection, name) for name in ("kai", "lea"))
            assert kai and lea
            tickets.ask(connection, Act(kai.actor, act.at, "weekly"), kai, 30)
            tickets.agree(connection, act, kai, tickets.ask(connection, Act(lea.actor, act.at, "weekly"), lea, 60))
        sent = submitted(site)
        submitted(site, WEI, sport="JUD")
        twin = submitted(site, MARTA | {"given_names": "Marta Inès", "document_number": "X9999999"})
        with closing(site.signed_in(self.people["jo"])) as client:
            page = client.get("/en/portal/new?category=Aa").text
            word = re.search(r'name="csrf" value="([\w-]+)"', page)
            assert word
            form = {"csrf": word[1], "category": "Aa", "function": "ATH", "sport": "SWM"}
            draft = client.post("/en/portal/new", data=form).headers["location"].rpartition("/")[2]
        with site.zone.database.writing() as connection:
            act = Act("org:FRA:jo", site.clock(), "a test")
            role = Facts("Aa", "ATH", "SWM")
            invitations.invite(connection, act, site.zone.vault, "FRA", role, "yrsa@example.org")
        invited = link_to(site, "yrsa@example.org").rpartition("/")[2]
        with closing(site.signed_in(self.people["ines"])) as client:
            pair = re.search(rf"/queue/({twin}/pair/\w+)", client.get("/en/queue").text)
            assert pair
        self.names = {"link": site.enrolment("ivo", "desk"), "draft": draft, "sent": sent, "pair": pair[1]}
        self.names |= {"upgraded": upgraded, "guest": str(guest), "shipment": str(shipment.id)}
        with site.zone.database.writing() as connection:
            act = Act("staff:rosa", site.clock(), "a test")
            devices.invite(connection, act, "OG2026", Post("North 1", "OLS", "BLUE"))
            passes_in(connection, act, serial_of(site, valid), ("East 1", "West 1"))
            campaign = vetting.open_campaigns(connection)[0].code
        self.names |= {"campaign": campaign, "invited": invited, "ready": ready, "valid": valid, "waits": waits}
        self.names |= {"faceless": faceless}

    def _leaning(self, connection: Connection, act: Act, bearer: int) -> int:
        """An upgrade of a card, a guest of whoever has it, and their quotas; the guest's pass."""
        given = {
            "games": "OG2026", "organisation": "FRA", "venue": "AQC", "zones": ("4",), "day": act.at.date(),
            "valid_from": act.at, "valid_to": act.at + timedelta(hours=9), "bearer": bearer,
        }  # fmt: skip
        for kind in ("upgrade", "guest"):
            cards.set_quota(connection, act, "FRA", kind, "AQC", act.at.date(), 2)
        row = connection.execute(sa.select(card.c.subject).where(card.c.serial == bearer)).one()
        cards.upgrade(connection, act, cards.Wanted(kind="upgrade", subject=row.subject, **given))
        guest = cards.request_pass(connection, act, cards.Wanted(kind="guest", subject="guest-of-a-test", **given))
        self.site.zone.vault.seal(connection, act, "guest-of-a-test", {"card_name": "GUEST Gwen"})
        cards.approve_pass(connection, act, guest)
        return guest

    def open(self, page: Page, name: str, language: str = "en", asked: str = "") -> str:
        """Go to a page as who may see it, with ``asked`` in its address; its text as it was sent."""
        who, path = PAGES[name]
        if who:
            self.site.sign_in(page, self.people[who], language)
        path = path.format(**self.names)
        if asked:
            path += f"{'&' if '?' in path else '?'}{asked}"
        answer = page.goto(f"{self.site.address}/{language}/{path}")
        assert answer
        return answer.text()


@pytest.fixture(scope="module")
def filled(site: ZoneSite) -> Filled:
    return Filled(site)


@every_page
def test_no_page_has_a_serious_violation_in_any_theme(filled: Filled, page: Page, name: str) -> None:
    filled.open(page, name)
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    assert serious(page, EVERYTHING, "tag") == []
    for theme, rule in COLOURS.items():
        page.evaluate("(theme) => (document.documentElement.dataset.theme = theme)", theme)
        assert (theme, serious(page, [rule], "rule")) == (theme, [])


@every_page
def test_no_page_scrolls_sideways_in_either_direction_and_none_has_english_left(
    filled: Filled, page: Page, name: str
) -> None:
    filled.open(page, name, "fr")
    for width in (390, 1600):
        page.set_viewport_size({"width": width, "height": 900})
        for direction in ("ltr", "rtl"):
            page.evaluate("(direction) => (document.documentElement.dir = direction)", direction)
            over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert (width, direction, max(over, 0)) == (width, direction, 0)
    said = SENTENCES.messages("fr")
    french = {form for forms in said.values() for form in (forms if isinstance(forms, list) else [forms])}
    english = {original for original in said if len(original) > 3 and "%" not in original} - french
    shown = page.evaluate(
        """() => [...document.querySelectorAll("body *:not([translate=no])")].flatMap((node) => [
          ...[...node.childNodes].filter((child) => child.nodeType === 3).map((child) => child.data),
          ...["title", "aria-label", "alt", "placeholder"].map((name) => node.getAttribute(name) ?? ""),
        ]).map((text) => text.trim()).filter(Boolean)"""
    )
    assert {text for text in shown if text in english} == set()


@every_page
def test_a_page_is_worked_with_the_keyboard_alone(filled: Filled, page: Page, name: str) -> None:
    """Tab reaches every link, button and field that can be seen, and shows where it is."""
    filled.open(page, name)
    page.locator("main").focus()
    wanted = page.evaluate(
        """() => [...document.querySelectorAll("main :is(a[href], button, input, select, textarea, summary)")]
          .filter((one) => one.type !== "hidden" && one.checkVisibility()).length"""
    )
    for _ in range(wanted * 8 + 10):  # a field for an instant has a stop for each of its parts
        page.keyboard.press("Tab")
        where = page.evaluate(
            """() => {
              const one = document.activeElement;
              if (!one.closest("main")) return "out";
              if (!one.matches("a[href], button, input, select, textarea, summary")) return "region";
              one.dataset.reached = "yes";
              return getComputedStyle(one).outlineStyle === "none" ? one.outerHTML : "shown";
            }"""
        )
        if where == "out":
            break
        assert where in ("shown", "region")
    seen = page.locator("[data-reached]").count()
    assert seen == wanted


@every_page
def test_a_page_has_no_inline_script_style_or_handler(filled: Filled, page: Page, name: str) -> None:
    text = filled.open(page, name)
    assert re.findall(r"<script(?![^>]*\bsrc=)[^>]*>", text) == []
    assert "<style" not in text
    assert re.findall(r"<[^>]+\s(?:on\w+|style)=", text) == []


TEXTS = [
    path for folder in (STATIC, TEMPLATES) for path in folder.rglob("*") if path.suffix in (".js", ".css", ".html")
]


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_a_file_names_no_outside_address_no_colour_and_no_side(path: Path) -> None:
    text = path.read_text()
    assert re.findall(r"(?:https?:)?//[a-z0-9-]+\.[a-z][\w./-]*", text) == []
    if path.suffix == ".css":
        tokens = set(re.findall(r"(--[\w-]+):", (design.STATIC / "css" / "tokens.css").read_text()))
        assert set(re.findall(r"var\((--[\w-]+)", text)) <= tokens
        assert re.findall(r"#[0-9a-fA-F]{3,8}\b", text) == []
        sides = r"(?:margin|padding|border)-(?:left|right|top|bottom)[\w-]*|left|right|top|bottom"
        physical = rf"^\s*(?:{sides}|(?:min-|max-)?(?:width|height))\s*:|(?:text-align|float):\s*(?:left|right)"
        assert re.findall(physical, text, re.MULTILINE) == []


def test_the_pages_work_without_scripts(filled: Filled, page: Page) -> None:
    plain = page.context.browser
    assert plain
    context = plain.new_context(java_script_enabled=False)
    try:
        bare = context.new_page()
        filled.site.sign_in(bare, filled.people["ines"])
        bare.goto(f"{filled.site.address}/en/queue/{filled.names['sent']}")
        bare.get_by_role("button", name="Sign out").click()
        assert bare.url.endswith("/en/sign-in")
    finally:
        context.close()
