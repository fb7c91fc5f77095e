"""What a person should know about a finished poster."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.documents.poster import PosterFormat
from pipelines.graphics.poster.contrast import Inked
from pipelines.graphics.poster.corner import LABEL_HEIGHT
from pipelines.graphics.poster.marks import Mark, QrMark, Rect, TextMark, bounds
from pipelines.graphics.poster.solve import Placed
from pipelines.roles.poster import Finding
from pipelines.sdk import LocalText

__all__ = ["SLOTS", "check_layout", "finding"]

SLOTS: dict[str, tuple[str, str]] = {
    "brand": ("brand", "品牌"),
    "kicker": ("top line", "眉题"),
    "headline": ("headline", "标题"),
    "subhead": ("subhead", "副标题"),
    "price": ("price", "价格"),
    "price_label": ("price label", "价格说明"),
    "original_price": ("original price", "原价"),
    "currency": ("currency sign", "货币符号"),
    "stats": ("numbers", "数据"),
    "stats_label": ("labels of the numbers", "数据说明"),
    "details": ("details", "活动信息"),
    "details_label": ("labels of the details", "活动信息标签"),
    "versus": ("comparison", "对比内容"),
    "versus_label": ("labels of the comparison", "对比项说明"),
    "versus_head": ("heads of the comparison", "对比双方名称"),
    "details_number": ("numbers of the points", "要点序号"),
    "rows": ("list", "列表"),
    "rows_value": ("values of the list", "列表价格"),
    "rows_note": ("notes of the list", "列表说明"),
    "countdown": ("countdown", "倒计时"),
    "countdown_label": ("labels of the countdown", "倒计时单位"),
    "call_to_action": ("call to action", "行动按钮"),
    "fine_print": ("fine print", "小字说明"),
    "link": ("QR code", "二维码"),
    "link_caption": ("words under the QR code", "二维码说明"),
    "ai_label": ("AI label", "AI 标识"),
}
"""What a person calls the slots, in English and Chinese."""


def finding(code: str, severity: str, en: str, zh: str) -> Finding:
    return Finding(code=code, severity=severity, message=LocalText(en=en, zh=zh))


def _names(slots: Sequence[str]) -> tuple[str, str]:
    known = [SLOTS.get(slot, (slot, slot)) for slot in slots]
    return ", ".join(en for en, _ in known), "、".join(zh for _, zh in known)


def check_layout(
    placed: Placed, inked: Inked, missing: tuple[str, ...], format: PosterFormat, wants_label: bool
) -> list[Finding]:
    """Everything the layout did or could not do."""
    out = _fit_findings(placed)
    if missing:
        shown = " ".join(missing[:24])
        out.append(
            finding(
                "glyphs",
                "warning",
                f"no installed font has these characters, they were left out: {shown}",
                f"已安装的字体缺少这些字符，已省略：{shown}",
            )
        )
    for slot, contrast in inked.weak.items():
        en, zh = _names([slot])
        out.append(
            finding(
                "contrast",
                "warning",
                f"{en}: contrast is only Lc {contrast:.0f}",
                f"{zh}：对比度仅 Lc {contrast:.0f}",
            )
        )
    out += _collisions(inked.marks, placed, format)
    if wants_label:
        out += _label(inked.marks, format)
    return out


def _fit_findings(placed: Placed) -> list[Finding]:
    out: list[Finding] = []
    if placed.overflow:
        out.append(
            finding(
                "overflow",
                "error",
                "there are more words than this format can hold; shorten them",
                "文字超出此尺寸的容量，请精简文案",
            )
        )
    if placed.dropped:
        en, zh = _names(placed.dropped)
        out.append(
            finding(
                "dropped", "warning", f"left out for lack of room: {en}", f"空间不足，已省略：{zh}"
            )
        )
    if placed.cut:
        en, zh = _names(placed.cut)
        out.append(finding("cut", "warning", f"cut at the end: {en}", f"结尾被截断：{zh}"))
    if placed.omitted:
        en, zh = _names(placed.omitted)
        out.append(
            finding("omitted", "info", f"not part of this format: {en}", f"此尺寸版式不含：{zh}")
        )
    return out


def _collisions(marks: Sequence[Mark], placed: Placed, format: PosterFormat) -> list[Finding]:
    """Type that leaves the page or runs into other type or the label."""
    out: list[Finding] = []
    page = Rect(0, 0, format.width, format.height)
    solid = [m for m in marks if isinstance(m, (TextMark, QrMark))]
    for mark in solid:
        box = bounds(mark)
        if box.w * box.h - page.overlap(box) > 0.01 * box.w * box.h:
            en, zh = _names([_slot(mark)])
            out.append(finding("outside", "error", f"{en} leaves the page", f"{zh}超出画面"))
    for index, first in enumerate(solid):
        for second in solid[index + 1 :]:
            a, b = bounds(first), bounds(second)
            if a.overlap(b) > 0.03 * min(a.w * a.h, b.w * b.h):
                en, zh = _names([_slot(first), _slot(second)])
                out.append(
                    finding(
                        "collision", "error", f"these run into each other: {en}", f"元素重叠：{zh}"
                    )
                )
    return out


def _slot(mark: TextMark | QrMark) -> str:
    return mark.name if isinstance(mark, TextMark) else "link"


def _label(marks: Sequence[Mark], format: PosterFormat) -> list[Finding]:
    """Whether the AI label is as high as the standard asks (GB 45438-2025 §5)."""
    short = min(format.width, format.height)
    for mark in marks:
        if isinstance(mark, TextMark) and mark.name == "ai_label":
            high = max(line.ink.height() for line in mark.block.lines) * mark.block.px
            if high >= LABEL_HEIGHT * short:
                return []
    return [
        finding(
            "ai_label",
            "error",
            "the AI label is missing or smaller than 5 % of the shorter side",
            "AI 标识缺失，或字高不足最短边的 5%",
        )
    ]
