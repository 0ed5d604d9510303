"""From an organisation's form to an officer's decision, in a browser; and what neither may see or do."""

from __future__ import annotations

import csv
import json
import re
from contextlib import closing
from io import StringIO
from pathlib import Path

import httpx
import pytest
import sqlalchemy as sa
from playwright.sync_api import BrowserContext, Page, expect

from kotinos.custody.accreditation import queries
from kotinos.custody.accreditation.lists import intake
from kotinos.custody.act import Act
from kotinos.custody.log import tables as log
from tests.custody.accreditation.games import MARTA
from tests.custody.web.people import WEI, Authority, organisation, portrait, submitted
from tests.custody.web.serving import Somebody, ZoneSite


@pytest.fixture(scope="module")
def jo(site: ZoneSite) -> Somebody:
    organisation(site)
    Authority(site)
    return site.somebody("jo", "organisation", "FRA")


@pytest.fixture(scope="module")
def ines(site: ZoneSite) -> Somebody:
    return site.somebody("ines", "officer")


def state(site: ZoneSite, id: str) -> str:
    with site.zone.database.reading() as connection:
        row = queries.application(connection, id)
    assert row is not None
    return str(row.state)


def test_an_application_goes_from_the_form_to_the_officers_approval(
    site: ZoneSite, page: Page, jo: Somebody, ines: Somebody, tmp_path: Path
) -> None:
    site.sign_in(page, jo)
    expect(page).to_have_url(f"{site.address}/en/portal")
    page.get_by_role("link", name="New application").click()
    page.get_by_label("Category").select_option("Aa")
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Open the form").click()
    expect(page.locator(".wrong")).to_contain_text("an athlete competes in a sport")
    page.get_by_label("Sport").select_option("SWM")
    page.get_by_role("button", name="Open the form").click()
    expect(page.get_by_role("heading", name="Application")).to_be_visible()
    id = page.url.rpartition("/")[2]

    page.locator("#f-family_name").fill(MARTA["family_name"])
    page.locator("#f-birth_date").fill("31/02/1999")
    page.locator("#f-nationality").fill("Frannce")
    page.get_by_role("button", name="Submit").click()
    expect(page.locator("#x-birth_date")).to_contain_text("“31/02/1999” is not a date")
    expect(page.locator("#x-nationality")).to_contain_text("FRA (France)")
    expect(page.locator("#f-birth_date")).to_have_value("31/02/1999")
    expect(page.locator("#f-family_name")).to_have_value(MARTA["family_name"])
    expect(page.locator("#f-birth_date")).to_have_attribute("aria-invalid", "true")
    assert state(site, id) == "DRAFT"

    for name, value in MARTA.items():
        field = page.locator(f"#f-{name}")
        if name in ("sex", "document_type"):
            field.select_option(value)
        else:
            field.fill(value)
    (tmp_path / "marta.jpg").write_bytes(portrait())
    page.locator("input[type=file]").set_input_files(tmp_path / "marta.jpg")
    page.get_by_role("button", name="Submit").click()
    expect(page.locator(".wrong")).to_contain_text("notice")
    expect(page.get_by_alt_text("The photo that is kept")).to_be_visible()
    page.locator("#f-consent").check()
    page.get_by_role("button", name="Submit").click()
    expect(page).to_have_url(f"{site.address}/en/portal")
    expect(page.get_by_role("row", name="DUBOIS-KELLER Marta Ines")).to_contain_text("submitted")
    page.get_by_role("button", name="Sign out").click()

    site.sign_in(page, ines)
    page.get_by_role("link", name="DUBOIS-KELLER Marta Ines").click()
    expect(page.get_by_alt_text("Photo of the applicant")).to_be_visible()
    expect(page.get_by_text("Venue AQC (Aquatic Centre): yes, Swimming is held or trained there")).to_be_visible()
    page.get_by_role("button", name="Approve").click()
    expect(page.get_by_text("Nobody waits.")).to_be_visible()
    assert state(site, id) == "APPROVED"
    with site.zone.database.reading() as connection:
        (line,) = (row for row in queries.quotas(connection, "FRA") if row.category == "Aa")
    assert line.reserved == 1


