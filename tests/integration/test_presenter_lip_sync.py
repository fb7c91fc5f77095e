"""Lip-sync measured on the finished video: what the pixels of the mouth do against the voice."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from pipelines.documents.presenter import PresenterLook
from pipelines.documents.timing import TimedPhoneme
from pipelines.generators.face.vector_presenter import vector_presenter
from pipelines.generators.face.visemes import visemes_of
from pipelines.graphics.presenter.figure import Presenter
from pipelines.media.ffmpeg import RawReader
from pipelines.media.speaking import plan, speak
from pipelines.media.speech_client import SpeechProgram
from pipelines.media.voices import find_voice
from pipelines.media.wav import write_wav
from pipelines.roles.face import TalkParams
from pipelines.sdk.testing import LocalContext

SIZE, FPS, LEAD = 320, 30, 0.2
SENTENCES = {
    "zh": "妈妈爱我，飞机不怕风，今天八折，买一送一。",
    "en": "Bob maps my happy farm, and I love every pumpkin pie.",
}
# How far a person opens the mouth for each viseme, roughly, as one reads it off a chart.
CHART = {"aa": 1.0, "O": 0.7, "E": 0.6, "I": 0.3, "U": 0.3, "sil": 0.0, "PP": 0.0, "FF": 0.1}


def frames_of(video: Path) -> np.ndarray:
    """All frames over black, ``[n, SIZE, SIZE, 3]`` RGB; their mattes are left out."""
    frames = []
    with RawReader(
        ["-i", video, "-f", "rawvideo", "-pix_fmt", "rgb24", "-"], "reading the presenter"
    ) as reader:
        while reader.read_into(frame := np.empty((2 * SIZE, SIZE, 3), np.uint8)):
            frames.append(frame[:SIZE])
    return np.array(frames)


def opening_seen(frames: np.ndarray, look: PresenterLook) -> np.ndarray:
    """How high the opening of the mouth is in each frame, pixels.

    Between the first and the last row that shows the inside of the mouth: dark red, or teeth.
    """
    presenter = Presenter(look, SIZE, SIZE)
    x, y = presenter.mouth_at()
    reach = presenter.framing.scale
    rows = slice(round(y - 30 * reach), round(y + 38 * reach))
    columns = slice(round(x - 30 * reach), round(x + 30 * reach))
    box = frames[:, rows, columns].astype(int)
    red, green, blue = box[..., 0], box[..., 1], box[..., 2]
    dark = (red < 140) & (green < 75) & (blue < 85) & (red > green + 25)
    teeth = (red > 225) & (green > 215) & (blue > 205)
    inside = (dark | teeth).any(axis=2)
    first = inside.argmax(axis=1)
    last = inside.shape[1] - inside[:, ::-1].argmax(axis=1)
    return np.where(inside.any(axis=1), last - first, 0).astype(float)


def chart_opening(phonemes: tuple[TimedPhoneme, ...], frames: int) -> np.ndarray:
    """The opening the sounds ask for at each frame, from the chart above."""
    times = (np.arange(frames) + 0.5) / FPS - LEAD
    wanted = np.zeros(frames)
    for phoneme in phonemes:
        shapes = visemes_of(phoneme.ipa)
        share = (phoneme.end - phoneme.start) / len(shapes)
        for i, shape in enumerate(shapes):
            start = phoneme.start + i * share
            wanted[(times >= start) & (times < start + share)] = CHART.get(shape, 0.25)
    return np.convolve(wanted, [0.25, 0.5, 0.25], "same")


def best_lag(seen: np.ndarray, wanted: np.ndarray) -> tuple[int, float]:
    """Frames by which ``seen`` comes late, and the correlation there."""
    scores = {
        lag: float(np.corrcoef(np.roll(seen, -lag)[8:-8], wanted[8:-8])[0, 1])
        for lag in range(-6, 7)
    }
    lag = max(scores, key=lambda k: scores[k])
    return lag, scores[lag]


@pytest.mark.parametrize(("language", "character"), [("zh", "mei"), ("en", "ken")])
def test_lips_follow_the_voice(tmp_path, language, character):
    with SpeechProgram() as program:
        text = SENTENCES[language]
        said = speak(program, text, plan(text, language), find_voice("", language))
    write_wav(tmp_path / "said.wav", said.pcm, said.sample_rate)
    ctx = LocalContext(tmp_path)
    look = PresenterLook(character=character)
    talk = vector_presenter(
        TalkParams(
            look=look,
            speech=ctx.add(tmp_path / "said.wav", "speech"),
            phonemes=said.phonemes,
            lead=LEAD,
            tail=0.3,
            width=SIZE,
            height=SIZE,
            fps=FPS,
        ),
        ctx,
    )
    seen = opening_seen(frames_of(ctx.path(talk.video)), look)
    assert len(seen) == talk.frames == len(talk.mouth_open)

    wanted = chart_opening(said.phonemes, talk.frames)
    lag, correlation = best_lag(seen, wanted)
    print(f"{language} {character}: lag {lag} frames, correlation {correlation:.3f}")
    assert abs(lag) <= 1
    assert correlation >= 0.8

    times = (np.arange(talk.frames) + 0.5) / FPS - LEAD + 0.03
    closed = np.median(seen[: round(LEAD * FPS)]) + 1  # the idle mouth before the first word
    for phoneme in said.phonemes:
        if visemes_of(phoneme.ipa) == ("PP",):
            during = (times > phoneme.start - 1.2 / FPS) & (times < phoneme.end + 1.2 / FPS)
            assert seen[during].min() <= closed, f"lips stay open on {phoneme}"
