"""Portraits of people who do not exist: drawn heads on a light ground, of the shape that a card asks for. PURE but for the drawing."""

from __future__ import annotations

from io import BytesIO
from random import Random

from PIL import Image, ImageDraw

SIZE = (700, 900)
_SKIN = ((238, 205, 180), (214, 170, 134), (176, 126, 92), (128, 86, 60), (92, 62, 46))
_HAIR = ((34, 28, 26), (84, 54, 34), (150, 104, 58), (120, 120, 124), (168, 70, 40))
_CLOTH = ((38, 70, 110), (30, 98, 82), (120, 44, 62), (70, 70, 78), (154, 96, 30))


def portrait(seed: str) -> bytes:
    """A JPEG; the same seed draws the same face."""
    lot = Random(f"portrait {seed}")  # noqa: S311 - a face for a demonstration
    skin, hair, cloth = lot.choice(_SKIN), lot.choice(_HAIR), lot.choice(_CLOTH)
    picture = Image.new("RGB", SIZE, (228 + lot.randint(0, 10),) * 3)
    pen = ImageDraw.Draw(picture)
    middle, wide, tall = 350, lot.randint(128, 150), lot.randint(185, 210)
    eyes, long = 380 + lot.randint(-12, 12), lot.random() < 0.5
    if long:
        pen.rounded_rectangle((middle - wide - 34, 230, middle + wide + 34, 690), 120, fill=hair)
    pen.rounded_rectangle((130, 640, 570, 960), 110, fill=cloth)
    pen.rounded_rectangle((middle - 58, 520, middle + 58, 700), 40, fill=_darker(skin))
    pen.ellipse((middle - wide - 14, 190, middle + wide + 14, 460), fill=hair)
    pen.ellipse((middle - wide, 400 - tall, middle + wide, 400 + tall), fill=skin)
    pen.chord((middle - wide - 4, 186, middle + wide + 4, 400), 190, 350, fill=hair)
    for side in (-1, 1):
        at = middle + side * 58
        pen.ellipse((at - 24, eyes - 13, at + 24, eyes + 13), fill=(250, 250, 248))
        pen.ellipse((at - 11, eyes - 11, at + 11, eyes + 11), fill=hair)
        pen.line((at - 30, eyes - 34, at + 30, eyes - 36), fill=_darker(hair), width=9)
    pen.line((middle, eyes + 12, middle - 14, eyes + 78, middle + 10, eyes + 82), fill=_darker(skin), width=7)
    pen.arc((middle - 50, eyes + 90, middle + 50, eyes + 146), 20, 160, fill=(140, 50, 56), width=11)
    if lot.random() < 0.3:
        for side in (-1, 1):
            at = middle + side * 58
            pen.ellipse((at - 42, eyes - 34, at + 42, eyes + 36), outline=(40, 40, 44), width=6)
        pen.line((middle - 18, eyes, middle + 18, eyes), fill=(40, 40, 44), width=6)
    out = BytesIO()
    picture.save(out, "JPEG", quality=90)
    return out.getvalue()


def _darker(colour: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(part * 4 // 5 for part in colour)
