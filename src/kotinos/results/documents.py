"""What is published: keyed, versioned snapshots. Every form and every screen is made from these and from nothing else.

The key is ODF's overwrite key: a newer version replaces the older one completely. All documents that one event changes carry
the same ``step`` (its ``seq``), so that a reader can take them together.

This is the contract with every reader, and it is read as a whole: that is why it is one long file.
"""

from __future__ import annotations

from typing import Any

import msgspec

from kotinos.codes.rsc import Rsc

Text = dict[str, str]


class _Part(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    pass


def _defaulted(part: _Part, name: str, default: str) -> None:
    """Make an equal text the default itself: msgspec leaves a default out by identity, and equal values must give equal bytes."""
    value = getattr(part, name)
    if value is not default and value == default:
        msgspec.structs.force_setattr(part, name, default)


class MemberRef(_Part, frozen=True, kw_only=True):
    """One athlete of a team, or a guide, as shown."""

    id: str
    name: str
    print_name: str = ""
    given_name: str = ""
    family_name: str = ""
    gender: str = ""
    bib: str = ""
    order: int = 0
    role: str = ""
    sport_class: str = ""


class CompetitorRef(_Part, frozen=True, kw_only=True):
    """Whom a row is about. Stands alone: a reader needs no other document to show it. ``id`` may be ``TBD`` or ``BYE``."""

    id: str
    type: str = "A"
    noc: str = ""
    name: str = ""
    print_name: str = ""
    given_name: str = ""
    family_name: str = ""
    gender: str = ""
    bib: str = ""
    members: tuple[MemberRef, ...] = ()
    sport_class: str = ""
    guides: tuple[MemberRef, ...] = ()

    def __post_init__(self) -> None:
        _defaulted(self, "type", "A")


class Attempt(_Part, frozen=True, kw_only=True):
    """One attempt of a field event: ``mark`` ``8.12``, ``X`` (failure), ``-`` (passed) or ``r`` (retired)."""

    n: int
    mark: str
    wind: str = ""
    best: bool = False
    records: tuple[str, ...] = ()


class Height(_Part, frozen=True, kw_only=True):
    """One height of a vertical jump and what was tried there, as ``O``, ``XO``, ``XX-``."""

    height: str
    attempts: str
    records: tuple[str, ...] = ()


class Split(_Part, frozen=True, kw_only=True):
    """Time at an intermediate point (``50``, ``1000``): since the start, its rank there, gap to the leader there."""

    point: str
    time: str
    rank: int | None = None
    diff: str = ""


class ResultRow(_Part, frozen=True, kw_only=True):
    """One competitor in a result list. ``sort_order`` is unique from 1 and the only display order; ``rank`` is absent for an IRM.

    ``mark`` is the text shown, ``mark_type`` TIME, DISTANCE, POINTS, WEIGHT … or IRM. ``why`` says what separates it from the row before.
    ``parts`` are components by name (``d``, ``e``, ``penalty``, ``judge/J1``), ``details`` those that have parts of their own (a dive
    with its judges). ``changed``: the last change touched this row.
    """

    sort_order: int
    competitor: CompetitorRef
    start_sort: int = 0
    start_order: str = ""
    bib: str = ""
    rank: int | None = None
    rank_equal: bool = False
    mark: str = ""
    mark_type: str = ""
    irm: str = ""
    qual: str = ""
    wlt: str = ""
    diff: str = ""
    wind: str = ""
    reaction: str = ""
    attempts: tuple[Attempt, ...] = ()
    heights: tuple[Height, ...] = ()
    splits: tuple[Split, ...] = ()
    parts: dict[str, str] = {}
    details: dict[str, Any] = {}
    bests: dict[str, str] = {}
    records: tuple[str, ...] = ()
    pending: tuple[str, ...] = ()
    unit: Rsc | None = None
    why: Text = {}
    changed: bool = False


class Period(_Part, frozen=True, kw_only=True):
    """Score after a period (``home``, ``away``) and of the period itself (``home_period``, ``away_period``)."""

    code: str
    home: str = ""
    away: str = ""
    home_period: str = ""
    away_period: str = ""


class ProtestStep(_Part, frozen=True, kw_only=True):
    """One thing that happened to a protest: filed, adjourned, decided, opened again; before which ``instance``, and what was said."""

    status: str
    at: str
    instance: str
    text: str = ""
    outcome: str = ""


class Protest(_Part, frozen=True, kw_only=True):
    """A protest: ``status`` ``OPN``, ``PND``, ``CLS`` or ``ROPN``, and its outcome once decided.

    ``outcome`` is ``late`` where it came after the end of its window and was not admitted. ``instance``: ``referee``, ``jury`` (of
    appeal) or ``cas``.
    """

    id: str
    by: str
    reason: str
    status: str
    filed: str
    outcome: str = ""
    decision: str = ""
    decided: str = ""
    number: int = 0
    competitor: CompetitorRef | None = None
    instance: str = ""
    rule: str = ""
    evidence: tuple[str, ...] = ()
    fee: str = ""
    closes: str = ""
    late: str = ""
    admitted: str = ""
    hearing: str = ""
    rerun: bool = False
    steps: tuple[ProtestStep, ...] = ()


class Change(_Part, frozen=True, kw_only=True):
    """What changed last, for a person: ``code`` is the kind of fact, ``text`` says it, ``at`` when, ``by`` who."""

    code: str
    at: str
    by: str
    text: Text = {}


class RecordLine(_Part, frozen=True, kw_only=True):
    """A holder of a record: ``code`` WR, OR …, of a ``part`` of the event where it keeps several; whose, when and where.

    ``scope`` is the NOC of a national record. ``unit``: set there, at these Games; ``equalled``: reached what stood already.
    """

    code: str
    mark: str
    holder: str = ""
    noc: str = ""
    date: str = ""
    place: str = ""
    scope: str = ""
    part: str = ""
    wind: str = ""
    competitor: CompetitorRef | None = None
    unit: Rsc | None = None
    equalled: bool = False
    pending: bool = False


class UnitLine(_Part, frozen=True, kw_only=True):
    """A unit as it stands in a schedule or above a result list."""

    rsc: Rsc
    name: Text
    start: str = ""
    end: str = ""
    actual_start: str = ""
    actual_end: str = ""
    status: str = "SCHEDULED"
    result_status: str = ""
    venue: str = ""
    venue_name: str = ""
    location: str = ""
    session: str = ""
    medal: int = 0
    order: int = 0
    number: str = ""
    sides: tuple[CompetitorRef, ...] = ()
    """Head-to-head units: who meets whom, ``TBD`` while unknown."""

    def __post_init__(self) -> None:
        _defaulted(self, "status", "SCHEDULED")


class GamesBody(_Part, frozen=True, kw_only=True, tag="games"):
    """GAMES (a type of our own): what the Games are called, when and in which time zone they are held."""

    code: str
    name: Text
    start: str = ""
    end: str = ""
    timezone: str = "UTC"

    def __post_init__(self) -> None:
        _defaulted(self, "timezone", "UTC")


class ScheduleBody(_Part, frozen=True, kw_only=True, tag="schedule"):
    """DT_SCHEDULE: all units of one discipline."""

    discipline: str
    name: Text
    units: tuple[UnitLine, ...]


class ParticipantsBody(_Part, frozen=True, kw_only=True, tag="participants"):
    """DT_PARTIC and DT_PARTIC_TEAMS: everyone entered in one discipline; ``events`` by participant id."""

    discipline: str
    participants: tuple[CompetitorRef, ...]
    events: dict[str, tuple[Rsc, ...]] = {}


class LocalNameLine(_Part, frozen=True, kw_only=True):
    """A person's or a team's name in another language; ``type`` ``A`` or ``T``."""

    id: str
    type: str
    noc: str
    family_name: str = ""
    given_name: str = ""
    name: str = ""
    gender: str = ""


class LocalNamesBody(_Part, frozen=True, kw_only=True, tag="local_names"):
    """DT_PARTIC_NAME: what everyone of a discipline is called in one language (the subcode), as far as that is known."""

    discipline: str
    language: str
    names: tuple[LocalNameLine, ...]


class Horse(_Part, frozen=True, kw_only=True):
    """One horse: public names and what its passport says of it; of owner and groom, who do not compete, nothing.

    ``sex``: ``M`` mare, ``S`` stallion, ``G`` gelding. ``born`` is a year. ``status``: ``ACTIVE``, or ``CANCEL`` where it does not come.
    """

    id: str
    name: str
    noc: str
    sex: str = ""
    born: str = ""
    passport: str = ""
    colour: str = ""
    breed: str = ""
    sire: str = ""
    status: str = "ACTIVE"

    def __post_init__(self) -> None:
        _defaulted(self, "status", "ACTIVE")


class HorsesBody(_Part, frozen=True, kw_only=True, tag="horses"):
    """DT_PARTIC_HORSES: every horse that was ever entered in a discipline, by id."""

    discipline: str
    horses: tuple[Horse, ...]


class ResultBody(_Part, frozen=True, kw_only=True, tag="result"):
    """DT_RESULT: one unit, from start list to official."""

    unit: UnitLine
    event_name: Text
    rows: tuple[ResultRow, ...]
    rule_set: str = ""
    wind: str = ""
    periods: tuple[Period, ...] = ()
    protests: tuple[Protest, ...] = ()
    protest_until: str = ""
    """When the time for protests ends, as far as it is known: that of the result, or of the score shown last."""
    notes: tuple[str, ...] = ()
    records: tuple[RecordLine, ...] = ()
    qualify: Text = {}
    columns: tuple[str, ...] = ()
    """Which parts of a row this unit uses, in order: ``reaction``, ``attempts``, ``heights``, ``splits``, ``d``, ``e``, ``wind`` …"""
    change: Change | None = None
    facts: dict[str, Any] = {}


class PhaseResultBody(_Part, frozen=True, kw_only=True, tag="phase_result"):
    """DT_PHASE_RESULT: all units of a phase ranked together."""

    phase: Rsc
    name: Text
    event_name: Text
    rows: tuple[ResultRow, ...]
    rule_set: str = ""
    qualify: Text = {}
    units_total: int = 0
    units_complete: int = 0
    notes: tuple[str, ...] = ()
    facts: dict[str, Any] = {}


class ComponentResult(_Part, frozen=True, kw_only=True):
    """What one unit gave toward a cumulative result."""

    unit: Rsc
    order: int
    mark: str = ""
    points: str = ""
    rank: int | None = None
    irm: str = ""


class CumulativeRow(_Part, frozen=True, kw_only=True):
    """A total over several units, with what each gave."""

    row: ResultRow
    items: tuple[ComponentResult, ...] = ()


class CumulativeBody(_Part, frozen=True, kw_only=True, tag="cumulative"):
    """DT_CUMULATIVE_RESULT: a decathlon, an all-around, a series, after its last unit; of the whole event, or of one ``phase``."""

    event: Rsc
    event_name: Text
    rows: tuple[CumulativeRow, ...]
    phase: Rsc | None = None
    name: Text = {}
    rule_set: str = ""
    last_unit: Rsc | None = None
    units_total: int = 0
    units_complete: int = 0
    notes: tuple[str, ...] = ()


class Opponent(_Part, frozen=True, kw_only=True):
    """One cell of a pool's cross table."""

    competitor: CompetitorRef
    pos: int
    unit: Rsc
    date: str = ""
    time: str = ""
    home_away: str = ""
    result: str = ""


class PoolRow(_Part, frozen=True, kw_only=True):
    """One team of a pool table."""

    sort_order: int
    competitor: CompetitorRef
    rank: int | None = None
    rank_equal: bool = False
    qual: str = ""
    irm: str = ""
    points: str = ""
    played: int = 0
    won: int = 0
    tied: int = 0
    lost: int = 0
    for_: int = msgspec.field(default=0, name="for")
    against: int = 0
    diff: str = ""
    opponents: tuple[Opponent, ...] = ()
    why: Text = {}


class PoolBody(_Part, frozen=True, kw_only=True, tag="pool"):
    """DT_POOL_STANDING: one pool."""

    phase: Rsc
    name: Text
    event_name: Text
    rows: tuple[PoolRow, ...]
    rule_set: str = ""
    units_total: int = 0
    units_complete: int = 0
    notes: tuple[str, ...] = ()


class BracketPlace(_Part, frozen=True, kw_only=True):
    """One side of a bracket match: a competitor, or ``TBD``/``BYE`` with where it will come from."""

    pos: int
    competitor: CompetitorRef
    previous_unit: Rsc | None = None
    previous_wlt: str = ""
    previous_rank: int = 0
    result: str = ""
    wlt: str = ""
    irm: str = ""


class BracketItem(_Part, frozen=True, kw_only=True):
    """One match in its place of the tree."""

    code: str
    order: int
    position: int
    unit: Rsc
    date: str = ""
    time: str = ""
    result: str = ""
    status: str = ""
    places: tuple[BracketPlace, ...] = ()


class BracketRound(_Part, frozen=True, kw_only=True):
    """The matches of one round (``8FNL``, ``QFNL``, ``SFNL``, ``FNL-``)."""

    code: str
    name: Text
    items: tuple[BracketItem, ...]


class Bracket(_Part, frozen=True, kw_only=True):
    """One tree: ``FNL`` for gold, ``BRN1``/``BRN2`` toward bronze."""

    code: str
    rounds: tuple[BracketRound, ...]


class BracketsBody(_Part, frozen=True, kw_only=True, tag="brackets"):
    """DT_BRACKETS: all trees of an event."""

    event: Rsc
    event_name: Text
    brackets: tuple[Bracket, ...]
    notes: tuple[str, ...] = ()


class PhaseConfig(_Part, frozen=True, kw_only=True):
    """How one phase is run: its ``kind`` (heats, series, pool, knockout, final, component), its ``units``, and how one leaves it.

    ``rule`` holds that in numbers (``place``, ``time``, ``total``, ``standard``, ``per_noc``, ``reserves``, ``to``), ``qualify`` in words.
    ``stage`` 1 is the last phase.
    """

    phase: Rsc
    name: Text
    kind: str
    stage: int = 1
    units: int = 0
    rule: dict[str, Any] = {}
    qualify: Text = {}


class ConfigBody(_Part, frozen=True, kw_only=True, tag="config"):
    """DT_CONFIG: how an event will run. ``entered`` counts competitors; ``draw`` is the first round of its tree (``R32-``, ``8FNL``)."""

    event: Rsc
    event_name: Text
    phases: tuple[PhaseConfig, ...] = ()
    entered: int = 0
    draw: str = ""


class RankingBody(_Part, frozen=True, kw_only=True, tag="ranking"):
    """DT_RANKING: the event from first to last."""

    event: Rsc
    event_name: Text
    rows: tuple[ResultRow, ...]
    rule_set: str = ""
    notes: tuple[str, ...] = ()


class StatPart(_Part, frozen=True, kw_only=True):
    """What else is said of one statistic: ``UNIT_NUM``, the number of the match."""

    code: str
    value: str


class StatLine(_Part, frozen=True, kw_only=True):
    """One statistic of `kotinos.codes.statistics`, by ``code`` and ``pos``: its ``value``, of so many ``tried``.

    ``type`` is ``ANALYSIS`` or ``PTY`` (a card) where ODF keeps them apart from the others.
    """

    code: str
    value: str
    type: str = ""
    pos: str = ""
    tried: str = ""
    average: str = ""
    percent: str = ""
    rank: int | None = None
    rank_equal: bool = False
    sort_order: int = 0
    parts: tuple[StatPart, ...] = ()


class MemberStats(_Part, frozen=True, kw_only=True):
    """The statistics of one athlete of a team."""

    member: MemberRef
    stats: tuple[StatLine, ...]


class StatRow(_Part, frozen=True, kw_only=True):
    """A team with its athletes, or an athlete alone."""

    order: int
    competitor: CompetitorRef
    stats: tuple[StatLine, ...] = ()
    members: tuple[MemberStats, ...] = ()


class StatsBody(_Part, frozen=True, kw_only=True, tag="stats"):
    """DT_STATS: what was counted in matches that are over. ``table`` is ``CUM`` (of an event: one competitor, whom the subcode names; of a
    discipline: everyone who was shown a card), ``TEAM_RANKING``, ``IND_RANKING``, ``TOU`` (an event, or all of a gender: ``stats``) or
    ``ANALYSIS`` (the two who will meet in a match, by what they did before). ``event`` is the code of what it is about."""

    event: Rsc
    event_name: Text
    table: str
    rows: tuple[StatRow, ...] = ()
    stats: tuple[StatLine, ...] = ()
    last_unit: Rsc | None = None
    units_total: int = 0
    units_complete: int = 0


class Medallist(_Part, frozen=True, kw_only=True):
    """One medal: ``medal`` is ME_GOLD, ME_SILVER or ME_BRONZE; ``unit`` where it was won."""

    medal: str
    competitor: CompetitorRef
    unit: Rsc
    date: str
    order: int = 1


class MedallistsBody(_Part, frozen=True, kw_only=True, tag="medallists"):
    """DT_MEDALLISTS: the medals of one event."""

    event: Rsc
    event_name: Text
    medals: tuple[Medallist, ...]
    notes: tuple[str, ...] = ()


class DisciplineMedallistsBody(_Part, frozen=True, kw_only=True, tag="discipline_medallists"):
    """DT_MEDALLISTS_DISCIPLINE: the medals of all events of one discipline, as far as they are won, by event."""

    discipline: str
    name: Text
    events: tuple[MedallistsBody, ...]
    events_total: int = 0
    events_finished: int = 0
    notes: tuple[str, ...] = ()


class RecordStanding(_Part, frozen=True, kw_only=True):
    """One record of an event. ``holders`` share it where they are several; ``former`` held it before, the last first.

    No holder: the record is not established. ``reinstated``: the holder is it again, since a better mark was not accepted.
    """

    event: Rsc
    event_name: Text
    code: str
    name: Text
    scope: str = ""
    part: str = ""
    holders: tuple[RecordLine, ...] = ()
    former: tuple[RecordLine, ...] = ()
    reinstated: bool = False


class RecordsBody(_Part, frozen=True, kw_only=True, tag="records"):
    """DT_RECORD: the records of a discipline as they stand, by event and rank of the record; personal bests stand with the people."""

    discipline: str
    name: Text
    records: tuple[RecordStanding, ...]
    as_of: dict[str, str] = {}
    """The lists they come from, by name, and the day of each."""


class MedalCount(_Part, frozen=True, kw_only=True):
    """Medals of one event gender (``M W X`` or ``TOT``)."""

    type: str
    gold: int = 0
    silver: int = 0
    bronze: int = 0
    total: int = 0


class MedalLine(_Part, frozen=True, kw_only=True):
    """One organisation in the medal table, ranked by gold-silver-bronze and by total."""

    noc: str
    name: Text
    rank: int
    sort_rank: int
    rank_total: int
    sort_rank_total: int
    counts: tuple[MedalCount, ...]
    rank_equal: bool = False
    rank_total_equal: bool = False


class MedalsBody(_Part, frozen=True, kw_only=True, tag="medals"):
    """DT_MEDALS: the medal table of the Games (code ``GEN…``) or of a discipline."""

    lines: tuple[MedalLine, ...]
    totals: tuple[MedalCount, ...]
    last_event: Rsc | None = None
    events_total: int = 0
    events_finished: int = 0
    notes: tuple[str, ...] = ()


class Conditions(_Part, frozen=True, kw_only=True):
    """The weather at one point of a place: ``GEN`` anywhere, ``START``, ``FINISH``, ``HIGH`` or ``LOW`` on a course.

    Numbers are texts, as measured: degrees Celsius by what was measured (``AIR``, ``WATER``, ``SNOW``, ``ICE``), metres a second,
    per cent, hectopascals, millimetres. ``ground`` says in the field's codes how snow, ice or water are.
    """

    point: str = "GEN"
    sky: str = ""
    temperatures: dict[str, str] = {}
    humidity: str = ""
    wind_speed: str = ""
    wind_direction: str = ""
    pressure: str = ""
    precipitation_type: str = ""
    precipitation: str = ""
    ground: dict[str, str] = {}

    def __post_init__(self) -> None:
        _defaulted(self, "point", "GEN")


class WeatherBody(_Part, frozen=True, kw_only=True, tag="weather"):
    """DT_WEATHER: the weather for a unit or a whole discipline at one place (the subcode), as observed last."""

    about: Rsc
    place: str
    observed: str
    conditions: tuple[Conditions, ...]


class Ruling(_Part, frozen=True, kw_only=True):
    """A decision of a tribunal about an event: ``irm`` is empty where it gives places back, ``promote`` ``all`` or ``none``."""

    authority: str
    reason: str
    competitors: tuple[CompetitorRef, ...]
    irm: str = ""
    promote: str = ""


class CommunicationBody(_Part, frozen=True, kw_only=True, tag="communication"):
    """DT_COMMUNICATION: one official communication (the subcode is its number): on a unit, a protest and what became of it; on an
    event, a tribunal's decision.
    """

    unit: Rsc
    event_name: Text
    number: int
    title: Text
    published: str
    protest: Protest | None = None
    ruling: Ruling | None = None


Body = (
    GamesBody
    | ScheduleBody
    | ParticipantsBody
    | LocalNamesBody
    | HorsesBody
    | ResultBody
    | PhaseResultBody
    | CumulativeBody
    | PoolBody
    | BracketsBody
    | ConfigBody
    | RankingBody
    | StatsBody
    | MedallistsBody
    | DisciplineMedallistsBody
    | MedalsBody
    | RecordsBody
    | WeatherBody
    | CommunicationBody
)

BODY_OF_TYPE: dict[str, type[_Part]] = {
    "GAMES": GamesBody,
    "DT_SCHEDULE": ScheduleBody,
    "DT_SCHEDULE_UPDATE": ScheduleBody,
    "DT_PARTIC": ParticipantsBody,
    "DT_PARTIC_NAME": LocalNamesBody,
    "DT_PARTIC_HORSES": HorsesBody,
    "DT_RESULT": ResultBody,
    "DT_PHASE_RESULT": PhaseResultBody,
    "DT_CUMULATIVE_RESULT": CumulativeBody,
    "DT_POOL_STANDING": PoolBody,
    "DT_BRACKETS": BracketsBody,
    "DT_CONFIG": ConfigBody,
    "DT_RANKING": RankingBody,
    "DT_STATS": StatsBody,
    "DT_MEDALLISTS": MedallistsBody,
    "DT_MEDALLISTS_DISCIPLINE": DisciplineMedallistsBody,
    "DT_MEDALS": MedalsBody,
    "DT_RECORD": RecordsBody,
    "DT_WEATHER": WeatherBody,
    "DT_COMMUNICATION": CommunicationBody,
}


class Document(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One published version. ``rsc`` is the DocumentCode, ``status`` the ResultStatus (empty where the type has none).

    ``body`` ``None`` withdraws the document (an invalidation, which repeats the version it cancels).
    ``step`` is the journal's ``seq`` that made it, ``at`` that event's instant.
    """

    type: str
    rsc: Rsc
    version: int
    step: int
    at: str
    body: Body | None
    subcode: str = ""
    status: str = ""

    @property
    def key(self) -> str:
        """``DT_RESULT/ATHM100M--------------FNL-000100--`` and, where there is one, ``/subcode``."""
        return f"{self.type}/{self.rsc}" + (f"/{self.subcode}" if self.subcode else "")
