"""Make the demo brand's product photo and logo (``assets/demo/product.jpg``, ``logo.png``).

Both are drawn, so that the repository may carry them: run once, the results are committed.

    python packaging/demo/make_demo_photos.py [--width 1600] [--out assets/demo]
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from draw_label import draw_label, draw_logo
from PySide6.QtGui import QGuiApplication
from render_can import (
    HEIGHT,
    LABEL,
    RADIUS,
    Hits,
    blurred,
    drops,
    intersect,
    irradiance,
    look,
    studio,
)

_TABLE = np.array([0.84, 0.63, 0.475], np.float32)
_DISTANCE, _PITCH, _TURN = 620.0, np.deg2rad(8.0), np.deg2rad(-4.0)
_ASPECT = 1.25
_CAN_SHARE = 0.615
"""Height of the can by height of the picture."""
_DROP_PX = 18.0


@dataclass
class Camera:
    """A long lens a little above the can."""

    width: int
    height: int

    @property
    def origin(self) -> np.ndarray:
        rise = _DISTANCE * np.sin(_PITCH)
        return np.array([0, -_DISTANCE * np.cos(_PITCH), 61.0 + rise], np.float32)

    def rays(self, rows: slice) -> np.ndarray:
        focal = self.height * _CAN_SHARE / HEIGHT * _DISTANCE
        x = (np.arange(self.width) + 0.5 - self.width / 2) / focal
        y = (self.height * 0.485 - np.arange(self.height)[rows] - 0.5) / focal
        right, up = np.meshgrid(x, y)
        forward = np.array([0, np.cos(_PITCH), -np.sin(_PITCH)])
        over = np.array([0, np.sin(_PITCH), np.cos(_PITCH)])
        ray = forward + right[..., None] * np.array([1.0, 0, 0]) + up[..., None] * over
        ray /= np.linalg.norm(ray, axis=-1, keepdims=True)
        return ray.reshape(-1, 3).astype(np.float32)


@dataclass
class Set:
    """Everything that lights and covers the can."""

    light: np.ndarray
    matt: np.ndarray
    coat: np.ndarray
    metal: np.ndarray
    sharp: np.ndarray
    label: np.ndarray
    wet: np.ndarray
    slope: np.ndarray
    shade: np.ndarray


def linear(srgb: np.ndarray) -> np.ndarray:
    """sRGB 0–1 to linear light (IEC 61966-2-1)."""
    return np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4).astype(
        np.float32
    )


def encoded(light: np.ndarray) -> np.ndarray:
    """Linear light to sRGB, uint8; highlights roll off softly above 0.72."""
    soft = np.where(light < 0.72, light, 0.72 + 0.28 * (1 - np.exp(-(light - 0.72) / 0.28)))
    soft = np.clip(soft, 0, 1)
    srgb = np.where(soft <= 0.0031308, soft * 12.92, 1.055 * soft ** (1 / 2.4) - 0.055)
    return np.round(srgb * 255).astype(np.uint8)


def build_set(rng: np.random.Generator) -> Set:
    light = studio(_TABLE)
    around = 2 * np.pi * RADIUS
    tall = LABEL[1] - LABEL[0]
    label = draw_label(4096, round(4096 / around * tall))
    wet = drops(round(around * _DROP_PX), round(tall * _DROP_PX), _DROP_PX, rng)
    gy, gx = np.gradient(wet, 1 / _DROP_PX)
    cast = np.roll(wet, (5, 5), (0, 1))
    shade = np.clip(cv2.GaussianBlur(cast, (0, 0), 3.0) * 1.3, 0, 0.4) * (wet <= 0)
    return Set(
        light=light,
        matt=irradiance(light),
        coat=blurred(light, 4.0),
        metal=blurred(light, 3.0),
        sharp=blurred(light, 0.8),
        label=linear(label.astype(np.float32) / 255),
        wet=wet,
        slope=np.stack([gx, -gy], -1).astype(np.float32),
        shade=shade.astype(np.float32),
    )


def _sample(image: np.ndarray, u: np.ndarray, v: np.ndarray) -> np.ndarray:
    """Texture lookups with u, v in 0–1 (v from the top)."""
    h, w = image.shape[:2]
    side = int(np.ceil(len(u) / 4096)) * 4096
    pad = (0, side - len(u))
    x = np.pad((u * w - 0.5).astype(np.float32), pad).reshape(-1, 4096)
    y = np.pad((v * h - 0.5).astype(np.float32), pad).reshape(-1, 4096)
    out = cv2.remap(image, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return out.reshape(side, *image.shape[2:])[: len(u)]


def _fresnel(cosine: np.ndarray, base: float) -> np.ndarray:
    """Schlick's approximation."""
    return (base + (1 - base) * np.clip(1 - cosine, 0, 1) ** 5)[:, None]


