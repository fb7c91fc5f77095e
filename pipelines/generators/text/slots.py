"""What the lines of a pack are filled with: the phrases of a brief in one language."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field

from pipelines.documents import offer_words
from pipelines.documents.brief import Brief, Offer
from pipelines.documents.kinds import Kind
from pipelines.generators.text.phrases import clean, lower_first, shape_of, speaks_language
from pipelines.sdk import Language, LocalText
from pipelines.sdk.words import CJK

__all__ = ["Material", "Point", "gather", "money", "point_slots", "slots_for"]

_MONTHS = (
    "January February March April May June July August September October November December"
).split()
_LONGEST: dict[Language, dict[str, int]] = {
    "zh": {"name": 30, "phrase": 36, "short": 14, "desc": 60, "fact": 24, "place": 30},
    "en": {"name": 48, "phrase": 90, "short": 40, "desc": 140, "fact": 48, "place": 60},
}
_MASS = frozenset(
    """coffee tea brew software skincare makeup furniture clothing music water juice milk beer wine
    bread chocolate food oil gear equipment jewellery jewelry insurance granola kombucha training
    tuition advice support honey cereal hardware homeware footwear knitwear bedding cookware soda
    matcha rice sugar leather lighting storage hosting analytics""".split()
)
_STATES = frozenset("know feel have own understand love keep stay be need".split())
_ZH_COURSE = re.compile(r"(?:线上|线下|入门|进阶|零基础)*(?:课程|训练营|培训班?|公开课|工作坊|课)$")
_ZH_NOW = re.compile(r"^(?:立即|马上|现在就?|即刻|立刻|赶快|赶紧|快来)")


@dataclass(frozen=True)
class Point:
    """A selling point in one language; ``ben`` may be empty."""

    feat: str
    ben: str


@dataclass(frozen=True)
class Material:
    """The brief's phrases in one language, cleaned; what is missing or too long is empty."""

    language: Language
    product: str
    brand: str
    base: dict[str, str]
    points: tuple[Point, ...]
    pains: tuple[str, ...]
    facts: tuple[str, ...]
    too_long: tuple[str, ...] = field(default=())
    named_here: bool = False
    """Whether this is the brief's main language and the product has its name in it."""

    @property
    def speaks(self) -> bool:
        """Whether the brief says enough in this language to write in it."""
        return self.named_here or bool(
            self.points or self.pains or any(self.base.get(k) for k in ("category", "desc_long"))
        )


def money(amount: float, currency: str, language: Language) -> str:
    """¥29.9, $1,299: as prices are written in copy of that language."""
    digits = offer_words.amount(round(amount, 2))
    if language == "zh":
        digits = digits.rstrip("0") if "." in digits else digits
        if currency == "JPY":
            return f"{digits}日元"
    return f"{offer_words.CURRENCY_SIGNS[currency]}{digits}"


def _day(date: dt.date, language: Language) -> str:
    if language == "zh":
        return f"{date.month}月{date.day}日"
    return f"{_MONTHS[date.month - 1]} {date.day}"


def _period(starts: dt.date, ends: dt.date, language: Language) -> str:
    if starts == ends:
        return _day(starts, language)
    same_month = (starts.year, starts.month) == (ends.year, ends.month)
    if language == "zh":
        tail = f"{ends.day}日" if same_month else _day(ends, "zh")
        return f"{_day(starts, 'zh')}至{tail}"
    if same_month:
        return f"{_day(starts, 'en')}–{ends.day}"
    return f"{_day(starts, 'en')} to {_day(ends, 'en')}"


def _price_slots(offer: Offer, language: Language) -> dict[str, str]:
    if offer.price == 0:
        return {"free": "免费" if language == "zh" else "free"}
    if offer.price is None:
        return {}
    found = {"price": money(offer.price, offer.currency, language)}
    if offer.original_price and offer.original_price > offer.price:
        found["was"] = money(offer.original_price, offer.currency, language)
        found["save"] = money(offer.original_price - offer.price, offer.currency, language)
    return found


def _date_slots(offer: Offer, event: bool, language: Language) -> dict[str, str]:
    """Days of the offer; the last day of an event is not the end of an offer.

    ``opens`` and ``ends_only`` are there only where no price is, for lines that tell no more.
    """
    found: dict[str, str] = {}
    if offer.starts:
        found["starts"] = _day(offer.starts, language)
    if offer.ends and not event:
        found["ends"] = _day(offer.ends, language)
    if offer.price is None:
        for key, alone in (("starts", "opens"), ("ends", "ends_only")):
            if key in found:
                found[alone] = found[key]
    if offer.starts and offer.ends:
        found["period"] = _period(offer.starts, offer.ends, language)
    return found


