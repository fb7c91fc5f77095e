"""Programs and fonts: ffmpeg and its encoders, the speech program, the families of our stacks.

Each is tried, not just looked for: an encoder that is listed may lack its driver, a font that is
installed may lack the characters.
"""

from __future__ import annotations

from pipelines.sdk import LocalText, StudioError
from studio.app.doctor_check import Check, same, systems

__all__ = ["check_encoders", "check_fonts", "check_speech"]

_NEEDED_ENCODERS = {"libx264", "aac"}
_FFMPEG_FIX = same("pip install --force-reinstall imageio-ffmpeg")
_HARDWARE = {
    "nvenc": LocalText(zh="需要 NVIDIA 显卡与驱动", en="Needs an NVIDIA GPU and its driver"),
    "qsv": LocalText(zh="需要 Intel 显卡与驱动", en="Needs an Intel GPU and its driver"),
    "amf": LocalText(zh="需要 AMD 显卡与驱动", en="Needs an AMD GPU and its driver"),
    "videotoolbox": LocalText(zh="仅 macOS 提供", en="On macOS only"),
}
_FONTS = {
    "han_sans": ("中文黑体", "Chinese sans serif", True),
    "han_serif": ("中文宋体", "Chinese serif", False),
    "han_display": ("中文标题字体", "Chinese display type", False),
    "latin_sans": ("西文无衬线体", "Latin sans serif", True),
    "latin_serif": ("西文衬线体", "Latin serif", False),
    "latin_display": ("西文标题字体", "Latin display type", False),
    "emoji": ("彩色表情", "Colour emoji", False),
}
_FONT_FIXES = {
    "han_sans": systems(
        "sudo apt install fonts-noto-cjk",
        "PingFang SC comes with macOS",
        "Microsoft YaHei comes with Windows; or Noto Sans SC from fonts.google.com",
    ),
    "han_serif": systems(
        "sudo apt install fonts-noto-cjk",
        "brew install --cask font-noto-serif-cjk",
        "Noto Serif SC from fonts.google.com",
    ),
    "han_display": systems(
        "sudo apt install fonts-smiley-sans fonts-lxgw-wenkai",
        "brew install --cask font-smiley-sans font-lxgw-wenkai",
        "github.com/atelier-anchor/smiley-sans, github.com/lxgw/LxgwWenKai",
    ),
    "latin_sans": systems(
        "sudo apt install fonts-inter fonts-manrope",
        "brew install --cask font-inter font-manrope",
        "Inter and Manrope from fonts.google.com",
    ),
    "latin_serif": systems(
        "sudo apt install fonts-ebgaramond",
        "brew install --cask font-eb-garamond",
        "EB Garamond from fonts.google.com",
    ),
    "latin_display": systems(
        "sudo apt install fonts-bebas-neue",
        "brew install --cask font-bebas-neue",
        "Bebas Neue from fonts.google.com",
    ),
    "emoji": systems(
        "sudo apt install fonts-noto-color-emoji",
        "Apple Color Emoji comes with macOS",
        "Segoe UI Emoji comes with Windows",
    ),
}


def check_encoders() -> list[Check]:
    """ffmpeg, and which encoders make a file here."""
    from pipelines.media.encoders import encoders
    from pipelines.media.ffmpeg import executable

    title = same("ffmpeg")
    try:
        program = executable()
    except StudioError as error:
        return [
            Check(
                id="programs.ffmpeg",
                group="programs",
                title=title,
                state="missing",
                detail=same(error.message),
                fix=_FFMPEG_FIX,
            )
        ]
    found = Check(
        id="programs.ffmpeg", group="programs", title=title, state="ok", detail=same(str(program))
    )
    return [found, *(_encoder(e.name, e.works, e.reason) for e in encoders())]


def _encoder(name: str, works: bool, reason: str) -> Check:
    needed = name in _NEEDED_ENCODERS
    hardware = next((fix for part, fix in _HARDWARE.items() if part in name), None)
    return Check(
        id=f"programs.encoder.{name}",
        group="programs",
        title=LocalText(zh=f"编码器 {name}", en=f"Encoder {name}"),
        state="ok" if works else "missing",
        optional=not needed,
        detail=LocalText(zh="可用", en="Works")
        if works
        else same(reason.partition(": ")[2] or reason or "—"),
        fix=None if works else hardware or _FFMPEG_FIX,
    )


def check_speech() -> list[Check]:
    """Let the speech program say one word."""
    from pipelines.media.speech_client import SpeechProgram, Utterance

    title = LocalText(zh="语音程序 espeak-ng", en="Speech program espeak-ng")
    try:
        with SpeechProgram(timeout=10.0) as program:
            said = program.say(Utterance("hello", "en-us"))
            detail = LocalText(
                zh=f"{program.version}，试读 {said.duration:.2f} 秒",
                en=f"{program.version}, said a word of {said.duration:.2f} s",
            )
    except StudioError as error:
        return [
            Check(
                id="programs.speech",
                group="programs",
                title=title,
                state="missing",
                detail=same(error.message),
                fix=same("pip install --force-reinstall espeakng-loader"),
            )
        ]
    return [Check(id="programs.speech", group="programs", title=title, state="ok", detail=detail)]


def check_fonts() -> list[Check]:
    """Which families of our stacks are here, and whether Chinese shows as characters."""
    from pipelines.graphics.fonts import FAMILIES, font_report

    report = font_report()
    draws = bool(report.han_font)
    checks = [
        Check(
            id="fonts.han",
            group="fonts",
            title=LocalText(zh="中文可显示", en="Chinese can be drawn"),
            state="ok" if draws else "missing",
            detail=same(report.han_font)
            if draws
            else LocalText(zh="汉字会显示为方框", en="Chinese would show as boxes"),
            fix=None if draws else _FONT_FIXES["han_sans"],
        )
    ]
    for use in FAMILIES:
        zh, en, needed = _FONTS[use]
        found = report.found[use]
        checks.append(
            Check(
                id=f"fonts.{use}",
                group="fonts",
                title=LocalText(zh=zh, en=en),
                state="ok" if found else ("warn" if needed else "missing"),
                optional=not needed,
                detail=same(", ".join(found))
                if found
                else LocalText(zh="未找到，用其他字体代替", en="Not found: another face is used"),
                fix=None if found else _FONT_FIXES[use],
            )
        )
    return checks
