"""A script as people write it: blank lines part the scenes, hints in brackets say what is seen.

::

    # A walk at dawn            (title)
    ## The river                (chapter)
    [picture: bridge.jpg]
    The bridge is empty at five.
    Only the fishermen are there.

    [clip: boat.mp4] [headline: Slow]
    Then the first boat comes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipelines.documents.story_text import HINT
from pipelines.documents.storyboard import (
    ArtVisual,
    ClipVisual,
    Line,
    Media,
    MusicCue,
    PhotoVisual,
    PresenterVisual,
    Storyboard,
    StoryScene,
    StoryVisual,
)
from pipelines.sdk import InputError
from pipelines.sdk.words import language_of
from pipelines.workflows.video.sources.article import article_of
from pipelines.workflows.video.sources.words import content_words, music_mood, sentences

__all__ = ["storyboard_of_script"]

_KEYS = {
    "图片": "picture",
    "照片": "picture",
    "图": "picture",
    "photo": "picture",
    "image": "picture",
    "片段": "clip",
    "视频": "clip",
    "video": "clip",
    "画面": "art",
    "数字人": "presenter",
    "标题": "headline",
    "时长": "seconds",
    "秒": "seconds",
    "音乐": "music",
    "章节": "chapter",
    "片名": "title",
}
_MOODS = ("bright", "warm", "calm", "epic", "playful", "tech")
_MOODS_ZH: dict[str, str] = dict(
    zip(("明快", "温暖", "平静", "史诗", "活泼", "科技"), _MOODS, strict=True)
)
_TITLE = re.compile(r"^\s{0,3}#\s+(.+)$")
_CHAPTER = re.compile(r"^\s{0,3}#{2,6}\s+(.+)$")
_PICTURE = re.compile(r"!\[(?P<about>[^\]]*)\]\(\s*<?(?P<file>[^)>]+?)>?\s*\)")
_LINE_LONGEST = 1500


def storyboard_of_script(
    text: str, media: Mapping[str, Media], *, title: str = "", voice: str = "", seed: int = 1
) -> Storyboard:
    """The storyboard of a written script.

    Args:
        text: Plain text or Markdown.
        media: Files the hints name, as written there; one that is not here is missing.
        title: Instead of the script's own.
        voice: Who says it.
        seed: Of the pictures.

    Raises:
        InputError: There is no scene, or a hint cannot be read: with the scene's number.
    """
    reading = _Reading(media)
    for block in re.split(r"\n[ \t]*\n+", text.replace("\r\n", "\n").strip()):
        reading.block(block)
    if not reading.scenes:
        raise InputError(
            "there is no scene in the script", "write sentences; a blank line begins a new scene"
        )
    whole = HINT.sub("", text)
    language = article_of(whole, "markdown").language if _says(whole) else language_of(whole)
    first = reading.scenes[0].lines[0].text if reading.scenes[0].lines else ""
    shown = title or reading.title or (sentences(first) or ["Video"])[0].rstrip("。.!！?？")[:40]
    music = reading.music or MusicCue.model_validate({"mood": music_mood(whole)})
    return Storyboard(
        title=shown[:120],
        language=language,
        voice=voice,
        scenes=reading.scenes,
        music=music,
        seed=seed,
    )


def _says(text: str) -> bool:
    bare = re.sub(r"(?m)^\s{0,3}#.*$", "", text)
    return bool(sentences(bare))


class _Reading:
    """Scenes as they are read, block by block."""

    def __init__(self, media: Mapping[str, Media]) -> None:
        self._media = media
        self.scenes: list[StoryScene] = []
        self.title = ""
        self.music: MusicCue | None = None
        self._chapter = ""

    def block(self, block: str) -> None:
        """Read what stands between two blank lines."""
        fields: dict[str, str] = {}
        visual: StoryVisual | None = None
        lines: list[str] = []
        for written in block.split("\n"):
            row = written
            if found := _TITLE.match(row):
                self.title = self.title or found[1].strip()
                continue
            if found := _CHAPTER.match(row):
                self._chapter = found[1].strip()
                continue
            if picture := _PICTURE.search(row):
                visual = self._photo(picture["file"].strip(), picture["about"])
                row = _PICTURE.sub("", row)
            for hint in HINT.finditer(row):
                key = _KEYS.get(hint["key"].lower(), hint["key"].lower())
                value = (hint["value"] or "").strip()
                visual = self._visual(key, value) or visual
                fields[key] = value
            rest = re.sub(r"^\s*(?:[-*+•]|\d+[.)、])\s+", "", HINT.sub("", row)).strip()
            if any(c.isalnum() for c in rest):
                lines.append(rest)
        self._whole_video(fields)
        if lines or visual is not None or "seconds" in fields or "headline" in fields:
            self._scene(lines, visual, fields)

    def _whole_video(self, fields: dict[str, str]) -> None:
        self.title = self.title or fields.get("title", "")
        self._chapter = fields.get("chapter") or self._chapter
        if value := fields.get("music"):
            mood = _MOODS_ZH.get(value, value.lower())
            if mood in ("off", "none", "无", "关"):
                self.music = MusicCue(off=True)
            elif mood in _MOODS:
                self.music = MusicCue.model_validate({"mood": mood})
            else:
                self.music = MusicCue(file=self._file(value))

    def _visual(self, key: str, value: str) -> StoryVisual | None:
        match key:
            case "picture" if value:
                return self._photo(value, "")
            case "clip" if value:
                return ClipVisual(footage=self._file(value))
            case "art":
                return ArtVisual(prompt=value)
            case "presenter":
                name = value.lower()
                shown = {"character": name} if name in ("ada", "ken", "mei") else {}
                return PresenterVisual.model_validate(shown)
            case _:
                return None

    def _file(self, name: str) -> Media:
        return self._media.get(name, Media(path=name))

    def _photo(self, name: str, about: str) -> PhotoVisual:
        return PhotoVisual(picture=self._file(name), about=about)

    def _scene(self, lines: list[str], visual: StoryVisual | None, fields: dict[str, str]) -> None:
        number = len(self.scenes) + 1
        seconds = None
        if text := fields.get("seconds"):
            try:
                seconds = float(re.sub(r"\s*(?:s|sec|seconds?|秒)$", "", text.lower()))
            except ValueError as error:
                raise InputError(
                    f"scene {number}: [seconds: {text}] is not a number", "write [seconds: 4]"
                ) from error
            if not 0 < seconds <= 600:
                raise InputError(
                    f"scene {number}: {seconds:g} seconds is not a length for a scene",
                    "give 0.5 to 600",
                )
        if long := next((line for line in lines if len(line) > _LINE_LONGEST), None):
            raise InputError(
                f"scene {number}: a line has {len(long)} characters, more than {_LINE_LONGEST}",
                "break it into lines or scenes",
            )
        if visual is None:
            visual = ArtVisual(prompt=" ".join(content_words(" ".join(lines), whole=True)[:8]))
        self.scenes.append(
            StoryScene(
                id=f"s{number:02}",
                lines=[Line(text=line) for line in lines],
                visual=visual,
                headline=fields.get("headline", "")[:80],
                seconds=seconds,
                chapter=self._chapter[:80],
            )
        )
        self._chapter = ""
