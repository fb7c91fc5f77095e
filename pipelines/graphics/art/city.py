"""City: a skyline at night behind wet streets, its lights out of focus. Dark."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np

from pipelines.graphics import raster
from pipelines.graphics.art.frame import Frame, Painted
from pipelines.graphics.art.layers import light_disc, vertical
from pipelines.graphics.art.light import spot
from pipelines.graphics.colour import Palette, hex_to_oklch, hex_to_rgb, oklch_to_hex, palette
from pipelines.graphics.raster import Array

__all__ = ["paint"]


def _night(pal: Palette) -> Palette:
    """A cool night with warm windows; the brand colour is whichever of the two it suits."""
    dark = pal.in_mode("dark")
    hue = hex_to_oklch(dark.primary)[2]
    if 140 < hue < 320:
        return replace(dark, accent=oklch_to_hex(0.80, 0.125, 68), accent2=dark.accent)
    lamps = {"accent": dark.primary, "accent2": dark.accent}
    return palette("#4f63d8", mode="dark", overrides=lamps)


def _towers(frame: Frame, picture: Array, ground: float, far: float) -> None:
    """One row of towers with lit windows; ``far`` 1 is the most distant."""
    pal, unit = frame.palette, frame.unit
    rng = frame.rng(f"towers {far:.1f}")
    haze = pal.mix("deep", "primary", 0.55)
    body = hex_to_rgb(pal.mix(pal.mix("paper", "deep", 0.25), haze, 0.14 + 0.44 * far))
    lamps = [
        hex_to_rgb(c)
        for c in (
            pal.mix("accent", "light", 0.45),
            pal.mix("accent2", "light", 0.4),
            pal.accent,
            pal.mix("primary", "light", 0.55),
        )
    ]
    x = -unit * 0.05 * rng.random()
    middle = frame.hero.centre[0]
    while x < frame.width:
        width = unit * rng.uniform(0.055, 0.115) * (1.15 - 0.35 * far)
        centred = np.exp(-(((x + width / 2 - middle) / (unit * 0.36)) ** 2))
        height = unit * (
            0.10 + 0.16 * rng.random() + (0.18 + 0.16 * far) * centred * rng.uniform(0.5, 1)
        )
        left, right = int(max(0, x)), int(min(frame.width, x + width))
        top, bottom = int(max(0, ground - height)), int(min(frame.height, ground + 2))
        step = unit * (0.0118 - 0.0035 * far)
        columns, rows = max(2, int(width / step)), max(3, int(height / (step * 1.35)))
        lit = rng.random((rows, columns)) < rng.uniform(0.14, 0.46)
        power = rng.uniform(0.25, 1.0, (rows, columns)) * lit
        shades = rng.integers(len(lamps), size=(rows, columns))
        if right > left and bottom > top:
            lean = np.linspace(1.22, 0.94, right - left, dtype=np.float32)[None, :, None]
            picture[top:bottom, left:right] = body * lean
            for row, column in zip(*np.nonzero(lit), strict=True):
                cx, cy = (
                    x + (column + 0.5) * width / columns,
                    ground - height + (row + 0.7) * step * 1.35,
                )
                x0, x1 = int(cx - step * 0.26), int(cx + step * 0.30) + 1
                y0, y1 = int(cy - step * 0.32), int(cy + step * 0.36) + 1
                if x0 < left or x1 > right or y0 < top or y1 > bottom:
                    continue
                glow = np.float32(power[row, column] * (0.95 - 0.5 * far))
                cell = picture[y0:y1, x0:x1]
                cell += glow * lamps[shades[row, column]] * (1 - cell)
        x += width * rng.uniform(0.92, 1.2)


def _street(frame: Frame, picture: Array, ground: float) -> None:
    """The towers again, upside down, smeared by the wet street."""
    top = min(frame.height - 1, max(1, int(ground) - 1))
    depth = frame.height - top
    above = picture[max(0, top - depth) : top][::-1]
    if len(above) < depth:
        above = np.concatenate([above, np.repeat(above[-1:], depth - len(above), axis=0)])
    wide = np.asarray(
        cv2.GaussianBlur(above, (0, 0), frame.unit * 0.004, sigmaY=frame.unit * 0.026)
    )
    rng = frame.rng("ripples")
    ripple = raster.fbm(frame.width, depth, frame.unit * 0.012, rng, 2, aspect=7.0) - 0.5
    px, py = np.meshgrid(
        np.arange(frame.width, dtype=np.float32), np.arange(depth, dtype=np.float32)
    )
    bend = ripple * np.float32(frame.unit * 0.05)
    smeared = cv2.remap(
        wide.astype(np.float32),
        px + bend * 0.35,
        np.clip(py + bend, 0, depth - 1),
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REPLICATE,
    )
    fade = np.linspace(0.95, 0.30, depth, dtype=np.float32)[:, None, None]
    base = frame.palette.rgb("paper") * 0.9
    picture[top:] = base + smeared * fade * (1 - base)


def _lights(frame: Frame, picture: Array, ground: float) -> None:
    """Lamps and cars along the street, far out of focus."""
    pal, unit, rng = frame.palette, frame.unit, frame.rng("lights")
    colours = [
        pal.accent,
        pal.mix("accent", "light", 0.5),
        pal.accent2,
        pal.mix("primary", "light", 0.3),
    ]
    for u, spread, size, pick in zip(
        rng.random(64), rng.normal(0, 1, 64), rng.random(64), rng.integers(4, size=64), strict=True
    ):
        radius = unit * (0.010 + 0.040 * size**2.2)
        x = u * frame.width
        y = ground + unit * 0.02 + abs(spread) * unit * 0.085 * (0.5 + size)
        if frame.quiet(x, y, radius * 0.5):
            continue
        light_disc(
            frame,
            picture,
            (x, y),
            radius,
            colour=colours[int(pick)],
            opacity=(0.72 - 0.42 * size**2),
            soft=0.10 + 0.12 * size,
            rim=0.4,
        )


def paint(frame: Frame) -> Painted:
    """Towers gather in the hero box; the lower part is street and light."""
    frame = replace(frame, palette=_night(frame.palette))
    pal, full = frame.palette, frame
    frame = frame.reduced(1000)
    unit, hero = frame.unit, frame.hero
    ground = min(hero.y + hero.h * 0.80, frame.height * 0.80)
    at = ground / frame.height
    sky = [
        (0, pal.paper),
        (at * 0.45, pal.mix("paper", "deep", 0.75)),
        (at * 0.8, pal.mix("deep", "primary", 0.35)),
        (at, pal.mix("accent", "primary", 0.5)),
        (1.0, pal.paper),
    ]
    picture = np.repeat(vertical(frame, sky), frame.width, axis=1)
    cloud = raster.fbm(frame.width, frame.height, unit * 0.22, frame.rng("cloud"), 4, aspect=2.5)
    raster.screen(
        picture,
        np.clip((cloud - 0.48) * 1.6, 0, 1),
        hex_to_rgb(pal.mix("deep", "accent2", 0.4)),
        0.5,
    )
    x = hero.centre[0]
    raster.screen(
        picture,
        spot(frame, x, ground, unit * 0.46),
        hex_to_rgb(pal.mix("accent", "primary", 0.4)),
        0.5,
    )
    for far, softness in ((1.0, 0.0042), (0.5, 0.0026), (0.0, 0.0016)):
        _towers(frame, picture, ground, far)
        picture = raster.blur(picture, unit * softness)
        veil = spot(frame, x, ground, unit * 0.36)
        raster.screen(picture, veil, hex_to_rgb(pal.mix("accent", "primary", 0.4)), 0.12)
    picture = np.asarray(
        picture + 0.5 * raster.blur(np.clip(picture - 0.45, 0, 1), unit * 0.014), np.float32
    )
    _street(frame, picture, ground)
    _lights(frame, picture, ground)
    picture = np.clip(full.enlarged(np.clip(picture, 0, 1)), 0, 1)
    return Painted(raster.grain(picture, full.rng("grain"), 0.014))
