"""Letters: what they say in two languages, that they leave once, and that nothing of the person waits in the outbox."""

from __future__ import annotations

import re
import smtplib
from datetime import date, timedelta
from email.message import EmailMessage
from pathlib import Path

import pypdfium2
import pytest
import sqlalchemy as sa

from kotinos.custody.accreditation import decisions, invitations, queries
from kotinos.custody.accreditation.letters import outbox
from kotinos.custody.accreditation.letters.outbox import Office, send
from kotinos.custody.accreditation.letters.paper import pdf
from kotinos.custody.accreditation.letters.post import Post, Sender, smtp, spool
from kotinos.custody.accreditation.letters.wording import LANGUAGES, TEMPLATES, Content, newest, versions, words
from kotinos.custody.accreditation.standing import application_of
from kotinos.custody.accreditation.tables import invitation, letter
from kotinos.custody.act import Act, Refused
from kotinos.custody.log.access import entries_of
from kotinos.custody.residency import Domain, Egress, ForbiddenEgress
from kotinos.custody.vault.vault import Vault
from tests.custody.accreditation.games import FRA, INES, JOURNALIST, MARTA, SWIMMER, begin, subject, submitted
from tests.custody.accreditation.mail import mail_server, opened
from tests.custody.conftest import NOON

OFFICE = Office(
    Sender("accreditation@games.example", "games.example"),
    "https://zone.games.example",
    Domain("FR", egress=frozenset({Egress("mail", "letter")})),
)
CONTENT = Content(
    file="0A1B2C3D", organisation="Comité d'Utopie", category="athlète", day=date(2026, 7, 1), name="Marta DUBOIS", reason="Because.",
    link="https://zone.games.example/invitation/x", until=date(2026, 7, 22),
)  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template", TEMPLATES)
def test_every_letter_is_complete_in_every_language_and_prints(template: str, language: str) -> None:
    said = words(template, newest(template), language, CONTENT)  # type: ignore[arg-type]
    assert "{" not in said.text and "{" not in said.subject
    assert "Marta DUBOIS" in said.text and "0A1B2C3D" in said.subject
    page = pypdfium2.PdfDocument(pdf(said, language))
    printed = " ".join(page[0].get_textpage().get_text_range().split())
    assert len(page) == 1 and "Marta DUBOIS" in printed
    assert printed.count("Comité d’Utopie") + printed.count("Comité d'Utopie") >= 1


