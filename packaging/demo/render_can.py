"""A photograph of a can that does not exist: a small ray tracer in numpy.

The can is a surface of revolution under a studio of soft boxes. Shading is layered: printed
ink (diffuse) under a clear coat (Fresnel, slightly rough), bare aluminium at neck and foot, drops
of condensation. Lengths in millimetres, z up, the camera looks along +y.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

RADIUS, HEIGHT = 26.5, 134.0
LABEL = (2.4, 124.6)
"""From where to where the label goes, mm above the table."""

# Profile of the can from the foot to the inside of the rim: radius, height.
_PROFILE = np.array(
    [
        (22.0, 0.0), (23.2, 0.5), (24.0, 2.0), (24.9, 5.0), (25.7, 7.4), (26.3, 9.2),
        (26.5, 11.0), (26.5, 65.0), (26.5, 119.5), (26.35, 121.4), (25.7, 124.0), (24.7, 127.0),
        (24.1, 129.2), (23.9, 130.4), (24.5, 131.0), (24.8, 131.7), (24.85, 132.8), (24.5, 133.6),
        (24.0, 134.0), (23.5, 133.7), (23.2, 132.8), (23.1, 129.0),
    ],
    dtype=np.float32,
)  # fmt: skip
_LID_HEIGHT, _LID_RADIUS = 129.6, 23.1


@dataclass
class Hits:
    """Where rays meet the can: distance (inf: miss), height, normal, and whether on the lid."""

    t: np.ndarray
    normal: np.ndarray
    lid: np.ndarray


def _smooth_profile(points: np.ndarray, per_segment: int = 5) -> np.ndarray:
    """Rounded corners (Chaikin), dense enough that facets cannot be seen."""
    curve = points
    for _ in range(per_segment - 2):
        q = 0.75 * curve[:-1] + 0.25 * curve[1:]
        r = 0.25 * curve[:-1] + 0.75 * curve[1:]
        inner = np.stack([q, r], 1).reshape(-1, 2)
        curve = np.concatenate([curve[:1], inner, curve[-1:]])
    return curve.astype(np.float32)


def intersect(origin: np.ndarray, ray: np.ndarray) -> Hits:
    """Nearest hits with the can of rays (n, 3) of length one from ``origin``, (n, 3) or (3,)."""
    origin = np.broadcast_to(origin, ray.shape).astype(np.float32)
    n = len(ray)
    best = np.full(n, np.inf, np.float32)
    normal = np.zeros((n, 3), np.float32)
    lid = np.zeros(n, bool)
    profile = _smooth_profile(_PROFILE)
    edge = np.diff(profile, axis=0)
    flat = np.stack([edge[:, 1], -edge[:, 0]], 1)
    flat /= np.linalg.norm(flat, axis=1, keepdims=True) + 1e-9
    corner = np.concatenate([flat[:1], flat[:-1] + flat[1:], flat[-1:]])
    corner /= np.linalg.norm(corner, axis=1, keepdims=True)
    ox, oy, oz = origin.T
    dx, dy, dz = ray.T
    # A ray only meets edges near the heights at which it crosses the can.
    with np.errstate(divide="ignore", invalid="ignore"):
        reach = (np.hypot(ox, oy) + np.array([[-RADIUS], [RADIUS]])) / np.hypot(dx, dy)
    heights = oz + dz * reach
    lowest, highest = float(heights.min()), float(heights.max())
    for i in range(len(edge)):
        (r0, z0), (r1, z1) = profile[i], profile[i + 1]
        if abs(z1 - z0) < 1e-4 or max(z0, z1) < lowest or min(z0, z1) > highest:
            continue
        k = (r1 - r0) / (z1 - z0)  # a cone: r = r0 + k (z - z0)
        at, along = r0 + k * (oz - z0), k * dz
        a = dx * dx + dy * dy - along * along
        b = ox * dx + oy * dy - at * along
        c = ox * ox + oy * oy - at * at
        disc = b * b - a * c
        ok = disc > 0
        root = np.sqrt(np.where(ok, disc, 0))
        for sign in (-1.0, 1.0):
            with np.errstate(divide="ignore", invalid="ignore"):
                t = (-b + sign * root) / a
            z = oz + t * dz
            low, high = min(z0, z1), max(z0, z1)
            hit = ok & (t > 1e-2) & (t < best) & (z >= low) & (z <= high) & (at + along * t > 0)
            if not hit.any():
                continue
            best[hit] = t[hit]
            f = ((z[hit] - z0) / (z1 - z0))[:, None]
            nrz = corner[i] * (1 - f) + corner[i + 1] * f
            x, y = (ox + t * dx)[hit], (oy + t * dy)[hit]
            r = np.sqrt(x * x + y * y) + 1e-6
            normal[hit] = np.stack([nrz[:, 0] * x / r, nrz[:, 0] * y / r, nrz[:, 1]], 1)
            lid[hit] = False
    with np.errstate(divide="ignore", invalid="ignore"):
        t = (_LID_HEIGHT - oz) / dz
    x, y = ox + t * dx, oy + t * dy
    hit = (t > 1e-2) & (t < best) & (x * x + y * y < _LID_RADIUS**2) & (dz < 0)
    best[hit], lid[hit] = t[hit], True
    normal[hit] = _lid_normal(x[hit], y[hit])
    length = np.linalg.norm(normal, axis=1, keepdims=True)
    return Hits(best, normal / np.maximum(length, 1e-6), lid)


def _lid_normal(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Pressed rings and a pull tab, as slopes of a height field."""

    def height(x: np.ndarray, y: np.ndarray) -> np.ndarray:
        r = np.sqrt(x * x + y * y)
        rings = 0.9 * np.exp(-(((r - 20.4) / 1.0) ** 2)) - 0.8 * np.exp(-(((r - 18.2) / 0.9) ** 2))
        tab = np.sqrt((x / 5.6) ** 2 + ((y + 3.5) / 9.0) ** 2)
        raised = 1.3 / (1 + np.exp((tab - 1) * 16))
        hole = -1.2 / (1 + np.exp((np.sqrt((x / 3.1) ** 2 + ((y + 7.0) / 3.6) ** 2) - 1) * 14))
        rivet = 0.9 * np.exp(-(x * x + (y - 2.5) ** 2) / 3.0)
        return rings + raised + hole + rivet

    e = 0.05
    gx = (height(x + e, y) - height(x - e, y)) / (2 * e)
    gy = (height(x, y + e) - height(x, y - e)) / (2 * e)
    return np.stack([-gx, -gy, np.ones_like(x)], 1)


