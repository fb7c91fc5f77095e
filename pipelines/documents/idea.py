"""A brief from one sentence: what it names, and the numbers it holds. Nothing is made up."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from pipelines.documents.brief import Brief
from pipelines.sdk import InputError, Language, language_of
from pipelines.sdk.words import CJK

__all__ = ["brief_from_idea"]

_LEAST, _MOST = 4, 2000
_HINT = 'say what it is and for whom, such as "Launch our cold brew coffee for early risers, ¥59"'

_QUOTED = re.compile(r"[“\"「『《'‘]([^”\"」』》'’]{1,40})[”\"」』》'’]")
_PRICE = re.compile(
    r"(?P<sign>[¥￥$€£])\s?(?P<a>\d+(?:,\d{3})*(?:\.\d+)?)"
    r"|(?P<b>\d+(?:,\d{3})*(?:\.\d+)?)\s?(?P<unit>元|块钱?|yuan|RMB|dollars?|USD|euros?|EUR|pounds?|GBP)(?![A-Za-z])",
    re.IGNORECASE,
)
_CURRENCIES = {
    "¥": "CNY", "￥": "CNY", "$": "USD", "€": "EUR", "£": "GBP", "元": "CNY", "块": "CNY",
    "y": "CNY", "r": "CNY", "d": "USD", "u": "USD", "e": "EUR", "p": "GBP",
}  # fmt: skip
_WAS = re.compile(
    r"原价|日常价|平时|市场价|was|usually|instead of|regular(?:ly)?|down from|from\s*$",
    re.IGNORECASE,
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DATE = re.compile(
    r"(?:(?P<y>20\d{2})\s*[年/-]\s*)?(?P<m>\d{1,2})\s*[月/-]\s*(?P<d>\d{1,2})\s*[日号]?"
    r"|\b(?P<mn>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+(?P<d2>\d{1,2})(?:st|nd|rd|th)?\b"
    r"(?:,?\s+(?P<y2>20\d{2}))?"
    r"|\b(?P<d3>\d{1,2})(?:st|nd|rd|th)?\s+(?P<mn3>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b",
    re.IGNORECASE,
)
_UNTIL = re.compile(
    r"(?:截止|截至|之前|为止|前|结束|until|till|by|before|ends?|through)", re.IGNORECASE
)
_LINK = re.compile(r"https?://[^\s，。；、）)】]+")
_FACT = re.compile(
    r"(?P<n>\d+(?:\.\d+)?)\s?(?P<u>%|小时|分钟|毫升|ml|克|g|公里|km|公斤|kg|dB|分贝|mAh|hours?|minutes?|h)(?![A-Za-z])"
    r"(?:\s(?P<label>[a-z][a-z-]+(?:\s[a-z][a-z-]+)?))?",
    re.IGNORECASE,
)
_LABEL_ZH = re.compile(r"(?:^|[，。、；,;\s])([\u3400-\u9fff]{2,6})\s?$")
_NO_LABEL = re.compile(
    r"(?:off|for|from|of|on|in|and|at|with|our|the|a|an|discount|before|until)\b"
)
_DISCOUNT = re.compile(r"\d+(?:\.\d+)?\s?%\s?off\b|\d(?:\.\d)?\s?折", re.IGNORECASE)
_PLACE_ZH = re.compile(r"在([\u3400-\u9fff\w]{2,14}?)(?:举[行办]|见面?|开[业幕始场]|[，。！,!]|$)")
_TAIL_ZH = re.compile(
    r"(?:(?:做|写|拍|设计|来)(?:一[个份条支场组套张])?)?(?:推广|宣传|广告|海报|文案|视频|短视频|方案|活动策划)+$"
    r"|(?:正式)?(?:开课|上线|上市|开业|发布|开售|来)了?$"
)
_PLAIN_ZH = re.compile(
    r"^(?:请|帮我?|给|我想|我要|我们(?:想|要)|想要?|需要|准备|打算|做|写|给|生成|制作|设计|策划|一个|一款|一份|一场|一套|一些|为|推广|宣传|介绍|发布|上线|推出|"
    r"新款?|的|关于|我们的?|我的|卖|推)+"
)
_LEAD_EN = re.compile(
    r"^(?:(?:please|can you|could you|i want to|i'd like to|we want to|we are|we're|let's|help me|"
    r"launch(?:ing)?|promot(?:e|ing)|advertis(?:e|ing)|announc(?:e|ing)|introduc(?:e|ing)|sell(?:ing)?|"
    r"\d+\s?%\s?off(?:\s+on)?|market(?:ing)?|make|"
    r"create|write|a campaign for|a video (?:for|about)|a poster (?:for|about)|"
    r"posts? (?:for|about)|copy for|for|about|our|my|the|an?|new|brand-new)\s+)+",
    re.IGNORECASE,
)
_STOP_EN = re.compile(
    r"\s+(?:for|with|that|which|who|from|at|in|on|by|before|until|now|is|are|to|and|priced|starting|"
    r"where|when|because|so|using|made)\b|[,.;:!?()–—|]|\s-\s|\d|[¥$€£]",
    re.IGNORECASE,
)
_STOP_ZH = re.compile(
    r"[，。；：！？、,.;:!?()（）|\n]|面向|针对|适合|主打|售价|只要|仅需|价格|[¥￥$]|\d|，?给|的时候"
)
_FOR_ZH = re.compile(r"(?:面向|针对|适合|写给|卖给|送给)(?P<who>[^，。；,.;！!？?\d]{2,14})")
_FOR_EN = re.compile(
    r"\bfor (?P<who>[a-z][a-z' -]{2,38}?)"
    r"(?=[,.;:!?]|\s(?:at|with|from|until|by|in|on|who|that)\b|\s*$)",
    re.IGNORECASE,
)
_PROPER = re.compile(r"\b(?:[A-Z][\w'’]*|[a-z]+[A-Z]\w*)(?:\s+(?:[A-Z0-9][\w'’]*))*")


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


def _number(text: str) -> float:
    return float(text.replace(",", ""))


def _offer(text: str, today: dt.date) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for match in _PRICE.finditer(text):
        value = _number(match["a"] or match["b"])
        mark = match["sign"] or match["unit"][0].lower()
        found.setdefault("currency", _CURRENCIES[mark])
        before = text[max(0, match.start() - 14) : match.start()]
        key = "original_price" if _WAS.search(before) else "price"
        found.setdefault(key, value)
    price, former = found.get("price"), found.get("original_price")
    if price is None or (former is not None and former < price):
        found.pop("original_price", None)
    if price is None and former is not None:
        found["price"] = former
    return found | _dates(text, today)


def _dates(text: str, today: dt.date) -> dict[str, dt.date]:
    """The days named: the first is the start (or the end, after "until"), the last the end.

    A day without a year is the next one to come.
    """
    days: list[tuple[dt.date, bool]] = []
    for match in _DATE.finditer(text):
        name = match["mn"] or match["mn3"]
        month = _MONTHS.index(name[:3].lower()) + 1 if name else int(match["m"])
        day = int(match["d"] or match["d2"] or match["d3"])
        year = match["y"] or match["y2"]
        try:
            date = dt.date(int(year) if year else today.year, month, day)
            if not year and date < today:
                date = date.replace(year=today.year + 1)
        except ValueError:
            continue
        around = text[max(0, match.start() - 8) : match.start()] + text[match.end() :][:4]
        days.append((date, bool(_UNTIL.search(around))))
    if not days:
        return {}
    if len(days) == 1:
        return {"ends" if days[0][1] else "starts": days[0][0]}
    first, last = days[0][0], days[-1][0]
    return {"starts": min(first, last), "ends": max(first, last)}


def _trimmed(text: str, language: Language) -> str:
    """What the sentence is about: the phrase after the verbs, up to the first qualifier."""
    if language == "zh":
        head = _PLAIN_ZH.sub("", text.lstrip("，。,.；; "))
        return _TAIL_ZH.sub("", _STOP_ZH.split(head, maxsplit=1)[0]).strip(" 的")
    head = _LEAD_EN.sub("", text.lstrip(" ,.;:–—-"))
    return _STOP_EN.split(head, maxsplit=1)[0].strip(" -'\"")


def _subject(text: str, language: Language) -> tuple[str, str]:
    """Name and category: the quoted name, a proper name, or the phrase itself for both."""
    bare = _LINK.sub(" ", text)
    phrase = _trimmed(_QUOTED.sub(lambda m: m[1], bare), language)
    if quoted := _QUOTED.search(bare):
        name = quoted[1].strip()
        category = _trimmed(_LEAD_EN.sub("", _QUOTED.sub("", bare)), language)
        return name, category if category and category != name else ""
    if language == "en":
        body = _LEAD_EN.sub("", bare)
        proper = _PROPER.match(body)
        if proper and not _same_start(proper.group(), bare):
            rest = body[proper.end() :]
            named = proper.group().strip()
            return named, _trimmed(rest, language) if rest[:1] in (",", ":") else ""
        return " ".join(_capital(word) for word in phrase.split()), phrase
    return phrase, phrase


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]


def _same_start(words: str, text: str) -> bool:
    """Whether the words only have a capital because the sentence begins with them."""
    return text.startswith(words) and " " not in words and not any(c.isupper() for c in words[1:])


def _facts(text: str, language: Language) -> list[dict[str, Any]]:
    facts: list[dict[str, Any]] = []
    if discount := _DISCOUNT.search(text):
        label = "折扣" if language == "zh" else "discount"
        facts.append({"label": {language: label}, "value": {language: discount.group()}})
    for match in _FACT.finditer(text):
        before = _LABEL_ZH.search(text[: match.start()])
        label = before[1] if before else (match["label"] or "").strip()
        if label and language_of(label) == language and not _NO_LABEL.match(label.lower()):
            gap = "" if match["u"] == "%" else " "
            value = f"{match['n']}{gap}{match['u']}"
            facts.append({"label": {language: label}, "value": {language: value}})
    return facts[:6]


def brief_from_idea(idea: str, today: dt.date | None = None) -> Brief:
    """Turn one sentence into a brief.

    The name is what stands in quotes, else a proper name, else the noun phrase itself; prices,
    dates, a link, an audience and figures are taken over when they are plainly there. Whatever is
    not said stays empty.

    Args:
        idea: 4 to 2,000 characters in Chinese or English.
        today: The day that dates without a year come after; None: today.

    Raises:
        InputError: Empty, too short, too long, or nothing in it that could be a product.
    """
    text = _refuse(idea)
    language = language_of(text)
    name, category = _subject(text, language)
    if not any(c.isalnum() for c in name):
        raise InputError(f"no product or event is named in the idea {text[:60]!r}", _HINT)
    name = name[:60].strip()
    data: dict[str, Any] = {
        "product": {"name": {language: name}},
        "brand": {"name": {language: name}},
        "languages": [language],
        "offer": _offer(_LINK.sub(" ", text), today or dt.date.today()),
        "facts": _facts(text, language),
    }
    if category:
        data["product"]["category"] = {language: category[:40]}
    if language == "zh" and "starts" in data["offer"] and (place := _PLACE_ZH.search(text)):
        data["offer"]["place"] = {"zh": place[1]}
    plain = _LINK.sub(" ", text)
    if who := (_FOR_ZH if language == "zh" else _FOR_EN).search(plain):
        data["audience"] = {language: who["who"].strip()}
    if link := _LINK.search(text):
        data["link"] = link.group().rstrip(".,;!?")
    return Brief.model_validate(data)
