"""The invented surroundings of a zone: the outside behind a cable, the open zone on the same machine."""

from __future__ import annotations

import os
from pathlib import Path

OUT4, OUT4_OTHER, OUT6 = "10.77.0.1", "10.77.0.3", "fd77::1"
ZONE4, ZONE6 = "10.77.0.2", "fd77::2"
METADATA = "169.254.169.254"
BROADCAST, MULTICAST = "10.77.0.255", "239.77.0.1"
WITNESS = 8999
"""The one port that the zone's settings let it call, at OUT4 and nowhere else."""
ABSTRACT = "\0kotinos-open-zone"
NETLINK_PORT = 77_077
KEY = 0x6B6F74
"""Of shared memory and message queues."""
QUEUE = b"/kotinos-open-zone"


def open_zone() -> Path:
    """The folder of the open zone on the machine of the sealed one; anybody may write to it."""
    return Path(os.environ["OPEN_ZONE"])


def zone() -> Path:
    """The sealed zone's own folder."""
    return Path(os.environ["SEALED_ZONE"])
