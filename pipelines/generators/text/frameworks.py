"""How a text argues: classic frameworks as openings, each with what it leans on."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.documents.copy import CopyChannel
from pipelines.documents.kinds import Kind

__all__ = ["Framework", "frameworks_for"]


@dataclass(frozen=True)
class Framework:
    """Moves that open a text (each must be found), and the slots its lines lean on."""

    id: str
    opening: tuple[str, ...]
    lean: tuple[str, ...]


PAS = Framework("PAS", ("problem", "agitate"), ("pain",))
BAB = Framework("BAB", ("before", "after"), ("pain", "ben"))
FAB = Framework("FAB", ("feature",), ("feat",))
AIDA = Framework("AIDA", ("hook", "interest"), ("category", "audience", "desc", "slogan"))
PPPP = Framework("4P", ("promise", "picture"), ("ben", "fact"))

_ORDER: dict[str, tuple[Framework, ...]] = {
    "xiaohongshu": (PAS, FAB, PPPP, BAB, AIDA),
    "douyin": (PAS, PPPP, AIDA, FAB, BAB),
    "gongzhonghao": (AIDA, PAS, FAB, BAB, PPPP),
    "weibo": (PPPP, PAS, FAB, AIDA, BAB),
    "instagram": (BAB, FAB, AIDA, PPPP, PAS),
    "x": (FAB, PAS, PPPP, AIDA, BAB),
    "linkedin": (PAS, AIDA, FAB, PPPP, BAB),
    "email": (AIDA, PAS, PPPP, FAB, BAB),
    "poster": (PPPP, FAB, AIDA, PAS, BAB),
}
_EVENT = (AIDA, PPPP, FAB, PAS, BAB)


def frameworks_for(channel: CopyChannel, kind: Kind) -> tuple[Framework, ...]:
    """Frameworks that suit the channel, the most fitting first.

    An event is an invitation: it opens with the occasion, whatever the channel.
    """
    return _EVENT if "event" in kind.families else _ORDER[channel]
