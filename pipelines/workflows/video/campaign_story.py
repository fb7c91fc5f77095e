"""The storyboard of a campaign's script: brand, stage, presenter, price and end card."""

from __future__ import annotations

from pipelines.documents.brief import Brief
from pipelines.documents.offer_words import money
from pipelines.documents.script import Scene, Script
from pipelines.documents.shot import Motion, View
from pipelines.documents.storyboard import (
    ArtVisual,
    EndCardVisual,
    Line,
    LogoOverlay,
    Media,
    MusicCue,
    Overlay,
    PresenterVisual,
    PriceTag,
    ProductVisual,
    Storyboard,
    StoryScene,
    StoryVisual,
    TransitionCue,
)
from pipelines.roles.music import Mood
from pipelines.sdk import Asset
from pipelines.workflows.calls import CARD_MOST, call_within
from pipelines.workflows.video.end_card import plain

__all__ = ["closing_words", "storyboard_from_script"]

_MOODS: dict[str, Mood] = {
    "warm": "warm",
    "playful": "playful",
    "professional": "tech",
    "bold": "epic",
    "calm": "calm",
}
_JOINS = ("crossfade", "push", "crossfade", "zoom")
_MOVES = (
    Motion(start=View(zoom=1.0, x=0.5, y=0.5), end=View(zoom=1.14, x=0.5, y=0.45)),
    Motion(start=View(zoom=1.14, x=0.42, y=0.5), end=View(zoom=1.1, x=0.58, y=0.5)),
    Motion(start=View(zoom=1.15, x=0.5, y=0.42), end=View(zoom=1.0, x=0.5, y=0.5)),
    Motion(start=View(zoom=1.12, x=0.5, y=0.6), end=View(zoom=1.12, x=0.5, y=0.42)),
)


def storyboard_from_script(
    brief: Brief, script: Script, product: Asset | None = None
) -> Storyboard:
    """The storyboard of a planned script.

    Args:
        brief: For brand, presenter, tone, price and link; photos imported.
        script: What is said and seen.
        product: The product cut out, or its photo; None: nothing stands on the stage.
    """
    logo = brief.brand.logo is not None and brief.brand.logo.asset is not None
    return Storyboard(
        title=script.title,
        language=script.language,
        voice=brief.presenter.voice,
        brand=brief.brand,
        scenes=[_scene(brief, script, number, product) for number in range(len(script.scenes))],
        overlays=[LogoOverlay()] if logo else [],
        music=MusicCue(mood=_MOODS[brief.tone]),
        seed=brief.seed,
    )


def _scene(brief: Brief, script: Script, number: int, product: Asset | None) -> StoryScene:
    scene = script.scenes[number]
    visual = _visual(brief, script, number, product)
    staged = isinstance(visual, ProductVisual) and product is not None
    headline = "" if isinstance(visual, EndCardVisual) else scene.headline
    return StoryScene(
        id=scene.id,
        lines=[Line(text=scene.text)],
        visual=visual,
        headline=headline,
        motion=None if staged else _MOVES[number % len(_MOVES)],
        transition=TransitionCue.model_validate({"kind": _JOINS[number % len(_JOINS)]})
        if number
        else None,
        overlays=_price(brief, scene) if staged else [],
    )


def _visual(brief: Brief, script: Script, number: int, product: Asset | None) -> StoryVisual:
    scene = script.scenes[number]
    seed = brief.seed * 100 + number
    match scene.visual:
        case "presenter":
            return PresenterVisual(
                character=brief.presenter.character,
                background=ArtVisual(prompt=scene.mood, seed=seed),
            )
        case "product":
            picture = Media(asset=product) if product else None
            return ProductVisual(picture=picture, prompt=scene.mood, seed=seed)
        case "end_card":
            return EndCardVisual(
                headline=closing_words(brief, script, scene),
                call=call_within(brief, script.language, CARD_MOST)[0],
                link=brief.link,
                prompt=scene.mood,
                seed=seed,
            )
        case _:
            return ArtVisual(prompt=scene.mood, seed=seed)


def _price(brief: Brief, scene: Scene) -> list[Overlay]:
    offer = brief.offer
    if scene.purpose != "offer" or offer.price is None:
        return []
    return [PriceTag(text=money(offer.price, offer.currency), start=0.6)]


def closing_words(brief: Brief, script: Script, scene: Scene) -> str:
    """Headline, slogan or product: the first that neither the name nor the button says."""
    language = script.language
    said = {plain(call_within(brief, language, CARD_MOST)[0]), ""}
    if brief.brand.logo is None or brief.brand.logo.asset is None:
        said.add(plain(brief.brand.name.best(language)))
    slogan = brief.brand.slogan.get(language) if brief.brand.slogan else ""
    for words in (scene.headline, slogan, brief.product.name.best(language)):
        if plain(words) not in said:
            return words
    return ""
