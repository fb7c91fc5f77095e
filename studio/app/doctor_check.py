"""One line of the doctor's report."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from pipelines.sdk import Frozen, LocalText

__all__ = ["Check", "Group", "State", "same", "systems"]

State = Literal["ok", "warn", "missing"]
Group = Literal["machine", "programs", "fonts", "templates", "libraries", "neural", "models"]


class Check(Frozen):
    """What was looked at, how it stands, and how to mend it.

    ``optional``: the studio works without it, so its absence is no fault to be shown in red.
    """

    id: str = Field(pattern=r"^[a-z]+\.[\w.-]+$")
    group: Group
    title: LocalText
    state: State
    detail: LocalText
    fix: LocalText | None = None
    optional: bool = False


def same(text: str) -> LocalText:
    """A text that needs no translation: a version, a name, a number."""
    return LocalText(zh=text, en=text)


def systems(debian: str, macos: str, windows: str) -> LocalText:
    """How to get something on each system; commands read alike in both languages."""
    return same(f"Debian/Ubuntu: {debian} · macOS: {macos} · Windows: {windows}")
