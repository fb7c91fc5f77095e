"""What a scene is made of once its steps are done: recordings, pictures, footage, the presenter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipelines.roles.face import Talk
from pipelines.roles.footage import Prepared
from pipelines.roles.image import Salient
from pipelines.roles.speech import Speech
from pipelines.sdk import Asset, LocalText

__all__ = ["SceneParts", "scene_note"]


@dataclass(frozen=True)
class SceneParts:
    """The finished parts of one scene.

    Args:
        voices: One recording a line.
        picture: What covers the frame, if it is a still.
        footage: What covers the frame, if it moves.
        whole: The picture or footage is seen whole, over a blurred copy of itself.
        salient: Where to look in the picture; None: nowhere in particular.
        subject: What stands out of the picture, in the picture's frame, for a parallax.
        product: The product cut out.
        talk: The presenter saying all lines.
        qr: The end card's code.
        overlays: Pictures of overlays, by their number in the scene's list.
    """

    voices: tuple[Speech, ...] = ()
    picture: Asset | None = None
    footage: Prepared | None = None
    whole: bool = False
    salient: Salient | None = None
    subject: Asset | None = None
    product: Asset | None = None
    talk: Talk | None = None
    qr: Asset | None = None
    overlays: Mapping[int, Asset] = field(default_factory=dict)


def scene_note(number: int, en: str, zh: str) -> LocalText:
    """A note about a scene; scenes are counted from one, as people do."""
    return LocalText(en=f"scene {number}: {en}", zh=f"第 {number} 个场景：{zh}")
