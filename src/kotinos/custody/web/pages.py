"""How a page of the zone is made: its template, in the language of its address, with what every page shows."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal
from jinja2 import Environment
from markupsafe import Markup
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
    menu, here = entries(visit), visit.request.url.path
    place = max((address for address, _ in menu if f"{here}/".startswith(f"{address}/")), key=len, default="")

    def instant(at: datetime | str, seconds: bool = False) -> Markup:
        known = (datetime.fromisoformat(at) if isinstance(at, str) else at).astimezone(zone)
        shape = "d MMM y, HH:mm:ss" if seconds else "d MMM y, HH:mm"
        return _time(known, format_datetime(known, shape, locale=visit.language))

    return {
        "lang": visit.language,
        "languages": LANGUAGES,
        "direction": asked.get("dir") if asked.get("dir") in DIRECTIONS else "ltr",
        "theme": theme if theme in THEMES else "",
        "games": visit.zone.settings.name(visit.language),
        "person": visit.session.person if visit.session else None,
        "csrf": visit.session.csrf if visit.session else "",
        "menu": menu,
        "place": place,
        "here": here,
        "rest": visit.request.url.path.removeprefix(f"/{visit.language}/"),
        "at": visit.at,
        "status": status,
        "instant": instant,
        "figure": lambda number: format_decimal(number, locale=visit.language),
        "date": lambda day: _time(day, format_date(day, "d MMM y", locale=visit.language)),
        "say_refused": lambda one: refusals.sentence(visit.language, one),
        "wrong": refusals.sentence(visit.language, refused) if refused else "",
    }


def _time(at: date, words: str) -> Markup:
    """A day or an instant in ``words``, which stay one thing in a line of either direction."""
    return Markup('<time datetime="{}">{}</time>').format(at.isoformat(), words)
