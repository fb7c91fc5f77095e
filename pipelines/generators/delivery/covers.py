"""Cover frames: sharp, well lit and telling ones, the best first, and one with the title on it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from pipelines.generators.delivery.label_plate import label_plate, laid_over, placed
from pipelines.media.frame_samples import Sample, read_frame, sample_video
from pipelines.roles.delivery import COVERS, CoverFrame, Covers, CoversParams
from pipelines.sdk import Asset, Context, InputError, LocalText, Resources, generator

__all__ = ["cover_picker"]

Pixels = NDArray[np.uint8]

_PER_SECOND = 5.0
_FACES_AMONG = 40
"""The best so many samples are searched for faces: that takes some milliseconds each."""
_JOIN = 0.5
"""Seconds from a scene's start that are left out: a transition is in the picture."""
_NO_CAPTION = 0.12
_ALIKE = 0.055
"""Mean difference below which two small frames show the same."""
_FRAMES_SIDE = 24


@dataclass(frozen=True)
class _Rated:
    sample: Sample
    score: float
    faces: int = 0


@generator(
    id="studio.delivery.covers",
    role=COVERS,
    version="1.0.0",
    title=LocalText(en="Cover picker", zh="封面挑选"),
    summary=LocalText(
        en="Ranks a video's sharp, bright and telling frames, and sets the title on the best. "
        "Offline.",
        zh="从视频中挑出清晰、明亮、有内容的画面并排序，并在最佳画面上排入标题；离线可用。",
    ),
    resources=Resources(cpu=1, ram_mb=500, seconds=4.0),
)
def cover_picker(params: CoversParams, ctx: Context) -> Covers:
    """Look through the video, rate, keep the ones that differ, take them out in full size."""
    ctx.progress(0.0, "Looking through the video")
    if bool(params.width) != bool(params.height):
        raise InputError("a cover needs both width and height", "give both, or neither")
    source = ctx.path(params.video)
    facts, samples = sample_video(source, _PER_SECOND)
    ctx.progress(0.4, "Rating frames")
    rated = _with_faces(sorted(_rate(params, samples), key=lambda each: -each.score))
    best = _different(rated, params, facts.duration)
    frames: list[CoverFrame] = []
    title_cover: Asset | None = None
    for number, each in enumerate(ctx.steps(best, "Taking covers out")):
        picture = _cropped(read_frame(source, each.sample.at, facts), params)
        if number == 0 and params.title:
            # The shade takes the video's own label away, so the title cover always gets one.
            titled = _labelled(_titled(picture, params), params.mark)
            title_cover = _saved(titled, ctx, "title")
        own = not params.width and _inside(each.sample.at, params.marked)
        image = _saved(_labelled(picture, "" if own else params.mark), ctx, f"cover{number}")
        frames.append(_frame(each, image))
    return Covers(frames=tuple(frames), title_cover=title_cover)


def _rate(params: CoversParams, samples: list[Sample]) -> list[_Rated]:
    """Measures and what is known of the moment. In the middle of a change nothing is sharp."""
    rated: list[_Rated] = []
    for number, sample in enumerate(samples):
        after = samples[number + 1].change if number + 1 < len(samples) else 0.0
        unrest = max(sample.change, after)
        score = 0.34 * sample.sharp + 0.26 * sample.light + 0.2 * sample.contrast
        score += 0.2 * sample.colour - 0.5 * min(unrest, 0.6)
        score += sum(0.22 * m.weight for m in params.moments if m.start <= sample.at < m.end)
        if any(-0.05 < sample.at - start < _JOIN for start in params.scene_starts[1:]):
            score -= 2.0
        if not _inside(sample.at, params.captions):
            score += _NO_CAPTION
        if sample.contrast < 0.08 or sample.light < 0.08:
            score -= 2.0  # black, white or one colour
        rated.append(_Rated(sample, score))
    return rated


def _inside(at: float, stretches: tuple[tuple[float, float], ...]) -> bool:
    return any(start <= at < end for start, end in stretches)


