"""Which address leads where, in which language, and what is said where there is nothing."""

from __future__ import annotations

import pytest

from kotinos.site.settings import Settings
from tests.site.asking import HEAT, Client


@pytest.mark.parametrize(
    ("path", "element"),
    [
        ("/en/", "k-schedule"),
        (f"/en/unit/{HEAT}", "k-unit"),
        ("/en/event/ATHM100M--------------------------", "k-event"),
        ("/en/medals", "k-medals"),
    ],
)
async def test_each_page_carries_its_component_in_both_languages(client: Client, path: str, element: str) -> None:
    for language in ("en", "fr"):
        answer = await client.get(path.replace("/en/", f"/{language}/"))
        assert answer.status_code == 200
        assert f"<{element}" in answer.text
        assert f'<html lang="{language}"' in answer.text


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("fr-CH, fr;q=0.9, en;q=0.8", "fr"),
        ("de, en;q=0.5, fr;q=0.9", "fr"),
        ("de", "en"),
        ("", "en"),
        ("en;q=oops, fr", "fr"),
    ],
)
async def test_an_address_without_language_leads_to_the_preferred_one(
    client: Client, accepted: str, language: str
) -> None:
    answer = await client.get("/", **{"accept-language": accepted})
    assert (answer.status_code, answer.headers["location"]) == (302, f"/{language}/")


async def test_a_unit_is_called_by_its_name_before_any_document_arrives(client: Client) -> None:
    assert "<h1>100 m hommes - Série 3</h1>" in (await client.get(f"/fr/unit/{HEAT}")).text
    assert "<title>Men&#39;s 100m - Heat 3 · Olive Games</title>" in (await client.get(f"/en/unit/{HEAT}")).text


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/en/unit/ATHM100M", "8 characters where 34 are needed"),
        ("/en/unit/ATHM100M--------------------------", "level event, where this address needs unit"),
        (f"/en/event/{HEAT}", "level unit, where this address needs event"),
        ("/en/nothing", ""),
        ("/de/", ""),
        ("/de/medals", ""),
        (f"/de/unit/{HEAT}", ""),
    ],
)
async def test_what_does_not_exist_is_a_page_that_says_so_and_leads_on(client: Client, path: str, reason: str) -> None:
    answer = await client.get(path)
    assert answer.status_code == 404
    assert "No such page" in answer.text
    assert reason in answer.text
    assert 'href="/en/"' in answer.text


async def test_a_missing_page_speaks_the_language_of_its_address(client: Client) -> None:
    assert "Page introuvable" in (await client.get("/fr/nothing")).text


async def test_what_is_in_an_address_is_shown_as_text(client: Client) -> None:
    answer = await client.get("/en/unit/<script>alert(1)</script>")
    assert "<script>alert" not in answer.text


@pytest.mark.parametrize("name", ["dark", "light", "sun"])
async def test_the_address_can_name_the_theme(client: Client, name: str) -> None:
    assert f'data-theme="{name}"' in (await client.get(f"/en/?theme={name}")).text


async def test_a_theme_that_does_not_exist_is_none(client: Client) -> None:
    assert "data-theme" not in (await client.get('/en/?theme="><b>')).text


async def test_the_language_links_lead_to_the_same_page(client: Client) -> None:
    assert f'<a href="/fr/unit/{HEAT}" hreflang="fr"' in (await client.get(f"/en/unit/{HEAT}")).text


async def test_the_games_are_those_of_the_settings_at_the_moment(client: Client) -> None:
    page = (await client.get("/fr/")).text
    assert "Jeux de l’Olivier" in page
    assert 'data-timezone="Europe/Athens"' in page


async def test_games_without_a_name_yet_have_pages() -> None:
    assert "· Kotinos</title>" in (await Client(Settings()).get("/en/")).text


async def test_the_scripts_get_sentences_and_code_names(client: Client) -> None:
    said = (await client.get("/fr/messages.json")).json()
    assert said["messages"]["What changed"] == "Ce qui a changé"
    assert said["messages"]["Projected: {n} competitor still to come."] == [
        "Projection\u00a0: encore {n} concurrent à venir.",
        "Projection\u00a0: encore {n} concurrents à venir.",
    ]
    assert said["codes"]["result"]["UNOFFICIAL"] == "Non officiel"
    assert said["codes"]["irm"]["DNS"] == "N'a pas pris le départ"
    assert said["codes"]["discipline"]["JUD"] == "Judo"
    assert (await client.get("/de/messages.json")).status_code == 404
