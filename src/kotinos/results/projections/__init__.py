"""From state to documents. PURE: each projection is a function of the state; `derive` knows which ones a fact can touch."""

from kotinos.results.projections.derive import derive
from kotinos.results.projections.drafts import Draft

__all__ = ["Draft", "derive"]
