"""How a page is made and guarded: templates in a language, files, and the headers that keep it to its own house."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.staticfiles import StaticFiles

from kotinos.design.languages import Sentences

STATIC = Path(__file__).parent / "static"
TEMPLATES = Path(__file__).parent / "templates"
THEMES = ("dark", "light", "sun")
DIRECTIONS = ("ltr", "rtl")


def files(own: Path) -> StaticFiles:
    """What is served under ``/static``: the pages' ``own`` folder, then what the house shares."""
    return StaticFiles(directory=own, packages=[("kotinos.design", "static")])


def environment(own: Path, sentences: Sentences, language: str) -> Environment:
    """Templates of ``own`` (and the shared ones) that speak ``language``. A name that nobody gave is an error, not a blank."""
    env = Environment(
        loader=FileSystemLoader([own, TEMPLATES]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    env.install_gettext_callables(  # type: ignore[attr-defined]
        partial(sentences.gettext, language), partial(sentences.ngettext, language), newstyle=True
    )
    return env


def headers(connect: str = "", images: str = "") -> list[tuple[bytes, bytes]]:
    """The headers of every answer: no other origin but ``connect``, no inline script; ``images`` may add a source (``data:``)."""
    policy = "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "worker-src 'self'",
            "style-src 'self'",
            "font-src 'self'",
            f"img-src 'self' {images}".rstrip(),
            f"connect-src 'self' {connect}".rstrip(),
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )
    return [
        (b"content-security-policy", policy.encode("latin-1", "ignore")),
        (b"x-content-type-options", b"nosniff"),
        (b"referrer-policy", b"same-origin"),
        (b"cross-origin-opener-policy", b"same-origin"),
    ]
