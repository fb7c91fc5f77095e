"""Prices as people type them, parted into the number and its sign."""

from __future__ import annotations

from pipelines.documents.offer_words import CURRENCY_SIGNS
from pipelines.sdk import Language

__all__ = ["parted"]

_SIGNS = CURRENCY_SIGNS | {"RMB": "¥"}
_TYPED = ("JP¥", "¥", "￥", "$", "€", "£")


def parted(price: str, currency: str, language: Language) -> tuple[str, str]:
    """The number and the sign: ``("¥199", "", "zh")`` → ``("199", "¥")``.

    Args:
        price: As typed, with or without a sign.
        currency: A sign or a code (CNY, JPY …), or ``""``.
        language: Decides where nothing else does.
    """
    price = price.strip()
    typed = next((sign for sign in _TYPED if price.startswith(sign)), "")
    number = price.removeprefix(typed).strip()
    sign = typed.replace("￥", "¥") or ("¥" if language == "zh" else "$")
    return number, _SIGNS.get(currency.upper(), currency) if currency else sign
