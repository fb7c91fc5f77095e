"""The three presenters as data: shapes, proportions and colours.

Outlines are right halves in units, from the top down, mirrored when drawn (see ``geometry``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtGui import QColor

from pipelines.documents.presenter import PresenterLook
from pipelines.graphics.presenter.geometry import Point
from pipelines.graphics.presenter.palette import Palette, mix, tone, tones

__all__ = ["CHARACTERS", "Character", "EyeShape", "MouthShape", "palette_of"]


@dataclass(frozen=True)
class EyeShape:
    """Sizes in units; ``tilt`` lifts the outer corner, ``arch`` is where the lid is highest."""

    width: float
    height: float
    tilt: float
    arch: float
    lash: float
    wing: float
    crease: float
    iris: float
    brow_width: float
    brow_y: float
    brow_arch: float
    brow_tilt: float


@dataclass(frozen=True)
class MouthShape:
    """Half width, upper and lower lip in units; ``bow`` is the depth of the Cupid's bow."""

    width: float
    upper: float
    lower: float
    bow: float


@dataclass(frozen=True)
class Character:
    """A presenter. Colours are hex; ``build`` widens the shoulders."""

    name: str
    face: tuple[Point, ...]
    eyes: EyeShape
    mouth: MouthShape
    nose: Literal["straight", "strong", "button"]
    hairstyle: Literal["waves", "quiff", "bun"]
    clothes: Literal["blazer", "suit", "jacket"]
    build: float
    neck: float
    ear: float
    blush: float
    stubble: float
    skin: str
    hair: str
    outfit: str
    shirt: str
    lip: str
    iris: str
    accent: str


ADA = Character(
    name="ada",
    face=(
        (0, 128),
        (66, 142),
        (104, 190),
        (113, 255),
        (111, 314),
        (98, 360),
        (66, 399),
        (30, 415),
        (0, 418),
    ),
    eyes=EyeShape(
        width=27,
        height=17.5,
        tilt=2.5,
        arch=0.1,
        lash=5.2,
        wing=6,
        crease=7,
        iris=15.5,
        brow_width=7.5,
        brow_y=240,
        brow_arch=9,
        brow_tilt=-1.5,
    ),
    mouth=MouthShape(width=34, upper=7.5, lower=10.5, bow=2.6),
    nose="straight",
    hairstyle="waves",
    clothes="blazer",
    build=1.0,
    neck=40,
    ear=0.9,
    blush=0.34,
    stubble=0.0,
    skin="#f4c7a6",
    hair="#6b3f2e",
    outfit="#2f5fb3",
    shirt="#fbf7f2",
    lip="#cf5f63",
    iris="#5d8a5e",
    accent="#e8b650",
)

KEN = Character(
    name="ken",
    face=(
        (0, 128),
        (70, 138),
        (108, 186),
        (115, 252),
        (114, 318),
        (107, 368),
        (80, 408),
        (42, 426),
        (0, 428),
    ),
    eyes=EyeShape(
        width=25,
        height=13.5,
        tilt=0.5,
        arch=0.0,
        lash=4.2,
        wing=0,
        crease=5,
        iris=13.5,
        brow_width=12,
        brow_y=247,
        brow_arch=5,
        brow_tilt=-1.5,
    ),
    mouth=MouthShape(width=37, upper=4.5, lower=7.0, bow=1.4),
    nose="strong",
    hairstyle="quiff",
    clothes="suit",
    build=1.13,
    neck=52,
    ear=1.08,
    blush=0.12,
    stubble=0.07,
    skin="#d99f74",
    hair="#2a2426",
    outfit="#34495e",
    shirt="#e9f1f8",
    lip="#b96a58",
    iris="#5a3a24",
    accent="#3aa6a0",
)

MEI = Character(
    name="mei",
    face=(
        (0, 128),
        (68, 140),
        (108, 190),
        (117, 258),
        (114, 318),
        (97, 364),
        (62, 400),
        (25, 415),
        (0, 417),
    ),
    eyes=EyeShape(
        width=27.5,
        height=19,
        tilt=4,
        arch=-0.05,
        lash=5.6,
        wing=5,
        crease=3.6,
        iris=17,
        brow_width=6.5,
        brow_y=247,
        brow_arch=4,
        brow_tilt=-2.0,
    ),
    mouth=MouthShape(width=30, upper=6.0, lower=9.5, bow=2.2),
    nose="button",
    hairstyle="bun",
    clothes="jacket",
    build=0.94,
    neck=37,
    ear=0.88,
    blush=0.5,
    stubble=0.0,
    skin="#f9d3b6",
    hair="#262231",
    outfit="#e0566b",
    shirt="#fffaf3",
    lip="#df6470",
    iris="#4a2e22",
    accent="#f3e7d8",
)

CHARACTERS = {character.name: character for character in (ADA, KEN, MEI)}


def palette_of(look: PresenterLook) -> Palette:
    """The colours of a look: its own where given, else the character's."""
    character = CHARACTERS[look.character]
    skin = tones(character.skin, 0.85, turn=-10)
    return Palette(
        skin=skin,
        skin_edge=mix(skin.base, skin.line, 0.7),
        hair=tones(character.hair, 1.0),
        outfit=tones(look.outfit or character.outfit, 1.0, turn=4),
        shirt=tones(look.shirt or character.shirt, 0.75, turn=0),
        lip=tones(character.lip, 1.0),
        iris=tones(character.iris, 1.3),
        accent=tones(character.accent, 1.0),
        blush=tone(character.skin, -0.09, 1.9, -28),
        lash=QColor("#2b1b1f"),
        rim=QColor("#fff1de"),
    )
