"""Rules that no schema can say, after the defects that consumers of ODF have really met. Each has a name, and one function."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta

from kotinos.codes import disciplines, irms
from kotinos.codes.rsc import Rsc, RscError
from kotinos.forms.odf.schema import tables, vocabulary
from kotinos.forms.odf.schema.actions import actions
from kotinos.forms.odf.schema.catalogue import FORMS
from kotinos.forms.odf.schema.spot import Element, problem
from kotinos.forms.problem import Problem

PLACEHOLDERS = frozenset({"TBD", "BYE", "NOCOMP", "NCT", "NOAWARD"})
_MAY_BE_PARTIAL = frozenset({"DT_RANKING", "DT_MEDALLISTS", "DT_PDF"})
_LEADING_ZERO = re.compile(r"0[0-9:]")


def check(root: Element) -> Iterator[Problem]:
    """All problems of a message that its schema cannot show."""
    for rule in (*RULES, *vocabulary.RULES):
        yield from rule(root)


def _document_code(root: Element) -> Iterator[Problem]:
    """DocumentCode stands at the level of its message: a unit for a result, the event for a ranking."""
    form = FORMS.get(root.get("DocumentType", ""))
    try:
        level = Rsc(root.get("DocumentCode", "")).level
    except RscError:
        return
    if form and level not in form.levels:
        right = " or ".join(sorted(name.name.lower() for name in form.levels))
        what = f"an RSC at {level.name.lower()} level"
        yield problem(root, what, f"one at {right} level", "document_code", "DocumentCode")


def _status(root: Element) -> Iterator[Problem]:
    """Messages with results say how far they are; others do not. What withdraws a message need not."""
    type_, status = root.get("DocumentType", ""), root.get("ResultStatus")
    form = FORMS.get(type_)
    if form is None:
        return
    if form.has_status and status is None and root.find("Competition") is not None:
        yield problem(root, f"{type_} without ResultStatus", "START_LIST, LIVE … OFFICIAL", "status", "ResultStatus")
    if not form.has_status and status:
        yield problem(root, f"ResultStatus on {type_}", "no such attribute", "status", "ResultStatus")
    if status == "PARTIAL" and type_ not in _MAY_BE_PARTIAL:
        right = "another status; PARTIAL is for DT_RANKING and DT_MEDALLISTS"
        yield problem(root, f"PARTIAL on {type_}", right, "status", "ResultStatus")


def _logical_date(root: Element) -> Iterator[Problem]:
    """The logical day is the calendar day, or the one before it after midnight."""
    try:
        made, logical = (date.fromisoformat(root.get(name, "")) for name in ("Date", "LogicalDate"))
    except ValueError:
        return
    if not made - timedelta(days=1) <= logical <= made:
        right = f"{made} or the day before"
        yield problem(root, f"{logical}", right, "logical_date", "LogicalDate")


def _no_empty_element(root: Element) -> Iterator[Problem]:
    """An element without content is not sent."""
    for element in root.iterdescendants("*"):
        if (
            not len(element)
            and not element.attrib
            and not (element.text or "").strip()
            and element.tag != "Competition"
        ):
            yield problem(element, "an element without attribute or content", "no such element", "empty_element")


def _sort_order(root: Element) -> Iterator[Problem]:
    """SortOrder is there on every row, unique, and counts from 1 without a gap: it is the only display order."""
    rows = root.findall("Competition/Result")
    yield from _counts_up(rows, "SortOrder", gapless=True)
    for items in _items_by_unit(root).values():
        yield from _counts_up(items, "SortOrder", gapless=False)
    for block in root.iterfind("Competition/Unit/StartList"):
        yield from _counts_up(block.findall("Start"), "SortOrder", gapless=True)
    for table in root.iterfind("Competition/MedalStandings/MedalsTable"):
        for name in ("SortRank", "SortRankTotal"):
            yield from _counts_up(table.findall("MedalLine"), name, gapless=True)


def _counts_up(rows: list[Element], name: str, *, gapless: bool) -> Iterator[Problem]:
    seen: set[int] = set()
    for row in rows:
        shown = row.get(name)
        if shown is None:
            yield problem(row, f"a row without {name}", f"{name} on every row", "sort_order", name)
        elif shown.isdigit() and int(shown) in seen:
            yield problem(row, f"{shown} a second time", "a number of its own for each row", "sort_order", name)
        elif shown.isdigit() and int(shown):
            seen.add(int(shown))
    missing = sorted(set(range(1, len(rows) + 1)) - seen)
    if gapless and missing and len(seen) == len(rows):
        wrong = next(row for row in rows if int(row.get(name, "0")) > len(rows))
        right = f"1 to {len(rows)} without a gap; {missing[0]} is missing"
        yield problem(wrong, f"{wrong.get(name)} in a list of {len(rows)}", right, "sort_order", name)


def _items_by_unit(root: Element) -> dict[str, list[Element]]:
    units: dict[str, list[Element]] = defaultdict(list)
    for item in root.iterfind("Competition/Result/ResultItems/ResultItem"):
        units[item.get("Unit", "")].extend(item.findall("Result"))
    return units


def _rank_equal(root: Element) -> Iterator[Problem]:
    """Everyone who shares a rank says so, and nobody else."""
    partial = root.get("ResultStatus") == "PARTIAL"
    yield from _ties(root.findall("Competition/Result"), "Rank", "RankEqual", partial)
    for items in _items_by_unit(root).values():
        yield from _ties(items, "Rank", "RankEqual", partial)
    for details in _details_by_point(root).values():
        yield from _ties(details, "Rank", "RankEqual", partial)
    lines = root.findall("Competition/MedalStandings/MedalsTable/MedalLine")
    yield from _ties(lines, "Rank", "RankEqual", partial)
    yield from _ties(lines, "RankTotal", "RankTotalEqual", partial)


def _details_by_point(root: Element) -> dict[tuple[str, ...], list[Element]]:
    """The same extended result of all rows: everyone's 1000 m split."""
    points: dict[tuple[str, ...], list[Element]] = defaultdict(list)
    for row in root.iterfind("Competition/Result"):
        for detail in row.iterfind("ExtendedResults/ExtendedResult"):
            points[detail.get("Code", ""), detail.get("Pos", "")].append(detail)
        for item in row.iterfind("ResultItems/ResultItem"):
            for detail in item.iterfind("Result/ExtendedResults/ExtendedResult"):
                points[item.get("Unit", ""), detail.get("Code", ""), detail.get("Pos", "")].append(detail)
    return points


