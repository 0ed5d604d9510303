"""The photo of a card: what can be checked without a face, the picture written anew with nothing hidden in it.

Checked: a JPEG or PNG that opens; at least 600 pixels high; near 35 × 45; a light, even background at both sides of the head; sharp where
the face should be; light neither burnt out nor black; something in the middle that is not background. **Not** checked, for it would need a
model of faces and this zone measures none: that it is a face, that there is one only, that it looks straight ahead with open eyes,
bare-headed, recent, and that it is this person. Those stay with the officer and the desk, and the page says so.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from io import BytesIO

import msgspec
from PIL import Image, ImageFilter, ImageOps, ImageStat, UnidentifiedImageError

HEIGHT = 600
"""Fewest pixels from top to bottom."""
MOST_PIXELS = 40_000_000
MOST_BYTES = 12_000_000
CARD = (472, 607)
"""What is kept: 35 × 45 mm at about 342 dots an inch, enough for the card and for the eye at a gate."""
_PROPORTION = 35 / 45
_SIDE = 0.12  # of the width: the background on either side of the head

NOT_CHECKED = (
    "Not checked by machine: that it shows one face, straight on, eyes open, bare-headed but for religion, recent, and this person's.",
    "Non vérifié par la machine : qu'elle montre un seul visage, de face, yeux ouverts, tête nue sauf motif religieux, récente, et que "
    "c'est bien cette personne.",
)

_SAID = {
    "photo_format": (
        "it is neither JPEG nor PNG, or is damaged",
        "ce n'est ni un JPEG ni un PNG, ou le fichier est abîmé",
    ),
    "photo_large": ("the file is larger than 12 MB or 40 megapixels", "le fichier dépasse 12 Mo ou 40 mégapixels"),
    "photo_small": (
        "it is {v} pixels high; at least 600 are needed",
        "elle a {v} pixels de haut ; il en faut au moins 600",
    ),
    "photo_shape": (
        "it is {v} wide for 45 high; 35 by 45 is needed (33 to 38 are accepted)",
        "elle fait {v} de large pour 45 de haut ; il faut 35 sur 45 (de 33 à 38 acceptés)",
    ),
    "photo_dark_background": ("the background is not light", "le fond n'est pas clair"),
    "photo_uneven_background": ("the background is not even", "le fond n'est pas uni"),
    "photo_blurred": ("it is not sharp", "elle n'est pas nette"),
    "photo_exposure": ("it is too dark or too bright", "elle est trop sombre ou trop claire"),
    "photo_empty": ("nothing stands out from the background in the middle", "rien ne se détache du fond au milieu"),
}


class Finding(msgspec.Struct, frozen=True, order=True):
    """One thing wrong with a photo, and the measure it was seen by."""

    code: str
    value: str = ""

    def say(self, language: str) -> str:
        """The sentence in ``en`` or ``fr``."""
        return _SAID[self.code][1 if language == "fr" else 0].format(v=self.value)


class Photo(msgspec.Struct, frozen=True):
    """A photo that was looked at: ``jpeg`` is the picture written anew, empty where it could not be read."""

    jpeg: bytes
    findings: tuple[Finding, ...]


def look(given: bytes) -> Photo:
    """Check a picture and write it anew as a JPEG of 35 × 45 without metadata. Never raises for what is inside ``given``."""
    if len(given) > MOST_BYTES:
        return Photo(b"", (Finding("photo_large"),))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            opened = Image.open(BytesIO(given), formats=("JPEG", "PNG"))
            if opened.width * opened.height > MOST_PIXELS:
                return Photo(b"", (Finding("photo_large"),))
            # Cameras say in the metadata which way is up; what is kept has none, so it is turned first.
            picture = ImageOps.exif_transpose(opened)
    except (
        UnidentifiedImageError,
        OSError,
        ValueError,
        SyntaxError,
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
    ):
        return Photo(b"", (Finding("photo_format"),))
    flat = _on_white(picture)
    grey = flat.convert("L")
    found = tuple(finding for check in _CHECKS for finding in check(flat, grey))
    return Photo(_written(flat), found)


def _on_white(picture: Image.Image) -> Image.Image:
    """The picture in plain colours; what is transparent becomes white paper."""
    if picture.mode in ("RGBA", "LA", "P", "PA"):
        over = picture.convert("RGBA")
        paper = Image.new("RGBA", over.size, "white")
        return Image.alpha_composite(paper, over).convert("RGB")
    return picture.convert("RGB")


def _written(picture: Image.Image) -> bytes:
    """A new JPEG from the pixels alone: no EXIF, no place, no camera, no thumbnail, no comment."""
    fitted = ImageOps.fit(picture, CARD, Image.Resampling.LANCZOS)
    clean = Image.new("RGB", fitted.size)
    clean.paste(fitted)
    out = BytesIO()
    clean.save(out, "JPEG", quality=85, optimize=True)
    return out.getvalue()


Check = Callable[[Image.Image, Image.Image], list[Finding]]


def _size(picture: Image.Image, grey: Image.Image) -> list[Finding]:
    found = [Finding("photo_small", str(picture.height))] if picture.height < HEIGHT else []
    if not 33 / 45 <= picture.width / picture.height <= 38 / 45:
        found.append(Finding("photo_shape", f"{45 * picture.width / picture.height:.0f}"))
    return found


def _parts(grey: Image.Image) -> tuple[Image.Image, Image.Image, Image.Image]:
    """The background left and right of the head (above the shoulders), and where the face should be."""
    w, h = grey.size
    side, top, bottom = max(1, int(w * _SIDE)), int(h * 0.04), max(int(h * 0.04) + 1, int(h * 0.5))
    face = (int(w * 0.3), int(h * 0.2), max(int(w * 0.3) + 1, int(w * 0.7)), max(int(h * 0.2) + 1, int(h * 0.7)))
    return grey.crop((0, top, side, bottom)), grey.crop((w - side, top, w, bottom)), grey.crop(face)


def _background(picture: Image.Image, grey: Image.Image) -> list[Finding]:
    left, right, _ = (ImageStat.Stat(part) for part in _parts(grey))
    found = []
    if min(left.mean[0], right.mean[0]) < 150:
        found.append(Finding("photo_dark_background"))
    if max(left.stddev[0], right.stddev[0]) > 22 or abs(left.mean[0] - right.mean[0]) > 35:
        found.append(Finding("photo_uneven_background"))
    return found


def _face(picture: Image.Image, grey: Image.Image) -> list[Finding]:
    left, right, face = _parts(grey)
    inside = ImageStat.Stat(face)
    found = []
    if inside.mean[0] < 45 or inside.mean[0] > 235:
        found.append(Finding("photo_exposure"))
    around = (ImageStat.Stat(left).mean[0] + ImageStat.Stat(right).mean[0]) / 2
    if abs(inside.mean[0] - around) < 8 and inside.stddev[0] < 12:
        found.append(Finding("photo_empty"))
        return found
    # The edges of a sharp picture of 300 lines are steep: what is left after a Laplacian spreads widely.
    small = face.resize((max(1, 300 * face.width // face.height), 300), Image.Resampling.BILINEAR)
    edges = small.filter(ImageFilter.Kernel((3, 3), (0, 1, 0, 1, -4, 1, 0, 1, 0), scale=1, offset=128))
    if ImageStat.Stat(edges.crop((1, 1, max(2, edges.width - 1), 299))).var[0] < 12:
        found.append(Finding("photo_blurred"))
    return found


_CHECKS: tuple[Check, ...] = (_size, _background, _face)
