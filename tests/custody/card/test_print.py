"""Cards on paper: the code is read back from the picture of the page, also where the picture is bad; the words are on it."""

from __future__ import annotations

import io
import random
from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import numpy as np
import pypdfium2
import pytest
import zxingcpp
from PIL import Image, ImageEnhance, ImageFilter

from kotinos.custody.act import Act, Refused
from kotinos.custody.card import actions, code, keys, print, printing, qr, signers, visa
from kotinos.custody.card.claims import Claims, Kind
from kotinos.custody.card.print import Face
from kotinos.custody.card.vectors import cast
from kotinos.custody.log import access
from kotinos.custody.store import Database
from kotinos.custody.vault.grants import Approval
from kotinos.custody.vault.root_file import FileRoot
from kotinos.custody.vault.standing import ensure_standing
from kotinos.custody.vault.vault import Vault
from tests.custody.card import games_file as file
from tests.custody.conftest import NOON

PARIS = ZoneInfo("Europe/Paris")
TRUST = {key.kid: key for key in cast.TRUST}


def photo(shade: int = 128) -> bytes:
    kept = io.BytesIO()
    Image.new("RGB", (420, 540), (shade, 90, 160)).save(kept, "JPEG")
    return kept.getvalue()


def face(claims: Claims, **more: Any) -> Face:
    fitted = code.fitted(claims)
    given = {"name": claims.name, "zone": PARIS, "photo": photo(), **more}
    return Face(claims=fitted, code=code.write(fitted, cast.key(cast.PRESENT)), **given)


def pages(pdf: bytes, dpi: int = 300) -> list[Image.Image]:
    document = pypdfium2.PdfDocument(pdf)
    return [page.render(scale=dpi / 72).to_pil() for page in document]


def words(pdf: bytes) -> list[str]:
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]


def read(picture: Image.Image) -> str:
    found = [one.text for one in zxingcpp.read_barcodes(picture) if one.text.startswith("GA1:")]
    assert len(found) == 1, found
    return found[0]


def test_every_card_of_a_batch_reads_back_in_its_order() -> None:
    claims = [cast.person(seed) for seed in range(12)] + [cast.day_pass(seed, Kind(seed)) for seed in (1, 2, 3)]
    found = [read(page) for page in pages(print.pdf([face(one) for one in claims]))]
    read_back = [code.read(text, TRUST, cast.CLOCK) for text in found]
    assert read_back == [code.fitted(one) for one in claims]


def test_the_longest_code_is_read_from_a_symbol_of_at_least_25_mm() -> None:
    many = msgspec.structs.replace(cast.person(3), name="PAPANASTASIADI " * 6 + "Kleio", venues=("ABC", "DEF"))
    one = face(many)
    assert len(one.code) >= 295
    page = pages(print.pdf([one]))[0]
    [found] = list(zxingcpp.read_barcodes(page))
    corners = found.position
    width = (corners.top_right.x - corners.top_left.x) / 300 * 25.4
    assert found.ec_level == "M"
    assert width >= 25


DEGRADED = {
    "scanned at 150 dpi": (150, lambda picture: picture),
    "out of focus": (300, lambda picture: picture.filter(ImageFilter.GaussianBlur(2.2))),
    "noisy": (300, lambda picture: noisy(picture)),
    "held at an angle": (300, lambda picture: picture.rotate(17, expand=True, fillcolor="white")),
    "upside down": (300, lambda picture: picture.rotate(180)),
    "faded": (300, lambda picture: ImageEnhance.Contrast(picture).enhance(0.22)),
    "in the dark": (300, lambda picture: ImageEnhance.Brightness(picture).enhance(0.2)),
    "a bad photograph": (200, lambda picture: jpeg(noisy(picture.rotate(-4, expand=True, fillcolor="white")))),
    "a scratch": (300, lambda picture: scratched(picture)),
}


def noisy(picture: Image.Image) -> Image.Image:
    rnd = np.random.default_rng(2028)
    grain = rnd.normal(0, 45, (picture.height, picture.width, 3))
    return Image.fromarray(np.clip(np.asarray(picture.convert("RGB")) + grain, 0, 255).astype("uint8"))


def jpeg(picture: Image.Image) -> Image.Image:
    kept = io.BytesIO()
    picture.save(kept, "JPEG", quality=20)
    return Image.open(kept)


def scratched(picture: Image.Image) -> Image.Image:
    changed = picture.copy()
    changed.paste((255, 255, 255), (900, 1150, 912, 1500))
    return changed


@pytest.mark.parametrize("name", DEGRADED)
def test_the_code_is_read_from_a_bad_picture(name: str) -> None:
    dpi, spoil = DEGRADED[name]
    one = face(cast.person(random.Random(name).randrange(1000)))
    assert read(spoil(pages(print.pdf([one]), dpi)[0])) == one.code


