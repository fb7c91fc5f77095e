"""Ask for everything a storyboard is made of. Each format reuses it; each thing is asked for once.

What cannot be made or read gives way to what comes nearest, and a note tells the scene's number.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from pipelines.documents.presenter import PresenterLook
from pipelines.documents.storyboard import (
    ArtVisual,
    ClipVisual,
    EndCardVisual,
    Line,
    LogoOverlay,
    Media,
    Overlay,
    PhotoVisual,
    PresenterVisual,
    ProductVisual,
    QrCard,
    Sticker,
    Storyboard,
    StoryScene,
    StoryVisual,
)
from pipelines.documents.video_format import PRESENTER_TALLER, VideoFormat
from pipelines.graphics.qr import qr_png
from pipelines.roles import CREATE, CUTOUT, PREPARE, SALIENT, SPEAK, TALK, UPSCALE
from pipelines.roles.face import Talk, TalkParams
from pipelines.roles.footage import Prepared, PrepareParams
from pipelines.roles.image import (
    CreateParams,
    CutoutParams,
    Picture,
    Salient,
    SalientParams,
    UpscaleParams,
)
from pipelines.roles.speech import SpeakParams, Speech
from pipelines.sdk import (
    Asset,
    EngineError,
    InputError,
    LocalText,
    NotFoundError,
    Pending,
    WorkflowContext,
)
from pipelines.workflows.video.cutting import pace
from pipelines.workflows.video.layers import PRESENTER_SIZE, logo_of
from pipelines.workflows.video.parts import SceneParts, scene_note
from pipelines.workflows.video.voices import joined_speech

__all__ = ["PRODUCT_STAGE", "Gathered", "gather"]

PRODUCT_STAGE = "product on a plinth: podium, pedestal, showcase"
"""Begins the prompt of what a product stands on; whatever the mood is, there has to be a place."""
_ZOOM_ROOM = 1.2
"""Pictures are made this much larger than the frame, so that a slow zoom stays sharp."""
_SMALL_PRODUCT = 900
"""px; a product photo whose longer side is below this is enlarged first."""
_AHEAD = 5.0
"""Footage is made ready in steps of so many seconds, so that a changed word seldom asks again."""

_T = TypeVar("_T")
_BAD = (InputError, EngineError, NotFoundError)


@dataclass
class Gathered:
    """The parts of every scene; generated pictures by number of the scene and format."""

    scenes: list[SceneParts]
    arts: dict[tuple[int, str], Asset] = field(default_factory=dict)
    notes: list[LocalText] = field(default_factory=list)

    def parts(self, format: VideoFormat) -> tuple[SceneParts, ...]:
        """The parts as they are seen in a format."""
        return tuple(
            replace(part, picture=self.arts[number, format.id])
            if (number, format.id) in self.arts
            else part
            for number, part in enumerate(self.scenes)
        )


def gather(ctx: WorkflowContext, board: Storyboard, formats: Sequence[VideoFormat]) -> Gathered:
    """Run every step but those of the cut.

    Args:
        ctx: Runs the steps.
        board: Its media imported; one without an asset is missing.
        formats: All that will be cut from it.
    """
    return _Gathering(ctx, board, tuple(formats)).run()


@dataclass
class _Gathering:
    ctx: WorkflowContext
    board: Storyboard
    formats: tuple[VideoFormat, ...]
    notes: list[LocalText] = field(default_factory=list)
    pictures: dict[tuple[str, str], Pending[Picture]] = field(default_factory=dict)

    def run(self) -> Gathered:
        scenes = self.board.scenes
        self.ctx.stage("Speaking", "配音")
        spoken = [[self._speak(line) for line in scene.lines] for scene in scenes]
        seen = [self._ask_picture(number) for number in range(len(scenes))]
        voices = [
            tuple(self._said(number, each) for each in asked) for number, asked in enumerate(spoken)
        ]
        talks = [self._talk(number, voices[number]) for number in range(len(scenes))]
        footage = [self._footage(number, voices[number]) for number in range(len(scenes))]
        parts: list[SceneParts] = []
        arts: dict[tuple[int, str], Asset] = {}
        for number, scene in enumerate(scenes):
            ready = self.attempt(number, footage[number], "its clip", "片段")
            found, product = seen[number].result(ready is not None)
            arts.update({(number, name): asset for name, asset in found.arts.items()})
            talk = self.attempt(number, talks[number], "the presenter", "数字人")
            parts.append(
                SceneParts(
                    voices=voices[number],
                    picture=found.photo,
                    footage=ready,
                    whole=getattr(_behind(scene.visual), "fit", "cover") == "whole"
                    and (ready is not None or found.photo is not None),
                    salient=found.salient,
                    subject=found.subject,
                    product=product,
                    talk=talk,
                    qr=self._qr(number, scene),
                    overlays=self._overlays(number, scene),
                )
            )
        return Gathered(parts, arts, self.notes)

    # --- voices and the presenter ---------------------------------------------------------------

    def _speak(self, line: Line) -> Pending[Speech]:
        params = SpeakParams(
            text=line.text,
            language=line.language or self.board.language,
            voice=line.voice or self.board.voice,
        )
        return self.ctx.submit(SPEAK, params, label=f"voice {line.text[:20]}")

    def _said(self, number: int, asked: Pending[Speech]) -> Speech:
        try:
            return asked.result()
        except InputError as error:
            raise InputError(f"scene {number + 1}: {error.message}", error.hint) from error

    def _talk(self, number: int, voices: Sequence[Speech]) -> Pending[Talk] | None:
        scene = self.board.scenes[number]
        visual = scene.visual
        if not isinstance(visual, PresenterVisual) or not voices:
            return None
        gaps = [line.pause + pace().between for line in scene.lines]
        audio, phonemes = joined_speech(self.ctx, voices, gaps)
        primary = self.board.brand.colours.primary if self.board.brand else None
        half = max(f.drawn[1] for f in self.formats) <= 960
        width, height = (side // 2 if half else side for side in PRESENTER_SIZE)
        raised = any(f.layout.presenter.y + f.layout.presenter.h < 0.999 for f in self.formats)
        if raised and visual.framing == "half":
            height = round(height * PRESENTER_TALLER / 2) * 2
        params = TalkParams(
            look=PresenterLook(character=visual.character, outfit=visual.outfit or primary),
            speech=audio,
            phonemes=phonemes,
            lead=pace().lead,
            tail=pace().tail,
            width=width,
            height=height,
            fps=self.formats[0].fps,
            seed=self.board.seed + number if self.board.seed else number,
        )
        return self.ctx.submit(TALK, params, label=f"presenter {scene.id}")

    # --- pictures -------------------------------------------------------------------------------

    def _ask_picture(self, number: int) -> _Asked:
        scene = self.board.scenes[number]
        behind = _behind(scene.visual)
        asked = _Asked(self, number)
        match behind:
            case PhotoVisual():
                asked.want_photo(behind)
            case ClipVisual():
                if behind.footage.asset is None:
                    self.missing(number, f"the clip {_file_name(behind.footage)}".strip(), "片段")
                    asked.want_art(ArtVisual(prompt=behind.about))
            case ProductVisual():
                asked.want_product(behind)
            case EndCardVisual():
                prompt = f"light mesh gradient {behind.prompt}".strip()
                asked.want_art(ArtVisual(prompt=prompt, seed=behind.seed))
            case ArtVisual():
                asked.want_art(behind)
        return asked

    def _footage(self, number: int, voices: Sequence[Speech]) -> Pending[Prepared] | None:
        scene = self.board.scenes[number]
        visual = _behind(scene.visual)
        if not isinstance(visual, ClipVisual) or visual.footage.asset is None:
            return None
        end = visual.end
        if end is None:
            speed = pace()
            said = sum(voice.duration for voice in voices) + speed.lead + speed.tail + 1.0
            said += sum(line.pause + speed.between for line in scene.lines)
            needed = max(said if voices else 20.0, scene.seconds or 0.0) * visual.speed
            end = visual.start + math.ceil(needed / _AHEAD) * _AHEAD
        params = PrepareParams(
            footage=visual.footage.asset,
            name=_file_name(visual.footage),
            fps=self.formats[0].fps,
            long_side=max(max(f.drawn) for f in self.formats),
            start=visual.start,
            end=end,
        )
        return self.ctx.submit(PREPARE, params, label=f"clip {scene.id}")

    def _overlays(self, number: int, scene: StoryScene) -> dict[int, Asset]:
        """Pictures of the scene's overlays, and of the video's own by negative number."""
        found: dict[int, Asset] = {}
        ours = [] if scene.visual.type == "end_card" else self.board.overlays
        for key, overlay in [
            *((-1 - n, each) for n, each in enumerate(ours)),
            *enumerate(scene.overlays),
        ]:
            if (asset := self._overlay(number, overlay)) is not None:
                found[key] = asset
        return found

    def _overlay(self, number: int, overlay: Overlay) -> Asset | None:
        match overlay:
            case LogoOverlay():
                return logo_of(overlay, self.board)
            case Sticker() if overlay.picture is not None:
                if overlay.picture.asset is None:
                    self.missing(number, f"the sticker {overlay.picture.path}", "贴纸")
                return overlay.picture.asset
            case QrCard():
                return self._code(number, overlay.link)
            case _:
                return None

    def _qr(self, number: int, scene: StoryScene) -> Asset | None:
        link = scene.visual.link if isinstance(scene.visual, EndCardVisual) else ""
        return self._code(number, link) if link else None

    def _code(self, number: int, link: str) -> Asset | None:
        try:
            return self.ctx.save_bytes(qr_png(link), "image", ".png")
        except InputError as error:
            self.tell(number, f"no QR code: {error.message}", f"没有二维码：{error.message}")
            return None

    def create(self, params: CreateParams, engine: str, scene: str) -> Pending[Picture]:
        """Ask for a generated picture; for the same one once."""
        key = (params.model_dump_json(), engine)
        if key not in self.pictures:
            self.pictures[key] = self.ctx.submit(
                CREATE, params, engine=engine or None, label=f"picture {scene}"
            )
        return self.pictures[key]

    # --- what goes wrong ------------------------------------------------------------------------

    def tell(self, number: int, en: str, zh: str) -> None:
        """Note something about a scene, once."""
        note = scene_note(number + 1, en, zh)
        if note not in self.notes:
            self.notes.append(note)

    def missing(self, number: int, en: str, zh: str) -> None:
        self.tell(
            number,
            f"{en} is missing; a generated picture stands in (give its path again)",
            f"{zh}不存在，暂以生成的画面代替（请重新指定文件）",
        )

    def attempt(self, number: int, asked: Pending[_T] | None, en: str, zh: str) -> _T | None:
        if asked is None:
            return None
        try:
            return asked.result()
        except _BAD as error:
            self.tell(
                number,
                f"{en} was not used: {error.message}",
                f"未使用{zh}：{error.message}",
            )
            return None


def _file_name(media: Media) -> str:
    return media.path.replace("\\", "/").rsplit("/", 1)[-1]


def _behind(visual: StoryVisual) -> StoryVisual:
    return visual.background if isinstance(visual, PresenterVisual) else visual


@dataclass
class _Found:
    """What came back for a scene's picture."""

    photo: Asset | None = None
    salient: Salient | None = None
    subject: Asset | None = None
    arts: dict[str, Asset] = field(default_factory=dict)


