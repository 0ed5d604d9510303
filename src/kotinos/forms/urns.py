"""Names for things that outlive a message: the same thing has the same URN in every form, every version and every year.

``urn:kotinos:OG2024:rsc:ATHM100M--------------HEAT000300--`` is a unit, ``urn:kotinos:OG2024:competitor:9000101`` whoever competes.
They are names, not addresses: nothing is ever fetched from them.
"""

from __future__ import annotations

from urllib.parse import quote


def urn(competition: str, kind: str, *parts: str) -> str:
    """The URN of a thing of ``kind``; without a competition code it is a name within whatever Games the reader follows."""
    inside = ":".join(quote(part, safe="-._") for part in (competition, kind, *parts) if part)
    return f"urn:kotinos:{inside}"