def shade_can(stage: Set, ray: np.ndarray, point: np.ndarray, hits: Hits) -> np.ndarray:
    """Linear colour of points of the can."""
    n = hits.normal.copy()
    theta = np.arctan2(point[:, 0], -point[:, 1]) + _TURN
    u = (theta / (2 * np.pi) + 0.5) % 1
    v = 1 - (point[:, 2] - LABEL[0]) / (LABEL[1] - LABEL[0])
    printed = (v > 0) & (v < 1) & ~hits.lid
    wet = np.where(printed, _sample(stage.wet, u, v), 0)
    drop = wet > 0.004
    slope = _sample(stage.slope, u, v) * drop[:, None]
    slope = np.clip(slope, -1.6, 1.6)
    east = np.stack([-n[:, 1], n[:, 0], np.zeros(len(n))], 1)
    east /= np.maximum(np.linalg.norm(east, axis=1, keepdims=True), 1e-6)
    bent = n - slope[:, :1] * east - slope[:, 1:] * np.array([0, 0, 1.0], np.float32)
    bent /= np.linalg.norm(bent, axis=1, keepdims=True)

    facing = np.clip(-(ray * n).sum(1), 0, 1)
    mirror = ray - 2 * (ray * n).sum(1, keepdims=True) * n
    grounded = (0.55 + 0.45 * np.clip(point[:, 2] / 14, 0, 1))[:, None]

    # Water is a lens: it shows the print shifted, brighter on the side away from the key light.
    around, tall = 2 * np.pi * RADIUS, LABEL[1] - LABEL[0]
    ink = _sample(stage.label, (u - 0.2 * slope[:, 0] / around) % 1,
                  np.clip(v + 0.2 * slope[:, 1] / tall, 0, 1))  # fmt: skip
    glow = 1 + drop * np.clip(0.34 * slope[:, 0] - 0.3 * slope[:, 1], -0.6, 1.1)
    matt = look(stage.matt, n) * ink * glow[:, None] * grounded
    matt *= 1 - np.where(printed, _sample(stage.shade, u, v), 0)[:, None]
    coat = look(stage.coat, mirror) * _fresnel(facing, 0.045)
    print_colour = matt + coat * 1.25

    wet_mirror = ray - 2 * (ray * bent).sum(1, keepdims=True) * bent
    wet_facing = np.clip(-(ray * bent).sum(1), 0, 1)
    shine = look(stage.sharp, wet_mirror) * _fresnel(wet_facing, 0.025)
    rim = np.clip(np.hypot(slope[:, 0], slope[:, 1]) / 1.6, 0, 1)[:, None]
    water = matt * (1 - 0.35 * rim**3) + shine * 1.15 + coat * 0.25
    print_colour = np.where(drop[:, None], water, print_colour)

    tint = np.array([0.90, 0.905, 0.91], np.float32)
    seen = look(stage.metal, mirror)
    # What faces down sees the table in the can's own shade.
    seen = seen * np.where(mirror[:, 2:] < 0, 1 - 0.66 * np.clip(-3 * mirror[:, 2:], 0, 1), 1)
    seen = seen / (1 + 0.55 * seen)  # bare metal outshines the print: a lighting card is dimmed
    footing = np.clip(point[:, 2:] / 8.5, 0, 1) ** 0.8
    bare = seen * tint * (0.9 + 0.1 * facing[:, None]) * (0.12 + 0.88 * footing)
    bare = np.where(hits.lid[:, None], bare * 0.82, bare)
    edge = np.clip(np.minimum(v, 1 - v) * tall / 0.25 + 0.5, 0, 1)[:, None]
    edge = np.where(hits.lid[:, None], 0, edge)
    return print_colour * edge + bare * (1 - edge)


