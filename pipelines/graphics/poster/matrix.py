"""Every template × aspect class × awkward content, judged and laid out on one sheet.

    python -m pipelines.graphics.poster.matrix OUT [--only quote_card] [--height 420]

Writes ``OUT/matrix-<template>.png``, a row a content and a column a format, and prints what the
preflight did not tell. The exit code is 1 if there is such a thing.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import cv2
import numpy as np

from pipelines.documents.poster import PosterContent, PosterDocument, PosterFormat, Stat
from pipelines.graphics import raster
from pipelines.graphics.poster.compose import Inputs, RenderedPoster, compose
from pipelines.graphics.poster.contact_sheet import sample_documents
from pipelines.graphics.poster.contrast import ON_PLATE, TOLERANCE, lc_on_plate, lc_under, needed
from pipelines.graphics.poster.marks import QrMark, Rect, TextMark, bounds
from pipelines.graphics.poster.qr import reads_back
from pipelines.graphics.poster.template import template_names
from pipelines.graphics.raster import Array

__all__ = ["FORMATS", "STRESSES", "Stress", "faults", "main", "stress", "stress_inputs"]

Stress = Literal["long", "short", "english", "chinese", "no_photo"]
STRESSES: tuple[Stress, ...] = ("long", "short", "english", "chinese", "no_photo")

FORMATS: tuple[PosterFormat, ...] = (
    PosterFormat(id="portrait", width=621, height=830),
    PosterFormat(id="square", width=640, height=640),
    PosterFormat(id="tall", width=468, height=832),
    PosterFormat(id="banner", width=900, height=383),
)
"""One of each aspect class."""

_LINK = "https://example.com/p"
_LONG = "这是一段很长的文案，用来查看排版在内容很多时是否依然整齐、易读、有主次。"
_PLAIN: dict[Stress, PosterContent] = {
    "long": PosterContent(
        brand="城市生活研究所官方旗舰店",
        kicker="2026年度特别企划 · 第十二期",
        headline="年度盛典限时开启，全场好物低至五折再享满减",
        subhead=_LONG * 2,
        price="1,299",
        currency="¥",
        price_label="到手价",
        original_price="日常价 ¥1,999",
        stats=[Stat(value="1,280", label="件好物"), Stat(value="36小时", label="不打烊")],
        details=[Stat(value=_LONG, label="说明"), Stat(value="常德路88号2楼", label="地点")],
        call_to_action="立即了解",
        fine_print=_LONG,
    ),
    "short": PosterContent(brand="Ode", headline="Hi"),
    "english": PosterContent(
        brand="Northwind",
        kicker="This weekend",
        headline="A quiet place to begin again",
        subhead="Slow mornings, long walks and good bread.",
        stats=[Stat(value="3", label="days"), Stat(value="12", label="guests")],
        call_to_action="Book a room",
    ),
    "chinese": PosterContent(
        brand="山屿",
        kicker="本周末",
        headline="慢一点，也很好",
        subhead="清晨散步，午后读书，夜里听雨。",
        stats=[Stat(value="3天", label="行程"), Stat(value="12位", label="同行")],
        call_to_action="立即预订",
    ),
}


def stress(template: str, kind: Stress) -> PosterDocument:
    """The template with that content: its own sample where it has one; always with a link."""
    language = "en" if kind in {"english", "short"} else "zh"
    names = {
        "long": (f"{template}_zh_long", f"{template}_en_long"),
        "short": (f"{template}_en_short", f"{template}_zh_short"),
        "english": (f"{template}_en",),
        "chinese": (f"{template}_zh",),
        "no_photo": (f"{template}_zh",),
    }[kind]
    samples = sample_documents()
    for name in names:
        if name in samples:
            found = samples[name]
            content = found.content
            linked = content.model_copy(update={"link": content.link or _LINK})
            return found.model_copy(update={"content": linked})
    plain = _PLAIN["chinese" if kind == "no_photo" else kind].model_copy(update={"link": _LINK})
    label = "AI生成" if language == "zh" else "AI-generated"
    return PosterDocument(template=template, language=language, content=plain, ai_label=label)


def stress_inputs(kind: Stress) -> Inputs:
    """A drawn bottle for a photo, or none."""
    return Inputs() if kind == "no_photo" else Inputs(product=_bottle())


def _bottle() -> Array:
    """A product cut out: float32 [600, 260, 4], straight alpha."""
    shape = np.zeros((600, 260), np.float32)
    shape[200:592, 20:240] = 1
    shape[8:200, 84:176] = 1
    alpha = raster.blur(shape, 1.6)
    light = 0.35 + 0.65 * np.sin(np.linspace(0.1, 3.0, 260, dtype=np.float32))[None, :, None]
    colour = np.broadcast_to(np.array([0.86, 0.8, 0.72], np.float32) * light, (600, 260, 3))
    return np.concatenate([colour, alpha[..., None]], axis=2).astype(np.float32)


@dataclass(frozen=True)
class _Told:
    """What the preflight said, by code."""

    codes: frozenset[str]


def faults(poster: RenderedPoster) -> list[str]:
    """What is wrong with a poster and was not told, one line each."""
    told = _Told(frozenset(found.code for found in poster.findings))
    return [*_geometry(poster, told), *_contrast(poster, told), *_codes(poster, told)]


def _geometry(poster: RenderedPoster, told: _Told) -> Iterator[str]:
    """Words off the page, over each other, or cut, without a finding."""
    page = Rect(0, 0, poster.image.width(), poster.image.height())
    solid = [mark for mark in poster.marks if isinstance(mark, (TextMark, QrMark))]
    for index, mark in enumerate(solid):
        box = bounds(mark)
        name = _name(mark)
        if page.overlap(box) < 0.985 * box.w * box.h and "outside" not in told.codes:
            yield f"{name} leaves the page"
        if isinstance(mark, TextMark) and mark.block.clipped and "cut" not in told.codes:
            yield f"{name} is cut"
        for other in solid[index + 1 :]:
            with_ = bounds(other)
            shared = box.overlap(with_) / max(1.0, min(box.w * box.h, with_.w * with_.h))
            if shared > 0.04 and "collision" not in told.codes:
                yield f"{name} runs into {_name(other)}"


def _contrast(poster: RenderedPoster, told: _Told) -> Iterator[str]:
    """Words that cannot be read on what is really under them, without a finding."""
    under = raster.to_array(poster.under)[..., :3]
    unit = float(np.sqrt(under.shape[0] * under.shape[1]))
    for mark in poster.marks:
        if not isinstance(mark, TextMark):
            continue
        want = needed(mark.block.px, unit, mark.block.face.style.weight)
        plate = mark.ground is not None
        want = min(want, ON_PLATE) if plate else want
        reached = lc_on_plate(mark) if plate else lc_under(under, mark)
        if reached < want - TOLERANCE - 1 and "contrast" not in told.codes:
            yield f"{mark.name}: contrast is only Lc {reached:.0f} of {want:.0f}"


def _codes(poster: RenderedPoster, told: _Told) -> Iterator[str]:
    """QR codes that cannot be read from the finished pixels."""
    pixels = (raster.to_array(poster.image)[..., :3] * 255).round().astype(np.uint8)
    for mark in poster.marks:
        if isinstance(mark, QrMark):
            box = mark.rect.grown(4)
            x, y = max(0, int(box.x)), max(0, int(box.y))
            crop = np.ascontiguousarray(pixels[y : int(box.bottom), x : int(box.right)])
            if not reads_back(crop, mark.link) and "qr" not in told.codes:
                yield "the QR code cannot be read"


def _name(mark: TextMark | QrMark) -> str:
    return mark.name if isinstance(mark, TextMark) else "link"


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the sheets; returns the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("out", type=Path)
    parser.add_argument("--only", default="", help="templates whose name contains this")
    parser.add_argument("--height", type=int, default=420, help="px of a poster on the sheet")
    options = parser.parse_args(arguments)
    options.out.mkdir(parents=True, exist_ok=True)
    wrong = 0
    for template in template_names():
        if options.only not in template:
            continue
        rows: list[Array] = []
        for kind in STRESSES:
            posters = [_made(template, kind, size) for size in FORMATS]
            for size, poster in zip(FORMATS, posters, strict=True):
                for fault in faults(poster):
                    wrong += 1
                    sys.stdout.write(f"{template} {size.id} {kind}: {fault}\n")
            rows.append(_row(posters, options.height))
        sheet = np.concatenate(rows, axis=0)
        pixels = cv2.cvtColor((np.clip(sheet, 0, 1) * 255).astype(np.uint8), cv2.COLOR_RGB2BGR)
        done, data = cv2.imencode(".png", pixels)
        if done:
            (options.out / f"matrix-{template}.png").write_bytes(data.tobytes())
    sys.stdout.write(f"{wrong} faults that the preflight did not tell\n")
    return 1 if wrong else 0


def _made(template: str, kind: Stress, size: PosterFormat) -> RenderedPoster:
    return compose(stress(template, kind), size, stress_inputs(kind), pdf=False)


def _row(posters: Sequence[RenderedPoster], height: int) -> Array:
    """Posters side by side, equally high, on grey: float32 [height + 12, w, 3]."""
    parts: list[Array] = []
    for poster in posters:
        pixels = np.ascontiguousarray(raster.to_array(poster.image)[..., :3])
        width = round(pixels.shape[1] * height / pixels.shape[0])
        small = raster.resize(pixels, width, height)
        parts.append(np.pad(small, ((0, 12), (0, 12), (0, 0)), constant_values=0.5))
    return np.concatenate(parts, axis=1)


if __name__ == "__main__":
    sys.exit(main())
