"""What must hold of the actions of a match."""

from __future__ import annotations

from collections.abc import Iterator

from kotinos.forms.odf.schema.spot import Element, problem
from kotinos.forms.problem import Problem


def actions(root: Element) -> Iterator[Problem]:
    """Actions stand in the order in which they are replayed, and each has an id of its own."""
    before, seen = 0, set()
    for action in root.iterfind("Competition/Actions/Action"):
        shown, id_ = action.get("Order", ""), action.get("Id")
        if not shown.isdigit() or int(shown) <= before:
            yield problem(action, f"{shown or 'no order'} after {before}", f"more than {before}", "actions", "Order")
        if id_ in seen:
            yield problem(action, f"{id_} a second time", "an id of its own for each action", "actions", "Id")
        before = int(shown) if shown.isdigit() else before
        seen.add(id_)
