"""A photo is looked at for what can be seen without a model of faces, and kept with nothing hidden in it."""

from __future__ import annotations

import random
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFilter

from kotinos.custody.accreditation import applications, photo, photos, queries
from kotinos.custody.accreditation.photo import CARD, look
from kotinos.custody.act import Refused
from kotinos.custody.vault.vault import Vault
from tests.custody.accreditation.games import FRA, SWIMMER, begin, subject


def portrait(width: int = 700, height: int = 900, background: str = "#e8e8ea", skin: str = "#b98a6a") -> Image.Image:
    """A head and shoulders of nobody, drawn: hair, eyes, mouth, and the grain that skin has."""
    picture = Image.new("RGB", (width, height), background)
    pen = ImageDraw.Draw(picture)
    w, h = width, height
    pen.ellipse((w * 0.05, h * 0.78, w * 0.95, h * 1.4), fill="#2b3a55")
    pen.ellipse((w * 0.26, h * 0.12, w * 0.74, h * 0.74), fill="#3a2a1e")
    pen.ellipse((w * 0.29, h * 0.2, w * 0.71, h * 0.76), fill=skin)
    for x in (0.4, 0.6):
        pen.ellipse((w * (x - 0.045), h * 0.41, w * (x + 0.045), h * 0.45), fill="white")
        pen.ellipse((w * (x - 0.018), h * 0.415, w * (x + 0.018), h * 0.445), fill="#222222")
    pen.arc((w * 0.42, h * 0.54, w * 0.58, h * 0.64), 20, 160, fill="#7a3030", width=max(2, w // 90))
    rnd = random.Random(7)
    for _ in range(w * h // 60):
        x, y = int(rnd.uniform(0.3, 0.7) * w), int(rnd.uniform(0.22, 0.72) * h)
        grey = rnd.randrange(-14, 15)
        red, green, blue = picture.getpixel((x, y))  # type: ignore[misc]
        picture.putpixel((x, y), (red + grey, green + grey, blue + grey))
    return picture


def jpeg(picture: Image.Image, **options: object) -> bytes:
    out = BytesIO()
    picture.save(out, "JPEG", quality=92, **options)  # type: ignore[arg-type]
    return out.getvalue()


def png(picture: Image.Image) -> bytes:
    out = BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def codes(given: bytes) -> set[str]:
    return {finding.code for finding in look(given).findings}


@pytest.mark.parametrize("skin", ["#f1d3c0", "#b98a6a", "#5a3b28"])
def test_a_good_photo_has_no_findings_whatever_the_skin(skin: str) -> None:
    assert codes(jpeg(portrait(skin=skin))) == set()
    assert codes(png(portrait(skin=skin))) == set()


CASES = {
    "photo_small": jpeg(portrait(420, 540)),
    "photo_shape": jpeg(portrait(900, 900)),
    "photo_dark_background": jpeg(portrait(background="#404a40")),
    "photo_blurred": jpeg(portrait().filter(ImageFilter.GaussianBlur(14))),
    "photo_empty": jpeg(Image.new("RGB", (700, 900), "#eeeeee")),
    "photo_exposure": jpeg(
        portrait(skin="#ffffff", background="#cccccc").point([min(255, v + 40) for v in range(256)] * 3)
    ),
    "photo_format": b"GIF89a" + bytes(99),
    "photo_large": b"\xff\xd8\xff" + bytes(photo.MOST_BYTES),
}


@pytest.mark.parametrize("code", CASES)
def test_what_is_wrong_is_said_in_two_languages(code: str) -> None:
    found = [f for f in look(CASES[code]).findings if f.code == code]
    assert found, codes(CASES[code])
    assert found[0].say("en") != found[0].say("fr")


def test_an_uneven_background_is_noticed() -> None:
    picture = portrait()
    pen = ImageDraw.Draw(picture)
    for y in range(0, 500, 40):
        pen.rectangle((0, y, 90, y + 20), fill="#304060")
    assert "photo_uneven_background" in codes(jpeg(picture))


def test_what_is_kept_is_a_jpeg_of_35_by_45_with_nothing_hidden_in_it() -> None:
    exif = Image.Exif()
    exif[0x010E] = "taken at 45.7640, 4.8357 by a camera of MARTA"
    exif[0x0112] = 6  # the camera was turned
    given = jpeg(portrait().transpose(Image.Transpose.ROTATE_90), exif=exif, comment=b"MARTA was here")
    kept = look(given).jpeg
    opened = Image.open(BytesIO(kept))
    assert (opened.format, opened.size) == ("JPEG", CARD)
    assert not opened.getexif() and "comment" not in opened.info
    assert b"MARTA" not in kept and b"Exif" not in kept
    upright = opened.convert("L").crop((0, 0, CARD[0], 40)).resize((1, 1)).getpixel((0, 0))
    assert isinstance(upright, int) and upright > 200  # the background is at the top again


def test_a_transparent_picture_stands_on_white_paper() -> None:
    over = portrait().convert("RGBA")
    over.putalpha(Image.eval(over.convert("L"), lambda v: 0 if v > 220 else 255))
    assert "photo_dark_background" not in codes(png(over))


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.integers(0, 2000))
def test_no_bytes_break_the_check(noise: bytes, at: int) -> None:
    good = jpeg(portrait(210, 270))
    for given_ in (noise, good[:at] + noise + good[at:], good[: len(good) - at]):
        look(given_)


def test_a_photo_is_sealed_with_its_application_and_its_findings_wait_for_the_officer(vault: Vault) -> None:
    with vault.database.writing() as connection:
        begin(connection)
        id = applications.open_application(connection, FRA, "FRA", SWIMMER)
        photos.save_photo(connection, FRA, vault, id, jpeg(portrait(420, 540)))
        row = queries.application(connection, id)
        assert row is not None and (row.photo, row.findings) == ("sealed", "photo_small")
        who = subject(connection, id)
        kept = vault.reveal_within(connection, FRA, "accreditation", [who], ["photo"])[who]["photo"]
        assert isinstance(kept, bytes) and kept.startswith(b"\xff\xd8\xff")
        with pytest.raises(Refused, match="photo_unfit"):
            photos.save_photo(connection, FRA, vault, id, b"no picture")
