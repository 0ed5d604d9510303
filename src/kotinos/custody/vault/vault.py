"""The vault: the one way to sealed values, for every other room of the zone."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kotinos.custody.act import Act, Refused
from kotinos.custody.log import alarms
from kotinos.custody.log.access import Entry, append
from kotinos.custody.store import Database, WrongDomain
from kotinos.custody.vault import answers, erasure, masks, records, release, sealing, tables, tokens
from kotinos.custody.vault.answers import Predicate
from kotinos.custody.vault.binding import bound
from kotinos.custody.vault.fields import IDENTITY
from kotinos.custody.vault.grants import Operation
from kotinos.custody.vault.group_commit import GroupCommit
from kotinos.custody.vault.keys import COMPARE, MARK, KeyRing, index_name
from kotinos.custody.vault.ledger import Ledger
from kotinos.custody.vault.plans import PLANS, WIDTH, blind
from kotinos.custody.vault.records import Values
from kotinos.custody.vault.release import Ask, Outcome, Refusal, Released
from kotinos.custody.vault.root import Root

Revealed = dict[str, dict[str, str | bytes]]


class Vault:
    """The sealed values of ``database``, opened with ``root``. Raises WrongDomain where these two, the ledger and ``domain`` differ.

    With a ``ledger`` of erasures, what it lists is destroyed before anything else happens: an old backup brings nobody back. A database
    that has seen a ledger does not open without one that is at least as long. ``clock`` gives the instant in UTC that quotas and
    windows count by.
    """

    def __init__(
        self,
        database: Database,
        root: Root,
        domain: str,
        clock: Callable[[], datetime],
        ledger: Ledger | None = None,
    ) -> None:
        domains = {domain, database.domain, root.domain, ledger.domain if ledger else domain}
        if len(domains) > 1:
            raise WrongDomain(
                f"database, root key, ledger and vault are of different domains: {', '.join(sorted(domains))}"
            )
        self.database, self.root, self.domain, self.clock = database, root, domain, clock
        self.ring = KeyRing(root)
        self._ledger = ledger
        with database.writing() as connection:
            self.ring.found(connection, clock())
            erasure.replay(connection, ledger, clock())
        self._group: GroupCommit[Ask, Outcome] = GroupCommit(database, self._decide)

    def _decide(self, connection: Connection, asks: Sequence[Ask]) -> list[Outcome]:
        return release.decide(connection, self.ring, self.clock(), asks)

    # -- putting in

    def seal(self, connection: Connection, act: Act, subject: str, values: Values) -> None:
        """Seal ``values`` (field → value) of one subject; see `seal_many`."""
        self.seal_many(connection, act, {subject: values})

    def seal_many(self, connection: Connection, act: Act, given: Mapping[str, Values]) -> None:
        """Seal values of many subjects in the caller's transaction, each as a new version of its field; what was there is replaced.

        ValueError where a field is unknown or takes another kind of value; Refused("erased") for a subject that was erased.
        """
        records.seal_many(connection, self.ring, act, given)

    # -- asking

    def answer(self, act: Act, grant: str, subject: str, predicate: Predicate) -> bool | None:
        """Whether ``predicate`` holds; ``None`` where what is sealed does not decide it. Logged first, like everything that leaves."""
        outcome = self._asked(Ask(act, grant, "answer", (subject,), predicate.fields, answers.name(predicate)))
        sealed = outcome.sealed.get(subject)
        if sealed is None:
            return False if isinstance(predicate, answers.Exists) else None
        values = self._left(act, outcome, predicate.fields)[subject]
        return predicate.of({name: value for name, value in values.items() if isinstance(value, str)})

    def mask(self, act: Act, grant: str, subjects: Sequence[str], fields: Sequence[str]) -> dict[str, dict[str, str]]:
        """Values with most of each covered (``D•••••567``); photos cannot be asked for."""
        outcome = self._asked(Ask(act, grant, "mask", tuple(subjects), tuple(fields)))
        found = self._left(act, outcome, fields)
        return {
            s: {f: masks.mask(f, v) for f, v in values.items() if isinstance(v, str)} for s, values in found.items()
        }

    def reveal(
        self, act: Act, grant: str, subjects: Sequence[str], fields: Sequence[str], operation: Operation = "reveal"
    ) -> Revealed:
        """The values of ``fields`` that each of ``subjects`` has. The log entry is on disk before they leave.

        Raises Refused (`kotinos.custody.vault.refusals`), and then for all of ``subjects``; ``log_unavailable`` where the log could
        not be written. ``operation`` is "export" for what leaves the zone.
        """
        outcome = self._asked(Ask(act, grant, operation, tuple(subjects), tuple(fields)))
        return self._left(act, outcome, fields)

    def reveal_within(
        self,
        connection: Connection,
        act: Act,
        grant: str,
        subjects: Sequence[str],
        fields: Sequence[str],
        operation: Operation = "reveal",
    ) -> Revealed:
        """The same inside the caller's writing transaction. The values must not leave before it commits."""
        [outcome] = self._decide(connection, [Ask(act, grant, operation, tuple(subjects), tuple(fields))])
        return self._opened(_released(outcome), fields)

    def search(self, connection: Connection, act: Act, grant: str, plan: str, values: Mapping[str, str]) -> list[str]:
        """The subjects whose sealed values of ``plan`` are ``values``, accents, case and punctuation aside; the grant must cover its
        fields for answers. Logged in the caller's writing transaction; ValueError where no such plan is, or a value of it is missing.
        """
        if plan not in PLANS:
            raise ValueError(f"no index {plan!r} is planned; there are {', '.join(PLANS)}")
        planned = PLANS[plan]
        _released(*self._decide(connection, [Ask(act, grant, "answer", (), planned.fields, f"search {plan}")]))
        hashes = [blind(key, planned, values) for key in self.ring.every_secret(connection, index_name(plan))]
        if any(one is None for one in hashes):
            raise ValueError(f"a search by {plan} takes {', '.join(planned.fields)}")
        i = tables.index.c
        found = connection.execute(sa.select(i.subject).where(i.plan == plan, i.hash.in_(hashes)).order_by(i.subject))
        return list(found.scalars())

    def mark(self, connection: Connection, values: Mapping[str, str]) -> str:
        """The identity mark: a keyed hash of the fields of `fields.IDENTITY`. One changed character gives another mark."""
        return self.marks(connection, [values])[0]

    def marks(self, connection: Connection, several: Sequence[Mapping[str, str]]) -> list[str]:
        """The identity mark of each of ``several``."""
        _, key = self.ring.secret(connection, MARK)
        parts = ([part for name in IDENTITY for part in (name, values.get(name, ""))] for values in several)
        return [hmac.digest(key, bound(*each), "sha256").hex() for each in parts]

    def comparison(self, connection: Connection, texts: Sequence[str]) -> list[str]:
        """The keyed hashes of what is compared to find one person in two files, cut short as a blind index is.

        Each text must be compound (a name beside a date of birth, a whole document number), so that nobody counts names by it.
        """
        _, key = self.ring.secret(connection, COMPARE)
        return [hmac.digest(key, bound("compare", text), "sha256")[:WIDTH].hex() for text in texts]

    # -- naming

    def token(self, connection: Connection, consumer: str, subject: str) -> str:
        """The token by which ``consumer`` knows ``subject``; made when first asked for, in a writing transaction."""
        return tokens.live(
            connection, self.ring, Act(consumer, self.clock(), "a token for a consumer"), consumer, subject
        )

    def subject_of(self, connection: Connection, consumer: str, token: str) -> str | None:
        """The subject that ``consumer`` means; ``None`` where the token is not one of its own, or dead."""
        return tokens.subject_of(connection, self.ring, consumer, token)

    # -- the life of a subject

    def erase(self, connection: Connection, act: Act, subject: str) -> None:
        """Destroy the subject's data key. Refused("held") under a legal hold, Refused("no_ledger") without a ledger.

        The ledger has its line when the transaction commits; if it cannot be written, nothing commits.
        """
        erasure.erase(connection, self._ledger, act, subject)

    def restrict(self, connection: Connection, act: Act, subject: str, restricted: bool = True) -> None:
        """Restrict processing (GDPR, article 18), or lift that: nothing leaves but to the person's own access."""
        self._flag(connection, act, subject, "restrict" if restricted else "lift-restriction", restricted=restricted)

    def hold(self, connection: Connection, act: Act, subject: str, held: bool = True) -> None:
        """Put a legal hold on a subject, or end it: what is held is neither erased nor purged. A second reason is a hold of its own in the
        log; ending ends them all. Refused("not_held") where there is none to end.
        """
        s = tables.subject.c
        if not held and not connection.execute(sa.select(s.held).where(s.subject == subject)).scalar():
            raise Refused("not_held", subject=subject)
        self._flag(connection, act, subject, "hold" if held else "end-hold", held=held)

    def _flag(self, connection: Connection, act: Act, subject: str, verb: str, **flag: bool) -> None:
        s = tables.subject.c
        done = connection.execute(
            sa.update(tables.subject).where(s.subject == subject, s.wrapped.is_not(None)).values(**flag)
        )
        if done.rowcount != 1:
            raise Refused("unknown_subject", subject=subject)
        append(connection, [Entry(act.at, act.actor, verb, subject=subject, detail=act.why)])

    # -- opening

    def _asked(self, ask: Ask) -> Released:
        try:
            outcome = self._group.ask(ask)
        except (sa.exc.DBAPIError, OSError) as error:
            raise Refused("log_unavailable") from error
        return _released(outcome)

    def _left(self, act: Act, outcome: Released, fields: Sequence[str]) -> Revealed:
        try:
            return self._opened(outcome, fields)
        except sealing.SealBroken:
            with self.database.writing() as connection:
                alarms.sound(connection, act, "seal_broken")
            raise

    def _opened(self, outcome: Released, fields: Sequence[str]) -> Revealed:
        found: Revealed = {}
        for subject, sealed in outcome.sealed.items():
            assert sealed.wrapped is not None
            kek = outcome.keys[sealed.epoch]
            key = sealing.unseal(kek, sealed.wrapped, "data-key", self.domain, subject)
            found[subject] = records.opened(key, self.domain, sealed, fields)
        return found


def _released(outcome: Outcome) -> Released:
    if isinstance(outcome, Refusal):
        raise Refused(outcome.code, **outcome.detail)
    return outcome
