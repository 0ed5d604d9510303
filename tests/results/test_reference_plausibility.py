"""Every mark of the recorded Games through the real desk and decisions: how many would wait for a person although they are right."""

from __future__ import annotations

import json
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from kotinos.codes.rsc import Rsc
from kotinos.rehearsal import paris
from kotinos.results.facts import MarkHeld
from kotinos.sports import plausible_card
from kotinos.sports.plausible import beyond, measured, norm_of
from kotinos.sports.plausible_text import Finding
from tests.results.unhindered import Platform

pytestmark = [pytest.mark.reference, pytest.mark.timeout(600)]

MOST = 5
"""False holds of a thousand marks, at most."""


@pytest.fixture(scope="module")
def games(reference: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    recording, cues = paris.cues(reference / "paris2024")
    platform = Platform(tmp_path_factory.mktemp("paris"))
    platform.play(cues)
    marks = Counter(rsc.discipline for rsc, rows in recording.marks.items() for _ in rows)
    return {"platform": platform, "marks": marks}


def _by_discipline(held: list[MarkHeld], marks: Counter[str]) -> list[str]:
    found = Counter(one.unit.discipline for one in held)
    return [f"{d}: {n} of {marks[d]} ({', '.join(sorted({r.code for h in held if h.unit.discipline == d for r in h.reasons}))})"
            for d, n in found.most_common()]  # fmt: skip


def test_fewer_than_five_of_a_thousand_marks_of_paris_would_wait_for_a_person(games):
    held, marks = games["platform"].held, games["marks"]
    print(*_by_discipline(held, marks), sep="\n")
    assert marks.total() > 20_000
    assert games["platform"].refused == []
    assert len(held) * 1000 < MOST * marks.total()


def test_every_discipline_of_paris_keeps_what_is_right_moving(games):
    """No single sport is left to wait: at most one hold for ten marks of it, wrestling with its criteria among them."""
    found = Counter(one.unit.discipline for one in games["platform"].held)
    assert [d for d, n in found.items() if n * 10 > games["marks"][d]] == []


def test_of_measured_marks_only_three_who_were_hurt_would_wait(games):
    marks = [h for h in games["platform"].held if h.slot != "status"]
    assert sorted((h.unit[:10].rstrip("-"), h.value) for h in marks) == [
        ("ATHM200M", "51.86"),
        ("ATHM400M", "1:55.10"),
        ("ATHW400M", "2:22.29"),
    ]


_STROKES = {"Freestyle": "FR", "Backstroke": "BA", "Breaststroke": "BR", "Butterfly": "BF", "Medley": "IM"}
_TRACK_AND_FIELD = {
    **{f"{n}m": f"{n}M" for n in (100, 200, 400, 800, 1500, 5000)},
    "10,000m": "10000M",
    "110m Hurdles": "110MHURD",
    "100m Hurdles": "100MHURD",
    "400m Hurdles": "400MHURD",
    "3000m Steeplechase": "3000MST",
    "20km Race Walk": "20KMWALK",
    "4 x 100m": "4X100M",
    "4 x 400m": "4X400M",
    "High Jump": "HIGHJUMP",
    "Pole Vault": "PLEVAULT",
    "Long Jump": "LONGJUMP",
    "Triple Jump": "TRPLJUMP",
    "Shot Put": "SHOTPUT",
    "Discus Throw": "DISCUS",
    "Hammer Throw": "HAMMER",
    "Javelin Throw": "JAVELIN",
}
_SWIMMING = re.compile(r"(Men|Women)'s (\d+)m (\w+)( relay)?")


def _rsc(unit: dict[str, Any]) -> Rsc | None:
    """The unit as these codes name it; ``None`` for an event that a Games no longer has."""
    phase = "QUAL" if "Qual" in unit["unit"] else "FNL"
    if swum := _SWIMMING.match(unit["event"]):
        whose, metres, stroke, relay = swum.groups()
        event = f"{metres}M{_STROKES.get(stroke, '')}"
        if relay:
            event = f"4X{int(metres) // 4}M{'MD' if stroke == 'Medley' else 'FR'}"
        return Rsc.of("SWM", whose[0], event, phase, "000100") if stroke in _STROKES else None
    name, _, gender = unit["event"].rpartition(" ")
    event = _TRACK_AND_FIELD.get(name, "")
    return Rsc.of("ATH", gender, event, phase, "000100") if event and gender in ("M", "W") else None


def _slots(raw: dict[str, Any]) -> dict[str, Any]:
    """The raw marks as devices give them."""
    found = {name: raw[name] for name in ("mark", "t4", "reaction", "wind") if raw.get(name)}
    for kind, of in (("attempt", "n"), ("height", "height")):
        found |= {f"{kind}/{one[of]}": one for one in raw.get(f"{kind}s", ())}
    laps = raw.get("splits", ())
    pairs = [(str(n), lap) if isinstance(lap, str) else (str(lap[0]), lap[1]) for n, lap in enumerate(laps, start=1)]
    return found | {f"split/{at}": time for at, time in pairs if time}


def _doubts(rsc: Rsc, values: dict[str, Any]) -> list[str]:
    """What the checks of single values and of one competitor's card say."""
    norm = norm_of(rsc)
    found: list[Finding | None] = list(plausible_card.splits(values).values())
    for slot, said in values.items():
        found += [plausible_card.too_many(rsc, slot), plausible_card.by_itself(rsc, slot, said)]
        said = said.get("attempts") if slot.startswith("height/") else said
        value = measured(norm, slot, said) if norm else None
        found.append(beyond(norm.limits, value, str(said)) if norm and value is not None else None)
    return [one.code for one in found if one]


@pytest.mark.parametrize("name", ["euro2024rome_athletics", "olympics_swimming_1924_2016"])
def test_fewer_than_five_of_a_thousand_results_of_other_championships_would_wait(reference, name):
    total, doubted = 0, []
    with (reference / "ranked_units" / f"{name}.jsonl").open(encoding="utf-8") as lines:
        for unit in map(json.loads, lines):
            rsc = _rsc(unit)
            for entry in unit["entries"] if rsc and norm_of(rsc) else ():
                total += 1
                codes = _doubts(rsc, _slots(entry["raw"]))
                doubted += [(unit["event"], entry["raw"].get("mark"), codes)] if codes else []
    print(name, total, doubted)
    assert total > 1000
    assert len(doubted) * 1000 < MOST * total


_SCORE = ("mark", "d", "e", "penalty")


def test_few_scores_of_gymnasts_contradict_their_parts(reference):
    total, doubted = 0, []
    apparatus = Rsc.of("GAR", "W", "1APFX", "FNL", "000100")
    with (reference / "ranked_units" / "gymnastics_apparatus.jsonl").open(encoding="utf-8") as lines:
        for unit in map(json.loads, lines):
            for entry in unit["entries"]:
                # The source computed some totals in binary: 13.832999999999998.
                raw = {n: f"{Decimal(str(v)):.3f}" for n, v in entry["raw"].items() if v is not None and n in _SCORE}
                total += "d" in raw
                found = plausible_card.parts(apparatus, raw)
                doubted += [(unit["id"], entry["raw"])] if found else []
    print(total, doubted)
    assert total > 1000
    assert len(doubted) * 1000 < MOST * total
