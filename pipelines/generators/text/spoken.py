"""Phrases as they are said: no marks a voice stumbles over."""

from __future__ import annotations

import re
import unicodedata

from pipelines.documents.brief import Brief
from pipelines.documents.offer_words import amount, money
from pipelines.sdk import Language

__all__ = ["spoken", "spoken_price"]

_SPACED = {"en": " and ", "zh": "和"}
_UNITS_ZH = {"CNY": "元", "USD": "美元", "EUR": "欧元", "GBP": "英镑", "JPY": "日元"}


def spoken(text: str, language: Language) -> str:
    """The phrase without emoji and signs that read badly; "" when nothing sayable is left."""
    text = re.sub(r"\s*&\s*", _SPACED[language], text)
    text = re.sub(r"(?<=\d)\s*[–—~～]\s*(?=\d)", "到" if language == "zh" else " to ", text)
    text = re.sub(r"\s*[·|｜•/／]\s*", "，" if language == "zh" else ", ", text)
    if language == "zh":
        text = re.sub(r"(\d{1,2}):00\b", r"\1点", text)
        text = re.sub(r"(\d{1,2}):(\d{2})\b", r"\1点\2分", text)
    kept = "".join(
        " " if c in '#@*^_=<>[]{}\\"“”「」『』()（）《》~`' else c
        for c in text
        if unicodedata.category(c) not in ("So", "Sk", "Cf", "Mn", "Me")
    )
    words = " ".join(kept.split())
    if language == "zh":
        words = re.sub(r"(?<=[\u3400-\u9fff，]) (?=[\u3400-\u9fff，])", "", words)
    words = re.sub(r"\s+([,.!?，。！？])", r"\1", words)
    return words if any(c.isalnum() for c in words) else ""


def spoken_price(price: float, brief: Brief, language: Language) -> str:
    """ "1,299元", "$4.50": a price as a caption shows it and a voice reads it well."""
    currency, price = brief.offer.currency, round(price, 2)
    if language == "zh":
        digits = amount(price)
        return f"{digits.rstrip('0') if '.' in digits else digits}{_UNITS_ZH[currency]}"
    # A voice cannot tell the yen's sign from the yuan's.
    return f"{amount(price)} yen" if currency == "JPY" else money(price, currency)