def _meeting_slots(offer: Offer, date: str, language: Language) -> dict[str, str]:
    """When and where of an event; ``…_only`` where the other one is not known."""
    time = _phrase(offer.time, language, "place")
    place = _phrase(offer.place, language, "place")
    found: dict[str, str] = {}
    if language == "zh":
        when = f"{date}{' ' if date and time[:1].isascii() else ''}{time}".strip()
    else:
        when = ", ".join(part for part in (date, time) if part)
    if when:
        found |= {"when": when} if place else {"when": when, "when_only": when}
    if place:
        found |= {"where": place} if when else {"where": place, "where_only": place}
    return found


def _offer_slots(offer: Offer, kind: Kind, language: Language) -> dict[str, str]:
    event = "event" in kind.families
    found = _price_slots(offer, language) | _date_slots(offer, event, language)
    if event:
        date = found.get("period") or found.get("starts", "")
        found |= _meeting_slots(offer, date, language)
    elif place := _phrase(offer.place, language, "place"):
        found["where"] = place
    if gift := _phrase(offer.gift, language, "phrase"):
        found["gift"] = gift
        if language == "zh" and not re.match(r"[送赠免随加买下每前]", gift):
            found["gift_np"] = gift
    return found


def _phrase(words: LocalText | None, language: Language, size: str) -> str:
    """The phrase in that language, or "" when it is missing, too long or in the other language."""
    text = clean(words.get(language)) if words is not None else ""
    if not text or len(text) > _LONGEST[language][size] or not speaks_language(text, language):
        return ""
    return text


def _name(words: LocalText, language: Language) -> str:
    """A name: the only thing that may stand in the other language."""
    text = clean(words.best(language))
    return text if len(text) <= _LONGEST[language]["name"] else ""


def _fact(label: LocalText, value: LocalText, language: Language) -> str:
    name, number = clean(label.get(language)), clean(value.get(language))
    if not name or not number or not speaks_language(name, language):
        return ""
    if language == "en" and CJK.search(number):
        return ""
    if language == "en" and number.isdigit() and name.endswith("s"):
        return f"{number} {lower_first(name)}"
    gap = " " if language == "en" or number[:1].isascii() or name[-1:].isascii() else ""
    text = f"{name if language == 'zh' else lower_first(name)}{gap}{number}"
    return text if len(text) <= _LONGEST[language]["fact"] else ""


def _plural(phrase: str) -> tuple[str, bool]:
    """A category as one speaks of it in general, and whether it is a countable thing."""
    head, *rest = re.split(r"( (?:for|of|with|in|on|from) )", phrase, maxsplit=1)
    last = head.split()[-1]
    low = last.lower()
    if low in _MASS or low.endswith(("ware", "care", "ing")):
        return phrase, False
    if low.endswith("s") and not low.endswith("ss"):
        return phrase, False
    if low.endswith("y") and low[-2:-1] not in "aeiou":
        plural = f"{head[:-1]}ies"
    elif low.endswith(("s", "x", "z", "ch", "sh")):
        plural = f"{head}es"
    else:
        plural = f"{head}s"
    return plural + "".join(rest), True


def _article(phrase: str) -> str:
    low = phrase.lower()
    vowel = re.match(r"(?!uni|use|eu|one)[aeiou]|8|11\b|18\b|hour|honest", low)
    return f"{'an' if vowel else 'a'} {phrase}"


def _category_slots(brief: Brief, language: Language) -> dict[str, str]:
    category = _phrase(brief.product.category, language, "short")
    if not category or category.casefold() == clean(brief.product.name.best(language)).casefold():
        return {}  # the name says it already: no "a Zephyr", no "Zephyrs"
    if language == "zh":
        bare = _ZH_COURSE.sub("", category)
        return {"category": category} | (
            {"category_bare": bare} if bare and bare != category else {}
        )
    category = re.sub(r"^(?:an?|the) ", "", lower_first(category))
    general, countable = _plural(category)
    return {"category": general, "a_category": _article(category) if countable else category}


def _base_slots(brief: Brief, kind: Kind, language: Language, product: str) -> dict[str, str]:
    found = _category_slots(brief, language) | _offer_slots(brief.offer, kind, language)
    case = lower_first if language == "en" else str
    audience = _phrase(brief.audience, language, "short")
    if audience and not re.search(r"[，,。;；:：]", audience):
        found["audience"] = case(audience)
    if slogan := _phrase(brief.brand.slogan, language, "phrase"):
        original = brief.brand.slogan.get(language).strip() if brief.brand.slogan else ""
        whole = ". " in slogan and original.endswith(".")  # two sentences keep both their stops
        found["slogan"] = f"{slogan}." if whole else slogan
    description = (
        clean(brief.product.description.get(language)) if brief.product.description else ""
    )
    if description and len(description) <= 400 and speaks_language(description, language):
        found["desc_long"] = description
        one_sentence = not re.search(r"[。！？!?；;]|\. ", description)
        if one_sentence and len(description) <= _LONGEST[language]["desc"]:
            found["desc"] = case(description)
            if product.lower() not in description.lower():
                found["desc_np"] = case(description)
    cta = _phrase(brief.call_to_action, language, "short")
    if not cta and brief.link:
        cta = "了解更多" if language == "zh" else "Learn more"
    if cta:
        found["cta"] = case(cta)
        if language == "en":
            found["cta_plain"] = re.sub(r"\s+(?:now|today)$", "", found["cta"])
        verb = _ZH_NOW.sub("", cta)
        if language == "zh" and 2 <= len(verb) <= 6:
            found["cta_v"] = verb
    return found


