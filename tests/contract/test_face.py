"""The drawn presenter keeps the contract, and its video is what the role promises."""

import cv2
import numpy as np
import pytest

from pipelines.documents.presenter import GestureCue, PresenterLook
from pipelines.documents.timing import TimedPhoneme
from pipelines.generators.face.vector_presenter import vector_presenter
from pipelines.media.ffmpeg import RawReader
from pipelines.media.video_probe import probe
from pipelines.media.wav import write_wav
from pipelines.roles.face import TalkParams
from pipelines.sdk import InputError
from pipelines.sdk.testing import LocalContext, check_generator

RATE = 16_000


@pytest.fixture
def ctx(tmp_path):
    return LocalContext(tmp_path)


@pytest.fixture
def speech(ctx, tmp_path):
    """0.8 s of a buzz in two syllables."""
    t = np.arange(int(0.8 * RATE)) / RATE
    buzz = np.sign(np.sin(2 * np.pi * 130 * t)) * np.clip(np.sin(2 * np.pi * 2.5 * t), 0, 1)
    write_wav(tmp_path / "buzz.wav", (0.3 * buzz).astype(np.float32), RATE)
    return ctx.add(tmp_path / "buzz.wav", "speech")


def decoded(path, width, height):
    """All frames over black, RGB ``[n, height, width, 3]``, and their mattes ``[n, height, width]``."""
    frames = []
    arguments = ["-i", path, "-f", "rawvideo", "-pix_fmt", "rgb24", "-"]
    with RawReader(arguments, "reading the presenter") as reader:
        while reader.read_into(frame := np.empty((2 * height, width, 3), np.uint8)):
            frames.append(frame)
    return np.array(frames)[:, :height], mattes(path, width, height)


def mattes(path, width, height):
    """The luma below the picture, as it is stored."""
    planes = []
    arguments = ["-i", path, "-f", "rawvideo", "-pix_fmt", "yuv420p", "-"]
    with RawReader(arguments, "reading the matte") as reader:
        while reader.read_into(frame := np.empty((3 * height, width), np.uint8)):
            planes.append(frame[height : 2 * height])
    return np.array(planes)


def test_contract(ctx, speech):
    params = TalkParams(
        look=PresenterLook(character="ken", outfit="#0a7d5c"),
        speech=speech,
        phonemes=(
            TimedPhoneme(ipa="m", start=0, end=0.1),
            TimedPhoneme(ipa="ɑ", start=0.1, end=0.4),
        ),
        gestures=(GestureCue(gesture="wave", start=0.2),),
        lead=0.1,
        tail=0.2,
        width=96,
        height=120,
        fps=25,
    )
    talk = check_generator(vector_presenter, params, ctx)
    assert talk.frames == round(1.1 * 25) == len(talk.mouth_open)
    assert talk.video.meta == {
        "width": 96,
        "height": 120,
        "fps": 25,
        "frames": 28,
        "duration": 1.12,
        "layout": "matte_below",
    }


def test_the_matte_lies_below_the_picture(ctx, speech):
    talk = vector_presenter(TalkParams(speech=speech, width=128, height=128), ctx)
    path = ctx.path(talk.video)
    about = probe(path)
    assert (about.video_codec, about.pixel_format) == ("h264", "yuv420p")
    assert (about.width, about.height) == (128, 256)
    assert (about.range, about.matrix, about.audio_codec) == ("tv", "bt709", "")
    _, alpha = decoded(path, 128, 128)
    assert len(alpha) == talk.frames
    assert alpha[:, :6, :6].max() <= 2  # nothing in the corners
    assert (alpha[:, -1, 50:78] >= 253).all()  # the body is cut clean by the bottom edge
    assert ((alpha > 40) & (alpha < 215)).any()  # soft edges


def test_colours_survive_and_edges_are_not_dark(ctx, speech):
    """Composited on white, no pixel of a light-skinned, red-jacketed figure's edge is dark."""
    look = PresenterLook(character="mei", outfit="#e23d54")
    talk = vector_presenter(
        TalkParams(look=look, speech=speech, width=256, height=256, fps=10), ctx
    )
    colours, alphas = decoded(ctx.path(talk.video), 256, 256)
    colour, alpha = colours[2].astype(float), alphas[2].astype(float)[..., None]
    jacket = colour[200:235, 90:105].reshape(-1, 3)
    assert np.median(jacket, axis=0) == pytest.approx([226, 61, 84], abs=14)

    # As the compositor lays it on white: colour at half size, as 4:2:0 has it.
    halved = cv2.resize(colour + 255 - alpha, (128, 128), interpolation=cv2.INTER_AREA)
    matte = cv2.resize(alpha[..., 0], (128, 128), interpolation=cv2.INTER_AREA)
    edge = (matte[75:] > 30) & (matte[75:] < 225)
    assert edge.sum() > 50
    # Between the jacket's red and white: red stays high all the way.
    assert halved[75:][edge][:, 0].min() > 170


def test_without_phonemes_the_mouth_still_moves(ctx, speech):
    talk = vector_presenter(TalkParams(speech=speech, width=64, height=64, tail=0.5), ctx)
    assert max(talk.mouth_open) > 0.3
    assert max(talk.mouth_open[-8:]) == 0


def test_a_file_that_is_no_sound_is_refused(ctx, tmp_path):
    (tmp_path / "poem.wav").write_text("roses are red", encoding="utf-8")
    params = TalkParams(speech=ctx.add(tmp_path / "poem.wav", "speech"), width=64, height=64)
    with pytest.raises(InputError):
        vector_presenter(params, ctx)
