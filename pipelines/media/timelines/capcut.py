"""A cut as a draft folder of CapCut and 剪映: ``draft_content.json`` and ``draft_meta_info.json``.

Times are microseconds. Media lie in the draft's folder and are linked by a token that the program
replaces with wherever the folder lies, so it can be copied into the drafts folder of any machine.
"""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass, field
from typing import Any

from pipelines.documents.cut import Cut, CutCaption, CutFile, CutTrack

__all__ = ["DRAFT_FOLDER", "capcut_files", "microseconds"]

DRAFT_FOLDER = "##_draftpath_placeholder_0E685133-18CE-45ED-8CB8-2904A212EC80_##"
"""What the program reads as "the folder of this draft"."""

_STILL = 10_800_000_000
"""Microseconds; the length that the program gives to a picture: three hours."""
_LAYER = {"video": 0, "sound": 0, "text": 14000}
_TEXT_SIZE = 8.0
_MATERIALS = (
    "ai_translates audio_balances audio_effects audio_fades audio_track_indexes audios beats "
    "canvases chromas color_curves digital_humans drafts effects flowers green_screens handwrites "
    "hsl images log_color_wheels loudnesses manual_deformations masks material_animations "
    "material_colors multi_language_refs placeholders plugin_effects primary_color_wheels "
    "realtime_denoises shapes smart_crops smart_relights sound_channel_mappings speeds stickers "
    "tail_leaders text_templates texts time_marks transitions video_effects video_trackings videos "
    "vocal_beautifys vocal_separations"
).split()
_KEYFRAMES = "adjusts audios effects filters handwrites stickers texts videos".split()


def microseconds(frames: float, fps: int) -> int:
    """When a frame begins."""
    return round(frames * 1_000_000 / fps)


def capcut_files(cut: Cut) -> dict[str, str]:
    """The files of the draft by name; media go beside them under their own paths.

    On macOS the program calls the content ``draft_info.json``; both names hold the same.
    """
    draft = _Draft(cut)
    content = json.dumps(draft.content(), ensure_ascii=False, indent=1)
    return {
        "draft_content.json": content,
        "draft_info.json": content,
        "draft_meta_info.json": json.dumps(draft.meta(), ensure_ascii=False, indent=1),
    }


