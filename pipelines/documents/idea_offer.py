"""Prices, days and a place in a sentence: only those that can be read in one way."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import Any, Literal

__all__ = ["Span", "Terms", "terms_of"]

Span = tuple[int, int]
"""Where something stands in a text: first character, and the one after the last."""

Role = Literal["price", "marked", "former", "other"]


@dataclass(frozen=True)
class Terms:
    """What the offer is (fields of ``Offer``), and where the text says so.

    Attributes:
        data: Fields of an ``Offer``; empty where nothing is sure.
        used: The spans the fields come from.
        seen: All spans that hold an amount, a day or a place, used or not.
        price_at: Where the price stands.
        price_spans: Where the price and the former price stand.
    """

    data: dict[str, Any] = field(default_factory=dict)
    used: list[Span] = field(default_factory=list)
    seen: list[Span] = field(default_factory=list)
    price_at: Span | None = None
    price_spans: list[Span] = field(default_factory=list)

    def without_price(self) -> Terms:
        """The same terms, the price and the former price taken out."""
        fields = ("price", "original_price", "currency")
        data = {key: value for key, value in self.data.items() if key not in fields}
        return Terms(data, [s for s in self.used if s not in self.price_spans], self.seen)


_NUMBER = (
    r"(?:\d{1,3}(?:,\d{3})+(?!\d)"
    r"|\d{1,3}(?:，\d{3})+(?=[元円块起的。！!？?；;]|\s*$)|\d+)(?:\.\d+)?"
)
_AMOUNT = re.compile(
    rf"(?<![A-Za-z])(?P<sign>[¥￥$€£]|(?:RMB|CNY|USD|EUR|GBP|JPY)\s)\s?(?P<a>{_NUMBER})"
    r"(?P<many>\s?万)?(?:元|円)?"
    rf"|(?<![\d.,])(?P<b>{_NUMBER})(?P<many_b>\s?万)?\s?(?P<unit>元|块钱?|美元|美金|欧元|英镑|日元"
    rf"|円"
    r"|(?:yuan|RMB|CNY|dollars?|bucks|USD|euros?|EUR|pounds?(?= sterling)|GBP|yen|JPY)(?![A-Za-z]))"
    r"|(?:[原现售特单定票]价|到手价|活动价|首发价)(?:[是为：:]|只要|仅需|仅)?\s?"
    rf"(?P<c>{_NUMBER})(?![\d.,%万千百折个人名件杯月日号点天年a-zA-Z]|\s?[元块-])",
    re.IGNORECASE,
)
_CURRENCIES = {
    "¥": "CNY", "￥": "CNY", "$": "USD", "€": "EUR", "£": "GBP", "元": "CNY", "块": "CNY",
    "rmb": "CNY", "cny": "CNY", "yuan": "CNY", "usd": "USD", "dollar": "USD", "buck": "USD",
    "美元": "USD", "美金": "USD", "eur": "EUR", "euro": "EUR", "欧元": "EUR", "gbp": "GBP",
    "pound": "GBP", "英镑": "GBP", "日元": "JPY", "円": "JPY", "yen": "JPY", "jpy": "JPY",
}  # fmt: skip
_KANA = re.compile(r"[\u3040-\u30ff]")
_CUT = re.compile(r"[，,。；;！!？?\n]|[.:](?=\s)")

_FORMER = re.compile(
    r"(?:原价|日常价|平[时日](?:卖|价|售价)?|市场价|门市价|吊牌价|划线价|官方价)[是为要卖：:\s]*$"
    r"|\b(?:was|were|usually|normally|originally|instead of|regular(?:ly)?|list|rrp|msrp|full"
    r"|(?:down|reduced|cut|dropped) from)(?: price)?(?: is| was| of| at| priced at| sold (?:at"
    r"|for))?[\s:]*$",
    re.IGNORECASE,
)
_FALLS = re.compile(
    r"\s*(?:(?:直?降[到至为]|→|➡|->|=>)|(?:(?:down )?to|now)\s*[¥￥$€£])", re.IGNORECASE
)
_FALLEN = re.compile(r"降[到至为]\s*$")
_FROM = re.compile(r"(?:\bfrom|从)\s*$", re.IGNORECASE)
_NOW = re.compile(
    r"(?:\b(?:now|only|just|today)(?: just| only)?(?: for| at)?|现在?|今[天日]|现价|售价|只要"
    r"|仅需?|只需|"
    r"特价|到手价?|活动价|优惠价|促销价|秒杀价|首发价)[是为：:\s]*(?:只要|仅需?|只需|just"
    r"|only)?\s*$",
    re.IGNORECASE,
)
_OTHER_BEFORE = re.compile(
    r"\b(?:sav(?:e|es|ing)|win|wins|winning|won|off|earn|over|above|under|below|spend|worth|"
    r"valued? (?:at|of)|deposit|shipping|rais(?:e|ed|ing)|donat(?:e|ed|ing)|budget|extra"
    r"|additional|"
    r"get|another|minus|plus|(?:less|more|no more|cheaper) than|at least|first|up to|as low as|"
    r"start(?:s|ing)?(?: at| from)?|from|begin(?:s|ning)? at|prize|prizes|gift|voucher|coupon"
    r"|credit|cashback|"
    r"add|pay|tip|fee|refund)"
    r"(?: up to| an?| extra| additional| of| your| is| only| just)*[\s:]*$"
    r"|\b(?:\d+|two|three|four|five|six)\s+for\s*$|\d\s?[-–—~～至到]\s?$"
    r"|(?:[立直]减|[立节]?省|减免?|满|降价?|优惠|返现?|抵扣?|赢取?|抽|奖金?|红包|补贴|送|赠送?"
    r"|价值|"
    r"最高|至少|超过|低于|不到|充值?|加|押金|定金|订金|运费|邮费|补|预算|月薪|时薪|罚|捐|人均|平均"
    r"|首[月单件年]|[每包]个?[月年周天晚日节次课]|每小时|[月年会]费|"
    r"第[一二三两\d]+[件杯份个]|(?:[两二三四五六七八九十]|[2-9]|\d{2,})[件杯份个盒瓶斤次人]|从|起)"
    r"(?:[了近达到为约：:]|仅需?|只要|只需)*\s*$",
    re.IGNORECASE,
)
_OTHER_AFTER = re.compile(
    r"\s*(?:off\b|discount|cash\s?back|gift|voucher|coupon|credit|value\b|worth\b|prize|reward"
    r"|bonus|"
    r"deposit|shipping|rebate|saved?\b|million|billion|thousand|bn\b|[km]\b|HKD|AUD|CAD|SGD|TWD|"
    r"(?:or|and) (?:more|less|above|over|up|under)|monthly|yearly|weekly|"
    r"(?:/|per\s|an?\s|each\s|every\s)\s?(?:month|mo\b|year|yr\b|week|wk\b|hour|hr\b|day|night"
    r"|user|seat|session|class|lesson))"
    r"|\s?[-–—~～至到]\s?[¥￥$€£]?\d|\+"
    r"|\s*/?\s?(?:[两二三四五六]|[2-9]|\d\d)[个件只杯份张盒瓶斤次节]"
    r"|\s*(?:以[上下内外]|起|左右|多|[\u4e00-\u9fff]{0,2}券|红包|优惠|奖|礼品卡|礼金|现金|补贴"
    r"|话费|定金|"
    r"押金|运费|店|/\s?(?:个?月|年|周|天|小时|次|节|晚|h\b)|每(?:个?月|年|周|天|小时|次|节|晚)|"
    r"一(?:个?月|年|周|天|小时|次|晚)|的(?:优惠|代金|红包|奖|礼券|[\u4e00-\u9fff]{0,2}券|现金))",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _Amount:
    value: float
    currency: str
    role: Role
    span: Span


def _currency(match: re.Match[str], text: str) -> str:
    mark = (match["sign"] or match["unit"] or "元").strip().lower()
    found = _CURRENCIES.get(mark) or _CURRENCIES.get(mark.rstrip("s")) or _CURRENCIES[mark[0]]
    return "JPY" if mark in ("¥", "￥") and _KANA.search(text) else found


def _role(text: str, start: int, end: int, after_last: int) -> Role:
    """What an amount is, from the words right beside it.

    The words before it reach back to the amount before, or to a comma, and no further: in
    "was $129, now $89" the "was" belongs to the first amount alone.
    """
    before = _CUT.split(text[max(after_last, start - 28) : start])[-1]
    falls = _FALLS.match(text, end)
    if _FORMER.search(before) or (falls and (_FROM.search(before) or not text[end].isspace())):
        return "former"
    if falls and text[end:].lstrip()[:1] in "→➡-=降直":
        return "former"
    if _FALLEN.search(before):
        return "marked"
    if _OTHER_AFTER.match(text, end) or _OTHER_BEFORE.search(before):
        return "other"
    return "marked" if _NOW.search(before) else "price"


def _amounts(text: str) -> list[_Amount]:
    found: list[_Amount] = []
    after_last = 0
    for match in _AMOUNT.finditer(text):
        group = next(g for g in ("a", "b", "c") if match[g])
        value = float(match[group].replace(",", "").replace("，", ""))
        if match["many"] or match["many_b"]:
            value *= 10_000
        start = match.start(group) if group == "c" else match.start()
        role = _role(text, start, match.end(), after_last)
        found.append(_Amount(value, _currency(match, text), role, (start, match.end())))
        after_last = match.end()
    return found


def _only(amounts: list[_Amount]) -> _Amount | None:
    """The amount when all of them say the same one."""
    same = {(a.value, a.currency) for a in amounts}
    return amounts[0] if len(same) == 1 else None


def _prices(text: str) -> Terms:
    """One price, and a former one above it. Two prices that differ are none: which one is meant?"""
    amounts = _amounts(text)
    seen = [a.span for a in amounts]
    price = _only([a for a in amounts if a.role == "marked"])
    price = price or _only([a for a in amounts if a.role in ("price", "marked")])
    if price is None:
        return Terms(seen=seen)
    data: dict[str, Any] = {"price": price.value, "currency": price.currency}
    used = [a.span for a in amounts if a.role in ("price", "marked") and a.value == price.value]
    former = _only([a for a in amounts if a.role == "former" and a.currency == price.currency])
    if former and former.value > price.value:
        data["original_price"] = former.value
        used.append(former.span)
    return Terms(data, used, seen, price.span, used)


_MONTH = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NOT_A_DAY = r"(?!\d|\s?%|:\d|\.\d|\s?[ap]m\b)"
_TO = r"\s?(?:-|–|—|~|～|至|到|to|through|until)\s?"
_DATE = re.compile(
    r"(?<!\d)(?P<y>20\d\d)(?:\s?年\s?|(?P<gap>[-/.]))(?P<m>\d{1,2})(?(gap)(?P=gap)"
    r"|\s?月\s?)(?P<d>\d{1,2})(?!\d)[日号]?"
    rf"(?:{_TO}(?P<dd>\d{{1,2}})[日号])?"
    rf"|"
    rf"(?<!\d)"
    rf"(?P<m1>\d{{1,2}})\s?月\s?(?P<d1>\d{{1,2}})(?!\d)[日号]?(?:{_TO}(?P<dd1>\d{{1,2}})[日号])?"
    rf"|\b(?P<n2>{_MONTH})\.?\s(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?{_NOT_A_DAY}"
    rf"(?:{_TO}(?P<dd2>\d{{1,2}})(?:st|nd|rd|th)?{_NOT_A_DAY}\b)?(?:,?\s(?P<y2>20\d\d)\b)?"
    rf"|(?<![\d.$¥€£])(?:(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?{_TO})?(?P<dd3>\d{{1,2}})(?:st|nd|rd|th)?"
    rf"\s(?:of )?(?P<n3>{_MONTH})\b(?:,?\s(?P<y3>20\d\d)\b)?"
    r"|(?P<word>\b(?:on|until|till|before|starts?|starting|ends?|ending|opens?|opening|through"
    r"|date:?)\s|"
    r"截[止至]到?|日期：?|开始|活动时间：?)\s?(?P<m4>\d{1,2})/(?P<d4>\d{1,2})(?![\d/%]|\s?[a-zA-Z]"
    r"|\.\d)",
    re.IGNORECASE,
)
_UNTIL_BEFORE = re.compile(
    r"(?:截[止至]到?|\b(?:until|till|by|before|ends?|ending|through)(?: on)?|有效期?[至到]"
    r"|[至到])[\s：:]*$",
    re.IGNORECASE,
)
_UNTIL_AFTER = re.compile(r"\s?(?:之?前|截[止至]|结束|为止|止)")
_LINKED = re.compile(rf"{_TO}|\s?(?:and ends?|and runs? until)(?: on)?\s", re.IGNORECASE)


@dataclass(frozen=True)
class _Day:
    date: dt.date
    until: bool
    span: Span


def _day(year: str | None, month: int, day: int, today: dt.date) -> dt.date | None:
    """The day, or None when there is no such day or it has gone by."""
    try:
        date = dt.date(int(year) if year else today.year, month, day)
        if not year and date < today:
            date = date.replace(year=today.year + 1)
    except ValueError:
        return None
    return date if date >= today else None


def _read_days(match: re.Match[str], today: dt.date) -> list[dt.date]:
    """The day of a match, or first and last of "June 3-5"; empty when it is no day."""
    g = match.groupdict()
    name = g["n2"] or g["n3"]
    if name and name in ("may", "march", "mar"):
        return []  # written small these are a verb as often as a month
    month = _MONTHS.index(name[:3].lower()) + 1 if name else int(g["m"] or g["m1"] or g["m4"])
    first, last = (
        g["d"] or g["d1"] or g["d2"] or g["d3"] or g["d4"],
        g["dd"] or g["dd1"] or g["dd2"],
    )
    first, last = (first, g["dd3"]) if g["d3"] else (first or g["dd3"], last)
    year = g["y"] or g["y2"] or g["y3"]
    days = [_day(year, month, int(n), today) for n in (first, last) if n]
    return [d for d in days if d] if all(days) and sorted(days, key=str) == days else []


def _days(text: str, today: dt.date) -> Terms:
    """The start and the end, where it is plain which is which.

    A day without a year is the next one to come. Two days that nothing joins are not a period.
    """
    found: list[_Day] = []
    seen: list[Span] = []
    after_last = 0
    for match in _DATE.finditer(text):
        days = _read_days(match, today)
        start = match.end("word") if match["word"] else match.start()
        seen.append((start, match.end()))
        before = text[max(after_last, start - 12) : start]
        until = bool(_UNTIL_BEFORE.search(before) or _UNTIL_AFTER.match(text, match.end()))
        after_last = match.end()
        for place, date in enumerate(days):
            found.append(_Day(date, until if len(days) == 1 else place == 1, seen[-1]))
    data: dict[str, Any] = {}
    if len(found) == 1:
        data = {"ends" if found[0].until else "starts": found[0].date}
    elif len(found) == 2 and found[0].date <= found[1].date and not found[0].until:
        between = text[found[0].span[1] : found[1].span[0]]
        if found[1].until or _LINKED.fullmatch(between):
            data = {"starts": found[0].date, "ends": found[1].date}
    return Terms(data, [d.span for d in found] if data else [], seen)


_CITY = (
    "北京|上海|广州|深圳|杭州|成都|重庆|武汉|南京|苏州|西安|天津|长沙|郑州|青岛|厦门|宁波|无锡|合肥|福州|"
    "济南|大连|沈阳|昆明|东莞|佛山|香港|澳门|台北|三亚|珠海|南昌|贵阳|南宁|哈尔滨|长春|石家庄|太原"
)
_HAN = r"(?!了|一[家个间]|开|的|举|[线家])[\u3400-\u9fffA-Za-z0-9]"
_PLACE = re.compile(
    rf"(?<![现正实存旨好])在(?P<place>(?:{_CITY})(?:{_HAN}){{0,12}}?"
    rf"|(?=[\u3400-\u9fff])(?:{_HAN}){{1,13}}?"
    r"(?:市|区|县|路|街|巷|楼|馆|厅|店|广场|中心|公园|大厦|商场|学校|大学|酒店|园区|书院|剧院|剧场"
    r"|村|镇|空间|\d号))"
    r"(?=举[行办]|见面?|开[业幕始场展课唱]|[，。！,!；;]|\s*$)"
)


def _place(text: str) -> Terms:
    match = _PLACE.search(text)
    if not match or _AMOUNT.search(match["place"]):
        return Terms()
    return Terms({"place": {"zh": match["place"]}}, [match.span("place")], [match.span()])


def terms_of(text: str, today: dt.date) -> Terms:
    """Price, former price, currency, start, end and place that the text plainly names.

    Amounts saved, won, given away, paid as a deposit or per month, "from" prices and ranges are no
    price. Numbers are a day only with 月, a month's name or a year, or as m/d after a date word.

    Args:
        text: One or several sentences in Chinese or English.
        today: Days without a year come after it; days before it are left out.
    """
    prices = _prices(text)
    parts = [prices, _days(text, today), _place(text)]
    data: dict[str, Any] = {}
    for part in parts:
        data |= part.data
    return Terms(
        data,
        [s for p in parts for s in p.used],
        [s for p in parts for s in p.seen],
        prices.price_at,
        prices.price_spans,
    )
