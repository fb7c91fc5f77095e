"""Which fonts this machine has: for the doctor, and for a warning before boxes are drawn."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.graphics.qt_app import ensure_app

__all__ = ["FAMILIES", "FontReport", "font_report"]

FAMILIES: dict[str, tuple[str, ...]] = {
    "han_sans": (
        *("Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "PingFang SC"),
        *("Microsoft YaHei", "Hiragino Sans GB", "WenQuanYi Micro Hei", "SimHei"),
    ),
    "han_serif": (
        *("Noto Serif CJK SC", "Noto Serif SC", "Source Han Serif SC", "Songti SC"),
        *("SimSun", "STSong"),
    ),
    "han_display": ("Smiley Sans", "LXGW WenKai", "ZCOOL KuaiLe", "KaiTi", "Kaiti SC"),
    "latin_sans": (
        *("Inter", "Manrope", "Segoe UI", "Helvetica Neue", "Noto Sans", "DejaVu Sans", "Arial"),
    ),
    "latin_serif": ("EB Garamond", "Noto Serif", "Georgia", "Times New Roman", "DejaVu Serif"),
    "latin_display": ("Bebas Neue", "Oswald", "Impact"),
    "emoji": ("Noto Color Emoji", "Apple Color Emoji", "Segoe UI Emoji"),
}
"""Families the studio looks for, by what they are for, first choice first."""

_ALIASES = ("Smiley Sans Oblique", "LXGW WenKai GB")


@dataclass(frozen=True)
class FontReport:
    """What was found.

    Attributes:
        found: Installed families of each entry of :data:`FAMILIES`; may be empty.
        total: How many families there are on this machine.
        han_font: The family that draws Han characters by default; ``""``: none, they are boxes.
        emoji_font: The family that draws emoji by default; ``""``: none.
    """

    found: dict[str, tuple[str, ...]]
    total: int
    han_font: str
    emoji_font: str


def font_report() -> FontReport:
    """Look at the installed fonts and try to shape a Han character and an emoji.

    Needs no fontconfig tools: Qt answers alike on Linux, macOS and Windows.
    """
    ensure_app()
    from PySide6.QtGui import QFontDatabase

    installed = QFontDatabase.families()
    # Qt writes "Family [Foundry]" where two foundries share a name.
    plain = {family.partition(" [")[0] for family in installed}
    return FontReport(
        found={
            use: tuple(family for family in wanted if _is_there(family, plain))
            for use, wanted in FAMILIES.items()
        },
        total=len(installed),
        han_font=_family_that_draws("国"),
        emoji_font=_family_that_draws("😀"),
    )


def _is_there(family: str, installed: set[str]) -> bool:
    return family in installed or any(
        alias in installed for alias in _ALIASES if alias.startswith(family)
    )


def _family_that_draws(text: str) -> str:
    """The family Qt falls back to for the text, or ``""`` if it would draw an empty box."""
    from PySide6.QtGui import QFont, QTextLayout

    layout = QTextLayout(text, QFont())
    layout.beginLayout()
    layout.createLine().setLineWidth(1000)
    layout.endLayout()
    runs = layout.glyphRuns()
    if not runs or any(0 in run.glyphIndexes() for run in runs):
        return ""
    return runs[0].rawFont().familyName()