def _ties(rows: Iterable[Element], rank: str, equal: str, partial: bool) -> Iterator[Problem]:
    ranked = [row for row in rows if row.get(rank)]
    shared = Counter(row.get(rank) for row in ranked)
    for row in ranked:
        place, said = row.get(rank), row.get(equal) == "Y"
        if shared[place] > 1 and not said and row.get(equal) is None:
            yield problem(
                row, f"{rank} {place} is shared by {shared[place]}", f"{equal}=Y on each", "rank_equal", equal
            )
        elif said and shared[place] == 1 and not partial:
            yield problem(row, f"{rank} {place} is shared by nobody", f"no {equal}", "rank_equal", equal)


def _irm(root: Element) -> Iterator[Problem]:
    """A plain result type has a result only, IRM a mark only, IRM_x both; who has an IRM has no rank, unless it leaves the place."""
    for row in root.iter("Result", "CompetitorPlace"):
        type_, irm, rank = row.get("ResultType"), row.get("IRM"), row.get("Rank")
        if irm and rank and not irms.keeps_place(irm):
            yield problem(row, f"rank {rank} with IRM {irm}", "no Rank", "irm", "Rank")
        if type_ == "IRM" and row.get("Result"):
            yield problem(row, "a result with ResultType IRM", "no Result, or a type that has both", "irm", "Result")
        if type_ and "IRM" in type_ and not irm:
            yield problem(row, f"ResultType {type_} without IRM", "the IRM", "irm", "IRM")
        if type_ and "IRM" not in type_ and irm and row.tag == "Result":
            yield problem(row, f"IRM {irm} with ResultType {type_}", f"IRM or IRM_{type_}", "irm", "ResultType")


def _leading_zero(root: Element) -> Iterator[Problem]:
    """A time has no leading zeros and no empty hour or minute part."""
    for row in root.iter("Result"):
        shown = row.get("Result", "")
        if row.get("ResultType") in ("TIME", "DISTANCE") and _LEADING_ZERO.match(shown):
            yield problem(row, f"{shown!r}", repr(shown.lstrip("0:")), "leading_zero", "Result")


def _competitors(root: Element) -> Iterator[Problem]:
    """Every team has its name; a placeholder such as TBD has nobody in it."""
    needs_name = root.get("DocumentType") not in ("DT_CURRENT", "DT_PLAY_BY_PLAY")
    for competitor in root.iter("Competitor"):
        if competitor.get("Code") in PLACEHOLDERS:
            inside = competitor.find("Composition")
            if inside is not None:
                what = f"athletes under {competitor.get('Code')}"
                yield problem(inside, what, "no Composition", "placeholder")
        elif competitor.get("Type") == "T" and needs_name and competitor.find("Description") is None:
            what = f"team {competitor.get('Code')} without a name"
            yield problem(competitor, what, "Description with TeamName", "team_name")


