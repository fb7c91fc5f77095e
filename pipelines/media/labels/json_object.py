"""JSON: the label as an object ``"AIGC"`` beside the other keys, the recipe as another one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pipelines.media.labels.label import RECIPE_KEY, AiLabel, Marks
from pipelines.media.labels.texts import read_text, write_text
from pipelines.sdk import InputError

__all__ = ["read", "write"]


def write(source: Path, target: Path, label: AiLabel, recipe: str) -> None:
    """Copy a JSON object with exactly one label, as its last keys, indented by two."""
    data = {key: value for key, value in _object(source).items() if key not in ("AIGC", RECIPE_KEY)}
    data["AIGC"] = label.fields()
    if recipe:
        data[RECIPE_KEY] = json.loads(recipe)
    write_text(target, json.dumps(data, ensure_ascii=False, indent=2) + "\n")


def read(path: Path) -> Marks:
    """Labels and recipe of a JSON object."""
    data = _object(path)
    labels = (json.dumps(data["AIGC"]),) if "AIGC" in data else ()
    return Marks(labels, json.dumps(data[RECIPE_KEY]) if RECIPE_KEY in data else "")


def _object(path: Path) -> dict[str, Any]:
    try:
        data = json.loads(read_text(path).removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise InputError(f"{path.name} is not readable JSON: {error}", "export it again") from error
    if not isinstance(data, dict):
        raise InputError(
            f"{path.name} holds a JSON {type(data).__name__}, which has no room for a label",
            'wrap it in an object: {"items": […]}',
        )
    return data
