"""A document and a format in, a finished poster out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage, QPainter

from pipelines.documents.brand import BrandColours
from pipelines.documents.poster import PosterContent, PosterDocument, PosterFormat
from pipelines.graphics import raster
from pipelines.graphics.colour import Palette, apca, hex_to_oklch, hex_to_rgb, palette
from pipelines.graphics.poster.bleed import bled
from pipelines.graphics.poster.content import cleaned
from pipelines.graphics.poster.contrast import Inked, make_readable
from pipelines.graphics.poster.device import SCREEN
from pipelines.graphics.poster.drawing import draw_marks
from pipelines.graphics.poster.ground import (
    STANDS_IN_ART,
    Pictures,
    Scene,
    keep_out,
    paint_ground,
    paint_soft,
)
from pipelines.graphics.poster.logo import logo_of, suited
from pipelines.graphics.poster.marks import DeviceMark, Mark, QrMark, Rect, moved
from pipelines.graphics.poster.measure import Setting
from pipelines.graphics.poster.overrides import by_hand, hero_by_hand, in_words, overrides_for
from pipelines.graphics.poster.packs import find_template
from pipelines.graphics.poster.pdf import poster_pdf
from pipelines.graphics.poster.pictures import read_background
from pipelines.graphics.poster.preflight import check_layout, finding
from pipelines.graphics.poster.qr import make_qr, reads_back
from pipelines.graphics.poster.score import Graded, check_logo, grade
from pipelines.graphics.poster.solve import Placed, solve
from pipelines.graphics.poster.standing import in_the_way, standing_box
from pipelines.graphics.poster.template import Colours, FontRole, Template
from pipelines.graphics.raster import Array
from pipelines.graphics.typesetting.faces import FontBook
from pipelines.roles.poster import Finding, PosterScore

__all__ = ["Inputs", "RenderedPoster", "compose", "lay_out", "layout", "title_of", "try_layout"]

Progress = Callable[[float, str], None]


@dataclass(frozen=True, eq=False)
class Inputs:
    """Pictures of a document, loaded.

    Attributes:
        product: float32 [h, w, 4] straight alpha, cropped.
        background: float32 [h, w, 3].
        logo: Any size, with alpha.
        logos: The logo for other grounds and rooms, by the hash of the asset.
    """

    product: Array | None = None
    background: Array | None = None
    logo: QImage | None = None
    logos: Mapping[str, QImage] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class RenderedPoster:
    """A finished poster.

    Attributes:
        image: RGB, the format's size, with the bleed around it if there is one.
        pdf: The page, or None if it was not asked for.
        findings: What a person should know.
        placed: The layout.
        score: The preflight's mark.
        under: The picture below the type, as large as ``image``.
        marks: What is drawn on it (``draw_marks``), in px of ``under``.
        logos: The pictures ``marks`` refer to, by hash.
    """

    image: QImage
    pdf: bytes | None
    findings: tuple[Finding, ...]
    placed: Placed
    score: PosterScore
    under: QImage
    marks: tuple[Mark, ...]
    logos: Mapping[str, QImage]


def compose(
    document: PosterDocument,
    format: PosterFormat,
    inputs: Inputs,
    *,
    pdf: bool,
    bleed: int = 0,
    progress: Progress = lambda _fraction, _message: None,
) -> RenderedPoster:
    """Lay out, paint, check.

    Args:
        document: What to show.
        format: How large; with ``bleed`` this is the size after cutting.
        inputs: The document's pictures.
        pdf: Whether to write the page, too.
        bleed: Art beyond each edge, px.
        progress: Told how far it is.

    Raises:
        InputError: The template is unknown.
    """
    progress(0.02, "Laying out")
    template = find_template(document.template)
    setting, missing, notes = layout(document, format, template, inputs)
    placed = lay_out(setting, document, format)
    progress(0.12, "Painting the background")
    sheet = bled(placed, format.width, format.height, bleed)
    size = (format.width + 2 * bleed, format.height + 2 * bleed)
    ground = _ground(setting, document, sheet, inputs, size)
    progress(0.72, "Setting the type")
    logos = _logos(document, inputs, placed)
    inked = make_readable(ground, sheet.marks, setting.palette)
    suiting, logo_seen = suited(ground, inked.marks, document, logos)
    inked = replace(inked, marks=suiting)
    under = raster.to_qimage(ground)
    image, marks, lost = _typeset(under, inked.marks, logos)
    trimmed = tuple(moved(mark, -bleed, -bleed) for mark in inked.marks) if bleed else inked.marks
    wants_label = bool(document.ai_label.strip())
    checked = replace(inked, marks=trimmed)
    notes += check_layout(placed, checked, missing, format, wants_label)
    notes += lost + _unseen_product(setting, sheet, inputs, size)
    notes += check_logo(logo_seen)
    score = grade(
        Graded(document, format, setting, placed, trimmed, inputs.product, inputs.background),
        notes,
    )
    page = None
    if pdf:
        progress(0.85, "Writing the PDF")
        page = poster_pdf(under, marks, logos, format.dpi, title_of(document))
    progress(0.97, "Done")
    return RenderedPoster(image, page, tuple(notes), placed, score, under, marks, logos)


def try_layout(
    document: PosterDocument,
    format: PosterFormat,
    *,
    inputs: Inputs | None = None,
    folders: Sequence[Path] | None = None,
) -> tuple[list[Finding], PosterScore]:
    """What a layout of the document would tell, without painting anything: a look in advance.

    Args:
        document: What would be shown.
        format: How large.
        inputs: Pictures that take room or are looked at; None: none.
        folders: Where template packs are; None: the usual ones.
    """
    inputs = inputs or Inputs()
    template = find_template(document.template, folders)
    setting, missing, notes = layout(document, format, template, inputs)
    placed = lay_out(setting, document, format)
    inked = Inked(placed.marks, (), (), {})
    wants_label = bool(document.ai_label.strip())
    notes += check_layout(placed, inked, missing, format, wants_label)
    seen = Graded(document, format, setting, placed, placed.marks, None, inputs.background)
    return notes, grade(seen, notes)


def lay_out(setting: Setting, document: PosterDocument, format: PosterFormat) -> Placed:
    """The solved layout with the changes made by hand."""
    placed = solve(setting, document.ai_label)
    changes = overrides_for(document, format)
    if not changes:
        return placed
    width, height = format.width, format.height
    return replace(
        placed,
        marks=by_hand(placed.marks, changes, width, height),
        hero=hero_by_hand(placed.hero, changes, width, height),
    )


def title_of(document: PosterDocument) -> str:
    """The title a PDF carries."""
    return document.content.headline.replace("\n", " ")[:120]


def layout(
    document: PosterDocument, format: PosterFormat, template: Template, inputs: Inputs
) -> tuple[Setting, tuple[str, ...], list[Finding]]:
    """Everything measuring needs, the characters no font has, and first findings."""
    book = FontBook()
    said = in_words(document.content, overrides_for(document, format))
    content, missing = cleaned(said, book)
    colours, notes = _palette(template.colours, document.colours)
    content, more = _checked_link(content, format)
    logo = logo_of(document, _logo_pictures(document, inputs))
    fonts: dict[FontRole, tuple[str, ...]] = {
        "display": tuple(document.fonts.heading),
        "heading": tuple(document.fonts.heading),
        "body": tuple(document.fonts.body),
        "number": tuple(document.fonts.heading),
    }
    wanted = [*document.fonts.heading, *document.fonts.body]
    absent = [family for family in dict.fromkeys(wanted) if not book.has(family)]
    if absent:
        names = ", ".join(absent)
        notes.append(
            finding(
                "fonts",
                "warning",
                f"these fonts are not installed: {names}",
                f"未安装这些字体：{names}",
            )
        )
    pictured = inputs.product is not None
    size = (format.width, format.height)
    setting = Setting(template, content, colours, book, *size, logo, fonts, pictured)
    return setting, missing, notes + more


def _palette(choice: Colours, brand: BrandColours) -> tuple[Palette, list[Finding]]:
    """The palette grown from the brand's colours; the brand's own paper and text where they can
    be read on each other and suit the template."""
    wanted = {"accent": brand.accent, "accent2": brand.secondary}
    given = {role: colour for role, colour in wanted.items() if colour}
    grown = palette(brand.primary, choice.scheme, choice.mode, given)
    paper, ink = brand.background or grown.paper, brand.text or grown.ink
    if (paper, ink) == (grown.paper, grown.ink):
        return grown, []
    light = hex_to_oklch(paper)[0]
    suits = light < 0.4 if choice.mode == "dark" else light > 0.8
    if suits and abs(apca(hex_to_rgb(ink), hex_to_rgb(paper))) >= 75:
        return palette(
            brand.primary, choice.scheme, choice.mode, {**given, "paper": paper, "ink": ink}
        ), []
    return grown, [
        finding(
            "colours",
            "info",
            "the brand's background and text colours do not suit this template and were derived",
            "品牌背景色或文字色不适合此模板，已自动推导",
        )
    ]


def _checked_link(
    content: PosterContent, format: PosterFormat
) -> tuple[PosterContent, list[Finding]]:
    """Without the link where no code of it can be read at this size."""
    if not content.link:
        return content, []
    code = make_qr(content.link)
    most = 0.31 * min(format.width, format.height)
    if code is not None and code.side(1.0) <= most:
        return content, []
    note = finding(
        "qr",
        "warning",
        "the link is too long for a QR code that can be scanned at this size; use a short link",
        "链接过长，此尺寸下的二维码无法识别，已省略；请使用短链接",
    )
    return content.model_copy(update={"link": "", "link_caption": ""}), [note]


def _ground(
    setting: Setting,
    document: PosterDocument,
    placed: Placed,
    inputs: Inputs,
    size: tuple[int, int],
) -> Array:
    (width, height), said = size, setting.content
    scene = Scene(
        width,
        height,
        setting.template.art,
        document.seed,
        setting.palette,
        placed.hero,
        keep_out(width, height, placed.marks),
        Pictures(
            None if _in_device(placed) else inputs.product,
            _behind(setting, inputs),
            document.product_reflection or setting.template.art.reflection,
        ),
        " ".join((said.headline, said.subhead, said.kicker, said.brand)),
        _stand(setting, placed, inputs, size),
    )
    picture = paint_ground(scene)
    return paint_soft(picture, placed.marks)


def _stand(setting: Setting, placed: Placed, inputs: Inputs, size: tuple[int, int]) -> Rect | None:
    """Where the product stands, px; None: nowhere, in a device, or where the art puts it."""
    product = inputs.product
    if product is None or _in_device(placed) or _art_places(setting, inputs):
        return None
    aspect = product.shape[1] / product.shape[0]
    return standing_box(placed.product or placed.hero, size, aspect, in_the_way(placed.marks))


def _art_places(setting: Setting, inputs: Inputs) -> bool:
    return setting.template.art.name in STANDS_IN_ART and _behind(setting, inputs) is None


def _unseen_product(
    setting: Setting, placed: Placed, inputs: Inputs, size: tuple[int, int]
) -> list[Finding]:
    """Tells of a product that the words have left no room for."""
    if inputs.product is None or _in_device(placed) or _art_places(setting, inputs):
        return []
    if _stand(setting, placed, inputs, size) is not None:
        return []
    return [
        finding(
            "product",
            "warning",
            "the words leave no room for the product in this format",
            "此尺寸下文字已占满，未放置产品图",
        )
    ]


def _logos(document: PosterDocument, inputs: Inputs, placed: Placed) -> Mapping[str, QImage]:
    """Pictures that are drawn with the type: the logo, and what a device shows."""
    out = _logo_pictures(document, inputs)
    if inputs.product is not None and _in_device(placed):
        colour, alpha = inputs.product[..., :3], inputs.product[..., 3:]
        opaque = bool((alpha > 0.98).all())
        pixels = colour if opaque else np.concatenate([colour * alpha, alpha], axis=2)
        out[SCREEN] = raster.to_qimage(np.ascontiguousarray(pixels))
    return out


def _logo_pictures(document: PosterDocument, inputs: Inputs) -> dict[str, QImage]:
    """Every picture of the logo by the hash of its asset."""
    out = dict(inputs.logos)
    if document.logo is not None and inputs.logo is not None:
        out[document.logo.sha256] = inputs.logo
    return out


def _behind(setting: Setting, inputs: Inputs) -> Array | None:
    """The picture behind everything: the person's, else the template pack's."""
    picture = setting.template.art.picture
    if inputs.background is not None or not picture:
        return inputs.background
    return read_background(Path(picture))


def _in_device(placed: Placed) -> bool:
    return any(isinstance(mark, DeviceMark) for mark in placed.marks)


def _typeset(
    under: QImage, marks: tuple[Mark, ...], logos: Mapping[str, QImage]
) -> tuple[QImage, tuple[Mark, ...], list[Finding]]:
    """The type on the ground; QR codes are read back from the pixels."""
    image = _drawn(under, marks, logos)
    codes = [mark for mark in marks if isinstance(mark, QrMark)]
    unread = [mark for mark in codes if not reads_back(_pixels(image, mark.rect), mark.link)]
    if not unread:
        return image, marks, []
    note = finding(
        "qr",
        "warning",
        "the QR code could not be read back from the finished picture; use a shorter link",
        "成品图中的二维码未能识别，请使用更短的链接",
    )
    return image, marks, [note]


def _drawn(under: QImage, marks: tuple[Mark, ...], logos: Mapping[str, QImage]) -> QImage:
    image = under.convertToFormat(QImage.Format.Format_RGB32)
    painter = QPainter(image)
    draw_marks(painter, marks, logos)
    painter.end()
    return image.convertToFormat(QImage.Format.Format_RGB888)


def _pixels(image: QImage, rect: Rect) -> NDArray[np.uint8]:
    box = rect.grown(2)
    x, y = max(0, round(box.x)), max(0, round(box.y))
    part = image.copy(x, y, round(box.w), round(box.h))
    rows = np.frombuffer(part.constBits(), np.uint8).reshape(part.height(), part.bytesPerLine())
    return rows[:, : part.width() * 3].reshape(part.height(), part.width(), 3).copy()