def _no_duplicates(root: Element) -> Iterator[Problem]:
    """Within one parent no two entries have the same code and position."""
    kinds = (
        "ExtendedInfo",
        "ExtendedResult",
        "Extension",
        "EventUnitEntry",
        "StatsItem",
        "ExtendedStat",
        "Period",
        "EventEntry",
        "ExtendedConfig",
    )
    seen: set[tuple[object, ...]] = set()
    for element in root.iter(*kinds):
        key = (element.getparent(), element.tag, *(element.get(name, "") for name in ("Type", "Code", "Pos")))
        if key in seen:
            what = f"{element.get('Code')} {element.get('Pos', '')}".strip() + " a second time"
            yield problem(element, what, "each Code and Pos once within its parent", "duplicate")
        seen.add(key)


def _ends_after_start(root: Element) -> Iterator[Problem]:
    """Nothing ends before it starts."""
    for element in root.iter("Session", "Unit", "UnitDateTime"):
        for first, last in (("StartDate", "EndDate"), ("ActualStartDate", "ActualEndDate")):
            start, end = _moment(element.get(first)), _moment(element.get(last))
            if start and end and end < start:
                right = f"not before {element.get(first)}"
                yield problem(element, f"{element.get(last)}", right, "end_before_start", last)


def _moment(shown: str | None) -> datetime | None:
    try:
        moment = datetime.fromisoformat(shown or "")
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _scheduled(root: Element) -> Iterator[Problem]:
    """A unit at a venue names it."""
    for item in root.iterfind("Competition/Unit"):
        if item.get("Venue") and item.find("VenueDescription") is None:
            yield problem(item, "Venue without its name", "VenueDescription", "unit_venue")


def _modified(root: Element) -> Iterator[Problem]:
    """Each unit, person or team of an update says whether it is new, and none in the bulk does. Only teams are deleted."""
    update = root.get("DocumentType", "").endswith("_UPDATE")
    found = ("*[@ScheduleStatus]", "Participant", "Team")
    for item in (item for path in found for item in root.iterfind(f"Competition/{path}")):
        known = "N, U or D" if item.tag == "Team" else "N or U"
        if update and item.get("ModificationIndicator", "") not in known.replace(",", "").split():
            what = item.get("ModificationIndicator") or "an update without it"
            yield problem(item, what, known, "modification", "ModificationIndicator")
        if not update and item.get("ModificationIndicator"):
            right = "no such attribute in the bulk"
            yield problem(item, "ModificationIndicator", right, "modification", "ModificationIndicator")


def _in_code_order(root: Element) -> Iterator[Problem]:
    """Persons, teams and horses stand in order of their codes, each once."""
    for tag in ("Participant", "Team", "Horse"):
        before = ""
        for element in root.iterfind(f"Competition/{tag}"):
            code = element.get("Code", "")
            if code <= before:
                what = f"{code} after {before}"
                yield problem(element, what, "ascending codes, each once", "code_order", "Code")
            before = code


def _medal_sums(root: Element) -> Iterator[Problem]:
    """A total is the sum of its medals."""
    for number in root.iter("MedalNumber"):
        won = sum(_count(number, name) for name in ("Gold", "Silver", "Bronze"))
        if won != _count(number, "Total"):
            what = f"{_count(number, 'Total')} where gold, silver and bronze make {won}"
            yield problem(number, what, str(won), "medal_sum", "Total")


def _count(number: Element, name: str) -> int:
    shown = number.get(name, "0")
    return int(shown) if shown.isdigit() else 0


def _discipline_name(root: Element) -> Iterator[Problem]:
    """DisciplineName is the text of the discipline's code."""
    code = root.get("DocumentCode", "")[:3]
    for description in root.iter("SportDescription"):
        shown = description.get("DisciplineName", "")
        if disciplines.exists(code) and shown and shown != disciplines.name(code, "en"):
            right = disciplines.name(code, "en")
            yield problem(description, f"{shown!r}", repr(right), "discipline_name", "DisciplineName")


RULES: tuple[Callable[[Element], Iterator[Problem]], ...] = (
    _document_code,
    _status,
    _logical_date,
    _no_empty_element,
    _sort_order,
    _rank_equal,
    _irm,
    _leading_zero,
    _competitors,
    _no_duplicates,
    _ends_after_start,
    _scheduled,
    _modified,
    _in_code_order,
    actions,
    _medal_sums,
    _discipline_name,
    tables.stats,
    tables.config_scope,
    tables.code_sets,
    tables.names,
)
