"""The truth: an append-only, hash-chained, durable log of what was observed and decided, and the bus that says there is more."""
