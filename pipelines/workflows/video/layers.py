"""What lies over the picture of a scene: headline, product, presenter, overlays, marks."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.documents.shot import (
    Box,
    ClipLayer,
    Layer,
    Motion,
    PictureLayer,
    ProgressLayer,
    TextLayer,
    View,
    Watermark,
)
from pipelines.documents.storyboard import (
    ClipVisual,
    EndCardVisual,
    LogoOverlay,
    LowerThird,
    Overlay,
    PhotoVisual,
    PresenterVisual,
    PriceTag,
    ProductVisual,
    ProgressBar,
    QrCard,
    Sticker,
    Storyboard,
    StoryScene,
    Words,
)
from pipelines.documents.video_format import VideoFormat
from pipelines.sdk import Asset
from pipelines.workflows.labels import AI_LABEL
from pipelines.workflows.video.cutting import pace
from pipelines.workflows.video.end_card import end_card, ink_of
from pipelines.workflows.video.parts import SceneParts

__all__ = [
    "PRESENTER_SIZE",
    "Placing",
    "logo_of",
    "on_stage",
    "presenter_box",
    "product_box",
    "scene_layers",
    "scene_marks",
    "slide_box",
]

PRESENTER_SIZE = 1080, 1200
"""The clip of a presenter as it is usually made, px."""


@dataclass(frozen=True)
class Placing:
    """A scene on its way to a shot.

    Args:
        board: The whole storyboard.
        scene: This scene of it.
        parts: What was made for it.
        format: The frame.
        frames: Length of the shot.
        join: Frames of the transition in.
        progress: How much of the video is over at the first and at the last frame.
        first: It is the first scene.
    """

    board: Storyboard
    scene: StoryScene
    parts: SceneParts
    format: VideoFormat
    frames: int
    join: int
    progress: tuple[float, float]
    first: bool

    @property
    def primary(self) -> str | None:
        """The brand's colour."""
        return self.board.brand.colours.primary if self.board.brand else None

    def at(self, seconds: float) -> int:
        """A time of the scene as a frame of its shot."""
        return min(round(seconds * self.format.fps), self.frames - 1)

    def until(self, seconds: float | None) -> int | None:
        """The frame something is gone at."""
        if seconds is None:
            return None
        return max(1, min(round(seconds * self.format.fps), self.frames))


def logo_of(overlay: LogoOverlay, board: Storyboard) -> Asset | None:
    """The picture of a logo overlay: its own, or the brand's."""
    if overlay.picture is not None:
        return overlay.picture.asset
    return board.brand.logo.asset if board.brand and board.brand.logo else None


def product_box(product: Asset, format: VideoFormat) -> Box:
    """Where a product stands: as large as there is room, its foot on the plinth."""
    box = format.layout.product
    width, height = float(product.meta.get("width", 0)), float(product.meta.get("height", 0))
    if width <= 0 or height <= 0:
        return box
    tall = box.w * format.width / width * height / format.height
    if tall >= box.h:
        return box
    return box.model_copy(update={"y": box.y + box.h - tall, "h": tall})


def on_stage(format: VideoFormat) -> Motion:
    """A move that closes in on the foot of the product, which stays."""
    box = format.layout.product
    foot, middle = box.y + box.h, box.x + box.w / 2
    plinth = foot if format.layout.plinth is None else format.layout.plinth
    # A plinth is lifted to a foot that stands higher by coming closer, from its lower edge.
    near = max(1.0, (1 - foot) / (1 - plinth))

    def view(zoom: float) -> View:
        room = 0.5 / zoom
        y = min(plinth - (foot - 0.5) / zoom, 1 - room)
        return View(zoom=zoom, x=middle - (middle - 0.5) / zoom, y=y)

    return Motion(start=view(near), end=view(near * 1.05))


