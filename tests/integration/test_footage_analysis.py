"""What is in a video is found: cuts, faults, what moves, who speaks, and what is said again."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from pipelines.generators.footage.analyse import analyse
from pipelines.generators.footage.cuts import find_shots
from pipelines.generators.footage.focus import calm
from pipelines.generators.speech.espeak import EspeakParams, espeak
from pipelines.media import ffmpeg
from pipelines.media.footage_voice import likeness
from pipelines.media.wav import read_wav, write_wav
from pipelines.roles.footage import AnalyseParams, Analysis
from pipelines.sdk import InputError
from pipelines.sdk.testing import LocalContext

FPS = 20
SIZE = (256, 144)


@pytest.fixture
def ctx(tmp_path: Path) -> LocalContext:
    cv2.setNumThreads(1)
    return LocalContext(tmp_path)


def texture(seed: int, size: tuple[int, int] = SIZE) -> np.ndarray:
    coarse = np.random.default_rng(seed).integers(60, 150, (9, 16, 3)).astype(np.uint8)
    return cv2.resize(coarse, size, interpolation=cv2.INTER_CUBIC)


def detail(seed: int) -> np.ndarray:
    noise = np.random.default_rng(seed).integers(0, 90, (SIZE[1], SIZE[0], 1))
    return np.clip(texture(seed) * 0.7 + noise, 0, 255).astype(np.uint8)


def video(file: Path, frames: list[np.ndarray], sound: Path | None = None) -> Path:
    raw = file.with_suffix(".rgb")
    raw.write_bytes(np.ascontiguousarray(np.stack(frames), np.uint8).tobytes())
    height, width = frames[0].shape[:2]
    layout = ("-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{width}x{height}", "-r", str(FPS))
    more: tuple[str | Path, ...] = ("-i", sound, "-c:a", "pcm_s16le") if sound else ()
    codec = ("-c:v", "libx264", "-preset", "ultrafast", "-crf", "12", "-pix_fmt", "yuv420p")
    ffmpeg.run([*layout, "-i", raw, *more, *codec, file], f"making {file.name}")
    raw.unlink()
    return file


def looked_at(ctx: LocalContext, file: Path, **wanted: object) -> Analysis:
    params = {"footage": ctx.add(file, "video"), "name": file.name, **wanted}
    return analyse(AnalyseParams.model_validate(params), ctx)


def with_ball(ground: np.ndarray, x: float, y: float) -> np.ndarray:
    frame = ground.copy()
    centre = round(x * frame.shape[1]), round(y * frame.shape[0])
    cv2.circle(frame, centre, 15, (240, 60, 40), -1, cv2.LINE_AA)
    return frame


def test_the_focus_follows_what_moves_without_jitter(ctx: LocalContext, tmp_path: Path) -> None:
    """A ball rolls from left to right, with small steps up and down on the way."""
    ground = texture(3)
    places = [(0.12 + 0.74 * i / 119, 0.5 + 0.03 * np.sin(i)) for i in range(120)]
    frames = [with_ball(ground, x, y) for x, y in places]
    file = video(tmp_path / "ball.mkv", frames)
    found = looked_at(ctx, file)
    assert (found.width, found.height, found.has_sound) == (*SIZE, False)
    assert found.duration == pytest.approx(6, abs=0.06) and len(found.shots) == 1
    t = np.array([point.t for point in found.focus])
    x = np.array([point.x for point in found.focus])
    truth = np.interp(t, np.arange(120) / FPS, [place[0] for place in places])
    assert np.abs(x - truth).max() < 0.12  # the ball stays well inside a 9:16 window: ±0.158
    assert (np.diff(x) > -1e-3).all()  # no turning back
    speed = np.diff(x) / np.diff(t)
    assert np.abs(np.diff(speed)).max() < 0.12
    assert np.ptp([point.y for point in found.focus]) < 0.02  # the bobbing is left alone


def test_a_still_subject_is_looked_at_without_moving(ctx: LocalContext, tmp_path: Path) -> None:
    ground = texture(4)
    frames = [with_ball(ground, 0.8, 0.4 + 0.02 * np.sin(i / 2)) for i in range(50)]
    found = looked_at(ctx, video(tmp_path / "still.mkv", frames))
    xs = {point.x for point in found.focus}
    assert len(xs) == 1 and xs.pop() == pytest.approx(0.8, abs=0.06)


def test_cuts_are_found_to_the_frame_and_the_focus_jumps_with_them(
    ctx: LocalContext, tmp_path: Path
) -> None:
    left, right = texture(5), texture(11)
    frames = [with_ball(left, 0.2, 0.5 + 0.1 * np.sin(i / 5)) for i in range(33)]
    frames += [with_ball(right, 0.8, 0.5 + 0.1 * np.sin(i / 5)) for i in range(40)]
    frames[60] = np.full_like(frames[0], 255)  # a flash is no cut
    found = looked_at(ctx, video(tmp_path / "two.mkv", frames))
    assert [shot.start for shot in found.shots] == [0, 33 / FPS]
    before = [point.x for point in found.focus if point.t < 33 / FPS]
    after = [point.x for point in found.focus if point.t >= 33 / FPS]
    assert max(before) < 0.35 and min(after) > 0.65


def test_a_wild_pan_is_no_cut() -> None:
    changes = [
        0.0,
        *[1.0] * 20,
        *[30.0, 34, 28, 36, 31, 29, 33, 35],
        *[1.0] * 20,
        60.0,
        *[1.0] * 20,
    ]
    assert [shot.start for shot in find_shots(changes, 10)] == [0.0, 4.9]


def test_faults_are_named_and_the_best_is_elsewhere(ctx: LocalContext, tmp_path: Path) -> None:
    sharp = detail(7)
    soft = cv2.GaussianBlur(sharp, (0, 0), 6)
    rng = np.random.default_rng(2)

    def shaken(i: int) -> np.ndarray:
        aside, down = 14.0 * (-1) ** (i // 5), float(rng.integers(-6, 7))
        by = np.array([[1, 0, aside], [0, 1, down]], np.float32)
        return np.asarray(cv2.warpAffine(sharp, by, SIZE, borderMode=cv2.BORDER_REFLECT))

    def lively(i: int) -> np.ndarray:
        return with_ball(sharp, 0.3 + 0.3 * np.sin(i / 6) ** 2, 0.5)

    frames = [np.zeros_like(sharp)] * (2 * FPS)
    frames += [with_ball(soft, 0.4, 0.5)] * (3 * FPS)
    frames += [lively(i) for i in range(4 * FPS)]
    frames += [shaken(i) for i in range(3 * FPS)]
    frames += [sharp // 9] * (2 * FPS)
    found = looked_at(ctx, video(tmp_path / "mixed.mkv", frames))
    middles = {part.reason: (part.start + part.end) / 2 for part in found.bad}
    assert middles["black"] == pytest.approx(1, abs=0.6)
    assert middles["blurred"] == pytest.approx(3.5, abs=0.6)
    assert middles["shaky"] == pytest.approx(10.5, abs=0.6)
    assert middles["dark"] == pytest.approx(13, abs=0.6)
    best = found.moments[0]
    assert best.start >= 4.9 and best.end <= 9.1 and {"sharp", "lively"} & set(best.reasons)
    assert all(a.score >= b.score for a, b in zip(found.moments, found.moments[1:], strict=False))
    for moment in found.moments:
        assert not any(bad.start < moment.end and bad.end > moment.start for bad in found.bad)


def talk(ctx: LocalContext, file: Path, *parts: tuple[str, float]) -> list[tuple[float, float]]:
    """Sentences with silences after them, over a little room noise; where each is said."""
    at, spans = 0.5, list[tuple[float, float]]()
    sound = [np.zeros(24000, np.float32)]
    for text, pause in parts:
        said = espeak(EspeakParams(text=text, language="en"), ctx)
        audio, _ = read_wav(ctx.path(said.audio))
        mono = 0.6 * audio.mean(axis=1)
        loud = np.flatnonzero(np.abs(mono) > 0.005)
        mono = mono[loud[0] : loud[-1]]
        spans.append((at, at + len(mono) / 48000))
        sound += [mono, np.zeros(round(pause * 48000), np.float32)]
        at += len(mono) / 48000 + pause
    whole = np.concatenate(sound)
    whole = whole + np.random.default_rng(1).normal(0, 0.002, len(whole))
    write_wav(file, whole.astype(np.float32), 48000)
    return spans


def test_phrases_and_silences_are_found_and_a_second_take_sounds_alike(
    ctx: LocalContext, tmp_path: Path
) -> None:
    spans = talk(
        ctx,
        tmp_path / "talk.wav",
        ("Today we are going to make cold brew", 0.8),
        ("Today we are going to make cold brew coffee at home", 0.7),
        ("Grind the beans and wait overnight", 0.9),
    )
    frames = [with_ball(texture(3), 0.5, 0.5)] * round(FPS * (spans[-1][1] + 0.9))
    found = looked_at(ctx, video(tmp_path / "talk.mkv", frames, tmp_path / "talk.wav"))
    assert found.has_sound and len(found.speech) == 3
    for phrase, (start, end) in zip(found.speech, spans, strict=True):
        assert phrase.start == pytest.approx(start, abs=0.12)
        assert phrase.end == pytest.approx(end, abs=0.15)
        assert -40 < phrase.loudness < -5
    assert len(found.silences) == 4
    prints = [phrase.fingerprint for phrase in found.speech]
    assert likeness(prints[0], prints[1]) > 0.8
    assert likeness(prints[0], prints[2]) < 0.7 and likeness(prints[1], prints[2]) < 0.7


def test_only_the_wanted_part_is_looked_through(ctx: LocalContext, tmp_path: Path) -> None:
    frames = [with_ball(texture(3), 0.2 + 0.01 * (i // FPS), 0.5) for i in range(8 * FPS)]
    file = video(tmp_path / "long.mkv", frames)
    found = looked_at(ctx, file, start=3, end=5)
    assert found.duration == pytest.approx(8, abs=0.06)
    assert found.shots[0].start == 3 and found.shots[-1].end == pytest.approx(5, abs=0.06)
    assert [second.at for second in found.seconds] == [3, 4]
    with pytest.raises(InputError, match="nothing is there"):
        looked_at(ctx, file, start=30)


def test_the_calm_path_keeps_to_its_tube_and_drops_outliers() -> None:
    rng = np.random.default_rng(0)
    truth = np.r_[np.full(40, 0.3), np.linspace(0.3, 0.8, 40), np.full(40, 0.8)]
    noisy = truth + rng.normal(0, 0.02, 120)
    noisy[[20, 60, 61, 100]] = 0.05
    path = calm(noisy)
    assert np.abs(path - truth).max() < 0.11
    assert np.ptp(path[5:30]) < 0.02 and np.ptp(path[90:115]) < 0.02
    assert np.abs(np.diff(path, 3)).max() < 0.01
