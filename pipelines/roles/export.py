"""Export role: the implicit AI label, written into the file and read back."""

from __future__ import annotations

from pydantic import Field

from pipelines.sdk import Asset, LocalText, Outputs, Params, Role, hint

__all__ = ["LABEL", "LabelParams", "Labelled"]

_SAFE = r"^[\x21\x23-\x5B\x5D-\x7E]*$"


class LabelParams(Params):
    """Write the implicit label of GB 45438-2025, Annex E, into a copy of a file."""

    asset: Asset
    producer: str = hint("AIGC-Studio", pattern=_SAFE, max_length=128)
    produce_id: str = hint("", pattern=_SAFE, max_length=128, description="empty: from the hash")
    recipe: str = hint("", widget="hidden", description="recipe as JSON, kept in the file")


class Labelled(Outputs):
    """The labelled copy. ``fields`` is the label as read back from it."""

    asset: Asset
    fields: dict[str, str] = Field(default_factory=dict)


LABEL = Role("asset.label", LabelParams, Labelled, LocalText(en="AI label", zh="AI 标识"))