def test_every_look_of_a_page_is_in_the_log_before(site: ZoneSite, jo: Somebody, ines: Somebody) -> None:
    id = submitted(site, WEI, sport="JUD")

    def looks() -> list[dict[str, object]]:
        with site.zone.database.reading() as connection:
            bodies = connection.scalars(sa.select(log.entry.c.body).order_by(log.entry.c.seq))
            found = [entry for entry in map(json.loads, bodies) if entry["act"] == "reveal"]
        return [
            entry for entry in found if entry["actor"] == "staff:ines"
        ]  # letters are addressed meanwhile, by the clock

    with closing(site.signed_in(ines)) as client:
        before = len(looks())
        assert client.get(f"/en/queue/{id}").status_code == 200
        assert client.get(f"/en/queue/{id}/photo").headers["content-type"] == "image/jpeg"
    (page, photo) = looks()[before:]
    assert photo["fields"] == ["photo"]
    assert {"family_name", "document_number"} <= set(page["fields"])  # type: ignore[call-overload]
    assert page["subject"] and page["subject"] == photo["subject"]


def csrf(client: httpx.Client, path: str) -> str:
    found = re.search(r'name="csrf" value="([\w-]+)"', client.get(path).text)
    assert found
    return found[1]


def test_an_application_of_another_organisation_does_not_exist(site: ZoneSite, jo: Somebody) -> None:
    organisation(site, "GBR")
    kit = site.somebody("kit", "organisation", "GBR")
    id = submitted(site, MARTA | {"family_name": "Hidden", "document_number": "Z1111111"}, sport="ATH")
    with closing(site.signed_in(kit)) as client:
        word = csrf(client, "/en/portal")
        for path in (f"/en/portal/application/{id}", f"/en/portal/application/{id}/photo"):
            assert client.get(path).status_code == 404
        for path in (f"/en/portal/application/{id}", f"/en/portal/application/{id}/withdraw"):
            assert client.post(path, data={"csrf": word, "family_name": "Mine"}).status_code == 404
        assert "HIDDEN" not in client.get("/en/portal").text
    assert state(site, id) == "SUBMITTED"


ROLES = {"officer": "/en/queue", "organisation": "/en/portal"}


@pytest.mark.parametrize("role", ["officer", "organisation", "desk", "supervisor", "custodian", "protection-officer"])
def test_a_role_opens_its_own_pages_and_no_other(site: ZoneSite, jo: Somebody, role: str) -> None:
    who = site.somebody(f"a-{role}", role, "FRA")
    with closing(site.signed_in(who)) as client:
        for owner, path in ROLES.items():
            assert client.get(path).status_code == (200 if owner == role else 403), path


_STRANGERS = iter(("Abernathy", "Brzezinski", "Csikszentmihalyi", "Dimitriadis", "Etxeberria", "Fjeldstad"))


@pytest.fixture
def waiting(site: ZoneSite, jo: Somebody) -> str:
    """An application of somebody who looks like nobody else."""
    name = next(_STRANGERS)
    own = {"family_name": name, "given_names": name[::-1].title(), "document_number": f"{name[:4].upper()}0001"}
    return submitted(site, MARTA | own | {"birth_date": f"19{70 + len(name)}-01-01"}, sport="ATH")


def test_nothing_is_decided_without_the_sessions_own_word_or_a_reason(
    site: ZoneSite, ines: Somebody, waiting: str
) -> None:
    with closing(site.signed_in(ines)) as client:
        path = f"/en/queue/{waiting}"
        word = csrf(client, path)
        for form in ({"do": "approve"}, {"do": "approve", "csrf": "guess"}):
            assert client.post(path, data=form).status_code == 403
        elsewhere = {"origin": "https://elsewhere.example"}
        assert client.post(path, data={"do": "approve", "csrf": word}, headers=elsewhere).status_code == 403
        for reason in ("", "return:", "reject:nonsense", "approve:photo"):
            told = client.post(path, data={"do": "reason", "reason": reason, "csrf": word})
            assert told.status_code == 422
            assert 'role="alert"' in told.text
    assert state(site, waiting) == "SUBMITTED"


def test_who_is_not_signed_in_is_led_to_signing_in_and_changes_nothing(site: ZoneSite, waiting: str) -> None:
    with site.client() as client:
        assert client.get(f"/fr/queue/{waiting}").headers["location"] == "/fr/sign-in"
        told = client.post(f"/fr/queue/{waiting}", data={"do": "approve", "csrf": ""})
        assert told.status_code == 401
        assert "Rien n’a été modifié" in told.text
    assert state(site, waiting) == "SUBMITTED"


