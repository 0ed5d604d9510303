"""How letters leave: as files of a spool folder that a mail server takes away, or by SMTP."""

from __future__ import annotations

import os
import smtplib
import ssl
from collections.abc import Callable
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

import msgspec

from kotinos.custody.accreditation.letters.wording import Words
from kotinos.custody.act import Act

Post = Callable[[str, EmailMessage], None]
"""Takes a letter's id and its message; returns when the message is safely out of our hands, raises OSError where it is not."""


class Sender(msgspec.Struct, frozen=True):
    """Who writes: the address that letters come from, and the domain in their message ids."""

    address: str
    domain: str


def message(sender: Sender, act: Act, id: str, to: str, words: Words, language: str, paper: bytes) -> EmailMessage:
    """The e-mail of a letter, its PDF attached. The same letter has the same Message-ID whenever it is sent again."""
    made = EmailMessage()
    made["From"] = sender.address
    made["To"] = to
    made["Subject"] = words.subject
    made["Date"] = format_datetime(act.at)
    made["Message-ID"] = f"<{id}@{sender.domain}>"
    made["Content-Language"] = language
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(words.text, cte="quoted-printable")
    made.add_attachment(paper, maintype="application", subtype="pdf", filename="letter.pdf")
    return made


def spool(folder: Path) -> Post:
    """Post that puts each letter into ``folder`` as ``<id>.eml``, whole or not at all; the same letter twice is one file."""

    def put(id: str, made: EmailMessage) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        partial = folder / f".{id}.part"
        with partial.open("wb") as file:
            os.fchmod(file.fileno(), 0o600)
            file.write(bytes(made))
            file.flush()
            os.fsync(file.fileno())
        partial.replace(folder / f"{id}.eml")
        directory = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(directory)
        finally:
            os.close(directory)

    return put


def smtp(
    host: str,
    port: int,
    user: str = "",
    password: str = "",
    encrypted: bool = True,
    trust: ssl.SSLContext | None = None,
) -> Post:
    """Post by SMTP. ``encrypted`` asks for STARTTLS and refuses to go on without; not to be turned off but on the loopback."""

    def send(id: str, made: EmailMessage) -> None:
        with smtplib.SMTP(host, port, timeout=30) as server:
            if encrypted:
                server.starttls(context=trust or ssl.create_default_context())
            if user:
                server.login(user, password)
            server.send_message(made)

    return send
