"""One human being in two files: found across transliterations when a file is submitted, held, and decided by two people."""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kotinos.custody.accreditation.comparison import HELD_FROM, Known, Likeness, keys, likeness
from kotinos.custody.accreditation.identity import known
from kotinos.custody.accreditation.places import give_back
from kotinos.custody.accreditation.standing import Row, application_of, move, note, officer
from kotinos.custody.accreditation.tables import application, comparison, duplicate, person
from kotinos.custody.act import Act, Refused
from kotinos.custody.vault.vault import Vault

COMPARISON = "comparison"
"""The zone's standing grant for looking for one person in two files: five fields, many people at once."""
OPEN = ("HELD_DUPLICATE", "APPROVED")
"""States in which an application can wait for two people to say whether it is somebody known."""
_AT_ONCE = 500
_COMPARED = ("mrz_name", "birth_date", "nationality", "document_number", "document_issuer")


def candidates(connection: Connection, vault: Vault, one: Known, subject: str) -> list[str]:
    """Other people who share a key with this one, merged ones left out."""
    hashes = vault.comparison(connection, sorted(keys(one)))
    c, p = comparison.c, person.c
    wanted = (
        sa.select(c.subject)
        .distinct()
        .join(person, p.subject == c.subject)
        .where(c.key.in_(hashes), c.subject != subject, p.merged_into.is_(None))
    )
    return list(connection.execute(wanted.order_by(c.subject)).scalars())


def compare(
    connection: Connection, act: Act, vault: Vault, one: Known, others: list[str]
) -> list[tuple[str, Likeness]]:
    """Those of ``others`` who look like ``one``, the most alike first. Reading them is logged."""
    found = vault.reveal_within(connection, act, COMPARISON, others, _COMPARED) if others else {}
    alike = [(subject, likeness(one, as_known(values))) for subject, values in found.items()]
    return sorted((a for a in alike if a[1].score >= HELD_FROM), key=lambda a: (-a[1].score, a[0]))


def as_known(values: Mapping[str, str | bytes]) -> Known:
    """What is compared of a person whose values were read."""
    name, birth, nationality, document, issuer = (str(values.get(field, "")) for field in _COMPARED)
    return Known(name, birth, nationality, document, issuer)


def hold_if_known(connection: Connection, act: Act, vault: Vault, id: str, values: Mapping[str, str]) -> str:
    """Hold a submitted application where its person looks like somebody whose file is there; the state it is in then.

    What two people already kept apart is not held again.
    """
    row = application_of(connection, act, id)
    alike = alike_to(connection, act, vault, row, values)
    if not alike:
        return str(row.state)
    hold(connection, act, id, alike)
    return "HELD_DUPLICATE"


def suspect_if_known(connection: Connection, act: Act, vault: Vault, id: str, values: Mapping[str, str]) -> bool:
    """After a change of identity: let two people decide about an approved application whose person now looks like another; whether so.

    What was open about the person of before is decided by what the person is now.
    """
    row = application_of(connection, act, id)
    alike = alike_to(connection, act, vault, row, values)
    if alike:
        hold(connection, act, id, alike, "suspect")
    else:
        connection.execute(sa.delete(duplicate).where(duplicate.c.application == id, duplicate.c.second_by == ""))
    return bool(alike)


def alike_to(
    connection: Connection, act: Act, vault: Vault, row: Row, values: Mapping[str, str]
) -> list[tuple[str, Likeness]]:
    """Other people who look like one who is as ``values`` say, but for those whom two people already kept apart from the application."""
    one = known(values)
    d = duplicate.c
    apart = set(connection.execute(sa.select(d.other).where(d.application == row.id, d.verdict == "keep")).scalars())
    others = [other for other in candidates(connection, vault, one, row.subject) if other not in apart]
    return compare(connection, act, vault, one, others)


def hold(connection: Connection, act: Act, id: str, alike: list[tuple[str, Likeness]], event: str = "hold") -> None:
    """Two people have to decide about each of ``alike``: a submitted application is put aside until then (``hold``), an approved one
    stays approved, and its cards out of force (``suspect``).
    """
    row = application_of(connection, act, id)
    connection.execute(sa.delete(duplicate).where(duplicate.c.application == id, duplicate.c.second_by == ""))
    rows = [
        {
            "application": id,
            "other": other,
            "score": found.score,
            "evidence": " ".join(found.evidence),
            "found_at": act.at,
        }
        for other, found in alike
    ]
    connection.execute(duplicate.insert(), rows)
    move(connection, act, row, event, detail=f"{len(rows)} alike")