# ---- the studio ----


def _box(
    az: np.ndarray, el: np.ndarray, *, centre: float, half: float, span: tuple[float, float],
    soft: float,
) -> np.ndarray:  # fmt: skip
    """A soft box as seen from the can, in degrees; ``soft`` is the width of its edge."""
    off = np.abs((az - centre + 180) % 360 - 180) - half
    side = 1 / (1 + np.exp(off / soft * 4))
    rise = 1 / (1 + np.exp((span[0] - el) / soft * 4)) * 1 / (1 + np.exp((el - span[1]) / soft * 4))
    return side * rise


def studio(table: np.ndarray, rows: int = 180) -> np.ndarray:
    """Light from every direction, linear RGB, (rows, 2·rows, 3); azimuth 0 is behind the camera."""
    el = 90 - (np.arange(rows) + 0.5) * 180 / rows
    az = (np.arange(2 * rows) + 0.5) * 180 / rows - 180
    az, el = np.meshgrid(az, el)
    warm, cool = np.array([1.0, 0.97, 0.92]), np.array([0.95, 0.98, 1.0])
    light = np.full((*az.shape, 3), 0.20) * np.array([1.0, 0.985, 0.96])
    light = (
        light + _box(az, el, centre=-70, half=13, span=(-24, 64), soft=3)[..., None] * 13.5 * warm
    )
    light = (
        light + _box(az, el, centre=84, half=8, span=(-26, 66), soft=3.5)[..., None] * 9.0 * cool
    )
    light = (
        light + _box(az, el, centre=150, half=17, span=(-10, 60), soft=8)[..., None] * 3.0 * cool
    )
    light = (
        light + _box(az, el, centre=-150, half=17, span=(-10, 60), soft=8)[..., None] * 2.4 * warm
    )
    light = light + _box(az, el, centre=0, half=200, span=(70, 95), soft=8)[..., None] * 2.2 * warm
    down = 1 / (1 + np.exp((el + 1.5) / 1.2))[..., None]
    return (light * (1 - down) + 0.62 * table * down).astype(np.float32)


