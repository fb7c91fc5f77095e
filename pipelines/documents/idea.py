"""A brief from a few sentences: what they name, and the numbers they hold. Nothing is made up."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

from pipelines.documents.brief import Brief
from pipelines.documents.idea_offer import Span, Terms, terms_of
from pipelines.documents.idea_subject import HIDDEN, hide, subject_of, without_lead
from pipelines.sdk import InputError, Language, language_of
from pipelines.sdk.words import CJK

__all__ = ["Understood", "brief_from_idea", "understand"]

_LEAST, _MOST = 4, 2000
_HINT = (
    'name the product in quotes: "Quiet One", wireless headphones for commuters, $89 '
    "(用引号写出产品名：「慢半拍」，一家手冲咖啡店)"
)

_LINK = re.compile(r"https?://[^\s，。；、）)】]+")
_FACT = re.compile(
    r"(?P<n>\d+(?:\.\d+)?)\s?(?P<u>%|小时|分钟|毫升|ml|克|g|公里|km|公斤|kg|dB|分贝|mAh|hours?"
    r"|minutes?|h)(?![A-Za-z])"
    r"(?:\s(?P<label>[a-z][a-z-]+(?:\s[a-z][a-z-]+)?))?",
    re.IGNORECASE,
)
_LABEL_ZH = re.compile(r"(?:^|[，。、；,;\s])([\u3400-\u9fff]{2,6})\s?$")
_NO_LABEL = re.compile(
    r"(?:off|for|from|of|on|in|and|at|with|our|the|a|an|discount|before|until)\b"
)
_DISCOUNT = re.compile(r"\d+(?:\.\d+)?\s?%\s?off\b|\d(?:\.\d)?\s?折", re.IGNORECASE)
_FOR_ZH = re.compile(
    r"(?:面向|针对|适合|写给|卖给|专为)(?P<who>[^，。；,.;！!？?\d]{2,14}?)(?:设计|打造|准备"
    r"|定制)?(?=[，。；,.;！!？?\d]|$)"
)
_FOR_EN = re.compile(
    r"\bfor (?!sale\b|free\b|just\b|only\b|you\b|me\b|us\b|less\b|more\b|now\b|life\b|the\b|my\b"
    r"|our\b|this\b|an?\b|all\b|"
    r"[a-z]+ing\b|everything\b|instance\b|example\b|delivery\b|pick|(?:christmas|easter|halloween"
    r"|summer|winter|spring|autumn)\b)"
    r"(?P<who>[a-z][a-z' -]{2,38}?)"
    r"(?=[,.;:!?]|\s(?:at|with|from|until|till|by|in|on|who|that|and|now|this|every|for)\b|\s*$|\s?"
    + HIDDEN
    + ")",
    re.IGNORECASE,
)
_PIECE = re.compile(rf"[，。；！？、;:：!?()（）|\n{HIDDEN}]|,(?!\d{{3}})|\.(?=\s|$)|\s[-–—]\s")
_PIECE_END = re.compile(r"[，。；！？;!?\n]|[.,](?=\s|$)")
_PRICE_WORDS = re.compile(
    r"\b(?:now|only|just|today|for|at|is|are|was|it|it's|price|priced|tickets?|entry|admission"
    r"|from|to|on|our|the|all|"
    r"instead|of|each|per|a|an|then|costs?|regularly|usually|normally|originally|reduced|down"
    r"|launch|special|offer|sale|early bird|get|yours|and|with)\b"
    r"|日常价|平[时日]价?|市场价|现在?|[原现售特单定票]价|到手价?|活动价|首发价?|早鸟价?|优惠价"
    r"|秒杀价|促销价|只要|只需"
    r"|仅需?|每[杯份件个盒瓶节位人只套张]|一[杯份件个盒瓶只套张]|"
    r"单[杯份件]|门票|学费|票|价格|统一价|直?降[到至为]|今[日天]|限时|为|是|从|券后|新品|上市|618"
    r"|双1[12]",
    re.IGNORECASE,
)
_OTHER_THING = re.compile(r"[\u3400-\u9fff]{2}|[A-Za-z]{2}")
_GIVES = re.compile(
    r"\b(?:try|offers?|serves?|sells?|provides?|has|including|order|taste|plus)\b|[卖尝]|提供"
    r"|推出了",
    re.IGNORECASE,
)
_DANGLING = re.compile(
    r"^(?:(?:and|on|our|the|a|an|for|is|are|with)\s)+|(?:\s(?:on|our|the|a|an|for|your|and|with|is"
    r"|are|my|called|new))+$"
    r"|(?:的?一[家款个])?(?:名字)?叫?$",
    re.IGNORECASE,
)
_FILLER_EN = frozenset(
    (
        "a an the our my your we i us it is are was and or for of on in at to by with from only "
        "just now this that until instead please new off called named priced price small meet run "
        "launch promote before starts starting ends need poster sell want each usually normally "
        "originally"
    ).split()
)
_FILLER_ZH = re.compile(
    r"[的是叫给为在和了从到我们只仅要需现价原售的做一个家款场份下帮请想宣传推广个新上市啦着元起至止截前"
    r"面向针对适合写卖专设计打造有海报文案条支组套张些门种间始]"
)


@dataclass(frozen=True)
class Understood:
    """A brief, and the words of the idea that it has no place for.

    Attributes:
        brief: The brief.
        unused: Words that nothing was taken from, as they were written; in order.
    """

    brief: Brief
    unused: list[str]


def _refuse(idea: str) -> str:
    text = " ".join(idea.split())
    if not text:
        raise InputError("the idea is empty", _HINT)
    wide = sum(2 if CJK.match(c) else 1 for c in text if c.isalnum())
    if wide < _LEAST:
        raise InputError(f"the idea {text!r} is too short to make a campaign from", _HINT)
    if len(text) > _MOST:
        raise InputError(
            f"the idea has {len(text)} characters; at most {_MOST} can be used",
            "write a brief file for more (aigc-studio make brief.toml)",
        )
    return text


def _facts(text: str, language: Language) -> tuple[list[dict[str, Any]], list[Span]]:
    facts: list[dict[str, Any]] = []
    spans: list[Span] = []
    if discount := _DISCOUNT.search(text):
        label = "折扣" if language == "zh" else "discount"
        facts.append({"label": {language: label}, "value": {language: discount.group()}})
        spans.append(discount.span())
    for match in _FACT.finditer(text):
        before = _LABEL_ZH.search(text[: match.start()])
        label = before[1] if before else (match["label"] or "").strip()
        if label and language_of(label) == language and not _NO_LABEL.match(label.lower()):
            gap = "" if match["u"] == "%" else " "
            value = f"{match['n']}{gap}{match['u']}"
            facts.append({"label": {language: label}, "value": {language: value}})
            spans.append((before.start(1) if before else match.start(), match.end()))
    return facts[:6], spans[:6]


def _unused(text: str, used: list[Span], told: list[str], language: Language) -> list[str]:
    """The pieces of the text that lie in no used span and say something of their own."""
    for words in told:
        if (at := text.casefold().find(words.casefold())) >= 0:
            used = [*used, (at, at + len(words))]
    covered = hide(text, used)
    pieces: list[str] = []
    for piece in _PIECE.split(covered):
        words = piece.strip(" “”\"「」『』《》'‘’.-–—")
        if language == "zh":
            own = _FILLER_ZH.sub("", _PRICE_WORDS.sub("", without_lead(words, "zh")))
            says = len(CJK.findall(own)) >= 2
            says = says or bool(re.search(r"\d", words))
        else:
            left = [w for w in re.findall(r"[\w$€£'’]+", words.lower()) if w not in _FILLER_EN]
            says = len(left) >= 2 or any(re.search(r"\d", w) for w in left)
            says = says or (bool(left) and len(words) > 3 and bool(without_lead(words, "en")))
        if says:
            pieces.append(_DANGLING.sub("", words))
    return [piece for piece in pieces if piece]


def _priced(text: str, terms: Terms, names: list[str]) -> bool:
    """Whether the price is the subject's own, and not that of "two slices" or "students".

    Its clause names the subject, or has nothing before the price but words such as "only".
    """
    if terms.price_at is None:
        return False
    start = [m.end() for m in _PIECE.finditer(text, 0, terms.price_at[0]) if HIDDEN not in m[0]]
    end = _PIECE_END.search(text, terms.price_at[1])
    clause = text[start[-1] if start else 0 : end.start() if end else len(text)]
    before = text[start[-1] if start else 0 : terms.price_at[0]].replace(HIDDEN, " ")
    if any(n and n.casefold() in clause.casefold() for n in names):
        return not _GIVES.search(before)
    return not _OTHER_THING.search(_PRICE_WORDS.sub(" ", before))


def _brief_data(
    text: str, language: Language, today: dt.date
) -> tuple[dict[str, Any], list[Span], list[str]]:
    """Fields of the brief, the spans used, and the words used."""
    links = [m.span() for m in _LINK.finditer(text)]
    terms = terms_of(hide(text, links), today)
    facts, fact_spans = _facts(hide(text, links), language)
    covered = hide(text, [*links, *terms.seen, *fact_spans])
    subject = subject_of(covered, language)
    if subject is None or not any(c.isalnum() for c in subject.name):
        raise InputError(f"no product or event is named in the idea {text[:60]!r}", _HINT)
    name = subject.name[:60].strip()
    if not _priced(covered, terms, [name, subject.category]):
        terms = terms.without_price()
    data: dict[str, Any] = {
        "product": {"name": {language: name}},
        "brand": {"name": {language: name}},
        "languages": [language],
        "offer": terms.data,
        "facts": facts,
    }
    told = [name]
    if subject.category:
        data["product"]["category"] = {language: subject.category[:40]}
        told.append(subject.category)
    who = (_FOR_ZH if language == "zh" else _FOR_EN).search(covered)
    audience = subject.audience or (who["who"].strip() if who else "")
    if name in audience:
        audience = audience[: audience.index(name)].rstrip("的 ")
    if audience and audience.casefold() != name.casefold():
        data["audience"] = {language: audience}
        told.append(audience)
    if links:
        data["link"] = text[slice(*links[0])].rstrip(".,;!?")
    return data, [*links[:1], *terms.used, *fact_spans], told


def understand(idea: str, today: dt.date | None = None) -> Understood:
    """Turn a few sentences into a brief, and tell which words were not used.

    The name is what stands in quotes, else a proper name, else the noun phrase itself; prices,
    dates, a link, an audience and figures are taken over when they are plainly there. Whatever is
    not said, or can be read in two ways, stays empty.

    Args:
        idea: 4 to 2,000 characters in Chinese or English.
        today: The day that dates without a year come after; None: today.

    Raises:
        InputError: Empty, too short, too long, or nothing in it that surely is a product.
    """
    text = _refuse(idea)
    language = language_of(text)
    data, used, told = _brief_data(text, language, today or dt.date.today())
    return Understood(Brief.model_validate(data), _unused(text, used, told, language))


def brief_from_idea(idea: str, today: dt.date | None = None) -> Brief:
    """The brief alone (see ``understand``)."""
    return understand(idea, today).brief
