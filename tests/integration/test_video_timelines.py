"""A finished video as timelines, read back by the readers that others use."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from fractions import Fraction
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import opentimelineio as otio
import pytest
from in_process import InProcess

from pipelines.documents.storyboard import EndCardVisual, Line, Storyboard, StoryScene
from pipelines.documents.video_format import video_format
from pipelines.media.labels import read_label
from pipelines.media.mp4 import read_tracks
from pipelines.media.timelines.capcut import DRAFT_FOLDER, microseconds
from pipelines.workflows.timelines import cut_of, piece_spans, timeline_files
from pipelines.workflows.video.make import FinishedVideo, make_video

FPS = 30


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[FinishedVideo, Storyboard, Path, int]:
    """A video of three scenes, small, with its folder ``edit`` written out."""
    folder = tmp_path_factory.mktemp("timelines")
    ctx = InProcess(folder)
    board = Storyboard(
        title="冷萃 & <一分钟>",
        scenes=[
            StoryScene(id="hook", lines=[Line(text="早上来不及？")], headline="来不及？"),
            StoryScene(id="two", lines=[Line(text="冷萃等你。"), Line(text="打开就喝。👍")]),
            StoryScene(
                id="end",
                visual=EndCardVisual(headline="晨屿", call="立即尝鲜"),
                lines=[Line(text="来一罐。")],
                chapter="行动",
            ),
        ],
    )
    format = video_format("9:16").model_copy(update={"width": 90, "height": 160})
    finished = make_video(ctx, board, format)
    ctx.forget()
    for file in timeline_files(ctx, finished, board):
        target = folder / file.path
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ctx.path(file.asset), target)
    return finished, board, folder / "edit", ctx.ran("video.render")


def _starts(finished: FinishedVideo) -> list[int]:
    return [round(start * FPS) for _, start in finished.scene_starts]


def _total(finished: FinishedVideo) -> int:
    return round(finished.duration * FPS)


def test_pieces_lie_one_after_another_as_the_video_does(made) -> None:
    finished, _, _, again = made
    spans = piece_spans(finished.shots)
    assert len(spans) == len(finished.pieces) == 5
    assert [span.start for span in spans[1:]] == [span.start + span.frames for span in spans[:-1]]
    assert spans[-1].start + spans[-1].frames == _total(finished)
    assert again == 5  # each once more, without its captions


def _tracks(timeline: Any) -> dict[str, list[tuple[str, int, int]]]:
    """Name, start and length in frames of every clip, by track."""
    return {
        track.name: [
            (
                clip.name,
                round(clip.range_in_parent().start_time.value),
                round(clip.duration().value),
            )
            for clip in track
            if isinstance(clip, otio.schema.Clip)
        ]
        for track in timeline.tracks
    }


def test_otio_has_every_scene_line_and_caption_to_the_frame(made) -> None:
    finished, _, folder, _ = made
    timeline = otio.adapters.read_from_file(str(folder / "timeline.otio"))
    assert timeline.name == "冷萃 & <一分钟>"
    tracks = _tracks(timeline)
    spans = piece_spans(finished.shots)
    assert tracks["scenes"] == [(span.name, span.start, span.frames) for span in spans]
    assert [start for _, start, _ in tracks["sources"]] == _starts(finished)
    said = [round(clip.start * FPS) for clip in finished.mix.narration]
    assert [start for _, start, _ in tracks["voice"]] == said
    cues = [(text, round(start * FPS)) for start, _, text in finished.cues]
    assert [(text, start) for text, start, _ in tracks["captions"]] == cues
    assert sum(length for _, _, length in tracks["music"]) == _total(finished)
    marks = timeline.tracks.markers
    assert [round(mark.marked_range.start_time.value) for mark in marks] == _starts(finished)
    assert [track.name for track in timeline.tracks if not track.enabled] == ["sources"]
    for clip in timeline.find_clips():
        if isinstance(clip.media_reference, otio.schema.ExternalReference):
            assert (folder / clip.media_reference.target_url).is_file()
            have, use = clip.available_range(), clip.source_range
            assert use.end_time_exclusive() <= have.end_time_exclusive()


def test_fcpxml_has_the_scenes_as_its_spine_and_the_rest_connected(made) -> None:
    finished, _, folder, _ = made
    file = folder / "timeline.fcpxml"
    timeline = otio.adapters.read_from_file(str(file))[0]
    spans = piece_spans(finished.shots)
    kinds = {track.name: track.kind for track in timeline.tracks}
    assert kinds["0"] == "Video" and "Audio" in kinds.values()
    # The reader rounds times down by way of floats; so the file's own fractions are compared.
    assert [name for name, _, _ in _tracks(timeline)["0"]] == [span.name for span in spans]
    root = ElementTree.fromstring(file.read_text(encoding="utf-8"))

    def frames(element: ElementTree.Element, name: str) -> Fraction:
        return Fraction(element.attrib[name].removesuffix("s")) * FPS

    spine = root.findall("./event/project/sequence/spine/asset-clip")
    placed = [(frames(each, "offset"), frames(each, "duration")) for each in spine]
    assert placed == [(span.start, span.frames) for span in spans]
    absolute: dict[str, list[int]] = {}
    for host in spine:
        base = frames(host, "offset") - frames(host, "start")
        for child in host:
            if child.tag == "marker":
                absolute.setdefault("marker", []).append(int(base + frames(child, "start")))
            elif child.get("offset"):
                name = child.get("name", "") if child.tag == "asset-clip" else "caption"
                start = base + frames(child, "offset")
                absolute.setdefault(name.split()[0], []).append(int(start))
    assert absolute["marker"] == _starts(finished)
    assert absolute["voice"] == [round(clip.start * FPS) for clip in finished.mix.narration]
    assert absolute["caption"] == [round(start * FPS) for start, _, _ in finished.cues]
    for asset in root.iter("asset"):
        assert (folder / asset.attrib["src"]).is_file()
    refs = {each.attrib["ref"] for each in root.iter("asset-clip")}
    assert refs <= {each.attrib["id"] for each in root.iter("asset")}
    texts = ["".join(each.itertext()) for each in root.iter("caption")]
    assert [text.strip() for text in texts] == [text for _, _, text in finished.cues]


def test_the_edl_has_picture_voice_and_markers(made) -> None:
    finished, _, folder, _ = made
    file = folder / "timeline.edl"
    timeline = otio.adapters.read_from_file(str(file), rate=FPS)
    tracks = _tracks(timeline)
    spans = piece_spans(finished.shots)
    assert tracks["V"] == [(span.name, span.start, span.frames) for span in spans]
    voice = next(clips for name, clips in tracks.items() if name.startswith("A"))
    assert len(voice) == len(finished.mix.narration)
    text = file.read_text(encoding="utf-8")
    assert text.count("* LOC:") == len(finished.shots)
    assert "人工智能生成" in text
    for line in text.splitlines():
        if line.startswith("* SOURCE FILE: "):
            assert (folder / line.removeprefix("* SOURCE FILE: ")).is_file()


def test_the_capcut_draft_is_whole(made) -> None:
    finished, _, folder, _ = made
    draft = json.loads((folder / "draft_content.json").read_text(encoding="utf-8"))
    assert draft["duration"] == microseconds(_total(finished), FPS)
    assert draft["canvas_config"] == {"width": 90, "height": 160, "ratio": "original"}
    materials = [each for kind in draft["materials"].values() for each in kind]
    segments = [each for track in draft["tracks"] for each in track["segments"]]
    ids = [each["id"] for each in (*materials, *segments, *draft["tracks"])]
    assert max(Counter(ids).values()) == 1
    known = {each["id"] for each in materials}
    used = {each["material_id"] for each in segments}
    extra = {ref for each in segments for ref in each["extra_material_refs"]}
    assert used | extra == known
    for each in (*draft["materials"]["videos"], *draft["materials"]["audios"]):
        assert (folder / each["path"].removeprefix(f"{DRAFT_FOLDER}/")).is_file()
    for track in draft["tracks"]:
        ends = 0
        for each in track["segments"]:
            span = each["target_timerange"]
            assert isinstance(span["start"], int) and span["start"] >= ends
            ends = span["start"] + span["duration"]
    main = draft["tracks"][0]
    assert main["type"] == "video" and main["segments"][0]["target_timerange"]["start"] == 0
    spans = piece_spans(finished.shots)
    assert [each["target_timerange"]["start"] for each in main["segments"]] == [
        microseconds(span.start, FPS) for span in spans
    ]
    words = next(track for track in draft["tracks"] if track["type"] == "text")
    texts = {each["id"]: json.loads(each["content"]) for each in draft["materials"]["texts"]}
    shown = [texts[each["material_id"]] for each in words["segments"]]
    assert [each["text"] for each in shown] == [text for _, _, text in finished.cues]
    for each in shown:
        assert each["styles"][0]["range"] == [0, len(each["text"].encode("utf-16-le")) // 2]


def test_the_draft_s_list_entry_names_the_same_media(made) -> None:
    _, _, folder, _ = made
    draft = json.loads((folder / "draft_content.json").read_text(encoding="utf-8"))
    meta = json.loads((folder / "draft_meta_info.json").read_text(encoding="utf-8"))
    assert meta["draft_id"] == draft["id"] and meta["tm_duration"] == draft["duration"]
    library = {each["file_Path"] for part in meta["draft_materials"] for each in part["value"]}
    linked = {e["path"] for kind in ("videos", "audios") for e in draft["materials"][kind]}
    assert library == linked


def test_the_media_are_as_long_as_told_and_labelled(made) -> None:
    finished, board, folder, _ = made
    cut = cut_of(finished, board)
    for file in cut.files:
        target = folder / file.path
        assert read_label(target).label == "1"
        if file.kind == "video":
            assert len(read_tracks(target)[0].dts) == file.frames


def test_equal_videos_give_equal_drafts(made) -> None:
    from pipelines.media.timelines import capcut_files, otio_text

    finished, board, _, _ = made
    one, other = cut_of(finished, board), cut_of(finished, board)
    assert capcut_files(one) == capcut_files(other)
    assert otio_text(one) == otio_text(other)
