"""Two rankers of whole events of duels agree on seeded tournaments: who comes back, one bronze or two, every place to the last."""

from __future__ import annotations

from datetime import date

import pytest

from kotinos.codes.rsc import Rsc
from tests.sports import second_opinion_mats as second
from tests.sports.second_opinion_mats import Bout
from tests.sports.whole_events import Event, by_seed

FAST = 150
FREESTYLE, GRECO = Rsc.of("WRE", "M", "FS57KG"), Rsc.of("WRE", "M", "GR130KG")
TAEKWONDO, JUDO, BOXING = Rsc.of("TKW", "W", "49KG"), Rsc.of("JUD", "M", "60KG"), Rsc.of("BOX", "M", "57KG")
FENCING, ARCHERY = Rsc.of("FEN", "W", "EPEE"), Rsc.of("ARC", "M", "INDIVID")
PARIS = date(2024, 8, 8)


class Tournament:
    """A tournament as it is fought: every bout that was decided, with what was recorded of it."""

    def __init__(self, dice, fight):
        self.dice, self.fight = dice, fight
        self.bouts, self.units, self.out = [], {}, set()

    def bout(self, phase, number, one, two):
        """Who wins; a place that nobody holds is a bye."""
        if one is None or two is None:
            return one or two
        bout, raws = self.fight(self.dice, phase, one, two)
        self.bouts.append(bout)
        self.units[phase, f"{number:04d}00"] = raws
        self.out |= {who for who, raw in raws.items() if raw.get("irm") == "DQB"}
        return bout.winner

    def main_draw(self, lines):
        """The draw down to the final; returns the finalists."""
        field = list(lines)
        while len(field) > 2:
            phase = {64: "R64", 32: "R32", 16: "8FNL", 8: "QFNL", 4: "SFNL"}[len(field)]
            pairs = enumerate(zip(field[::2], field[1::2], strict=True), start=1)
            field = [self.bout(phase, number, *pair) for number, pair in pairs]
        return field

    def beaten_by(self, finalist):
        """Whom a finalist beat, first round first, without those who were put out of the event."""
        return [bout.loser for bout in self.bouts if bout.winner == finalist and bout.loser not in self.out]