def test_what_is_sent_back_returns_with_its_reason_in_the_readers_language(
    site: ZoneSite, page: Page, jo: Somebody, ines: Somebody, waiting: str
) -> None:
    with closing(site.signed_in(ines)) as client:
        path = f"/en/queue/{waiting}"
        client.post(path, data={"do": "reason", "reason": "return:photo", "csrf": csrf(client, path)})
    site.sign_in(page, jo, "fr")
    page.goto(f"{site.address}/fr/portal/application/{waiting}")
    expect(page.get_by_text("La photo ne respecte pas les règles.")).to_be_visible()
    page.get_by_text("Retirer cette demande").click()
    page.get_by_role("button", name="La retirer").click()
    expect(page).to_have_url(f"{site.address}/fr/portal")
    assert state(site, waiting) == "WITHDRAWN"


def test_one_person_in_two_files_is_settled_by_two_officers(site: ZoneSite, jo: Somebody, ines: Somebody) -> None:
    twin = MARTA | {"family_name": "Twin", "birth_date": "1988-08-08", "document_number": "T1000001"}
    first = submitted(site, twin, sport="ATH")
    second = submitted(site, twin | {"document_number": "T1000002"}, sport="ATH")
    assert (state(site, first), state(site, second)) == ("SUBMITTED", "HELD_DUPLICATE")
    with closing(site.signed_in(ines)) as client:
        page = client.get("/en/queue").text
        found = re.search(rf'href="(/en/queue/{second}/pair/\w+)"', page)
        assert found
        word = csrf(client, found[1])
        assert client.post(found[1], data={"verdict": "merge", "csrf": word}).status_code == 303
        again = client.post(found[1], data={"verdict": "merge", "csrf": word})
        assert again.status_code == 422
        assert "second person" in again.text
        assert state(site, second) == "HELD_DUPLICATE"
    with closing(site.signed_in(site.somebody("omar", "officer"))) as client:
        client.post(found[1], data={"verdict": "merge", "csrf": csrf(client, found[1])})
    assert (state(site, first), state(site, second)) == ("SUBMITTED", "WITHDRAWN")


def test_a_picture_that_is_none_is_refused_and_the_rest_is_kept(site: ZoneSite, jo: Somebody) -> None:
    with closing(site.signed_in(jo)) as client:
        form = {"csrf": csrf(client, "/en/portal/new?category=Aa"), "category": "Aa", "function": "ATH", "sport": "SWM"}
        path = client.post("/en/portal/new", data=form).headers["location"]
        told = client.post(
            path,
            data={"csrf": form["csrf"], "family_name": "Kept", "do": "keep"},
            files={"photo": ("passport.jpg", b"not a picture", "image/jpeg")},
        )
        assert told.status_code == 422
        assert "The photo cannot be used" in told.text
        assert 'value="Kept"' in client.get(path).text


def test_a_photo_from_the_camera_is_kept_like_a_file(site: ZoneSite, context: BrowserContext, jo: Somebody) -> None:
    context.grant_permissions(["camera"])
    page = context.new_page()
    site.sign_in(page, jo)
    page.goto(f"{site.address}/en/portal/new?category=Aa")
    page.get_by_label("Sport").select_option("ATH")
    page.get_by_role("button", name="Open the form").click()
    page.get_by_role("button", name="Use the camera").click()
    page.get_by_role("button", name="Take the photo").click()
    expect(page.get_by_role("button", name="Use the camera")).to_be_visible()
    expect(page.locator("input[type=file]")).to_have_value(re.compile(r"camera\.jpg$"))
    page.get_by_role("button", name="Keep as a draft").click()
    expect(page.get_by_alt_text("The photo that is kept")).to_be_visible()


def a_list(*lines: dict[str, str]) -> bytes:
    """A list as an office program writes it."""
    columns = list(dict.fromkeys(name for line in lines for name in line))
    out = StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(columns)
    writer.writerows([[line.get(name, "") for name in columns] for line in lines])
    return out.getvalue().encode("utf-8-sig")


def of_list(number: int, **other: str) -> dict[str, str]:
    own = {"reference": f"L{number}", "category": "Aa", "function": "ATH", "sport": "ATH", "language": "fr"}
    named = {"family_name": f"{'ABCDEFGH'[number]}ronson", "birth_date": f"199{number}-03-0{number + 1}"}
    return own | MARTA | named | {"document_number": f"LIST000{number}", "email": f"l{number}@example.org"} | other


