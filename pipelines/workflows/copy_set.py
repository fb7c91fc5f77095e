"""Copy for every channel and language, as data and as Markdown."""

from __future__ import annotations

import json

from pipelines.documents.brief import Brief, ChannelId
from pipelines.roles import WRITE
from pipelines.roles.text import Copy, WriteParams
from pipelines.sdk import Language, LocalText, Pending, WorkflowContext
from pipelines.workflows.labels import label
from pipelines.workflows.results import ChannelCopy, ResultFile

__all__ = ["CHANNEL_TITLES", "ask_for_copy", "collect_copy", "copy_files"]

CHANNEL_TITLES: dict[ChannelId, LocalText] = {
    "xiaohongshu": LocalText(zh="小红书", en="Xiaohongshu"),
    "douyin": LocalText(zh="抖音", en="Douyin"),
    "gongzhonghao": LocalText(zh="公众号", en="WeChat article"),
    "weibo": LocalText(zh="微博", en="Weibo"),
    "instagram": LocalText(zh="Instagram", en="Instagram"),
    "x": LocalText(zh="X", en="X"),
    "linkedin": LocalText(zh="LinkedIn", en="LinkedIn"),
    "email": LocalText(zh="邮件", en="E-mail"),
}

Asked = list[tuple[ChannelId, Language, Pending[Copy]]]


def ask_for_copy(ctx: WorkflowContext, brief: Brief, variants: int) -> Asked:
    """Ask for the copy of each channel in each language."""
    asked: Asked = []
    for channel in brief.channels:
        for language in brief.languages:
            params = WriteParams(
                brief=brief, channel=channel, language=language, variants=variants, seed=brief.seed
            )
            title = CHANNEL_TITLES[channel].best(language)
            asked.append((channel, language, ctx.submit(WRITE, params, label=title)))
    return asked


def collect_copy(asked: Asked) -> tuple[list[ChannelCopy], list[LocalText]]:
    """Wait for the copy; channels about which the brief says too little are left to the notes."""
    copies: list[ChannelCopy] = []
    notes: list[LocalText] = []
    for channel, language, pending in asked:
        copy = pending.result()
        notes += copy.notes
        if copy.variants:
            copies.append(ChannelCopy(channel=channel, language=language, variants=copy.variants))
    return copies, list(dict.fromkeys(notes))


def _markdown(copy: ChannelCopy) -> str:
    title = CHANNEL_TITLES[copy.channel].best(copy.language)
    parts = [f"# {title}\n"]
    for number, variant in enumerate(copy.variants, start=1):
        word = f"版本 {number}" if copy.language == "zh" else f"Variant {number}"
        parts.append(f"## {word} · {variant.framework}\n")
        if variant.title:
            parts.append(f"**{variant.title}**\n")
        if variant.summary:
            parts.append(f"*{variant.summary}*\n")
        parts.append(f"{variant.body}\n")
        if variant.hashtags:
            # A line that starts with # would be a heading.
            tags = " ".join(variant.hashtags)
            parts.append(f"\\{tags}\n" if tags.startswith("#") else f"{tags}\n")
    return "\n".join(parts)


def copy_files(
    ctx: WorkflowContext, copies: list[ChannelCopy], recipe: dict[str, object]
) -> list[ResultFile]:
    """Each channel's copy as Markdown and JSON, labelled."""
    asked = []
    for copy in copies:
        markdown = _markdown(copy).encode("utf-8")
        data = json.dumps(
            copy.model_dump(mode="json"), ensure_ascii=False, indent=2, sort_keys=True
        ).encode("utf-8")
        made = recipe | {"role": WRITE.id, "channel": copy.channel, "language": copy.language}
        for content, suffix in ((markdown, ".md"), (data, ".json")):
            asset = ctx.save_bytes(content, "text", suffix)
            asked.append((copy, suffix, label(ctx, asset, made, CHANNEL_TITLES[copy.channel])))
    return [
        ResultFile(
            path=f"copy/{copy.channel}.{copy.language}{suffix}",
            asset=pending.result().asset,
            group="copy",
            title=CHANNEL_TITLES[copy.channel],
        )
        for copy, suffix, pending in asked
    ]
