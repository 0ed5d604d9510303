"""Building a graph: each thing once, by its URN; a property without a value is left out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kotinos.codes import canonical
from kotinos.forms.element import text
from kotinos.forms.sportschema.vocabulary import context
from kotinos.forms.terms import Terms
from kotinos.forms.urns import urn


class Graph:
    """The nodes of one message, in the order in which they were first named."""

    def __init__(self, terms: Terms) -> None:
        self.terms = terms
        self._nodes: dict[str, dict[str, Any]] = {}

    def urn(self, kind: str, *parts: str) -> str:
        """The name of a thing of these Games."""
        return urn(self.terms.competition, kind, *(str.__str__(part) for part in parts))

    def node(self, id_: str, type_: str, /, **properties: object) -> str:
        """Add a thing, or say more of it; returns its id. ``sport_rank`` is ``sport:rank``."""
        node = self._nodes.setdefault(id_, {"@id": id_, "@type": type_})
        for name, value in properties.items():
            self.put(id_, name.replace("_", ":", 1), value)
        return str(node["@id"])

    def put(self, id_: str, name: str, value: object) -> None:
        """One property of a thing that is there already."""
        kept = _kept(value)
        if kept not in (None, "", [], {}):
            self._nodes[id_][name] = kept

    def link(self, id_: str, name: str, other: str) -> None:
        """Add ``other`` to the things that ``id_`` points to."""
        known = self._nodes[id_].setdefault(name, [])
        if other not in known:
            known.append(other)

    def ours(self, id_: str, fact: str, value: object, key: str = "") -> None:
        """A fact of ours, ``best-attempt`` as ``kot:bestAttempt``; those with a key are gathered by it."""
        kept = _kept(value)
        if kept in (None, "", [], {}, False):
            return
        first, *rest = fact.split("-")
        name = "kot:" + first + "".join(word.capitalize() for word in rest)
        node = self._nodes[id_]
        if key:
            node.setdefault(f"{name}By", []).append({"kot:key": key, "kot:value": kept})
        elif name in node:
            node[name] = [*(node[name] if isinstance(node[name], list) else [node[name]]), kept]
        else:
            node[name] = kept

    def ours_once(self, id_: str, fact: str, value: object) -> None:
        """A fact that does not change within a message: whoever stands in it twice has it once."""
        before = dict(self._nodes[id_])
        self.ours(id_, fact, value)
        self._nodes[id_].update(before)

    def encoded(self) -> bytes:
        """The message: its context and its nodes."""
        return canonical.encode({"@context": context(), "@graph": list(self._nodes.values())})


def label(words: Mapping[str, str]) -> list[dict[str, str]]:
    """A text in each of its languages."""
    return [{"@language": lang, "@value": shown} for lang, said in words.items() if (shown := text(said))]


def _kept(value: object) -> Any:
    """Text without what no reader can show; everything else as it is."""
    return text(str.__str__(value)) if isinstance(value, str) else value
