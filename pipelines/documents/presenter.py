"""The presenter: who is seen speaking."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from pipelines.documents.document import Hex
from pipelines.sdk import Frozen

__all__ = ["CharacterName", "Gesture", "GestureCue", "PresenterLook"]

Gesture = Literal["rest", "open", "point", "count", "heart", "wave"]
CharacterName = Literal["ada", "ken", "mei"]


class PresenterLook(Frozen):
    """A drawn character. Colours left out are the character's own."""

    character: CharacterName = "mei"
    outfit: Hex | None = Field(default=None, description="jacket; the brand colour suits it")
    shirt: Hex | None = None


class GestureCue(Frozen):
    """A gesture that begins at a time in the speech."""

    gesture: Gesture
    start: float = Field(ge=0, description="seconds")
