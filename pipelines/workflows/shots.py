"""What is seen in each scene: a pure function from its parts to a shot of the storyboard."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pipelines.documents.brief import Brief
from pipelines.documents.offer_words import money
from pipelines.documents.script import Scene, Script
from pipelines.documents.shot import (
    Box,
    ClipLayer,
    Layer,
    Motion,
    PictureLayer,
    Shot,
    TextLayer,
    Transition,
    View,
    Watermark,
)
from pipelines.roles.face import Talk
from pipelines.roles.speech import Speech
from pipelines.sdk import Asset
from pipelines.workflows.calls import CARD_MOST, call_within, ems
from pipelines.workflows.captions import captions
from pipelines.workflows.labels import AI_LABEL

__all__ = ["FPS", "HEIGHT", "LEAD", "TAIL", "WIDTH", "ShotParts", "compose_shot"]

WIDTH, HEIGHT, FPS = 1080, 1920, 30
LEAD = 0.12
"""Seconds between the end of the transition and the first word."""
TAIL = 0.5
"""Seconds after the last word; the transition out falls into it."""
_JOIN = 12
"""Frames of a transition."""
_LABEL_FRAMES = 90
"""The AI label stays for three seconds; GB 45438-2025 asks for two at least."""

_JOINS = ("crossfade", "push", "crossfade", "zoom")
_MOVES = (
    Motion(start=View(zoom=1.0, x=0.5, y=0.5), end=View(zoom=1.14, x=0.5, y=0.45)),
    Motion(start=View(zoom=1.14, x=0.42, y=0.5), end=View(zoom=1.1, x=0.58, y=0.5)),
    Motion(start=View(zoom=1.15, x=0.5, y=0.42), end=View(zoom=1.0, x=0.5, y=0.5)),
    Motion(start=View(zoom=1.12, x=0.5, y=0.6), end=View(zoom=1.12, x=0.5, y=0.42)),
)

HEADLINE = Box(x=0.07, y=0.13, w=0.86, h=0.14)
PRODUCT = Box(x=0.2, y=0.3, w=0.6, h=0.398)
"""The product stands where the stage's plinth is."""
PRESENTER = Box(x=0.0, y=0.375, w=1.0, h=0.625)
LOGO = Box(x=0.06, y=0.045, w=0.28, h=0.045)
_CARD_MIDDLE = 0.43
"""The middle of the end card's words, above the captions."""
_ONE_LINE = 10.0
"""em; a longer call to action takes the wider button of two lines."""
AI_MARK = Box(x=0.62, y=0.045, w=0.32, h=0.042)


@dataclass(frozen=True)
class ShotParts:
    """All that a shot is made of."""

    brief: Brief
    script: Script
    number: int
    speech: Speech
    picture: Asset
    talk: Talk | None
    product: Asset | None
    qr: Asset | None

    @property
    def scene(self) -> Scene:
        """The scene of the script."""
        return self.script.scenes[self.number]


def compose_shot(parts: ShotParts) -> Shot:
    """The shot of a scene: as long as its sentence, with the layers its visual asks for."""
    scene = parts.scene
    join = _JOIN if parts.number > 0 else 0
    lead = LEAD + join / FPS
    hold = 1.2 if scene.visual == "end_card" else 0.0
    frames = round((lead + parts.speech.duration + TAIL + hold) * FPS)
    transition = Transition()
    if join:
        transition = Transition(kind=_JOINS[parts.number % len(_JOINS)], frames=join)
    end_card = scene.visual == "end_card"
    return Shot(
        id=scene.id,
        frames=frames,
        background=PictureLayer(asset=parts.picture, motion=_move(parts)),
        layers=tuple(_layers(parts, join)),
        captions=captions(
            scene.text,
            parts.speech.words,
            parts.script.language,
            lead=lead,
            frames=frames,
            fps=FPS,
        ),
        marks=tuple(_marks(parts, end_card)),
        transition=transition,
    )


def _move(parts: ShotParts) -> Motion:
    """The camera's move; on the stage it closes in on the foot of the product, which stays."""
    if parts.scene.visual != "product" or parts.product is None:
        return _MOVES[parts.number % len(_MOVES)]
    foot, zoom = PRODUCT.y + PRODUCT.h, 1.05
    return Motion(end=View(zoom=zoom, y=foot - (foot - 0.5) / zoom))


def _layers(parts: ShotParts, join: int) -> list[Layer]:
    match parts.scene.visual:
        case "end_card":
            return _end_card(parts)
        case "presenter" if parts.talk is not None:
            clip = ClipLayer(asset=parts.talk.video, box=PRESENTER, offset=join)
            return [*_headline(parts, 0.115), clip]
        case "product" if parts.product is not None:
            product = PictureLayer(asset=parts.product, box=PRODUCT, enter="rise", shadow=True)
            return [product, *_headline(parts), *_price(parts)]
        case _:
            return _headline(parts)


