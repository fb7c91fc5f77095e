"""Music role."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from pipelines.sdk import Asset, LocalText, Outputs, Params, Role, hint

__all__ = ["COMPOSE", "ComposeParams", "Mood", "Music"]

Mood = Literal["bright", "warm", "calm", "epic", "playful", "tech"]


class ComposeParams(Params):
    """Compose background music: one that loops without a seam, or one that comes to an end."""

    mood: Mood = hint("warm", label_en="Mood", label_zh="情绪")
    duration: float = hint(
        32.0,
        ge=4,
        le=600,
        unit="s",
        label_en="Length",
        label_zh="时长",
        description="loop: at least this long, rounded up to whole bars; close: exactly",
    )
    ending: Literal["loop", "close"] = hint(
        "loop",
        label_en="Ending",
        label_zh="结尾",
        description="close: intro, build, and a resolved end at the exact length",
    )
    tempo: int | None = hint(None, ge=50, le=180, unit="bpm", label_en="Tempo", label_zh="速度")
    seed: int = hint(1, ge=0, label_en="Seed", label_zh="随机种子", widget="seed")


class Music(Outputs):
    """Stereo WAV, 48 kHz, about −18 LUFS."""

    audio: Asset
    duration: float = Field(gt=0, description="seconds; the loop point where it loops")
    tempo: float = Field(gt=0, description="beats per minute")
    beats: tuple[float, ...] = Field(default=(), description="seconds")


COMPOSE = Role("music.compose", ComposeParams, Music, LocalText(en="Compose music", zh="作曲"))
