"""The journey of everybody, in the order in which it happens. What was done before is seen on the pages, and not done again."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from kotinos.rehearsal.accreditation import accounts, desk, officer, portal
from kotinos.rehearsal.accreditation.accounts import CATERER, COMMITTEE, DESK, OFFICER, SECOND, Kept
from kotinos.rehearsal.accreditation.gate import Gate, code_on
from kotinos.rehearsal.accreditation.operator import GATES, Operator
from kotinos.rehearsal.accreditation.pages import Browser, Refused
from kotinos.rehearsal.accreditation.people import Applicant, applicants

RETURNED, REJECTED = 0, 1
"""Which applicants are sent back for their photo, and rejected."""
_LOOK_EVERY = 1.0
_IN_FRENCH = {"GRANTED": "entrée au site", "DENIED": "pas d’entrée au site", "REFER": "voir un agent au site"}
Say = Callable[[str, str], None]


class Journey:
    """``say`` hears each step, in English and French."""

    def __init__(self, kept: Kept, folder: Path, url: str, root: Path, operator: Operator, say: Say) -> None:
        self._kept, self._folder, self._url, self._root = kept, folder, url, root
        self._operator, self._say = operator, say
        self._people = applicants(kept.seed, kept.people, kept.begun.year)
        self._windows: dict[str, Browser] = {}

    def travel(self, authority: str, patience: float) -> None:
        """All of it. Raises `Refused` where the zone does not do what it is there for."""
        try:
            self._set_up(authority)
            self._apply()
            ids = self._decide()
            self._validate(ids, patience)
            self._pass_gates()
        finally:
            for window in self._windows.values():
                window.close()

    def _set_up(self, authority: str) -> None:
        now = datetime.now(UTC)
        for name in self._operator.admit(now, max(20, self._kept.people)):
            self._say(f"Admitted: {name}", f"Admis : {name}")
        if self._operator.ask_the_state(now, authority):
            self._say(f"The campaign is open: {authority} is asked", f"La campagne est ouverte : {authority} est saisi")
        made = accounts.add_all(self._kept, self._folder, self._operator)
        window = Browser(self._url, self._root)
        for account in self._kept.accounts.values():
            if not account.enrolled:
                accounts.enrol(self._kept, self._folder, account, window)
        window.close()
        for account in made:
            self._say(
                f"May sign in: {account.name} ({account.role}), {account.password}, {account.otpauth}",
                "peut se connecter",
            )

    def _window(self, name: str) -> Browser:
        if name not in self._windows:
            self._windows[name] = accounts.sign_in(self._kept, self._folder, name, Browser(self._url, self._root))
        return self._windows[name]

    def _apply(self) -> None:
        window = self._window(COMMITTEE)
        there = portal.lines(window)
        for who in self._people:
            line = there.get(who.reference)
            if who.on_list or (line and line.state != "draft"):
                continue
            id = line.id if line else portal.open_application(window, who)
            portal.submit(window, id, who, who.reference)
            self._say(f"Applies: {who.name}, {who.category} {who.sport}", f"demande : {who.reference}")
        listed = [who for who in self._people if who.on_list]
        if not portal.lines(self._window(CATERER)).keys() & {who.reference for who in listed}:
            portal.send_list(self._window(CATERER), listed)
            self._say(f"Sends a list: {len(listed)} people", f"envoie une liste : {len(listed)} personnes")

    def _lines(self) -> dict[str, portal.Line]:
        return portal.lines(self._window(COMMITTEE)) | portal.lines(self._window(CATERER))

    def _decide(self) -> dict[str, str]:
        """Ids of whoever is approved, by reference."""
        lines = self._lines()
        ours = {lines[who.reference].id for who in self._people}
        for name in (OFFICER, SECOND):
            if told := officer.tell_apart(self._window(name), ours):
                self._say(f"Two people, not one, says {name}: {told} pairs", f"deux personnes, non une : {told} paires")
        window = self._window(OFFICER)
        for number, who in enumerate(self._people):
            id = lines[who.reference].id
            if not officer.waits(window, id):
                continue
            if number == RETURNED and "returned" not in self._kept.done:
                officer.decline(window, id, "return:photo")
                self._done("returned")
                self._say(f"Sent back for the photo: {who.name}", "renvoyé pour la photo")
                portal.submit(self._window(COMMITTEE), id, who, f"{who.reference} again")
                self._say(f"Comes again with another: {who.name}", "revient avec une autre")
            if number == REJECTED:
                officer.decline(window, id, "reject:not-eligible")
                self._say(f"Rejected, the role gives no right to it: {who.name}", "rejeté, le rôle n’y donne pas droit")
            else:
                officer.approve(window, id)
                self._say(f"Approved, the State is asked: {who.name}", "approuvé, l’État est saisi")
        return {reference: line.id for reference, line in self._lines().items() if line.state == "approved"}

    def _done(self, what: str) -> None:
        self._kept.done.append(what)
        self._kept.save(self._folder)

    def _validate(self, ids: dict[str, str], patience: float) -> None:
        """Put every card in force that the State's answer allows, as the answers come."""
        waiting = [who for who in self._people if who.reference in ids]
        until = time.monotonic() + patience
        if new := sum(not self._card(who).exists() for who in waiting):
            self._say(f"{new} wait for the State", f"{new} attendent l’État")
        while waiting and time.monotonic() < until:
            for who in list(waiting):
                if self._printed(who, f"desk/{ids[who.reference]}"):
                    waiting.remove(who)
                    until = time.monotonic() + patience
            time.sleep(_LOOK_EVERY if waiting else 0)
        for who in waiting:
            self._say(f"The card stays closed: {who.name}", "la carte reste fermée")

    def _printed(self, who: Applicant, path: str) -> bool:
        window = self._window(DESK)
        standing = desk.standing(window, path)
        if standing == "closed":
            return False
        if standing == "ready":
            found = desk.find(window, who)
            if not found.endswith(path):
                raise Refused(f"{who.name}: the passport leads to {found}, not to {path}")
            desk.put_in_force(window, path, who)
            self._say(f"In force and handed over: {who.name}", "en vigueur et remise")
        card = self._card(who)
        if not card.exists():
            card.parent.mkdir(mode=0o700, exist_ok=True)
            card.write_bytes(desk.card(window, path))
        return True

    def _card(self, who: Applicant) -> Path:
        return self._folder / "demo-cards" / f"{who.reference}.pdf"

    def _pass_gates(self) -> None:
        """Everybody with a card goes to each gate: it opens where they work or compete, and not elsewhere."""
        bearers = [who for who in self._people if self._card(who).exists()]
        if not bearers:
            raise Refused("no card is in force: do `kotinos custody exchange run` and the authority run?")
        codes = [code_on(self._card(who)) for who in bearers]
        wrong, granted = [], 0
        for venue, place in GATES.items():
            gate = Gate(self._operator, self._folder, venue)
            gate.take_place(self._url, self._root)
            for who, reply in zip(bearers, gate.read(codes), strict=True):
                english = f"{reply['answer']:<7} {place}: {who.name}. {reply['says']}"
                self._say(english, f"{_IN_FRENCH[reply['answer']]} {venue}")
                granted += reply["answer"] == "GRANTED"
                expected = "GRANTED" if who.venue == venue else "DENIED"
                # A favourable answer that was withdrawn since suspends the card: that is what a gate is there for.
                if reply["answer"] != expected and reply["reason"] != "suspended":
                    wrong.append(f"{who.name} at {venue}: {reply['answer']}, not {expected}. {reply['says']}")
                if reply["reason"] in ("not_yet", "over"):
                    raise Refused(
                        f"{reply['says']}: the Games of this zone open on another day (custody init --opening)"
                    )
        if not granted:
            wrong.append("no card opens its own venue")
        if wrong:
            raise Refused("; ".join(wrong))
