"""The shape of a role. Which roles there are stands in ``pipelines.roles``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from pipelines.sdk.params import Outputs, Params
from pipelines.sdk.words import LocalText

__all__ = ["O", "P", "Role"]

P = TypeVar("P", bound=Params)
O = TypeVar("O", bound=Outputs)  # noqa: E741 - reads as "outputs" beside P


@dataclass(frozen=True)
class Role(Generic[P, O]):
    """What an engine is for, as a typed contract.

    Args:
        id: ``"modality.task"``, such as ``"image.create"``.
        params: What every engine of this role understands. An engine may extend it.
        outputs: What every engine of this role hands back. An engine may extend it.
        title: What a person calls it.
    """

    id: str
    params: type[P]
    outputs: type[O]
    title: LocalText
