"""Copy: what is posted with the pictures."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from pipelines.documents.brief import ChannelId
from pipelines.sdk import Frozen, Language

__all__ = ["CopyChannel", "CopyVariant"]

CopyChannel = ChannelId | Literal["poster"]
"""A publishing channel, or the poster itself (headline and subhead)."""


class CopyVariant(Frozen):
    """One way to say it. ``title`` is empty where the channel has none; for the channel
    ``poster`` title is the headline and body the subhead."""

    channel: CopyChannel
    language: Language
    framework: str = Field(description="how it argues: AIDA, PAS, FAB, BAB …")
    title: str = ""
    summary: str = Field(default="", description="digest (公众号), preheader (e-mail); else empty")
    body: str
    hashtags: tuple[str, ...] = Field(default=(), description="each with its #")
    call_to_action: str = ""
