"""The catalogue of models: data, read without loading any of them."""

from __future__ import annotations

from importlib.resources import files

from pydantic import TypeAdapter

from models_registry.catalog.card import Commercial, ModelCard, ModelFile, Reason, Variant

__all__ = ["Commercial", "ModelCard", "ModelFile", "Reason", "Variant", "load_catalogue"]


def load_catalogue() -> tuple[ModelCard, ...]:
    """Every model the studio knows of, in the order of ``models.json``.

    Raises:
        ValueError: a row breaks the schema, or two rows share an id.
    """
    text = files("models_registry.catalog").joinpath("models.json").read_text(encoding="utf-8")
    cards = TypeAdapter(tuple[ModelCard, ...]).validate_json(text)
    ids = [card.id for card in cards]
    if len(set(ids)) != len(ids):
        raise ValueError("two models in models.json share an id")
    return cards
