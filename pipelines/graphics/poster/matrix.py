"""Every template × aspect class × awkward content, judged and laid out on one sheet.

    python -m pipelines.graphics.poster.matrix OUT [--full | --sample 24 --seed 1] [--jobs 2]

The whole matrix (``--full``, what is done without ``--sample``) writes
``OUT/matrix-<template>.png``, a row a content and a column a format; a sample writes
``OUT/matrix-sample.png``. Prints every fault and a summary: texts below their APCA target, codes
that cannot be read, overflows nobody was told of, headlines that cover too much of the picture.
The exit code is 1 if there is such a thing.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing import get_context
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

__all__ = [
    "FORMATS",
    "STRESSES",
    "Cell",
    "Judged",
    "Stress",
    "cells",
    "faults",
    "judged",
    "main",
    "sampled",
    "stress",
    "stress_inputs",
]

Stress = Literal["long", "short", "english", "chinese", "no_photo"]
STRESSES: tuple[Stress, ...] = ("long", "short", "english", "chinese", "no_photo")

FORMATS: tuple[PosterFormat, ...] = (
    PosterFormat(id="portrait", width=621, height=830),
    PosterFormat(id="square", width=640, height=640),
    PosterFormat(id="tall", width=468, height=832),
    PosterFormat(id="banner", width=900, height=383),
)
"""One of each aspect class."""

_OVER = 0.1  # more of the hero than its layout allows, seen as too much
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
class Cell:
    """One poster of the matrix."""

    template: str
    kind: Stress
    size: PosterFormat

    def made(self) -> RenderedPoster:
        document = stress(self.template, self.kind)
        return compose(document, self.size, stress_inputs(self.kind), pdf=False)


@dataclass(frozen=True)
class Judged:
    """What is wrong with one poster, and what was looked at.

    Attributes:
        faults: One line each; nobody was told of them, or they must not be.
        texts: Words looked at.
        codes: QR codes read back.
        told: Codes of the preflight's findings.
    """

    faults: tuple[str, ...]
    texts: int
    codes: int
    told: frozenset[str]


def cells(only: str = "", formats: Sequence[PosterFormat] = FORMATS) -> list[Cell]:
    """All of the matrix, of templates whose name contains ``only``."""
    return [
        Cell(template, kind, size)
        for template in template_names()
        if only in template
        for kind in STRESSES
        for size in formats
    ]


def sampled(count: int, seed: int, formats: Sequence[PosterFormat] = FORMATS) -> list[Cell]:
    """The same few cells for the same seed: every template, class and content in its turn.

    Args:
        count: Cells, ≥ 1.
        seed: Which ones.
        formats: One of each aspect class.
    """
    rng = random.Random(seed)
    names = list(template_names())
    rng.shuffle(names)
    out: list[Cell] = []
    for index in range(count):
        kind = STRESSES[(index + index // len(STRESSES)) % len(STRESSES)]
        size = formats[(index + index // len(names)) % len(formats)]
        out.append(Cell(names[index % len(names)], kind, size))
    return out


def judged(poster: RenderedPoster) -> Judged:
    """Look at a finished poster.

    Overflows, cuts and collisions may be told of; words that cannot be read, codes that cannot be
    scanned and a picture under the headline must not be there at all.
    """
    told = frozenset(found.code for found in poster.findings)
    marks = poster.marks
    lines = [*_geometry(poster, told), *_contrast(poster), *_codes(poster), *_hero(poster)]
    texts = sum(isinstance(mark, TextMark) for mark in marks)
    codes = sum(isinstance(mark, QrMark) for mark in marks)
    return Judged(tuple(lines), texts, codes, told)


def faults(poster: RenderedPoster) -> list[str]:
    """What is wrong with a poster, one line each."""
    return list(judged(poster).faults)


def _geometry(poster: RenderedPoster, told: frozenset[str]) -> Iterator[str]:
    """Words off the page, over each other, or cut, without a finding."""
    page = Rect(0, 0, poster.image.width(), poster.image.height())
    solid = [mark for mark in poster.marks if isinstance(mark, (TextMark, QrMark))]
    for index, mark in enumerate(solid):
        box = bounds(mark)
        name = _name(mark)
        if page.overlap(box) < 0.985 * box.w * box.h and "outside" not in told:
            yield f"{name} leaves the page"
        if isinstance(mark, TextMark) and mark.block.clipped and "cut" not in told:
            yield f"{name} is cut"
        for other in solid[index + 1 :]:
            with_ = bounds(other)
            shared = box.overlap(with_) / max(1.0, min(box.w * box.h, with_.w * with_.h))
            if shared > 0.04 and "collision" not in told:
                yield f"{name} runs into {_name(other)}"


def _contrast(poster: RenderedPoster) -> Iterator[str]:
    """Words that cannot be read on what is really under them."""
    under = raster.to_array(poster.under)[..., :3]
    unit = float(np.sqrt(under.shape[0] * under.shape[1]))
    for mark in poster.marks:
        if not isinstance(mark, TextMark):
            continue
        want = needed(mark.block.px, unit, mark.block.face.style.weight)
        plate = mark.ground is not None
        want = min(want, ON_PLATE) if plate else want
        reached = lc_on_plate(mark) if plate else lc_under(under, mark)
        if reached < want - TOLERANCE - 1:
            yield f"{mark.name}: contrast is only Lc {reached:.0f} of {want:.0f}"


def _codes(poster: RenderedPoster) -> Iterator[str]:
    """QR codes that cannot be read from the finished pixels."""
    pixels = (raster.to_array(poster.image)[..., :3] * 255).round().astype(np.uint8)
    for mark in poster.marks:
        if isinstance(mark, QrMark):
            box = mark.rect.grown(4)
            x, y = max(0, int(box.x)), max(0, int(box.y))
            crop = np.ascontiguousarray(pixels[y : int(box.bottom), x : int(box.right)])
            if not reads_back(crop, mark.link):
                yield "the QR code cannot be read"


def _hero(poster: RenderedPoster) -> Iterator[str]:
    """A headline over more of the picture's place than the layout allows."""
    page = Rect(0, 0, poster.image.width(), poster.image.height())
    hero = poster.placed.hero
    lines = [
        box
        for mark in poster.marks
        if isinstance(mark, TextMark) and mark.name == "headline"
        for box in mark.line_rects
    ]
    covered = sum(hero.overlap(box) for box in lines) / max(1.0, hero.overlap(page))
    if covered > poster.placed.overlap + _OVER:
        yield f"the headline covers {covered:.0%} of the picture's place"


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
    parser.add_argument("--jobs", type=int, default=1, help="processes")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--full", action="store_true", help="every cell (the default)")
    which.add_argument("--sample", type=int, default=0, help="only that many cells")
    parser.add_argument("--seed", type=int, default=1, help="which cells a sample holds")
    options = parser.parse_args(arguments)
    options.out.mkdir(parents=True, exist_ok=True)
    sheets: dict[str, list[Cell]] = {}
    if options.sample > 0:
        sheets["sample"] = sampled(options.sample, options.seed)
    else:
        for cell in cells(options.only):
            sheets.setdefault(cell.template, []).append(cell)
    work = [
        (name, chosen, options.out / f"matrix-{name}.png", options.height)
        for name, chosen in sheets.items()
    ]
    if options.jobs > 1:
        with get_context("spawn").Pool(options.jobs) as pool:
            seen = pool.starmap(_sheet, work, chunksize=1)
    else:
        seen = [_sheet(*order) for order in work]
    found = [line for lines, _ in seen for line in lines]
    looked = [one for _, ones in seen for one in ones]
    sys.stdout.writelines(f"{line}\n" for line in found)
    sys.stdout.write(_summary(looked, len(found)))
    return 1 if found else 0


