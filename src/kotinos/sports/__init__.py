"""The rules. Pure: a competition unit in, a ranking out. No clock, no randomness, no I/O."""
