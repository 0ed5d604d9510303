"""Competitions told as facts: every document that the engine's projections make of them becomes valid ODF, in a valid sequence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec
from lxml import etree

from kotinos.codes import canonical
from kotinos.codes.rsc import Level, Rsc
from kotinos.forms.odf import OdfMessage, form
from kotinos.forms.odf import schema as odf_schema
from kotinos.journal.event import Proposal
from kotinos.results import facts
from kotinos.results.competition import Games, apply, fact_of
from kotinos.results.documents import Document
from kotinos.results.facts import Fact, Locator, Observation, Participant, PhasePlan, Qualify, Start, UnitPlan
from kotinos.results.officials import Unchanged, decide, stream_of
from kotinos.results.projections import derive
from tests.forms.invented import FEED


def told(story: Sequence[Fact]) -> Iterator[tuple[Document, list[OdfMessage]]]:
    """Each document version that the story makes, with its messages."""
    games = Games()
    versions: dict[str, tuple[int, bytes]] = {}
    standing_documents: dict[str, Document] = {}
    offset = 0
    for step, fact in enumerate(story, 1):
        command = facts.Command(id=str(step), fact=fact, actor="test", source="test")
        try:
            decided = decide(games, command)
        except Unchanged:
            continue
        at = f"2024-08-04T{18 + step // 60:02d}:{step % 60:02d}:00.000000Z"
        event = Proposal(
            id=str(step),
            at=at,
            stream=stream_of(decided),
            kind="x",
            actor="test",
            source="test",
            body=canonical.encode(decided),
        )
        event = msgspec.structs.replace(event, kind=msgspec.json.decode(event.body)["kind"])
        decided = fact_of(event)  # as the journal gives it back
        before, games = games, apply(games, event, decided)
        for draft in derive(before, games, [decided]):
            number, standing = versions.get(draft.key, (0, b""))
            body = draft.status.encode() + canonical.encode(draft.body)
            if body == standing or (draft.body is None and not number):
                continue
            number += draft.body is not None
            versions[draft.key] = (number, body)
            offset += 1
            document = Document(
                type=draft.type,
                rsc=draft.rsc,
                version=number,
                step=step,
                at=at,
                status=draft.status,
                body=draft.body,
                subcode=draft.subcode,
            )
            yield document, form(document, FEED, number=offset, before=standing_documents.get(draft.key))
            standing_documents[draft.key] = document


def _people(event: Rsc, count: int, type_: str = "A") -> facts.ParticipantsEntered:
    nocs = ("NZL", "POR", "CZE", "CHI", "SUI", "IRL")
    code = (lambda n: f"77{n:05d}") if type_ == "A" else (lambda n: f"{event[:12]}{nocs[n]}01")
    return facts.ParticipantsEntered(
        participants=tuple(
            Participant(
                id=code(n),
                type=type_,
                noc=nocs[n],
                name=f"Nom{n} FAMILLE{n}",
                print_name=f"FAMILLE{n} Nom{n}",
                gender=event.gender,
                bib=str(n + 1),
                events=(event,),
            )
            for n in range(count)
        )
    )


def _unit(rsc: Rsc, **more: object) -> UnitPlan:
    return UnitPlan(
        rsc=rsc,
        start="2024-08-04T20:00:00+02:00",
        end="2024-08-04T21:00:00+02:00",
        venue="STA",
        venue_name="Stade Imaginaire",
        session=f"{rsc.discipline}01",
        **more,  # type: ignore[arg-type]
    )


def _starts(unit: Rsc, ids: Sequence[str]) -> facts.StartListSet:
    return facts.StartListSet(
        unit=unit, starts=tuple(Start(competitor=c, sort=n, order=str(n)) for n, c in enumerate(ids, 1))
    )


def _marks(
    unit: Rsc, revision: int, values: dict[tuple[str, str], object], **unit_values: object
) -> facts.MarksObserved:
    items = tuple(Observation(who=Locator(id=who), slot=slot, value=value) for (who, slot), value in values.items())
    return facts.MarksObserved(unit=unit, revision=revision, items=items, facts=unit_values)


def _settled(unit: Rsc) -> list[Fact]:
    return [facts.StatusSet(unit=unit, status=status) for status in ("UNOFFICIAL", "OFFICIAL")]


def track() -> list[Fact]:
    """Two heats and a final of the 100 m, with a tie, a did-not-start, a late disqualification and a note."""
    event = Rsc.of("ATH", "M", "100M")
    one, two, final = (
        Rsc.of("ATH", "M", "100M", p, u) for p, u in (("HEAT", "000100"), ("HEAT", "000200"), ("FNL", "000100"))
    )
    people = _people(event, 6)
    ids = [p.id for p in people.participants]
    plan = facts.EventPlanned(
        event=event,
        phases=(
            PhasePlan(
                rsc=one.at(Level.PHASE),
                kind="heats",
                level=2,
                qualify=Qualify(place=1, time=1, to=final.at(Level.PHASE)),
            ),
            PhasePlan(rsc=final.at(Level.PHASE), kind="final", level=1),
        ),
    )
    marks = ("10.02", "10.11", "10.11", "10.05", "10.30")
    first: dict[tuple[str, str], object] = {(ids[n], "mark"): marks[n] for n in range(3)}
    second: dict[tuple[str, str], object] = {(ids[n], "mark"): marks[n] for n in (3, 4)} | {(ids[5], "irm"): "DNS"}
    last: dict[tuple[str, str], object] = {(ids[n], "mark"): m for n, m in ((0, "9.99"), (1, "10.20"), (3, "10.01"))}
    out = Observation(who=Locator(id=ids[0]), slot="irm", value="DQ")
    return [
        people,
        plan,
        facts.UnitsPlanned(units=(_unit(one, number="1"), _unit(two, number="2"), _unit(final, medal=1))),
        _starts(one, ids[:3]),
        _starts(two, ids[3:]),
        facts.ScheduleChanged(unit=one, status="RUNNING"),
        _marks(one, 1, {(ids[0], "mark"): "10.02"}, wind="+0.4"),
        _marks(one, 2, first | {(ids[0], "reaction"): "0.148"}),
        *_settled(one),
        _marks(two, 1, second, wind="0.0"),
        *_settled(two),
        _starts(final, [ids[0], ids[1], ids[3]]),
        _marks(final, 1, last, wind="-1.2"),
        *_settled(final),
        facts.Corrected(unit=final, items=(out,), reason="lane infringement"),
        facts.Invalidated(unit=one, reason="wrong heat"),
    ]


def long_jump() -> list[Fact]:
    """A final attempt by attempt."""
    event = Rsc.of("ATH", "W", "LONGJUMP")
    unit = Rsc.of("ATH", "W", "LONGJUMP", "FNL", "000100")
    people = _people(event, 3)
    ids = [p.id for p in people.participants]
    card = {0: ("6.80", "X", "7.01"), 1: ("6.75", "-", "6.75"), 2: ("X", "X", "X")}
    attempts = [
        _marks(unit, 10 * n + who, {(ids[who], f"attempt/{n}"): {"mark": card[who][n - 1], "wind": "+0.4"}})
        for n in (1, 2, 3)
        for who in card
    ]
    plan = facts.EventPlanned(event=event, phases=(PhasePlan(rsc=unit.at(Level.PHASE), kind="final"),))
    return [
        people,
        plan,
        facts.UnitsPlanned(units=(_unit(unit, medal=1),)),
        _starts(unit, ids),
        *attempts,
        *_settled(unit),
    ]


def football_group() -> list[Fact]:
    """A group of three."""
    event = Rsc.of("FBL", "M", "TEAM11")
    pool = Rsc.of("FBL", "M", "TEAM11", "GPA")
    people = _people(event, 3, "T")
    ids = [p.id for p in people.participants]
    units = [Rsc.of("FBL", "M", "TEAM11", "GPA", f"000{n}00") for n in (1, 2, 3)]
    story: list[Fact] = [
        people,
        facts.EventPlanned(event=event, phases=(PhasePlan(rsc=pool, kind="pool", level=1, qualify=Qualify(place=2)),)),
        facts.UnitsPlanned(units=tuple(_unit(unit, number=str(n)) for n, unit in enumerate(units, 1))),
    ]
    games = ((0, 1, "2", "1"), (1, 2, "0", "0"), (2, 0, "1", "3"))
    for unit, (home, away, own, theirs) in zip(units, games, strict=True):
        story += [
            _starts(unit, [ids[home], ids[away]]),
            _marks(unit, 1, {(ids[home], "mark"): "0", (ids[away], "mark"): "0"}, period="H1"),
            _marks(unit, 2, {(ids[home], "mark"): own, (ids[away], "mark"): theirs, (ids[home], "period/H1"): own}),
            *_settled(unit),
        ]
    return story


def _check(story: list[Fact]) -> list[etree._Element]:
    sequence = odf_schema.Sequence()
    roots = []
    for document, messages in told(story):
        for message in messages:
            warnings = odf_schema.validate(message.xml)
            assert warnings == [], (document.key, warnings)
            assert sequence.check(message.xml) == [], document.key
            roots.append(etree.fromstring(message.xml))
    return roots


def _last(roots: list[etree._Element], type_: str, code: str) -> etree._Element:
    return [r for r in roots if r.get("DocumentType") == type_ and r.get("DocumentCode") == code][-1]


def test_a_track_event_from_entries_to_a_late_disqualification() -> None:
    roots = _check(track())
    types = {root.get("DocumentType") for root in roots}
    assert {
        "DT_SCHEDULE",
        "DT_SCHEDULE_UPDATE",
        "DT_PARTIC",
        "DT_RESULT",
        "DT_PHASE_RESULT",
        "DT_MEDALLISTS",
        "DT_MEDALS",
    } <= types
    final = _last(roots, "DT_RESULT", Rsc.of("ATH", "M", "100M", "FNL", "000100"))
    assert [row.get("IRM") or row.get("Rank") for row in final.iterfind("Competition/Result")] == ["1", "2", "DQ"]
    assert "lane infringement" in (final.findtext("Note") or "")
    withdrawn = [r for r in roots if r.find("Competition") is None]
    assert Rsc.of("ATH", "M", "100M", "HEAT", "000100") in {r.get("DocumentCode") for r in withdrawn}


def test_a_name_put_right_after_the_final_is_an_update_of_that_person() -> None:
    story = track()
    entered = next(fact for fact in story if isinstance(fact, facts.ParticipantsEntered))
    known = entered.participants[0]
    renamed = msgspec.structs.replace(
        known, name="Nom Autre", print_name="AUTRE Nom", family_name="Autre", given_name="Nom"
    )
    roots = _check([*story, facts.ParticipantsEntered(participants=(renamed,))])
    (update,) = [root for root in roots if root.get("DocumentType") == "DT_PARTIC_UPDATE"]
    (person,) = update.iterfind("Competition/Participant")
    assert (person.get("Code"), person.get("ModificationIndicator")) == (known.id, "U")
    assert person.get("FamilyName") == "Autre"


def test_a_long_jump_attempt_by_attempt() -> None:
    unit = Rsc.of("ATH", "W", "LONGJUMP", "FNL", "000100")
    final = _last(_check(long_jump()), "DT_RESULT", unit)
    best = final.find("Competition/Result")
    assert best is not None
    assert (best.get("Rank"), best.get("Result")) == ("1", "7.01")
    tries = [d.get("Value") for d in best.iterfind("ExtendedResults/ExtendedResult[@Code='INTERMEDIATE']")]
    assert tries == ["6.80", "x", "7.01"]


def test_a_football_group() -> None:
    table = _last(_check(football_group()), "DT_POOL_STANDING", Rsc.of("FBL", "M", "TEAM11", "GPA"))
    rows = [(row.get("Rank"), row.get("Result"), row.get("Diff")) for row in table.iterfind("Competition/Result")]
    assert rows == [("1", "6", "+3"), ("2", "1", "-1"), ("3", "1", "-2")]


def _stood(root: etree._Element, n: int) -> dict[str, tuple[str | None, str | None]]:
    """By competitor: rank and sort order after round ``n``, as sent."""
    stood = {}
    for row in root.iterfind("Competition/Result"):
        for attempt in row.iterfind(f"ExtendedResults/ExtendedResult[@Code='INTERMEDIATE'][@Pos='{n}']"):
            said = {e.get("Code"): e.get("Value") for e in attempt}
            competitor = row.find("Competitor")
            assert competitor is not None
            stood[str(competitor.get("Code"))] = (
                said.get("AFTER_INTERMEDIATE_RANK"),
                said.get("AFTER_INTERMEDIATE_SORT_ORDER"),
            )
    return stood


def test_after_each_complete_round_everyone_stands_somewhere() -> None:
    unit = Rsc.of("ATH", "W", "LONGJUMP", "FNL", "000100")
    roots = [r for r in _check(long_jump()) if r.get("DocumentCode") == unit and r.get("DocumentType") == "DT_RESULT"]
    final = roots[-1]
    assert _stood(final, 1) == {"7700000": ("1", "1"), "7700001": ("2", "2"), "7700002": (None, "3")}
    assert _stood(final, 3) == {"7700000": ("1", "1"), "7700001": ("2", "2"), "7700002": (None, "3")}
    first_try = next(r for r in roots if _stood(r, 1))
    assert set(_stood(first_try, 1).values()) == {(None, None)}
