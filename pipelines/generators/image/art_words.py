"""From the words of a prompt to an art, its motif, its colour and its light."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from pipelines.graphics.art import ART_NAMES
from pipelines.graphics.colour import Mode

__all__ = ["Choice", "Theme", "Words", "choose", "load_words"]

_CALM = ("mesh", "waves", "bokeh", "paper")  # what suits a prompt that says nothing known
_CALM_SEEDS = ("#7b6cf0", "#1f86d6", "#e0706a", "#2f9e77", "#e8973a")


@dataclass(frozen=True)
class Theme:
    """Words that call for an art."""

    id: str
    art: str
    words: tuple[str, ...]
    motif: str = ""
    seed: str = ""
    mode: Mode | None = None
    weight: float = 1.0


@dataclass(frozen=True)
class Words:
    """The lexicon of ``assets/art/words.toml``."""

    themes: tuple[Theme, ...]
    modes: dict[Mode, tuple[str, ...]]
    colours: dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Choice:
    """What to paint. ``why`` holds the words that decided it."""

    art: str
    motif: str = ""
    seed: str = "#7b6cf0"
    mode: Mode = "light"
    why: tuple[str, ...] = field(default=())


@cache
def load_words() -> Words:
    """Read the lexicon; raises ``ValueError`` where it names an art that does not exist."""
    text = (files("assets") / "art" / "words.toml").read_text(encoding="utf-8")
    data: dict[str, Any] = tomllib.loads(text)
    themes = tuple(Theme(**{**raw, "words": tuple(raw["words"])}) for raw in data["theme"])
    if strange := {theme.art for theme in themes} - set(ART_NAMES):
        raise ValueError(f"assets/art/words.toml names arts that do not exist: {sorted(strange)}")
    return Words(
        themes=themes,
        modes={"dark": tuple(data["mode"]["dark"]), "light": tuple(data["mode"]["light"])},
        colours={colour: tuple(names) for colour, names in data["colours"].items()},
    )


def _found(word: str, text: str) -> int:
    """Where a word stands in a lower-case text, −1 if nowhere."""
    if not word.isascii():
        return text.find(word)
    end = r"" if word.endswith("*") else r"(?![a-z0-9])"
    match = re.search(rf"(?<![a-z0-9]){re.escape(word.rstrip('*'))}{end}", text)
    return match.start() if match else -1


def _hits(words: tuple[str, ...], text: str) -> list[tuple[int, str]]:
    """Where each word that occurs stands; 夏 is not counted again inside 夏日."""
    hits = [(at, word) for word in words if (at := _found(word, text)) >= 0]
    return [
        (at, word)
        for at, word in hits
        if not any(
            word != other and start <= at and at + len(word) <= start + len(other)
            for start, other in hits
        )
    ]


def _score(theme: Theme, text: str) -> tuple[float, list[str]]:
    """How much a text calls for a theme: each word counts, the earlier the more."""
    hits = _hits(theme.words, text)
    earliness = [1 - 0.5 * at / max(1, len(text)) for at, _ in hits]
    # Longer words say more: 夜景 more than 夜.
    telling = [min(1.5, 0.75 + 0.06 * len(w.encode())) for _, w in hits]
    total = sum(e * t for e, t in zip(earliness, telling, strict=True))
    return theme.weight * total, [w for _, w in hits]


def _first(groups: dict[Any, tuple[str, ...]], text: str, banned: str) -> Any | None:
    """The key whose word stands first in the text and not in what is banned."""
    best: tuple[int, Any] | None = None
    for key, words in groups.items():
        if _hits(words, banned):
            continue
        for at, _ in _hits(words, text):
            if best is None or at < best[0]:
                best = (at, key)
    return None if best is None else best[1]


def choose(prompt: str, negative: str = "", seed: int = 1, words: Words | None = None) -> Choice:
    """Choose what to paint.

    Args:
        prompt: Chinese, English or both.
        negative: Themes, arts, motifs and colours named here are not chosen.
        seed: Decides where the prompt says nothing known.
        words: The lexicon; None: the studio's own.
    """
    lexicon = words or load_words()
    text, banned = prompt.lower(), negative.lower()
    allowed = [
        theme
        for theme in lexicon.themes
        if not _hits((theme.art, *((theme.motif,) if theme.motif else ()), *theme.words), banned)
    ]
    scored = [(*_score(theme, text), theme) for theme in allowed]
    ranked = sorted((entry for entry in scored if entry[0] > 0), key=lambda entry: -entry[0])
    colour = _first(lexicon.colours, text, banned)
    mode: Mode | None = _first(lexicon.modes, text, banned)
    if not ranked:
        calm = [art for art in _CALM if not _hits((art,), banned)] or list(_CALM)
        return Choice(
            art=calm[seed % len(calm)],
            seed=colour or _CALM_SEEDS[seed % len(_CALM_SEEDS)],
            mode=mode or "light",
        )
    art = ranked[0][2].art
    same = [(hits, theme) for _, hits, theme in ranked if theme.art == art]
    # A style ("retro") may lead, and a subject ("coffee") of the same art gives motif and colour.
    motif = next((theme.motif for _, theme in same if theme.motif), "")
    others = [theme for _, _, theme in ranked if theme.art != art]
    hue = next((theme.seed for _, theme in same if theme.seed), "") or next(
        (theme.seed for theme in others if theme.seed), _CALM_SEEDS[seed % len(_CALM_SEEDS)]
    )
    own: Mode | None = next((theme.mode for _, theme in same if theme.mode), None)
    return Choice(
        art=art,
        motif=motif,
        seed=colour or hue,
        mode=mode or own or "light",
        why=tuple(word for hits, _ in same for word in hits),
    )
