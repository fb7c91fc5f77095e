"""A page for a client to watch a video and say what should change, moment by moment.

``render_review_page`` makes one HTML file that needs no network and no server: style, script and
thumbnails are in it, the video lies beside it. Comments stay in the reader's browser until they
are exported; ``read_review`` reads what came back.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError

from pipelines.documents.brand import BrandColours
from pipelines.sdk import Frozen, Language
from studio.app.campaign_page import Link
from studio.app.page_templates import page_environment
from studio.errors import InputError

__all__ = [
    "Review",
    "ReviewComment",
    "ReviewPage",
    "ReviewScene",
    "read_review",
    "render_review_page",
    "scene_thumbnails",
]

_THUMBNAIL = 220
"""px wide: twice what the strip shows, for fine screens."""
_KEYS = (
    ("Space", "播放 / 暂停", "play or pause"),
    ("← →", "前后 1 秒（Shift：1 帧）", "a second (Shift: a frame)"),
    ("↑ ↓", "上一个 / 下一个分镜", "the scene before or after"),
    ("C", "写意见（Ctrl+Enter 提交）", "comment (Ctrl+Enter adds it)"),
    ("N P", "下一条 / 上一条意见", "the next or previous comment"),
    ("A", "通过当前分镜", "approve this scene"),
)


class ReviewScene(Frozen):
    """A scene of the video."""

    id: str
    start: float = Field(ge=0, description="seconds")
    end: float = Field(gt=0, description="seconds")
    title: str = ""
    text: str = ""
    thumbnail: str = Field(default="", description="a data address, or empty")


class ReviewPage(Frozen):
    """Everything the page shows. ``id`` tells this video from any other: its hash."""

    id: str = Field(pattern=r"^[A-Za-z0-9._-]{1,80}$")
    title: str
    video: Link
    width: int = Field(ge=1)
    height: int = Field(ge=1)
    fps: int = Field(ge=1)
    duration: float = Field(gt=0, description="seconds")
    scenes: tuple[ReviewScene, ...] = Field(min_length=1)
    language: Language = "zh"
    captions: str = Field(default="", description="WebVTT text; empty where they are burned in")
    colours: BrandColours = Field(default_factory=BrandColours)


class ReviewComment(Frozen):
    """What somebody said of a moment."""

    id: str
    at: float = Field(ge=0, description="seconds")
    text: str
    who: str = ""
    made: str = ""
    done: bool = False


class Review(Frozen):
    """What came back of a video: comments in the order of time, and verdicts by scene."""

    film: str
    title: str = ""
    fps: int = Field(ge=1)
    comments: tuple[ReviewComment, ...] = ()
    verdicts: dict[str, Literal["approved", "changes"]] = Field(default_factory=dict)


def render_review_page(page: ReviewPage) -> str:
    """The page as HTML. Every value is escaped; equal pages are equal."""
    from studio.app.page_colours import page_colours

    scenes = [{"id": each.id, "start": each.start, "end": each.end} for each in page.scenes]
    data = {
        "id": page.id,
        "title": page.title,
        "video": page.video,
        "fps": page.fps,
        "duration": page.duration,
        "scenes": scenes,
    }
    # "<" would end the script element early.
    text = json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")
    return (
        page_environment()
        .get_template("review.html.j2")
        .render(
            page=page,
            ui=page.language,
            tokens=page_colours(page.colours),
            data=text,
            keys=_KEYS,
        )
    )


def scene_thumbnails(video: Path, times: Sequence[float]) -> list[str]:
    """Small frames of a video as data addresses, one a time in seconds.

    Raises:
        InputError: The video cannot be read.
    """
    import io

    from PIL import Image

    from pipelines.media.frame_samples import read_frame
    from pipelines.media.video_probe import probe

    facts = probe(video)
    found: list[str] = []
    for at in times:
        latest = max(0.0, facts.duration - 0.1)
        frame = Image.fromarray(read_frame(video, min(at, latest), facts))
        frame.thumbnail((_THUMBNAIL, 4 * _THUMBNAIL))
        data = io.BytesIO()
        frame.save(data, "JPEG", quality=78)
        found.append("data:image/jpeg;base64," + base64.b64encode(data.getvalue()).decode())
    return found


def read_review(file: Path) -> Review:
    """The comments that a client exported.

    Raises:
        InputError: It is no such file.
    """
    hint = "export it again on the review page: Hand in, JSON"
    try:
        data = json.loads(file.read_text(encoding="utf-8-sig"))
        if data.pop("format", "") != "aigc-studio-review":
            raise InputError(f"{file.name} holds no review", hint)
        data.pop("version", None)
        review = Review.model_validate(data)
    except ValidationError as error:
        reason = error.errors()[0]["msg"]
        raise InputError(f"{file.name} is no whole review: {reason}", hint) from error
    except (OSError, ValueError, AttributeError, TypeError) as error:
        raise InputError(f"{file.name} cannot be read as a review", hint) from error
    ordered = sorted(review.comments, key=lambda each: each.at)
    return review.model_copy(update={"comments": tuple(ordered)})
