"""What makes two steps the same step."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from pipelines.registry import EngineCard
from pipelines.sdk import Asset
from studio.jobs.surroundings import surroundings_of

__all__ = ["assets_in_json", "search_words", "step_key"]

_ASSET_KEYS = {"sha256", "kind", "suffix", "size"}


def _canonical(value: Any) -> Any:
    """Params with every asset reduced to its hash: names and facts do not change content."""
    if isinstance(value, dict):
        if value.keys() >= _ASSET_KEYS:
            return f"asset:{value['sha256']}"
        return {key: _canonical(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_canonical(item) for item in value]
    return value


def step_key(card: EngineCard, params: dict[str, Any], data: Path | None = None) -> str:
    """The key of a step, wherever in a workflow it stands.

    Engine, version and params, and what around the engine its result depends on; ``data`` is the
    data folder, where template packs may lie.
    """
    text = json.dumps(
        [card.id, card.version, surroundings_of(card.role, params, data), _canonical(params)],
        sort_keys=True,
        ensure_ascii=False,
        separators=(",", ":"),
    )
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def assets_in_json(value: Any) -> Iterator[Asset]:
    """Every asset inside JSON data."""
    if isinstance(value, dict):
        if value.keys() >= _ASSET_KEYS:
            try:
                yield Asset.model_validate(value)
            except ValidationError:
                return
        else:
            for item in value.values():
                yield from assets_in_json(item)
    elif isinstance(value, list):
        for item in value:
            yield from assets_in_json(item)


def search_words(value: Any, room: int = 2000) -> str:
    """The texts inside params, for the search; at most ``room`` characters."""
    found: list[str] = []

    def walk(item: Any) -> None:
        if isinstance(item, str) and len(item) > 2 and not item.startswith("#"):
            found.append(item)
        elif isinstance(item, dict):
            if not item.keys() >= _ASSET_KEYS:
                for inner in item.values():
                    walk(inner)
        elif isinstance(item, list):
            for inner in item:
                walk(inner)

    walk(value)
    return " ".join(dict.fromkeys(found))[:room]