def test_what_a_guard_reads_is_on_the_card() -> None:
    claims = msgspec.structs.replace(cast.person(14), visa=True)
    text = words(print.pdf([face(claims, visa=("C004711", "X4827567"))]))[0]
    for said in (*claims.name.split(), claims.category, claims.organisation, *claims.venues, *claims.zones, *claims.transport,
                 "C004711 / X4827567", print.serial_text(claims.games, claims.serial)):  # fmt: skip
        assert said in text


def test_the_strip_is_blue_for_the_field_of_play_and_says_so() -> None:
    on = msgspec.structs.replace(cast.person(3), zones=("BLUE",))
    off = msgspec.structs.replace(cast.person(3), zones=("WHITE",))
    pdf = print.pdf([face(on), face(off)])
    blue, grey = (page.getpixel((page.width - 10, page.height - 20)) for page in pages(pdf, 100))
    assert blue[2] > 140 > blue[0]
    assert abs(grey[2] - grey[0]) < 20
    said = words(pdf)
    assert "FIELD OF PLAY · AIRE DE COMPÉTITION" in said[0]
    assert "NO FIELD OF PLAY · SANS AIRE DE COMPÉTITION" in said[1]


def test_each_card_carries_its_own_photo() -> None:
    pdf = print.pdf([face(cast.person(3), photo=photo(shade)) for shade in (10, 240)])
    dark, light = (page.getpixel((int(page.width * 0.2), int(page.height * 0.3))) for page in pages(pdf, 100))
    assert light[0] - dark[0] > 200


def test_a_pdf_holds_one_to_forty_cards() -> None:
    with pytest.raises(ValueError, match="0 cards"):
        print.pdf([])
    many = [face(cast.person(3))] * 41
    with pytest.raises(ValueError, match="41 cards"):
        print.pdf(many)
    assert [len(pypdfium2.PdfDocument(pdf)) for pdf in print.batches(many)] == [40, 1]


@pytest.mark.parametrize("serial", [1, 394, 12_345, 500_000])
def test_one_wrong_digit_of_a_serial_shows(serial: int) -> None:
    right = print.serial_text("OG2028", serial)
    for at in range(1, 8):
        other = serial + 10 ** (at - 1) if serial // 10 ** (at - 1) % 10 < 9 else serial - 10 ** (at - 1)
        assert print.serial_text("OG2028", other)[-1] != right[-1]


def test_the_symbol_is_the_same_each_time_and_has_its_quiet_zone() -> None:
    text = face(cast.person(3)).code
    assert qr.svg(text) == qr.svg(text)
    side = len(qr.matrix(text)) + 8
    assert f'viewBox="0 0 {side} {side}"' in qr.svg(text)


def test_from_the_sealed_file_to_paper_with_its_log_entry(database: Database, act: Act, tmp_path: Path) -> None:
    root = FileRoot.make(tmp_path / "root.json", "not a secret, a test", "FR", passes=1, memory_kib=64)
    vault = Vault(database, root, "FR", lambda: NOON)
    with database.writing() as connection:
        file.setting(connection)
        ensure_standing(connection, Act("setup", NOON, "set-up"), [Approval("a", "one"), Approval("b", "two")])
        signers.ensure(connection, act, root)
        subject, application = file.cleared(connection)
        serial = file.card(connection, act, application)
        bare = file.card(connection, act, file.cleared(connection)[1])
        vault.seal(
            connection, act, subject, {"card_name": "O'TALLEY Siobhán", "photo": photo(), "document_number": "X4827567"}
        )
        visa.issue(connection, act, vault, subject, file.GAMES, "XX004711")
        anchor = signers.anchor(connection, root).public
        trust = keys.read(signers.signed_trust_list(connection, root, NOON), anchor).trust()
    [pdf] = printing.print_cards(vault, root, act, [serial], zone=PARIS)
    claims = code.read(read(pages(pdf)[0]), trust, NOON)
    assert (claims.serial, claims.name, claims.visa) == (serial, "O'TALLEY Siobhán", True)
    assert "XX004711 / X4827567" in words(pdf)[0]
    with database.reading() as connection:
        kept = [entry for _, entry in access.entries_of(connection, subject)]
    assert kept[-1].consumer == "card"
    with pytest.raises(Refused):
        printing.print_cards(vault, root, act, [serial, bare], zone=PARIS)
    with database.writing() as connection:
        actions.cancel(connection, act, serial, "lost")
    with pytest.raises(Refused, match="wrong_state"):
        printing.print_cards(vault, root, act, [serial], zone=PARIS)
    assert claims.valid_to - claims.valid_from > timedelta(days=60)