def test_each_template_has_the_same_versions_in_both_languages() -> None:
    assert all(versions(template) for template in TEMPLATES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_refusal_quotes_the_law_and_gives_no_reason(language: str) -> None:
    text = words("refused", 1, language, CONTENT).text
    assert "L. 211-11-1" in text and "R. 211-32" in text
    assert "Because." not in text
    assert {"en": "does not know the grounds", "fr": "ne connaît pas les motifs"}[language] in text
    assert {"en": "within two months", "fr": "deux mois"}[language] in text


def test_what_a_name_says_is_never_a_command_of_the_typesetter() -> None:
    nasty = '#read("/etc/passwd") $x$ *b* [c] \\ @d'
    said = words(
        "approved", 1, "en", Content(**{**{f: getattr(CONTENT, f) for f in CONTENT.__struct_fields__}, "name": nasty})
    )
    printed = pypdfium2.PdfDocument(pdf(said, "en"))[0].get_textpage().get_text_range()
    assert "#read(" in printed and "root:" not in printed


def letters(vault: Vault) -> list[tuple[str, str, str]]:
    with vault.database.reading() as connection:
        rows = connection.execute(
            sa.select(letter.c.template, letter.c.language, letter.c.state).order_by(letter.c.template)
        )
        return [(row.template, row.language, row.state) for row in rows]


def test_decisions_queue_their_letters_and_the_opinion_its_neutral_one(vault: Vault) -> None:
    with vault.database.writing() as connection:
        begin(connection)
        id = submitted(connection, vault, MARTA)
        decisions.return_to_draft(connection, INES, id, "photo")
        decisions.reject(connection, INES, id, "opinion")
    assert letters(vault) == [("refused", "fr", "queued"), ("returned", "fr", "queued")]


def test_a_letter_leaves_once_with_its_pdf_and_the_log_says_so(vault: Vault, tmp_path: Path) -> None:
    with vault.database.writing() as connection:
        begin(connection)
        id = submitted(connection, vault, MARTA)
        decisions.return_to_draft(connection, INES, id, "document")
        who = subject(connection, id)
        kept = " ".join(str(v) for row in connection.execute(sa.select(letter)).all() for v in row)
    assert "example.org" not in kept and "Dubois" not in kept
    assert send(vault, INES, OFFICE, spool(tmp_path / "out")) == {"sent": 1, "unaddressed": 0, "failed": 0}
    assert send(vault, INES, OFFICE, spool(tmp_path / "out")) == {"sent": 0, "unaddressed": 0, "failed": 0}
    [file] = (tmp_path / "out").iterdir()
    assert file.suffix == ".eml" and file.stat().st_mode & 0o077 == 0
    mail = opened(file.read_bytes())
    assert mail["To"] == "marta@example.org"
    body = mail.get_body(("plain",))
    assert body is not None
    assert "Marta Ines DUBOIS-KELLER" in body.get_content()
    assert "Le document de voyage ne correspond pas" in body.get_content()
    [attached] = mail.iter_attachments()
    assert attached.get_content().startswith(b"%PDF")
    with vault.database.reading() as connection:
        acts = [entry.act for _, entry in entries_of(connection, who)]
    assert acts[-2:] == ["reveal", "send-letter"]


def test_smtp_delivers_the_same_message(vault: Vault) -> None:
    with vault.database.writing() as connection:
        begin(connection)
        decisions.approve(connection, INES, submitted(connection, vault, MARTA))
    with mail_server() as (port, kept):
        assert send(vault, INES, OFFICE, smtp("127.0.0.1", port, encrypted=False))["sent"] == 1
    mail = opened(kept[0])
    assert "est accepté" in str(mail["Subject"])
    assert str(mail["Message-ID"]).endswith("@games.example>")


def test_a_server_that_has_no_starttls_gets_nothing(vault: Vault) -> None:
    with mail_server() as (port, kept), pytest.raises(smtplib.SMTPNotSupportedError):
        smtp("127.0.0.1", port)("id", EmailMessage())
    assert kept == []


def test_a_letter_that_fails_stays_and_is_sent_later(vault: Vault, tmp_path: Path) -> None:
    with vault.database.writing() as connection:
        begin(connection)
        decisions.approve(connection, INES, submitted(connection, vault, MARTA))

    def broken(id: str, made: EmailMessage) -> None:
        raise OSError("the disk is full")

    post: Post = broken
    assert send(vault, INES, OFFICE, post)["failed"] == 1
    assert letters(vault) == [("approved", "fr", "queued")]
    assert send(vault, INES, OFFICE, spool(tmp_path / "out"))["sent"] == 1


def test_who_has_no_address_gets_no_mail_and_nothing_waits_for_ever(vault: Vault, tmp_path: Path) -> None:
    with vault.database.writing() as connection:
        begin(connection)
        decisions.approve(
            connection, INES, submitted(connection, vault, {k: v for k, v in MARTA.items() if k != "email"})
        )
    assert send(vault, INES, OFFICE, spool(tmp_path / "out"))["unaddressed"] == 1
    assert letters(vault) == [("approved", "fr", "unaddressed")]


def test_letters_leave_only_where_the_domain_names_the_way(vault: Vault, tmp_path: Path) -> None:
    closed = Office(OFFICE.sender, OFFICE.portal, Domain("FR"))
    with pytest.raises(ForbiddenEgress, match="letter to mail"):
        send(vault, INES, closed, spool(tmp_path / "out"))


def token(folder: Path) -> str:
    [file] = folder.glob("*.eml")
    body = opened(file.read_bytes()).get_body(("plain",))
    assert body is not None
    found = re.search(r"/invitation/([\w-]+)", body.get_content())
    assert found is not None
    return found[1]


def test_an_invitation_opens_its_file_once(vault: Vault, tmp_path: Path) -> None:
    with vault.database.writing() as connection:
        begin(connection)
        id = invitations.invite(connection, FRA, vault, "FRA", SWIMMER, "lou@example.org", "en")
    send(vault, INES, OFFICE, spool(tmp_path / "out"))
    secret = token(tmp_path / "out")
    with vault.database.writing() as connection:
        kept = connection.execute(sa.select(invitation)).one()
        assert secret not in str(kept)
        assert invitations.redeem(connection, Act("applicant", NOON, "a test"), secret) == id
    with vault.database.writing() as connection, pytest.raises(Refused, match="invitation_over"):
        invitations.redeem(connection, Act("applicant", NOON, "a test"), secret)


def test_an_invitation_ends_after_three_weeks_and_with_the_next_one(vault: Vault, tmp_path: Path) -> None:
    with vault.database.writing() as connection:
        begin(connection)
        id = invitations.invite(connection, FRA, vault, "FRA", JOURNALIST, "lou@example.org", "en")
    send(vault, INES, OFFICE, spool(tmp_path / "a"))
    first = token(tmp_path / "a")
    late = Act("applicant", NOON + timedelta(outbox.INVITATION_DAYS), "a test")
    with vault.database.writing() as connection, pytest.raises(Refused, match="invitation_over"):
        invitations.redeem(connection, late, first)
    with vault.database.writing() as connection:
        invitations.invite_again(connection, FRA, id)
    send(vault, INES, OFFICE, spool(tmp_path / "b"))
    with vault.database.writing() as connection, pytest.raises(Refused, match="invitation_over"):
        invitations.redeem(connection, Act("applicant", NOON, "a test"), first)
    with vault.database.writing() as connection:
        assert invitations.redeem(connection, Act("applicant", NOON, "a test"), token(tmp_path / "b")) == id


def test_who_reads_neither_language_gets_english(vault: Vault) -> None:
    with vault.database.writing() as connection:
        begin(connection)
        id = invitations.invite(connection, FRA, vault, "FRA", SWIMMER, "lou@example.org", "ar")
        row = application_of(connection, INES, id)
        person = queries.person(connection, row.subject)
        assert person is not None and person.language == "ar"
    assert letters(vault) == [("invitation", "en", "queued")]
