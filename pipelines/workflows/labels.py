"""The words of the explicit AI label, and the step that writes the implicit one."""

from __future__ import annotations

import json
from typing import Any

from pipelines.roles import LABEL
from pipelines.roles.export import Labelled, LabelParams
from pipelines.sdk import Asset, Language, LocalText, Pending, WorkflowContext

__all__ = ["AI_LABEL", "label"]

AI_LABEL: dict[Language, str] = {"zh": "AI 生成", "en": "AI-generated"}
"""GB 45438-2025 §5 wants 人工智能 or AI together with 生成 or 合成; English beside it elsewhere."""


def label(
    ctx: WorkflowContext, asset: Asset, recipe: dict[str, Any], title: LocalText
) -> Pending[Labelled]:
    """Ask for the labelled copy of a finished file, with the recipe it was made by inside.

    ``title`` is what the finished file is called in the library, found in both languages.
    """
    text = json.dumps(recipe, ensure_ascii=False, sort_keys=True)
    name = " · ".join(dict.fromkeys(words for words in (title.zh, title.en) if words))
    return ctx.submit(LABEL, LabelParams(asset=asset, recipe=text), label=name)
