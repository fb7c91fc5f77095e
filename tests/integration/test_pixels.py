"""Arrays and QImages, blur, blends, noise, enlarging."""

from __future__ import annotations

import cv2
import numpy as np
from PySide6.QtGui import QColor, QImage

from pipelines.graphics import raster
from pipelines.graphics.resample import enlarge


def test_a_qimage_survives_the_way_to_numpy_and_back() -> None:
    image = QImage(5, 3, QImage.Format.Format_ARGB32)
    image.fill(QColor(200, 100, 50, 128))
    array = raster.to_array(image)
    assert array.shape == (3, 5, 4)
    assert np.allclose(array[0, 0], [100 / 255, 50 / 255, 25 / 255, 128 / 255], atol=1 / 255)
    again = raster.to_array(raster.to_qimage(array))
    assert np.allclose(again, array, atol=1 / 255)


def test_opaque_and_grey_arrays_become_images_too() -> None:
    rgb = np.zeros((2, 3, 3), np.float32)
    rgb[1, 2] = (1.0, 0.5, 2.0)  # too bright is cut off
    assert raster.to_qimage(rgb).pixelColor(2, 1).getRgb() == (255, 128, 255, 255)
    assert raster.to_qimage(np.full((2, 2), 0.2, np.float32)).pixelColor(0, 0).red() == 51


def test_the_fast_blur_looks_like_the_slow_one() -> None:
    picture = np.zeros((300, 400), np.float32)
    picture[100:200, 120:280] = 1
    fast, slow = raster.blur(picture, 30), cv2.GaussianBlur(picture, (0, 0), 30)
    assert np.abs(fast - slow).max() < 0.03


def test_blends_do_nothing_where_the_mask_is_empty() -> None:
    picture = np.random.default_rng(1).random((20, 20, 3), np.float32)
    empty, ink = np.zeros((20, 20), np.float32), np.array([0.2, 0.4, 0.6])
    for blend in (raster.multiply, raster.screen, raster.tone):
        assert np.array_equal(blend(picture.copy(), empty, ink), picture)
    full = np.ones((20, 20), np.float32)
    assert np.allclose(raster.multiply(picture.copy(), full, ink), picture * ink, atol=1e-6)
    assert np.allclose(raster.tone(picture.copy(), full, ink), ink, atol=1e-6)
    assert (raster.screen(picture.copy(), full, ink) >= picture - 1e-6).all()


def test_noise_is_the_same_cloud_at_half_the_size() -> None:
    large = raster.fbm(400, 300, 80, np.random.default_rng(5))
    small = raster.fbm(200, 150, 40, np.random.default_rng(5))
    assert np.abs(raster.resize(large, 200, 150) - small).mean() < 0.01


def test_enlarging_beats_bilinear_and_draws_no_halo() -> None:
    y, x = np.mgrid[0:256, 0:256].astype(np.float32)
    rings = 0.5 + 0.5 * np.sin(np.hypot(x - 90, y - 120) ** 1.25 / 9)
    truth = np.stack([rings, (np.hypot(x - 128, y - 128) < 80), (x // 32 + y // 32) % 2], axis=-1)
    truth = np.clip(cv2.GaussianBlur(truth.astype(np.float32), (0, 0), 0.8), 0, 1)
    small = cv2.resize(truth, (128, 128), interpolation=cv2.INTER_AREA)

    def psnr(picture: np.ndarray) -> float:
        return float(-10 * np.log10(((picture - truth) ** 2).mean()))

    ours, plain = enlarge(small, 2), cv2.resize(small, (256, 256), interpolation=cv2.INTER_LINEAR)
    assert psnr(ours) > psnr(plain) + 1.5
    step = np.zeros((20, 20, 1), np.float32) + 0.25
    step[:, 10:] = 0.75
    big = enlarge(step, 4)
    assert big.min() >= 0.25 - 1e-6
    assert big.max() <= 0.75 + 1e-6
