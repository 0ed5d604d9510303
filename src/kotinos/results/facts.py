"""What can happen to a competition: the bodies of events, and the commands that ask for them.

A command is a fact with an envelope (who, through what, with which message id). `officials.decide` turns it into events or
refuses it; `competition.apply` folds events into state. Times are UTC, ISO 8601 with microseconds and ``Z``.
"""

from __future__ import annotations

from typing import Any

import msgspec

from kotinos.codes.rsc import Rsc
from kotinos.results.decision_facts import Disqualified as Disqualified
from kotinos.results.decision_facts import Reinstated as Reinstated
from kotinos.results.embargo_facts import EmbargoLifted as EmbargoLifted
from kotinos.results.embargo_facts import EmbargoPlanned as EmbargoPlanned
from kotinos.results.embargo_facts import EmbargoSet as EmbargoSet
from kotinos.results.hold_facts import HoldConfirmed as HoldConfirmed
from kotinos.results.hold_facts import HoldRejected as HoldRejected
from kotinos.results.hold_facts import MarkHeld as MarkHeld
from kotinos.results.hold_facts import PlausibilityTuned as PlausibilityTuned
from kotinos.results.horse_facts import HorsesEntered as HorsesEntered
from kotinos.results.name_facts import NamesTold as NamesTold
from kotinos.results.weather_facts import WeatherObserved as WeatherObserved

Text = dict[str, str]
"""A text by language: ``{"en": …, "fr": …}``."""


class _Fact(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="kind"):
    pass


