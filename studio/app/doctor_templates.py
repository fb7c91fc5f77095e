"""Template packs: whether every file of them can be used."""

from __future__ import annotations

from pathlib import Path

from pipelines.sdk import LocalText
from studio.app.doctor_check import Check
from studio.app.poster_templates import templates_here

__all__ = ["check_templates"]


def check_templates(data: Path) -> list[Check]:
    """How many poster templates there are, and a line for each file of a pack that was refused."""
    here = templates_here(data)
    count = len(here.templates)
    packs = len({t.name.partition("/")[0] for t in here.templates if "/" in t.name})
    out = [
        Check(
            id="templates.posters",
            group="templates",
            title=LocalText(zh="海报模板", en="Poster templates"),
            state="ok",
            detail=LocalText(
                zh=f"{count} 个模板，{packs} 个模板包 · {here.folders[-1]}",
                en=f"{count} templates, {packs} packs · {here.folders[-1]}",
            ),
        )
    ]
    for number, (file, message) in enumerate(here.problems, start=1):
        out.append(
            Check(
                id=f"templates.refused.{number}",
                group="templates",
                title=LocalText(zh=f"模板 {file}", en=f"Template {file}"),
                state="warn",
                detail=message,
                fix=LocalText(
                    zh="修改或删除该文件；其余模板照常可用",
                    en="Mend or remove that file; the other templates work",
                ),
            )
        )
    return out
