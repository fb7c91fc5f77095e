"""Whatever comes in, the mix is as loud as platforms ask, measured by ffmpeg's own meter."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile

from pipelines.generators.sound.mixer import mixer
from pipelines.media import ffmpeg
from pipelines.media.loudness import integrated
from pipelines.media.video_probe import measure_loudness
from pipelines.media.wav import read_wav
from pipelines.roles.sound import Ambient, Clip, MixParams, Placed
from pipelines.sdk import Asset, InputError
from pipelines.sdk.testing import LocalContext

RATE = 48_000


@pytest.fixture
def ctx(tmp_path: Path) -> LocalContext:
    return LocalContext(tmp_path)


def voice(seconds: float = 3.0, seed: int = 1) -> np.ndarray:
    """Syllables of a buzz with overtones ``[n]``, peaking near −6 dBFS."""
    time = np.arange(round(seconds * RATE)) / RATE
    tones = [np.sin(2 * np.pi * 140 * k * time + seed * k) / k for k in range(1, 30)]
    syllables = np.clip(np.sin(2 * np.pi * 3.1 * time + seed), 0, 1) ** 0.7
    return 0.3 * np.sum(tones, axis=0) * syllables


def music(seconds: float = 3.0) -> np.ndarray:
    time = np.arange(round(seconds * RATE)) / RATE
    return 0.2 * np.stack([np.sin(2 * np.pi * hertz * time) for hertz in (220, 331)], axis=1)


def saved(ctx: LocalContext, name: str, audio: np.ndarray, rate: int = RATE) -> Asset:
    file = ctx.scratch / name
    soundfile.write(str(file), audio, rate, subtype="FLOAT")
    return ctx.add(file, "sound")


def odd(kind: str) -> tuple[np.ndarray, int]:
    said = voice()
    holes = said.copy()
    holes[::7001] = np.nan
    nothing = np.zeros_like(said)
    return {
        "mono": (said, RATE),
        "stereo, one side softer": (np.stack([said, 0.3 * said], axis=1), RATE),
        "very quiet": (said * 0.002, RATE),
        "clipped": (np.clip(30 * said, -1, 1), RATE),
        "constant offset": (0.3 * said + 0.5, RATE),
        "8 kHz": (said[::6], 8000),
        "44.1 kHz": (said[: 44_100 * 2], 44_100),
        "5.1, voice in the centre": (
            np.stack([nothing] * 2 + [said] + [nothing] * 3, axis=1),
            RATE,
        ),
        "holes in the numbers": (holes, RATE),
        "one second": (said[:RATE], RATE),
    }[kind]


@pytest.mark.parametrize(
    "kind",
    [
        "mono",
        "stereo, one side softer",
        "very quiet",
        "clipped",
        "constant offset",
        "8 kHz",
        "44.1 kHz",
        "5.1, voice in the centre",
        "holes in the numbers",
        "one second",
    ],
)
@pytest.mark.parametrize("with_music", [False, True])
def test_loudness_and_true_peak_on_odd_material(
    kind: str, with_music: bool, ctx: LocalContext
) -> None:
    audio, rate = odd(kind)
    params = MixParams(
        duration=len(audio) / rate,
        narration=(Clip(audio=saved(ctx, "said.wav", audio, rate), start=0),),
        music=saved(ctx, "music.wav", music()) if with_music else None,
    )
    made = mixer(params, ctx)
    heard = measure_loudness(ctx.path(made.audio))
    assert heard.integrated == pytest.approx(-14, abs=0.5)
    assert heard.true_peak <= -1.0
    mixed = read_wav(ctx.path(made.audio))[0]
    assert len(mixed) == round(params.duration * RATE)
    assert np.abs(mixed.mean(axis=0)).max() < 0.005
    assert made.notes == ()


def test_a_tenth_of_a_second_and_silence_go_through(ctx: LocalContext) -> None:
    short = saved(ctx, "short.wav", voice(0.1))
    made = mixer(MixParams(duration=0.1, narration=(Clip(audio=short, start=0),)), ctx)
    assert made.loudness == pytest.approx(-14, abs=0.5) and made.true_peak <= -1
    silent = saved(ctx, "silent.wav", np.zeros(RATE))
    made = mixer(MixParams(duration=1, narration=(Clip(audio=silent, start=0),)), ctx)
    assert not read_wav(ctx.path(made.audio))[0].any()


def test_two_voices_become_equally_loud(ctx: LocalContext) -> None:
    loud, soft = saved(ctx, "a.wav", voice()), saved(ctx, "b.wav", 0.04 * voice(seed=2))
    clips = (Clip(audio=loud, start=0), Clip(audio=soft, start=3))
    made = mixer(MixParams(duration=6, narration=clips), ctx)
    audio = read_wav(ctx.path(made.audio))[0]
    first, second = (integrated(audio[a : a + 3 * RATE], RATE) for a in (0, 3 * RATE))
    assert first == pytest.approx(second, abs=0.7)


def test_parts_of_one_take_keep_their_levels(ctx: LocalContext) -> None:
    take = saved(ctx, "take.wav", np.concatenate([voice(), 0.25 * voice()]))
    clips = tuple(
        Clip(audio=take, start=start, offset=start, duration=3, take="one") for start in (0, 3)
    )
    made = mixer(MixParams(duration=6, narration=clips, treat_voice=False), ctx)
    audio = read_wav(ctx.path(made.audio))[0]
    first, second = (integrated(audio[a : a + 3 * RATE], RATE) for a in (0, 3 * RATE))
    assert first - second == pytest.approx(12, abs=1)


def test_stems_add_up_to_the_mix(ctx: LocalContext) -> None:
    params = MixParams(
        duration=6,
        narration=(Clip(audio=saved(ctx, "said.wav", voice()), start=1.5),),
        music=saved(ctx, "music.wav", music()),
        effects=(Placed(audio=saved(ctx, "fx.wav", voice(0.3)), start=5, gain_db=3),),
        ambient=(Ambient(audio=saved(ctx, "street.wav", 0.01 * voice(4, 3)), start=0.5),),
        stems=True,
        loudness=-24,  # nothing for the limiter to do
    )
    made = mixer(params, ctx)
    assert made.stems is not None
    tracks = [made.stems.narration, made.stems.music, made.stems.effects, made.stems.ambient]
    sounds = [read_wav(ctx.path(track))[0] for track in tracks if track is not None]
    assert len(sounds) == 4
    mixed = read_wav(ctx.path(made.audio))[0]
    assert np.abs(np.sum(sounds, axis=0) - mixed).max() < 2 / 32768
    said, _, struck, _ = sounds
    assert not said[: round(1.49 * RATE)].any() and not struck[: 5 * RATE - 1].any()
    assert struck[5 * RATE : round(5.3 * RATE)].any()


def test_original_sound_alone_pushes_the_music_down(ctx: LocalContext) -> None:
    params = MixParams(
        duration=10,
        music=saved(ctx, "music.wav", music(10)),
        ambient=(Ambient(audio=saved(ctx, "talk.wav", voice()), start=3, sound="only"),),
        stems=True,
    )
    made = mixer(params, ctx)
    assert made.stems is not None and made.stems.music is not None
    bed = read_wav(ctx.path(made.stems.music))[0]
    level = [20 * np.log10(bed[round(t * RATE) :][:9600].std()) for t in (1.5, 4.5, 7.8)]
    assert level[0] - level[1] == pytest.approx(9, abs=1.5)
    assert level[2] - level[0] == pytest.approx(0, abs=0.5)


def test_the_sound_of_a_video_lies_where_its_picture_is(ctx: LocalContext) -> None:
    """AAC in MP4, from the middle: a blip stays within two milliseconds of its time."""
    time = np.arange(4 * RATE) / RATE
    blips = np.sin(2 * np.pi * 1000 * time) * ((time % 1) < 0.02) * 0.5
    wav, video = ctx.scratch / "blips.wav", ctx.scratch / "clip.mp4"
    soundfile.write(str(wav), blips, RATE)
    picture = ["-f", "lavfi", "-i", "color=gray:size=64x64:rate=25:duration=4"]
    ffmpeg.run([*picture, "-i", wav, "-c:a", "aac", "-b:a", "128k", video], "making a clip")
    part = Ambient(audio=ctx.add(video, "video"), start=0.25, offset=1.5, duration=2, sound="only")
    made = mixer(MixParams(duration=3, ambient=(part,)), ctx)
    heard = np.abs(read_wav(ctx.path(made.audio))[0]).max(axis=1)
    loud = np.flatnonzero(heard > 0.3 * heard.max()) / RATE
    assert loud[0] == pytest.approx(0.75, abs=0.002)
    assert loud[loud > 1.5][0] == pytest.approx(1.75, abs=0.002)


def test_music_that_cannot_be_read_is_left_out_with_a_note(ctx: LocalContext) -> None:
    broken = ctx.scratch / "song.mp3"
    broken.write_bytes(b"no music at all")
    said = saved(ctx, "said.wav", voice())
    params = MixParams(
        duration=3, narration=(Clip(audio=said, start=0),), music=ctx.add(broken, "music")
    )
    made = mixer(params, ctx)
    assert made.loudness == pytest.approx(-14, abs=0.5)
    assert len(made.notes) == 1 and "music" in made.notes[0].en and "音乐" in made.notes[0].zh


def test_a_voice_that_cannot_be_read_is_named(ctx: LocalContext) -> None:
    broken = ctx.scratch / "said.mp3"
    broken.write_bytes(b"nothing said")
    with pytest.raises(InputError, match=r"at 1\.5 s"):
        mixer(
            MixParams(duration=3, narration=(Clip(audio=ctx.add(broken, "speech"), start=1.5),)),
            ctx,
        )