class Member(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One athlete of a team, or somebody who competes beside an athlete: ``role`` is then ``guide``, ``pilot`` or ``assistant``."""

    id: str
    family_name: str
    given_name: str = ""
    gender: str = ""
    bib: str = ""
    order: int = 0
    role: str = ""
    sport_class: str = ""


class Participant(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One competitor: an athlete (``A``) or a team (``T``). Public names only; the open zone holds nothing else.

    ``id``: up to 20 characters, unique in the Games. ``name`` is the TV name (``Marie DURAND``), ``print_name`` the printed
    one (``DURAND Marie``). ``events``: event RSCs entered. ``bests``: ``{"PB": "9.91", "SB": …}`` as shown on a start list.
    ``sport_class``: the class that a para athlete was given in the sport entered (``T11``).
    """

    id: str
    type: str
    noc: str
    name: str
    print_name: str = ""
    given_name: str = ""
    family_name: str = ""
    gender: str = ""
    bib: str = ""
    events: tuple[Rsc, ...] = ()
    members: tuple[Member, ...] = ()
    bests: dict[str, str] = {}
    eligible_by_age: bool | None = None
    sport_class: str = ""


class Qualify(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How competitors leave a phase: the first ``place`` of each unit, then the ``time`` best of the others, into ``to``.

    ``standard``: a mark that qualifies by itself (field events), filled up to ``total`` by the next best. ``total`` alone
    (swimming, gymnastics): the best ``total`` over all units; ``per_noc`` limits how many of one NOC.
    """

    place: int = 0
    time: int = 0
    total: int = 0
    standard: str = ""
    per_noc: int = 0
    reserves: int = 0
    to: str = ""


class PhasePlan(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One phase of an event. ``kind``: ``heats`` (ranked together), ``series`` (the same competitors in several units, ranked by these
    together), ``pool``, ``knockout``, ``final``, ``component``.

    A ``component`` counts points toward the event (100 m of a decathlon). ``level`` orders phases for the event ranking:
    the final is 1, the phase before it 2. ``rule`` overrides what `sports` chooses for the RSC. ``carries`` names earlier phases
    whose result counts in this ``series`` (the opening series in a medal race, the ranking round of a pentathlon).
    """

    rsc: Rsc
    kind: str
    level: int = 1
    rule: str = ""
    qualify: Qualify | None = None
    name: Text = {}
    carries: tuple[str, ...] = ()


class Origin(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where the competitor of a bracket place comes from: winner or loser (``wlt``) of ``unit``, or ``rank`` of a pool phase."""

    unit: Rsc
    wlt: str = ""
    rank: int = 0


class UnitPlan(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One competition unit as scheduled. ``start``/``end`` are planned, with offset. ``medal``: 0 none, 1 gold, 3 bronze.

    ``devices`` are the names timing devices know it by (``lynx:33/1/1``, ``lenex:12/FIN/1``). ``sides`` are the two origins
    of a bracket match. ``session`` is the session code. ``facts`` go to the ranking as they are.
    """

    rsc: Rsc
    start: str = ""
    end: str = ""
    venue: str = ""
    venue_name: str = ""
    location: str = ""
    session: str = ""
    name: Text = {}
    medal: int = 0
    order: int = 0
    number: str = ""
    status: str = "SCHEDULED"
    devices: tuple[str, ...] = ()
    sides: tuple[Origin, ...] = ()
    bracket: str = ""
    facts: dict[str, Any] = {}


class Start(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One line of a start list. ``order``: lane or starting position shown; ``sort``: display order (1 = home/white)."""

    competitor: str
    sort: int
    order: str = ""
    bib: str = ""


class Locator(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How a device names a competitor: by ``id``, else ``bib``, else ``lane`` (start order); ``name`` and ``noc`` as a check."""

    id: str = ""
    bib: str = ""
    lane: str = ""
    name: str = ""
    noc: str = ""


class ListedRecord(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One line of a list of records: ``type`` (``WR``, ``OR``, ``NR`` …) in ``event``, and in a ``part`` of it where it keeps several
    (``SNATCH``, ``FINAL``).

    ``scope`` is the NOC of a national record and the competitor of a personal one. ``competitor`` is the holder's id where it is one of
    the Games. ``mark`` empty: not established, any mark will be the first. Several lines with the same mark share a record. ``status``
    ``pending``: not ratified yet.
    """

    event: Rsc
    type: str
    mark: str = ""
    part: str = ""
    scope: str = ""
    holder: str = ""
    competitor: str = ""
    noc: str = ""
    date: str = ""
    place: str = ""
    wind: str = ""
    status: str = "ratified"


class Observation(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One value seen for one competitor.

    ``slot`` says what it is: ``mark``, ``t4`` (0.0001 s, an integer), ``irm``, ``wind``, ``reaction``, ``points``, ``place``, ``d``,
    ``e``, ``penalty``, ``wlt``, ``attempt/3`` ({"mark": "8.12", "wind": "+0.4"}), ``height/2.29`` ("XXO"), ``split/50``, ``period/H1``,
    ``tie_break``. ``value`` ``None`` takes the slot back.
    """

    who: Locator
    slot: str
    value: Any


# -- the facts, by kind ----------------------------------------------------------------------------------------------


class GamesDeclared(_Fact, frozen=True, kw_only=True, tag="games_declared"):
    code: str
    name: Text
    start: str = ""
    end: str = ""
    timezone: str = "UTC"


class ParticipantsEntered(_Fact, frozen=True, kw_only=True, tag="participants_entered"):
    participants: tuple[Participant, ...]


class EventPlanned(_Fact, frozen=True, kw_only=True, tag="event_planned"):
    """An event's phases. ``medals``: ``rank`` (places 1, 2, 3) or ``brackets`` (medal matches, two bronzes where so planned).

    ``facts`` go to every ranking of the event as they are: a table of points or factors by class (`kotinos.sports.factors`).
    """

    event: Rsc
    phases: tuple[PhasePlan, ...]
    name: Text = {}
    rule_date: str = ""
    facts: dict[str, Any] = {}


class UnitsPlanned(_Fact, frozen=True, kw_only=True, tag="units_planned"):
    units: tuple[UnitPlan, ...]


class ScheduleChanged(_Fact, frozen=True, kw_only=True, tag="schedule_changed"):
    """``status`` as in CC @ScheduleStatus; ``start``/``end`` only with RESCHEDULED; ``actual`` the instant it happened."""

    unit: Rsc
    status: str
    start: str = ""
    end: str = ""
    actual: str = ""
    revision: int = 0


class StartListSet(_Fact, frozen=True, kw_only=True, tag="start_list_set"):
    unit: Rsc
    starts: tuple[Start, ...]
    revision: int = 0


class MarksObserved(_Fact, frozen=True, kw_only=True, tag="marks_observed"):
    """What one device message said of one unit. ``revision`` orders messages of one ``source`` about one slot: the greatest wins,
    whatever order they arrive in. ``facts`` are values of the unit (``wind``, ``period``). ``complete``: the device calls it final.
    ``held`` is filled in when it is recorded: what of the message waits for a person, and is in none of the others.
    """

    unit: Rsc
    revision: int
    items: tuple[Observation, ...]
    facts: dict[str, Any] = {}
    complete: bool = False
    held: tuple[MarkHeld, ...] = ()


class StatusSet(_Fact, frozen=True, kw_only=True, tag="status_set"):
    """``status`` as in CC @ResultStatus. ``confirm``: a person has seen what is implausible about it."""

    unit: Rsc
    status: str
    reason: str = ""
    confirm: bool = False


class Corrected(_Fact, frozen=True, kw_only=True, tag="corrected"):
    """Values changed by an official, at any time, even years later. They stand against later device messages.

    ``confirm``: the official has seen that a value is implausible, and means it.
    """

    unit: Rsc
    items: tuple[Observation, ...]
    reason: str
    facts: dict[str, Any] = {}
    confirm: bool = False


class TieBroken(_Fact, frozen=True, kw_only=True, tag="tie_broken"):
    """Tied competitors put in order by a recorded decision (lots, jump-off, photo)."""

    unit: Rsc
    order: tuple[str, ...]
    reason: str


class _Filing(_Fact, frozen=True, kw_only=True):
    """What is known of a protest when it is lodged. ``by`` files it, ``reason`` are its grounds, ``rule`` the rule it invokes.

    ``competitor``: whose score or result it is about. ``evidence``: references (a video, a form), ``fee`` as paid. ``received``: the
    instant it was handed in, where that is not the instant at which it is typed. ``admitted``: why it is heard although it is late.
    ``closes`` (the end of the window, UTC) and ``late`` (seconds after it) are what `officials.decide` found, never what a sender says.
    """

    unit: Rsc
    protest: str
    by: str
    reason: str
    competitor: str = ""
    rule: str = ""
    evidence: tuple[str, ...] = ()
    fee: str = ""
    received: str = ""
    admitted: str = ""
    closes: str = ""
    late: str = ""


class ProtestFiled(_Filing, frozen=True, kw_only=True, tag="protest_filed"):
    """A protest that is heard: in time, or admitted out of time."""


class ProtestLate(_Filing, frozen=True, kw_only=True, tag="protest_late"):
    """A protest or an appeal after its window had closed: recorded and shown, without effect."""


class ProtestAdjourned(_Fact, frozen=True, kw_only=True, tag="protest_adjourned"):
    """The decision waits for evidence or a ``hearing`` (its planned instant)."""

    unit: Rsc
    protest: str
    reason: str
    hearing: str = ""


class ProtestReopened(_Fact, frozen=True, kw_only=True, tag="protest_reopened"):
    """Taken up again after a decision: an appeal to the next ``instance`` (``jury``, ``cas``), or by the same one."""

    unit: Rsc
    protest: str
    by: str
    reason: str
    instance: str = "jury"
    received: str = ""
    admitted: str = ""
    closes: str = ""
    late: str = ""


class ProtestDecided(_Fact, frozen=True, kw_only=True, tag="protest_decided"):
    """``outcome``: ``upheld``, ``dismissed`` or ``withdrawn``; ``effect`` are the values that change with it.

    ``shared``: competitors who share the best of their places (a medal shared). ``rerun``: the unit is to be held again; its result is
    provisional until then. A later decision on the same protest replaces what an earlier one shared.
    """

    unit: Rsc
    protest: str
    outcome: str
    reason: str
    effect: tuple[Observation, ...] = ()
    shared: tuple[str, ...] = ()
    rerun: bool = False


class Invalidated(_Fact, frozen=True, kw_only=True, tag="invalidated"):
    """The unit's results should never have existed (wrong unit, wrong day): it falls back to its start list."""

    unit: Rsc
    reason: str


class TwoPersonSet(_Fact, frozen=True, kw_only=True, tag="two_person_set"):
    """Where two people must agree on every value typed at a desk. ``scope`` is the beginning of an RSC (``GAR``, an event, one unit).

    ``mode``: ``agree`` (the second sees the value and agrees), ``blind`` (the second types it without seeing it), ``off``.
    The longest scope that fits decides; a unit's plan may say ``two_person`` in its facts, which goes before any scope.
    """

    scope: str
    mode: str


class MarkProposed(_Fact, frozen=True, kw_only=True, tag="mark_proposed"):
    """What one person typed where two must agree: it counts for nothing yet. An item that names nobody is a value of the unit."""

    unit: Rsc
    items: tuple[Observation, ...]
    reason: str = ""


class MarkAgreed(_Fact, frozen=True, kw_only=True, tag="mark_agreed"):
    """A second person agrees with what ``proposed_by`` typed: now it counts, as a correction where there is a ``reason``."""

    unit: Rsc
    items: tuple[Observation, ...]
    proposed_by: str
    revision: int = 0
    reason: str = ""


class MessageRefused(_Fact, frozen=True, kw_only=True, tag="message_refused"):
    """A message that could not be taken: what and where; its bytes are kept under ``digest`` (SHA-256) for inspection."""

    form: str
    name: str
    digest: str
    error: str
    where: str = ""
    size: int = 0


class RecordsListed(_Fact, frozen=True, kw_only=True, tag="records_listed"):
    """The records of a discipline as they stand at ``as_of`` (a day, that is its first moment UTC, or an instant).

    ``name`` tells several lists of a discipline apart. A greater ``version`` replaces what the list said from its ``as_of`` on;
    marks made before keep what they were by the version of their time.
    """

    discipline: str
    name: str
    version: int
    as_of: str
    records: tuple[ListedRecord, ...]


class RecordRatified(_Fact, frozen=True, kw_only=True, tag="record_ratified"):
    """A record set in ``unit`` is confirmed, of all ``types`` it was or of those named. It holds for this ``mark`` and for no other."""

    unit: Rsc
    competitor: str
    mark: str
    part: str = ""
    types: tuple[str, ...] = ()
    reason: str = ""


class RecordRejected(_Fact, frozen=True, kw_only=True, tag="record_rejected"):
    """The mark stands in its result but is no record: what it had bettered is the record again."""

    unit: Rsc
    competitor: str
    mark: str
    reason: str
    part: str = ""
    types: tuple[str, ...] = ()


Fact = (
    GamesDeclared
    | ParticipantsEntered
    | EventPlanned
    | UnitsPlanned
    | ScheduleChanged
    | StartListSet
    | MarksObserved
    | StatusSet
    | Corrected
    | TieBroken
    | ProtestFiled
    | ProtestLate
    | ProtestAdjourned
    | ProtestReopened
    | ProtestDecided
    | Invalidated
    | TwoPersonSet
    | MarkProposed
    | MarkAgreed
    | RecordsListed
    | RecordRatified
    | RecordRejected
    | Disqualified
    | Reinstated
    | EmbargoPlanned
    | EmbargoSet
    | EmbargoLifted
    | MessageRefused
    | MarkHeld
    | HoldConfirmed
    | HoldRejected
    | PlausibilityTuned
    | NamesTold
    | HorsesEntered
    | WeatherObserved
)


class Typed(msgspec.Struct, frozen=True, kw_only=True):
    """One value typed at a desk for a competitor of the start list (``""``: for the unit itself), and what stood there to be seen."""

    competitor: str
    slot: str
    value: Any
    seen: Any = None


class MarksTyped(msgspec.Struct, frozen=True, kw_only=True):
    """What a person typed at a desk: a wish that becomes an observation, a correction, or one half of two people's agreement.

    ``reason`` is needed where an official's value or an official result changes. ``agree``: the value was seen, not typed.
    ``confirm``: the person has seen what is implausible about it.
    """

    unit: Rsc
    items: tuple[Typed, ...]
    reason: str = ""
    agree: bool = False
    confirm: bool = False


class DecisionTyped(msgspec.Struct, frozen=True, kw_only=True):
    """A protest decided at a desk, with the values that change by it as they were typed: a wish that becomes a `ProtestDecided`.

    ``confirm``: the person has seen what is implausible about them.
    """

    decision: ProtestDecided
    items: tuple[Typed, ...]
    confirm: bool = False


Wish = MarksTyped | DecisionTyped
"""What a desk asks for, and `officials.decide` makes a fact of."""


class Command(msgspec.Struct, frozen=True, kw_only=True):
    """A wish for something to be recorded. ``id`` makes it idempotent: the same id again changes nothing.

    ``at`` is the instant at which it arrived, by the engine's clock: some things may be done only until a certain instant.
    ``roles`` are those of the key that it came with: an embargo is lifted only in its role.
    """

    id: str
    fact: Fact | Wish
    actor: str
    source: str
    cause: str | None = None
    at: str = ""
    roles: frozenset[str] = frozenset()


class Refused(ValueError):
    """A command that contradicts what is known. The message says what, where and what would be right; ``where`` names the spot."""

    def __init__(self, message: str, where: str = "") -> None:
        super().__init__(message)
        self.where = where


class Conflict(Refused):
    """Somebody else changed a value since it was seen. ``now`` is what stands there."""

    def __init__(self, message: str, where: str, now: Any) -> None:
        super().__init__(message, where)
        self.now = now


class Doubted(Refused):
    """A value that is not plausible and was not confirmed. ``why`` says so by language."""

    def __init__(self, message: str, where: str, why: Text) -> None:
        super().__init__(message, where)
        self.why = why


class Unchanged(Exception):
    """Nothing to record: what the command says is known already, or newer is known. ``stale`` tells the two apart."""

    def __init__(self, stale: bool) -> None:
        super().__init__("older than what is known" if stale else "known already")
        self.stale = stale
