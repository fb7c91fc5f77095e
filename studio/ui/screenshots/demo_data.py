"""A data folder as it looks after some days of work, for pictures of the window and for tests."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QImage, QLinearGradient, QPainter

from pipelines.sdk import Asset, AssetKind
from studio.app.studio import Studio
from studio.store import JobTable
from studio.store.steps import StepRow

__all__ = ["DemoData", "paint_poster"]

CAMPAIGN = "studio.campaign.make"
_FORMATS = {
    "xiaohongshu": ("小红书 3:4", "Portrait 3:4", 1242, 1660),
    "square": ("方图 1:1", "Square 1:1", 1080, 1080),
    "story": ("竖屏 9:16", "Story 9:16", 1080, 1920),
    "banner": ("公众号封面", "Banner", 900, 383),
    "a4": ("A4 印刷", "A4 print", 1240, 1754),
}
_INKS = ("#0f4c4a", "#c8452f", "#27409b", "#8a5a3b", "#4a3f9f")


def paint_poster(size: QSize, ink: str, words: str) -> QImage:
    """A simple poster: a gradient, a disc, words."""
    image = QImage(size, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    wash = QLinearGradient(QPointF(0, 0), QPointF(size.width(), size.height()))
    wash.setColorAt(0, QColor(ink).lighter(190))
    wash.setColorAt(1, QColor(ink))
    painter.fillRect(image.rect(), wash)
    side = min(size.width(), size.height())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(255, 255, 255, 70))
    painter.drawEllipse(QPointF(size.width() * 0.5, size.height() * 0.62), side / 4, side / 4)
    font = QFont()
    font.setPixelSize(max(12, side // 10))
    font.setWeight(QFont.Weight.Bold)
    painter.setFont(font)
    painter.setPen(QColor("#ffffff"))
    room = QRectF(side * 0.08, side * 0.1, size.width() - side * 0.16, size.height() * 0.4)
    painter.drawText(room, Qt.TextFlag.TextWordWrap, words)
    painter.end()
    return image


@dataclass
class DemoData:
    """Fills a studio with jobs and assets.

    Args:
        studio: Which.
        pictures: A folder with posters (``*.png``, ``*.jpg``) and videos (``*.mp4``) to use
            instead of painted ones, or None.
    """

    studio: Studio
    pictures: Path | None = None

    def fill(self) -> dict[str, str]:
        """Make it all; returns the jobs by what they show: done, running, failed, …"""
        self._given = sorted(self.pictures.glob("*.png")) if self.pictures else []
        self._given += sorted(self.pictures.glob("*.jpg")) if self.pictures else []
        posters = [self._poster(i, name) for i, name in enumerate(_FORMATS)]
        self._step_behind(posters)
        result = self._result(posters)
        jobs = {"done": self._job("晨屿冷萃 Morrow Isle Cold Brew", "succeeded", result=result)}
        queue = self.studio.queue
        table = JobTable(self.studio.db)
        jobs["cancelled"] = self._job("Spring yoga retreat", "cancelled")
        jobs["failed"] = self._job(
            "Solstice desk lamp, autumn launch",
            "failed",
            error={
                "code": "storage",
                "message": "the disk is full: posters/a4.pdf was not written",
                "hint": "free some space",
                "cause": "OSError: [Errno 28] No space left on device",
            },
        )
        jobs["running"] = self._job("露米雅焕亮精华 夏日新品", "running")
        table.update(
            jobs["running"],
            progress=0.46,
            eta=41.0,
            stage={"zh": "绘制分镜与旁白", "en": "Drawing scenes and speaking"},
        )
        for type, data in (
            ("stage", {"zh": "撰写文案", "en": "Writing"}),
            ("step", {"label": "小红书", "reused": False}),
            ("step", {"label": "script", "reused": True}),
            ("stage", {"zh": "排版海报", "en": "Setting posters"}),
            ("step", {"label": "poster xiaohongshu", "reused": False}),
            ("stage", {"zh": "绘制分镜与旁白", "en": "Drawing scenes and speaking"}),
            ("step", {"label": "scene 1", "reused": False}),
        ):
            table.tell(jobs["running"], type, data)
        jobs["paused"] = self._job("Night market opening party", "queued")
        queue.pause(jobs["paused"])
        table.update(
            jobs["paused"], progress=0.2, stage={"zh": "排版海报", "en": "Setting posters"}
        )
        for title in ("Trail runner 3 weekend offer", "一罐好茶 · 中秋礼盒"):
            jobs["queued"] = self._job(title, "queued")
        return jobs

    def _job(
        self,
        title: str,
        state: str,
        *,
        result: dict[str, Any] | None = None,
        error: dict[str, Any] | None = None,
    ) -> str:
        id = self.studio.queue.enqueue("workflow", CAMPAIGN, {"brief": _BRIEF}, title=title)
        table = JobTable(self.studio.db)
        if state != "queued":
            table.set_state(id, "running")
            table.update(id, started=time.time() - 96)
        if result is not None:
            table.update(id, result=result, progress=1.0)
        if error is not None:
            table.update(id, error=error)
        if state in ("succeeded", "failed", "cancelled"):
            table.set_state(id, state)  # pyright: ignore[reportArgumentType]
            table.tell(id, "ended", {"state": state})
        return id

    # --- assets -------------------------------------------------------------------------

    def _put(self, file: Path, kind: AssetKind, name: str, **meta: int | float | str) -> Asset:
        with tempfile.TemporaryDirectory(dir=self.studio.settings.data) as folder:
            copy = Path(folder) / f"file{file.suffix}"
            shutil.copyfile(file, copy)
            asset = self.studio.folder.add(copy, kind, dict(meta))
        self.studio.assets.put(asset, step=None, name=name)
        return asset

    def _paint(self, image: QImage, name: str) -> Asset:
        with tempfile.TemporaryDirectory(dir=self.studio.settings.data) as folder:
            file = Path(folder) / "picture.png"
            image.save(str(file))
            return self._put(file, "image", name, width=image.width(), height=image.height())

    def _poster(self, place: int, name: str) -> Asset:
        _, title, width, height = _FORMATS[name]
        if place < len(self._given):
            image = QImage(str(self._given[place]))
            return self._paint(image, title)
        words = "慢一点，醒得刚好" if place % 2 == 0 else "Slow brewed. Wide awake."
        return self._paint(paint_poster(QSize(width, height), _INKS[place], words), title)

    def _step_behind(self, posters: list[Asset]) -> None:
        """A recipe for the first poster, and some more things for the library."""
        steps = self.studio.steps
        key = "demo-poster"
        params = {
            "headline": "慢一点，醒得刚好",
            "format": {"id": "xiaohongshu", "width": 1242, "height": 1660},
            "style": "promotion",
            "seed": 7,
        }
        steps.put(
            StepRow(
                key, "poster.render", "studio.poster.render", "1.0.0", params,
                {"image": posters[0].model_dump(mode="json")}, 2.4, 180.0, time.time(),
            )
        )  # fmt: skip
        self.studio.db.run("UPDATE assets SET step = ? WHERE sha256 = ?", key, posters[0].sha256)
        folder, assets = self.studio.folder, self.studio.assets
        things: tuple[tuple[AssetKind, str, str, dict[str, int | float | str]], ...] = (
            ("speech", ".wav", "旁白 场景 1", {"duration": 4.2}),
            ("music", ".wav", "Calm guitar, 34 s", {"duration": 34.0}),
            ("subtitles", ".srt", "Subtitles, SRT", {}),
            ("text", ".md", "小红书 文案", {}),
            ("document", ".json", "Storyboard", {}),
        )
        for kind, suffix, name, meta in things:
            asset = folder.add_bytes(f"{name}\n".encode() * 40, kind, suffix, meta)
            assets.put(asset, step=None, name=name)
        for place in range(9):
            ink = _INKS[place % len(_INKS)]
            size = QSize(720, 720 + 90 * (place % 4))
            self._paint(paint_poster(size, ink, f"Scene {place + 1}"), f"Scene {place + 1}")

    def _result(self, posters: list[Asset]) -> dict[str, Any]:
        files: list[dict[str, Any]] = []
        for (name, (zh, en, _, _)), asset in zip(_FORMATS.items(), posters, strict=True):
            title = {"zh": zh, "en": en}
            files.append(_file(f"posters/{name}.png", asset, "posters", title))
        videos = sorted(self.pictures.glob("*.mp4")) if self.pictures else []
        if videos:
            meta = {"width": 1080, "height": 1920, "duration": 34.0}
            video = self._put(videos[0], "video", "短视频", **meta)
            title = {"zh": "短视频", "en": "Short video"}
            files.append(_file("video/video.mp4", video, "video", title))
        note = {
            "zh": "“最顺滑”属于绝对化用语，已改为“更顺滑”（广告法第九条）。",
            "en": "“smoothest” is an absolute claim; it was softened to “smoother”.",
        }
        return {
            "title": "晨屿冷萃",
            "language": "zh",
            "files": files,
            "copies": list(_copies()),
            "notes": [note],
        }


def _file(path: str, asset: Asset, group: str, title: dict[str, str]) -> dict[str, Any]:
    return {"path": path, "asset": asset.model_dump(mode="json"), "group": group, "title": title}


def _copies() -> Iterator[dict[str, Any]]:
    for channel in ("xiaohongshu", "douyin", "weibo", "instagram", "linkedin", "email"):
        for language, (title, body, tags, action) in _COPY.items():
            variants = [
                {
                    "channel": channel,
                    "language": language,
                    "framework": framework,
                    "title": title if channel not in ("weibo", "instagram") else "",
                    "body": body if place == 0 else body.split("\n")[0],
                    "hashtags": tags,
                    "call_to_action": action,
                }
                for place, framework in enumerate(("AIDA", "PAS", "FAB"))
            ]
            yield {"channel": channel, "language": language, "variants": variants}


_COPY = {
    "zh": (
        "早八人的续航，藏在这罐里",
        "下午三点就犯困？排队十五分钟，只为一杯冰美式？\n"
        "晨屿冷萃，18 小时低温慢萃，入口顺滑，不酸不涩。0 糖 0 奶，下午喝也没有负担。\n"
        "现在 ¥59，9 月 20 日前随单送帆布杯袋。",
        ["#晨屿冷萃", "#冷萃咖啡", "#早八咖啡"],
        "立即尝鲜",
    ),
    "en": (
        "Slow brewed. Wide awake.",
        "Three in the afternoon and fading? Your iced coffee has turned sour again?\n"
        "Morrow Isle is extracted cold for 18 hours, so you get a smooth cup without the bite. "
        "No sugar, no milk.\nNow ¥59, with a canvas can sleeve until 20 September.",
        ["#MorrowIsle", "#ColdBrew", "#MorningCoffee"],
        "Try it now",
    ),
}
_BRIEF: dict[str, Any] = {
    "product": {"name": {"zh": "晨屿冷萃", "en": "Morrow Isle Cold Brew"}},
    "brand": {"name": {"zh": "晨屿", "en": "Morrow Isle"}},
}
