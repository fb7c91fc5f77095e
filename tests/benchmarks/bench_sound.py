"""Loudness on odd material, the mixer's speed and memory, and how sound and picture drift apart.

    python tests/benchmarks/bench_sound.py [--minutes 60] [--skip table,memory,drift]

A part at a time: ``--skip memory`` and ``--skip table,drift`` take some minutes each.

The table is measured by ffmpeg's ``ebur128``, not by our own meter. Memory is what the mixing
process and its children hold at most, above what it holds before it mixes. Drift: an hour of tiny
frames with a flash each minute, joined by the joiner, under a mix with a click each minute; both
are read back from the finished file.
"""

from __future__ import annotations

import argparse
import multiprocessing
import tempfile
import threading
import time
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np
import psutil
from PIL import Image

from pipelines.documents.shot import PictureLayer, Shot
from pipelines.generators.sound.effect_synth import synthesise
from pipelines.generators.sound.mixer import mixer
from pipelines.generators.video.assemble import joiner
from pipelines.generators.video.render import compositor
from pipelines.media import ffmpeg
from pipelines.media.video_probe import measure_loudness
from pipelines.media.wav import write_wav
from pipelines.roles.sound import Ambient, Clip, MixParams, Placed
from pipelines.roles.video import AssembleParams, RenderParams
from pipelines.sdk import Asset
from pipelines.sdk.testing import LocalContext

RATE, FPS = 48_000, 30


def speech(seconds: float, seed: int = 1) -> np.ndarray:
    """Syllables of a buzz ``[n]``, with pauses as between sentences."""
    time_s = np.arange(round(seconds * RATE)) / RATE
    tones = [np.sin(2 * np.pi * 140 * k * time_s + seed * k) / k for k in range(1, 30)]
    syllables = np.clip(np.sin(2 * np.pi * 3.1 * time_s + seed), 0, 1) ** 0.7
    spoken = (time_s % 6) < 4.5
    return (0.3 * np.sum(tones, axis=0) * syllables * spoken).astype(np.float32)


def tune(seconds: float) -> np.ndarray:
    time_s = np.arange(round(seconds * RATE)) / RATE
    notes = [np.sin(2 * np.pi * hertz * time_s) for hertz in (220, 331)]
    beat = np.exp(-(time_s % 0.5) / 0.2)
    return (0.3 * np.stack(notes, axis=1) * beat[:, None]).astype(np.float32)


def saved(ctx: LocalContext, name: str, audio: np.ndarray, rate: int = RATE) -> Asset:
    file = ctx.scratch / name
    write_wav(file, audio, rate)
    return ctx.add(file, "sound")


def table(ctx: LocalContext) -> None:
    said, song = speech(20), saved(ctx, "song.wav", tune(12))
    nothing = np.zeros_like(said)
    surround = np.stack([nothing] * 2 + [said] + [nothing] * 3, axis=1)
    voices = {
        "mono voice": (said, RATE),
        "stereo voice, one side softer": (np.stack([said, 0.3 * said], axis=1), RATE),
        "voice at -55 dB": (0.002 * said, RATE),
        "clipped voice": (np.clip(30 * said, -1, 1), RATE),
        "8 kHz voice": (said[::6], 8000),
        "5.1, voice in the centre": (surround, RATE),
        "constant offset": (0.3 * said + 0.5, RATE),
        "one second": (said[:RATE], RATE),
    }
    print(f"{'material':38} {'LUFS':>7} {'dBTP':>7}")
    for name, (audio, rate) in voices.items():
        clip = Clip(audio=saved(ctx, "said.wav", audio, rate), start=0)
        for with_music in (False, True):
            params = MixParams(
                duration=len(audio) / rate, narration=(clip,), music=song if with_music else None
            )
            told(ctx, f"{name}{' + music' if with_music else ''}", params)
    told(ctx, "music only", MixParams(duration=20, music=song))
    street = saved(ctx, "street.wav", np.stack([0.05 * said, 0.04 * said], axis=1))
    everything = MixParams(
        duration=20,
        narration=(Clip(audio=saved(ctx, "said.wav", said[: 8 * RATE]), start=3),),
        music=song,
        effects=(Placed(audio=saved(ctx, "hit.wav", synthesise("hit", 1)[0]), start=2.5),),
        ambient=(Ambient(audio=street, start=0),),
    )
    told(ctx, "voice, music, effect, original sound", everything)


def told(ctx: LocalContext, name: str, params: MixParams) -> None:
    heard = measure_loudness(ctx.path(mixer(params, ctx).audio))
    print(f"{name:38} {heard.integrated:7.1f} {heard.true_peak:7.1f}")


