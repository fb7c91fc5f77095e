"""What every page of the window stands in, made once in the composition root."""

from __future__ import annotations

from dataclasses import dataclass

from studio.app.studio import Studio
from studio.ui.bridge import Bridge
from studio.ui.pictures import Pictures
from studio.ui.preferences import Preferences
from studio.ui.theme import Theme
from studio.ui.words import Tongue

__all__ = ["Surroundings"]


@dataclass(frozen=True)
class Surroundings:
    """The studio, and the window's own means."""

    studio: Studio
    bridge: Bridge
    theme: Theme
    tongue: Tongue
    pictures: Pictures
    preferences: Preferences
