"""PDF: label and recipe as keys of the Info dictionary (``/AIGC``: TC260-PG-20258A).

Pages are copied object by object, never rendered. The file is written anew rather than appended
to, since an appended revision would leave an earlier label readable in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipelines.media.labels.label import AiLabel, Marks
from pipelines.sdk import InputError, StudioError

__all__ = ["read", "write"]

_LABEL, _RECIPE = "/AIGC", "/StudioRecipe"


def write(source: Path, target: Path, label: AiLabel, recipe: str) -> None:
    """Copy a PDF with exactly one label. Raises ``InputError`` if it is damaged or locked."""
    from pypdf import PdfReader, PdfWriter

    with _explained(source):
        reader = PdfReader(source)
        if reader.is_encrypted:
            raise InputError(f"{source.name} is locked with a password", "save it without one")
        producer = (reader.metadata or {}).get("/Producer")
        writer = PdfWriter(clone_from=reader)
        info = {**(writer.metadata or {}), _LABEL: label.to_json()}
        info.pop(_RECIPE, None)
        if recipe:
            info[_RECIPE] = recipe
        info.pop("/Producer", None)
        if producer:  # else the library would name itself as the maker
            info["/Producer"] = producer
        writer.metadata = {str(key): str(value) for key, value in info.items()}
        writer.write(target)


def read(path: Path) -> Marks:
    """Labels and recipe of a PDF."""
    from pypdf import PdfReader

    with _explained(path):
        info = PdfReader(path).metadata or {}
        labels = (str(info[_LABEL]),) if _LABEL in info else ()
        return Marks(labels, str(info.get(_RECIPE, "")))


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except (StudioError, OSError):
        raise
    except Exception as error:  # a damaged file makes the library fail in any of many ways
        raise InputError(
            f"{path} is damaged, or no PDF: {error}", "export or download it again"
        ) from error
