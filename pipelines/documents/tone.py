"""Tone: words and marks that do not fit how a brand speaks. Data, in ``assets/rules/tone.toml``."""

from __future__ import annotations

import functools
import re
import tomllib
from importlib.resources import files

from pipelines.documents.brand import Tone
from pipelines.sdk import Frozen, LocalText

__all__ = ["ToneFinding", "check_tone"]


class ToneFinding(Frozen):
    """Words or marks that another brand might say, and why this one would not."""

    words: str
    reason: LocalText


class _Rule(Frozen):
    id: Tone
    most_exclamations: int
    patterns: tuple[str, ...]

    @property
    def pattern(self) -> re.Pattern[str]:
        parts = [
            rf"(?<![A-Za-z])(?:{p})(?![A-Za-z])" if re.search("[A-Za-z]", p) else p
            for p in self.patterns
        ]
        return re.compile("|".join(parts), re.IGNORECASE)


_NAMES: dict[Tone, tuple[str, str]] = {
    "warm": ("warm", "温暖"),
    "playful": ("playful", "俏皮"),
    "professional": ("professional", "专业"),
    "bold": ("bold", "大胆"),
    "calm": ("calm", "沉静"),
}


@functools.cache
def _rules() -> dict[Tone, _Rule]:
    text = files("assets").joinpath("rules/tone.toml").read_text(encoding="utf-8")
    rules = [_Rule.model_validate(row) for row in tomllib.loads(text)["tone"]]
    return {rule.id: rule for rule in rules}


def check_tone(text: str, tone: Tone | None) -> list[ToneFinding]:
    """What in a text does not fit a tone, each expression once; nothing where there is no tone."""
    if tone is None:
        return []
    rule = _rules()[tone]
    en, zh = _NAMES[tone]
    found = dict.fromkeys(match.group() for match in rule.pattern.finditer(text))
    out = [
        ToneFinding(
            words=words,
            reason=LocalText(
                en=f"“{words}” does not fit the brand's {en} tone",
                zh=f"“{words}”不符合品牌的“{zh}”语气",
            ),
        )
        for words in found
    ]
    marks = re.findall("[!！]", text)
    if len(marks) > rule.most_exclamations:
        most = rule.most_exclamations
        out.append(
            ToneFinding(
                words="！" if "！" in marks else "!",
                reason=LocalText(
                    en=f"{len(marks)} exclamation marks; a {en} brand uses {most} at most",
                    zh=f"共 {len(marks)} 个感叹号，“{zh}”语气最多用 {most} 个",
                ),
            )
        )
    return out
