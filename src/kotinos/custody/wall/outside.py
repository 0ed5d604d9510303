"""The outer half of the wall, looked at: names of peers as addresses, and whether the rules hold the user who asks."""

from __future__ import annotations

import socket
from collections.abc import Iterable

from kotinos.custody.wall.allowed import Peer
from kotinos.custody.wall.nftables import Way

NOBODY = ("192.0.2.1", 9)
"""An address that documentation may use and nobody has (RFC 5737), on the port of what is thrown away."""


class Unknown(Exception):
    """The name of a peer leads to no address."""


def ways(peers: Iterable[Peer]) -> tuple[Way, ...]:
    """Each peer with all its addresses of now. Raises `Unknown`."""
    return tuple(Way(one.what, address, one.port) for one in peers for address in _addresses(one.host))


def _addresses(host: str) -> list[str]:
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except OSError as wrong:
        raise Unknown(f"{host}: {wrong}") from wrong
    return sorted({str(entry[4][0]) for entry in found})


def held() -> bool:
    """Whether the machine refuses this user a datagram to somebody whom the zone has no business with. To be asked before the program's
    own half is raised, which refuses it as well.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.sendto(b"", NOBODY)
        except OSError:
            return True  # by the rules, or because no road leads out at all
    return False
