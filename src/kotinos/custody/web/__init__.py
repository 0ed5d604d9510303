"""The zone's pages."""
