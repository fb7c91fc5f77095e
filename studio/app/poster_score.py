"""What the preflight said: as a file beside the posters, and as lines for a person."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from pipelines.sdk import LocalText

__all__ = ["lowest", "score_file", "score_lines"]


def score_file(scores: Sequence[dict[str, Any]], tried: Sequence[int] = ()) -> bytes:
    """``score.json``: each format's mark with its reasons, and what each variant scored.

    Args:
        scores: Of a job's result.
        tried: Marks of the variants, in the order tried.
    """
    data: dict[str, Any] = {"scores": list(scores)}
    if tried:
        data["variants"] = list(tried)
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def lowest(scores: Sequence[dict[str, Any]]) -> int:
    """The lowest mark of all formats; 100 where there is none."""
    return min((int(each["score"]["value"]) for each in scores), default=100)


def score_lines(scores: Sequence[dict[str, Any]]) -> list[tuple[str, int, list[LocalText]]]:
    """Format, mark and reasons of each; reasons that cost nothing are left out."""
    out: list[tuple[str, int, list[LocalText]]] = []
    for each in scores:
        reasons = [
            LocalText(
                en=f"−{reason['points']:g} {_text(reason, 'en')}",
                zh=f"−{reason['points']:g} {_text(reason, 'zh')}",
            )
            for reason in each["score"]["reasons"]
            if reason["points"] > 0
        ]
        out.append((each["format"], int(each["score"]["value"]), reasons))
    return out


def _text(reason: dict[str, Any], language: str) -> str:
    message: dict[str, str] = reason["message"]
    return message.get(language) or next(iter(message.values()), "")
