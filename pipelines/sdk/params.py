"""Bases of everything that is declared once and shown as form, flags, schema and docs."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

__all__ = ["Frozen", "Outputs", "Params", "hint"]

Widget = Literal["line", "text", "slider", "spin", "choice", "colour", "file", "seed", "hidden"]


class Frozen(BaseModel):
    """A value: immutable, compared by content, unknown keys refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Params(Frozen):
    """What an engine is asked to do.

    Give every field a default where one makes sense, bounds (``ge``, ``le``), a unit in the
    description, and a widget with :func:`hint`. A field of type :class:`Asset` is an input file.
    """


class Outputs(Frozen):
    """What an engine hands back: assets, and facts about them."""


def hint(
    default: Any = ...,
    *,
    label_en: str = "",
    label_zh: str = "",
    widget: Widget | None = None,
    unit: str = "",
    **field: Any,
) -> Any:
    """A pydantic field with what a form needs to show it.

    Args:
        default: The default; leave out for a required field.
        label_en: Label in English.
        label_zh: Label in Chinese.
        widget: How to edit it; left out, the form chooses from the type.
        unit: Unit as shown behind the field (``"px"``, ``"s"``).
        **field: Passed on to :func:`pydantic.Field` (``ge``, ``le``, ``description`` …).
    """
    extra = {
        key: value
        for key, value in {
            "label_en": label_en,
            "label_zh": label_zh,
            "widget": widget,
            "unit": unit,
        }.items()
        if value
    }
    return Field(default, json_schema_extra=extra or None, **field)
