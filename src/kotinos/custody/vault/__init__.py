"""Sealed values, their keys, tokens, grants; the default operation is an answer, not data."""
