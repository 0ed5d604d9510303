"""Rules of tables: of statistics, of what is configured, of code sets and of names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from kotinos.codes.rsc import Rsc, RscError
from kotinos.forms.odf.schema.spot import Element, problem
from kotinos.forms.problem import Problem


def stats(root: Element) -> Iterator[Problem]:
    """``Stats/@Code`` is the DocumentSubtype; rows are numbered; in each statistic every place is somebody's own, or said to be shared."""
    block = root.find("Competition/Stats")
    if block is None:
        return
    subtype = root.get("DocumentSubtype", "")
    if block.get("Code") != subtype:
        yield problem(block, f"{block.get('Code')!r}", f"the DocumentSubtype {subtype!r}", "stats_table", "Code")
    for at, row in enumerate(block.findall("Competitor"), 1):
        if row.get("Order") != str(at):
            yield problem(row, f"{row.get('Order') or 'no order'} in place {at}", str(at), "stats_order", "Order")
    if not len(block):
        yield problem(block, "a table without anything counted", "StatsItems or Competitor", "empty_element")
    yield from _places(block)


def _places(block: Element) -> Iterator[Problem]:
    """Ranks and orders of one statistic over all rows that may be compared: teams with teams, athletes with athletes."""
    lists: dict[tuple[str, str, str], list[Element]] = defaultdict(list)
    for item in block.iter("StatsItem"):
        holder = next(item.iterancestors("Athlete", "Competitor", "Stats"))
        lists[str(holder.tag), item.get("Code", ""), item.get("Pos", "")].append(item)
    for items in lists.values():
        orders: set[str] = set()
        ranks = [item.get("Rank") for item in items if item.get("Rank")]
        for item in items:
            order, rank = item.get("SortOrder"), item.get("Rank")
            if rank and order is None:
                yield problem(item, f"rank {rank} without SortOrder", "SortOrder", "sort_order", "SortOrder")
            if order in orders:
                yield problem(item, f"{order} a second time", "a number of its own", "sort_order", "SortOrder")
            if order:
                orders.add(order)
            shared = ranks.count(rank) > 1
            if rank and shared != (item.get("RankEqual") == "Y"):
                right = "RankEqual=Y on each" if shared else "no RankEqual"
                yield problem(item, f"Rank {rank} is shared by {ranks.count(rank)}", right, "rank_equal", "RankEqual")


def config_scope(root: Element) -> Iterator[Problem]:
    """What is configured lies within what the message is about."""
    try:
        scope = Rsc(root.get("DocumentCode", ""))
    except RscError:
        return
    for config in root.iterfind("Competition/Configs/Config"):
        unit = config.get("Unit")
        if unit and len(unit) == len(scope) and not scope.covers(unit):
            yield problem(config, unit, f"{scope} or a part of it", "config_scope", "Unit")


_OF_SPORTS = "ODF_SPORT_CODES"


def code_sets(root: Element) -> Iterator[Problem]:
    """A message holds one set, each code once, with an English text; sport codes are told apart by their Type and Discipline."""
    subtype = root.get("DocumentSubtype", "")
    seen: set[tuple[str, str, str]] = set()
    for code in root.iterfind("Competition/CodeSet"):
        key = (code.get("Type", ""), code.get("Discipline", ""), code.get("Code", ""))
        if key[0] != subtype and subtype != _OF_SPORTS:
            yield problem(code, repr(key[0]), f"the DocumentSubtype {subtype!r}", "code_set", "Type")
        if subtype == _OF_SPORTS and not key[1]:
            yield problem(
                code, f"{key[2]} of no discipline", "the discipline whose code it is", "code_set", "Discipline"
            )
        if key in seen:
            yield problem(code, f"{key[2]} a second time", "each code once", "code_set", "Code")
        seen.add(key)
        if not any(text.get("Language") == "ENG" for text in code.iterfind("Language")):
            yield problem(code, f"{key[2]} without English", "a Language ENG", "code_set")


def names(root: Element) -> Iterator[Problem]:
    """Names of people are told in a language other than English."""
    told = root.get("DocumentType") == "DT_PARTIC_NAME" and root.find("Competition") is not None
    if told and root.get("Language", "ENG") == "ENG":
        yield problem(root, "English", "the language of the names, such as JPN", "name_language", "Language")
