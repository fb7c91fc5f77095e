"""One poster design in every format, from a brief and its headline."""

from __future__ import annotations

from pipelines.documents.brief import Brief
from pipelines.documents.copy import CopyVariant
from pipelines.documents.kinds import kind_of
from pipelines.documents.offer_words import CURRENCY_SIGNS, amount, money, period
from pipelines.documents.poster import (
    POSTER_FORMATS,
    PosterContent,
    PosterDocument,
    Stat,
)
from pipelines.documents.poster_brand import branded
from pipelines.sdk import Asset, Language, LocalText, WorkflowContext
from pipelines.workflows.calls import GENERAL_CALL, POSTER_MOST, call_within, ems
from pipelines.workflows.labels import AI_LABEL
from pipelines.workflows.poster_print import (
    AskedFormat,
    FormatScore,
    LabelledFile,
    PrintChoice,
    ask_for_format,
    label_files,
    notes_of,
    scores_of,
)
from pipelines.workflows.results import ResultFile

__all__ = [
    "AskedPosters",
    "ask_for_posters",
    "choose_template",
    "collect_posters",
    "cover_document",
    "poster_call",
    "poster_document",
]

FORMAT_TITLES = {
    "xiaohongshu": LocalText(zh="小红书 3:4", en="Portrait 3:4"),
    "square": LocalText(zh="方图 1:1", en="Square 1:1"),
    "story": LocalText(zh="竖屏 9:16", en="Story 9:16"),
    "banner": LocalText(zh="公众号封面", en="Banner"),
    "a4": LocalText(zh="A4 印刷", en="A4 print"),
}

_KICKER_MOST = 12.0
"""em; a longer category is no line on top."""
_TECHNOLOGY = frozenset({"device", "software"})

AskedPosters = list[AskedFormat]

_WORDS: dict[Language, dict[str, str]] = {
    "zh": {
        "now": "到手价",
        "was": "日常价",
        "when": "时间",
        "time": "时段",
        "where": "地点",
        "scan": "扫码了解",
    },
    "en": {
        "now": "Now",
        "was": "Was",
        "when": "When",
        "time": "Time",
        "where": "Where",
        "scan": "Scan for more",
    },
}


def choose_template(brief: Brief) -> str:
    """The brief's template, or the one that suits what it says and what it is about.

    A price is a promotion, a place an event. Technology is launched in the dark; everything else
    that has neither stands on a warm stage if there is a photo of it, else it is printed.
    """
    if brief.template != "auto":
        return brief.template
    if brief.offer.place is not None:
        return "event"
    if brief.offer.price is not None:
        return "promotion"
    if kind_of(brief).id in _TECHNOLOGY or brief.tone == "bold":
        return "launch"
    return "promotion" if brief.photos.product else "event"


def poster_document(
    brief: Brief, headline: CopyVariant | None, product: Asset | None
) -> PosterDocument:
    """The poster of a brief. Only what the brief says is shown.

    Args:
        brief: With its photos imported.
        headline: Headline and subhead; None: the product's name.
        product: The product cut out, RGBA, or None.
    """
    language, offer = brief.language, brief.offer
    words = _WORDS[language]
    title = headline.title if headline else brief.product.name.best(language)
    content = PosterContent(
        brand=_unless_said(brief.brand.name.best(language), title),
        kicker=period(offer, language) or _category(brief, title),
        headline=title,
        subhead=_unless_said(headline.body, brief.brand.name.best(language)) if headline else "",
        stats=[
            Stat(value=fact.value.best(language), label=fact.label.get(language))
            for fact in brief.facts[:3]
            if fact.label.get(language)
        ],
        details=_details(brief),
        fine_print=_gift(brief),
        call_to_action=poster_call(brief)[0],
        link=brief.link,
        link_caption=words["scan"] if brief.link else "",
    )
    if offer.price is not None:
        content.price = amount(offer.price)
        content.currency = CURRENCY_SIGNS[offer.currency]
        content.price_label = words["now"]
        if offer.original_price is not None and offer.original_price > offer.price:
            was = money(offer.original_price, offer.currency)
            content.original_price = f"{words['was']} {was}"
    shown = content.brand
    document = PosterDocument(
        template=choose_template(brief),
        language=language,
        content=content,
        product=product,
        seed=brief.seed,
        ai_label=AI_LABEL[language],
    )
    document = branded(document, brief.brand)
    document.content = document.content.model_copy(update={"brand": shown})
    return document


def _details(brief: Brief) -> list[Stat]:
    """When and where, for what happens at a place; an offer's dates stand on top already."""
    words, offer, language = _WORDS[brief.language], brief.offer, brief.language
    if offer.place is None and offer.time is None:
        return []
    rows = [
        (words["when"], period(offer, language)),
        (words["time"], offer.time.get(language) if offer.time else ""),
        (words["where"], offer.place.get(language) if offer.place else ""),
    ]
    return [Stat(label=name, value=value) for name, value in rows if value]


def _gift(brief: Brief) -> str:
    return brief.offer.gift.get(brief.language) if brief.offer.gift else ""


def _unless_said(words: str, title: str) -> str:
    """The words, or "" where the title is the same ones."""

    def plain(text: str) -> str:
        return "".join(char for char in text.casefold() if char.isalnum())

    return "" if plain(words) == plain(title) else words


def _category(brief: Brief, title: str) -> str:
    """What it is, for the line on top, where the title does not say so."""
    words = brief.product.category.get(brief.language) if brief.product.category else ""
    told = words.casefold() in title.casefold()
    return "" if told or ems(words) > _KICKER_MOST else words


def poster_call(brief: Brief) -> tuple[str, bool]:
    """The words of the button, and whether they are the brief's own."""
    call, own = call_within(brief, brief.language, POSTER_MOST)
    return call or (GENERAL_CALL[brief.language] if brief.link else ""), own


def cover_document(document: PosterDocument, title: str) -> PosterDocument:
    """A video's cover in the poster's design: the title and the product, nothing small."""
    cover = document.model_copy(deep=True)
    cover.content = PosterContent(
        brand=_unless_said(document.content.brand, title),
        headline=title,
        subhead=document.content.subhead,
    )
    return cover


def ask_for_posters(
    ctx: WorkflowContext, document: PosterDocument, choice: PrintChoice | None = None
) -> AskedPosters:
    """Ask for every format; the largest first, so that it does not come last alone."""
    formats = sorted(POSTER_FORMATS, key=lambda f: f.width * f.height, reverse=True)
    return [ask_for_format(ctx, document, each, pdf=True, choice=choice) for each in formats]


def collect_posters(
    ctx: WorkflowContext, asked: AskedPosters, recipe: dict[str, object]
) -> tuple[list[ResultFile], list[LocalText], tuple[FormatScore, ...]]:
    """Wait for the posters and label them; warnings of the layout come back as notes."""
    order = {each.id: place for place, each in enumerate(POSTER_FORMATS)}
    in_order = sorted(asked, key=lambda each: order[each.format.id])
    labelled: list[LabelledFile] = []
    notes: list[LocalText] = []
    for each in in_order:
        labelled += label_files(ctx, each, recipe, FORMAT_TITLES[each.format.id])
        notes += notes_of(each, FORMAT_TITLES[each.format.id])
    files = [
        ResultFile(
            path=f"posters/{each.format.id}-{each.format.width}x{each.format.height}{each.suffix}",
            asset=each.pending.result().asset,
            group="posters",
            title=each.title,
        )
        for each in labelled
    ]
    return files, notes, scores_of(in_order)
