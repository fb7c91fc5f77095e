"""Assets: immutable files, named by their content."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

__all__ = ["Asset", "AssetKind", "assets_in"]

AssetKind = Literal[
    "text", "image", "speech", "music", "sound", "subtitles", "video", "document", "data"
]


class Asset(BaseModel):
    """A file in the asset store. The bytes never change; the hash is the name.

    ``meta`` holds facts read from the file (``width``, ``height`` in pixels, ``duration`` in
    seconds, ``fps``, ``sample_rate`` in Hz …), so that nobody opens a file to plan with it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    kind: AssetKind
    suffix: str = Field(pattern=r"^\.[a-z0-9]+$", description="file name ending with its dot")
    size: int = Field(ge=0, description="bytes")
    meta: dict[str, int | float | str] = Field(default_factory=dict)

    def __hash__(self) -> int:
        return hash(self.sha256)


def assets_in(value: Any) -> Iterator[Asset]:
    """Every asset inside a model, list, tuple or dict, depth first, repeats included."""
    if isinstance(value, Asset):
        yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from assets_in(getattr(value, name))
    elif isinstance(value, dict):
        for item in value.values():
            yield from assets_in(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from assets_in(item)
