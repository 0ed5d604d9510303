"""The wall's outer half as rules of nftables: they hold a user of the machine, whatever program it runs. PURE."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from ipaddress import IPv4Address, ip_address

import msgspec

TABLE = "kotinos_custody"


class Way(msgspec.Struct, frozen=True):
    """An address that may be called on ``port``, and for what."""

    what: str
    address: str
    port: int


def rules(uid: int, ways: Iterable[Way], listens: Sequence[int]) -> str:
    """The rules for user ``uid``: answers on the ports in ``listens``, calls along ``ways``, nothing else, on no interface.

    Packets of nobody (the kernel's own) and of other users pass by. What is refused is counted, and the caller told at once.
    """
    lines = [f"ct direction reply tcp sport {{ {', '.join(map(str, listens))} }} accept"] if listens else []
    lines += [f'{_to(way)} tcp dport {way.port} accept comment "{way.what}"' for way in ways]
    inner = "".join(f"        {line}\n" for line in lines)
    return f"""\
# Written by kotinos custody wall rules. Load with nft -f; loading again replaces it.
table inet {TABLE}
delete table inet {TABLE}
table inet {TABLE} {{
    chain out {{
        type filter hook output priority filter; policy accept;
        meta skuid {uid} jump zone
    }}
    chain zone {{
{inner}        counter reject with icmpx admin-prohibited
    }}
}}
"""


def _to(way: Way) -> str:
    kind = "ip" if isinstance(ip_address(way.address), IPv4Address) else "ip6"
    return f"{kind} daddr {way.address}"
