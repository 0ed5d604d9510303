"""Responsible organisations, applications, identity, privileges, duplicates, letters."""
