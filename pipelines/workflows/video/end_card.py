"""The end card: what a viewer should remember, stacked around one middle."""

from __future__ import annotations

from collections.abc import Callable

from pipelines.documents.shot import Box, Layer, PictureLayer, TextLayer
from pipelines.documents.storyboard import EndCardVisual, Storyboard
from pipelines.documents.video_format import VideoFormat
from pipelines.sdk import Asset
from pipelines.workflows.calls import CARD_MOST, GENERAL_CALL, ems

__all__ = ["end_card", "ink_of", "plain"]

_ONE_LINE = 10.0
"""em; a longer call to action takes the wider button of two lines."""

_Row = tuple[float, Callable[[float, float], Layer]]
"""A row's height, and its layer at a top and a height; fractions of the frame."""


def plain(words: str) -> str:
    """Words as they are compared: letters and digits only."""
    return "".join(char for char in words.casefold() if char.isalnum())


def ink_of(board: Storyboard) -> str:
    """The brand's text colour for words on light pictures, if it is a dark one."""
    text = (board.brand.colours.text if board.brand else None) or "#14181c"
    red, green, blue = (int(text[i : i + 2], 16) for i in (1, 3, 5))
    return text if 0.2126 * red + 0.7152 * green + 0.0722 * blue < 96 else "#14181c"


def end_card(
    board: Storyboard, visual: EndCardVisual, format: VideoFormat, qr: Asset | None
) -> list[Layer]:
    """Logo or name, headline, QR code and call to action, one below the other.

    In wide frames the code stands beside the words.
    """
    card, scale = format.layout.card, format.layout.caption_scale
    beside = format.wide and qr is not None
    column = card.model_copy(update={"w": card.w * 0.6}) if beside else card
    rows = _words(board, visual, column)
    if qr is not None and not beside:
        rows.insert(len(rows) - bool(_call(board, visual)), (0.18, _code(qr, column, 0.57)))
    layers: list[Layer] = _stacked(rows, column, scale)
    if qr is not None and beside:
        side = 0.22
        height = side * format.width / format.height
        box = Box(x=card.x + card.w - side - 0.02, y=_middle(card) - height / 2, w=side, h=height)
        layers.append(PictureLayer(asset=qr, box=box, enter="pop", shadow=True))
    return layers


def _middle(box: Box) -> float:
    return box.y + box.h / 2


def _stacked(rows: list[_Row], column: Box, scale: float) -> list[Layer]:
    gap = (0.033 if len(rows) > 3 else 0.05) * scale
    total = sum(height for height, _ in rows) * scale + gap * (len(rows) - 1)
    fit = min(1.0, column.h / total) if total else 1.0
    y = _middle(column) - total * fit / 2
    layers: list[Layer] = []
    for height, layer in rows:
        tall = height * scale * fit
        layers.append(layer(round(y, 4), round(tall, 4)))
        y += tall + gap * fit
    return layers


def _call(board: Storyboard, visual: EndCardVisual) -> str:
    call = visual.call.strip()
    return call if ems(call) <= CARD_MOST else GENERAL_CALL[board.language]


def _words(board: Storyboard, visual: EndCardVisual, column: Box) -> list[_Row]:
    font = tuple(board.brand.fonts.heading) if board.brand else ()
    ink = ink_of(board)
    name = board.brand.name.best(board.language) if board.brand else ""
    logo = board.brand.logo.asset if board.brand and board.brand.logo else None
    rows: list[_Row] = []
    if logo is not None:
        rows.append((0.1, _picture(logo, _narrow(column, 0.72))))
    elif name:
        rows.append((0.09, _text(name, column, ink=ink, start=2)))
    call = _call(board, visual)
    said = {plain(call), "" if logo else plain(name), ""}
    if plain(visual.headline) not in said:
        rows.append((0.1, _text(visual.headline, column, font=font, ink=ink, start=6)))
    if call:
        fill = board.brand.colours.primary if board.brand else None
        rows.append(_button(call, column, fill))
    return rows


def _narrow(box: Box, share: float) -> Box:
    """The middle part of a box."""
    return box.model_copy(update={"x": box.x + box.w * (1 - share) / 2, "w": box.w * share})


def _at(box: Box, y: float, height: float) -> Box:
    return box.model_copy(update={"y": y, "h": height})


def _picture(asset: Asset, box: Box) -> Callable[[float, float], Layer]:
    return lambda y, h: PictureLayer(asset=asset, box=_at(box, y, h), enter="fade")


def _code(asset: Asset, column: Box, share: float) -> Callable[[float, float], Layer]:
    box = _narrow(column, share)
    return lambda y, h: PictureLayer(asset=asset, box=_at(box, y, h), enter="pop", shadow=True)


def _text(
    text: str, box: Box, *, ink: str, start: int, font: tuple[str, ...] = ()
) -> Callable[[float, float], Layer]:
    return lambda y, h: TextLayer(text=text, box=_at(box, y, h), font=font, ink=ink, start=start)


def _button(call: str, column: Box, fill: str | None) -> _Row:
    """A button of one line, or a wider one of two."""
    short = ems(call) <= _ONE_LINE
    box = _narrow(column, 0.67) if short else column

    def layer(y: float, h: float) -> Layer:
        at = _at(box, y, h)
        return TextLayer(text=call, box=at, style="button", fill=fill, start=12, enter="pop")

    return (0.06 if short else 0.1), layer
