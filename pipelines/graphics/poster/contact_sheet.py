"""All templates in all formats with many kinds of content, for a person to look at.

    python -m pipelines.graphics.poster.contact_sheet OUT [--product cutout.png] [--only launch_zh]

Writes every poster at full size, and one sheet a document with its formats side by side.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from importlib import resources
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from pipelines.documents.poster import POSTER_FORMATS, PosterDocument
from pipelines.graphics import raster
from pipelines.graphics.poster.compose import Inputs, compose
from pipelines.graphics.raster import Array

__all__ = ["main", "sample_documents"]

_HEIGHT = 620  # px of a poster on a sheet


def sample_documents() -> dict[str, PosterDocument]:
    """Documents that show what templates can do: long, short, Chinese, English."""
    folder = resources.files("assets") / "templates" / "samples"
    out: dict[str, PosterDocument] = {}
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".json"):
            data = json.loads(file.read_text(encoding="utf-8"))
            out |= {name: PosterDocument.model_validate(value) for name, value in data.items()}
    return out


def main(arguments: Sequence[str] | None = None) -> int:
    """Render the sheets; returns the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("out", type=Path)
    parser.add_argument("--product", type=Path, help="RGBA cut-out shown where it fits")
    parser.add_argument("--only", default="", help="documents whose name contains this")
    parser.add_argument("--formats", default="", help="ids, separated by commas")
    options = parser.parse_args(arguments)
    options.out.mkdir(parents=True, exist_ok=True)
    wanted = set(filter(None, options.formats.split(",")))
    formats = [f for f in POSTER_FORMATS if not wanted or f.id in wanted]
    for name, document in sample_documents().items():
        if options.only not in name:
            continue
        for suffix, inputs in _variants(options.product):
            strip: list[NDArray[np.uint8]] = []
            for format in formats:
                poster = compose(document, format, inputs, pdf=False)
                poster.image.save(str(options.out / f"{name}{suffix}-{format.id}.png"))
                strip.append(_thumbnail(poster.image))
                for found in poster.findings:
                    line = f"{name}{suffix} {format.id}: [{found.severity}] {found.message.en}\n"
                    sys.stdout.write(line)
            _write(options.out / f"sheet-{name}{suffix}.png", np.concatenate(strip, axis=1))
    return 0


def _variants(product: Path | None) -> Iterator[tuple[str, Inputs]]:
    yield "", Inputs()
    if product is not None:
        yield "-product", Inputs(product=_cutout(product))


def _cutout(path: Path) -> Array:
    pixels = cv2.imdecode(np.frombuffer(path.read_bytes(), np.uint8), cv2.IMREAD_UNCHANGED)
    return cv2.cvtColor(pixels, cv2.COLOR_BGRA2RGBA).astype(np.float32) / np.float32(255)


def _thumbnail(image: QImage) -> NDArray[np.uint8]:
    """[_HEIGHT, w, 3] BGR with a margin on the right."""
    pixels = raster.to_array(image)[..., 2::-1]
    width = round(image.width() * _HEIGHT / image.height())
    small = raster.resize(np.ascontiguousarray(pixels), width, _HEIGHT)
    padded = np.pad(small, ((0, 0), (0, 12), (0, 0)), constant_values=0.5)
    return (np.clip(padded, 0, 1) * 255).astype(np.uint8)


def _write(path: Path, pixels: NDArray[np.uint8]) -> None:
    done, data = cv2.imencode(".png", pixels)
    if done:
        path.write_bytes(data.tobytes())


if __name__ == "__main__":
    sys.exit(main())
