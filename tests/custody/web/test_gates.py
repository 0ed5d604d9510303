"""The zone serves its gates: a turnstile and a phone enrol over the zone's own TLS."""

from __future__ import annotations

from pathlib import Path

from cryptography.hazmat.primitives.serialization import Encoding
from playwright.sync_api import Page, expect

from kotinos.custody.act import Act
from kotinos.custody.gate import devices, link
from kotinos.custody.gate.carried import Carried
from kotinos.custody.gate.decision import Post
from tests.custody.web.serving import ZoneSite

POST = Post("North 1", "OLS", "BLUE", passback=10)


def invitation(site: ZoneSite) -> str:
    with site.zone.database.writing() as connection:
        return devices.invite(connection, Act("staff:ines", site.clock(), "a test"), "OG2026", POST)[1]


def test_a_turnstile_enrols_and_synchronises_over_the_zones_own_tls(site: ZoneSite, tmp_path: Path) -> None:
    ca = tmp_path / "ca.pem"
    ca.write_bytes(b"".join(one.public_bytes(Encoding.PEM) for one in site.trust))
    link.enrol(site.address, invitation(site), tmp_path / "gate", str(ca))
    store = Carried(tmp_path / "gate")
    hands = link.Link(store.identity)
    link.synchronise(store, hands)
    assert store.post == POST
    hands.close()
    store.close()


def test_a_phone_enrols_under_the_pages_own_policy(site: ZoneSite, page: Page) -> None:
    answer = page.goto(f"{site.address}/gate/")
    assert answer is not None
    assert "camera=(self)" in answer.headers["permissions-policy"]
    page.wait_for_selector("html[data-ready]")
    page.fill("#invitation", invitation(site))
    page.click("#enrolment button")
    expect(page.locator("#gate")).to_have_text("North 1 · OLS · BLUE")
