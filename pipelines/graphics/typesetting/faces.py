"""Faces: a font stack measured and shaped once at a large size, then only scaled.

Layout must not depend on hinting or on the device, so everything is measured at ``REFERENCE`` px
without hinting and scales linearly; the same outlines fill pixels and PDF pages.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QFont,
    QFontDatabase,
    QFontMetricsF,
    QGlyphRun,
    QPainterPath,
    QTextLayout,
    QTextOption,
)

from pipelines.graphics.qt_app import ensure_app
from pipelines.graphics.typesetting.phrases import clusters, has_han, is_tall

__all__ = ["REFERENCE", "Face", "FontBook", "ShapedLine", "TypeStyle", "shape_with"]

REFERENCE = 200
"""Size in px that faces are measured at."""

_COLOUR_TABLES = ("COLR", "CBDT", "sbix", "SVG ")
_FALLBACKS = (
    "Inter",
    "Segoe UI",
    "Helvetica Neue",
    "Noto Sans",
    "DejaVu Sans",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "PingFang SC",
    "Microsoft YaHei",
    "Hiragino Sans GB",
    "WenQuanYi Micro Hei",
)


@dataclass(frozen=True)
class TypeStyle:
    """How a text is set, size apart.

    Attributes:
        families: Font families, first choice first; Latin face first, then the CJK one.
        weight: 100–900.
        tracking: Extra space after each character, em.
        leading: From baseline to baseline, em.
        features: OpenType features that are switched on, such as ``palt`` or ``tnum``.
        upper: Set Latin letters in capitals.
        word_gap: Extra width of spaces between words, em.
    """

    families: tuple[str, ...]
    weight: int = 400
    tracking: float = 0.0
    leading: float = 1.25
    features: tuple[str, ...] = ()
    upper: bool = False
    word_gap: float = 0.0


@dataclass(frozen=True)
class ShapedLine:
    """One line, shaped (ligatures, Arabic joining, right-to-left order, fallback fonts).

    Attributes:
        text: What it says.
        width: Advance width in em, trailing tracking taken off.
        ink: Box of the outlines in em, origin at the start of the baseline.
        outline: Outlines at ``REFERENCE`` px, baseline at y = 0.
        pictures: Runs that only exist in colour (emoji), placed like the outline.
        missing: Characters that no installed font has.
    """

    text: str
    width: float
    ink: QRectF
    outline: QPainterPath
    pictures: tuple[QGlyphRun, ...]
    missing: str


class FontBook:
    """The fonts of this machine. Makes faces and keeps them, so each is measured once."""

    def __init__(self) -> None:
        ensure_app()
        self._families = frozenset(QFontDatabase.families())
        self._faces: dict[TypeStyle, Face] = {}

    def stack(self, *choices: str) -> tuple[str, ...]:
        """The families that are installed, in order, with fallbacks for what they lack."""
        wanted = dict.fromkeys((*choices, *_FALLBACKS))
        return tuple(family for family in wanted if family in self._families)

    def has(self, family: str) -> bool:
        """Whether the family is installed."""
        return family in self._families

    def face(self, style: TypeStyle) -> Face:
        """The measured face of a style."""
        if style not in self._faces:
            self._faces[style] = Face(style)
        return self._faces[style]


class Face:
    """A style with its metrics, in em."""

    def __init__(self, style: TypeStyle) -> None:
        self.style = style
        self.font = _reference_font(style)
        self._metrics = QFontMetricsF(self.font)
        self._widths: dict[str, float] = {}
        self._lines: dict[str, ShapedLine] = {}

    def width(self, text: str) -> float:
        """Advance width in em, the tracking after the last character included."""
        if text not in self._widths:
            self._widths[text] = self._metrics.horizontalAdvance(text) / REFERENCE
        return self._widths[text]

    def shape(self, text: str) -> ShapedLine:
        """The line's outlines and widths."""
        if text not in self._lines:
            self._lines[text] = _shape(text, self.font, self.style.tracking)
        return self._lines[text]

    def top(self, text: str) -> float:
        """From the baseline up to where the eye sees the text begin, em.

        Cap height for Latin; the height of a square character where there is Han.
        """
        if has_han(text):
            return self._han.top
        return max(0.3, -self.shape(text).ink.top()) if is_tall(text) else self._cap

    def bottom(self, text: str) -> float:
        """From the baseline down to where the eye sees the text end, em."""
        if has_han(text):
            return self._han.bottom
        if is_tall(text):
            return max(0.0, self.shape(text).ink.bottom())
        return self._descent if any(c in "gjpqyQ()[]{}|/;,_@" for c in text) else 0.0

    @cached_property
    def _cap(self) -> float:
        return -self._metrics.tightBoundingRect("H").top() / REFERENCE

    @cached_property
    def _descent(self) -> float:
        return max(0.0, self._metrics.tightBoundingRect("p").bottom() / REFERENCE)

    @cached_property
    def _han(self) -> _Extent:
        box = self._metrics.tightBoundingRect("国")
        return _Extent(-box.top() / REFERENCE, max(0.0, box.bottom() / REFERENCE))


