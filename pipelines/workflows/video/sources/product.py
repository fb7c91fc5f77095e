"""A product's script becomes a storyboard: its photos on the stage and full size, in turns."""

from __future__ import annotations

from pipelines.documents.brief import Brief
from pipelines.documents.script import Script
from pipelines.documents.storyboard import (
    ArtVisual,
    Media,
    PhotoVisual,
    ProductVisual,
    Storyboard,
    StoryScene,
)
from pipelines.sdk import Asset
from pipelines.workflows.video.campaign_story import storyboard_from_script

__all__ = ["storyboard_of_product"]


def storyboard_of_product(brief: Brief, script: Script, *, mostly_photos: bool) -> Storyboard:
    """The storyboard of a brief's script, with all of its photos.

    Args:
        brief: Photos imported. The first product photo stands on the stage.
        script: What is said and seen.
        mostly_photos: Show the photos themselves where the script has generated pictures, the
            first one too if there are no others.
    """
    photos = [photo.asset for photo in brief.photos.product if photo.asset is not None]
    people = [photo.asset for photo in brief.photos.people if photo.asset is not None]
    board = storyboard_from_script(brief, script, photos[0] if photos else None)
    others = photos[1:] + people
    if mostly_photos and not others:
        others = photos[:1]
    return _with_photos(board, others) if others else board


def _with_photos(board: Storyboard, photos: list[Asset]) -> Storyboard:
    """Photos in place of generated pictures, in order, each once; then again the first ones.

    Two scenes in a row never show the same photo.
    """
    scenes: list[StoryScene] = []
    turn = 0
    for scene in board.scenes:
        if not isinstance(scene.visual, ArtVisual) or turn >= 2 * len(photos):
            scenes.append(scene)
            continue
        photo = photos[turn % len(photos)]
        before = scenes[-1].visual if scenes else None
        shown = (
            before.picture.asset
            if isinstance(before, (PhotoVisual, ProductVisual)) and before.picture
            else None
        )
        if shown == photo:
            scenes.append(scene)
            continue
        turn += 1
        visual = PhotoVisual(picture=Media(asset=photo))
        # The move and the join were chosen for a generated picture.
        scenes.append(scene.model_copy(update={"visual": visual, "motion": None}))
    return board.model_copy(update={"scenes": scenes})
