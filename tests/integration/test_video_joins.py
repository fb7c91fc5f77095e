"""From one shot into the next, and long shots in pieces: through the real ffmpeg, by the pixels."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from pipelines.documents.pieces import split_frames
from pipelines.documents.shot import Motion, PictureLayer, ProgressLayer, Shot, Transition, View
from pipelines.generators.video.assemble import joiner
from pipelines.generators.video.render import compositor
from pipelines.media import ffmpeg
from pipelines.media.mp4 import read_tracks
from pipelines.media.video_probe import probe
from pipelines.roles.video import AssembleParams, RenderParams
from pipelines.sdk import Asset
from pipelines.sdk.testing import LocalContext

W, H, FPS = 192, 320, 30
RED, BLUE = (200, 60, 50), (40, 70, 200)


@pytest.fixture
def ctx(tmp_path: Path) -> LocalContext:
    cv2.setNumThreads(1)
    return LocalContext(tmp_path)


def plain(ctx: LocalContext, colour: tuple[int, int, int]) -> PictureLayer:
    file = ctx.scratch / "plain.png"
    Image.new("RGB", (200, 330), colour).save(file)
    return PictureLayer(asset=ctx.add(file, "image"), motion=Motion(end=View(zoom=1.1)))


def render(ctx: LocalContext, *shots: Shot, **fields: object) -> Asset:
    part = "transition" if len(shots) == 2 else "body"
    params = {"part": part, "shots": shots, "width": W, "height": H, "fps": FPS, **fields}
    return compositor(RenderParams.model_validate(params), ctx).video


def frames_of(file: Path, size: tuple[int, int] = (W, H)) -> np.ndarray:
    out = file.with_suffix(".rgb")
    ffmpeg.run(["-i", file, "-f", "rawvideo", "-pix_fmt", "rgb24", out], "decoding")
    return np.fromfile(out, np.uint8).reshape(-1, size[1], size[0], 3).astype(int)


def two_shots(ctx: LocalContext, **transition: object) -> tuple[Shot, Shot]:
    made = Transition.model_validate({"frames": 9, **transition})
    return (
        Shot(id="one", frames=20, background=plain(ctx, RED)),
        Shot(id="two", frames=20, background=plain(ctx, BLUE), transition=made),
    )


@pytest.mark.parametrize("direction", ["left", "right", "up", "down"])
@pytest.mark.parametrize("kind", ["push", "wipe"])
def test_the_new_picture_comes_from_where_it_should(
    ctx: LocalContext, kind: str, direction: str
) -> None:
    shots = two_shots(ctx, kind=kind, direction=direction)
    frames = frames_of(ctx.path(render(ctx, *shots, quality=8)))
    assert len(frames) == 9
    blue = frames[..., 2] > frames[..., 0]
    shares = blue.mean(axis=(1, 2))
    assert all(b > a for a, b in pairwise(shares))
    assert shares[4] == pytest.approx(0.5, abs=0.03)  # half-way at half time
    middle = blue[4]
    halves = {
        "left": middle[:, W // 2 + 12 :],
        "right": middle[:, : W // 2 - 12],
        "up": middle[H // 2 + 12 :],
        "down": middle[: H // 2 - 12],
    }
    assert halves[direction].mean() > 0.99  # what moves left comes in from the right
    others = [part for name, part in halves.items() if name != direction]
    assert min(part.mean() for part in others) < 0.01


@pytest.mark.parametrize("kind", ["cut", "crossfade", "push", "wipe", "zoom", "match"])
def test_no_join_is_ever_black_or_empty(ctx: LocalContext, kind: str) -> None:
    frames = frames_of(ctx.path(render(ctx, *two_shots(ctx, kind=kind), quality=8)))
    assert frames.max(axis=3).min() > 80
    if kind != "cut":
        assert frames[0, H // 2, W // 2, 0] > 120 and frames[-1, H // 2, W // 2, 2] > 120


def test_a_match_brings_what_is_looked_at_to_one_place(ctx: LocalContext) -> None:
    """A light spot high on the left, and one low on the right: they meet half-way."""
    pictures = []
    for colour, centre in (((150, 30, 30), (80, 140)), ((30, 30, 150), (140, 200))):
        pixels = np.full((320, 192, 3), colour, np.uint8)
        cv2.circle(pixels, centre, 14, (250, 250, 250), -1)
        file = ctx.scratch / "spot.png"
        Image.fromarray(pixels).save(file)
        pictures.append(PictureLayer(asset=ctx.add(file, "image")))
    made = Transition(
        kind="match",
        frames=9,
        old_focus=(80 / 192, 140 / 320),
        new_focus=(140 / 192, 200 / 320),
    )
    shots = (
        Shot(id="one", frames=20, background=pictures[0]),
        Shot(id="two", frames=20, background=pictures[1], transition=made),
    )
    frames = frames_of(ctx.path(render(ctx, *shots, quality=6)))
    for index, share in ((0, 0.0), (4, 0.5), (8, 1.0)):
        rows, columns = np.nonzero(frames[index][..., 1] > 200)
        expected = (80 + 60 * share, 140 + 60 * share)
        assert (columns.mean(), rows.mean()) == pytest.approx(expected, abs=4)


def test_the_progress_bar_stays_where_it_is_while_pictures_are_pushed(ctx: LocalContext) -> None:
    one, two = two_shots(ctx, kind="push")
    bars = [
        ProgressLayer(start=a, end=b, colour="#ffffff", height=0.04)
        for a, b in ((0.0, 0.65), (0.35, 1.0))
    ]
    one = one.model_copy(update={"layers": (bars[0],)})
    two = two.model_copy(update={"layers": (bars[1],)})
    frames = frames_of(ctx.path(render(ctx, one, two, quality=8)))
    length = [(frame[-4].min(axis=1) > 190).sum() for frame in frames]
    assert length[0] == pytest.approx(0.38 * W, abs=6)
    steps = np.diff(length)
    assert steps.min() >= 0 and steps.max() < 0.08 * W
    assert all((frame[-4, :40].min(axis=1) > 190).all() for frame in frames)


@pytest.mark.parametrize(("first", "last"), [(0, 240), (15, 256), (0, 1800), (7, 8), (5, 5)])
def test_long_shots_are_cut_evenly(first: int, last: int) -> None:
    parts = split_frames(first, last, FPS)
    assert [frame for a, b in parts for frame in range(a, b)] == list(range(first, last))
    lengths = [b - a for a, b in parts]
    assert all(length <= 8 * FPS for length in lengths)
    assert not lengths or max(lengths) - min(lengths) <= 1


def test_a_shot_in_pieces_is_the_shot_in_one(ctx: LocalContext, tmp_path: Path) -> None:
    """Every piece begins with a key frame, joins without a step, and says it is BT.709."""
    slope = np.linspace(40, 200, 330)[:, None].repeat(200, 1)
    pixels = np.dstack([slope, slope, 255 - slope]).astype(np.uint8)
    Image.fromarray(pixels).save(tmp_path / "slope.png")
    layer = PictureLayer(
        asset=ctx.add(tmp_path / "slope.png", "image"), motion=Motion(end=View(zoom=1.3))
    )
    shot = Shot(id="long", frames=48, background=layer)
    pieces = tuple(render(ctx, shot, first=a, last=b) for a, b in ((0, 16), (16, 32), (32, 48)))
    joined = ctx.path(joiner(AssembleParams(pieces=pieces, fps=FPS), ctx).video)
    assert read_tracks(joined)[0].keyframes == (0, 16, 32)
    facts = probe(joined)
    assert (facts.range, facts.matrix, facts.primaries, facts.transfer) == ("tv", *["bt709"] * 3)
    in_pieces, in_one = frames_of(joined), frames_of(ctx.path(render(ctx, shot)))
    assert np.abs(in_pieces - in_one).mean() < 1.0
    # No row of the slope makes a step that the picture has not: no banding.
    assert np.abs(np.diff(in_pieces[20, :, W // 2, 0])).max() <= 4
    assert np.abs(np.diff(in_pieces[:, H // 2, W // 2], axis=0)).max() <= 4


def test_a_preview_has_half_the_sides_and_the_same_pictures(ctx: LocalContext) -> None:
    shots = two_shots(ctx, kind="wipe")
    full = frames_of(ctx.path(render(ctx, *shots)))
    made = render(ctx, *shots, purpose="preview")
    assert (made.meta["width"], made.meta["height"]) == (W // 2, H // 2)
    small = frames_of(ctx.path(made), (W // 2, H // 2))
    assert len(small) == len(full)
    for a, b in zip(small, full, strict=True):
        shrunk = cv2.resize(b.astype(np.uint8), (W // 2, H // 2), interpolation=cv2.INTER_AREA)
        assert np.abs(a - shrunk).mean() < 6


def test_an_encoder_that_is_not_here_is_done_by_x264(ctx: LocalContext) -> None:
    shot = Shot(id="one", frames=6, background=plain(ctx, RED))
    made = render(ctx, shot, encoder="h264_amf")
    assert probe(ctx.path(made)).video_codec == "h264"
    assert frames_of(ctx.path(made))[3, H // 2, W // 2] == pytest.approx(RED, abs=6)
