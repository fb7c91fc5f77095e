"""The implicit AI label as data: GB 45438-2025, Annex E."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, ValidationError, model_validator
from pydantic.alias_generators import to_pascal

from pipelines.sdk import Frozen, InputError

__all__ = ["RECIPE_KEY", "AiLabel", "Marks", "parse_label"]

RECIPE_KEY = "aigc-studio-recipe"
"""The name under which the studio's own recipe lies beside the label."""

# Annex E j): printable single bytes but for the quotation mark and the backslash. No space,
# no Chinese: a name in Chinese is given by a code (the credit code of a company, for example).
Value = Annotated[str, Field(pattern=r"^[\x21\x23-\x5B\x5D-\x7E]*$", max_length=512)]
Named = Annotated[Value, Field(min_length=1)]

_ODD_ONES = {"produce_id": "ProduceID", "propagate_id": "PropagateID"}


def _standard_name(field: str) -> str:
    return _ODD_ONES.get(field) or to_pascal(field)


class AiLabel(Frozen):
    """Seven strings that say: this was made by AI, by whom, under which number.

    ``label`` is ``"1"`` (is AI-made), ``"2"`` (may be) or ``"3"`` (is suspected). The propagator's
    two values equal the producer's when the file is first written. The reserved codes hold a
    signature or nothing. In Python the names are snake_case; as data they are the standard's.
    """

    model_config = ConfigDict(
        alias_generator=_standard_name, validate_by_name=True, serialize_by_alias=True
    )

    label: Literal["1", "2", "3"] = "1"
    content_producer: Named
    produce_id: Named
    reserved_code1: Value = ""
    content_propagator: Value = ""
    propagate_id: Value = ""
    reserved_code2: Value = ""

    @model_validator(mode="before")
    @classmethod
    def _first_propagator_is_the_producer(cls, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        filled = dict(value)
        for to, source in (
            ("content_propagator", "content_producer"),
            ("propagate_id", "produce_id"),
        ):
            if to not in filled and _standard_name(to) not in filled:
                given = filled.get(source, filled.get(_standard_name(source)))
                if given is not None:
                    filled[to] = given
        return filled

    def fields(self) -> dict[str, str]:
        """The seven fields under the standard's names, in the standard's order."""
        return {str(name): str(value) for name, value in self.model_dump().items()}

    def to_json(self) -> str:
        """The seven fields as one line of ASCII JSON, without spaces."""
        return json.dumps(self.fields(), separators=(",", ":"))


@dataclass(frozen=True)
class Marks:
    """What a file carries: every label found as JSON text, and the recipe (``""``: none)."""

    labels: tuple[str, ...] = ()
    recipe: str = ""


def parse_label(text: str) -> AiLabel:
    """Read a label from its JSON, bare or wrapped as ``{"AIGC": {…}}``.

    Raises:
        InputError: it is no JSON object, lacks a field or breaks the rules of Annex E.
    """
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(
            f"the AI label is not readable JSON: {text[:60]!r}",
            "label the file again from its original",
        ) from error
    if isinstance(data, dict) and isinstance(data.get("AIGC"), dict):
        data = data["AIGC"]
    if isinstance(data, dict) and isinstance(data.get("Label"), int):
        data = {**data, "Label": str(data["Label"])}  # seen in the wild, and meant the same
    try:
        return AiLabel.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "AIGC"
        raise InputError(
            f"the AI label breaks GB 45438-2025, Annex E: {where}: {first['msg']}",
            "label the file again from its original",
        ) from error
