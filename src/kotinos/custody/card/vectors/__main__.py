"""Write the vector files beside this one."""

from __future__ import annotations

from pathlib import Path

from kotinos.custody.card.vectors.files import files

for name, text in files().items():
    (Path(__file__).parent / name).write_text(text, encoding="utf-8")