@dataclass(frozen=True)
class _Extent:
    top: float
    bottom: float


def _reference_font(style: TypeStyle) -> QFont:
    font = QFont(list(style.families))
    font.setPixelSize(REFERENCE)
    font.setWeight(QFont.Weight(style.weight))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
    font.setKerning(True)
    if style.tracking:
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, style.tracking * REFERENCE)
    if style.word_gap:
        font.setWordSpacing(style.word_gap * REFERENCE)
    for feature in style.features:
        font.setFeature(QFont.Tag(feature), 1)
    return font


def shape_with(text: str, font: QFont) -> ShapedLine:
    """A line shaped with a font of ``REFERENCE`` px that differs from its face's."""
    return _shape(text, font, 0.0)


def _shape(text: str, font: QFont, tracking: float) -> ShapedLine:
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    layout.setTextOption(option)
    layout.beginLayout()
    line = layout.createLine()
    layout.endLayout()
    natural = line.naturalTextRect()
    origin = QPointF(-natural.left(), -line.y() - line.ascent())

    outline, pictures, gone = QPainterPath(), [], set()
    outline.setFillRule(Qt.FillRule.WindingFill)
    for run in layout.glyphRuns(-1, -1, QTextLayout.GlyphRunRetrievalFlag.RetrieveAll):
        gone.update(_missing_in(run))
        _collect(run, origin, outline, pictures)
    width = max(0.0, natural.width() / REFERENCE - (tracking if text else 0))
    box = outline.boundingRect()
    ink = QRectF(*(v / REFERENCE for v in (box.x(), box.y(), box.width(), box.height())))
    return ShapedLine(text, width, ink, outline, tuple(pictures), _named(text, gone))


def _collect(
    run: QGlyphRun, origin: QPointF, outline: QPainterPath, pictures: list[QGlyphRun]
) -> None:
    raw = run.rawFont()
    if any(raw.fontTable(table).size() for table in _COLOUR_TABLES):
        moved = QGlyphRun(run)
        moved.setPositions([point + origin for point in run.positions()])
        pictures.append(moved)
        return
    for glyph, point in zip(run.glyphIndexes(), run.positions(), strict=True):
        if glyph:
            outline.addPath(raw.pathForGlyph(glyph).translated(point + origin))


def _missing_in(run: QGlyphRun) -> set[int]:
    """Places in the UTF-16 text whose glyph is .notdef."""
    glyphs, places = run.glyphIndexes(), run.stringIndexes()
    return {place for glyph, place in zip(glyphs, places, strict=False) if glyph == 0}


def _named(text: str, gone: set[int]) -> str:
    """The characters at UTF-16 places, spaces and format characters left out."""
    out, place = [], 0
    for cluster in clusters(text):
        size = len(cluster.encode("utf-16-le")) // 2
        if any(place <= at < place + size for at in gone) and cluster.strip("\u2006\u00a0\u2060 "):
            out.append(cluster)
        place += size
    return "".join(dict.fromkeys(out))
