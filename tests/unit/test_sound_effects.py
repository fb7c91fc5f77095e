"""Each sound effect has the shape its name promises, and begins and ends without a tick."""

from __future__ import annotations

from typing import get_args

import numpy as np
import pytest

from pipelines.generators.sound.effect_synth import EFFECTS, synthesise
from pipelines.roles.sound import EffectName

RATE = 48_000
NAMES: tuple[EffectName, ...] = get_args(EffectName)


def envelope(sound: np.ndarray, parts: int = 20) -> np.ndarray:
    """RMS of twenty equal parts, the loudest 1."""
    whole = len(sound) // parts * parts
    level = np.sqrt(np.square(sound[:whole]).reshape(parts, -1).mean(axis=1))
    return level / level.max()


def centroid(sound: np.ndarray) -> float:
    """Mean frequency of the power spectrum, Hz."""
    power = np.abs(np.fft.rfft(sound.mean(axis=1))) ** 2
    return float((power * np.fft.rfftfreq(len(sound), 1 / RATE)).sum() / power.sum())


def share(sound: np.ndarray, low: float, high: float) -> float:
    power = np.abs(np.fft.rfft(sound.mean(axis=1))) ** 2
    hertz = np.fft.rfftfreq(len(sound), 1 / RATE)
    return float(power[(hertz >= low) & (hertz < high)].sum() / power.sum())


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("seconds", [None, 0.3, 3.0])
def test_every_effect_is_clean(name: EffectName, seconds: float | None) -> None:
    sound, accent = synthesise(name, 4, seconds)
    assert sound.shape == (round((seconds or EFFECTS[name].seconds) * RATE), 2)
    assert sound.dtype == np.float32
    peak = 20 * np.log10(np.abs(sound).max())
    assert peak == pytest.approx(-3.5, abs=0.1)
    assert np.abs(sound[[0, -1]]).max() < 1e-4
    assert np.abs(sound[-48:]).max() < 0.02  # the last millisecond
    assert np.abs(sound.mean(axis=0)).max() < 2e-3
    mono = np.square(sound.mean(axis=1)).mean() / np.square(sound).mean()
    assert 10 * np.log10(mono) > -3  # little is lost on a phone's one loudspeaker
    assert 0 <= accent <= len(sound) / RATE


@pytest.mark.parametrize("name", NAMES)
def test_seeds_are_takes_of_the_same_thing(name: EffectName) -> None:
    one, again, other = (synthesise(name, seed)[0] for seed in (1, 1, 2))
    assert np.array_equal(one, again)
    assert abs(np.corrcoef(one[:, 0], other[:, 0])[0, 1]) < 0.9
    assert 0.5 < centroid(one) / centroid(other) < 2


def test_what_passes_by_swells_and_crosses_over() -> None:
    sound, accent = synthesise("whoosh", 1)
    level = envelope(sound)
    top = int(np.argmax(level))
    assert 7 <= top <= 14 and level[0] < 0.1 and level[-1] < 0.1
    assert accent * RATE / len(sound) == pytest.approx(0.55)
    sides = np.sqrt(np.square(sound[: len(sound) // 3]).mean(axis=0))
    after = np.sqrt(np.square(sound[-len(sound) // 3 :]).mean(axis=0))
    assert np.argmax(sides) != np.argmax(after)


def test_a_riser_grows_brighter_and_louder_up_to_its_end() -> None:
    sound, accent = synthesise("riser", 1)
    level = envelope(sound, 8)
    assert (np.diff(level) > 0).all()
    thirds = np.array_split(sound, 3)
    assert centroid(thirds[0]) < centroid(thirds[1]) < centroid(thirds[2])
    assert accent == pytest.approx(len(sound) / RATE)


@pytest.mark.parametrize("name", ["pop", "click", "ding", "hit"])
def test_what_is_struck_begins_at_once_and_dies_away(name: EffectName) -> None:
    sound, _ = synthesise(name, 1)
    level = envelope(sound)
    assert np.argmax(level) <= 2
    assert level[-1] < 0.05
    first = np.flatnonzero(np.abs(sound).max(axis=1) > 0.3 * np.abs(sound).max())[0]
    assert first / RATE < 0.02


def test_they_lie_where_the_ear_expects_them() -> None:
    sounds = {name: synthesise(name, 1)[0] for name in NAMES}
    assert share(sounds["hit"], 30, 130) > 0.4
    assert share(sounds["hit"], 150, 1500) > 0.03  # heard on a phone
    assert share(sounds["ding"], 900, 6000) > 0.8
    assert share(sounds["shimmer"], 1000, 12_000) > 0.9
    assert share(sounds["page"], 1000, 12_000) > 0.6
    assert share(sounds["click"], 1000, 8000) > 0.2
    assert centroid(sounds["hit"]) < centroid(sounds["pop"]) < centroid(sounds["shimmer"])