@dataclass
class _Draft:
    """The draft while it is put together. Ids are made from what they name: equal cuts, equal
    drafts."""

    cut: Cut
    materials: dict[str, list[dict[str, Any]]] = field(
        default_factory=lambda: {name: [] for name in _MATERIALS}
    )

    def id(self, *what: object) -> str:
        name = "/".join(map(str, (self.cut.title, self.cut.width, *what)))
        return str(uuid.uuid5(uuid.NAMESPACE_URL, f"aigc-studio/{name}")).upper()

    def content(self) -> dict[str, Any]:
        cut = self.cut
        ids = {file.path: self._file(file) for file in cut.files}
        tracks = [self._track(number, track, ids) for number, track in enumerate(self._order())]
        if cut.captions:
            tracks.append(self._captions())
        return {
            "canvas_config": {"height": cut.height, "ratio": "original", "width": cut.width},
            "color_space": 0,
            "config": _config(),
            "cover": None,
            "create_time": 0,
            "duration": microseconds(cut.frames, cut.fps),
            "extra_info": None,
            "fps": float(cut.fps),
            "free_render_index_mode_on": False,
            "group_container": None,
            "id": self.id("draft"),
            "keyframe_graph_list": [],
            "keyframes": {name: [] for name in _KEYFRAMES},
            "last_modified_platform": _platform(),
            "platform": _platform(),
            "materials": self.materials,
            "mutable_config": None,
            "name": cut.title,
            "new_version": "110.0.0",
            "relationships": [],
            "render_index_track_mode_on": False,
            "retouch_cover": None,
            "source": "default",
            "static_cover_image_path": "",
            "time_marks": self._marks(),
            "tracks": tracks,
            "update_time": 0,
            "version": 360000,
        }

    def _order(self) -> list[CutTrack]:
        """The main track, which begins at 0, is the first; what is not shown lies above it."""
        return sorted(self.cut.tracks, key=lambda track: (track.kind != "video", not track.shown))

    def _file(self, file: CutFile) -> str:
        """A file among the materials; its id."""
        made = self.id("file", file.path)
        length = microseconds(file.frames, self.cut.fps)
        path = f"{DRAFT_FOLDER}/{file.path}"
        if file.kind == "sound":
            self.materials["audios"].append(
                {
                    "id": made,
                    "name": file.name,
                    "path": path,
                    "duration": length,
                    "type": "extract_music",
                    "category_name": "local",
                    "check_flag": 1,
                    "local_material_id": made,
                    "music_id": made,
                    "source_platform": 0,
                    "wave_points": [],
                }
            )
            return made
        self.materials["videos"].append(
            {
                "id": made,
                "material_id": made,
                "material_name": file.name,
                "local_material_id": "",
                "path": path,
                "type": "photo" if file.kind == "picture" else "video",
                "duration": _STILL if file.kind == "picture" else length,
                "width": file.width or self.cut.width,
                "height": file.height or self.cut.height,
                "has_audio": file.has_sound,
                "category_name": "local",
                "check_flag": 63487,
                "crop": _crop(),
                "crop_ratio": "free",
                "crop_scale": 1.0,
                "is_ai_generate_content": not file.own,
                "source": 0,
                "source_platform": 0,
                "stable": {"stable_level": 0, "time_range": {"duration": 0, "start": 0}},
            }
        )
        return made

    def _track(self, number: int, track: CutTrack, ids: dict[str, str]) -> dict[str, Any]:
        kind = "audio" if track.kind == "sound" else "video"
        segments = [
            self._segment(
                self.id("segment", number, place, clip.file),
                ids[clip.file],
                clip.start,
                clip.frames,
                speed=clip.speed,
                source={
                    "start": microseconds(clip.source, self.cut.fps),
                    "duration": microseconds(clip.frames * clip.speed, self.cut.fps),
                },
                volume=round(10 ** (clip.gain_db / 20), 4) if track.kind == "sound" else 1.0,
                visible=track.shown,
                layer=number if track.kind == "video" else 0,
                clip=_place() if track.kind == "video" else None,
            )
            for place, clip in enumerate(track.clips)
        ]
        return self._as_track(number, kind, track.name, segments)

    def _as_track(
        self, number: int, kind: str, name: str, segments: list[dict[str, Any]]
    ) -> dict[str, Any]:
        return {
            "id": self.id("track", number),
            "type": kind,
            "name": name,
            "attribute": 0,
            "flag": 0,
            "is_default_name": False,
            "segments": segments,
        }

    def _segment(
        self,
        made: str,
        material: str,
        start: int,
        frames: int,
        *,
        speed: float = 1.0,
        **more: Any,
    ) -> dict[str, Any]:
        """A part of a material on a track, with the speed it is played at."""
        fps = self.cut.fps
        speed_id = self.id("speed", made)
        self.materials["speeds"].append(
            {"id": speed_id, "type": "speed", "mode": 0, "speed": speed, "curve_speed": None}
        )
        begins = microseconds(start, fps)
        return {
            "id": made,
            "material_id": material,
            "target_timerange": {
                "start": begins,
                # From edge to edge, so that rounding leaves no gap between two clips.
                "duration": microseconds(start + frames, fps) - begins,
            },
            "source_timerange": more.get("source"),
            "speed": speed,
            "volume": more.get("volume", 1.0),
            "last_nonzero_volume": more.get("volume", 1.0),
            "visible": more.get("visible", True),
            "clip": more.get("clip"),
            "extra_material_refs": [speed_id],
            "render_index": more.get("layer", 0),
            "track_render_index": 0,
            "common_keyframes": [],
            "keyframe_refs": [],
            "enable_adjust": True,
            "enable_lut": True,
            "group_id": "",
            "reverse": False,
            "template_id": "",
            "template_scene": "default",
            "track_attribute": 0,
            "uniform_scale": {"on": True, "value": 1.0},
        }

    def _captions(self) -> dict[str, Any]:
        number = len(self.cut.tracks)
        # The middle of the frame is 0, its upper edge 1.
        place = _place(y=1 - 2 * self.cut.caption_y)
        segments: list[dict[str, Any]] = []
        for count, caption in enumerate(self.cut.captions):
            material = self.id("text", count, caption.text)
            self.materials["texts"].append(_text(material, caption, self.cut.language))
            segments.append(
                self._segment(
                    self.id("caption", count, caption.text),
                    material,
                    caption.start,
                    caption.frames,
                    layer=_LAYER["text"] + count,
                    clip=place,
                )
            )
        return self._as_track(number, "text", "captions", segments)

    def _marks(self) -> dict[str, Any] | None:
        """Markers on the ruler: where scenes begin."""
        if not self.cut.markers:
            return None
        return {
            "id": self.id("marks"),
            "mark_items": [
                {
                    "id": self.id("mark", number),
                    "title": marker.name,
                    "color": "#00c1cd",
                    "time_range": {"start": microseconds(marker.at, self.cut.fps), "duration": 0},
                }
                for number, marker in enumerate(self.cut.markers)
            ],
        }

    def meta(self) -> dict[str, Any]:
        """The draft's entry in the list of drafts, and its media library."""
        library = [
            {
                "id": self.id("library", file.path),
                "ai_group_type": "",
                "create_time": 0,
                "duration": microseconds(file.frames, self.cut.fps),
                "extra_info": file.name,
                "file_Path": f"{DRAFT_FOLDER}/{file.path}",
                "height": file.height,
                "width": file.width,
                "metetype": {"video": "video", "picture": "photo", "sound": "music"}[file.kind],
                "type": 0,
            }
            for file in self.cut.files
        ]
        return {
            "draft_id": self.id("draft"),
            "draft_name": self.cut.title,
            "draft_fold_path": "",
            "draft_root_path": "",
            "draft_cover": "",
            "draft_is_invisible": False,
            "draft_is_ai_shorts": False,
            "draft_materials": [
                {"type": kind, "value": library if kind == 0 else []}
                for kind in (0, 1, 2, 3, 6, 7, 8)
            ],
            "draft_materials_copied_info": [],
            "draft_new_version": "",
            "draft_removable_storage_device": "",
            "draft_segment_extra_info": [],
            "draft_type": "",
            "tm_draft_removed": 0,
            "tm_duration": microseconds(self.cut.frames, self.cut.fps),
        }


