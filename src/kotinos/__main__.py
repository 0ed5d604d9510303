"""``python -m kotinos``: the command line."""

from kotinos.cli import main

main()
