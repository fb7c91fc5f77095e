"""The image engines keep the promises of their roles."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from pipelines.generators.image.art import ArtParams, paint_art
from pipelines.generators.image.cutout import CutoutEngineParams, cut_out
from pipelines.generators.image.salient import colour_shares, salient, told_words
from pipelines.generators.image.upscale import UpscaleEngineParams, upscale
from pipelines.graphics.matting import subject_mask
from pipelines.graphics.photo import open_photo
from pipelines.roles.image import SalientParams
from pipelines.sdk import Asset, InputError
from pipelines.sdk.testing import LocalContext, check_generator

cv2.setNumThreads(1)

RED = (0.78, 0.27, 0.18)
KEEP = (
    ((0.35, 0.70), (0.60, 0.70)),
    ((0.68, 0.35), (0.76, 0.45), (0.76, 0.55), (0.68, 0.65)),
)
DROP = (((0.10, 0.73), (0.23, 0.73)), ((0.67, 0.46), (0.69, 0.55)))


def jar_photo(label: bool = True) -> tuple[np.ndarray, np.ndarray]:
    """A red jar with a pale label on a grey sweep, with shadow and sensor noise; and its mask."""
    rng = np.random.default_rng(3)
    y, x = np.mgrid[0:400, 0:300].astype(np.float32)
    photo = np.repeat((0.92 - 0.16 * y / 400)[..., None], 3, axis=2)
    shadow = np.exp(-(((x - 160) / 80) ** 2) - ((y - 330) / 12) ** 2)
    photo *= 1 - 0.45 * shadow[..., None]
    jar = (np.abs((x - 150) / 75) ** 6 + np.abs((y - 225) / 105) ** 6 < 1).astype(np.float32)
    jar = np.maximum(jar, (np.abs(x - 150) < 40) * (np.abs(y - 95) < 35))
    shine = 0.55 + 0.6 * np.exp(-(((x - 115) / 40) ** 2))
    photo = np.where(jar[..., None] > 0, np.array(RED) * shine[..., None], photo)
    if label:
        photo[190:260, 100:200] = (0.98, 0.95, 0.88)
    soft = cv2.GaussianBlur(photo.astype(np.float32), (0, 0), 0.8)
    return np.clip(soft + rng.normal(0, 0.01, soft.shape), 0, 1), jar


def add(ctx: LocalContext, pixels: np.ndarray, name: str = "photo.png") -> Asset:
    path = ctx.scratch / name
    Image.fromarray(np.rint(pixels * 255).astype(np.uint8)).save(path)
    return ctx.add(path, "image")


def test_art_keeps_the_contract(tmp_path: Path) -> None:
    params = ArtParams(prompt="夏日冷萃咖啡", width=240, height=320, seed=4)
    picture = check_generator(paint_art, params, LocalContext(tmp_path))
    assert picture.image.meta == {"width": 240, "height": 320}
    assert (picture.art, picture.motif) == ("riso", "cup")


def test_art_follows_what_the_person_set(tmp_path: Path) -> None:
    ctx = LocalContext(tmp_path)
    params = ArtParams(
        prompt="coffee", art="waves", colour="#2f6fe0", light="dark", width=120, height=80
    )
    picture = paint_art(params, ctx)
    assert (picture.art, picture.colour, picture.light) == ("waves", "#2f6fe0", "dark")
    pixels = np.asarray(open_photo(ctx.path(picture.image)), np.float32)
    assert pixels[..., 2].mean() > pixels[..., 0].mean()  # blue it is
    with pytest.raises(InputError, match="oil") as caught:
        paint_art(ArtParams(art="oil"), ctx)
    assert "stage" in caught.value.hint


def test_cutout_keeps_the_contract_and_finds_the_jar(tmp_path: Path) -> None:
    ctx = LocalContext(tmp_path)
    photo, jar = jar_photo()
    result = check_generator(cut_out, CutoutEngineParams(image=add(ctx, photo), margin=0), ctx)
    cut = open_photo(ctx.path(result.image))
    assert cut.mode == "RGBA"
    assert (result.image.meta["width"], result.image.meta["height"]) == cut.size
    assert cut.size == pytest.approx((150, 270), abs=8)
    assert result.coverage == pytest.approx(jar.mean(), rel=0.06)
    alpha = np.asarray(cut)[..., 3]
    assert alpha[150:200, 40:110].min() > 250  # the label is part of the jar


def two_tone_mug() -> tuple[np.ndarray, np.ndarray]:
    """A mug whose handle and foot have nearly the wall's colour, by a red box; and its mask."""
    rng = np.random.default_rng(5)
    photo = np.full((300, 300, 3), (0.80, 0.79, 0.77), np.float32)
    mug = np.zeros((300, 300), np.float32)
    cv2.rectangle(mug, (90, 70), (190, 240), (1.0,), -1)
    photo[mug > 0] = (0.15, 0.32, 0.55)
    foot = np.zeros_like(mug)
    cv2.rectangle(foot, (90, 190), (190, 240), (1.0,), -1)
    cv2.ellipse(foot, (190, 150), (42, 48), 0, -90, 90, (1.0,), 14)
    photo[foot > 0] = (0.71, 0.70, 0.67)
    box = np.zeros_like(mug)
    cv2.rectangle(box, (20, 200), (78, 240), (1.0,), -1)
    photo[box > 0] = (0.75, 0.2, 0.15)
    photo += rng.normal(0, 0.006, photo.shape).astype(np.float32)
    return np.clip(photo, 0, 1), np.maximum(mug, foot)


