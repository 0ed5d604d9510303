"""Famous finals, their public results typed as facts: real names and real marks, entered as official units of earlier days."""

from __future__ import annotations

from kotinos.rehearsal.demo.famous import athletics, football, gymnastics, judo, swimming
from kotinos.rehearsal.demo.famous.final import Final

FINALS: tuple[Final, ...] = (
    *athletics.FINALS,
    *swimming.FINALS,
    *gymnastics.FINALS,
    *judo.FINALS,
    *football.FINALS,
)
