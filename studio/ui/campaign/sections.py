"""The sections of the brief form: which fields there are, and how they are arranged."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout

from studio.ui.campaign.colour_editor import ColourEditor
from studio.ui.campaign.editors import Choice, Day, Line, Many, Number, OneOf
from studio.ui.campaign.field import Field
from studio.ui.campaign.photo_drop import PhotoDrop
from studio.ui.campaign.presenter_editor import PresenterEditor
from studio.ui.campaign.row_list import RowList
from studio.ui.campaign.words_editor import WordsEditor
from studio.ui.names import CHANNELS, LANGUAGES, TEMPLATES, TONES
from studio.ui.surroundings import Surroundings
from studio.ui.widgets.card import Card
from studio.ui.widgets.layouts import row
from studio.ui.words import Text, text

__all__ = ["LEFT", "RIGHT", "Section"]

Add = Callable[[Field], Field]
Section = Callable[[Surroundings, Add], Card]
"""Makes a card; every field it makes goes through ``Add``."""


def _abreast(*fields: Field) -> QHBoxLayout:
    box = row(spacing=12)
    for field in fields:
        box.addWidget(field, 1)
    return box


def product(ui: Surroundings, add: Add) -> Card:
    """What is offered."""
    card = Card(ui.theme, text("form", "Product"), "box")
    card.add(add(Field("product.name", text("form", "Name"), WordsEditor(), needed=True)))
    category = WordsEditor(text("form", "cold brew coffee, yoga class…"))
    card.add(add(Field("product.category", text("form", "What it is"), category)))
    description = WordsEditor(area=True)
    card.add(add(Field("product.description", text("form", "In a sentence"), description)))
    return card


def selling_points(ui: Surroundings, add: Add) -> Card:
    """Why people want it."""
    help = text("form", "The campaign claims nothing that does not stand here.")
    card = Card(ui.theme, text("form", "Selling points"), "heart", help)
    columns = {
        "feature": text("form", "What it has"),
        "benefit": text("form", "What the customer gets from it"),
    }
    points = RowList(ui.theme, columns, text("form", "Add a selling point"), ready=True)
    card.add(add(Field("selling_points", text("form", "Reasons to buy"), points)))
    audience = WordsEditor(text("form", "early risers, young parents…"))
    card.add(add(Field("audience", text("form", "Who it is for"), audience)))
    pains = RowList(
        ui.theme, {"": text("form", "A problem it solves")}, text("form", "Add a problem")
    )
    card.add(add(Field("pains", text("form", "What troubles them"), pains)))
    facts = RowList(
        ui.theme,
        {"label": text("form", "Battery life"), "value": text("form", "60 h")},
        text("form", "Add a number"),
        24,
    )
    card.add(add(Field("facts", text("form", "Numbers that may be shown"), facts)))
    return card


def offer(ui: Surroundings, add: Add) -> Card:
    """Price, time and what to do."""
    card = Card(ui.theme, text("form", "Offer"), "tag")
    currency = Choice({c: c for c in ("CNY", "USD", "EUR", "GBP", "JPY")})
    card.add(
        _abreast(
            add(Field("offer.price", text("form", "Price"), Number())),
            add(Field("offer.original_price", text("form", "Before"), Number())),
            add(Field("offer.currency", text("form", "Currency"), currency)),
        )
    )
    card.add(
        _abreast(
            add(Field("offer.starts", text("form", "From"), Day(ui.theme))),
            add(Field("offer.ends", text("form", "Until"), Day(ui.theme))),
        )
    )
    card.add(add(Field("offer.gift", text("form", "Gift"), WordsEditor())))
    time = WordsEditor(text("form", "7 pm, doors open at 6"))
    card.add(add(Field("offer.time", text("form", "Time of day"), time)))
    card.add(add(Field("offer.place", text("form", "Place"), WordsEditor())))
    action = WordsEditor(text("form", "Try it now"))
    card.add(add(Field("call_to_action", text("form", "Call to action"), action)))
    link = Line(text("form", "https://…"))
    help = text("form", "The QR code on posters and video leads here.")
    card.add(add(Field("link", text("form", "Link"), link, help=help)))
    return card


def photos(ui: Surroundings, add: Add) -> Card:
    """Pictures of the product and of people."""
    card = Card(ui.theme, text("form", "Photos"), "image")
    drop = PhotoDrop(ui, text("form", "Drop product photos here, or click to choose"))
    card.add(add(Field("photos.product", text("form", "Product"), drop)))
    people = PhotoDrop(ui, text("form", "Drop photos of people here, or click to choose"))
    card.add(add(Field("photos.people", text("form", "People"), people)))
    return card


def brand(ui: Surroundings, add: Add) -> Card:
    """Name, logo and colours."""
    card = Card(ui.theme, text("form", "Brand"), "palette")
    name = WordsEditor()
    card.add(add(Field("brand.name", text("form", "Name"), name, needed=True)))
    card.add(add(Field("brand.slogan", text("form", "Slogan"), WordsEditor())))
    card.add(
        _abreast(
            add(Field("brand.colours.primary", text("form", "Colour"), ColourEditor(ui.theme))),
            add(Field("brand.colours.accent", text("form", "Accent"), ColourEditor(ui.theme))),
        )
    )
    logo = PhotoDrop(ui, text("form", "Drop the logo here, or click to choose"), many=False)
    card.add(add(Field("brand.logo", text("form", "Logo"), logo)))
    return card


def channels(ui: Surroundings, add: Add) -> Card:
    """Where it is published, in which languages, and how it sounds."""
    card = Card(ui.theme, text("form", "Channels and languages"), "send")
    help = text("form", "The first one chosen is spoken in the video.")
    card.add(add(Field("languages", text("form", "Languages"), Many(LANGUAGES), help=help)))
    card.add(add(Field("channels", text("form", "Channels"), Many(CHANNELS))))
    card.add(add(Field("tone", text("form", "Tone"), OneOf(TONES))))
    card.add(add(Field("template", text("form", "Poster style"), OneOf(TEMPLATES))))
    tags = RowList(ui.theme, {"": text("form", "Topic")}, text("form", "Add a topic"), 20)
    card.add(add(Field("hashtags", text("form", "Topics"), tags)))
    return card


def presenter(ui: Surroundings, add: Add) -> Card:
    """Who speaks in the video."""
    card = Card(ui.theme, text("form", "Presenter"), "person")
    words: Text = text("form", "Who speaks in the video")
    card.add(add(Field("presenter.character", words, PresenterEditor(ui.theme))))
    return card


LEFT: tuple[Section, ...] = (product, selling_points, offer)
RIGHT: tuple[Section, ...] = (photos, brand, channels, presenter)