def _config() -> dict[str, Any]:
    ones = "adjust combination sticker".split()
    return {
        **{f"{name}_max_index": 1 for name in ones},
        "extract_audio_last_index": 1,
        "original_sound_last_index": 1,
        "record_audio_last_index": 1,
        "attachment_info": [],
        "export_range": None,
        "lyrics_sync": True,
        "lyrics_taskinfo": [],
        "maintrack_adsorb": True,
        "material_save_mode": 0,
        "multi_language_list": [],
        "subtitle_sync": True,
        "subtitle_taskinfo": [],
        "system_font_list": [],
        "video_mute": False,
        "zoom_info_params": None,
    }


def _platform() -> dict[str, Any]:
    return {"app_id": 3704, "app_source": "lv", "app_version": "5.9.0", "os": "windows"}


def _crop() -> dict[str, float]:
    """All of the picture."""
    corners = {"upper_left": (0, 0), "upper_right": (1, 0), "lower_left": (0, 1)}
    corners["lower_right"] = (1, 1)
    return {
        f"{name}_{axis}": float(value)
        for name, point in corners.items()
        for axis, value in zip("xy", point, strict=True)
    }


def _place(y: float = 0.0) -> dict[str, Any]:
    """Where a picture or words stand; half a frame is 1."""
    return {
        "alpha": 1.0,
        "flip": {"horizontal": False, "vertical": False},
        "rotation": 0.0,
        "scale": {"x": 1.0, "y": 1.0},
        "transform": {"x": 0.0, "y": round(y, 4)},
    }


def _solid(grey: float) -> dict[str, Any]:
    return {"render_type": "solid", "solid": {"alpha": 1.0, "color": [grey] * 3}}


def _text(made: str, caption: CutCaption, language: str) -> dict[str, Any]:
    """White words with a dark stroke. The words and their styles are JSON inside the JSON; ranges
    in them count UTF-16 units."""
    words = "\n".join(part for part in (caption.text, caption.second) if part)
    style = {
        "fill": {"alpha": 1.0, "content": _solid(1.0)},
        "strokes": [{"content": _solid(0.08), "width": 0.08}],
        "range": [0, len(words.encode("utf-16-le")) // 2],
        "size": _TEXT_SIZE,
        "bold": True,
        "italic": False,
        "underline": False,
    }
    return {
        "id": made,
        "type": "subtitle",
        "content": json.dumps({"styles": [style], "text": words}, ensure_ascii=False),
        "alignment": 1,
        "typesetting": 0,
        "check_flag": 15,
        "font_size": _TEXT_SIZE,
        "language": language,
        "line_max_width": 0.82,
        "line_spacing": 0.02,
        "letter_spacing": 0.0,
        "fixed_width": -1.0,
        "fixed_height": -1.0,
        "force_apply_line_max_width": False,
        "global_alpha": 1.0,
        "initial_scale": 1.0,
        "recognize_type": 0,
        "text_color": "#FFFFFF",
        "use_effect_default_color": True,
        "words": {"end_time": [], "start_time": [], "text": []},
    }
