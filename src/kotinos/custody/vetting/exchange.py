"""The exchange as a process: the only one that touches the spools. It packs at fixed times, takes in, and strikes the legal clock."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import msgspec
import sqlalchemy as sa
import structlog

from kotinos.custody.act import Act, Refused
from kotinos.custody.log import alarms
from kotinos.custody.residency import Domain, ForbiddenEgress
from kotinos.custody.store import Database
from kotinos.custody.vetting import actions, clock, queries, tables, timetable
from kotinos.custody.vetting.actions.packing import LIMIT, Reveal
from kotinos.custody.vetting.batch import name_of
from kotinos.custody.vetting.inbox import Follow, Inbox
from kotinos.custody.vetting.keys import Keys, NoKey
from kotinos.custody.vetting.spool import Spools
from kotinos.custody.vetting.values import Campaign

_lines = structlog.get_logger("kotinos.custody.exchange")


class Plan(msgspec.Struct, frozen=True):
    """When batches are packed, how many records one takes, and after how long one that nobody acknowledged is placed again.

    ``every`` seconds instead of ``times`` of day is for rehearsals.
    """

    times: tuple[time, ...] = (time(2), time(14))
    every: float = 0.0
    limit: int = LIMIT
    again_after: timedelta = timedelta(hours=24)


class Exchange:
    """One zone's exchange with its authority."""

    def __init__(
        self,
        database: Database,
        domain: Domain,
        keys: Keys,
        spools: Spools,
        reveal: Reveal,
        follow: Follow | None = None,
        plan: Plan | None = None,
    ) -> None:
        self.database, self.domain, self.keys, self.spools, self.reveal = database, domain, keys, spools, reveal
        self.inbox = Inbox(database, domain.country, keys, spools, follow)
        self.follow, self.plan = follow, plan or Plan()
        self._struck: dict[str, date] = {}
        self._told: set[str] = set()

    def run(self, now: Callable[[], datetime], end: threading.Event, pause: float = 0.5) -> None:
        """Go round until ``end`` is set, with ``pause`` seconds between two looks at the spool."""
        while not end.is_set():
            self.turn(now())
            end.wait(pause)

    def turn(self, now: datetime) -> int:
        """One round: take in, strike the clock on a new day, pack what is due, place what is not in the spool. How many files came in."""
        taken = self.inbox.take(now)
        with self.database.reading() as connection:
            campaigns = queries.open_campaigns(connection, closed=True)
        for campaign in campaigns:
            self._strike(now, campaign)
            self._pack_if_due(now, campaign)
            self._place(now, campaign)
        return taken

    def _strike(self, now: datetime, campaign: Campaign) -> None:
        today = clock.day(now, campaign.zone)
        if self._struck.get(campaign.code) == today:
            return
        act = Act("clock", now, f"the day {today} of the authority's country begins")
        with self.database.writing() as connection:
            changes = actions.run_clock(connection, act, today, campaign.code)
            if changes and self.follow is not None:
                self.follow(connection, act, changes)
        self._struck[campaign.code] = today
        _lines.info("clock", day=today.isoformat(), changes=len(changes))

    def _pack_if_due(self, now: datetime, campaign: Campaign) -> None:
        b = tables.batch.c
        with self.database.reading() as connection:
            last = connection.execute(sa.select(sa.func.max(b.created_at)).where(b.campaign == campaign.code)).scalar()
        if last is not None and last >= self._slot(now, campaign):
            return
        try:
            while self.pack(now, campaign) >= self.plan.limit:
                pass
        except (Refused, ForbiddenEgress, NoKey) as why:
            self._cannot_pack(now, campaign, why)
        else:
            self._told.discard(campaign.code)

    def _cannot_pack(self, now: datetime, campaign: Campaign, why: Exception) -> None:
        """Say so once, and go on taking in. Its own words name a key, a way out or a code, and no person."""
        if campaign.code not in self._told:
            self._told.add(campaign.code)
            with self.database.writing() as connection:
                alarms.sound(connection, Act("exchange", now, "batches are packed"), "vetting-cannot-pack", str(why))

    def _slot(self, now: datetime, campaign: Campaign) -> datetime:
        if self.plan.every:
            return now - timedelta(seconds=self.plan.every)
        return timetable.last_slot(now, self.plan.times, campaign.zone)

    def pack(self, now: datetime, campaign: Campaign) -> int:
        """Pack one batch now; how many requests it took out of the queue. It is kept on disk before the database says that it is sent."""
        act = Act("exchange", now, "batches are packed at fixed times")
        with self.database.writing() as connection:
            packed = actions.pack(
                connection,
                act,
                campaign.code,
                domain=self.domain,
                keys=self.keys,
                reveal=self.reveal,
                limit=self.plan.limit,
            )
            self.spools.keep(packed.built.name, packed.built.file)
        taken = packed.sent + packed.held
        if taken:  # an empty batch goes out for the sake of its time and size; it is no news
            _lines.info("batch", name=packed.built.name, sent=packed.sent, held=packed.held)
        return taken

    def _place(self, now: datetime, campaign: Campaign) -> None:
        b = tables.batch.c
        with self.database.reading() as connection:
            rows = connection.execute(
                sa.select(b.seq, b.placed_at, b.acknowledged_at)
                .where(b.campaign == campaign.code, b.placed_at.is_(None) | b.acknowledged_at.is_(None))
                .order_by(b.seq)
            ).all()
        open_ = {name_of(self.domain.country, campaign.code, row.seq) for row in rows if row.acknowledged_at is None}
        for name in self.spools.kept_names():
            if name not in open_ and f"-{campaign.code}-" in name:
                self.spools.acknowledged(name)
        for row in rows:
            again = row.placed_at is not None
            if row.acknowledged_at is not None or (again and now - row.placed_at < self.plan.again_after):
                continue
            act = Act("exchange", now, "it was not acknowledged" if again else "it was packed")
            self.spools.place(name_of(self.domain.country, campaign.code, row.seq))
            with self.database.writing() as connection:
                actions.placed(connection, act, campaign.code, row.seq, again)
                if again:
                    alarms.sound(connection, act, "vetting-unacknowledged", f"{campaign.code}: batch {row.seq}")
