"""What the pages need to know about the Games they show."""

from __future__ import annotations

import re

import msgspec

Text = dict[str, str]
_HOST = re.compile(r"[A-Za-z0-9._-]+|\[[0-9a-fA-F:.]+\]")


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """``desk`` is where the program stands that operators work with, as this machine reaches it; empty where there is none. ``edge`` is
    where browsers find the feed: an origin (``https://feed.example``), a port of the page's own host (``:8701``), or nothing where
    one door joins site and edge. ``timezone`` is the Games' zone, in which all times are shown.
    """

    desk: str = ""
    edge: str = ""
    name: Text = {}
    timezone: str = "UTC"

    def edge_origin(self, host: str, scheme: str) -> str:
        """The edge as a browser must write it, seen from a page that was asked for as ``scheme://host``."""
        if not self.edge.startswith(":"):
            return self.edge.rstrip("/")
        # The header is the asker's own word and goes into the page's policy: only what can be a host name may pass.
        name = _HOST.match(host)
        return f"{scheme}://{name.group()}{self.edge}" if name else ""

    def games(self, language: str) -> str:
        """The Games' name in ``language``, else in English, else the software's."""
        return self.name.get(language) or self.name.get("en") or "Kotinos"