def long_mix(minutes: float, report: Connection) -> None:
    """A mix with a sentence every six seconds over music and original sound; seconds it took."""
    with tempfile.TemporaryDirectory() as folder:
        ctx = LocalContext(Path(folder))
        said = saved(ctx, "said.wav", speech(4.5))
        song, street = saved(ctx, "song.wav", tune(30)), saved(ctx, "street.wav", 0.1 * tune(60))
        seconds = minutes * 60
        params = MixParams(
            duration=seconds,
            narration=tuple(Clip(audio=said, start=at) for at in np.arange(0, seconds - 5, 6)),
            music=song,
            music_loop=30.0,
            ambient=tuple(Ambient(audio=street, start=at) for at in np.arange(0, seconds, 60)),
        )
        report.send("ready")
        report.recv()
        begun = time.perf_counter()
        mixer(params, ctx)
        report.send(time.perf_counter() - begun)


def memory(minutes: float) -> None:
    ours, theirs = multiprocessing.get_context("spawn").Pipe()
    child = multiprocessing.get_context("spawn").Process(target=long_mix, args=(minutes, theirs))
    child.start()
    ours.recv()
    process = psutil.Process(child.pid)

    def held() -> int:
        total = 0
        for one in [process, *process.children(recursive=True)]:
            try:
                total += one.memory_info().rss
            except psutil.NoSuchProcess:
                continue
        return total

    before, most, done = held(), [0], threading.Event()

    def watch() -> None:
        while not done.wait(0.05):
            most[0] = max(most[0], held())

    watcher = threading.Thread(target=watch)
    watcher.start()
    ours.send("go")
    took = ours.recv()
    done.set()
    watcher.join()
    child.join()
    print(
        f"{minutes:g} min mixed in {took:.1f} s (real-time factor {took / minutes / 60:.4f}); "
        f"{most[0] / 2**20:.0f} MB at most, {(most[0] - before) / 2**20:.0f} MB above the start"
    )


def drift(ctx: LocalContext, minutes: int) -> None:
    pieces: list[Asset] = []
    for name, shade, frames in (("flash", 255, 3), ("dark", 16, 60 * FPS - 3)):
        file = ctx.scratch / f"{name}.png"
        Image.new("RGB", (64, 64), (shade,) * 3).save(file)
        shot = Shot(id=name, frames=frames, background=PictureLayer(asset=ctx.add(file, "image")))
        params = RenderParams(shots=(shot,), width=64, height=64, fps=FPS)
        pieces.append(compositor(params, ctx).video)
    blip = np.sin(2 * np.pi * 1000 * np.arange(RATE // 20) / RATE).astype(np.float32)
    click = saved(ctx, "click.wav", 0.5 * blip)
    clips = tuple(Clip(audio=click, start=60.0 * minute) for minute in range(minutes))
    mixed = mixer(MixParams(duration=60.0 * minutes, narration=clips), ctx)
    joined = AssembleParams(pieces=tuple(pieces) * minutes, audio=mixed.audio, fps=FPS)
    file = ctx.path(joiner(joined, ctx).video)
    flashes, clicks = flashes_in(file), clicks_in(file)
    if not len(flashes) == len(clicks) == minutes:
        raise SystemExit(f"{len(flashes)} flashes and {len(clicks)} clicks in {minutes} min")
    apart = np.abs(flashes - clicks) * FPS
    print(
        f"{minutes} min: {minutes} flashes and clicks, apart by {apart.mean():.3f} frames in the "
        f"mean, {apart.max():.3f} at worst, {apart[-1]:.3f} in the last minute"
    )


def flashes_in(file: Path) -> np.ndarray:
    """Seconds at which the picture turns bright."""
    size = ["-vf", "scale=2:2,format=gray", "-fps_mode", "passthrough"]
    arguments = ["-i", file, "-map", "0:v:0", *size, "-f", "rawvideo", "-"]
    bright: list[bool] = []
    frame = np.zeros(4, np.uint8)
    with ffmpeg.RawReader(arguments, "reading the picture") as reader:
        while reader.read_into(frame):
            bright.append(frame.mean() > 128)
    return np.flatnonzero(np.diff([False, *bright]) & np.array(bright)) / FPS


def clicks_in(file: Path) -> np.ndarray:
    """Seconds at which the sound begins after a second of silence."""
    raw = file.with_suffix(".f32")
    decode = ["-i", file, "-map", "0:a:0", "-ac", "1", "-ar", "8000", "-f", "f32le", raw]
    ffmpeg.run(decode, "reading the sound")
    sound = np.abs(np.fromfile(raw, "<f4"))
    raw.unlink()
    loud = np.flatnonzero(sound > 0.3 * sound.max()) / 8000
    return loud[np.diff(loud, prepend=-10.0) > 1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=int, default=60)
    parser.add_argument("--skip", default="")
    args = parser.parse_args()
    skipped = args.skip.split(",")
    with tempfile.TemporaryDirectory() as folder:
        ctx = LocalContext(Path(folder))
        if "table" not in skipped:
            table(ctx)
        if "memory" not in skipped:
            for minutes in (args.minutes / 6, args.minutes):
                memory(minutes)
        if "drift" not in skipped:
            drift(ctx, args.minutes)


if __name__ == "__main__":
    main()
