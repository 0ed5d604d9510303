"""The desk's door on the pages' address: it passes on, keeps nothing, and turns other sites away."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from kotinos.site import proxy
from kotinos.site.app import create
from kotinos.site.settings import Settings

OWN = {"origin": "http://site.example"}


async def _echo(request: Request) -> Response:
    """Says what it was sent, slowly, and gives each visitor a cookie of their own."""
    answer = JSONResponse({"cookie": request.headers.get("cookie", ""), "query": request.url.query})
    answer.set_cookie("kotinos_desk", request.query_params.get("visitor", "nobody"))
    await asyncio.sleep(0.02)
    return answer


@asynccontextmanager
async def behind() -> AsyncIterator[httpx.AsyncClient]:
    routes = [Route("/v1/desk/{path:path}", _echo, methods=["GET", "POST", "DELETE"])]
    config = uvicorn.Config(Starlette(routes=routes), host="127.0.0.1", port=0, log_level="warning", lifespan="off")
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    site = create(Settings(desk=f"http://127.0.0.1:{port}"))
    transport = httpx.ASGITransport(site)
    async with httpx.AsyncClient(transport=transport, base_url="http://site.example") as client:
        yield client
    await proxy.close(site)
    server.should_exit = True
    await serving


async def test_no_browser_ever_gets_the_session_of_another() -> None:
    async with behind() as client:

        async def visit(name: str) -> tuple[str, str]:
            client.cookies.clear()
            answer = await client.get(f"/v1/desk/session?visitor={name}", headers={"cookie": f"kotinos_desk={name}"})
            return name, answer.json()["cookie"]

        for name, seen in await asyncio.gather(*(visit(str(n)) for n in range(30))):
            assert seen == f"kotinos_desk={name}"
        client.cookies.clear()
        assert (await client.get("/v1/desk/session")).json()["cookie"] == ""


@pytest.mark.parametrize("origin", [{}, {"origin": "http://elsewhere.example"}, {"origin": "null"}])
@pytest.mark.parametrize("method", ["POST", "DELETE"])
async def test_a_change_that_another_site_asks_for_is_turned_away(method: str, origin: dict[str, str]) -> None:
    async with behind() as client:
        assert (await client.request(method, "/v1/desk/session", headers=origin)).status_code == 403
        assert (await client.request(method, "/v1/desk/session", headers=OWN)).status_code == 200


async def test_the_query_comes_through_and_a_large_body_does_not() -> None:
    async with behind() as client:
        assert (await client.get("/v1/desk/units?day=2031-07-05")).json()["query"] == "day=2031-07-05"
        large = await client.post("/v1/desk/units", headers=OWN, content=b"x" * (proxy.LIMIT + 1))
    assert large.status_code == 413


async def test_without_a_platform_the_answer_says_so() -> None:
    site = create(Settings(desk="http://127.0.0.1:9"))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(site), base_url="http://site.example") as client:
        assert (await client.get("/v1/desk/session")).status_code == 503
    await proxy.close(site)


async def test_a_site_without_a_desk_has_no_desk() -> None:
    site = create(Settings())
    async with httpx.AsyncClient(transport=httpx.ASGITransport(site), base_url="http://site.example") as client:
        for path in ("/v1/desk/session", "/en/operate/", "/fr/operate/unit/ATHM100M--------------HEAT000300--"):
            assert (await client.get(path)).status_code == 404, path
