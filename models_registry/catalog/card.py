"""What the registry knows of a model. Depends on pydantic only, so that anyone may ask."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

__all__ = ["Commercial", "ModelCard", "ModelFile", "Reason", "Variant"]

Commercial = Literal["yes", "no", "conditional", "unknown"]


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Reason(_Value):
    """A short explanation in both of the studio's languages."""

    zh: str = Field(min_length=1)
    en: str = Field(min_length=1)


class ModelFile(_Value):
    """One file of a model; the hash is what a download is checked against."""

    path: str = Field(min_length=1, description="path inside the repository")
    size: int | None = Field(default=None, ge=0, description="bytes")
    sha256: str | None = Field(default=None, pattern=r"^[0-9a-f]{64}$")


class Variant(_Value):
    """The same model in another precision. None: not known."""

    name: str = Field(min_length=1, description="bf16, fp8, int8, …")
    size_gb: float | None = Field(default=None, gt=0, description="main files, GB")
    vram_gb: float | None = Field(default=None, gt=0, description="GPU memory it needs, GB")


class ModelCard(_Value):
    """A model: where it comes from, how large it is, and what one may do with it.

    What is not known is None, an empty tuple or ``"unknown"``; nothing is guessed. ``verified``
    says whether a person compared the row with the model's own card on the day ``as_of``.
    """

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9.-]*$", description="also the folder's name")
    title: str = Field(min_length=1)
    family: str = Field(pattern=r"^[a-z0-9][a-z0-9.-]*$")
    role: str = Field(pattern=r"^[a-z]+\.[a-z]+$", description="role it can fill: image.create")
    hub: Literal["huggingface", "github"] = "huggingface"
    repo: str | None = Field(default=None, pattern=r"^[\w.-]+/[\w.-]+$")
    revision: str | None = None
    files: tuple[ModelFile, ...] = ()
    variants: tuple[Variant, ...] = ()
    languages: tuple[str, ...] = ()
    licence: str | None = None
    commercial: Commercial = "unknown"
    commercial_reason: Reason
    as_of: dt.date
    verified: bool = False

    @property
    def size_gb(self) -> float | None:
        """Size of the smallest variant whose size is known."""
        sizes = [variant.size_gb for variant in self.variants if variant.size_gb is not None]
        return min(sizes, default=None)

    @property
    def vram_gb(self) -> dict[str, float]:
        """GPU memory by variant, where it is known."""
        return {v.name: v.vram_gb for v in self.variants if v.vram_gb is not None}
