"""A campaign's result as the board shows it, read from the job's JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from pydantic import ValidationError

from pipelines.documents.copy import CopyVariant
from pipelines.sdk import Asset, LocalText

__all__ = ["ChannelCopy", "Result", "ResultFile", "read_result"]


@dataclass(frozen=True)
class ResultFile:
    """A file of the result folder."""

    path: PurePosixPath
    asset: Asset
    group: str
    title: LocalText


@dataclass(frozen=True)
class ChannelCopy:
    """The copy for one channel in one language."""

    channel: str
    language: str
    variants: tuple[CopyVariant, ...]


@dataclass(frozen=True)
class Result:
    """Everything a campaign has made."""

    title: str
    files: tuple[ResultFile, ...]
    copies: tuple[ChannelCopy, ...]
    notes: tuple[LocalText, ...]

    def pictures(self) -> list[ResultFile]:
        """The posters."""
        return [f for f in self.files if f.group == "posters" and f.asset.kind == "image"]

    def video(self) -> ResultFile | None:
        """The video, if there is one."""
        return next((f for f in self.files if f.asset.kind == "video"), None)

    def cover(self) -> ResultFile | None:
        """The picture that stands for the video."""
        found = (f for f in self.files if f.group == "video" and f.asset.kind == "image")
        return next(found, None)

    def printed(self, picture: ResultFile) -> ResultFile | None:
        """The PDF of a poster."""
        path = picture.path.with_suffix(".pdf")
        return next((f for f in self.files if f.path == path), None)


def read_result(data: dict[str, Any]) -> Result | None:
    """Read a job's result; None if it is not one of a campaign."""
    if "files" not in data or "copies" not in data:
        return None
    try:
        return Result(
            title=str(data.get("title", "")),
            files=tuple(_files(data)),
            copies=tuple(
                ChannelCopy(
                    str(c["channel"]),
                    str(c["language"]),
                    tuple(CopyVariant.model_validate(v) for v in c["variants"]),
                )
                for c in data["copies"]
            ),
            notes=tuple(LocalText.model_validate(n) for n in data.get("notes", ())),
        )
    except (ValidationError, KeyError, TypeError):
        return None


def _files(data: dict[str, Any]) -> Iterator[ResultFile]:
    for item in data["files"]:
        path = PurePosixPath(item["path"])
        title = item.get("title") or path.stem
        yield ResultFile(
            path,
            Asset.model_validate(item["asset"]),
            str(item.get("group", "other")),
            LocalText.model_validate(title),
        )