def lines_of(dice, count, width):
    """The lines of a draw: one of each pair has a competitor, byes are anywhere among the others."""
    byes = set(dice.sample(range(width // 2), width - count))
    names = iter(f"C{n:02d}" for n in range(count))
    lines = []
    for pair in range(width // 2):
        two = [next(names), None if pair in byes else next(names)]
        lines += dice.sample(two, 2)
    return lines


def wrestled(lead):
    """A bout of wrestling: by fall, superiority or points, by injury, forfeit or disqualification, at a level score on criteria."""

    def fight(dice, phase, one, two):
        winner, loser = dice.sample((one, two), 2)
        kind = dice.choice(("fall", "superiority", *["points"] * 4, *["level"], "irm"))
        less = dice.choice((0, 0, 1, 2))
        more = {"fall": dice.choice((less + 2, max(less - 1, 0))), "superiority": less + lead, "level": less}.get(
            kind, less + 2
        )
        raws = {winner: {"mark": str(more)}, loser: {"mark": str(less)}}
        bout = Bout(phase, winner, loser, "points" if kind == "level" else kind, False, more, less)
        if kind == "irm":
            early = phase in ("R32", "8FNL", "REP1", "REP2")
            irm = dice.choice(("RET", "WDR", "DSQ", "DNS", *(["DQB"] if early else ["RET"])))
            raws[loser]["irm"] = irm
            if irm == "DNS":
                raws, more, less = {winner: {}, loser: {"irm": irm}}, 0, 0
            bout = Bout(phase, winner, loser, "fall", False, more, less)
        elif kind == "level":
            raws[winner]["wlt"] = "W"
        elif kind == "fall":
            # With more points only the recorded kind would tell a fall; from behind the points themselves tell it.
            less = more + 1
            raws = {winner: {"mark": str(more), "wlt": "W"}, loser: {"mark": str(less)}}
            bout = Bout(phase, winner, loser, "fall", True, more, less)
        return bout, {who: raws[who] for who in (one, two)}

    return fight


def wrestling(dice):
    event, lead = dice.choice(((FREESTYLE, 10), (GRECO, 8)))
    width = dice.choice((8, 8, 16, 16, 32))
    count = dice.randint(width - 4, width) if width < 32 else dice.randint(17, 24)
    lines = lines_of(dice, count, width)
    played = Tournament(dice, wrestled(lead))
    finalists = played.main_draw(lines)
    for half, finalist in enumerate(finalists, start=1):
        *early, semi = played.beaten_by(finalist)
        standing = early[0] if early else None
        for phase, challenger in zip(
            ("REP1", "REP2")[-(len(early) - 1) :] if len(early) > 1 else (), early[1:], strict=True
        ):
            standing = played.bout(phase, half, standing, challenger)
        if standing is None or standing in played.out:
            return wrestling(
                dice
            )  # nobody is left to meet the loser of the semi-final: that is no event with two bouts for bronze
        played.bout("REPF", half, standing, semi)
    played.bout("FNL", 1, *finalists)
    everybody = [who for who in lines if who]
    early = [who for who, lost in second.last_lost(played.bouts).items() if lost in ("R32", "8FNL", "QFNL")]
    if early and dice.random() < 0.1:
        failed = dice.choice(early)
        played.out.add(failed)
        unit = next(unit for unit in played.units.values() if failed in unit)
        unit[failed]["weigh_in"] = "failed"
    return Event(event, played.units, second.wrestling(everybody, played.bouts, played.out), day=PARIS)


def kicked(dice, phase, one, two):
    """A contest of taekwondo: two rounds to none or to one, or by withdrawal or disqualification."""
    winner, loser = dice.sample((one, two), 2)
    raws = {winner: {"mark": "2"}, loser: {"mark": dice.choice("01")}}
    if dice.random() < 0.15:
        irm = dice.choice(("WDR", "DSQ", *(["DQB"] if phase in ("R32", "8FNL", "REP1") else [])))
        raws = {winner: {}, loser: {"irm": irm}}
    return Bout(phase, winner, loser), {who: raws[who] for who in (one, two)}


def taekwondo(dice):
    width = dice.choice((16, 16, 16, 32))
    lines = lines_of(dice, 16 if width == 16 else dice.randint(17, 24), width)
    played = Tournament(dice, kicked)
    finalists = played.main_draw(lines)
    survivors, semis = [], []
    for half, finalist in enumerate(finalists, start=2):
        in_sixteen = [b.loser for b in played.bouts if b.winner == finalist and b.round == "8FNL"]
        quarter, semi = (b.loser for b in played.bouts if b.winner == finalist and b.round in ("QFNL", "SFNL"))
        comes = [who for who in in_sixteen if who not in played.out and dice.random() > 0.1]
        survivors.append(played.bout("REP1", half, comes[0] if comes else None, quarter))
        semis.append(semi)
    for number, (survivor, semi) in enumerate(zip(survivors, semis[::-1], strict=True), start=1):
        played.bout("REPF", number, survivor, semi)
    played.bout("FNL", 1, *finalists)
    everybody = [who for who in lines if who]
    return Event(TAEKWONDO, played.units, second.by_round("TKW", everybody, played.bouts, played.out), day=PARIS)


def judged(dice, phase, one, two):
    """A contest whose winner is all that matters; now and then the loser is out of the event."""
    winner, loser = dice.sample((one, two), 2)
    raws = {winner: {"wlt": "W"}, loser: {}}
    if phase in ("R64", "R32", "8FNL", "REP1") and dice.random() < 0.04:
        raws = {winner: {}, loser: {"irm": "DQB"}}
    return Bout(phase, winner, loser), {who: raws[who] for who in (one, two)}


def judo(dice):
    width = dice.choice((16, 16, 16, 32))
    lines = lines_of(dice, dice.randint(width * 3 // 4, width), width)
    played = Tournament(dice, judged)
    finalists = played.main_draw(lines)
    quarters = [bout.loser for bout in played.bouts if bout.round == "QFNL"]
    semis = [bout.loser for bout in played.bouts if bout.round == "SFNL"]
    for half in (1, 2):
        survivor = played.bout("REP1", half, *quarters[2 * half - 2 : 2 * half])
        played.bout("REPF", half, survivor, semis[2 - half])
    played.bout("FNL", 1, *finalists)
    everybody = [who for who in lines if who]
    return Event(JUDO, played.units, second.by_round("JUD", everybody, played.bouts, played.out), day=PARIS)


def boxing(dice):
    width = dice.choice((8, 8, 16, 32))
    lines = lines_of(dice, dice.randint(width * 3 // 4, width), width)
    played = Tournament(dice, judged)
    played.bout("FNL", 1, *played.main_draw(lines))
    everybody = [who for who in lines if who]
    return Event(BOXING, played.units, second.by_round("BOX", everybody, played.bouts, played.out), day=PARIS)


def for_bronze_too(played, finalists):
    """The bout of those who lost a semi-final, then the final."""
    semis = [bout.loser for bout in played.bouts if bout.round == "SFNL"]
    played.bout("FNL", 2, *semis)
    played.bouts[-1] = played.bouts[-1]._replace(round="FNL2")
    played.bout("FNL", 1, *finalists)


def fencing(dice):
    width = dice.choice((8, 8, 16, 32))
    lines = lines_of(dice, dice.randint(width * 3 // 4, width), width)
    everybody = [who for who in lines if who]
    seeds = {who: dice.choice((None, *[dice.randint(1, 40)] * 30)) for who in everybody}

    def fight(dice, phase, one, two):
        winner, loser = dice.sample((one, two), 2)
        raws = {winner: {"mark": "15"}, loser: {"mark": str(dice.randint(3, 14))}}
        for who in (one, two):
            raws[who] |= {"seed": str(seeds[who])} if seeds[who] else {}
        return Bout(phase, winner, loser), {who: raws[who] for who in (one, two)}

    played = Tournament(dice, fight)
    for_bronze_too(played, played.main_draw(lines))
    return Event(FENCING, played.units, second.fencing(everybody, played.bouts, seeds), day=PARIS)


def archery(dice):
    everybody = [f"C{n:02d}" for n in range(dice.randint(8, 20))]
    order = sorted(everybody, key=lambda who: dice.random())
    points = {who: 680 - 5 * at for at, who in enumerate(order)}
    width = 16 if len(everybody) >= 16 else 8
    arrows = {}

    def shoot(dice, phase, one, two):
        winner, loser = dice.sample((one, two), 2)
        lost, shot = dice.choice((0, 2, 4)), dice.choice((0, 80, 81, 82))
        raws = {winner: {"mark": "6"}, loser: {"mark": str(lost), **({"arrows": str(shot)} if shot else {})}}
        if phase == "QFNL":
            arrows[loser] = shot
        return Bout(phase, winner, loser, of_loser=lost), {who: raws[who] for who in (one, two)}

    played = Tournament(dice, shoot)
    played.units["QUAL", "000100"] = {who: {"mark": str(points[who])} for who in everybody}
    for_bronze_too(played, played.main_draw(dice.sample(order[:width], width)))
    places = {who: at for at, who in enumerate(order, start=1)}
    return Event(ARCHERY, played.units, second.archery(everybody, played.bouts, arrows, places), day=PARIS)


BY_SEED = [by_seed(play) for play in (wrestling, taekwondo, judo, boxing, fencing, archery)]


@pytest.mark.parametrize("event", BY_SEED, ids=lambda event: event.__name__)
def test_both_rankers_agree_on_whole_events(event):
    assert [found for seed in range(FAST) if (found := event(seed))] == []