def presenter_box(talk: Asset, format: VideoFormat) -> Box:
    """Where a presenter stands: the head where the layout wants it, what is longer goes below."""
    box = format.layout.presenter
    width, height = float(talk.meta.get("width", 0)), float(talk.meta.get("height", 0))
    if width <= 0 or height <= 0:
        return box
    usual = width * PRESENTER_SIZE[1] / PRESENTER_SIZE[0]
    scale = min(box.w * format.width / width, box.h * format.height / usual)
    wide, tall = width * scale / format.width, height * scale / format.height
    top = box.y + box.h - usual * scale / format.height
    return Box(x=box.x + (box.w - wide) / 2, y=top, w=wide, h=tall)


def slide_box(picture: Asset, format: VideoFormat) -> Box | None:
    """Where a page seen whole stands so that captions stand below it; None: anywhere."""
    top, most = format.safe.top if format.safe else 0.0, format.layout.caption_top - 0.015
    width, height = float(picture.meta.get("width", 0)), float(picture.meta.get("height", 0))
    if width > 0 and height > 0:
        tall = min(1.0, height / width * format.width / format.height)
        if 0.5 + tall / 2 <= most:
            return None
        if top + tall <= most:
            return Box(x=0, y=most - tall, w=1, h=tall)
    top = max(top, 0.03)
    return Box(x=0.03, y=top, w=0.94, h=most - top)


def scene_layers(placing: Placing) -> list[Layer]:
    """The layers of a scene, the lowest first."""
    visual, parts, layout = placing.scene.visual, placing.parts, placing.format.layout
    layers: list[Layer] = []
    if parts.subject is not None:
        layers.append(_foreground(placing, parts.subject))
    match visual:
        case EndCardVisual():
            layers += end_card(placing.board, visual, placing.format, parts.qr)
        case PresenterVisual(framing="inset") if parts.talk is not None:
            clip = ClipLayer(
                asset=parts.talk.video, box=layout.inset, offset=placing.join, shape="circle"
            )
            layers += [*_headline(placing), clip]
        case PresenterVisual() if parts.talk is not None:
            box = presenter_box(parts.talk.video, placing.format)
            clip = ClipLayer(asset=parts.talk.video, box=box, offset=placing.join)
            layers += [*_headline(placing), clip]
        case ProductVisual() if parts.product is not None:
            box = product_box(parts.product, placing.format)
            product = PictureLayer(asset=parts.product, box=box, enter="rise", shadow=True)
            layers += [product, *_headline(placing)]
        case _:
            layers += _headline(placing)
    for number, overlay in _overlays(placing):
        layers += _overlay(placing, overlay, parts.overlays.get(number))
    return layers


def _overlays(placing: Placing) -> list[tuple[int, Overlay]]:
    """The scene's own overlays by number, and the video's below them by negative number."""
    ours = [] if placing.scene.visual.type == "end_card" else placing.board.overlays
    above = list(enumerate(placing.scene.overlays))
    return [*((-1 - number, each) for number, each in enumerate(ours)), *above]


def _foreground(placing: Placing, subject: Asset) -> Layer:
    """What stands out grows a little more than what is behind it, around its own middle."""
    salient = placing.parts.salient
    x, y = (salient.x, salient.y) if salient else (0.5, 0.5)
    near = View(zoom=1.16, x=x, y=y)
    return PictureLayer(asset=subject, motion=Motion(start=View(zoom=1.02, x=x, y=y), end=near))