def test_a_list_is_looked_at_line_by_line_before_anything_happens(
    site: ZoneSite, page: Page, jo: Somebody, tmp_path: Path
) -> None:
    organisation(site, "ITA", 9)
    lia = site.somebody("lia", "organisation", "ITA")
    site.sign_in(page, lia)
    page.get_by_role("link", name="Send a list").click()
    wrong = tmp_path / "wrong.csv"
    wrong.write_bytes(a_list(of_list(1), of_list(2, birth_date="31/02/1999"), of_list(3, nationality="Atlantis")))
    page.get_by_label("The list, xlsx or csv").set_input_files(wrong)
    page.get_by_role("button", name="Look at it").click()
    expect(page.get_by_text("2 lines of wrong.csv are wrong; nothing was taken in")).to_be_visible()
    row = page.get_by_role("row").filter(has_text="31/02/1999")
    expect(row).to_contain_text("year-month-day")
    expect(page.get_by_role("button", name="Take it in")).to_have_count(0)
    right = tmp_path / "right.csv"
    right.write_bytes(a_list(of_list(1), of_list(2), of_list(3)))
    page.get_by_label("The list, xlsx or csv").set_input_files(right)
    page.get_by_role("button", name="Look at it").click()
    expect(page.get_by_text("Nothing is wrong in right.csv")).to_be_visible()
    with site.zone.database.reading() as connection:
        assert queries.of_organisation(connection, "ITA") == []
    page.get_by_role("button", name="Take it in").click()
    expect(page.get_by_text("Taken in: right.csv")).to_be_visible()
    with site.zone.database.reading() as connection:
        rows = queries.of_organisation(connection, "ITA")
    assert [(row.own_reference, row.state) for row in rows] == [(f"L{n}", "SUBMITTED") for n in (1, 2, 3)]


def test_a_list_that_waits_is_for_its_sender_alone_and_is_taken_once(site: ZoneSite, jo: Somebody) -> None:
    organisation(site, "ESP", 9)
    organisation(site, "POR", 9)
    eva, pia = site.somebody("eva", "organisation", "ESP"), site.somebody("pia", "organisation", "POR")
    with closing(site.signed_in(eva)) as client, closing(site.signed_in(pia)) as other:
        seen = client.post(
            "/en/portal/list",
            data={"csrf": csrf(client, "/en/portal/list")},
            files={"list": ("l.csv", a_list(of_list(4), of_list(5)), "text/csv")},
        )
        word = re.search(r'name="word" value="([\w-]+)"', seen.text)
        assert word, seen.text
        form = {"word": word[1]}
        theirs = {"csrf": csrf(other, "/en/portal/list")}
        mine = {"csrf": csrf(client, "/en/portal/list")}
        assert other.post("/en/portal/list/take", data=form | theirs).status_code == 422
        assert "Taken in" in client.post("/en/portal/list/take", data=form | mine).text
        assert client.post("/en/portal/list/take", data=form | mine).status_code == 422


def test_a_list_whose_import_was_cut_says_what_is_already_here_and_goes_on(
    site: ZoneSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    organisation(site, "SUI", 9)
    ada = site.somebody("ada", "organisation", "SUI")
    given, zone = a_list(*map(of_list, range(4, 8))), site.zone

    def cut(taken: int, lines: int) -> None:
        raise KeyboardInterrupt  # the machine goes down after the first part

    monkeypatch.setattr(intake, "AT_ONCE", 3)
    act = Act("org:SUI:ada", site.clock(), "a list of the organisation")
    with pytest.raises(KeyboardInterrupt):
        intake.take_in(zone.vault, act, zone.policy.season, "SUI", given, progress=cut)
    with closing(site.signed_in(ada)) as client:
        token = {"csrf": csrf(client, "/en/portal/list")}
        told = client.post("/en/portal/list", data=token, files={"list": ("l.csv", given, "text/csv")})
        assert told.status_code == 200, told.text
        facts = dict(re.findall(r"<dt>([^<]+)</dt><dd>(\d+)</dd>", told.text))
        assert {"lines": "4", "already here": "3", "new": "1"}.items() <= facts.items()
        word = re.search(r'name="word" value="([\w-]+)"', told.text)
        assert word
        done = client.post("/en/portal/list/take", data=token | {"word": word[1]}).text
        assert "Taken in" in done and "<dt>new</dt><dd>1</dd>" in done