def _directions(rows: int) -> tuple[np.ndarray, np.ndarray]:
    """Unit vectors of a latitude-longitude map and the solid angle of each cell."""
    el = np.deg2rad(90 - (np.arange(rows) + 0.5) * 180 / rows)
    az = np.deg2rad((np.arange(2 * rows) + 0.5) * 180 / rows - 180)
    az, el = np.meshgrid(az, el)
    vectors = np.stack([np.sin(az) * np.cos(el), -np.cos(az) * np.cos(el), np.sin(el)], -1)
    return vectors.reshape(-1, 3).astype(np.float32), (np.cos(el) * (np.pi / rows) ** 2).reshape(
        -1
    ).astype(np.float32)


def look(light: np.ndarray, direction: np.ndarray) -> np.ndarray:
    """Light from directions (n, 3), bilinear."""
    rows = light.shape[0]
    az = np.rad2deg(np.arctan2(direction[:, 0], -direction[:, 1]))
    el = np.rad2deg(np.arcsin(np.clip(direction[:, 2], -1, 1)))
    u = ((az + 180) / 180 * rows - 0.5).astype(np.float32)
    v = ((90 - el) / 180 * rows - 0.5).astype(np.float32)
    wide = np.concatenate([light[:, -4:], light, light[:, :4]], 1)
    # cv2.remap takes images of less than 32,768 a side: one long row is folded.
    side = int(np.ceil(len(u) / 4096)) * 4096
    pad = side - len(u)
    map_u = np.pad(u + 4, (0, pad)).reshape(-1, 4096)
    map_v = np.pad(v, (0, pad)).reshape(-1, 4096)
    out = cv2.remap(wide, map_u, map_v, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return out.reshape(-1, 3)[: len(u)]


def blurred(light: np.ndarray, degrees: float) -> np.ndarray:
    """The studio as a rough surface mirrors it."""
    sigma = degrees / 180 * light.shape[0]
    wide = np.concatenate([light, light, light], 1)
    soft = cv2.GaussianBlur(wide, (0, 0), sigma, borderType=cv2.BORDER_REPLICATE)
    return soft[:, light.shape[1] : 2 * light.shape[1]]


def irradiance(light: np.ndarray, rows: int = 40) -> np.ndarray:
    """Light that falls on a matt surface by its normal, divided by π."""
    small = cv2.resize(light, (2 * rows, rows), interpolation=cv2.INTER_AREA)
    vectors, solid = _directions(rows)
    weight = np.maximum(vectors @ vectors.T, 0) * solid[None]
    return (weight @ small.reshape(-1, 3) / np.pi).reshape(rows, 2 * rows, 3).astype(np.float32)


# ---- drops ----


def drops(width: int, height: int, px_per_mm: float, rng: np.random.Generator) -> np.ndarray:
    """Height field (mm) of condensation on the unrolled can: many small drops, some large, few
    that ran down."""
    field = np.zeros((height, width), np.float32)
    sizes = np.concatenate([rng.uniform(0.14, 0.38, 3600), rng.uniform(0.42, 0.85, 420),
                            rng.uniform(1.0, 1.55, 46)])  # fmt: skip
    for radius in sizes:
        x, y = rng.uniform(0, width), rng.uniform(0, height)
        ry = radius * rng.uniform(1.0, 1.25)
        _stamp(field, (x, y), (radius * px_per_mm, ry * px_per_mm), radius * 0.42)
    return field


def _stamp(
    field: np.ndarray, at: tuple[float, float], size: tuple[float, float], tall: float
) -> None:
    """Press one drop, half an ellipsoid, into the height field."""
    (x, y), (rx, ry) = at, size
    x0, x1 = int(max(0, x - rx)), int(min(field.shape[1], x + rx + 1))
    y0, y1 = int(max(0, y - ry)), int(min(field.shape[0], y + ry + 1))
    if x1 <= x0 or y1 <= y0:
        return
    yy, xx = np.mgrid[y0:y1, x0:x1]
    dome = 1 - ((xx - x) / rx) ** 2 - ((yy - y) / ry) ** 2
    cap = tall * np.sqrt(np.maximum(dome, 0))
    field[y0:y1, x0:x1] = np.maximum(field[y0:y1, x0:x1], cap.astype(np.float32))
