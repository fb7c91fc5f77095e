"""Picture sizes of platforms and print: data with source and date, in ``assets/rules``."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterable
from difflib import get_close_matches
from importlib.resources import files
from typing import Literal

from pydantic import Field

from pipelines.documents.poster import PosterFormat
from pipelines.sdk import Frozen, InputError, LocalText

__all__ = ["PlatformFormat", "platform_formats", "platforms", "poster_formats"]


class PlatformFormat(Frozen):
    """A picture size that a platform takes, and where that is known from."""

    id: str = Field(pattern=r"^[a-z0-9_]+$")
    platform: str
    kind: Literal["cover", "post", "story", "banner", "thumbnail", "print"]
    width: int = Field(ge=64, le=12000, description="px")
    height: int = Field(ge=64, le=12000, description="px")
    dpi: int = Field(default=96, ge=36, le=1200)
    max_mb: float = Field(default=0, ge=0, description="largest file; 0: not known")
    title: LocalText
    tag: Literal["O", "S", "A", "U", "C"]
    source: str

    @property
    def format(self) -> PosterFormat:
        """What the poster engine wants."""
        return PosterFormat(id=self.id, width=self.width, height=self.height, dpi=self.dpi)


@functools.cache
def platform_formats() -> tuple[PlatformFormat, ...]:
    """Every known size, in the order of the file."""
    text = files("assets").joinpath("rules/platforms.toml").read_text(encoding="utf-8")
    return tuple(PlatformFormat.model_validate(row) for row in tomllib.loads(text)["format"])


def platforms() -> tuple[str, ...]:
    """The platforms that have sizes."""
    return tuple(dict.fromkeys(each.platform for each in platform_formats()))


def poster_formats(wanted: Iterable[str]) -> tuple[PosterFormat, ...]:
    """The formats of some platforms, each once, in the order asked for.

    Args:
        wanted: Platforms (all their sizes), ids of single sizes, or ``all``. A name that is both
            a platform and a size means the platform.

    Raises:
        InputError: A name is not known.
    """
    out: dict[str, PosterFormat] = {}
    for name in wanted:
        found = [each for each in platform_formats() if name in ("all", each.platform)]
        found = found or [each for each in platform_formats() if each.id == name]
        if not found:
            known = sorted({*platforms(), *(each.id for each in platform_formats())})
            near = get_close_matches(name, known, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"choose from: {', '.join(known)}"
            raise InputError(f"there is no poster format {name!r}", hint)
        out.update({each.id: each.format for each in found})
    return tuple(out.values())
