"""The zone's own small certificate authority."""
