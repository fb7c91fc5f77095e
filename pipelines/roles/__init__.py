"""The roles engines fill, as typed contracts. One module a modality."""

from __future__ import annotations

from typing import Any

from pipelines.roles.delivery import COVERS, PUBLISH, TEASER
from pipelines.roles.export import LABEL
from pipelines.roles.face import TALK
from pipelines.roles.footage import ANALYSE, PAGES, PREPARE
from pipelines.roles.image import CREATE, CUTOUT, SALIENT, UPSCALE
from pipelines.roles.music import COMPOSE
from pipelines.roles.poster import PRINT_POSTER, RENDER_POSTER
from pipelines.roles.sound import BEATS, EFFECT, MIX
from pipelines.roles.speech import ALIGN, SPEAK, TRANSCRIBE
from pipelines.roles.text import PLAN, WRITE
from pipelines.roles.video import ASSEMBLE, RENDER
from pipelines.sdk import Role

__all__ = [
    "ALIGN",
    "ANALYSE",
    "ASSEMBLE",
    "BEATS",
    "COMPOSE",
    "COVERS",
    "CREATE",
    "CUTOUT",
    "EFFECT",
    "LABEL",
    "MIX",
    "PAGES",
    "PLAN",
    "PREPARE",
    "PRINT_POSTER",
    "PUBLISH",
    "RENDER",
    "RENDER_POSTER",
    "ROLES",
    "SALIENT",
    "SPEAK",
    "TALK",
    "TEASER",
    "TRANSCRIBE",
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
        SALIENT,
        RENDER_POSTER,
        PRINT_POSTER,
        SPEAK,
        ALIGN,
        TRANSCRIBE,
        COMPOSE,
        TALK,
        RENDER,
        EFFECT,
        BEATS,
        MIX,
        ASSEMBLE,
        LABEL,
        TEASER,
        COVERS,
        PUBLISH,
        PREPARE,
        ANALYSE,
        PAGES,
    )
}
"""Every role by its id."""
