"""Text roles: copy for a channel, a script for a video."""

from __future__ import annotations

from pipelines.documents.brief import Brief
from pipelines.documents.copy import CopyChannel, CopyVariant
from pipelines.documents.script import Script
from pipelines.sdk import Language, LocalText, Outputs, Params, Role, hint

__all__ = ["PLAN", "WRITE", "Copy", "Plan", "PlanParams", "WriteParams"]


class WriteParams(Params):
    """Write copy about a brief for one channel in one language."""

    brief: Brief
    channel: CopyChannel
    language: Language
    variants: int = hint(3, ge=1, le=10, label_en="Variants", label_zh="版本数")
    seed: int = hint(1, ge=0, label_en="Seed", label_zh="随机种子", widget="seed")


class Copy(Outputs):
    """Variants that differ, each within the channel's limits, numbers only from the brief.

    Fewer than asked for when the brief says too little; ``notes`` then tells why.
    """

    variants: tuple[CopyVariant, ...]
    notes: tuple[LocalText, ...] = ()


class PlanParams(Params):
    """Plan a short video about a brief."""

    brief: Brief
    language: Language
    duration: float = hint(32.0, ge=8, le=180, unit="s", label_en="Length", label_zh="时长")
    seed: int = hint(1, ge=0, label_en="Seed", label_zh="随机种子", widget="seed")


class Plan(Outputs):
    """The script."""

    script: Script


WRITE = Role("text.write", WriteParams, Copy, LocalText(en="Write copy", zh="写文案"))
PLAN = Role("text.plan", PlanParams, Plan, LocalText(en="Plan a video", zh="写分镜脚本"))
