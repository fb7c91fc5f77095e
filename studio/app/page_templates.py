"""The templates of pages that need no network, and the filters all of them use."""

from __future__ import annotations

import base64
from importlib.resources import files
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["page_environment"]


def page_environment() -> Environment:
    """Templates of ``assets/pages``; what they say is escaped, what they lack is an error.

    Filters: ``href`` quotes a relative link, ``track`` makes WebVTT text a link of its own.
    """
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    def load(name: str) -> str:
        return files("assets").joinpath("pages", name).read_text(encoding="utf-8")

    environment = Environment(
        loader=FunctionLoader(load),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        href=lambda link: quote(link, safe="/"),
        track=lambda vtt: "data:text/vtt;base64," + base64.b64encode(vtt.encode()).decode(),
    )
    return environment