def _cast_shadow(light: np.ndarray, rng: np.random.Generator) -> tuple[np.ndarray, float]:
    """Share of the light on the table that the can takes away, on a grid of ``step`` mm."""
    step, span = 1.5, 300
    axis = np.arange(-span, span + step, step, dtype=np.float32)
    gx, gy = np.meshgrid(axis, axis)
    rows = light.shape[0]
    el = np.deg2rad(90 - (np.arange(rows) + 0.5) * 180 / rows)
    power = light.sum(-1) * (np.maximum(np.sin(el), 0) * np.cos(el))[:, None]
    chosen = rng.choice(power.size, 420, p=(power / power.sum()).ravel())
    i, j = np.divmod(chosen, 2 * rows)
    elev = np.deg2rad(90 - (i + rng.random(len(i))) * 180 / rows)
    azim = np.deg2rad((j + rng.random(len(j))) * 180 / rows - 180)
    hidden = np.zeros_like(gx)
    for e, a in zip(np.maximum(elev, 0.01), azim, strict=True):
        dx, dy, rise = np.sin(a), -np.cos(a), np.tan(e)
        along = -(gx * dx + gy * dy)
        off = np.abs(gx * dy - gy * dx)
        half = np.sqrt(np.maximum(RADIUS**2 - off**2, 0))
        enters = np.maximum(along - half, 0)
        hidden += (off < RADIUS) & (along + half > 0) & (enters * rise < HEIGHT)
    return cv2.GaussianBlur(hidden / len(i), (0, 0), 1.6), step


def _backdrop(camera: Camera) -> np.ndarray:
    """A seamless sweep: light pools behind the can and on the table in front of it."""
    y, x = np.mgrid[0 : camera.height, 0 : camera.width].astype(np.float32)
    x, y = (x / camera.width - 0.5) * 2, y / camera.height
    pool = np.exp(-((x + 0.12) ** 2 / 1.3 + (y - 0.36) ** 2 / 0.30))
    floor = 1 / (1 + np.exp(-(y - 0.70) / 0.07))
    level = 0.60 + 0.26 * pool * (1 - 0.55 * floor) + 0.15 * floor * np.exp(-(x**2) / 1.6)
    tone = np.array([1.04, 0.755, 0.565], np.float32)
    return (level[..., None] * tone).astype(np.float32)


