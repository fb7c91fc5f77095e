"""All templates on one picture, labelled, as a person would choose from them.

    python -m pipelines.graphics.poster.gallery OUT.png [--columns 6] [--language zh] [--width 1800]

Templates of packs (``AIGC_STUDIO_TEMPLATES``) come after the built-in ones.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPainterPath

from pipelines.documents.poster import PosterDocument, PosterFormat
from pipelines.graphics.poster.compose import Inputs, compose
from pipelines.graphics.poster.contact_sheet import sample_documents
from pipelines.graphics.poster.matrix import stress
from pipelines.graphics.poster.packs import find_packs
from pipelines.graphics.poster.template import Template, load_template, template_names
from pipelines.graphics.typesetting.faces import FontBook
from pipelines.sdk import Language

__all__ = ["gallery", "main", "preview_document"]

_SIZE = PosterFormat(id="gallery", width=621, height=830)
_SHOWN = (414, 553)  # px of a poster on the picture
_QUALITY = 84  # of a JPEG
_GAP, _CAPTION, _MARGIN = 44, 84, 64  # px


def preview_document(name: str, language: Language = "zh") -> PosterDocument:
    """What a template is shown with: its own sample, or plain words."""
    samples = sample_documents()
    for key in (f"{name}_{language}", f"{name}_en", f"{name}_zh"):
        if key in samples:
            return samples[key]
    return stress(name, "chinese" if language == "zh" else "english")


def gallery(columns: int = 6, language: Language = "zh") -> QImage:
    """The picture of all templates.

    Args:
        columns: Templates in a row, ≥ 1.
        language: Of the samples shown.
    """
    packs = find_packs()
    shown = [(name, load_template(name)) for name in template_names()]
    shown += list(packs.templates.items())
    rows = math.ceil(len(shown) / columns)
    width = 2 * _MARGIN + columns * _SHOWN[0] + (columns - 1) * _GAP
    height = 2 * _MARGIN + rows * (_SHOWN[1] + _CAPTION)
    sheet = QImage(width, height, QImage.Format.Format_RGB32)
    sheet.fill(QColor("#eceae6"))
    painter = QPainter(sheet)
    painter.setRenderHints(
        QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
    )
    for index, (name, template) in enumerate(shown):
        poster = compose(preview_document(name, language), _SIZE, Inputs(), pdf=False)
        x = _MARGIN + (index % columns) * (_SHOWN[0] + _GAP)
        y = _MARGIN + (index // columns) * (_SHOWN[1] + _CAPTION)
        _tile(painter, QRectF(x, y, *_SHOWN), poster.image)
        _label(painter, QRectF(x, y + _SHOWN[1] + 12, _SHOWN[0], 32), template, name)
    painter.end()
    return sheet


def _tile(painter: QPainter, box: QRectF, image: QImage) -> None:
    """A poster with round corners over a soft shadow."""
    for step in range(8, 0, -1):
        shade = QColor(40, 34, 28, 7)
        spread = box.adjusted(-step, -step + 5, step, step + 5)
        path = QPainterPath()
        path.addRoundedRect(spread, 8 + step, 8 + step)
        painter.fillPath(path, shade)
    ratio = Qt.AspectRatioMode.IgnoreAspectRatio
    smooth = Qt.TransformationMode.SmoothTransformation
    small = image.scaled(round(box.width()), round(box.height()), ratio, smooth)
    path = QPainterPath()
    path.addRoundedRect(box, 8, 8)
    painter.save()
    painter.setClipPath(path)
    painter.drawImage(box.topLeft(), small)
    painter.restore()


def _label(painter: QPainter, box: QRectF, template: Template, name: str) -> None:
    """The template's names, and what a document calls it by."""
    font = QFont()
    font.setFamilies(list(FontBook().stack("Inter", "Noto Sans CJK SC")))
    font.setPixelSize(19)
    font.setWeight(QFont.Weight.DemiBold)
    painter.setFont(font)
    painter.setPen(QColor("#22201d"))
    left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(box, left, f"{template.title_zh}  {template.title_en}")
    font.setPixelSize(15)
    font.setWeight(QFont.Weight.Normal)
    painter.setFont(font)
    painter.setPen(QColor("#8a847b"))
    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(box, right, name)


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the gallery; returns the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("out", type=Path, help="PNG or JPEG")
    parser.add_argument("--columns", type=int, default=6)
    parser.add_argument("--language", choices=("zh", "en"), default="zh")
    parser.add_argument("--width", type=int, default=0, help="px of the picture; 0: full size")
    options = parser.parse_args(arguments)
    for problem in find_packs().problems:
        sys.stderr.write(f"{problem.file}: {problem.message.en}\n")
    options.out.parent.mkdir(parents=True, exist_ok=True)
    picture = gallery(max(1, options.columns), options.language)
    if options.width > 0:
        smooth = Qt.TransformationMode.SmoothTransformation
        picture = picture.scaledToWidth(options.width, smooth)
    if not picture.save(str(options.out), None, _QUALITY):
        sys.stderr.write(f"{options.out} could not be written\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
