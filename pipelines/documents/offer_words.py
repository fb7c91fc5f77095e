"""Prices and dates of an offer as they are written on a poster or told in a caption."""

from __future__ import annotations

import datetime as dt

from pipelines.documents.brief import Offer
from pipelines.sdk import Language

__all__ = ["CURRENCY_SIGNS", "amount", "money", "period"]

CURRENCY_SIGNS = {"CNY": "¥", "USD": "$", "EUR": "€", "GBP": "£", "JPY": "JP¥"}
"""The yen's sign is the yuan's, too: it says whose it is."""

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def amount(value: float) -> str:
    """A number as it stands beside a currency sign: 199, 1,299, 19.90."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,.2f}"


def money(value: float, currency: str) -> str:
    """An amount with its sign: ¥199."""
    return f"{CURRENCY_SIGNS[currency]}{amount(value)}"


def _day(day: dt.date, language: Language, *, with_month: bool = True) -> str:
    if language == "zh":
        return f"{day.month}月{day.day}日" if with_month else f"{day.day}日"
    return f"{day.day} {_MONTHS[day.month - 1]}" if with_month else str(day.day)


def period(offer: Offer, language: Language) -> str:
    """When the offer holds: "6月1日–20日", "1–20 June", "until 20 June", or ``""``."""
    starts, ends = offer.starts, offer.ends
    if starts and ends:
        if starts == ends:
            return _day(starts, language)
        same = (starts.year, starts.month) == (ends.year, ends.month)
        if language == "zh":
            return f"{_day(starts, 'zh')}–{_day(ends, 'zh', with_month=not same)}"
        return f"{_day(starts, 'en', with_month=not same)}–{_day(ends, 'en')}"
    if ends:
        return f"截至{_day(ends, 'zh')}" if language == "zh" else f"Until {_day(ends, 'en')}"
    if starts:
        return f"{_day(starts, 'zh')}起" if language == "zh" else f"From {_day(starts, 'en')}"
    return ""
