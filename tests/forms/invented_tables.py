"""How invented events run, and what was counted in them. ODF alone has a place for it."""

from __future__ import annotations

from kotinos.codes.rsc import Rsc
from kotinos.results.documents import ConfigBody, Document, PhaseConfig
from tests.forms.invented import document


def _phase(event: Rsc, code: str, name: str, kind: str, **more: object) -> PhaseConfig:
    phase = Rsc.of(event.discipline, event.gender, event.event, code)
    return PhaseConfig(phase=phase, name={"en": name}, kind=kind, **more)  # type: ignore[arg-type]


def sprint_config() -> Document:
    """Two rounds and a final of 100 m: one message a phase."""
    event = Rsc.of("ATH", "M", "100M")
    phases = (
        _phase(event, "RND1", "Round 1", "heats", stage=3, units=8, rule={"place": 3, "time": 3}),
        _phase(event, "SFNL", "Semifinals", "heats", stage=2, units=3, rule={"place": 2, "time": 2}),
        _phase(event, "FNL", "Final", "final", units=1),
    )
    body = ConfigBody(event=event, event_name={"en": "Men's 100m"}, phases=phases, entered=70)
    return document("DT_CONFIG", event, body)


def judo_config() -> Document:
    """A draw, where one contest leads to the next."""
    event = Rsc.of("JUD", "W", "57KG")
    phases = (_phase(event, "R32", "Round of 32", "knockout", stage=5, units=11),)
    body = ConfigBody(event=event, event_name={"en": "Women -57 kg"}, phases=phases, entered=27, draw="R32-")
    return document("DT_CONFIG", event, body)


def canoe_config() -> Document:
    """Heats whose winners leave out the quarter-finals: everything in one message."""
    event = Rsc.of("CSP", "W", "K1-500M")
    to = Rsc.of("CSP", "W", "K1-500M", "SFNL")
    phases = (
        _phase(event, "HEAT", "Heats", "heats", stage=4, units=6, rule={"place": 2, "to": to}),
        _phase(event, "QFNL", "Quarterfinals", "heats", stage=3, units=4, rule={"place": 5, "to": to}),
    )
    body = ConfigBody(event=event, event_name={"en": "Women's Kayak Single 500m"}, phases=phases, entered=42)
    return document("DT_CONFIG", event, body)


def archery_config() -> Document:
    """A team event, of which nothing but the draw and the size of a team may be said."""
    event = Rsc.of("ARC", "M", "TEAM3")
    phases = (_phase(event, "QUAL", "Ranking Round", "heats", stage=5, units=1, rule={"total": 12}),)
    body = ConfigBody(event=event, event_name={"en": "Men's Team"}, phases=phases, entered=12, draw="8FNL")
    return document("DT_CONFIG", event, body)


TABLES = {made.__name__: made for made in (sprint_config, judo_config, canoe_config, archery_config)}
"""Every one by name."""
