"""Phrases as they are said: no marks a voice stumbles over."""

from __future__ import annotations

import re
import unicodedata

from pipelines.documents.brief import Brief
from pipelines.sdk import Language

__all__ = ["spoken", "spoken_price"]

_SPACED = {"en": " and ", "zh": "和"}
_CURRENCY: dict[Language, dict[str, str]] = {
    "zh": {"CNY": "元", "USD": "美元", "EUR": "欧元", "GBP": "英镑", "JPY": "日元"},
    "en": {"CNY": "yuan", "USD": "dollars", "EUR": "euros", "GBP": "pounds", "JPY": "yen"},
}


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


def spoken_price(amount: float, brief: Brief, language: Language) -> str:
    """ "59元", "249 dollars": as a price is said."""
    digits = f"{amount:.0f}" if abs(amount - round(amount)) < 0.005 else f"{amount:.2f}"
    unit = _CURRENCY[language][brief.offer.currency]
    return f"{digits}{unit}" if language == "zh" else f"{digits} {unit}"
