"""The words of a poster, read as a proofreader does: law, brand spelling, words to avoid."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from pydantic import BaseModel

from pipelines.documents.brand import BrandRules
from pipelines.documents.poster import PosterContent, PosterDocument
from pipelines.documents.tone import check_tone
from pipelines.documents.wording import check_wording
from pipelines.roles.poster import ScoreReason
from pipelines.sdk import LocalText

__all__ = ["check_words", "words_of"]

_WORDING = {"error": 12.0, "review": 5.0, "info": 1.0}
_MOST = 30.0  # points all wording together can cost
_LIKE = 0.84  # of the letters; a word this near to the brand's name was meant to be it


def words_of(content: PosterContent) -> list[tuple[str, str]]:
    """Every text that is read on the poster, with its slot; links are not read."""
    out: list[tuple[str, str]] = []

    def look(slot: str, value: object) -> None:
        if isinstance(value, str):
            if value.strip():
                out.append((slot, value))
        elif isinstance(value, list):
            for item in value:
                look(slot, item)
        elif isinstance(value, BaseModel):
            for _, part in value:
                look(slot, part)

    for slot in type(content).model_fields:
        if slot != "link":
            look(slot, getattr(content, slot))
    return out


def check_words(content: PosterContent, document: PosterDocument) -> list[ScoreReason]:
    """What law, platforms and the brand may object to."""
    rules = document.rules or BrandRules()
    texts = words_of(content)
    out = [*_law(texts, document), *_brand(texts, rules, content.brand)]
    said = "\n".join(text for _, text in texts).casefold()
    for word in rules.avoid:
        if word.strip() and word.casefold() in said:
            out.append(_reason("avoid", 15.0, f"the brand avoids “{word}”", f"品牌禁用词：{word}"))
    for odd in check_tone(said, rules.tone)[:3]:
        out.append(ScoreReason(code="tone", points=4.0, message=odd.reason))
    if rules.use and not any(word.casefold() in said for word in rules.use):
        words = ", ".join(rules.use[:6])
        out.append(
            _reason(
                "use",
                2.0,
                f"none of the brand's words is said: {words}",
                f"未使用品牌用语：{words}",
            )
        )
    return out


def _reason(code: str, points: float, en: str, zh: str) -> ScoreReason:
    return ScoreReason(code=code, points=points, message=LocalText(en=en, zh=zh))


def _law(texts: list[tuple[str, str]], document: PosterDocument) -> Iterator[ScoreReason]:
    """Advertising wording, each expression once."""
    room = _MOST
    seen: set[str] = set()
    for _, text in texts:
        for found in check_wording(text, document.language):
            if found.words in seen:
                continue
            seen.add(found.words)
            points = min(room, _WORDING[found.severity])
            room -= points
            en, zh = found.suggestion.best("en"), found.suggestion.best("zh")
            yield _reason(
                "wording",
                points,
                f"“{found.words}” ({found.article}): {found.reason.best('en')} {en}",
                f"“{found.words}”（{found.article}）：{found.reason.best('zh')}{zh}",
            )


def _brand(texts: list[tuple[str, str]], rules: BrandRules, shown: str) -> Iterator[ScoreReason]:
    """The brand's name spelt in another way: other capitals, spaces, or a letter wrong."""
    names = [name for name in (rules.names or [shown]) if re.search(r"[A-Za-z]", name)]
    right = set(names) | {name.upper() for name in names}
    if not rules.names:  # how a name is set need not be how it is spelt
        right |= {name.title() for name in names}
    told: set[str] = set()
    for slot, text in texts:
        if slot == "brand" and not rules.names:
            continue
        for name in names:
            for written in _like(name, text):
                if written in right or written in told:
                    continue
                told.add(written)
                yield _reason(
                    "spelling",
                    8.0,
                    f"“{written}” should be “{name}”",
                    f"“{written}” 应写作 “{name}”",
                )


def _like(name: str, text: str) -> Iterator[str]:
    """Runs of as many words as the name has that look like it; a plural or genitive is let be."""
    words = list(re.finditer(r"[A-Za-z0-9&.\-]+", text))
    count = len(re.findall(r"[A-Za-z0-9&.\-]+", name))
    target = _plain(name)
    for size in {max(1, count - 1), count, count + 1}:
        for at in range(len(words) - size + 1):
            written = text[words[at].start() : words[at + size - 1].end()].rstrip(".-")
            plain = _plain(written)
            near = size == count and plain[:1] == target[:1] and plain != target + "s"
            if plain == target or (near and _misspelt(plain, target)):
                yield written


def _misspelt(plain: str, target: str) -> bool:
    return len(target) >= 6 and SequenceMatcher(None, plain, target).ratio() >= _LIKE


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.casefold())