def _summary(looked: Sequence[Judged], wrong: int) -> str:
    """One paragraph that can be quoted."""
    told = Counter(code for one in looked for code in one.told)
    said = ", ".join(f"{code} {count}" for code, count in sorted(told.items())) or "nothing"
    return (
        f"{len(looked)} posters, {sum(one.texts for one in looked)} texts, "
        f"{sum(one.codes for one in looked)} QR codes: {wrong} faults\n"
        f"told by the preflight, in posters: {said}\n"
    )


def _sheet(
    name: str, chosen: Sequence[Cell], file: Path, height: int
) -> tuple[list[str], list[Judged]]:
    """Make and judge posters, and write them on one picture, a format a column."""
    lines: list[str] = []
    looked: list[Judged] = []
    rows: list[Array] = []
    for first in range(0, len(chosen), len(FORMATS)):
        row: list[RenderedPoster] = []
        for cell in chosen[first : first + len(FORMATS)]:
            poster = cell.made()
            seen = judged(poster)
            looked.append(seen)
            lines += [f"{cell.template} {cell.size.id} {cell.kind}: {f}" for f in seen.faults]
            row.append(poster)
        rows.append(_row(row, height))
    wide = max(row.shape[1] for row in rows)
    even = [np.pad(row, ((0, 0), (0, wide - row.shape[1]), (0, 0))) for row in rows]
    pixels = (np.clip(np.concatenate(even, axis=0), 0, 1) * 255).astype(np.uint8)
    done, data = cv2.imencode(".png", cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR))
    if not done:
        raise OSError(f"the sheet of {name} could not be written to {file}")
    file.write_bytes(data.tobytes())
    return lines, looked


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
