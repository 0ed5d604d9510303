"""The test lab: plays a Games through the real interfaces, as a stranger would."""