def _headline(parts: ShotParts, top: float = HEADLINE.y) -> list[Layer]:
    if not parts.scene.headline:
        return []
    box = HEADLINE.model_copy(update={"y": top})
    font = tuple(parts.brief.brand.fonts.heading)
    return [TextLayer(text=parts.scene.headline, box=box, font=font, ink=_ink(parts), start=4)]


def _ink(parts: ShotParts) -> str:
    """The brand's text colour for words on light pictures, if it is a dark one."""
    text = parts.brief.brand.colours.text or "#14181c"
    red, green, blue = (int(text[i : i + 2], 16) for i in (1, 3, 5))
    return text if 0.2126 * red + 0.7152 * green + 0.0722 * blue < 96 else "#14181c"


def _price(parts: ShotParts) -> list[Layer]:
    offer = parts.brief.offer
    if parts.scene.purpose != "offer" or offer.price is None:
        return []
    return [
        TextLayer(
            text=money(offer.price, offer.currency),
            box=Box(x=0.55, y=0.56, w=0.36, h=0.09),
            style="price",
            fill=parts.brief.brand.colours.primary,
            start=18,
            enter="pop",
        )
    ]


def _end_card(parts: ShotParts) -> list[Layer]:
    """Logo or name, headline, call to action, QR code: what a viewer should remember.

    They stand one below the other around the same middle, however many there are.
    """
    brief = parts.brief
    rows: list[tuple[float, Callable[[float], Layer]]] = [_maker(parts)]
    if words := _closing_words(parts):
        font = tuple(brief.brand.fonts.heading)

        def headline(y: float) -> Layer:
            box = Box(x=0.08, y=y, w=0.84, h=0.1)
            return TextLayer(text=words, box=box, font=font, ink=_ink(parts), start=6)

        rows.append((0.1, headline))
    if (qr := parts.qr) is not None:

        def code(y: float) -> Layer:
            box = Box(x=0.34, y=y, w=0.32, h=0.18)
            return PictureLayer(asset=qr, box=box, enter="pop", shadow=True)

        rows.append((0.18, code))
    call, _ = call_within(brief, parts.script.language, CARD_MOST)
    if call:
        rows.append(_button(call, brief.brand.colours.primary))
    gap = 0.033 if len(rows) > 3 else 0.05
    y = _CARD_MIDDLE - (sum(height for height, _ in rows) + gap * (len(rows) - 1)) / 2
    layers: list[Layer] = []
    for height, layer in rows:
        layers.append(layer(round(y, 4)))
        y += height + gap
    return layers


def _maker(parts: ShotParts) -> tuple[float, Callable[[float], Layer]]:
    """The logo, or the brand's name: its height and its layer at a place."""
    logo = parts.brief.brand.logo.asset if parts.brief.brand.logo else None
    name = parts.brief.brand.name.best(parts.script.language)

    def layer(y: float) -> Layer:
        if logo is not None:
            return PictureLayer(asset=logo, box=Box(x=0.2, y=y, w=0.6, h=0.1), enter="fade")
        return TextLayer(text=name, box=Box(x=0.1, y=y, w=0.8, h=0.09), ink=_ink(parts), start=2)

    return (0.1 if logo is not None else 0.09), layer


def _closing_words(parts: ShotParts) -> str:
    """Headline, slogan or product: the first that neither the name nor the button says."""
    brief, language = parts.brief, parts.script.language
    said = {_plain(call_within(brief, language, CARD_MOST)[0]), ""}
    if brief.brand.logo is None or brief.brand.logo.asset is None:
        said.add(_plain(brief.brand.name.best(language)))
    slogan = brief.brand.slogan.get(language) if brief.brand.slogan else ""
    for words in (parts.scene.headline, slogan, brief.product.name.best(language)):
        if _plain(words) not in said:
            return words
    return ""


def _plain(words: str) -> str:
    return "".join(c for c in words.casefold() if c.isalnum())


def _button(call: str, fill: str | None) -> tuple[float, Callable[[float], Layer]]:
    """A button of one line, or a wider one of two."""
    short = ems(call) <= _ONE_LINE
    x, w, h = (0.22, 0.56, 0.06) if short else (0.08, 0.84, 0.1)

    def layer(y: float) -> Layer:
        box = Box(x=x, y=y, w=w, h=h)
        return TextLayer(text=call, box=box, style="button", fill=fill, start=12, enter="pop")

    return h, layer


def _marks(parts: ShotParts, end_card: bool) -> list[Watermark]:
    marks: list[Watermark] = []
    logo = parts.brief.brand.logo.asset if parts.brief.brand.logo else None
    if logo is not None and not end_card:
        marks.append(Watermark(asset=logo, box=LOGO))
    if parts.number == 0:
        words = AI_LABEL[parts.script.language]
        marks.append(Watermark(text=words, box=AI_MARK, until=_LABEL_FRAMES))
    elif end_card:
        marks.append(Watermark(text=AI_LABEL[parts.script.language], box=AI_MARK))
    return marks