def overlap(mask: np.ndarray, truth: np.ndarray) -> float:
    """Intersection over union."""
    found = cv2.resize(mask.astype(np.float32), truth.shape[::-1]) > 0.5
    return float((found & (truth > 0)).sum() / (found | (truth > 0)).sum())


def test_strokes_mend_a_cutout() -> None:
    photo, mug = two_tone_mug()
    alone = overlap(subject_mask(photo), mug)
    mended = overlap(subject_mask(photo, KEEP, DROP), mug)
    assert mended > alone + 0.05
    assert mended > 0.9


def test_a_person_draws_what_to_keep_and_what_to_drop(tmp_path: Path) -> None:
    ctx = LocalContext(tmp_path)
    photo, mug = two_tone_mug()
    params = CutoutEngineParams(image=add(ctx, photo), keep=KEEP, drop=DROP)
    assert check_generator(cut_out, params, ctx).coverage == pytest.approx(mug.mean(), rel=0.12)
    with pytest.raises(ValueError, match="less than or equal to 1"):
        CutoutEngineParams(image=params.image, keep=(((1.4, 0.2),),))


def test_cutout_frees_the_edge_of_the_background(tmp_path: Path) -> None:
    ctx = LocalContext(tmp_path)
    photo, _ = jar_photo(label=False)
    result = cut_out(CutoutEngineParams(image=add(ctx, photo)), ctx)
    pixels = np.asarray(open_photo(ctx.path(result.image)), np.float32)
    edge = pixels[(pixels[..., 3] > 40) & (pixels[..., 3] < 200)]
    assert len(edge) > 50
    assert np.median(edge[:, 0] - edge[:, 1]) > 40  # red as the jar, not grey as the wall


def test_a_picture_that_is_cut_out_already_is_only_cropped(tmp_path: Path) -> None:
    ctx = LocalContext(tmp_path)
    pixels = np.zeros((100, 100, 4))
    pixels[20:60, 30:70] = (*RED, 1)
    result = cut_out(CutoutEngineParams(image=add(ctx, pixels), margin=0.1), ctx)
    assert open_photo(ctx.path(result.image)).size == (48, 48)
    assert result.coverage == pytest.approx(0.16)


@pytest.mark.parametrize("what", ["flat", "gradient", "noise"])
def test_a_picture_without_a_subject_is_refused_with_a_hint(tmp_path: Path, what: str) -> None:
    ctx = LocalContext(tmp_path)
    ramp = np.linspace(0.2, 0.9, 160)[:, None, None]
    pictures = {
        "flat": np.full((120, 160, 3), 0.6),
        "gradient": np.broadcast_to(ramp, (160, 120, 3)),
        "noise": np.random.default_rng(1).random((120, 160, 3)),
    }
    with pytest.raises(InputError) as caught:
        cut_out(CutoutEngineParams(image=add(ctx, pictures[what])), ctx)
    assert "plain background" in caught.value.hint


