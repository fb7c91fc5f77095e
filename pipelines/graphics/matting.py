"""Cutting a subject out of its background without a neural model.

GrabCut at reduced scale, seeded by how unlike the border each pixel is; then the edge is refined
at full size with a guided filter and its colours are freed of the background.

Sources: GrabCut, Rother et al. 2004; frequency-tuned saliency, Achanta et al. 2009; guided filter,
He et al. 2010.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from pipelines.graphics import raster
from pipelines.graphics.raster import Array

__all__ = ["Stroke", "border_share", "decontaminated", "refined_alpha", "subject_mask"]

Stroke: TypeAlias = Sequence[tuple[float, float]]
"""A line drawn by a person: points (x, y) as fractions of the picture."""

_WORK = 640.0  # √area GrabCut works at
_SEED = 7


def _scaled(values: Array) -> Array:
    """Between the 2nd and the 98th percentile → 0–1."""
    low, high = np.percentile(values, (2, 98))
    return np.clip((values - low) / max(1e-6, high - low), 0, 1).astype(np.float32)


def _border(height: int, width: int) -> NDArray[np.bool_]:
    """A frame of 3 % of the shorter side."""
    wide = max(2, round(min(height, width) * 0.03))
    mask = np.ones((height, width), bool)
    mask[wide:-wide, wide:-wide] = False
    return mask


def _unlike_border(lab: Array, border: NDArray[np.bool_]) -> Array:
    """Distance of each pixel to the nearest of the border's main colours, in deviations."""
    samples = lab[border]
    samples = samples[:: max(1, len(samples) // 4000)]
    cv2.setRNGSeed(_SEED)  # OpenCV draws from a generator of its own
    stop = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_MAX_ITER, 20, 0.3)
    _, found, centres = cv2.kmeans(
        samples, 4, np.empty(0, np.int32), stop, 1, cv2.KMEANS_PP_CENTERS
    )
    labels = np.ravel(found)
    nearest = np.full(lab.shape[:2], np.inf, np.float32)
    for i in range(len(centres)):
        own = samples[labels == i]
        if len(own) < len(samples) * 0.04:  # where the subject touches the border
            continue
        spread = np.maximum(own.std(axis=0), (5.0, 2.5, 2.5))
        away = (((lab - centres[i]) / spread) ** 2).sum(axis=-1)
        nearest = np.minimum(nearest, np.sqrt(away).astype(np.float32))
    return nearest


def _saliency(lab: Array) -> Array:
    """How much a pixel stands out from the whole picture, 0–1."""
    soft = raster.blur(lab, max(1.0, min(lab.shape[:2]) / 120))
    return _scaled(np.linalg.norm(soft - lab.reshape(-1, 3).mean(axis=0), axis=-1))


def _seeded(unlike: Array, score: Array, border: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """Where GrabCut starts from: sure and probable background and foreground."""
    level, _ = cv2.threshold((score * 255).astype(np.uint8), 0, 255, cv2.THRESH_OTSU)
    likely = score > max(0.12, level / 255)
    seeds = np.where(likely, cv2.GC_PR_FGD, cv2.GC_PR_BGD).astype(np.uint8)
    sure = score > max(0.3, float(np.quantile(score[likely], 0.6)) if likely.any() else 1)
    side = max(3, round(min(score.shape) * 0.012)) | 1
    sure = cv2.erode(sure.astype(np.uint8), np.ones((side, side), np.uint8)).astype(bool)
    seeds[sure] = cv2.GC_FGD
    seeds[(unlike < 1.6) & ~likely] = cv2.GC_BGD
    seeds[border & (unlike < 3.0)] = cv2.GC_BGD
    return seeds


def _main_pieces(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The largest piece and those at least 8 % as large."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(
        mask.astype(np.uint8), connectivity=8
    )
    if count <= 1:
        return mask
    areas = stats[:, cv2.CC_STAT_AREA].astype(np.float64)
    areas[0] = 0
    return np.isin(labels, np.flatnonzero(areas >= 0.08 * areas.max()))


def _without_labels(mask: NDArray[np.bool_], lab: Array) -> NDArray[np.bool_]:
    """Fill holes that are part of the thing (a label), leave those one sees through (a handle).

    One sees through a hole that has the colour of the background around the thing.
    """
    side = max(5, round(min(mask.shape) * 0.03)) | 1
    wide = cv2.dilate(mask.astype(np.uint8), np.ones((side, side), np.uint8)).astype(bool)
    count, labels, stats, _ = cv2.connectedComponentsWithStats((~mask).astype(np.uint8))
    edge = set(np.unique(np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]])))
    around = lab[wide & np.isin(labels, [i for i in edge if i]) & ~mask]
    filled = mask.copy()
    for i in range(1, count):
        if i in edge:
            continue
        hole = labels == i
        tiny = stats[i, cv2.CC_STAT_AREA] < 0.004 * mask.sum()
        through = (
            len(around)
            and np.linalg.norm(np.median(lab[hole], axis=0) - np.median(around, axis=0)) < 7
        )
        if tiny or not through:
            filled |= hole
    return filled


