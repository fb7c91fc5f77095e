"""The roles engines fill, as typed contracts. One module a modality."""

from __future__ import annotations

from typing import Any

from pipelines.roles.export import LABEL
from pipelines.roles.face import TALK
from pipelines.roles.image import CREATE, CUTOUT, UPSCALE
from pipelines.roles.music import COMPOSE
from pipelines.roles.poster import PRINT_POSTER, RENDER_POSTER
from pipelines.roles.speech import ALIGN, SPEAK
from pipelines.roles.text import PLAN, WRITE
from pipelines.roles.video import ASSEMBLE, MIX, RENDER
from pipelines.sdk import Role

__all__ = [
    "ALIGN",
    "ASSEMBLE",
    "COMPOSE",
    "CREATE",
    "CUTOUT",
    "LABEL",
    "MIX",
    "PLAN",
    "PRINT_POSTER",
    "RENDER",
    "RENDER_POSTER",
    "ROLES",
    "SPEAK",
    "TALK",
    "UPSCALE",
    "WRITE",
]

ROLES: dict[str, Role[Any, Any]] = {
    role.id: role
    for role in (
        WRITE,
        PLAN,
        CREATE,
        CUTOUT,
        UPSCALE,
        RENDER_POSTER,
        PRINT_POSTER,
        SPEAK,
        ALIGN,
        COMPOSE,
        TALK,
        RENDER,
        MIX,
        ASSEMBLE,
        LABEL,
    )
}
"""Every role by its id."""
