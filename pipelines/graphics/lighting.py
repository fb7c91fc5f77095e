"""Cut-outs in the light of the scene they are laid into: tinted, lit from its side, mirrored.

Cut-outs are float32 [h, w, 4] sRGB with straight alpha, cropped to the thing.
"""

from __future__ import annotations

import math

import numpy as np

from pipelines.graphics import raster
from pipelines.graphics.raster import Array

__all__ = ["matched", "mirror"]


def matched(product: Array, scene: Array, amount: float = 1.0, light: float | None = None) -> Array:
    """The cut-out in the scene's light.

    Its brightness and tint go a little of the way to the scene's, the side where the scene is
    brighter is lifted, and its edge there catches a rim of that light.

    Args:
        product: Straight alpha, at the size it is laid at.
        scene: float32 [h, w, 3]: the picture around where it will stand; any size.
        amount: 0: as it was photographed.
        light: Where the scene's light comes from, −1 (left) to 1 (right); None: from the side
            where ``scene`` is brighter.
    """
    if amount <= 0 or not scene.size:
        return product
    tiny = raster.resize(np.ascontiguousarray(scene), 12, 12)
    mean = tiny.reshape(-1, 3).mean(axis=0)
    luma = float(mean @ np.array([0.2126, 0.7152, 0.0722], np.float32))
    tint = mean / max(0.05, float(mean.mean()))
    gain = float(np.clip((max(luma, 0.03) / 0.55) ** 0.16, 0.80, 1.08))
    colours = product[..., :3] * np.power(np.clip(tint, 0.5, 1.7), np.float32(0.20 * amount))
    colours = colours * np.float32(1 + (gain - 1) * amount)
    sides = tiny.mean(axis=(0, 2))
    seen = float((sides[-4:].mean() - sides[:4].mean()) * 1.6)
    lean = float(np.clip(seen if light is None else light, -1, 1))
    ramp = np.linspace(-0.5, 0.5, product.shape[1], dtype=np.float32)[None, :, None]
    colours = colours * (1 + np.float32(0.16 * lean * amount) * ramp)
    alpha = np.ascontiguousarray(product[..., 3])
    wide = max(1.0, 0.010 * math.sqrt(alpha.shape[0] * alpha.shape[1]))
    way = 1.0 if lean >= 0 else -1.0
    # Light from that side and from above reaches round the edge.
    inner = raster.blur(raster.shifted(alpha, -way * wide * 1.3, wide * 1.1), wide * 0.6)
    rim = np.clip(alpha - inner, 0, 1)[..., None] * alpha[..., None]
    brightest = tiny.reshape(-1, 3)[np.argsort(tiny.sum(axis=-1).ravel())[-14:]].mean(axis=0)
    light = rim * brightest * np.float32(0.42 * amount)
    colours = colours + light * (1 - np.clip(colours, 0, 1))
    return np.concatenate([np.clip(colours, 0, 1), product[..., 3:]], axis=2).astype(np.float32)


def mirror(layer: Array, strength: float) -> Array:
    """The reflection of a premultiplied layer in a polished ground: flipped, fading, a bit soft."""
    h, w = layer.shape[:2]
    rows = max(2, round(h * 0.42))
    flipped = np.ascontiguousarray(layer[::-1][:rows])
    fade = np.linspace(1, 0, rows, dtype=np.float32)[:, None, None] ** 1.6
    soft = raster.blur(flipped, max(0.8, 0.004 * math.sqrt(h * w)))
    return np.clip(soft * fade * np.float32(strength), 0, 1)
