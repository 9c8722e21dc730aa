"""All pictures on sheets, small, each with its name: one sheet a variant, and a page that has them all."""

from __future__ import annotations

import html
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from tests.screenshots.variants import Variant

COLUMNS, WIDE, TALL, CAPTION, GAP = 6, 400, 250, 22, 12

Taken = Sequence[tuple[str, Variant, Path]]

_PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Every screen</title>
<style>body {{ font: 14px sans-serif; background: #777; color: #fff; margin: 16px }} table {{ border-spacing: 8px }}
img {{ width: 300px; display: block }} th {{ text-align: left; position: sticky; top: 0; background: #777 }}</style>
<table><thead><tr><th>{heads}</tr></thead><tbody>{rows}</tbody></table></html>
"""


def contact_sheets(taken: Taken, folder: Path) -> None:
    """Writes `contact-sheet-VARIANT.png` for each variant, and `index.html` with a line for each screen."""
    variants = list(dict.fromkeys(variant for _name, variant, _path in taken))
    for variant in variants:
        pictures = [(name, path) for name, of, path in taken if of == variant]
        _sheet(pictures, folder / f"contact-sheet-{variant.name}.png")
    (folder / "index.html").write_text(_page(taken, variants), encoding="utf-8")


def _page(taken: Taken, variants: Sequence[Variant]) -> str:
    files = {(name, variant): path.name for name, variant, path in taken}
    rows = []
    for name in dict.fromkeys(name for name, _variant, _path in taken):
        cells = [
            f'<td><a href="{html.escape(file)}"><img loading="lazy" src="{html.escape(file)}" alt=""></a>'
            if (file := files.get((name, variant)))
            else "<td>"
            for variant in variants
        ]
        rows.append(f"<tr><td>{html.escape(name)}{''.join(cells)}")
    heads = "<th>".join(["", *(variant.name for variant in variants)])
    return _PAGE.format(heads=heads, rows="\n".join(rows))


def _sheet(pictures: Sequence[tuple[str, Path]], target: Path) -> None:
    lines = -(-len(pictures) // COLUMNS)
    sheet = QImage(COLUMNS * (WIDE + GAP) + GAP, lines * (TALL + CAPTION + GAP) + GAP, QImage.Format.Format_RGB32)
    sheet.fill(QColor("#808080"))
    painter = QPainter(sheet)
    painter.setPen(QColor("#ffffff"))
    for number, (name, path) in enumerate(pictures):
        line, column = divmod(number, COLUMNS)
        left, top = GAP + column * (WIDE + GAP), GAP + line * (TALL + CAPTION + GAP)
        smooth = Qt.TransformationMode.SmoothTransformation
        small = QImage(str(path)).scaled(WIDE, TALL, Qt.AspectRatioMode.KeepAspectRatio, smooth)
        painter.drawImage(left + (WIDE - small.width()) // 2, top, small)
        painter.drawText(QRect(left, top + TALL, WIDE, CAPTION), Qt.AlignmentFlag.AlignCenter, name)
    painter.end()
    sheet.save(str(target))
