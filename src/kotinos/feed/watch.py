"""A reader of the feed for terminals: takes up a broken stream where it broke."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import click
import httpx


class Refused(Exception):
    """The edge does not accept what was asked."""


async def watch_feed(
    url: str, channels: str, *, delay: float = 0, snapshot: bool = True, raw: bool = False, count: int | None = None
) -> None:
    """Print documents until ``count`` of them were shown, or for ever. Raises `Refused`."""
    left = count
    async for frame in documents(url, channels, delay=delay, snapshot=snapshot):
        if left is not None and left <= 0:
            return
        click.echo(json.dumps(frame, ensure_ascii=False) if raw else line(frame))
        if left is not None:
            left -= 1
            if not left:
                return


async def documents(
    url: str, channels: str, *, delay: float = 0, snapshot: bool = True
) -> AsyncIterator[dict[str, Any]]:
    """Every document once and in order; after a reload those of a new snapshot."""
    query: dict[str, str] = {"channels": channels} | ({"delay": f"{delay:g}"} if delay else {})
    place = ""
    fresh = snapshot
    async with httpx.AsyncClient(base_url=url, timeout=httpx.Timeout(10, read=15)) as client:
        while True:
            try:
                if fresh:
                    found = (await _checked(await client.get("/snapshot", params=query))).json()
                    place, fresh = f"{found['epoch']}:{found['offset']}", False
                    for frame in found["documents"]:
                        yield frame
                headers = {"Last-Event-ID": place} if place else {}
                async with client.stream("GET", "/stream", params=query, headers=headers) as stream:
                    await _checked(stream)
                    async for name, ident, data in events(stream.aiter_lines()):
                        if name == "reload":
                            fresh = True
                            break
                        place = ident or place
                        if name == "message":
                            yield data
            except httpx.TransportError:
                click.echo("The connection broke; trying again.", err=True)
            if not fresh:
                await asyncio.sleep(1)


async def _checked(response: httpx.Response) -> httpx.Response:
    if 400 <= response.status_code < 500:
        raise Refused(f"the feed answers {response.status_code}: {(await response.aread()).decode()}")
    if response.status_code != 200:
        raise httpx.RemoteProtocolError(f"status {response.status_code}")
    return response


async def events(lines: AsyncIterator[str]) -> AsyncIterator[tuple[str, str, Any]]:
    """Name, id and decoded data of each event of a stream."""
    name, ident, data = "message", "", ""
    async for text in lines:
        key, _, value = text.partition(": ")
        if key == "event":
            name = value
        elif key == "id":
            ident = value
        elif key == "data":
            data = value
        elif not text and data:
            yield name, ident, json.loads(data)
            name, ident, data = "message", "", ""


def line(frame: dict[str, Any]) -> str:
    """One document in a line of a terminal."""
    state = "withdrawn" if frame["body"] is None else frame["status"].lower()
    return f"{frame['offset']:>8}  {frame['at'][11:19]}  {frame['type']:<20} {frame['rsc']}  v{frame['version']:<4} {state}"