def _on_table(camera: Camera, backdrop: np.ndarray, stage: Set, rng: np.random.Generator) -> None:
    """Lay the can's shadow and its faint mirror image on the table, in place."""
    shadow, step = _cast_shadow(stage.light, rng)
    ray = camera.rays(slice(None)).reshape(camera.height, camera.width, 3)
    with np.errstate(divide="ignore"):
        t = np.where(ray[..., 2] < -1e-3, -camera.origin[2] / ray[..., 2], 0)
    x, y = ray[..., 0] * t, camera.origin[1] + ray[..., 1] * t
    centre = (shadow.shape[0] - 1) / 2
    taken = cv2.remap(
        shadow.astype(np.float32),
        (x / step + centre).astype(np.float32),
        (y / step + centre).astype(np.float32),
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REPLICATE,
    )
    taken = np.where(t > 0, taken, 0)[..., None] ** np.array([0.94, 1.0, 1.04])
    gap = np.maximum(np.hypot(x, y) - 21.5, 0)
    contact = np.where(t > 0, 0.5 * np.exp(-gap / 5.0) + 0.16 * np.exp(-gap / 26.0), 0)[..., None]
    backdrop *= (1 - 0.88 * taken) * (1 - contact)

    rows = slice(int(camera.height * 0.70), camera.height)
    below = camera.rays(rows)
    below[:, 2] *= -1
    eye = camera.origin * np.array([1, 1, -1], np.float32)
    hits = intersect(eye, below)
    seen = np.isfinite(hits.t)
    image = np.zeros((len(below), 4), np.float32)
    part = Hits(hits.t[seen], hits.normal[seen], hits.lid[seen])
    point = eye + below[seen] * part.t[:, None]
    fade = np.exp(-point[:, 2:] / 17)
    inside = ((below[seen] * part.normal).sum(1) > 0)[:, None]  # the foot is open from below
    image[seen, :3] = np.where(inside, 0.02, shade_can(stage, below[seen], point, part)) * fade
    image[seen, 3] = fade[:, 0]
    image = image.reshape(-1, camera.width, 4)
    soft = cv2.GaussianBlur(image, (0, 0), camera.height / 420)
    backdrop[rows] = backdrop[rows] * (1 - 0.30 * soft[..., 3:]) + 0.30 * soft[..., :3]


def photograph(width: int, samples: int = 2) -> np.ndarray:
    """The product photo, RGB uint8; ``samples``² rays a pixel."""
    rng = np.random.default_rng(7)
    stage = build_set(rng)
    small = Camera(width, round(width * _ASPECT))
    picture = _backdrop(small)
    _on_table(small, picture, stage, rng)
    fine = Camera(small.width * samples, small.height * samples)
    band = 16 * samples
    for top in range(0, fine.height, band):
        rows = slice(top, min(top + band, fine.height))
        ray = fine.rays(rows)
        hits = intersect(fine.origin, ray)
        seen = np.isfinite(hits.t)
        if not seen.any():
            continue
        part = Hits(hits.t[seen], hits.normal[seen], hits.lid[seen])
        point = fine.origin + ray[seen] * part.t[:, None]
        layer = np.zeros((len(ray), 4), np.float32)
        layer[seen, :3] = np.minimum(shade_can(stage, ray[seen], point, part), 2.5)
        layer[seen, 3] = 1
        layer = layer.reshape(-1, samples, small.width, samples, 4).mean((1, 3))
        out = picture[top // samples : top // samples + len(layer)]
        out[:] = out * (1 - layer[..., 3:]) + layer[..., :3]
    grain = rng.normal(0, 0.0045, picture.shape[:2]).astype(np.float32)[..., None]
    return encoded(picture * (1 + grain) + grain * 0.25)


def main() -> None:
    """Write both pictures."""
    here = Path(__file__).resolve().parents[2]
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--width", type=int, default=1600, help="pixels; the height is 5/4 of it")
    parser.add_argument("--out", type=Path, default=here / "assets" / "demo")
    arguments = parser.parse_args()
    app = QGuiApplication([])
    arguments.out.mkdir(parents=True, exist_ok=True)
    draw_logo(776, 320).save(str(arguments.out / "logo.png"))
    photo = photograph(arguments.width)
    target = arguments.out / "product.jpg"
    ok, data = cv2.imencode(
        ".jpg", photo[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, 90, cv2.IMWRITE_JPEG_OPTIMIZE, 1]
    )
    if not ok:
        raise SystemExit("the photo could not be encoded")
    target.write_bytes(data.tobytes())
    print(f"{target}: {photo.shape[1]}×{photo.shape[0]}, {len(data) / 1000:.0f} kB")
    app.quit()


if __name__ == "__main__":
    main()
