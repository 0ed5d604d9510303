"""The sealed database: one opening, one way to write, one domain."""

from kotinos.custody.store.database import Database, WrongDomain, metadata

__all__ = ["Database", "WrongDomain", "metadata"]
