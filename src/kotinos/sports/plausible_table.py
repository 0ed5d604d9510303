"""What humans, boats and horses do: the best marks ever, as facts, and the slowest or lowest ones that a Games normally sees.

One line an event: discipline, gender (``*`` any), event (``*`` at the end: any that begins so), kind of mark, record, the other end of
what is usual, the other end of what is possible. Times in seconds (``m:ss``), distances in metres. Sources: the record lists of the
federations (World Athletics, World Aquatics, World Rowing, ICF, UCI, IWF, ISSF, World Archery, IFSC), as they stood at the end of 2025;
the other ends are wide of what Games and World Championships since 2012 have published.
"""

from __future__ import annotations

TABLE = """
ATH M 100M       sprint   9.58     14      40
ATH W 100M       sprint   10.49    16      40
ATH M 200M       sprint   19.19    30      90
ATH W 200M       sprint   21.34    32      90
SWM M 100MFR     swim     46.40    1:25    3:00
SWM W 100MFR     swim     51.71    1:35    3:00
"""