def _too_long(brief: Brief, language: Language) -> tuple[str, ...]:
    """Fields that say something in this language which is too long to be used."""
    fields: dict[str, tuple[LocalText | None, str]] = {
        "product.category": (brief.product.category, "short"),
        "audience": (brief.audience, "short"),
        "call_to_action": (brief.call_to_action, "short"),
        "brand.slogan": (brief.brand.slogan, "phrase"),
        "offer.gift": (brief.offer.gift, "phrase"),
        "offer.place": (brief.offer.place, "place"),
    }
    for i, pain in enumerate(brief.pains, 1):
        fields[f"pains[{i}]"] = (pain, "phrase")
    for i, point in enumerate(brief.selling_points, 1):
        fields[f"selling_points[{i}].feature"] = (point.feature, "phrase")
        fields[f"selling_points[{i}].benefit"] = (point.benefit, "phrase")
    return tuple(
        name
        for name, (words, size) in fields.items()
        if words is not None and len(words.get(language).strip()) > _LONGEST[language][size]
    )


def gather(brief: Brief, kind: Kind, language: Language) -> Material:
    """Clean the brief's phrases once for a language."""
    case = lower_first if language == "en" else str
    product = _name(brief.product.name, language)
    points: list[Point] = []
    for point in brief.selling_points:
        if feature := _phrase(point.feature, language, "phrase"):
            points.append(Point(case(feature), case(_phrase(point.benefit, language, "phrase"))))
    pains = (case(_phrase(pain, language, "phrase")) for pain in brief.pains)
    facts = (_fact(fact.label, fact.value, language) for fact in brief.facts)
    return Material(
        language=language,
        product=product,
        brand=_name(brief.brand.name, language),
        base=_base_slots(brief, kind, language, product),
        points=tuple(sorted(points, key=lambda point: not point.ben)),
        pains=tuple(filter(None, pains)),
        facts=tuple(filter(None, facts)),
        too_long=_too_long(brief, language),
        named_here=language == brief.language and bool(brief.product.name.get(language)),
    )


def _shaped(name: str, text: str, language: Language) -> dict[str, str]:
    """A phrase under its own name and under the names of what its shape allows."""
    if not text:
        return {}
    found = {name: text}
    shape = shape_of(text, language)
    if shape == "noun":
        found[f"{name}_np"] = text
    if language == "zh":
        found[f"{name}_q"] = f"「{text}」"
        if shape != "clause" and len(text) <= 16:
            found[f"{name}_s"] = text
    elif shape == "clause":
        found[f"{name}_cl"] = text
    elif shape == "verb":
        found[f"{name}_cl"] = f"you {text}"
        if text.split(maxsplit=1)[0] not in _STATES:
            found[f"{name}_vp"] = text
    elif shape == "third":
        found[f"{name}_cl"] = f"it {text}"
    return found


def point_slots(material: Material, point: Point) -> dict[str, str]:
    """Slots of one selling point."""
    found = _shaped("feat", point.feat, material.language)
    if point.ben:
        return found | _shaped("ben", point.ben, material.language)
    return found | _shaped("bare", point.feat, material.language)


def _turned(items: tuple, turn: int) -> list:
    return [items[(turn + i) % len(items)] for i in range(len(items))] if items else []


def slots_for(material: Material, turn: int) -> dict[str, str]:
    """All slots of one variant; ``turn`` decides which point, pain and fact come first."""
    language = material.language
    found = dict(material.base)
    if found.get("category", "").casefold() == material.product.casefold():
        found.pop("category")  # the name says it already
        found.pop("a_category", None)
    if material.product:
        found["product"] = material.product
    if material.brand:
        found["brand"] = material.brand
        if material.brand.casefold() not in material.product.casefold():
            found["maker"] = material.brand
    # A point with a benefit leads where there is one; the plain ones follow.
    strong = tuple(p for p in material.points if p.ben) or material.points
    for name, point in zip(("", "2"), _turned(strong, turn), strict=False):
        found |= _shaped(f"feat{name}", point.feat, language)
        found |= _shaped(f"ben{name}", point.ben, language)
    for name, pain in zip(("pain", "pain2"), _turned(material.pains, turn), strict=False):
        found |= _shaped(name, pain, language)
    facts = _turned(material.facts, turn)
    for name, fact in zip(("fact", "fact2"), facts, strict=False):
        found[name] = fact
    if len(facts) == 1:
        found["lone_fact"] = facts[0]
    if facts:
        found["facts"] = ("、" if language == "zh" else ", ").join(facts[:3])
        if len(facts) > 1 and all(any(c.isdigit() for c in fact) for fact in facts[:3]):
            found["figures"] = found["facts"]
    return found
