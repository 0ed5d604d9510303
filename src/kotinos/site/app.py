"""The pages as one ASGI application: `create` and nothing to import for its effects."""

from __future__ import annotations

from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Mount, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kotinos.design.pages import files, headers
from kotinos.site import pages, proxy
from kotinos.site.settings import Settings

STATIC = Path(__file__).parent / "static"


def create(config: Settings) -> Starlette:
    """The site for one Games. Serve it with any ASGI server; it keeps no state of its own."""
    app = Starlette(
        routes=[
            Route("/", pages.front),
            Mount("/static", files(STATIC), name="static"),
            Route("/{lang}/", pages.schedule),
            Route("/{lang}/unit/{rsc}", pages.unit),
            Route("/{lang}/event/{rsc}", pages.event),
            Route("/{lang}/medals", pages.medals),
            Route("/{lang}/messages.json", pages.messages),
            Route("/{lang}/operate/", pages.operate),
            Route("/{lang}/operate/unit/{rsc}", pages.operate_unit),
            *proxy.routes(),
        ],
        middleware=[Middleware(Guarded, settings=config)],
        exception_handlers={404: pages.missing},
    )
    app.state.settings = config
    return app


class Guarded:
    """Adds the headers that keep a page to what this project serves: no other origin but the edge, no inline script."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        host = next((value.decode("latin-1") for name, value in scope["headers"] if name == b"host"), "")
        extra = headers(connect=self.settings.edge_origin(host, scope.get("scheme", "http")))

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *extra]
                if scope["path"].startswith("/static/"):
                    # Files keep their names between versions, so a browser asks each time and mostly hears "not modified".
                    message["headers"].append((b"cache-control", b"no-cache"))
            await send(message)

        await self.app(scope, receive, guarded)
