"""Kotinos: the technology of a multi-sport Games."""

__version__ = "0.1.0"
