"""The preflight's mark: 0–100 with reasons, so that a person sees what to mend first.

Everything the layout told already counts, and beside it what a proofreader, a brand's keeper and
a print shop would look at: wording, spelling, colours, the logo, margins, sharpness in print.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipelines.documents.poster import PosterDocument, PosterFormat
from pipelines.graphics.colour import apca, hex_to_rgb
from pipelines.graphics.poster.lint_brand import check_brand, check_logo
from pipelines.graphics.poster.marks import LogoMark, Mark, QrMark, Rect, TextMark, bounds
from pipelines.graphics.poster.measure import Setting
from pipelines.graphics.poster.proofread import check_words
from pipelines.graphics.poster.solve import Placed
from pipelines.graphics.poster.template import aspect_class
from pipelines.graphics.raster import Array
from pipelines.roles.poster import Finding, PosterScore, ScoreReason
from pipelines.sdk import LocalText

__all__ = ["Graded", "check_logo", "grade"]

_COSTS = {
    "overflow": 40.0,
    "outside": 25.0,
    "collision": 25.0,
    "ai_label": 25.0,
    "qr": 20.0,
    "cut": 12.0,
    "glyphs": 8.0,
    "contrast": 10.0,
    "dropped": 8.0,
    "fonts": 3.0,
    "omitted": 1.0,
    "logo_contrast": 8.0,
}
"""Points a finding of the layout costs."""

_SAFE_MM = 5.0  # print shops ask for it
_SAFE = 0.018  # of the shorter side, on a screen
_PRINT = 150  # dpi from which a format is meant for paper held in the hand
_SHARP = 300.0
_SOFT = 150.0  # below this a picture is seen to be coarse
_CODE_CONTRAST = 0.55  # least symbol contrast, grade B of ISO/IEC 15415
_PLATE = 45.0  # least Lc of words on a plate of their own


@dataclass(frozen=True, eq=False)
class Graded:
    """What is looked at; marks in px of the page as it is cut."""

    document: PosterDocument
    format: PosterFormat
    setting: Setting
    placed: Placed
    marks: tuple[Mark, ...]
    product: Array | None = None
    background: Array | None = None


def grade(seen: Graded, findings: Sequence[Finding]) -> PosterScore:
    """The score with its reasons, the gravest first."""
    reasons = [
        ScoreReason(code=found.code, points=_COSTS[found.code], message=found.message)
        for found in findings
        if found.code in _COSTS
    ]
    reasons += check_words(seen.setting.content, seen.document)
    for check in (_margins, _headline, _plates, _codes, _sharpness):
        reasons += check(seen)
    reasons += check_brand(
        seen.document, seen.format, seen.marks, tuple(seen.setting.palette.values())
    )
    reasons.sort(key=lambda reason: -reason.points)
    left = 100.0 - sum(reason.points for reason in reasons)
    return PosterScore(value=max(0, round(left)), reasons=tuple(reasons))


def _reason(code: str, points: float, en: str, zh: str) -> ScoreReason:
    return ScoreReason(code=code, points=points, message=LocalText(en=en, zh=zh))


def _margins(seen: Graded) -> Iterator[ScoreReason]:
    """Words and codes too near to the edge: a screen crops them, a knife cuts them."""
    width, height = seen.format.width, seen.format.height
    print_size = seen.format.dpi >= _PRINT
    safe = _SAFE_MM / 25.4 * seen.format.dpi if print_size else _SAFE * min(width, height)
    for mark in seen.marks:
        if not isinstance(mark, (TextMark, QrMark, LogoMark)):
            continue
        box = bounds(mark)
        near = min(box.x, box.y, width - box.right, height - box.bottom)
        if near < safe - 1:
            name = mark.name if isinstance(mark, TextMark) else "QR code or logo"
            more = " (5 mm in print)" if print_size else ""
            yield _reason(
                "safe_area",
                6.0,
                f"{name} stands nearer to the edge than is safe{more}",
                f"元素过于靠近边缘{'（印刷需留 5 毫米）' if print_size else ''}：{name}",
            )
            return


def _headline(seen: Graded) -> Iterator[ScoreReason]:
    """How much of the product's place the headline covers."""
    if seen.product is None:
        return
    page = Rect(0, 0, seen.format.width, seen.format.height)
    hero = seen.placed.hero
    shown = max(1.0, hero.overlap(page))
    lines = [
        box
        for mark in seen.marks
        if isinstance(mark, TextMark) and mark.name == "headline"
        for box in mark.line_rects
    ]
    covered = sum(hero.overlap(box) for box in lines) / shown
    layout = seen.setting.template.layouts[aspect_class(page.w, page.h)]
    if covered > layout.hero.overlap + 0.1:
        yield _reason(
            "headline_over_hero",
            8.0,
            f"the headline covers {covered:.0%} of the picture's place",
            f"标题遮住主体区域的 {covered:.0%}",
        )


def _plates(seen: Graded) -> Iterator[ScoreReason]:
    """Words on buttons, tickets and seals; those on the art are measured as they are set."""
    for mark in seen.marks:
        if not isinstance(mark, TextMark) or not mark.ground:
            continue
        inks = mark.gradient or (mark.ink,)
        least = min(
            abs(apca(hex_to_rgb(ink), hex_to_rgb(ground))) for ink in inks for ground in mark.ground
        )
        if least < _PLATE:
            yield _reason(
                "contrast",
                8.0,
                f"{mark.name}: contrast on its plate is only Lc {least:.0f}",
                f"{mark.name}：与底色对比度仅 Lc {least:.0f}",
            )


def _codes(seen: Graded) -> Iterator[ScoreReason]:
    """Codes whose ink is too pale: software may still read them, a phone in the street will not."""
    for mark in seen.marks:
        if isinstance(mark, QrMark) and 1 - _reflectance(mark.dark) < _CODE_CONTRAST:
            yield _reason(
                "qr",
                _COSTS["qr"],
                f"the QR code in {mark.dark} is too pale to be scanned",
                f"二维码颜色 {mark.dark} 过浅，难以识别",
            )


def _reflectance(colour: str) -> float:
    """Relative luminance of a hex colour, 0–1 (WCAG)."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in map(float, hex_to_rgb(colour))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _sharpness(seen: Graded) -> Iterator[ScoreReason]:
    """Whether the person's pictures have 300 dpi at the size they are printed."""
    if seen.format.dpi < _PRINT:
        return
    hero = seen.placed.hero
    pictures = (
        ("product", "产品图", seen.product, min),
        ("background", "背景图", seen.background, max),
    )
    for en, zh, picture, choose in pictures:
        if picture is None:
            continue
        page = (seen.format.width, seen.format.height)
        place = page if en == "background" else (hero.w * 0.92, hero.h * 0.92)
        enlarged = choose(place[0] / picture.shape[1], place[1] / picture.shape[0])
        dpi = seen.format.dpi / max(enlarged, 1e-6)
        if dpi < _SHARP * 0.8:
            yield _reason(
                "resolution",
                8.0 if dpi < _SOFT else 3.0,
                f"the {en} picture has only {dpi:.0f} dpi in print; 300 are wanted",
                f"{zh}印刷分辨率仅 {dpi:.0f} dpi，建议 300 dpi",
            )
