"""A bus whose server goes away: nobody fails, announcements are lost, and afterwards it works again."""

from __future__ import annotations

import asyncio
import time

from kotinos.journal.bus.nats import NatsBus
from kotinos.journal.bus.postgres_notify import PostgresNotifyBus
from kotinos.journal.event import Bus
from tests.servers import Nats, Postgres


async def heard(bus: Bus, topic: str, position: int) -> bool:
    """Whether an announcement arrives, tried for ten seconds."""
    until = time.monotonic() + 10
    while time.monotonic() < until:
        position += 1
        waiter = asyncio.create_task(bus.wait(topic, position - 1, 1))
        await asyncio.sleep(0.05)
        start = time.monotonic()
        await bus.announce(topic, position)
        await waiter
        if time.monotonic() - start < 0.5:
            return True
    return False


async def test_postgresql_bus_lives_through_a_restart_of_its_server(postgres: Postgres) -> None:
    bus = await PostgresNotifyBus.open(postgres.database())
    assert await heard(bus, "journal", 0)
    await asyncio.to_thread(postgres.stop)
    await bus.announce("journal", 100)
    await asyncio.to_thread(postgres.start)
    assert await heard(bus, "journal", 200)
    await bus.close()


async def test_nats_bus_lives_through_a_restart_of_its_server(free_port: int) -> None:
    server = Nats(free_port)
    try:
        bus = await NatsBus.open(server.url)
        assert await heard(bus, "journal", 0)
        await asyncio.to_thread(server.stop)
        await asyncio.sleep(0.2)
        await bus.announce("journal", 100)
        server.start()
        assert await heard(bus, "journal", 200)
        await bus.close()
    finally:
        server.stop()


async def test_noise_on_the_channel_is_not_heard(postgres: Postgres, nats: Nats) -> None:
    import nats as client
    import psycopg

    url = postgres.database()
    for bus in (await PostgresNotifyBus.open(url), await NatsBus.open(nats.url)):
        with psycopg.connect(url, autocommit=True) as other:
            other.execute("NOTIFY kotinos, 'nonsense'")
        stranger = await client.connect(nats.url)
        await stranger.publish("kotinos.bus.journal", b"nonsense")
        await stranger.close()
        assert await heard(bus, "journal", 0)
        await bus.close()
