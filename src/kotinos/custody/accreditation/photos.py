"""The photo of an application: checked, sealed, or left for the desk."""

from __future__ import annotations

from sqlalchemy.engine import Connection

from kotinos.custody.accreditation.photo import Finding, look
from kotinos.custody.accreditation.standing import Row, application_of, move, officer
from kotinos.custody.act import Act, Refused
from kotinos.custody.vault.vault import Vault


def save_photo(connection: Connection, act: Act, vault: Vault, id: str, given: bytes) -> tuple[Finding, ...]:
    """Seal the photo of a draft, written anew without metadata; what an officer should look at.

    Raises Refused("photo_unfit") where nothing can be kept of it: no picture, or one that is too large.
    """
    return _seal(connection, act, vault, application_of(connection, act, id), "save", given)


def photo_at_desk(connection: Connection, act: Act, id: str) -> None:
    """Say that the photo will be taken at the desk."""
    move(connection, act, application_of(connection, act, id), "save", photo="desk")


def photograph(connection: Connection, act: Act, vault: Vault, id: str, given: bytes) -> tuple[Finding, ...]:
    """Seal the photo of an approved file that left it for the desk, taken there by staff. Raises as `save_photo`, and Refused("not_now")
    where a photo is sealed already: another one needs a change of identity.
    """
    officer(act)
    row = application_of(connection, act, id)
    if row.photo != "desk":
        raise Refused("not_now", state=row.state, event="photograph")
    return _seal(connection, act, vault, row, "photograph", given)


def _seal(connection: Connection, act: Act, vault: Vault, row: Row, event: str, given: bytes) -> tuple[Finding, ...]:
    photo = look(given)
    if not photo.jpeg:
        raise Refused("photo_unfit", findings=" ".join(f.code for f in photo.findings))
    others = {code for code in row.findings.split() if not code.startswith("photo_")}
    findings = " ".join(sorted(others | {f.code for f in photo.findings}))
    move(connection, act, row, event, photo="sealed", findings=findings)
    vault.seal(connection, act, row.subject, {"photo": photo.jpeg})
    return photo.findings
