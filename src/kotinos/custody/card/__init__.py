"""The card: its life, its signed code, its print, the status list."""
