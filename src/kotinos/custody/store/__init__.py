"""The sealed database: one opening, one way to write, one domain."""

from kotinos.custody.store.database import Database, WrongDomain, WrongSchema, metadata
from kotinos.custody.store.instant import Instant

__all__ = ["Database", "Instant", "WrongDomain", "WrongSchema", "metadata"]
