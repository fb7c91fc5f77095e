"""What draws the eye in a picture, its colours, and what its file tells about it."""

from __future__ import annotations

import re
from pathlib import Path

import cv2
import numpy as np
from PIL import ExifTags, Image

from pipelines.graphics.photo import open_photo
from pipelines.graphics.poster.crop import saliency
from pipelines.graphics.raster import Array
from pipelines.roles.image import SALIENT, Salient, SalientParams
from pipelines.sdk import Context, LocalText, Resources, generator

__all__ = ["colour_shares", "salient", "told_words"]

_WORK = 240  # px of the longer side
_HUES = (  # name, from degree
    ("red", 0),
    ("orange", 18),
    ("yellow", 46),
    ("green", 72),
    ("cyan", 166),
    ("blue", 196),
    ("purple", 256),
    ("pink", 296),
    ("red", 344),
)
_XP = {0x9C9B, 0x9C9C, 0x9C9E, 0x9C9F}  # Windows title, comment, keywords, subject: UTF-16


def colour_shares(picture: Array) -> dict[str, float]:
    """Share of each named colour, the largest first, those under 4 % left out.

    Args:
        picture: float32 [h, w, 3] sRGB 0–1.
    """
    hsv = cv2.cvtColor(np.clip(picture, 0, 1), cv2.COLOR_RGB2HSV)
    hue, saturation, value = (hsv[..., each].ravel() for each in range(3))
    names = np.full(hue.shape, "", dtype="<U6")
    for name, start in _HUES:
        names[hue >= start] = name
    grey = (saturation < 0.16) | (value < 0.12)
    names[grey] = "grey"
    names[grey & (value > 0.82)] = "white"
    names[value < 0.18] = "black"
    names[(names == "orange") & (value < 0.55)] = "brown"
    found, counts = np.unique(names, return_counts=True)
    shares = {str(n): round(float(c) / names.size, 3) for n, c in zip(found, counts, strict=True)}
    return dict(sorted(((n, s) for n, s in shares.items() if s >= 0.04), key=lambda e: -e[1]))


def _decoded(value: object, key: int) -> str:
    if isinstance(value, bytes):
        code = "utf-16-le" if key in _XP else "utf-8"
        return value.decode(code, "ignore").rstrip("\0")
    return value if isinstance(value, str) else ""


def told_words(file: Path) -> str:
    """Caption, title and keywords in the file: EXIF, PNG texts, IPTC."""
    from PIL import IptcImagePlugin

    found: list[str] = []
    with Image.open(file) as image:
        for key, value in sorted(image.getexif().items()):
            if key in _XP or key == ExifTags.Base.ImageDescription:
                found.append(_decoded(value, key))
        texts = getattr(image, "text", {})
        found += [str(texts[key]) for key in ("Title", "Description", "Comment") if key in texts]
        iptc = IptcImagePlugin.getiptcinfo(image) or {}
        for key in ((2, 5), (2, 25), (2, 120)):
            values = iptc.get(key, [])
            found += [
                _decoded(each, 0) for each in (values if isinstance(values, list) else [values])
            ]
    clean = [re.sub(r"\s+", " ", words).strip() for words in found]
    return " · ".join(dict.fromkeys(words for words in clean if words))[:500]


def _face(small: Array) -> tuple[float, float] | None:
    """The middle of the largest face, fractions of the picture; frontal faces only."""
    grey = np.rint(cv2.cvtColor(small, cv2.COLOR_RGB2GRAY) * 255).astype(np.uint8)
    path = Path(cv2.__file__).parent / "data" / "haarcascade_frontalface_default.xml"
    finder = cv2.CascadeClassifier(str(path))
    faces = finder.detectMultiScale(grey, 1.08, 6, minSize=(max(24, grey.shape[0] // 9),) * 2)
    if len(faces) == 0:
        return None
    x, y, w, h = max(faces, key=lambda face: face[2] * face[3])
    return float(x + w / 2) / grey.shape[1], float(y + h / 2) / grey.shape[0]


def _focus(seen: Array) -> tuple[float, float, float]:
    """Middle and spread of a map of what stands out, fractions."""
    weight = seen.astype(np.float64) ** 2
    total = float(weight.sum())
    if total <= 1e-9:
        return 0.5, 0.5, 1.0
    rows, columns = weight.shape
    x = (np.arange(columns) + 0.5) / columns
    y = (np.arange(rows) + 0.5) / rows
    across, down = weight.sum(axis=0) / total, weight.sum(axis=1) / total
    mx, my = float(across @ x), float(down @ y)
    spread = float(np.sqrt(across @ (x - mx) ** 2 + down @ (y - my) ** 2))
    # Evenly spread over the whole picture it is √(2 / 12).
    return mx, my, min(1.0, spread / np.sqrt(1 / 6))


@generator(
    id="studio.image.salient",
    role=SALIENT,
    version="1.0.0",
    title=LocalText(en="Focus finder", zh="画面焦点"),
    summary=LocalText(
        en="Faces first, else what stands out by colour and contrast; its colours and captions",
        zh="先找人脸，其次按颜色与对比找出焦点；并读取主色与图片自带的说明",
    ),
    resources=Resources(ram_mb=500, seconds=0.5),
)
def salient(params: SalientParams, ctx: Context) -> Salient:
    ctx.progress(0.1, "Reading the picture")
    file = ctx.path(params.image)
    photo = open_photo(file, max_pixels=40_000_000).convert("RGB")
    factor = min(1.0, _WORK * 2 / max(photo.size))
    size = max(16, round(photo.width * factor)), max(16, round(photo.height * factor))
    small = np.asarray(photo.resize(size, Image.Resampling.BOX), np.float32) / np.float32(255)
    ctx.progress(0.5, "Looking")
    face = _face(small)
    x, y, spread = _focus(saliency(small))
    if face is not None:
        x, y = face
    light = float(small.mean())
    ctx.progress(1.0)
    return Salient(
        x=round(min(1.0, max(0.0, x)), 3),
        y=round(min(1.0, max(0.0, y)), 3),
        spread=round(float(spread), 3),
        face=face is not None,
        width=photo.width,
        height=photo.height,
        light=round(min(1.0, light), 3),
        colours=colour_shares(small),
        words=told_words(file),
    )
