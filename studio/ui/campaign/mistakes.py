"""What is wrong with a brief, in words a person can act on, field by field."""

from __future__ import annotations

from collections.abc import Collection

from pydantic import ValidationError

from studio.ui.words import Text, text

__all__ = ["mistakes_by_field"]

_BY_TYPE: dict[str, Text] = {
    "missing": text("mistakes", "Please fill this in."),
    "string_pattern_mismatch": text("mistakes", "Write the colour as #rrggbb, like #0f4c4a."),
    "too_short": text("mistakes", "Choose at least one."),
    "too_long": text("mistakes", "That is too much; take some away."),
    "string_too_long": text("mistakes", "This is too long; shorten it."),
    "float_parsing": text("mistakes", "This is not a number."),
    "finite_number": text("mistakes", "This is not a number."),
    "greater_than_equal": text("mistakes", "This must not be below zero."),
    "date_from_datetime_parsing": text("mistakes", "Write the day as 2026-09-01."),
    "date_parsing": text("mistakes", "Write the day as 2026-09-01."),
}
_BY_MESSAGE: dict[str, Text] = {
    "the text is empty": _BY_TYPE["missing"],
    "ends is before starts": text("mistakes", "The end is before the start."),
    "original_price is below price": text("mistakes", "The old price is below the new one."),
    "must start with https:// or http://": text(
        "mistakes", "A link starts with https:// or http://"
    ),
    "must not contain spaces": text("mistakes", "A link holds no spaces."),
}
_FIELD_OF_MESSAGE = {
    "ends is before starts": "offer.ends",
    "original_price is below price": "offer.original_price",
}
"""Mistakes between two fields, and which of the two shows them."""


def mistakes_by_field(
    error: ValidationError, fields: Collection[str]
) -> tuple[dict[str, Text | str], list[str]]:
    """Sort a brief's mistakes.

    Args:
        error: What pydantic found.
        fields: Paths of the fields that can show a mistake.

    Returns:
        The first mistake of each field; and lines for those that belong to no field.
    """
    shown: dict[str, Text | str] = {}
    others: list[str] = []
    for fault in error.errors():
        path = [str(part) for part in fault["loc"]]
        reason = fault["msg"].removeprefix("Value error, ")
        words = _BY_MESSAGE.get(reason) or _BY_TYPE.get(fault["type"]) or reason
        field = _FIELD_OF_MESSAGE.get(reason, "")
        while not field and path:
            field = ".".join(path) if ".".join(path) in fields else ""
            path.pop()
        if field:
            shown.setdefault(field, words)
        else:
            where = ".".join(str(part) for part in fault["loc"])
            others.append(f"{where}: {words if isinstance(words, str) else words()}")
    return shown, others
