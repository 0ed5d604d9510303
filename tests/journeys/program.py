"""A development program: the invented Games of `tests.journeys.games` on a real store, behind the real edge and the real pages.

``python tests/journeys/program.py`` serves the pages on 8700 and the feed on 8701, and lets the heat run round and round.
``python tests/journeys/program.py edge STORE PORT`` is the edge alone, a process that a test may stop, kill and start again.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import threading
from pathlib import Path

import uvicorn

from kotinos.feed.edge import Edge
from kotinos.results.publications import open_publications
from kotinos.site.app import create
from kotinos.site.settings import Settings

NAME = {"en": "Olive Games 2031", "fr": "Jeux de l’Olivier 2031"}


async def serve_edge(path: Path, port: int) -> None:
    """Carry the store's feed until the process ends."""
    store = open_publications(str(path))
    edge = Edge(store)
    edge.open("127.0.0.1", port)
    try:
        while True:
            rows = store.read(edge.ring.head)
            if rows:
                edge.offer(rows)
            await asyncio.sleep(0.005)
    finally:
        await edge.close()
        store.close()


def serve_pages(edge: str, port: int) -> uvicorn.Server:
    """The pages, ready to `run`."""
    site = create(Settings(edge=edge, name=NAME, timezone="Europe/Paris"))
    return uvicorn.Server(
        uvicorn.Config(site, host="127.0.0.1", port=port, log_level="warning", lifespan="off", ws="none")
    )


async def develop(path: Path) -> None:
    from tests.journeys import games
    from tests.journeys.stage import Stage

    stage = Stage(open_publications(str(path)))
    stage.steps(games.whole_day())
    threading.Thread(target=serve_pages(":8701", 8700).run, daemon=True).start()
    serving = asyncio.create_task(serve_edge(path, 8701))
    finished = 5
    while not serving.done():
        await asyncio.sleep(3)
        finished = finished % 8 + 1
        stage.step(games.heat(finished), games.medals(8 + finished))


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))
    if sys.argv[1:2] == ["edge"]:
        asyncio.run(serve_edge(Path(sys.argv[2]), int(sys.argv[3])))
    else:
        with tempfile.TemporaryDirectory() as folder:
            asyncio.run(develop(Path(folder) / "publications.sqlite"))
