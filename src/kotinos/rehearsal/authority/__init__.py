"""A simulated authority: the State's side of the exchange, written from ``docs/reference/vetting-protocol.md`` and nothing else.

It shares no code with the sealed zone, so that a mistake in the document, or in one reading of it, shows.
"""
