"""Which language the command line speaks, and choosing words in it."""

from __future__ import annotations

import locale
import os
from collections.abc import Callable
from typing import Literal

__all__ = ["Say", "speak"]

Say = Callable[[str, str], str]
"""``say(english, chinese)`` gives the words in the person's language."""


def _language() -> Literal["zh", "en"]:
    for name in ("AIGC_STUDIO_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if chosen := os.environ.get(name):
            return "zh" if chosen.lower().startswith("zh") else "en"
    return "zh" if (locale.getlocale()[0] or "").startswith(("zh", "Chinese")) else "en"


def speak() -> Say:
    """The words of this person's language (``AIGC_STUDIO_LANG`` or the system's)."""
    chinese = _language() == "zh"
    return lambda english, zh: zh if chinese else english
