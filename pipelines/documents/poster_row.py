"""One line of a table of posters, checked and ready to be made."""

from __future__ import annotations

from pydantic import Field

from pipelines.documents.document import Document
from pipelines.documents.poster import PosterDocument
from pipelines.sdk import Asset

__all__ = ["PosterRow"]


class PosterRow(Document):
    """What a row of a table becomes."""

    number: int = Field(ge=1, description="line in the table, as a spreadsheet counts")
    name: str = Field(pattern=r"^[^/\\\x00-\x1f]{1,80}$", description="of its files; unique")
    document: PosterDocument
    photo: Asset | None = Field(default=None, description="of the product, still to be cut out")