def test_upscale_keeps_the_contract_and_the_alpha(tmp_path: Path) -> None:
    ctx = LocalContext(tmp_path)
    pixels = np.zeros((60, 90, 4))
    pixels[10:50, 20:70] = (*RED, 1)
    params = UpscaleEngineParams(image=add(ctx, pixels), factor=4)
    result = check_generator(upscale, params, ctx)
    large = open_photo(ctx.path(result.image))
    assert large.size == (360, 240)
    assert large.mode == "RGBA"
    assert large.getpixel((180, 120)) == pytest.approx([199, 69, 46, 255], abs=1)
    assert large.getpixel((4, 4))[3] == 0  # type: ignore[index]


def test_upscale_in_bands_leaves_no_seam(tmp_path: Path) -> None:
    ctx = LocalContext(tmp_path)
    y, x = np.mgrid[0:1100, 0:24]
    tall = np.repeat((0.5 + 0.4 * np.sin(y / 7 + x / 5))[..., None], 3, axis=2)
    result = upscale(UpscaleEngineParams(image=add(ctx, tall)), ctx)
    rows = np.asarray(open_photo(ctx.path(result.image)), np.float32)[..., 0]
    jumps = np.abs(np.diff(rows, axis=0)).max(axis=1)
    assert jumps[1020:1028].max() <= jumps[100:900].max() + 1


def test_upscale_refuses_what_would_not_fit(tmp_path: Path) -> None:
    ctx = LocalContext(tmp_path)
    Image.new("1", (3000, 3000)).save(ctx.scratch / "large.png")
    params = UpscaleEngineParams(image=ctx.add(ctx.scratch / "large.png", "image"), factor=4)
    with pytest.raises(InputError, match="12000 × 12000"):
        upscale(params, ctx)


def test_the_eye_is_drawn_to_the_jar_and_the_file_tells_what_it_is(tmp_path: Path) -> None:
    ctx = LocalContext(tmp_path)
    photo, jar = jar_photo()
    wide = np.concatenate([photo, np.repeat(photo[:, -1:], 400, axis=1)], axis=1)
    found = check_generator(salient, SalientParams(image=add(ctx, wide)), ctx)
    rows, columns = np.nonzero(jar > 0)
    assert found.x == pytest.approx(columns.mean() / wide.shape[1], abs=0.06)
    assert found.y == pytest.approx(rows.mean() / wide.shape[0], abs=0.12)
    assert (found.width, found.height) == (700, 400)
    assert "red" in found.colours or "orange" in found.colours or "brown" in found.colours


def test_colours_are_named_by_their_share() -> None:
    picture = np.zeros((20, 20, 3), np.float32)
    picture[:12] = (0.1, 0.3, 0.9)
    picture[12:] = (1, 1, 1)
    assert colour_shares(picture) == {"blue": 0.6, "white": 0.4}


def test_captions_in_a_file_are_read(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x010E] = "A bridge in fog"
    exif[0x9C9E] = "桥;雾".encode("utf-16-le")
    Image.new("RGB", (8, 8)).save(tmp_path / "a.jpg", exif=exif)
    assert told_words(tmp_path / "a.jpg") == "A bridge in fog · 桥;雾"
    Image.new("RGB", (8, 8)).save(tmp_path / "b.png")
    assert told_words(tmp_path / "b.png") == ""


def test_a_cut_out_may_stay_where_it_is_in_the_photo(tmp_path: Path) -> None:
    ctx = LocalContext(tmp_path)
    photo, _ = jar_photo()
    whole = cut_out(CutoutEngineParams(image=add(ctx, photo), crop=False), ctx)
    assert (whole.image.meta["width"], whole.image.meta["height"]) == (300, 400)
