"""Pictures from words without a neural model: procedural art chosen by a lexicon."""

from __future__ import annotations

from typing import Literal

import cv2

from pipelines.generators.image.art_words import Choice, choose
from pipelines.graphics.art import ART_NAMES, ArtSpec, ParamValue, paint
from pipelines.graphics.art.riso import MOTIFS
from pipelines.graphics.colour import Mode, Scheme, palette
from pipelines.roles.image import CREATE, CreateParams, Picture
from pipelines.sdk import Context, InputError, LocalText, Resources, generator, hint

__all__ = ["ArtParams", "ArtPicture", "paint_art"]


class ArtParams(CreateParams):
    """Paint procedural art in the mood of some words."""

    art: str = hint(
        "auto",
        label_en="Art",
        label_zh="画法",
        widget="choice",
        description="auto, or one of " + ", ".join(ART_NAMES),
    )
    motif: str = hint(
        "auto",
        label_en="Motif",
        label_zh="图案",
        widget="choice",
        description="for riso: auto, or one of " + ", ".join(MOTIFS),
    )
    colour: str = hint(
        "",
        label_en="Colour",
        label_zh="主色",
        widget="colour",
        pattern=r"^(#[0-9a-fA-F]{6})?$",
        description="empty: from the words",
    )
    light: Literal["auto", "light", "dark"] = hint("auto", label_en="Light", label_zh="明暗")


class ArtPicture(Picture):
    """The picture, and what was painted."""

    art: str
    motif: str = ""
    colour: str
    light: Mode


_OWN_HUES = frozenset({"morning", "city", "table", "fresh"})
"""Scenes whose colours are part of what they show; a green sunrise is none."""


def _settled(params: ArtParams) -> Choice:
    """What the words say, overruled by what the person set."""
    for value, known, what in ((params.art, ART_NAMES, "art"), (params.motif, MOTIFS, "motif")):
        if value != "auto" and value not in known:
            raise InputError(
                f"there is no {what} called {value!r}", f"choose auto or {', '.join(known)}"
            )
    words = choose(params.prompt, params.negative_prompt, params.seed)
    art = words.art if params.art == "auto" else params.art
    lean = params.colours[0] if params.colours and art not in _OWN_HUES else ""
    motif = words.motif if params.motif == "auto" else params.motif
    return Choice(
        art=art,
        motif=(motif or "hills") if art == "riso" else "",
        seed=params.colour or lean or words.seed,
        mode=words.mode if params.light == "auto" else params.light,
        why=words.why,
    )


@generator(
    id="studio.image.art",
    role=CREATE,
    version="1.2.0",
    title=LocalText(en="Procedural art", zh="程序绘画"),
    summary=LocalText(
        en="Paints moods, light and simple motifs chosen by your words. It is procedural art, "
        "not a photo of what you describe. Works offline on any computer.",
        zh="按你的文字选择氛围、光线和简单图案来绘制。这是程序绘画，不会画出描述的实景。离线可用，任何电脑都能跑。",
    ),
    resources=Resources(ram_mb=1200, seconds=2.0),
)
def paint_art(params: ArtParams, ctx: Context) -> ArtPicture:
    choice = _settled(params)
    ctx.progress(0.02, choice.art)
    scheme: Scheme = "split" if choice.art in ("city", "beams") else "analogous"
    options: dict[str, ParamValue] = {"motif": choice.motif} if choice.motif else {}
    if choice.art == "stage" and "object" in params.negative_prompt.lower():
        options["stand_in"] = "none"
    # A mesh melts its colours into each other; a far accent would turn them to mud.
    far = next(reversed(params.colours[1:]), "")
    accent = {"accent": far} if far and choice.art != "mesh" else {}
    colours = palette(choice.seed, scheme, choice.mode, accent)
    picture = paint(
        params.width,
        params.height,
        ArtSpec(name=choice.art, seed=params.seed, palette=colours, params=options),
    )
    ctx.progress(0.8, choice.art)
    pixels = cv2.convertScaleAbs(picture[..., ::-1], alpha=255)
    _, png = cv2.imencode(".png", pixels, [cv2.IMWRITE_PNG_COMPRESSION, 4])
    ctx.progress(1.0, choice.art)
    image = ctx.save_bytes(png.tobytes(), "image", ".png", width=params.width, height=params.height)
    return ArtPicture(
        image=image, art=choice.art, motif=choice.motif, colour=choice.seed, light=choice.mode
    )
