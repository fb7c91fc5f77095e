"""Numbers in a text, held against the brief: nothing may be claimed that is not in it.

A number is compared with its unit where both sides name one: "18 hours" is not borne out by
"18 g". Dates are compared as dates. The difference between the former and the present price and
the discount that follows exactly from them count as facts too; :func:`derived_numbers` lists them.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

from pipelines.documents.brief import Brief
from pipelines.sdk import LocalText

__all__ = ["BriefNumbers", "derived_numbers", "numbers_not_in_brief"]

_FULL_WIDTH = str.maketrans("０１２３４５６７８９．，％", "0123456789.,%")
_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_MONTH = r"(?P<{0}>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_TO = r"\s*(?:-|–|—|~|～|至|到|to)\s*"

_DATES = (
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})(?!\d)"),
    re.compile(
        r"(?:(?P<y>\d{4})\s*年\s*)?(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*[日号]?"
        rf"(?:{_TO}(?P<d2>\d{{1,2}})\s*[日号])?"
    ),
    re.compile(
        rf"\b{_MONTH.format('mn')}\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\b"
        rf"(?:{_TO}(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\s*(?:%|h\b|ml\b)))?"
        r"(?:,?\s+(?P<y>20\d{2})\b)?",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH.format('mn')}(?:\s+(?P<y>20\d{{2}}))?\b",
        re.IGNORECASE,
    ),
)

# A unit means the same in both languages; the order matters where one begins like another.
_UNITS = tuple(
    (name, re.compile(rf"[\s\-‑]?(?:{pattern})", re.IGNORECASE))
    for name, pattern in (
        ("%", r"%|percent\b|per cent\b"),
        ("discount", r"折"),
        ("h", r"小时|钟头|hours?\b|hrs?\b|h\b"),
        ("min", r"分钟|minutes?\b|mins?\b"),
        ("day", r"天|days?\b"),
        ("week", r"周(?!年)|星期|weeks?\b"),
        ("month", r"个月|months?\b"),
        ("year", r"年|周年|years?\b"),
        ("ml", r"毫升|ml\b|milli?lit(?:er|re)s?\b"),
        ("mg", r"毫克|mg\b"),
        ("kg", r"千克|公斤|kg\b"),
        ("g", r"克|g\b|grams?\b"),
        ("km", r"公里|千米|km\b"),
        ("cm", r"厘米|cm\b"),
        ("mm", r"毫米|mm\b"),
        ("db", r"分贝|db\b"),
        ("CNY", r"元|块(?:钱)?|rmb\b|yuan\b|cny\b"),
        ("USD", r"美元|usd\b|dollars?\b"),
        ("EUR", r"欧元|eur\b|euros?\b"),
        ("GBP", r"英镑|gbp\b|pounds?\b"),
        ("JPY", r"日元|jpy\b|yen\b"),
    )
)
_SIGNS = {"JP¥": "JPY", "¥": "CNY", "￥": "CNY", "$": "USD", "€": "EUR", "£": "GBP"}
_TIMES = {"万": 1e4, "千": 1e3, "亿": 1e8, "k": 1e3, "m": 1e6}
_DIGITS = re.compile(r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_HAN_NUMBER = re.compile(
    r"百分之(?P<percent>[零一二两三四五六七八九十百]+)"
    r"|(?P<n>[零一二两三四五六七八九十百千万亿]+)"
    r"(?P<u>折|倍|成(?!为|本|功|分|员|就|长|了|都)|个?小时|分钟|点(?:钟|半)?|天|个?月|年|周|星期|元|块|克|毫升|公斤|公里|重|款|种|步|位|次|支|瓶|罐|盒|件|人|场)"
)
_HAN_VALUES = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2}
_HAN_UNITS = {"折": "discount", "小时": "h", "个小时": "h", "分钟": "min", "天": "day", "元": "CNY"}
_WORD_NUMBER = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty"
    r"|fifty|sixty|ninety|hundreds?|thousands?|millions?|billions?|dozens?|double|triple|twice"
    r"|half[- ]price|half off)\b",
    re.IGNORECASE,
)
_WORD_VALUES: dict[str, float] = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40,
    "fifty": 50, "sixty": 60, "ninety": 90, "hundred": 100, "thousand": 1e3, "million": 1e6,
}  # fmt: skip


@dataclass(frozen=True)
class _Mention:
    """A number as it stands in a text; ``unit`` is None where none is named."""

    words: str
    value: float | str
    unit: str | None


@dataclass(frozen=True)
class _Day:
    words: str
    month: int
    day: int
    year: int | None


def _month_of(match: re.Match[str]) -> int:
    groups = match.groupdict()
    if number := groups.get("m"):
        return int(number)
    name = str(groups["mn"]).lower()
    return next(i for i, month in enumerate(_MONTHS, 1) if month.startswith(name))


def _take_dates(text: str) -> tuple[list[_Day], str]:
    """Dates in the text, and the text with them blanked."""
    days: list[_Day] = []

    def take(match: re.Match[str]) -> str:
        groups = match.groupdict()
        month = _month_of(match)
        year = int(groups["y"]) if groups.get("y") else None
        numbers = [int(groups[key]) for key in ("d", "d2") if groups.get(key)]
        if not 1 <= month <= 12 or not all(1 <= n <= 31 for n in numbers):
            return match.group()
        days.extend(_Day(match.group().strip(), month, n, year) for n in numbers)
        return " " * len(match.group())

    for pattern in _DATES:
        text = pattern.sub(take, text)
    return days, text


def _unit_after(text: str, end: int) -> str | None:
    for name, pattern in _UNITS:
        if pattern.match(text, end):
            return name
    return None


def _digit_mentions(text: str) -> Iterator[_Mention]:
    for match in _DIGITS.finditer(text):
        value = float(match.group().replace(",", ""))
        end = match.end()
        times = text[end : end + 1]
        followed_by_letter = text[end + 1 : end + 2].isascii() and text[end + 1 : end + 2].isalpha()
        metric = text[end : end + 2] in ("千克", "千米")
        if (
            times
            and not metric
            and (times in "万亿千" or (times in "kKM" and not followed_by_letter))
        ):
            value = round(value * _TIMES[times.lower()], 6)
            end += 1
        before = text[max(0, match.start() - 3) : match.start()]
        sign = before if before in _SIGNS else before[-1:]
        unit = _SIGNS.get(sign) or _unit_after(text, end)
        yield _Mention(match.group(), value, unit)


def _han_value(words: str) -> float:
    """Value of Chinese numerals below ten thousand millions: 三十六 → 36."""
    total = section = digit = 0
    for c in words:
        if c in _HAN_VALUES:
            digit = _HAN_VALUES[c]
        elif c in "十百千":
            section += (digit or 1) * {"十": 10, "百": 100, "千": 1000}[c]
            digit = 0
        else:
            total = (total + section + digit) * (10_000 if c == "万" else 100_000_000)
            section = digit = 0
    return float(total + section + digit)


def _word_mentions(text: str) -> Iterator[_Mention]:
    for match in _HAN_NUMBER.finditer(text):
        if percent := match["percent"]:
            yield _Mention(match.group(), _han_value(percent), "%")
        elif match["n"] != "一":  # 一天, 一次: idiom, not a claim
            yield _Mention(match.group(), _han_value(match["n"]), _HAN_UNITS.get(match["u"]))
    for match in _WORD_NUMBER.finditer(text):
        word = match.group().lower().rstrip("s")
        value = _WORD_VALUES.get(word, word)
        yield _Mention(match.group(), value, _unit_after(text, match.end()))


def _mentions(text: str) -> tuple[list[_Day], list[_Mention]]:
    days, rest = _take_dates(text.translate(_FULL_WIDTH))
    return days, [*_digit_mentions(rest), *_word_mentions(rest)]


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, LocalText):
        yield from (value.zh, value.en)
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _strings(getattr(value, name))
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _strings(item)


def _told_parts(brief: Brief) -> Iterator[Any]:
    """What of the brief are words for the public (no paths, colours, font names)."""
    yield from (brief.product, brief.brand.name, brief.brand.slogan, brief.audience, brief.pains)
    yield from (brief.selling_points, brief.facts, brief.call_to_action, brief.hashtags)
    yield from (brief.offer.time, brief.offer.place, brief.offer.gift)


def derived_numbers(brief: Brief) -> dict[str, float]:
    """Numbers that follow exactly from the brief's prices.

    Returns:
        ``saving`` (former − present price) and, where they come out even, ``percent_off`` and
        ``discount`` (折: tenths of the former price).
    """
    price, former = brief.offer.price, brief.offer.original_price
    if price is None or former is None or former <= price:
        return {}
    derived = {"saving": round(former - price, 2)}
    percent = 100 * (former - price) / former
    if abs(percent - round(percent)) < 1e-9:
        derived["percent_off"] = float(round(percent))
    tenths = 10 * price / former
    if abs(tenths - round(tenths, 1)) < 1e-9:
        derived["discount"] = round(tenths, 1)
    return derived


@dataclass
class BriefNumbers:
    """The numbers of one brief, gathered once and asked often."""

    brief: Brief
    _values: dict[float | str, set[str | None]] = field(init=False, default_factory=dict)
    _days: set[tuple[int, int]] = field(init=False, default_factory=set)
    _years: set[int] = field(init=False, default_factory=set)

    def __post_init__(self) -> None:
        words = "\n".join(s for part in _told_parts(self.brief) for s in _strings(part))
        days, mentions = _mentions(words)
        for day in days:
            self._add_day(day.month, day.day, day.year)
        for mention in mentions:
            self._add(mention.value, mention.unit)
        offer = self.brief.offer
        for price in (offer.price, offer.original_price):
            if price is not None:
                self._add(price, offer.currency)
        derived = derived_numbers(self.brief)
        for key, unit in (("saving", offer.currency), ("percent_off", "%"), ("discount", "折")):
            if key in derived:
                self._add(derived[key], "discount" if unit == "折" else unit)
        for date in (offer.starts, offer.ends):
            if isinstance(date, dt.date):
                self._add_day(date.month, date.day, date.year)

    def _add(self, value: float | str, unit: str | None) -> None:
        self._values.setdefault(value, set()).add(unit)

    def _add_day(self, month: int, day: int, year: int | None) -> None:
        self._days.add((month, day))
        if year is not None:
            self._years.add(year)

    def _knows(self, mention: _Mention) -> bool:
        units = self._values.get(mention.value)
        if units is None:
            return mention.unit == "year" and mention.value in self._years
        if mention.unit in ("%", "discount"):  # a share or a discount is never a bare number
            return mention.unit in units
        return mention.unit is None or None in units or mention.unit in units

    def foreign(self, text: str) -> list[str]:
        """Numbers in the text that the brief does not bear out, as they are written."""
        if self.brief.link:
            text = text.replace(self.brief.link, " ")
        days, mentions = _mentions(text)
        strange = [
            day.words
            for day in days
            if (day.month, day.day) not in self._days
            or (day.year is not None and day.year not in self._years)
        ]
        return strange + [m.words for m in mentions if not self._knows(m)]


def numbers_not_in_brief(text: str, brief: Brief) -> list[str]:
    """Numbers in the text that are none of the brief's, as they are written; empty when all are.

    Understood: 1,299 · ¥199 · 1.2万 · 6月20日 · June 20 · 2026-06-20 · 5折 · 三折 · 百分之五十 ·
    20 % · "half price" · full-width digits. Allowed: every number in the brief's own words, its
    prices and dates, and what follows exactly from the prices (:func:`derived_numbers`).
    """
    return BriefNumbers(brief).foreign(text)
