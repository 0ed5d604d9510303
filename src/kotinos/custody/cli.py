"""``kotinos custody``: the sealed zone from the command line."""

from __future__ import annotations

import click


@click.group()
def custody() -> None:
    """The sealed zone: custody of the accreditation file.

    La zone scellée : la garde du fichier des accréditations.
    """
