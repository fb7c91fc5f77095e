"""The sound engines keep the promises of their roles."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from pipelines.generators.sound.beats import beat_finder
from pipelines.generators.sound.effect import effects
from pipelines.generators.sound.mixer import mixer
from pipelines.media.wav import write_wav
from pipelines.roles.sound import Ambient, BeatsParams, Clip, EffectParams, MixParams, Placed
from pipelines.sdk import Asset
from pipelines.sdk.testing import LocalContext, check_generator


def _tone(ctx: LocalContext, folder: Path, name: str, seconds: float, hertz: float = 330) -> Asset:
    wave = 0.2 * np.sin(np.arange(round(seconds * 48000)) * 2 * np.pi * hertz / 48000)
    write_wav(folder / name, wave.astype(np.float32), 48000)
    return ctx.add(folder / name, "sound")


def test_the_mixer_keeps_the_contract(tmp_path: Path) -> None:
    ctx = LocalContext(tmp_path)
    said, music = _tone(ctx, tmp_path, "say.wav", 0.6), _tone(ctx, tmp_path, "tune.wav", 1.0)
    params = MixParams(
        duration=2.0,
        narration=(Clip(audio=said, start=0.5),),
        music=music,
        effects=(Placed(audio=_tone(ctx, tmp_path, "ding.wav", 0.2, 1000), start=1.5),),
        ambient=(Ambient(audio=_tone(ctx, tmp_path, "street.wav", 1.0, 90), start=0.0),),
        stems=True,
    )
    mixed = check_generator(mixer, params, ctx)
    assert abs(mixed.loudness + 14) <= 0.5 and mixed.true_peak <= -0.95
    assert mixed.stems is not None and mixed.stems.music is not None


def test_the_effects_keep_the_contract(tmp_path: Path) -> None:
    made = check_generator(effects, EffectParams(name="whoosh", seed=3), LocalContext(tmp_path))
    assert made.duration == 0.7 and 0 < made.accent < made.duration


def test_the_beat_finder_keeps_the_contract(tmp_path: Path) -> None:
    ctx = LocalContext(tmp_path)
    time = np.arange(6 * 48_000) / 48_000
    pulse = 0.4 * np.sin(2 * np.pi * 220 * time) * np.exp(-(time % 0.5) / 0.05)
    write_wav(tmp_path / "pulse.wav", pulse.astype(np.float32), 48_000)
    params = BeatsParams(audio=ctx.add(tmp_path / "pulse.wav", "music"))
    found = check_generator(beat_finder, params, ctx)
    assert abs(found.tempo - 120) < 1 and found.duration == 6
