"""What a brand's keeper looks at: foreign colours, the logo's size, ground and free space."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from pipelines.documents.brand import BrandRules
from pipelines.documents.poster import PosterDocument, PosterFormat
from pipelines.graphics.colour import hex_to_oklch, hex_to_rgb, rgb_to_oklab
from pipelines.graphics.poster.marks import LogoMark, Mark, QrMark, TextMark, bounds
from pipelines.graphics.poster.overrides import overrides_for
from pipelines.graphics.poster.preflight import SLOTS, finding
from pipelines.roles.poster import Finding, ScoreReason
from pipelines.sdk import LocalText

__all__ = ["check_brand", "check_logo"]

_OFF_BRAND = 0.09  # OKLab distance; neighbours in a palette are nearer than this
_SEEN = 0.6  # share of the logo that must be told from its ground


def check_brand(
    document: PosterDocument, format: PosterFormat, marks: Sequence[Mark], palette: Sequence[str]
) -> Iterator[ScoreReason]:
    """Everything on a poster that the brand would not have.

    Args:
        document: With the brand's rules.
        format: The page.
        marks: In px of the page.
        palette: Hex colours grown from the brand's own.
    """
    yield from _colours(document, format, palette)
    yield from _logo(document, format, marks)


def check_logo(seen: float) -> list[Finding]:
    """A logo that drowns in what is behind it; ``seen``: the share of it that is told apart."""
    if seen >= _SEEN:
        return []
    return [
        finding(
            "logo_contrast",
            "warning",
            f"only {seen:.0%} of the logo can be told from what is behind it; "
            "give the brand kit a logo for this ground",
            f"标志仅有 {seen:.0%} 能与背景区分，请在品牌套件中提供适合该底色的标志",
        )
    ]


def _reason(code: str, points: float, en: str, zh: str) -> ScoreReason:
    return ScoreReason(code=code, points=points, message=LocalText(en=en, zh=zh))


def _colours(
    document: PosterDocument, format: PosterFormat, palette: Sequence[str]
) -> Iterator[ScoreReason]:
    """Colours chosen by hand that are neither the brand's nor the palette's."""
    rules = document.rules or BrandRules()
    own = [colour for _, colour in document.colours if colour]
    known = [*palette, *own, *rules.colours]
    known_lab = np.array([rgb_to_oklab(hex_to_rgb(colour)) for colour in known])
    for change in overrides_for(document, format):
        for colour in filter(None, (change.colour, change.fill)):
            if hex_to_oklch(colour)[1] < 0.03:
                continue  # greys, black and white belong to everybody
            lab = rgb_to_oklab(hex_to_rgb(colour))
            if float(np.linalg.norm(known_lab - lab, axis=1).min()) > _OFF_BRAND:
                yield _reason(
                    "off_brand",
                    6.0,
                    f"off-brand colour: {_name(change.element)[0]} in {colour}",
                    f"非品牌色：{_name(change.element)[1]}使用了 {colour}",
                )


def _logo(
    document: PosterDocument, format: PosterFormat, marks: Sequence[Mark]
) -> Iterator[ScoreReason]:
    """The logo's size and the free space around it."""
    rules = document.rules or BrandRules()
    short = min(format.width, format.height)
    for mark in marks:
        if not isinstance(mark, LogoMark):
            continue
        wide = document.rules is None and mark.rect.w >= 0.2 * short  # a lettered logo
        if mark.rect.h < rules.logo_least * short * 0.98 and not wide:
            share = mark.rect.h / short
            yield _reason(
                "logo_small",
                6.0,
                f"logo too small: {share:.1%} of the shorter side high; "
                f"{rules.logo_least:.1%} are the least",
                f"标志过小：高度仅为短边的 {share:.1%}，至少应为 {rules.logo_least:.1%}",
            )
        around = mark.rect.grown(rules.logo_clear * mark.rect.h * 0.98)
        others = [m for m in marks if isinstance(m, (TextMark, QrMark))]
        near = [other for other in others if around.overlap(bounds(other)) > 0]
        if near:
            en, zh = _name(near[0].name if isinstance(near[0], TextMark) else "link")
            yield _reason(
                "logo_clear",
                4.0,
                f"clear space broken: {en} stands too near to the logo",
                f"标志的保护空间被占用：{zh}",
            )


def _name(element: str) -> tuple[str, str]:
    """What a person calls an element, in English and Chinese: ``stats#2`` → numbers 2."""
    slot, _, number = element.partition("#")
    en, zh = SLOTS.get(slot, (slot, slot))
    return f"{en} {number}".strip(), f"{zh}{number}"
