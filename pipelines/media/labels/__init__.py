"""The implicit AI label of GB 45438-2025 and the studio's recipe, in every kind of file.

::

    label = AiLabel(content_producer="AIGC-Studio", produce_id="3fd4…")
    write_label(Path("poster.png"), Path("out/poster.png"), label, recipe='{"engine": "…"}')
    read_label(Path("out/poster.png")).produce_id
    read_recipe(Path("out/poster.png"))["engine"]

One module a container. Containers are edited at byte level or copied stream by stream; pixels,
samples and pages are never decoded.
"""

from pipelines.media.labels.files import (
    LABELLED_SUFFIXES,
    can_label,
    read_label,
    read_recipe,
    write_label,
)
from pipelines.media.labels.label import AiLabel

__all__ = [
    "LABELLED_SUFFIXES",
    "AiLabel",
    "can_label",
    "read_label",
    "read_recipe",
    "write_label",
]
