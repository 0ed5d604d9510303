"""How a page of the zone is made: its template, in the language of its address, with what every page shows."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from jinja2 import Environment
from starlette.responses import HTMLResponse, Response

from kotinos.custody.act import Refused
from kotinos.custody.web import refusals
from kotinos.custody.web.i18n import SENTENCES
from kotinos.custody.web.menu import entries
from kotinos.custody.web.visit import Visit
from kotinos.design.languages import LANGUAGES
from kotinos.design.pages import DIRECTIONS, THEMES, environment

TEMPLATES = Path(__file__).parent / "templates"
THEME = "theme"
"""The cookie that keeps the theme: these pages work without scripts."""


@cache
def _templates(language: str) -> Environment:
    return environment(TEMPLATES, SENTENCES, language)


def say(language: str, original: str, **values: object) -> str:
    """A sentence of the catalogues with its values."""
    return SENTENCES.gettext(language, original) % values if values else SENTENCES.gettext(language, original)


def render(
    visit: Visit, template: str, *, status: int = 200, refused: Refused | None = None, **values: object
) -> Response:
    """One page. ``refused`` is why what was asked for did not happen: it is said above everything else."""
    common = _common(visit, status, refused)
    html = _templates(visit.language).get_template(template).render({**common, **values})
    return HTMLResponse(html, status_code=422 if refused and status == 200 else status)


def _common(visit: Visit, status: int, refused: Refused | None) -> dict[str, object]:
    """What any template may say: who, where, in which language and theme."""
    asked = visit.request.query_params
    theme = asked.get("theme", visit.request.cookies.get(THEME, ""))
    zone = ZoneInfo(visit.zone.settings.timezone)

    def instant(at: datetime) -> str:
        return str(format_datetime(at.astimezone(zone), "d MMM y, HH:mm", locale=visit.language))

    return {
        "lang": visit.language,
        "languages": LANGUAGES,
        "direction": asked.get("dir") if asked.get("dir") in DIRECTIONS else "ltr",
        "theme": theme if theme in THEMES else "",
        "games": visit.zone.settings.name(visit.language),
        "person": visit.session.person if visit.session else None,
        "csrf": visit.session.csrf if visit.session else "",
        "menu": entries(visit),
        "here": visit.request.url.path,
        "rest": visit.request.url.path.removeprefix(f"/{visit.language}/"),
        "at": visit.at,
        "status": status,
        "instant": instant,
        "date": lambda day: format_date(day, "d MMM y", locale=visit.language),
        "say_refused": lambda one: refusals.sentence(visit.language, one),
        "wrong": refusals.sentence(visit.language, refused) if refused else "",
    }