def _with_faces(rated: list[_Rated]) -> list[_Rated]:
    """The order again, now that frames with faces in them count for more."""
    folder = Path(cv2.__file__).parent / "data"
    detector = cv2.CascadeClassifier(str(folder / "haarcascade_frontalface_default.xml"))
    out: list[_Rated] = []
    for each in rated[:_FACES_AMONG]:
        grey = cv2.cvtColor(each.sample.pixels, cv2.COLOR_RGB2GRAY)
        least = max(20, grey.shape[1] // 8)
        faces = len(detector.detectMultiScale(grey, 1.15, 6, minSize=(least, least)))
        out.append(_Rated(each.sample, each.score + 0.15 * min(faces, 2), faces))
    return sorted(out, key=lambda each: -each.score) + rated[_FACES_AMONG:]


def _different(rated: list[_Rated], params: CoversParams, duration: float) -> list[_Rated]:
    """The best ones that do not show the same, at most two of a scene."""
    chosen: list[_Rated] = []
    scenes: dict[int, int] = {}
    room = max(2, -(-params.count // max(1, len(params.scene_starts))))
    gap = min(1.0, duration / (2 * params.count))
    for each in rated:
        if chosen and each.score < 0:
            break  # two pictures at once, or next to nothing to see
        scene = int(np.searchsorted(params.scene_starts, each.sample.at, side="right"))
        near = any(abs(each.sample.at - other.sample.at) < gap for other in chosen)
        same = any(_difference(each.sample, other.sample) < _ALIKE for other in chosen)
        if near or same or (params.scene_starts and scenes.get(scene, 0) >= room):
            continue
        chosen.append(each)
        scenes[scene] = scenes.get(scene, 0) + 1
        if len(chosen) == params.count:
            break
    return chosen


def _difference(one: Sample, other: Sample) -> float:
    small = [
        cv2.resize(each.pixels, (_FRAMES_SIDE, _FRAMES_SIDE), interpolation=cv2.INTER_AREA)
        for each in (one, other)
    ]
    return float(cv2.absdiff(small[0], small[1]).mean()) / 255


def _cropped(picture: Pixels, params: CoversParams) -> Pixels:
    """The cover's size: cut out of the frame around a point a little above its middle."""
    if not params.width:
        return picture
    height, width = picture.shape[:2]
    scale = max(params.width / width, params.height / height)
    size = (max(params.width, round(width * scale)), max(params.height, round(height * scale)))
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    scaled = np.asarray(cv2.resize(picture, size, interpolation=way), np.uint8)
    left, top = (size[0] - params.width) // 2, round((size[1] - params.height) * 0.42)
    return np.ascontiguousarray(scaled[top : top + params.height, left : left + params.width])


def _titled(picture: Pixels, params: CoversParams) -> Pixels:
    """The title in big words in the upper part, where platforms cover nothing.

    What is there blurs into a shade: the frame may have words of its own.
    """
    from pipelines.documents.shot import Box, TextLayer
    from pipelines.graphics.typesetting.faces import FontBook
    from pipelines.graphics.video_text import text_bitmap

    height, width = picture.shape[:2]
    tall = 0.27 if height > width else 0.42
    stops = [0.0, 0.14 + tall, 0.3 + tall, 1.0]
    veil = np.interp(np.linspace(0, 1, height), stops, [1, 1, 0, 0])[:, None, None]
    soft = _blurred(picture, max(width, height) / 22) * 0.52
    dimmed = np.rint(picture * (1 - veil) + soft * veil).astype(np.uint8)
    box = Box(x=0.08, y=0.15, w=0.84, h=tall)
    layer = TextLayer(text=params.title, box=box, font=params.fonts, colour="#ffffff")
    bitmap = text_bitmap(layer, (width, height), FontBook())
    if bitmap is None:
        return dimmed
    return laid_over(dimmed, placed(bitmap.rgba, (bitmap.x, bitmap.y), (width, height)))


def _blurred(picture: Pixels, sigma: float) -> Pixels:
    """A wide blur, worked out small."""
    height, width = picture.shape[:2]
    small = cv2.resize(picture, (max(2, width // 8), max(2, height // 8)))
    soft = cv2.GaussianBlur(small, (0, 0), sigma / 8)
    return np.asarray(cv2.resize(soft, (width, height), interpolation=cv2.INTER_CUBIC), np.uint8)


def _labelled(picture: Pixels, mark: str) -> Pixels:
    if not mark:
        return picture
    return laid_over(picture, label_plate(mark, picture.shape[1], picture.shape[0]))


def _saved(picture: Pixels, ctx: Context, name: str) -> Asset:
    """A JPEG without halved colour, so that words stay clean: well under platforms' limits."""
    from PIL import Image

    file = ctx.scratch / f"{name}.jpg"
    Image.fromarray(picture).save(file, quality=92, subsampling=0, optimize=True)
    return ctx.save(file, "image", width=picture.shape[1], height=picture.shape[0])


def _frame(each: _Rated, image: Asset) -> CoverFrame:
    return CoverFrame(
        image=image,
        at=round(each.sample.at, 3),
        score=round(max(0.0, each.score), 4),
        sharp=round(each.sample.sharp, 4),
        light=round(each.sample.light, 4),
        colour=round(each.sample.colour, 4),
        faces=each.faces,
    )
