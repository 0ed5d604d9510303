"""The pages as a browser asks for them, without one."""

from __future__ import annotations

import httpx

from kotinos.site.app import create
from kotinos.site.settings import Settings

GAMES = Settings(
    edge="https://feed.example", name={"en": "Olive Games", "fr": "Jeux de l’Olivier"}, timezone="Europe/Athens"
)
HEAT = "ATHM100M--------------HEAT000300--"


class Client:
    """Asks the application directly; answers as `httpx` has them."""

    def __init__(self, settings: Settings = GAMES) -> None:
        self._transport = httpx.ASGITransport(create(settings))

    async def get(self, path: str, host: str = "site.example", **headers: str) -> httpx.Response:
        async with httpx.AsyncClient(transport=self._transport, base_url=f"http://{host}") as client:
            return await client.get(path, headers=headers)
