"""How the desk's door answers: JSON, and every way of failing as ``{"what", "where", "would_be_right"}`` with its status."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from kotinos.codes import canonical
from kotinos.results.engine import EngineStopped
from kotinos.results.facts import Conflict, Doubted, Refused
from kotinos.results.intake.api import Problem
from kotinos.results.intake.body import TooLarge, Unreadable
from kotinos.results.intake.reading import BadMessage

Endpoint = Callable[[Request], Awaitable[Response]]


class Stop(Exception):
    """An answer that ends a request."""

    def __init__(self, status: int, what: str, where: str = "", right: str = "", **headers: str) -> None:
        super().__init__(what)
        self.status, self.headers = status, headers
        self.problem = Problem(what=what, where=where, would_be_right=right)


def json(value: Any, status: int = 200, **headers: str) -> Response:
    """``value`` as an answer that nobody keeps."""
    always = {"cache-control": "no-store"}
    return Response(canonical.encode(value), status, media_type="application/json", headers=always | headers)


def answered(endpoint: Endpoint) -> Endpoint:
    """``endpoint``, with every way of failing turned into its answer."""

    async def safely(request: Request) -> Response:
        try:
            return await endpoint(request)
        except Stop as stop:
            return json(stop.problem, stop.status, **stop.headers)
        except Conflict as conflict:
            problem = canonical.plain(Problem(what=str(conflict), where=conflict.where))
            return json({**problem, "conflict": True, "now": conflict.now}, 409)
        except Doubted as doubted:
            problem = canonical.plain(Problem(what=str(doubted), where=doubted.where))
            return json({**problem, "doubt": doubted.why}, 409)
        except Refused as refused:
            return json(Problem(what=str(refused), where=refused.where), 409)
        except (TooLarge, Unreadable) as bad:
            return json(Problem(what=str(bad), where="body"), 413)
        except BadMessage as bad:
            return json(Problem(what=bad.what, where=bad.where, would_be_right=bad.right), 422)
        except EngineStopped as stopped:
            return json(Problem(what=str(stopped), where="journal", would_be_right="send it again later"), 503)

    return safely