class _Asked:
    """The pictures of one scene that were asked for, and what to do when one fails."""

    def __init__(self, gathering: _Gathering, number: int) -> None:
        self._all, self._number = gathering, number
        self._scene = gathering.board.scenes[number]
        self._photo: Asset | None = None
        self._salient: Pending[Salient] | None = None
        self._subject: Pending[Picture] | None = None
        self._product: Callable[[], Asset | None] | None = None
        self._arts: dict[str, Pending[Picture]] = {}

    def want_art(self, visual: ArtVisual, *, stage: bool = False, bare: bool = False) -> None:
        """A generated picture for each orientation that is cut; a stage for each format."""
        board = self._all.board
        colours = board.brand.colours if board.brand else None
        lean = (colours.primary, colours.secondary, colours.accent) if colours else ()
        chance = zlib.crc32(self._scene.id.encode()) % 1000
        seed = visual.seed if visual.seed is not None else board.seed % 2_000_000 * 1000 + chance
        for each in self._all.formats:
            format = each if stage else _largest(self._all.formats, wide=each.wide)
            params = CreateParams(
                prompt=(visual.prompt.strip() or board.title)[:4000],
                negative_prompt="objects" if bare else "",
                width=round(format.drawn[0] * _ZOOM_ROOM / 2) * 2,
                height=round(format.drawn[1] * _ZOOM_ROOM / 2) * 2,
                seed=seed,
                colours=tuple(c for c in lean if c),
            )
            self._arts[each.id] = self._all.create(params, visual.engine, self._scene.id)

    def want_photo(self, visual: PhotoVisual) -> None:
        """A photo of the person's, with where to look in it."""
        asset, ctx = visual.picture.asset, self._all.ctx
        if asset is None:
            name = _file_name(visual.picture)
            self._all.missing(self._number, f"the picture {name}".strip(), f"图片 {name}".strip())
            words = visual.about or self._scene.headline
            self.want_art(ArtVisual(prompt=words))
            return
        self._photo = asset
        if visual.fit == "cover":
            name = f"focus {self._scene.id}"
            self._salient = ctx.submit(SALIENT, SalientParams(image=asset), label=name)
        if visual.parallax:
            cut = CutoutParams(image=asset, crop=False)
            self._subject = ctx.submit(CUTOUT, cut, label=f"subject {self._scene.id}")

    def want_product(self, visual: ProductVisual) -> None:
        """The product cut out on a stage; where it cannot be cut out, its photo."""
        asset = visual.picture.asset if visual.picture else None
        if visual.picture is not None and asset is None:
            name = _file_name(visual.picture)
            self._all.missing(self._number, f"the product photo {name}", f"产品照片 {name}")
        if asset is not None:
            ctx, longer = self._all.ctx, 0
            longer = max(int(asset.meta.get("width", 0)), int(asset.meta.get("height", 0)))
            cut_already = asset.meta.get("coverage") is not None
            photo = asset

            def product() -> Asset | None:
                image = photo
                if cut_already:
                    return image
                try:
                    if 0 < longer < _SMALL_PRODUCT:
                        large = UpscaleParams(image=image)
                        image = ctx.run(UPSCALE, large, label="larger photo").image
                    cut = CutoutParams(image=image)
                    return ctx.run(CUTOUT, cut, label="product cut out").image
                except _BAD as error:
                    self._all.tell(
                        self._number,
                        f"the product could not be cut out, its photo is shown: {error.message}",
                        f"产品无法抠出，改为展示原照片：{error.message}",
                    )
                    self.want_photo(PhotoVisual.model_validate({"picture": {"asset": photo}}))
                    return None

            self._product = product
        seeded = ArtVisual(prompt=f"{PRODUCT_STAGE}, {visual.prompt}".strip(" ,"), seed=visual.seed)
        self.want_art(seeded, stage=True, bare=asset is not None)

    def result(self, has_footage: bool) -> tuple[_Found, Asset | None]:
        """Wait for all of it: what covers the frame, and the product."""
        product = self._product() if self._product is not None else None
        found = _Found(photo=self._photo)
        if self._salient is not None:
            found.salient = self._all.attempt(self._number, self._salient, "the picture", "图片")
            if found.salient is None:
                found.photo = None
        if self._subject is not None and found.photo is not None:
            cut = self._all.attempt(self._number, self._subject, "its depth", "景深效果")
            found.subject = cut.image if cut else None
        nothing = found.photo is None and not has_footage
        if nothing and not self._arts:
            self.want_art(ArtVisual(prompt=getattr(_behind(self._scene.visual), "about", "")))
        if found.photo is None:
            found.arts = {name: asked.result().image for name, asked in self._arts.items()}
        return found, product


def _largest(formats: Sequence[VideoFormat], *, wide: bool) -> VideoFormat:
    """The tallest of the tall formats, or the widest of the wide: others are cropped from it."""
    fitting = [each for each in formats if each.wide == wide]
    return max(fitting, key=lambda each: (each.height / each.width) ** (-1 if wide else 1))