def _outline_strength(mask: NDArray[np.bool_], lab: Array) -> float:
    """How sharply the thing ends: the share of its outline where colours differ by ΔE ≥ 6."""
    soft = raster.blur(lab, 1.0)
    inside = cv2.erode(mask.astype(np.uint8), np.ones((3, 3), np.uint8), iterations=2).astype(bool)
    outside = ~cv2.dilate(mask.astype(np.uint8), np.ones((3, 3), np.uint8), iterations=2).astype(
        bool
    )
    if not inside.any() or not outside.any():
        return 0.0
    rim = mask & ~cv2.erode(mask.astype(np.uint8), np.ones((3, 3), np.uint8)).astype(bool)
    rim &= ~_border(*mask.shape)
    if not rim.any():
        return 0.0

    def nearest(where: NDArray[np.bool_]) -> Array:
        indices = ndimage.distance_transform_edt(
            ~where, return_distances=False, return_indices=True
        )
        rows, columns = np.asarray(indices)
        return soft[rows[rim], columns[rim]]

    apart = np.linalg.norm(nearest(inside) - nearest(outside), axis=-1)
    return float((apart >= 6).mean())


def _drawn(strokes: Sequence[Stroke], shape: tuple[int, int]) -> NDArray[np.bool_]:
    """What the strokes cover: lines 1.6 % of the shorter side wide."""
    mask = np.zeros(shape, np.uint8)
    height, width = shape
    wide = max(3, round(min(shape) * 0.016))
    for stroke in strokes:
        points = [(round(x * (width - 1)), round(y * (height - 1))) for x, y in stroke]
        if len(points) == 1:
            cv2.circle(mask, points[0], wide // 2 + 1, (1,), -1)
        else:
            cv2.polylines(mask, [np.array(points, np.int32)], False, (1,), wide)
    return mask.astype(bool)


def _touched(mask: NDArray[np.bool_], marked: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The pieces of a mask that a stroke runs through."""
    _, labels = cv2.connectedComponents(mask.astype(np.uint8))
    return mask & np.isin(labels, np.unique(labels[marked & mask]))


def subject_mask(
    picture: Array, keep: Sequence[Stroke] = (), drop: Sequence[Stroke] = ()
) -> NDArray[np.bool_]:
    """The main subject of a picture [h, w, 3] sRGB 0–1: a mask [h', w'] at working scale.

    Args:
        picture: The photo.
        keep: Strokes over what belongs to the subject.
        drop: Strokes over what does not.

    Returns:
        All false when nothing stands out from the border and no stroke tells what to keep.
    """
    height, width = picture.shape[:2]
    factor = min(1.0, _WORK / float(np.sqrt(height * width)))
    small = raster.resize(picture, max(16, round(width * factor)), max(16, round(height * factor)))
    smooth = cv2.bilateralFilter(np.clip(small, 0, 1), 0, 0.06, 2.0)
    lab = np.asarray(cv2.cvtColor(smooth, cv2.COLOR_RGB2Lab), np.float32)
    kept, dropped = (_drawn(strokes, (lab.shape[0], lab.shape[1])) for strokes in (keep, drop))
    border = _border(*lab.shape[:2])
    unlike = _unlike_border(lab, border)
    if float(np.quantile(unlike, 0.99)) < 3.0 and not kept.any():
        return np.zeros(lab.shape[:2], bool)
    seeds = _seeds(lab, unlike, border)
    seeds[kept] = cv2.GC_FGD
    seeds[dropped] = cv2.GC_BGD
    if not (np.isin(seeds, (cv2.GC_FGD, cv2.GC_PR_FGD)).any() and (seeds == cv2.GC_BGD).any()):
        return np.zeros(lab.shape[:2], bool)
    found = _cut(np.asarray(smooth, np.float32), seeds)
    mask = _main_pieces(found) | _touched(found, kept)
    mask = _without_labels(mask, lab)
    if dropped.any():  # a hole that a person asked for stays open
        mask &= ~_touched(~found, dropped)
    mask = cv2.GaussianBlur(mask.astype(np.float32), (0, 0), 1.2) > 0.5
    if not (kept.any() or dropped.any()) and _outline_strength(mask, lab) < 0.6:
        return np.zeros(lab.shape[:2], bool)
    return mask


def _seeds(lab: Array, unlike: Array, border: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """What GrabCut starts from where nobody has drawn."""
    rows, columns = lab.shape[:2]
    y, x = np.mgrid[-1 : 1 : rows * 1j, -1 : 1 : columns * 1j].astype(np.float32)
    central = np.exp(-(x * x + y * y) / 0.9)
    strange = np.clip(raster.blur(unlike, 1.0) / 9.0, 0, 1)
    score = _scaled((0.62 * strange + 0.38 * _saliency(lab)) * (0.45 + 0.55 * central))
    return _seeded(unlike, score, border)


def _cut(smooth: Array, seeds: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """GrabCut from the seeds, which it changes."""
    cv2.setRNGSeed(_SEED)
    models = np.zeros((1, 65)), np.zeros((1, 65))
    cv2.grabCut(
        cv2.convertScaleAbs(smooth, alpha=255),
        seeds,
        (0, 0, 1, 1),
        *models,
        5,
        cv2.GC_INIT_WITH_MASK,
    )
    return np.isin(seeds, (cv2.GC_FGD, cv2.GC_PR_FGD))


def border_share(mask: NDArray[np.bool_]) -> float:
    """How much of the picture's edge belongs to the subject, 0–1."""
    edge = np.concatenate([mask[0], mask[-1], mask[:, 0], mask[:, -1]])
    return float(edge.mean())


def refined_alpha(picture: Array, mask: NDArray[np.bool_]) -> Array:
    """A working-scale mask as soft alpha [h, w] 0–1 that follows the edges of the picture."""
    height, width = picture.shape[:2]
    unit = float(np.sqrt(height * width))
    rough = cv2.resize(mask.astype(np.float32), (width, height), interpolation=cv2.INTER_LINEAR)
    rough = raster.blur(np.asarray(rough, np.float32), max(0.6, unit / 900))
    radius = max(2, round(unit * 0.0045))
    guided = cv2.ximgproc.guidedFilter(
        np.ascontiguousarray(picture), np.asarray(rough, np.float32), radius, 4e-4
    )
    # The filter leaves a veil on both sides; a steeper curve takes it off.
    alpha = np.clip((np.asarray(guided, np.float32) - 0.30) / 0.62, 0, 1)
    side = 2 * radius + 1
    core = cv2.erode((rough > 0.5).astype(np.uint8), np.ones((side, side), np.uint8))
    reach = cv2.dilate((rough > 0.5).astype(np.uint8), np.ones((side, side), np.uint8))
    alpha[core > 0] = 1
    alpha[reach == 0] = 0
    return (alpha * alpha * (3 - 2 * alpha)).astype(np.float32)


def decontaminated(picture: Array, alpha: Array) -> Array:
    """The picture with the background's colour taken out of the soft edge.

    Half-transparent pixels get the colour of the opaque ones next to them.
    """
    unit = float(np.sqrt(picture.shape[0] * picture.shape[1]))
    solid = (alpha > 0.97).astype(np.float32)
    sigma = max(2.5, unit * 0.006)
    weight = raster.blur(solid, sigma)[..., None]
    near = raster.blur((picture * solid[..., None]).astype(np.float32), sigma)
    inner = near / np.maximum(weight, 1e-3)
    trust = np.clip(weight * 40, 0, 1) * (1 - solid[..., None])
    return np.clip(picture * (1 - trust) + inner * trust, 0, 1).astype(np.float32)
