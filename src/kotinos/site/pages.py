"""The pages: thin shells that say what a browser should follow. The documents come to them over the feed."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from kotinos.codes import names
from kotinos.codes.rsc import Level, Rsc, RscError
from kotinos.design.pages import DIRECTIONS, THEMES, environment
from kotinos.site import i18n
from kotinos.site.codes import code_names
from kotinos.site.settings import Settings

TEMPLATES = Path(__file__).parent / "templates"


@cache
def _templates(language: str) -> Environment:
    return environment(TEMPLATES, i18n.SENTENCES, language)


def render(request: Request, template: str, *, status: int = 200, **values: object) -> Response:
    """One page in the language of its address. ``theme`` and ``dir`` in the query override what the browser prefers."""
    settings: Settings = request.app.state.settings
    language = _language(request)
    theme = request.query_params.get("theme", "")
    direction = request.query_params.get("dir", "")
    html = (
        _templates(language)
        .get_template(template)
        .render(
            lang=language,
            languages=i18n.LANGUAGES,
            games=settings.games(language),
            timezone=settings.timezone,
            edge=settings.edge_origin(request.headers.get("host", ""), request.url.scheme),
            theme=theme if theme in THEMES else "",
            direction=direction if direction in DIRECTIONS else "ltr",
            rest=request.url.path.removeprefix(f"/{language}/"),
            query=request.url.query,
            **values,
        )
    )
    return HTMLResponse(html, status_code=status)


def _language(request: Request) -> str:
    asked = request.path_params.get("lang", "") or request.url.path.lstrip("/").split("/")[0]
    return asked if asked in i18n.LANGUAGES else i18n.preferred(request.headers.get("accept-language", ""))


def _known_language(request: Request) -> str:
    language: str = request.path_params["lang"]
    if language not in i18n.LANGUAGES:
        raise HTTPException(404)
    return language


def _code(request: Request, level: Level) -> Rsc:
    """The RSC of the address; a page that does not exist where it is none, or names another level."""
    try:
        rsc = Rsc(request.path_params["rsc"])
    except RscError as wrong:
        raise HTTPException(404, str(wrong)) from None
    if rsc.level is not level:
        raise HTTPException(
            404, f"{rsc}: level {rsc.level.name.lower()}, where this address needs {level.name.lower()}"
        )
    return rsc


def _named(request: Request, level: Level) -> dict[str, Any]:
    """The code of the address and its name, which a page shows until its document says more."""
    rsc = _code(request, level)
    return {"rsc": rsc, "name": names.unit_name(rsc, _known_language(request))}


async def front(request: Request) -> Response:
    """No language in the address: go to the one the browser prefers."""
    return RedirectResponse(f"/{_language(request)}/", 302, headers={"Vary": "Accept-Language"})


async def schedule(request: Request) -> Response:
    """What is happening now, what changed, what comes next."""
    _known_language(request)
    return render(request, "schedule.html", here="schedule")


async def unit(request: Request) -> Response:
    """One unit, from start list to official."""
    return render(request, "unit.html", here="unit", **_named(request, Level.UNIT))


async def event(request: Request) -> Response:
    """One event: its phases, tables, trees, ranking and medals."""
    return render(request, "event.html", here="event", **_named(request, Level.EVENT))


async def medals(request: Request) -> Response:
    """The medal table."""
    _known_language(request)
    return render(request, "medals.html", here="medals")


def _with_desk(request: Request) -> None:
    settings: Settings = request.app.state.settings
    if not settings.desk:
        raise HTTPException(404)


async def operate(request: Request) -> Response:
    """The units that an operator works with today."""
    _known_language(request)
    _with_desk(request)
    return render(request, "operate.html", here="operate")


async def operate_unit(request: Request) -> Response:
    """The desk of one unit."""
    _with_desk(request)
    return render(request, "operate_unit.html", here="operate", **_named(request, Level.UNIT))


async def messages(request: Request) -> Response:
    """The sentences and code names that the scripts of a page show, in its language."""
    language = _known_language(request)
    return JSONResponse(
        {"messages": i18n.messages(language), "codes": code_names(language)}, headers={"Cache-Control": "no-cache"}
    )


async def missing(request: Request, wrong: Exception) -> Response:
    """A page that says what was wrong with the address and where to go instead."""
    detail = wrong.detail if isinstance(wrong, HTTPException) and wrong.detail != "Not Found" else ""
    return render(request, "missing.html", status=404, here="", detail=detail)
