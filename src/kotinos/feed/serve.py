"""One edge as a process."""

from __future__ import annotations

import gc
import resource


def prepare_process() -> None:
    """Set a process up to carry many connections: descriptors as many as allowed, and few pauses for garbage.

    What is alive now (modules, the ring) is not looked at again; readers come and go without cycles, so full collections can be rare.
    """
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 50, 100)
