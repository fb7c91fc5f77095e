"""The poster templates there are: the built-in ones, and those of packs in the data folder."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from pipelines.sdk import LocalText
from studio.jobs.surroundings import PACKS_VARIABLE

__all__ = ["TemplateLine", "TemplateList", "template_folders", "templates_here"]


@dataclass(frozen=True)
class TemplateLine:
    """A template: what a document calls it (``event``, ``pack/event``) and its title."""

    name: str
    title: LocalText


@dataclass(frozen=True)
class TemplateList:
    """Every template that can be used, and every file of a pack that was refused, with the reason.

    Attributes:
        templates: Built-in ones first.
        problems: ``pack/file.json`` and one line each.
        folders: Where packs are looked for.
    """

    templates: tuple[TemplateLine, ...]
    problems: tuple[tuple[str, LocalText], ...]
    folders: tuple[Path, ...]


def template_folders(data: Path) -> tuple[Path, ...]:
    """Where packs are looked for: ``$AIGC_STUDIO_TEMPLATES``, then ``templates`` in the data
    folder."""
    named = [Path(part) for part in os.environ.get(PACKS_VARIABLE, "").split(os.pathsep) if part]
    return tuple(dict.fromkeys([*named, data / "templates"]))


def templates_here(data: Path) -> TemplateList:
    """Look through the built-in templates and the packs of a data folder."""
    from pipelines.graphics.poster.packs import find_packs
    from pipelines.graphics.poster.template import load_template, template_names

    folders = template_folders(data)
    packs = find_packs(folders)
    found = [(name, load_template(name)) for name in template_names()]
    found += list(packs.templates.items())
    return TemplateList(
        tuple(TemplateLine(n, LocalText(en=t.title_en, zh=t.title_zh)) for n, t in found),
        tuple((problem.file, problem.message) for problem in packs.problems),
        folders,
    )
