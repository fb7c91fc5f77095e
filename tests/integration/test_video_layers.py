"""What each kind of layer puts on a frame, looked at in the pixels."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from pipelines.documents.shot import (
    Box,
    CaptionStyle,
    ClipLayer,
    FootageLayer,
    Motion,
    PictureLayer,
    ProgressLayer,
    Shot,
    TextLayer,
    View,
    ViewKey,
)
from pipelines.graphics.compositor import Frame, ShotPainter, Stage, thumbnail
from pipelines.graphics.compositor.motion import window_at
from pipelines.graphics.typesetting.faces import FontBook
from pipelines.media import ffmpeg
from pipelines.sdk import Asset, InputError
from pipelines.sdk.testing import LocalContext

SIZES = {"9:16": (180, 320), "16:9": (320, 180), "1:1": (240, 240), "4:5": (192, 240)}
FPS = 30
GREY = (120, 120, 120)
TAGS = "setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709"


@pytest.fixture
def ctx(tmp_path: Path) -> LocalContext:
    cv2.setNumThreads(1)
    return LocalContext(tmp_path)


def picture(ctx: LocalContext, pixels: np.ndarray, name: str = "picture.png") -> Asset:
    file = ctx.scratch / name
    Image.fromarray(pixels).save(file)
    return ctx.add(file, "image")


def plain(ctx: LocalContext, colour: tuple[int, int, int] = GREY) -> PictureLayer:
    pixels = np.full((400, 400, 3), colour, np.uint8)
    return PictureLayer(asset=picture(ctx, pixels, f"{colour}.png"))


def painted(
    ctx: LocalContext, size: tuple[int, int], indices: list[int], **fields: object
) -> list[np.ndarray]:
    """Frames of a shot of 60 frames as RGB."""
    shot = Shot.model_validate({"id": "scene 3", "frames": 60, **fields})
    stage = Stage(size, FPS, CaptionStyle(), ctx.path, FontBook())
    frame, out = Frame(*size), []
    with ShotPainter(shot, stage) as painter:
        for index in indices:
            painter.paint(frame, index)
            out.append(thumbnail(frame, size[1]).astype(int))
    return out


def coded_film(ctx: LocalContext, count: int = 40, size: tuple[int, int] = (64, 36)) -> Asset:
    """Footage in which frame ``i`` is a grey of 20 + 5 i, and the left edge is white."""
    frames = np.zeros((count, size[1], size[0], 3), np.uint8)
    for i, one in enumerate(frames):
        one[...] = 20 + 5 * i
        one[:, : size[0] // 16] = 255
    raw, film = ctx.scratch / "film.rgb", ctx.scratch / "film.mp4"
    raw.write_bytes(frames.tobytes())
    layout = ["-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{size[0]}x{size[1]}", "-r", str(FPS)]
    convert = f"scale=out_color_matrix=bt709:out_range=tv,format=yuv420p,{TAGS}"
    codec = ["-c:v", "libx264", "-crf", "4", "-g", "12", "-bf", "2"]
    ffmpeg.run([*layout, "-i", raw, "-vf", convert, *codec, film], "making a film")
    return ctx.add(film, "video")


def shown_frame(rgb: np.ndarray) -> int:
    """Which frame of the coded film is in the middle of the picture."""
    middle = rgb[rgb.shape[0] // 2, rgb.shape[1] // 2].mean()
    return round((middle - 20) / 5)


def test_footage_shows_exactly_the_wanted_frames(ctx: LocalContext) -> None:
    film = coded_film(ctx)
    asked = [0, 1, 2, 7, 20, 29, 40, 59]
    frames = painted(ctx, SIZES["16:9"], asked, background=FootageLayer(asset=film, first=10))
    assert [shown_frame(one) for one in frames] == [min(10 + i, 39) for i in asked]
    # A piece that begins in the middle, or behind the end of the file, shows the same.
    for index in (25, 50):
        late = painted(ctx, SIZES["16:9"], [index], background=FootageLayer(asset=film, first=10))
        assert shown_frame(late[0]) == min(10 + index, 39)


@pytest.mark.parametrize("speed", [0.5, 1.5, 4.0])
def test_footage_keeps_its_speed(ctx: LocalContext, speed: float) -> None:
    layer = FootageLayer(asset=coded_film(ctx), first=2, speed=speed)
    asked = [0, 1, 3, 5, 8]
    frames = painted(ctx, SIZES["9:16"], asked, background=layer)
    assert [shown_frame(one) for one in frames] == [min(2 + int(i * speed), 39) for i in asked]


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES.keys())
def test_footage_covers_or_is_seen_whole_in_any_format(
    ctx: LocalContext, size: tuple[int, int]
) -> None:
    film = coded_film(ctx)
    cover, whole = (
        painted(ctx, size, [30], background=FootageLayer(asset=film, fit=fit))[0]
        for fit in ("cover", "whole")
    )
    aspect = size[0] / size[1]
    if aspect < 16 / 9 - 0.01:
        assert cover[:, :3].max() < 190  # the white edge is cut off
        high = size[0] * 9 / 16
        top = (size[1] - high) / 2
        inside = whole[round(top + high / 2), 2]
        assert inside.min() > 240  # all of it is seen …
        above = whole[round(top / 2), size[0] // 2]
        film_grey = whole[size[1] // 2, size[0] // 2]
        assert 0.35 * film_grey.mean() < above.mean() < 0.75 * film_grey.mean()  # … over darkness
    assert shown_frame(cover) == 30 and cover.min() > 100  # no black anywhere


def test_footage_in_a_box_leaves_the_rest_alone(ctx: LocalContext) -> None:
    layer = FootageLayer(asset=coded_film(ctx), box=Box(x=0.25, y=0.25, w=0.5, h=0.5), first=35)
    (frame,) = painted(ctx, SIZES["1:1"], [0], background=plain(ctx), layers=(layer,))
    assert frame[120, 120].mean() == pytest.approx(195, abs=4)
    assert frame[30, 120].mean() == pytest.approx(120, abs=3)


def test_footage_under_a_moving_camera_is_where_a_still_would_be(ctx: LocalContext) -> None:
    move = Motion(end=View(zoom=2.0, x=0.0))
    film = coded_film(ctx)
    first, last = painted(
        ctx, SIZES["16:9"], [0, 59], background=FootageLayer(asset=film, motion=move)
    )
    edge = [int((one[90].mean(axis=1) > 235).sum()) for one in (first, last)]
    assert edge[0] == pytest.approx(20, abs=2) and edge[1] == pytest.approx(40, abs=3)


@pytest.mark.parametrize("edge", ["bottom", "top"])
@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES.keys())
def test_a_progress_bar_is_as_long_as_the_time_gone(
    ctx: LocalContext, size: tuple[int, int], edge: str
) -> None:
    bar = ProgressLayer.model_validate(
        {"start": 0.25, "end": 0.75, "edge": edge, "height": 0.03, "colour": "#ff2020"}
    )
    frames = painted(ctx, size, [0, 30, 59], background=plain(ctx), layers=(bar,))
    for frame, share in zip(frames, (0.25, 0.25 + 0.5 * 30 / 59, 0.75), strict=True):
        row = frame[size[1] - 2 if edge == "bottom" else 1]
        red = row[:, 0] - row[:, 1]
        assert (red > 110).sum() == pytest.approx(share * size[0], abs=2)
        assert row[-3].mean() < 90  # the part to come is a darker track
        away = frame[size[1] // 2]
        assert np.abs(away - 120).max() < 4


def test_near_things_move_more_than_far_ones(ctx: LocalContext) -> None:
    """A parallax: a post in front goes four times as far as one behind; alpha stays clean."""
    far = np.full((300, 400, 3), 90, np.uint8)
    far[:, 198:203] = (250, 250, 250)
    near = np.zeros((300, 400, 4), np.uint8)
    near[150:, 195:206] = (250, 0, 0, 255)
    layers = {
        "background": PictureLayer(
            asset=picture(ctx, far),
            motion=Motion(start=View(zoom=1.25, x=0.45), end=View(zoom=1.25, x=0.5)),
        ),
        "layers": (
            PictureLayer(
                asset=picture(ctx, near, "near.png"),
                motion=Motion(start=View(zoom=1.25, x=0.4), end=View(zoom=1.25, x=0.6)),
            ),
        ),
    }
    first, last = painted(ctx, SIZES["16:9"], [0, 59], **layers)

    def middle(frame: np.ndarray, row: int, red: bool) -> float:
        seen = frame[row, :, 0] - (frame[row, :, 1] if red else 90)
        return float((np.arange(320) * (seen > 80)).sum() / (seen > 80).sum())

    behind = middle(first, 20, False) - middle(last, 20, False)
    before = middle(first, 170, True) - middle(last, 170, True)
    assert behind == pytest.approx(0.05 * 400, abs=1.5)
    assert before == pytest.approx(0.2 * 400, abs=1.5)
    assert np.abs(first[60, 40] - 90).max() < 4  # nothing of the near layer where it is clear


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES.keys())
def test_a_whole_poster_is_seen_to_its_edges_over_a_smooth_ground(
    ctx: LocalContext, size: tuple[int, int]
) -> None:
    poster = np.full((500, 300, 3), 200, np.uint8)
    poster[:12] = poster[-12:] = (220, 30, 30)
    poster[:, :12] = poster[:, -12:] = (220, 30, 30)
    layer = PictureLayer(asset=picture(ctx, poster), fit="whole")
    (frame,) = painted(ctx, size, [5], background=layer)
    scale = min(size[0] / 300, size[1] / 500)
    left, top = (size[0] - 300 * scale) / 2, (size[1] - 500 * scale) / 2
    red = frame[..., 0] - frame[..., 1]
    for x, y in ((0.5, 0.008), (0.5, 0.99), (0.015, 0.5), (0.985, 0.5)):
        at = round(top + y * 500 * scale), round(left + x * 300 * scale)
        assert red[min(at[0], size[1] - 1), min(at[1], size[0] - 1)] > 100
    if left > 20:  # beside it: darker, and no steps from pixel to pixel
        beside = frame[20:-20, 4 : round(left) - 4].mean(axis=2)
        assert beside.mean() < 150
        assert np.abs(np.diff(beside, axis=1)).max() < 12


def test_a_picture_comes_when_it_is_due_and_goes(ctx: LocalContext) -> None:
    white = picture(ctx, np.full((50, 50, 3), 255, np.uint8))
    for box in (Box(x=0.25, y=0.25, w=0.5, h=0.5), None):
        layer = PictureLayer(asset=white, box=box, start=20, end=50, enter="fade")
        asked = [0, 19, 27, 38, 46, 50, 59]
        frames = painted(ctx, SIZES["1:1"], asked, background=plain(ctx), layers=(layer,))
        light = [one[120, 120].mean() for one in frames]
        assert light[0] == light[1] == light[5] == light[6] == pytest.approx(120, abs=3)
        assert light[3] > 250
        assert 130 < light[2] < 245 and 130 < light[4] < 245


def test_words_go_at_their_end(ctx: LocalContext) -> None:
    words = TextLayer(text="WORDS", box=Box(x=0.1, y=0.3, w=0.8, h=0.4), end=40)
    frames = painted(ctx, SIZES["1:1"], [30, 39, 40], background=plain(ctx), layers=(words,))
    ink = [float((one.max(axis=2) > 200).mean()) for one in frames]
    assert ink[0] > 0.004 and ink[1] < ink[0] and ink[2] == 0


def test_a_lower_third_has_two_lines_and_reads_on_a_white_ground(ctx: LocalContext) -> None:
    box = Box(x=0.1, y=0.5, w=0.8, h=0.25)
    layer = TextLayer(text="Lin", style="lower_third", box=box, align="left", enter="none")
    both = layer.model_copy(update={"second": "Product designer"})
    ground = plain(ctx, (250, 250, 250))
    one, two = (
        painted(ctx, (640, 640), [30], background=ground, layers=(each,))[0]
        for each in (layer, both)
    )

    def plate_rows(frame: np.ndarray) -> int:
        return int((frame[320:480].min(axis=(1, 2)) < 120).sum())

    assert plate_rows(two) > 1.2 * plate_rows(one)
    plate = two[320:480, 80:300]
    assert (plate.min(axis=2) > 225).sum() > 50  # light letters on the dark plate


@pytest.mark.parametrize("shape", ["circle", "rounded"])
def test_a_clip_is_cut_to_its_shape(ctx: LocalContext, shape: str) -> None:
    film = coded_film(ctx)
    layer = ClipLayer.model_validate(
        {"asset": film, "box": Box(x=0.25, y=0.25, w=0.5, h=0.5), "shape": shape, "ring": None}
    )
    (frame,) = painted(ctx, (240, 240), [35], background=plain(ctx), layers=(layer,))
    grey = frame.mean(axis=2)
    assert grey[120, 120] == pytest.approx(195, abs=4)
    corner = grey[64, 64]
    if shape == "circle":
        assert corner < 125  # the ground, a little shaded
        inside = grey[120, 60:180] > 160
        assert inside.sum() == pytest.approx(120, abs=3)
        across = (grey[78, 60:180] > 160).sum()  # 42 px above the middle: a chord of 2·√(60²-42²)
        assert across == pytest.approx(86, abs=4)
    else:
        assert grey[64, 120] == pytest.approx(195, abs=8) and grey[61, 61] < 150


def test_a_move_through_views_passes_them_smoothly(ctx: LocalContext) -> None:
    key = ViewKey(at=0.4, view=View(zoom=2.0, x=0.3, y=0.6))
    move = Motion(start=View(zoom=1.0), via=(key,), end=View(zoom=1.5, x=0.7, y=0.4))
    picture_size, size = (800.0, 600.0), (320, 180)
    windows = [window_at(move, i / 600, picture_size, size) for i in range(601)]
    there = windows[240]
    assert there.width == pytest.approx(800 / 2, rel=1e-3)
    assert there.x + there.width / 2 == pytest.approx(0.3 * 800, abs=1)
    rows = np.array([[w.x, w.y, w.width] for w in windows])
    assert (rows >= -1e-6).all() and (rows[:, 0] + rows[:, 2] <= 800 + 1e-6).all()
    speed = np.diff(rows, axis=0)
    assert np.abs(speed[[0, -1]]).max() < 0.1 * np.abs(speed).max()  # at rest at both ends
    assert np.abs(np.diff(speed, axis=0)).max() < 0.05 * np.abs(speed).max()  # no corner


# --- what should not be there --------------------------------------------------------------------


def test_a_picture_of_one_by_twenty_thousand_is_shown(ctx: LocalContext) -> None:
    pixels = np.full((20_000, 1, 3), (40, 160, 80), np.uint8)
    for fit in ("cover", "whole"):
        layer = PictureLayer.model_validate(
            {"asset": picture(ctx, pixels), "fit": fit, "motion": Motion(end=View(zoom=1.2))}
        )
        for size in (SIZES["9:16"], SIZES["16:9"]):
            (frame,) = painted(ctx, size, [0], background=layer)
            assert frame[size[1] // 2, size[0] // 2] == pytest.approx((40, 160, 80), abs=8)


def test_pictures_of_all_kinds_look_as_they_should(ctx: LocalContext) -> None:
    flat = Image.new("RGB", (90, 60), (200, 60, 40))
    flat.paste((20, 20, 200), (0, 0, 45, 60))  # blue on the left
    exif = Image.Exif()
    exif[0x0112] = 3  # lies upside down: blue belongs on the right
    deep = np.full((60, 90), 52_000, np.uint16)
    files = {"cmyk.jpg": {}, "turned.png": {"exif": exif}, "deep.png": {}}
    flat.convert("CMYK").save(ctx.scratch / "cmyk.jpg", quality=95)
    flat.save(ctx.scratch / "turned.png", exif=exif)
    Image.fromarray(deep).save(ctx.scratch / "deep.png")
    seen = {}
    for name in files:
        layer = PictureLayer(asset=ctx.add(ctx.scratch / name, "image"))
        (seen[name],) = painted(ctx, (240, 160), [0], background=layer)
    assert seen["cmyk.jpg"][80, 200] == pytest.approx((200, 60, 40), abs=25)
    assert seen["turned.png"][80, 200] == pytest.approx((20, 20, 200), abs=8)
    assert seen["deep.png"][80, 120] == pytest.approx((202,) * 3, abs=4)


@pytest.mark.parametrize("content", [b"", b"\xff\xd8\xff\xe0 torn"])
def test_a_torn_picture_is_told_with_its_scene(ctx: LocalContext, content: bytes) -> None:
    broken = ctx.save_bytes(content, "image", ".jpg")
    with pytest.raises(InputError, match="scene 3"):
        painted(ctx, SIZES["9:16"], [0], background=PictureLayer(asset=broken))
    film = ctx.save_bytes(content, "video", ".mp4")
    with pytest.raises(InputError, match="scene 3"):
        painted(ctx, SIZES["9:16"], [0], background=FootageLayer(asset=film))


def test_words_no_font_has_do_not_stop_a_video(ctx: LocalContext) -> None:
    words = TextLayer(text="\U000f1234\U000f1235", box=Box(x=0.1, y=0.3, w=0.8, h=0.4))
    (frame,) = painted(ctx, SIZES["1:1"], [30], background=plain(ctx), layers=(words,))
    assert np.abs(frame - 120).max() < 6