def hold_several(connection: Connection, act: Act, vault: Vault, files: Mapping[str, tuple[str, Known]]) -> int:
    """Hold those of many submitted files (subject → application, what is compared) that look like a file that was there before, or
    that came before them in ``files``; how many were held."""
    pairs = _sharing(connection, list(files))
    place = {subject: n for n, subject in enumerate(files)}
    earlier = [(one, other) for one, other in pairs if other not in place or place[other] < place[one]]
    strangers = sorted({other for _, other in earlier if other not in files})
    people = {subject: one for subject, (_, one) in files.items()}
    if strangers:
        found = vault.reveal_within(connection, act, COMPARISON, strangers, _COMPARED)
        people.update({subject: as_known(values) for subject, values in found.items()})
    alike: dict[str, list[tuple[str, Likeness]]] = {}
    for one, other in earlier:
        found_likeness = likeness(people[one], people[other])
        if found_likeness.score >= HELD_FROM:
            alike.setdefault(one, []).append((other, found_likeness))
    apart = _apart(connection, [files[subject][0] for subject in alike])
    for subject, others in alike.items():
        id = files[subject][0]
        left = [pair for pair in others if (id, pair[0]) not in apart]
        if left:
            hold(connection, act, id, sorted(left, key=lambda a: (-a[1].score, a[0])))
    return len(alike)


def _sharing(connection: Connection, subjects: list[str]) -> list[tuple[str, str]]:
    """Every pair of one of ``subjects`` and another person who shares a key with it, merged ones left out."""
    one, other = comparison.alias("one"), comparison.alias("other")
    joined = one.join(other, (one.c.key == other.c.key) & (one.c.subject != other.c.subject))
    joined = joined.join(person, (person.c.subject == other.c.subject) & person.c.merged_into.is_(None))
    found: set[tuple[str, str]] = set()
    for begin in range(0, len(subjects), _AT_ONCE):
        wanted = sa.select(one.c.subject, other.c.subject).distinct().select_from(joined)
        rows = connection.execute(wanted.where(one.c.subject.in_(subjects[begin : begin + _AT_ONCE])))
        found.update((a, b) for a, b in rows)
    return sorted(found)


def _apart(connection: Connection, ids: list[str]) -> set[tuple[str, str]]:
    """The pairs (application, other person) that two people already said are two people."""
    d = duplicate.c
    found: set[tuple[str, str]] = set()
    for begin in range(0, len(ids), _AT_ONCE):
        wanted = sa.select(d.application, d.other).where(
            d.application.in_(ids[begin : begin + _AT_ONCE]), d.verdict == "keep"
        )
        found.update((a, b) for a, b in connection.execute(wanted))
    return found


def decide(connection: Connection, act: Act, id: str, other: str, verdict: str) -> bool:
    """Say ``merge`` (one person) or ``keep`` (two people) about a held or suspected application; whether that settled it.

    The first says, a second person who says the same settles it; who says otherwise is the first again. Raises Refused
    ``second_person`` where the same person says it twice. What is merged is withdrawn, and its person points to the other one.
    """
    officer(act)
    if verdict not in ("merge", "keep"):
        raise ValueError(f"a verdict is merge or keep, not {verdict!r}")
    row = application_of(connection, act, id)
    here = (duplicate.c.application == id) & (duplicate.c.other == other) & (duplicate.c.second_by == "")
    found = connection.execute(sa.select(duplicate).where(here)).one_or_none()
    if found is None or row.state not in OPEN:
        raise Refused("not_now", state=row.state, event=verdict)
    if found.verdict != verdict:
        connection.execute(sa.update(duplicate).where(here).values(verdict=verdict, first_by=act.actor))
        note(connection, act, f"say-{verdict}", row.subject)
        return False
    if found.first_by == act.actor:
        raise Refused("second_person")
    connection.execute(sa.update(duplicate).where(here).values(second_by=act.actor, decided_at=act.at))
    if verdict == "merge":
        connection.execute(sa.update(person).where(person.c.subject == row.subject).values(merged_into=other))
        connection.execute(sa.delete(comparison).where(comparison.c.subject == row.subject))
        give_back(connection, row)
        move(connection, act, row, "merge", reason="duplicate", decided_at=act.at, place=None)
        return True
    still = sa.select(sa.func.count()).where(duplicate.c.application == id, duplicate.c.second_by == "")
    if connection.execute(still).scalar_one() == 0:
        move(connection, act, row, "keep")
    return True


def open_pairs(connection: Connection, limit: int = 100) -> list[Row]:
    """What waits for a decision, the most alike first: application, other, score, evidence, verdict and who said it first."""
    d, a = duplicate.c, application.c
    wanted = (
        sa.select(duplicate, a.subject)
        .join(application, a.id == d.application)
        .where(d.second_by == "", a.state.in_(OPEN))
    )
    return list(connection.execute(wanted.order_by(d.score.desc(), d.application, d.other).limit(limit)).all())