def _headline(placing: Placing) -> list[Layer]:
    scene, layout = placing.scene, placing.format.layout
    if not scene.headline:
        return []
    beside = isinstance(scene.visual, PresenterVisual) and scene.visual.framing == "half"
    box = layout.headline_presenter if beside else layout.headline
    aside = isinstance(scene.visual, (PresenterVisual, ProductVisual))
    if not aside and layout.headline_align == "left":
        # Nothing stands beside it: it may have the whole width.
        box = box.model_copy(update={"w": 1 - 2 * box.x, "h": box.h * 0.8, "y": box.y * 0.9})
    font = tuple(placing.board.brand.fonts.heading) if placing.board.brand else ()
    return [
        TextLayer(
            text=scene.headline,
            box=box,
            font=font,
            ink=ink_of(placing.board),
            align=layout.headline_align if aside else "center",
            # No one colour reads everywhere on a photo.
            fill=(placing.primary or "#14181c")
            if isinstance(scene.visual, (PhotoVisual, ClipVisual))
            else None,
            start=min(4, placing.frames - 1),
        )
    ]


def _overlay(placing: Placing, overlay: Overlay, picture: Asset | None) -> list[Layer]:
    layout = placing.format.layout
    start, end = placing.at(overlay.start), placing.until(overlay.end)
    if end is not None and end <= start:
        return []
    match overlay:
        case PriceTag():
            return [
                TextLayer(
                    text=overlay.text,
                    box=layout.price,
                    style="price",
                    fill=placing.primary or placing.board.captions.highlight or "#ffd84d",
                    start=start,
                    end=end,
                    enter="pop",
                )
            ]
        case LowerThird():
            return [
                TextLayer(
                    text=overlay.title,
                    second=overlay.subtitle,
                    box=layout.lower_third,
                    style="lower_third",
                    align="left",
                    fill=placing.primary,
                    start=start,
                    end=end,
                )
            ]
        case ProgressBar():
            first, last = placing.progress
            colour = overlay.colour or placing.primary or "#ffd84d"
            return [ProgressLayer(start=first, end=last, colour=colour)]
        case QrCard() if picture is not None:
            return [
                PictureLayer(
                    asset=picture,
                    box=overlay.box or layout.qr,
                    enter="pop",
                    shadow=True,
                    start=start,
                    end=end,
                )
            ]
        case Sticker() if picture is not None:
            return [PictureLayer(asset=picture, box=overlay.box, enter="pop", start=start, end=end)]
        case Sticker() if overlay.emoji:
            return [
                TextLayer(text=overlay.emoji, box=overlay.box, start=start, end=end, enter="pop")
            ]
        case Words():
            return [
                TextLayer(
                    text=overlay.text,
                    box=overlay.box or layout.words,
                    style=overlay.style,
                    fill=placing.primary if overlay.style == "button" else None,
                    ink=ink_of(placing.board),
                    start=start,
                    end=end,
                )
            ]
        case LogoOverlay() if picture is not None and start > 0:
            box = _logo_box(placing, overlay)
            return [PictureLayer(asset=picture, box=box, enter="fade", start=start, end=end)]
        case _:
            return []


def _mirrored(box: Box) -> Box:
    return box.model_copy(update={"x": 1 - box.x - box.w})


def _logo_box(placing: Placing, overlay: LogoOverlay) -> Box:
    box = placing.format.layout.logo
    return box if overlay.corner == "top_left" else _mirrored(box)


def scene_marks(placing: Placing) -> list[Watermark]:
    """Logos that are there from the start, and the AI label at both ends of the video."""
    marks: list[Watermark] = []
    right = False
    for number, overlay in _overlays(placing):
        if not isinstance(overlay, LogoOverlay) or placing.at(overlay.start) > 0:
            continue
        asset = placing.parts.overlays.get(number)
        if asset is not None:
            box, until = _logo_box(placing, overlay), placing.until(overlay.end)
            marks.append(Watermark(asset=asset, box=box, until=until))
            right = right or overlay.corner == "top_right"
    label = placing.format.layout.label
    box = _mirrored(label) if right else label
    words = AI_LABEL[placing.board.language]
    if placing.first:
        until = round(pace().label * placing.format.fps)
        marks.append(Watermark(text=words, box=box, until=until))
    elif placing.scene.visual.type == "end_card":
        marks.append(Watermark(text=words, box=box))
    return marks
