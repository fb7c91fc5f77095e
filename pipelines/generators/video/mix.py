"""Mix narration over music, and master the sum."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pipelines.media.loudness import integrated, normalise, true_peak_db
from pipelines.media.wav import Samples, as_channels, read_wav, write_wav
from pipelines.roles.video import MIX, Clip, MixParams, Soundtrack
from pipelines.sdk import Asset, Context, LocalText, Resources, generator

__all__ = ["mixer"]

RATE = 48000
_PEAK_DB = -1.0
_SILENCE = -70.0  # LUFS and dBTP told for silence: the absolute gate of BS.1770
_CROSSFADE_S = 1.5
_FADE_IN_S = 0.4
_FADE_OUT_S = 2.0
_BLOCK_S = 0.01
_AHEAD_S = 0.25  # the music is down this long before the voice comes
_HOLD_S = 0.55  # and stays down across the gaps between words
_ATTACK_S = 0.25
_RELEASE_S = 0.8
_GATE_DB = -32.0  # below the voice's own level nothing counts as voice


@generator(
    id="studio.audio.mixer",
    role=MIX,
    version="1.0.0",
    title=LocalText(en="Mixer", zh="混音器"),
    summary=LocalText(
        en="Narration over music that ducks under the voice, mastered for social video",
        zh="旁白与自动避让的背景音乐混音，按短视频平台响度母带处理",
    ),
    resources=Resources(cpu=1, ram_mb=400, seconds=2.0),
)
def mixer(params: MixParams, ctx: Context) -> Soundtrack:
    """Voice and music are brought to known levels first, so ``music_db`` means what it says."""
    length = round(params.duration * RATE)
    ctx.progress(0.0, "Placing voice")
    voice = _narration(params.narration, ctx, length, params.loudness)
    mix = np.repeat(voice[:, None], 2, axis=1)
    if params.music is not None:
        ctx.progress(0.3, "Ducking music")
        music = _level(_stereo(params.music, ctx), params.loudness + params.music_db)
        gain = _ducking(voice, params.duck_db) * _fades(length)
        mix += _looped(music, length, params.music_loop) * gain[:, None]
    ctx.progress(0.6, "Mastering")
    mix = as_channels(normalise(mix, RATE, params.loudness, _PEAK_DB))
    loudness, peak = integrated(mix, RATE), true_peak_db(mix, RATE)
    file = ctx.scratch / "mix.wav"
    write_wav(file, mix, RATE)
    ctx.progress(1.0, "Done")
    audio = ctx.save(file, "sound", duration=length / RATE, sample_rate=RATE, channels=2)
    return Soundtrack(
        audio=audio,
        loudness=round(max(loudness, _SILENCE), 2),
        true_peak=round(max(peak, _SILENCE), 2),
    )


def _at_rate(audio: Samples, rate: int) -> Samples:
    if rate == RATE:
        return audio
    from math import gcd

    from scipy.signal import resample_poly

    common = gcd(rate, RATE)
    return np.asarray(resample_poly(audio, RATE // common, rate // common, axis=0), np.float32)


def _stereo(asset: Asset, ctx: Context) -> Samples:
    """``[n, 2]`` at 48 kHz; mono on both sides, more channels by their first two."""
    audio = _at_rate(*read_wav(ctx.path(asset)))
    return np.ascontiguousarray(audio[:, [0, 0]] if audio.shape[1] == 1 else audio[:, :2])


def _level(audio: Samples, lufs: float) -> Samples:
    """The sound at a loudness, by plain gain; silence stays silence."""
    loudness = integrated(audio, RATE)
    if not np.isfinite(loudness):
        return audio
    return audio * np.float32(10 ** ((lufs - loudness) / 20))


def _narration(clips: tuple[Clip, ...], ctx: Context, length: int, lufs: float) -> Samples:
    """All clips on one track ``[length]``, each to the sample where it belongs, at one loudness.

    What would go past the end falls away.
    """
    track = np.zeros(length, np.float32)
    for clip in clips:
        audio = _at_rate(*read_wav(ctx.path(clip.audio))).mean(axis=1)
        start = round(clip.start * RATE)
        end = min(length, start + len(audio))
        if start < end:
            track[start:end] += audio[: end - start]
    # The voice will be on two channels, which reads 3 LU more than on one.
    return _level(track, lufs - 10 * float(np.log10(2)))


def _looped(music: Samples, length: int, loop_s: float | None) -> Samples:
    """Music ``[n, 2]`` made ``[length, 2]``.

    With a loop point it is repeated from there as it is (a tail beyond it rings on over the next
    round); without one, rounds overlap by an equal-power crossfade.
    """
    if loop_s is None:
        fade = min(round(_CROSSFADE_S * RATE), len(music) // 4)
        period = len(music) - fade
        if len(music) < length and fade:
            angle = np.linspace(0, np.pi / 2, fade, dtype=np.float32)[:, None]
            first_round = music.copy()
            first_round[period:] *= np.cos(angle)
            later = first_round.copy()
            later[:fade] *= np.sin(angle)
            return _repeated(first_round, later, period, length)
    else:
        period = min(max(1, round(loop_s * RATE)), len(music))
    return _repeated(music, music, period, length)


def _repeated(first: Samples, later: Samples, period: int, length: int) -> Samples:
    out = np.zeros((length, 2), np.float32)
    for start in range(0, length, max(1, period)):
        part = (later if start else first)[: length - start]
        out[start : start + len(part)] += part
    return out


def _ducking(voice: Samples, duck_db: float) -> Samples:
    """Gain ``[n]`` for the music: down before the voice comes, back up softly after it.

    Works on 10 ms blocks: where there is voice, widened by look-ahead and hold, then smoothed by
    raised cosines in dB, so there is no corner to be heard.
    """
    from scipy.ndimage import maximum_filter1d

    block = round(_BLOCK_S * RATE)
    count = -(-len(voice) // block)
    padded = np.pad(voice, (0, count * block - len(voice)))
    power = np.square(padded.reshape(count, block)).mean(axis=1)
    spoken = power[power > 0]
    if not len(spoken):
        return np.ones(len(voice), np.float32)
    # The level of speech proper: its louder half.
    level = float(np.mean(np.sort(spoken)[len(spoken) // 2 :]))
    active = (power > level * 10 ** (_GATE_DB / 10)).astype(np.float32)
    before, after = round(_AHEAD_S / _BLOCK_S), round(_HOLD_S / _BLOCK_S)
    # A window from ``after`` blocks back to ``before`` blocks ahead.
    active = maximum_filter1d(
        active, before + after + 1, origin=(after - before) // 2, mode="constant"
    )
    depth = _eased(active, round(_ATTACK_S / _BLOCK_S), round(_RELEASE_S / _BLOCK_S))
    middles = (np.arange(count) + 0.5) * block
    fine = np.interp(np.arange(len(voice)), middles, depth)
    return (10 ** (duck_db * fine / 20)).astype(np.float32)


def _eased(active: NDArray[np.floating], attack: int, release: int) -> Samples:
    """0–1 → 0–1 with raised-cosine slopes: ``attack`` and ``release`` blocks long.

    Linear slopes first (the distance to the nearest active block), then bent.
    """
    blocks = np.arange(len(active), dtype=np.float32)
    on = active > 0
    last = np.maximum.accumulate(np.where(on, blocks, -np.inf))
    following = np.minimum.accumulate(np.where(on, blocks, np.inf)[::-1])[::-1]
    falling = 1 - (blocks - last) / max(1, release)
    rising = 1 - (following - blocks) / max(1, attack)
    linear = np.clip(np.maximum(falling, rising), 0, 1)
    return ((1 - np.cos(np.pi * linear)) / 2).astype(np.float32)


def _fades(length: int) -> Samples:
    """Gain ``[length]``: in at the start, out at the end, shorter for short pieces."""
    gain = np.ones(length, np.float32)
    fade_in = min(round(_FADE_IN_S * RATE), length // 4)
    fade_out = min(round(_FADE_OUT_S * RATE), length // 3)
    if fade_in:
        gain[:fade_in] = np.sin(np.linspace(0, np.pi / 2, fade_in)) ** 2
    if fade_out:
        gain[-fade_out:] *= np.cos(np.linspace(0, np.pi / 2, fade_out)) ** 2
    return gain
