"""DT_CONFIG: how an event and its phases will run, before the first result."""

from __future__ import annotations

from collections.abc import Mapping

from kotinos.codes.rsc import Rsc
from kotinos.forms.element import Element, add
from kotinos.forms.odf.dictionary.configs import Settings


def fill_config(competition: Element, scopes: Mapping[Rsc, Settings]) -> None:
    """Append one ``Config`` a scope."""
    block = add(competition, "Configs")
    for scope, settings in scopes.items():
        config = add(block, "Config", Unit=scope)
        for code, value in settings.items():
            add(config, "ExtendedConfig", Type="EC", Code=code, Value=value)
