"""Markdown: the implicit label as YAML front matter, the explicit words as the last line.

The front matter is what TC260-PG-20258A asks of Markdown; the words are the explicit label of a
text (GB 45438-2025 §5.1). The recipe is an HTML comment, which no renderer shows.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from pipelines.media.labels.label import RECIPE_KEY, AiLabel, Marks
from pipelines.media.labels.texts import in_markup, read_text, write_text

__all__ = ["EXPLICIT_WORDS", "read", "write"]

EXPLICIT_WORDS = "本文由人工智能生成 · AI-generated"
"""Says 人工智能 and 生成, as the standard wants, and says it in English."""

_FRONT = re.compile(r"\A(\ufeff?)---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.S | re.M)
_BLOCK = re.compile(r"^AIGC:.*(?:\r?\n[ \t]+.*)*(?:\r?\n|\Z)", re.M)
_FIELD = re.compile(r"^[ \t]+(\w+)[ \t]*:[ \t]*(.*?)[ \t]*\r?$", re.M)
_RECIPE = re.compile(rf"\r?\n*<!-- {RECIPE_KEY} (.*?) -->[ \t]*")
_SAYS_SO = re.compile(r"(?:人工智能|AI).{0,12}(?:生成|合成)", re.IGNORECASE)


def write(source: Path, target: Path, label: AiLabel, recipe: str) -> None:
    """Copy a Markdown file with exactly one label in front and the words at its end."""
    text = _RECIPE.sub("", read_text(source))
    line = "\r\n" if "\r\n" in text else "\n"
    bom, front, body = _split(text)
    mapping = _BLOCK.sub("", front) + "".join(f"{row}{line}" for row in _yaml(label))
    parts = [f"{bom}---{line}{mapping}---{line}{line}{body.lstrip().rstrip()}"]
    if not _says_so(body):
        parts.append(EXPLICIT_WORDS)
    if recipe:
        parts.append(f"<!-- {RECIPE_KEY} {in_markup(recipe)} -->")
    write_text(target, (line * 2).join(parts) + line)


def read(path: Path) -> Marks:
    """Labels and recipe of a Markdown file."""
    text = read_text(path)
    _, front, _ = _split(text)
    labels = tuple(
        json.dumps({key: _unquoted(value) for key, value in _FIELD.findall(block.group())})
        for block in _BLOCK.finditer(front)
    )
    recipe = _RECIPE.search(text)
    return Marks(labels, recipe.group(1) if recipe else "")


def _split(text: str) -> tuple[str, str, str]:
    """Byte-order mark, lines of the front matter (``""``: none), body."""
    found = _FRONT.match(text)
    if found:
        return found.group(1), found.group(2), text[found.end() :]
    bom = text[:1] if text.startswith("\ufeff") else ""
    return bom, "", text[len(bom) :]


def _yaml(label: AiLabel) -> list[str]:
    quoted = ((name, value.replace("'", "''")) for name, value in label.fields().items())
    return ["AIGC:", *(f"  {name}: '{value}'" for name, value in quoted)]


def _unquoted(value: str) -> str:
    if len(value) >= 2 and value[0] == value[-1] == "'":
        return value[1:-1].replace("''", "'")
    if len(value) >= 2 and value[0] == value[-1] == '"':
        return value[1:-1]
    return value


def _says_so(body: str) -> bool:
    """Whether the last line is a label of this kind already, not a sentence about the subject."""
    last = body.rstrip().rsplit("\n", 1)[-1].strip()
    return len(last) <= 40 and bool(_SAYS_SO.search(last))
