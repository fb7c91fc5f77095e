"""A storyboard with its recordings becomes shots, in every format: data in, data out."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from pipelines.documents.brand import BrandKit
from pipelines.documents.shot import (
    Box,
    ClipLayer,
    FootageLayer,
    PictureLayer,
    ProgressLayer,
    Shot,
    TextLayer,
)
from pipelines.documents.storyboard import CaptionPlan, Line, Storyboard, StoryScene
from pipelines.documents.timing import TimedWord
from pipelines.documents.video_format import PRESENTER_CHIN, video_format, video_formats
from pipelines.documents.video_platforms import video_platform, video_platforms
from pipelines.roles.face import Talk
from pipelines.roles.footage import Prepared
from pipelines.roles.image import Salient
from pipelines.roles.speech import Speech
from pipelines.sdk import Asset, InputError
from pipelines.workflows.video.compile import CompiledVideo, caption_style, compile_storyboard
from pipelines.workflows.video.cutting import chosen_motion, chosen_transitions, sounding
from pipelines.workflows.video.layers import on_stage
from pipelines.workflows.video.parts import SceneParts

ASPECTS = ("9:16", "16:9", "1:1", "4:5")


def asset(name: str, kind: str = "image") -> Asset:
    sha = name.encode().hex().ljust(64, "0")[:64]
    return Asset.model_validate({"sha256": sha, "kind": kind, "suffix": ".bin", "size": 1})


def said(text: str, seconds: float) -> Speech:
    step = seconds / len(text)
    words = tuple(
        TimedWord(text=c, start=n * step, end=(n + 1) * step, first=n, last=n + 1)
        for n, c in enumerate(text)
    )
    return Speech(audio=asset(text, "speech"), duration=seconds, words=words)


def scene(id: str, *lines: str, **more: object) -> StoryScene:
    return StoryScene.model_validate({"id": id, "lines": [Line(text=t) for t in lines], **more})


def board(*scenes: StoryScene, **more: object) -> Storyboard:
    plain = {"title": "测试", "language": "zh", "scenes": list(scenes)}
    return Storyboard.model_validate(plain | more)


def parts(of: StoryScene, seconds: float = 2.0, **more: object) -> SceneParts:
    voices = tuple(said(line.text, seconds) for line in of.lines)
    return SceneParts(voices=voices, picture=asset("picture"), **more)  # type: ignore[arg-type]  # by name


def compiled(story: Storyboard, aspect: str = "9:16", **more: object) -> CompiledVideo:
    all_parts = [parts(each) for each in story.scenes]
    return compile_storyboard(story, all_parts, video_format(aspect), **more)  # type: ignore[arg-type]  # by name


def boxes(shot: Shot) -> list[Box]:
    found = [layer.box for layer in shot.layers if getattr(layer, "box", None) is not None]
    return [*found, *(mark.box for mark in shot.marks)]  # type: ignore[list-item]  # none is None


def overlap(a: Box, b: Box) -> bool:
    return a.x < b.x + b.w and b.x < a.x + a.w and a.y < b.y + b.h and b.y < a.y + a.h


FULL = board(
    scene("hook", "这是一句开场白。", headline="开场"),
    scene(
        "talk",
        "我来讲一讲。",
        headline="讲解",
        visual={"type": "presenter"},
        overlays=[{"type": "lower_third", "title": "李老师", "subtitle": "茶艺师"}],
    ),
    scene(
        "goods",
        "只要五十九元。",
        headline="冷萃",
        visual={"type": "product"},
        overlays=[{"type": "price_tag", "text": "¥59"}],
    ),
    scene("end", "快来吧。", visual={"type": "end_card", "call": "立即尝鲜", "headline": "慢一点"}),
    brand=BrandKit.model_validate({"name": "晨屿"}).model_dump(),
    overlays=[{"type": "progress_bar"}],
)


def full(aspect: str, platform: str = "") -> tuple[CompiledVideo, Storyboard]:
    talk = Talk(video=asset("talk", "video"), frames=90)
    more: list[dict[str, object]] = [
        {},
        {"talk": talk},
        {"product": asset("can")},
        {"qr": asset("qr")},
    ]
    given = [parts(s, **m) for s, m in zip(FULL.scenes, more, strict=True)]
    return compile_storyboard(FULL, given, video_format(aspect, platform=platform)), FULL


# --- layouts --------------------------------------------------------------------------------------


@pytest.mark.parametrize("aspect", ASPECTS)
def test_everything_has_its_place_in_every_format(aspect: str) -> None:
    video, _ = full(aspect)
    for shot in video.shots:
        for box in boxes(shot):
            assert box.x >= -1e-6 and box.y >= -1e-6
            assert box.x + box.w <= 1 + 1e-6 and box.y + box.h <= 1 + 1e-6
    hook, talk, goods, end = video.shots
    assert isinstance(talk.layers[1], ClipLayer)
    assert any(
        isinstance(layer, TextLayer) and layer.style == "lower_third" for layer in talk.layers
    )
    product, headline = goods.layers[0], goods.layers[1]
    assert isinstance(product, PictureLayer) and isinstance(headline, TextLayer)
    assert not overlap(product.box, headline.box)  # type: ignore[arg-type]  # it stands in a box
    rows = [layer.box for layer in end.layers if not isinstance(layer, ProgressLayer)]
    assert len(rows) == 4, "name, headline, code, button"
    assert not any(overlap(a, b) for a, b in itertools.combinations(rows, 2))  # type: ignore[arg-type]
    assert hook.marks and hook.marks[0].text == end.marks[0].text == "AI 生成"


@pytest.mark.parametrize("platform", [each.id for each in video_platforms()])
def test_words_keep_clear_of_what_a_platform_covers(platform: str) -> None:
    place = video_platform(platform)
    aspect = place.aspects[0]
    video, story = full(aspect, platform)
    format = video_format(aspect, platform=platform)
    style = caption_style(story, format)
    assert style.centre_y <= 1 - place.safe.bottom
    for shot in video.shots:
        for mark in shot.marks:
            assert mark.box.y >= place.safe.top - 1e-6
        for layer in shot.layers:
            if isinstance(layer, TextLayer):
                assert layer.box.y >= place.safe.top - 1e-6
                assert layer.box.y + layer.box.h <= 1 - place.safe.bottom + 1e-6
                assert layer.box.x + layer.box.w <= 1 - place.safe.right + 1e-6


TALL = [each.id for each in video_platforms() if each.aspects[0] == "9:16"]


@pytest.mark.parametrize("platform", ["", *TALL])
def test_nothing_written_lies_over_a_face_or_a_product(platform: str) -> None:
    format = video_format("9:16", platform=platform)
    layout = format.layout
    story = board(*FULL.scenes[1:3])
    clip = {"width": 1080, "height": 1452 if platform else 1200}
    talk = Talk(video=asset("talk", "video").model_copy(update={"meta": clip}), frames=90)
    can = asset("can").model_copy(update={"meta": {"width": 300, "height": 800}})
    given = [parts(story.scenes[0], talk=talk), parts(story.scenes[1], product=can)]
    said, shown = compile_storyboard(story, given, format).shots
    headline, presenter, third = said.layers
    assert isinstance(headline, TextLayer) and isinstance(presenter, ClipLayer)
    assert isinstance(third, TextLayer)
    chin = presenter.box.y + PRESENTER_CHIN * layout.presenter.h
    assert headline.box.y + headline.box.h <= presenter.box.y
    assert chin <= layout.caption_top
    assert third.box.y + third.box.h <= layout.caption_top
    assert third.box.y >= chin - 0.02 or third.box.x + third.box.w <= 0.37, "below, or beside"
    assert presenter.box.y + presenter.box.h >= 1 - 1e-6, "nobody floats"
    product, headline, price = shown.layers
    assert isinstance(product, PictureLayer) and isinstance(headline, TextLayer) and product.box
    assert isinstance(price, TextLayer)
    assert headline.box.y + headline.box.h <= product.box.y
    assert product.box.y + product.box.h <= layout.caption_top
    assert price.box.y + price.box.h <= layout.caption_top


@pytest.mark.parametrize("platform", ["", "douyin", "reels_ad"])
def test_a_product_stands_on_the_plinth_from_the_first_frame_to_the_last(platform: str) -> None:
    layout = video_format("9:16", platform=platform).layout
    plinth = video_format("9:16").layout.product
    motion = on_stage(video_format("9:16", platform=platform))
    for view in (motion.start, motion.end):
        painted = (plinth.y + plinth.h - view.y) * view.zoom + 0.5
        assert painted == pytest.approx(layout.product.y + layout.product.h, abs=0.002)
        assert 0.5 / view.zoom <= view.y + 1e-9 <= 1 - 0.5 / view.zoom + 2e-9


@pytest.mark.parametrize("aspect", ASPECTS)
@pytest.mark.parametrize("size", [(1280, 720), (800, 600), (595, 842)])
def test_captions_stand_below_a_page(aspect: str, size: tuple[int, int]) -> None:
    page = {"type": "photo", "picture": {"path": "page.png"}, "fit": "whole"}
    story = board(scene("page", "这一页讲的是什么。", visual=page))
    picture = asset("page").model_copy(update={"meta": {"width": size[0], "height": size[1]}})
    part = replace(parts(story.scenes[0], whole=True), picture=picture)
    format = video_format(aspect)
    ground = compile_storyboard(story, [part], format).shots[0].background
    assert isinstance(ground, PictureLayer)
    tall = size[1] / size[0] * format.width / format.height
    foot = ground.box.y + ground.box.h if ground.box else 0.5 + min(1.0, tall) / 2
    assert foot <= format.layout.caption_top
    aside = story.model_copy(update={"captions": CaptionPlan(burn=False)})
    ground = compile_storyboard(aside, [part], format).shots[0].background
    assert ground.box is None, "without captions it has all the room"


@pytest.mark.parametrize(("highlight", "fill"), [("", "#ffd84d"), ("#00e0a0", "#00e0a0")])
def test_a_price_is_a_tag_without_a_brand_too(highlight: str, fill: str) -> None:
    tag = {"type": "price_tag", "text": "¥59"}
    captions = {"highlight": highlight} if highlight else {}
    story = board(scene("a", "只要五十九元。", overlays=[tag]), captions=captions)
    (price,) = compiled(story).shots[0].layers
    assert isinstance(price, TextLayer) and price.fill == fill


def test_formats_are_named_and_a_wrong_one_is_told() -> None:
    assert [f.id for f in video_formats(["9:16", "16x9", "9：16"])] == ["9x16", "16x9"]
    assert video_format("1:1", preview=True).drawn == (540, 540)
    with pytest.raises(InputError, match="9:15"):
        video_format("9:15")
    with pytest.raises(InputError, match="douyn"):
        video_format("9:16", platform="douyn")


# --- time -----------------------------------------------------------------------------------------


def test_lines_follow_one_another_and_captions_with_them() -> None:
    story = board(scene("a", "第一句话在这里。", "第二句话在这里。", seconds=1))
    (one,) = compiled(story).scenes
    first, second = one.line_starts
    assert second == pytest.approx(first + 2.0 + 0.22)
    assert [c.text for c in one.captions] == ["第一句话在这里", "第二句话在这里"]
    assert one.captions[0].end <= one.captions[1].start
    assert one.shot.frames == round((second + 2.0 + 0.5) * 30)


def test_a_text_longer_than_its_scene_makes_it_longer_and_says_so() -> None:
    video = compiled(board(scene("a", "一句话。"), scene("b", "很长的一句话。", seconds=1.5)))
    (note,) = video.notes
    assert note.en.startswith("scene 2:") and "1.5 s" in note.en
    assert note.zh.startswith("第 2 个场景")


def test_a_scene_with_neither_words_nor_seconds_is_shown_and_told() -> None:
    video = compiled(board(scene("a"), scene("b", seconds=2)))
    assert [s.shot.frames for s in video.scenes] == [90, 60]
    assert [n.en[:8] for n in video.notes] == ["scene 1:"]


def test_a_very_short_scene_has_no_room_for_long_transitions() -> None:
    story = board(*(scene(f"s{n}", seconds=0.2) for n in range(5)))
    shots = compiled(story).shots
    for before, shot, after in zip(shots, shots[1:], [*shots[2:], None], strict=False):
        following = after.transition.frames if after else 0
        assert shot.transition.frames + following < shot.frames
        assert before.frames > shot.transition.frames


def test_scenes_change_on_the_beat() -> None:
    beat = 60 / 97
    story = board(*(scene(f"s{n}", "一句话。") for n in range(6)))
    video = compiled(story, beat=beat)
    for each in video.scenes[1:]:
        middle = (each.start + each.shot.transition.frames / 2) / 30
        assert abs(middle / beat - round(middle / beat)) * beat < 1.01 / 30


def test_one_changed_sentence_changes_one_shot() -> None:
    scenes = [scene(f"s{n}", f"第{n}句话。") for n in range(6)]
    before = compiled(board(*scenes)).shots
    scenes[3] = scene("s3", "这一句改过了，而且更长。")
    after = compiled(board(*scenes)).shots
    assert [a == b for a, b in zip(before, after, strict=True)] == [True] * 3 + [False] + [True] * 2


def test_a_new_scene_leaves_the_moves_of_the_others() -> None:
    scenes = [scene(f"s{n}", "一句话。") for n in range(6)]
    before = {s.id: s.background for s in compiled(board(*scenes)).shots}
    after = {
        s.id: s.background
        for s in compiled(board(*scenes[:3], scene("new", "新的。"), *scenes[3:])).shots
    }
    assert all(after[id] == ground for id, ground in before.items())


# --- taste ----------------------------------------------------------------------------------------


def test_no_transition_twice_in_a_row_and_pushes_change_sides() -> None:
    scenes = [scene(f"scene-{n}", "一句话。") for n in range(60)]
    cues = chosen_transitions(scenes)
    assert cues[0].kind == "cut"
    assert all(a.kind != b.kind for a, b in itertools.pairwise(cues[1:]))
    sides = [cue.direction for cue in cues if cue.kind in ("push", "wipe")]
    assert len(sides) > 5
    assert all(a != b for a, b in itertools.pairwise(sides))
    sounds = [n for n, loud in enumerate(sounding(cues, scenes)) if loud]
    assert sounds, "some are heard"
    assert all(b - a >= 3 for a, b in itertools.pairwise(sounds)), "few are"


def test_what_the_person_chose_is_kept() -> None:
    wipe = {"kind": "wipe", "seconds": 1.0, "direction": "up"}
    shots = compiled(board(scene("a", "一。"), scene("b", "二。", transition=wipe))).shots
    assert (shots[1].transition.kind, shots[1].transition.frames) == ("wipe", 30)
    assert shots[1].transition.direction == "up"


@pytest.mark.parametrize("width", [400, 1000, 4000])
@pytest.mark.parametrize("face", [True, False])
def test_the_camera_ends_or_begins_near_what_is_salient(width: int, face: bool) -> None:
    salient = Salient(x=0.8, y=0.3, spread=0.3, face=face, width=width, height=1000, light=0.5)
    for id in ("a", "b", "c", "d"):
        motion = chosen_motion(scene(id, "x"), salient, 9 / 16)
        nearest = max((motion.start, motion.end), key=lambda view: view.zoom)
        assert (nearest.x, nearest.y) == (0.8, 0.3)
        assert motion.start != motion.end


def test_footage_plays_over_its_scene_and_is_held_with_a_note() -> None:
    one = scene(
        "a",
        "很长很长的一句话，比片段还长。",
        visual={"type": "clip", "footage": "walk.mp4", "start": 1, "end": 2.5, "speed": 1.0},
    )
    ready = Prepared(video=asset("v", "video"), frames=45, duration=1.5, width=64, height=64)
    video = compile_storyboard(board(one), [parts(one, 4.0, footage=ready)], video_format("9:16"))
    assert isinstance(video.shots[0].background, FootageLayer)
    assert "last picture is held" in video.notes[0].en


def test_the_progress_bar_grows_from_nothing_to_all() -> None:
    story = board(
        *(scene(f"s{n}", "一句话。") for n in range(3)), overlays=[{"type": "progress_bar"}]
    )
    bars = [layer for shot in compiled(story).shots for layer in shot.layers]
    assert all(isinstance(bar, ProgressLayer) for bar in bars)
    assert bars[0].start == 0 and bars[-1].end == 1  # type: ignore[union-attr]
    assert all(a.end >= b.start > a.start for a, b in itertools.pairwise(bars))  # type: ignore[union-attr]


def test_captions_that_are_not_burned_in_are_still_told() -> None:
    story = board(scene("a", "一句话在这里。"), captions={"burn": False, "look": "plate"})
    (one,) = compiled(story).scenes
    assert one.shot.captions == () and one.captions[0].text == "一句话在这里"
    assert caption_style(story, video_format("16:9")).look == "plate"


def test_a_scene_may_pause_and_speak_two_languages() -> None:
    one = StoryScene(
        id="a", lines=[Line(text="你好。", pause=1.0), Line(text="Hello there.", language="en")]
    )
    (first, second) = compiled(board(one)).scenes[0].line_starts
    assert second - first == pytest.approx(2.0 + 1.0 + 0.22)


@pytest.mark.parametrize(
    "mood",
    [
        "home kitchen table, breakfast, warm light",
        "retro print, cup, sale",
        "neon city street at night",
        "国风 水墨 山水",
        "",
    ],
)
def test_a_product_stands_on_a_stage_whatever_the_mood(mood: str) -> None:
    from pipelines.generators.image.art_words import choose
    from pipelines.workflows.video.gather import PRODUCT_STAGE

    assert choose(f"{PRODUCT_STAGE}, {mood}", "objects").art == "stage"
