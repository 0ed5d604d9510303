"""Channels: which documents a reader wants, by type and by the beginning of the RSC.

``DT_RESULT:ATHM100M*,DT_MEDALS:*,*:JUD*`` is every result of the men's 100 m, every medal table, and all of judo.
"""

from __future__ import annotations

import re

from kotinos.codes.rsc import LENGTH

MOST = 64
"""Channels one reader may name."""

_TYPE = re.compile(r"[A-Z][A-Z0-9_]{0,29}\Z")
_RSC = re.compile(r"[A-Z0-9.-]{1,34}\Z")


class ChannelError(ValueError):
    """An expression that names no channels. The message says which part, and what would be right."""


class Channels:
    """A parsed expression. Two that want the same documents in the same words are equal."""

    __slots__ = ("_any_type", "_typed", "text")

    def __init__(self, text: str) -> None:
        names = sorted({name.strip() for name in text.split(",") if name.strip()})
        if not names:
            raise ChannelError("no channels: name at least one, such as DT_RESULT:ATHM100M* or *:*")
        if len(names) > MOST:
            raise ChannelError(f"{len(names)} channels: at most {MOST} in one stream")
        pairs = [_parse(name) for name in names]
        self.text = ",".join(names)
        self._typed = tuple(f"{kind}:{rsc}" for kind, rsc in pairs if kind)
        self._any_type = tuple(rsc for kind, rsc in pairs if not kind)

    def match(self, kind: str, rsc: str) -> bool:
        """Whether a document of type ``kind`` about ``rsc`` is wanted."""
        return rsc.startswith(self._any_type) or f"{kind}:{rsc}".startswith(self._typed)

    def prefixes(self) -> list[tuple[str, tuple[str, ...]]]:
        """Pairs of RSC prefix and types (empty: any) that together cover exactly what is wanted, as `Publications.latest` takes them."""
        found: dict[str, list[str]] = {}
        for name in self._typed:
            kind, _, rsc = name.partition(":")
            found.setdefault(rsc, []).append(kind)
        return [(rsc, ()) for rsc in self._any_type] + [(rsc, tuple(kinds)) for rsc, kinds in found.items()]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Channels) and other.text == self.text

    def __hash__(self) -> int:
        return hash(self.text)

    def __repr__(self) -> str:
        return f"Channels({self.text!r})"


def _parse(name: str) -> tuple[str, str]:
    kind, colon, rsc = name.partition(":")
    if not colon:
        raise ChannelError(f"channel {name!r}: write TYPE:RSC, such as DT_RESULT:ATHM100M*; * stands for any")
    if kind != "*" and not _TYPE.match(kind):
        raise ChannelError(f"channel {name!r}: {kind!r} is no document type; write one such as DT_RESULT, or *")
    prefix = rsc.removesuffix("*")
    if prefix and not _RSC.match(prefix):
        raise ChannelError(f"channel {name!r}: {rsc!r} is no beginning of an RSC; it has up to {LENGTH} of A-Z 0-9 . -")
    if not rsc.endswith("*") and len(prefix) != LENGTH:
        raise ChannelError(
            f"channel {name!r}: an RSC has {LENGTH} characters; end a shorter one with * to mean all that begin so"
        )
    return ("" if kind == "*" else kind), prefix
