"""The catalogue of models: honest rows, read without loading anything heavy."""

from __future__ import annotations

import subprocess
import sys

import pytest
from pydantic import ValidationError

from models_registry.catalog import ModelCard, load_catalogue


def test_known_rows_are_there_with_their_licences():
    cards = {card.id: card for card in load_catalogue()}
    assert cards["flux.1-schnell"].commercial == "yes"
    assert cards["flux.1-dev"].commercial == "no"
    assert cards["xtts-v2"].commercial_reason.en == "CPML: neither the model nor its outputs"
    assert cards["hunyuan-video"].commercial == "conditional"
    assert cards["z-image-turbo"].vram_gb == {"default": 16}
    assert cards["z-image-turbo"].size_gb == 10
    assert cards["kokoro-82m"].size_gb is None


def test_nothing_claims_to_be_verified_without_a_revision_and_hashes():
    for card in load_catalogue():
        complete = card.revision and card.files and all(file.sha256 for file in card.files)
        assert complete or not card.verified, card.id
        assert card.commercial_reason.zh != card.commercial_reason.en


def test_unknown_keys_and_odd_ids_are_refused():
    row = load_catalogue()[0].model_dump()
    with pytest.raises(ValidationError):
        ModelCard.model_validate({**row, "licens": "MIT"})
    with pytest.raises(ValidationError):
        ModelCard.model_validate({**row, "id": "../escape"})


def test_reading_it_loads_no_torch():
    code = (
        "import sys; from models_registry.catalog import load_catalogue; assert load_catalogue();"
        "print(sorted({'torch', 'diffusers', 'transformers', 'numpy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
