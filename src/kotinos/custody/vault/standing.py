"""The zone's own working grants, made at set-up and agreed by two people of two organisations."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kotinos.custody.act import Act, Refused
from kotinos.custody.vault import grants, tables
from kotinos.custody.vault.fields import FIELDS, Purpose
from kotinos.custody.vault.grants import Approval, Grant, Operation


class Standing(msgspec.Struct, frozen=True):
    """One of them; its id is its name, and it may use every field that names its purpose unless ``fields`` says less."""

    name: str
    purpose: Purpose
    operation: Operation
    per_minute: int
    per_day: int
    fields: tuple[str, ...] = ()


_COMPARED = ("mrz_name", "birth_date", "nationality", "document_number", "document_issuer")
_NAMES = ("family_name", "given_names", "card_name", "local_name")
STANDING = (
    Standing("accreditation", "accreditation", "reveal", 6_000, 500_000),
    Standing("comparison", "accreditation", "reveal", 200_000, 2_000_000, _COMPARED),
    Standing("desk", "desk", "reveal", 600, 50_000),
    Standing("vetting", "vetting", "export", 200_000, 1_000_000),
    Standing("card", "card", "export", 10_000, 500_000),
    Standing("gate", "gate", "export", 60_000, 2_000_000),
    Standing("rights", "rights", "export", 60, 2_000),
    Standing("release", "release", "reveal", 6_000, 500_000, _NAMES),
    Standing("release-answers", "release", "answer", 6_000, 500_000),
)
_FOREVER = datetime(9999, 1, 1, tzinfo=UTC)


def ensure_standing(connection: Connection, act: Act, approvals: Sequence[Approval]) -> list[str]:
    """Make those standing grants that are missing; their ids. ``approvals`` are two people of two organisations, neither of them
    ``act.actor``; raises Refused("two_organisations") otherwise, and nothing is made.
    """
    people = {approval.actor for approval in approvals} - {act.actor}
    if len(people) < 2 or len({approval.organisation for approval in approvals}) < 2:
        raise Refused("two_organisations")
    there = set(connection.execute(sa.select(tables.grant.c.id)).scalars())
    made = [standing for standing in STANDING if standing.name not in there]
    for one in made:
        fields = one.fields or tuple(name for name, field in FIELDS.items() if one.purpose in field.purposes)
        wanted = Grant(one.purpose, one.purpose, one.operation, fields, one.per_minute, one.per_day, act.at, _FOREVER)
        grants.request(connection, act, wanted, name=one.name, standing=True)
        for approval in approvals if one.operation != "answer" else ():
            if grants.one(connection, one.name).state == "requested":
                grants.approve(connection, Act(approval.actor, act.at, act.why), one.name, approval.organisation)
    return [one.name for one in made]
