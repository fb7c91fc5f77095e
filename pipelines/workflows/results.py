"""What a campaign hands over."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from pipelines.documents.brief import ChannelId
from pipelines.documents.copy import CopyVariant
from pipelines.documents.script import Script
from pipelines.sdk import Asset, Frozen, Language, LocalText, Outputs
from pipelines.workflows.poster_print import FormatScore

__all__ = ["CampaignResult", "ChannelCopy", "ResultFile"]


class ResultFile(Frozen):
    """A file of the result folder. ``path`` is relative, with forward slashes."""

    path: str = Field(pattern=r"^[a-z0-9][A-Za-z0-9_./-]*$")
    asset: Asset
    group: Literal["copy", "posters", "video", "other"]
    title: LocalText


class ChannelCopy(Frozen):
    """The copy for one channel in one language."""

    channel: ChannelId
    language: Language
    variants: tuple[CopyVariant, ...]


class CampaignResult(Outputs):
    """Everything of a campaign: its files, and the words in them."""

    title: str
    language: Language
    files: tuple[ResultFile, ...]
    copies: tuple[ChannelCopy, ...]
    script: Script
    scene_starts: dict[str, float] = Field(description="seconds into the video, by scene")
    notes: tuple[LocalText, ...] = ()
    scores: tuple[FormatScore, ...] = Field(default=(), description="of the posters")
