"""WAV: the label in a RIFF chunk ``AIGC``, the recipe in a chunk ``AGSR``.

Players skip chunks they do not know, so sound and other chunks stay as they are.
"""

from __future__ import annotations

from pathlib import Path

from pipelines.media.labels.label import AiLabel, Marks
from pipelines.media.labels.riff import Chunk, chunks_of, data_of, write_riff

__all__ = ["read", "write"]

_LABEL, _RECIPE = b"AIGC", b"AGSR"


def write(source: Path, target: Path, label: AiLabel, recipe: str) -> None:
    """Copy a WAV with exactly one label. Raises ``InputError`` if it is cut off or over 4 GiB."""
    with source.open("rb") as old:
        chunks = [
            chunk for chunk in chunks_of(old, b"WAVE", "WAV") if chunk.kind not in (_LABEL, _RECIPE)
        ]
        chunks.append(Chunk.of(_LABEL, label.to_json().encode("ascii")))
        if recipe:
            chunks.append(Chunk.of(_RECIPE, recipe.encode("utf-8")))
        write_riff(old, target, b"WAVE", chunks)


def read(path: Path) -> Marks:
    """Labels and recipe of a WAV; the samples are not read."""
    with path.open("rb") as stream:
        texts = [
            (chunk.kind, data_of(stream, chunk).decode("utf-8", "replace").rstrip("\0"))
            for chunk in chunks_of(stream, b"WAVE", "WAV")
            if chunk.kind in (_LABEL, _RECIPE)
        ]
    labels = tuple(text for kind, text in texts if kind == _LABEL)
    return Marks(labels, next((text for kind, text in texts if kind == _RECIPE), ""))
